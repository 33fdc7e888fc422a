// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The places that threads are about: a twinning, a practice, an advert, a community, or none.

use domain::advert::Advert;
use domain::policy::{NoticeFacts, On, Parent, PracticeFacts, TwinningFacts};
use domain::practice::Practice;
use domain::thread::ThreadAbout;
use domain::twinning::Twinning;
use domain::{Language, Uid};
use sea_orm::sea_query::Query;
use sea_orm::{ConnectionTrait, QueryResult};

use crate::Store;
use crate::change::Change;
use crate::communities::with_circles;
use crate::error::Error;
use crate::kept::{Kept, about_kind};
use crate::rows::{decoded, is_one_of, uid_of};
use crate::tables::Column;

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
    for (practice, address) in read::<Practice, C>(db, &of("practice")).await? {
        let on = On::Practice(PracticeFacts::from(&practice));
        let about = ThreadAbout::Practice(practice.uid);
        found.push(Place { about, title: practice.title, language: practice.language, address, on });
    }
    for (twinning, address) in read::<Twinning, C>(db, &of("twinning")).await? {
        let on = On::Twinning(TwinningFacts::from(&twinning));
        let about = ThreadAbout::Twinning(twinning.uid);
        found.push(Place { about, title: twinning.title, language: twinning.language, address, on });
    }
    for (advert, address) in read::<Advert, C>(db, &of("advert")).await? {
        let on = On::Advert(NoticeFacts::from(&advert));
        let about = ThreadAbout::Advert(advert.uid);
        found.push(Place { about, title: advert.title, language: advert.language, address, on });
    }
    for kept in with_circles(db, &of("community")).await? {
        let on = On::Community(kept.facts());
        let about = ThreadAbout::Community(kept.record.uid);
        let address = kept.slug.to_string();
        found.push(Place { about, title: kept.record.name, language: kept.record.language, address, on });
    }
    Ok(found)
}

/// Whole records of one type, each with its address.
async fn read<T: Kept, C: ConnectionTrait>(db: &C, uids: &[Uid]) -> Result<Vec<(T, String)>, Error> {
    if uids.is_empty() {
        return Ok(Vec::new());
    }
    let table = T::TYPE.table();
    let address = if T::TYPE.has_slug() { Column::Slug } else { Column::Uid };
    let select = Query::select()
        .columns([(table, Column::Record), (table, address)])
        .from(table)
        .and_where(is_one_of(table, Column::Uid, uids))
        .take();
    let rows = db.query_all(&select).await?;
    let read = |row: &QueryResult| -> Result<(T, String), Error> {
        Ok((decoded::<T>(T::TYPE, &row.try_get_by_index::<String>(0)?)?, row.try_get_by_index::<String>(1)?))
    };
    rows.iter().map(read).collect()
}
