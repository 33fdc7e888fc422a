// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Threads: the whole one for its page, rows for lists, always through `thread_visible_to`.

use domain::policy::{ClosedAs, On, Standing, ThreadFacts, ThreadState, Viewer, Writers};
use domain::practice::Audience;
use domain::thread::{Thread, ThreadAbout, ThreadAddress, ThreadKind};
use domain::{Language, Uid};
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::error::Error;
use crate::kept::RecordType;
use crate::places::{self, Place, about_of};
use crate::rows::{self, code, count, decoded, is_one_of, moment, uid_of};
use crate::tables::{Column, Table};
use crate::visible::thread_visible_to;
use crate::{Snapshot, Store};

mod knowing;
mod listing;
mod narrowing;
mod tally;
mod writing;

pub use knowing::KnownThread;
pub use listing::{ThreadFilter, Unanswered};

/// What is counted beside a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The position of its last post, whatever became of that; 0 where there is none.
    pub last_position: u32,
    /// How many posts are shown.
    pub posts: u64,
    /// How many members wrote something that is shown, the text with which it begins included (AC-003-3).
    pub participants: u64,
    /// When the last one was written that is shown, or else when it began.
    pub last_at: Timestamp,
}

/// What readers say of something with one click.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Thanked {
    /// How many found it useful.
    pub useful: u64,
    /// How many said thanks.
    pub thanks: u64,
}

/// A whole thread with what the database knows beside its record.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptThread {
    /// The record.
    pub record: Thread,
    /// The number in its address.
    pub number: u32,
    /// Counts its changes, from 1; what the index compares.
    pub version: i64,
    /// When it came in.
    pub created_at: Timestamp,
    /// When its record last changed.
    pub updated_at: Timestamp,
    /// What is counted beside it.
    pub tally: Tally,
    /// What readers say of how it begins.
    pub thanked: Thanked,
    /// What it is about, where that is there.
    pub place: Option<Place>,
}

impl KeptThread {
    /// Its address.
    pub fn address(&self) -> ThreadAddress {
        ThreadAddress::of(self.number, &self.record.title)
    }

    /// What permission asks of it.
    pub fn facts(&self) -> ThreadFacts {
        self.record.facts(places::parent(self.record.about.as_ref(), self.place.as_ref()))
    }

    /// The same as a thing.
    pub fn on(&self) -> On {
        On::Thread(self.facts())
    }
}

/// As much of a thread as a line in a list needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadRow {
    /// Stable identifier.
    pub uid: Uid,
    /// The number in its address.
    pub number: u32,
    /// Title; empty once withdrawn.
    pub title: String,
    /// Language of its title.
    pub language: Language,
    /// What it is.
    pub kind: ThreadKind,
    /// What it is about.
    pub about: Option<ThreadAbout>,
    /// The member who began it.
    pub author: Option<Uid>,
    /// When it began, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// Who may read it, of those who may read what it is about.
    pub audience: Audience,
    /// Who writes in it.
    pub writers: Writers,
    /// Where it stands.
    pub state: ThreadState,
    /// As what somebody closed it; says nothing of one that is not closed.
    pub closed_as: ClosedAs,
    /// Whether it is shown.
    pub standing: Standing,
    /// Whether it stays at the top of its list.
    pub pinned: bool,
    /// Whether its twinning owns it.
    pub main: bool,
    /// Whether the question has an answer.
    pub answered: bool,
    /// Whether the record is invented, for demonstration.
    pub demo: bool,
    /// Counts its changes, from 1.
    pub version: i64,
    /// What is counted beside it.
    pub tally: Tally,
}

impl ThreadRow {
    /// Its address.
    pub fn address(&self) -> ThreadAddress {
        ThreadAddress::of(self.number, &self.title)
    }
}

impl Store {
    /// The thread with an identifier. One statement, three where it is about a community.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a record cannot be read.
    pub async fn thread(&self, viewer: &Viewer, uid: &Uid) -> Result<Option<KeptThread>, Error> {
        self.thread_where(viewer, Expr::col((Table::Threads, Column::Uid)).eq(uid.as_str())).await
    }

    /// The thread with a number, as `thread`.
    ///
    /// # Errors
    /// As `thread`.
    pub async fn thread_by_number(&self, viewer: &Viewer, number: u32) -> Result<Option<KeptThread>, Error> {
        self.thread_where(viewer, Expr::col((Table::Threads, Column::Number)).eq(i64::from(number))).await
    }

    async fn thread_where(&self, viewer: &Viewer, wanted: Expr) -> Result<Option<KeptThread>, Error> {
        let mut select = kept();
        places::join_place(&mut select);
        select.and_where(wanted).cond_where(thread_visible_to(viewer));
        let Some(row) = self.readers().query_one(&select).await? else { return Ok(None) };
        let mut thread = read(&row)?;
        thread.place = match thread.record.about.clone() {
            Some(about @ ThreadAbout::Community(_)) => self.places(&[about]).await?.pop(),
            Some(about) => places::joined_place(&row, &about)?,
            None => None,
        };
        Ok(Some(thread))
    }

    /// Whole threads, whoever may see them, for the index and for jobs. In no particular order.
    ///
    /// # Errors
    /// As `thread`.
    pub async fn kept_threads(&self, uids: &[Uid]) -> Result<Vec<KeptThread>, Error> {
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let mut select = kept();
        select.and_where(is_one_of(Table::Threads, Column::Uid, uids));
        read_all(self.readers(), &select).await
    }
}

impl Snapshot {
    /// Whole threads in the order of their `uid`, whatever their standing.
    ///
    /// # Errors
    /// As `Store::thread`.
    pub async fn kept_threads(&self, after: Option<&Uid>, limit: u32) -> Result<Vec<KeptThread>, Error> {
        let mut select = kept();
        rows::after_uid(&mut select, Table::Threads, after, limit);
        read_all(self.connection(), &select).await
    }

    /// Whole threads by their identifiers, whatever their standing.
    ///
    /// # Errors
    /// As `Store::thread`.
    pub async fn threads_by_uids(&self, uids: &[Uid]) -> Result<Vec<KeptThread>, Error> {
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let mut select = kept();
        select.and_where(is_one_of(Table::Threads, Column::Uid, uids));
        read_all(self.connection(), &select).await
    }
}

fn kept() -> SelectStatement {
    let columns = [
        Column::Record,
        Column::Number,
        Column::Version,
        Column::CreatedAt,
        Column::UpdatedAt,
        Column::LastPosition,
        Column::Posts,
        Column::Participants,
        Column::LastAt,
        Column::Useful,
        Column::Thanks,
    ];
    Query::select().columns(columns.map(|column| (Table::Threads, column))).from(Table::Threads).take()
}

/// Whole threads in the order of the statement, with what they are about.
async fn read_all<C: ConnectionTrait>(db: &C, select: &SelectStatement) -> Result<Vec<KeptThread>, Error> {
    let mut all = db.query_all(select).await?.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let about: Vec<ThreadAbout> = all.iter().filter_map(|kept| kept.record.about.clone()).collect();
    let found = places::places(db, &about).await?;
    for kept in &mut all {
        kept.place = found.iter().find(|place| Some(&place.about) == kept.record.about.as_ref()).cloned();
    }
    Ok(all)
}

fn read(row: &QueryResult) -> Result<KeptThread, Error> {
    Ok(KeptThread {
        record: decoded(RecordType::Thread, &row.try_get::<String>("", "record")?)?,
        number: small(row, "number")?,
        version: row.try_get("", "version")?,
        created_at: moment(row.try_get("", "created_at")?)?,
        updated_at: moment(row.try_get("", "updated_at")?)?,
        tally: tally_of(row)?,
        thanked: thanked_of(row)?,
        place: None,
    })
}

fn tally_of(row: &QueryResult) -> Result<Tally, Error> {
    Ok(Tally {
        last_position: small(row, "last_position")?,
        posts: count(row, "posts")?,
        participants: count(row, "participants")?,
        last_at: moment(row.try_get("", "last_at")?)?,
    })
}

/// What readers say of a row of `threads` or `posts`.
pub(crate) fn thanked_of(row: &QueryResult) -> Result<Thanked, Error> {
    Ok(Thanked { useful: count(row, "useful")?, thanks: count(row, "thanks")? })
}

/// A number that is counted from 1 and stays below 2³².
pub(crate) fn small(row: &QueryResult, column: &str) -> Result<u32, Error> {
    let number: i64 = row.try_get("", column)?;
    u32::try_from(number).map_err(|_| Error::Corrupt(format!("the number {number} in {column}")))
}

/// The columns of a line in a list.
const ROW: [Column; 23] = [
    Column::Uid,
    Column::Number,
    Column::Title,
    Column::Language,
    Column::Kind,
    Column::AboutKind,
    Column::About,
    Column::Member,
    Column::At,
    Column::Audience,
    Column::Writers,
    Column::State,
    Column::ClosedAs,
    Column::Standing,
    Column::Pinned,
    Column::Main,
    Column::Answered,
    Column::Demo,
    Column::Version,
    Column::LastPosition,
    Column::Posts,
    Column::Participants,
    Column::LastAt,
];

fn lines() -> SelectStatement {
    Query::select().columns(ROW.map(|column| (Table::Threads, column))).from(Table::Threads).take()
}

fn line(row: &QueryResult) -> Result<ThreadRow, Error> {
    let text = |column: &str| row.try_get::<String>("", column);
    let author: Option<String> = row.try_get("", "member")?;
    let closed_as: Option<String> = row.try_get("", "closed_as")?;
    Ok(ThreadRow {
        uid: uid_of(&text("uid")?)?,
        number: small(row, "number")?,
        title: text("title")?,
        language: code(&text("language")?, Language::from_code)?,
        kind: code(&text("kind")?, ThreadKind::from_code)?,
        about: about_of(row)?,
        author: author.map(|uid| uid_of(&uid)).transpose()?,
        at: row.try_get("", "at")?,
        audience: code(&text("audience")?, Audience::from_code)?,
        writers: code(&text("writers")?, Writers::from_code)?,
        state: code(&text("state")?, ThreadState::from_code)?,
        closed_as: closed_as.map_or(Ok(ClosedAs::Author), |text| code(&text, ClosedAs::from_code))?,
        standing: code(&text("standing")?, Standing::from_code)?,
        pinned: row.try_get("", "pinned")?,
        main: row.try_get("", "main")?,
        answered: row.try_get("", "answered")?,
        demo: row.try_get("", "demo")?,
        version: row.try_get("", "version")?,
        tally: tally_of(row)?,
    })
}
