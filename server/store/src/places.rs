// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The places that threads are about: a twinning, a practice, an advert, a community, or none.

use domain::advert::Advert;
use domain::policy::{NoticeFacts, On, Parent, PracticeFacts, TwinningFacts};
use domain::practice::Practice;
use domain::thread::ThreadAbout;
use domain::twinning::Twinning;
use domain::{Language, Uid};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{ConnectionTrait, JoinType, QueryResult};

use crate::Store;
use crate::change::Change;
use crate::communities::with_circles;
use crate::error::Error;
use crate::kept::{Kept, RecordType, about_kind};
use crate::rows::{decoded, is_one_of, uid_of};
use crate::tables::{Column, Table};

/// What is read in one statement with a thread that is about it.
const BESIDE: [RecordType; 3] = [RecordType::Practice, RecordType::Twinning, RecordType::Advert];

/// What a thread can be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A twinning.
    Twinning,
    /// A practice.
    Practice,
    /// An advert.
    Advert,
    /// A community.
    Community,
    /// Nothing: it stands for itself.
    Free,
}

impl PlaceKind {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Twinning, Self::Practice, Self::Advert, Self::Community, Self::Free];

    /// The code in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Twinning => "twinning",
            Self::Practice => "practice",
            Self::Advert => "advert",
            Self::Community => "community",
            Self::Free => "free",
        }
    }

    /// The kind of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }
}

/// What a thread is about, as far as its page and permission ask.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Which one it is.
    pub about: ThreadAbout,
    /// Its title, or its name.
    pub title: String,
    /// The language of its texts.
    pub language: Language,
    /// Its present address; of an advert its identifier.
    pub address: String,
    /// What permission asks of it.
    pub on: On,
}

impl Store {
    /// What some threads are about, whoever may see it; what is gone is left out. A statement for each kind that is
    /// there, two for communities.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a record cannot be read.
    pub async fn places(&self, about: &[ThreadAbout]) -> Result<Vec<Place>, Error> {
        places(self.readers(), about).await
    }
}

impl Change {
    /// Where a thread comes in, as it stands inside this change, whoever may see it. A community is held: who reads what is
    /// written in it stays the same until the commit, so that whoever widens it finds the new thread among those that stay
    /// with who belongs to it. It is held behind the account of who writes and before any thread, as who changes it does;
    /// other places are not held.
    ///
    /// # Errors
    /// As `Store::places`. After any error the whole change is lost.
    pub async fn place(&mut self, about: &ThreadAbout) -> Result<Option<Place>, Error> {
        if let ThreadAbout::Community(uid) = about {
            self.hold_community(uid).await?;
        }
        let found = places(self.connection(), std::slice::from_ref(about)).await;
        Ok(self.marked(found)?.pop())
    }
}

/// What permission asks of what a thread is about, as it was found.
pub(crate) fn parent(about: Option<&ThreadAbout>, place: Option<&Place>) -> Parent {
    match (about, place) {
        (None, _) => Parent::Free,
        (Some(_), None) => Parent::Missing,
        (Some(_), Some(place)) => Parent::Of(Box::new(place.on.clone())),
    }
}

/// What a thread is about, from its two columns.
pub(crate) fn about_of(row: &QueryResult) -> Result<Option<ThreadAbout>, Error> {
    let Some(kind) = row.try_get::<Option<String>>("", "about_kind")? else { return Ok(None) };
    let uid = uid_of(&row.try_get::<String>("", "about")?)?;
    let about = match kind.as_str() {
        "twinning" => ThreadAbout::Twinning(uid),
        "practice" => ThreadAbout::Practice(uid),
        "advert" => ThreadAbout::Advert(uid),
        "community" => ThreadAbout::Community(uid),
        other => return Err(Error::Corrupt(format!("a thread about {other:?}"))),
    };
    Ok(Some(about))
}

pub(crate) async fn places<C: ConnectionTrait>(db: &C, about: &[ThreadAbout]) -> Result<Vec<Place>, Error> {
    let of = |kind: &str| -> Vec<Uid> {
        let mut uids: Vec<Uid> =
            about.iter().filter(|one| about_kind(one) == kind).map(|one| one.uid().clone()).collect();
        uids.sort();
        uids.dedup();
        uids
    };
    let mut found = Vec::new();
    let placed = |(practice, address)| practice_place(practice, address);
    found.extend(read::<Practice, C>(db, &of("practice")).await?.into_iter().map(placed));
    let placed = |(twinning, address)| twinning_place(twinning, address);
    found.extend(read::<Twinning, C>(db, &of("twinning")).await?.into_iter().map(placed));
    let placed = |(advert, address)| advert_place(advert, address);
    found.extend(read::<Advert, C>(db, &of("advert")).await?.into_iter().map(placed));
    for kept in with_circles(db, &of("community")).await? {
        let on = On::Community(kept.facts());
        let about = ThreadAbout::Community(kept.record.uid);
        let address = kept.slug.to_string();
        found.push(Place { about, title: kept.record.name, language: kept.record.language, address, on });
    }
    Ok(found)
}

/// Joins what a thread is about, where a record tells all that is asked of it; of communities the people are asked too.
pub(crate) fn join_place(select: &mut SelectStatement) {
    let threads = |column| Expr::col((Table::Threads, column));
    let mut records = Vec::new();
    let mut addresses = Vec::new();
    for kind in BESIDE {
        let table = kind.table();
        let is_it = Condition::all()
            .add(threads(Column::AboutKind).eq(kind.code()))
            .add(Expr::col((table, Column::Uid)).equals((Table::Threads, Column::About)));
        select.join(JoinType::LeftJoin, table, is_it);
        records.push(Expr::col((table, Column::Record)));
        addresses.push(Expr::col((table, address_of(kind))));
    }
    select.expr_as(Func::coalesce(records), "place_record").expr_as(Func::coalesce(addresses), "place_address");
}

/// Reads what `join_place` joined.
pub(crate) fn joined_place(row: &QueryResult, about: &ThreadAbout) -> Result<Option<Place>, Error> {
    let Some(json) = row.try_get::<Option<String>>("", "place_record")? else { return Ok(None) };
    let address: String = row.try_get("", "place_address")?;
    Ok(match about {
        ThreadAbout::Practice(_) => Some(practice_place(decoded(RecordType::Practice, &json)?, address)),
        ThreadAbout::Twinning(_) => Some(twinning_place(decoded(RecordType::Twinning, &json)?, address)),
        ThreadAbout::Advert(_) => Some(advert_place(decoded(RecordType::Advert, &json)?, address)),
        ThreadAbout::Community(_) => None,
    })
}

fn practice_place(practice: Practice, address: String) -> Place {
    let on = On::Practice(PracticeFacts::from(&practice));
    let about = ThreadAbout::Practice(practice.uid);
    Place { about, title: practice.title, language: practice.language, address, on }
}

fn twinning_place(twinning: Twinning, address: String) -> Place {
    let on = On::Twinning(TwinningFacts::from(&twinning));
    let about = ThreadAbout::Twinning(twinning.uid);
    Place { about, title: twinning.title, language: twinning.language, address, on }
}

fn advert_place(advert: Advert, address: String) -> Place {
    let on = On::Advert(NoticeFacts::from(&advert));
    let about = ThreadAbout::Advert(advert.uid);
    Place { about, title: advert.title, language: advert.language, address, on }
}

const fn address_of(kind: RecordType) -> Column {
    if kind.has_slug() { Column::Slug } else { Column::Uid }
}

/// Whole records of one type, each with its address.
async fn read<T: Kept, C: ConnectionTrait>(db: &C, uids: &[Uid]) -> Result<Vec<(T, String)>, Error> {
    if uids.is_empty() {
        return Ok(Vec::new());
    }
    let table = T::TYPE.table();
    let select = Query::select()
        .columns([(table, Column::Record), (table, address_of(T::TYPE))])
        .from(table)
        .and_where(is_one_of(table, Column::Uid, uids))
        .take();
    let rows = db.query_all(&select).await?;
    let read = |row: &QueryResult| -> Result<(T, String), Error> {
        Ok((decoded::<T>(T::TYPE, &row.try_get_by_index::<String>(0)?)?, row.try_get_by_index::<String>(1)?))
    };
    rows.iter().map(read).collect()
}
