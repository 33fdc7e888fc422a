// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What waits for a moderator, what was done, and the numbers: of what the viewer reads, and looks after.

use domain::Uid;
use domain::member::PortalRole;
use domain::moderation::{Flag, LogEntry, ModerationDeed, Subject, SubjectKind};
use domain::policy::{Acting, Standing, Viewer};
use sea_orm::sea_query::{Asterisk, Condition, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{ConnectionTrait, Order, QueryResult};

use super::{Whose, entry, flag, optional_uid, subject};
use crate::Store;
use crate::error::Error;
use crate::rows::{self, Listed, Page, count, uid_of};
use crate::tables::{Column, Table};
use crate::visible::{community_visible_to, post_visible_to, stewarded_by, thread_moderated_by, thread_visible_to};

/// Something that waits for a moderator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingRow {
    /// What it is.
    pub subject: Subject,
    /// The thread in which it stands.
    pub thread: Uid,
    /// Since when, in milliseconds since 1970 (UTC).
    pub since: i64,
    /// How many flags nobody has looked at yet.
    pub flags: u64,
}

/// A line of the log, with whose words it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptEntry {
    /// The line.
    pub entry: LogEntry,
    /// Whose words, and where.
    pub whose: Whose,
}

/// Which lines of the log to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogFilter {
    /// Only those of a deed.
    pub deed: Option<ModerationDeed>,
    /// Only those about one thing.
    pub subject: Option<Subject>,
    /// Only those about what a member wrote, or about the member.
    pub author: Option<Uid>,
}

const STANDINGS: [Standing; 3] = [Standing::Visible, Standing::Queued, Standing::Hidden];
const ENTRY: [Column; 10] = [
    Column::At,
    Column::ByMember,
    Column::Deed,
    Column::SubjectKind,
    Column::Subject,
    Column::Thread,
    Column::Author,
    Column::Community,
    Column::Reason,
    Column::Note,
];

impl Store {
    /// What was flagged and is the viewer's to look at, the longest waiting first. Two statements.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a row cannot be read.
    pub async fn flagged(&self, viewer: &Viewer, page: Page) -> Result<Listed<WaitingRow>, Error> {
        let db = self.readers();
        let mut counted = open_flags(viewer);
        counted.expr_as(Func::count_distinct(flags(Column::Subject)), "things");
        let total = rows::total(db, &counted).await?;
        let named = [Column::SubjectKind, Column::Subject, Column::Thread].map(|column| (Table::Flags, column));
        let mut select = open_flags(viewer);
        select
            .columns(named)
            .expr_as(Func::min(flags(Column::At)), "since")
            .expr_as(Func::count(flags(Column::Uid)), "flags")
            .group_by_columns(named)
            .order_by("since", Order::Asc)
            .order_by((Table::Flags, Column::Subject), Order::Asc);
        page.cut(&mut select);
        let read = |row: &QueryResult| {
            Ok(WaitingRow {
                subject: subject(row)?,
                thread: uid_of(&row.try_get::<String>("", "thread")?)?,
                since: row.try_get("", "since")?,
                flags: count(row, "flags")?,
            })
        };
        let rows = db.query_all(&select).await?;
        Ok(Listed { total, rows: rows.iter().map(read).collect::<Result<_, Error>>()? })
    }

    /// What waits to be let out and is the viewer's to look at, the longest waiting first: threads, then posts. Four
    /// statements.
    ///
    /// # Errors
    /// As `flagged`.
    pub async fn held(&self, viewer: &Viewer, limit: u32) -> Result<Listed<WaitingRow>, Error> {
        let mut all = Listed { total: 0, rows: Vec::new() };
        for kind in [SubjectKind::Thread, SubjectKind::Post] {
            let db = self.readers();
            let mut counted = queued(viewer, kind);
            counted.expr_as(Func::count(Expr::col(Asterisk)), "things");
            all.total += rows::total(db, &counted).await?;
            let table = table_of(kind);
            let mut select = queued(viewer, kind);
            select
                .expr_as(Expr::col((table, Column::Uid)), "uid")
                .expr_as(Expr::col((Table::Threads, Column::Uid)), "thread")
                .expr_as(Expr::col((table, Column::At)), "since")
                .order_by((table, Column::At), Order::Asc)
                .order_by((table, Column::Uid), Order::Asc);
            Page::first(limit).cut(&mut select);
            for row in db.query_all(&select).await? {
                all.rows.push(WaitingRow {
                    subject: Subject { kind, uid: uid_of(&row.try_get::<String>("", "uid")?)? },
                    thread: uid_of(&row.try_get::<String>("", "thread")?)?,
                    since: row.try_get("", "since")?,
                    flags: 0,
                });
            }
        }
        Ok(all)
    }

    /// The lines of the log that the viewer may read, the newest first. Two statements.
    ///
    /// # Errors
    /// As `flagged`.
    pub async fn moderation_log(
        &self,
        viewer: &Viewer,
        filter: &LogFilter,
        page: Page,
    ) -> Result<Listed<KeptEntry>, Error> {
        let db = self.readers();
        let wanted = Condition::all().add(entry_readable_by(viewer)).add(filter.condition());
        let mut select = entries();
        select
            .cond_where(wanted.clone())
            .order_by((Table::ModerationLog, Column::At), Order::Desc)
            .order_by((Table::ModerationLog, Column::Uid), Order::Desc);
        page.cut(&mut select);
        let rows = db.query_all(&select).await?;
        let total = rows::total_where(db, Table::ModerationLog, wanted, (page, rows.len())).await?;
        Ok(Listed { total, rows: rows.iter().map(kept_entry).collect::<Result<_, _>>()? })
    }

    /// The flags and the lines of the log since a moment, in milliseconds since 1970 (UTC), as far as the viewer may read
    /// them, for the numbers. Two statements.
    ///
    /// # Errors
    /// As `flagged`.
    pub async fn moderation_since(&self, viewer: &Viewer, since: i64) -> Result<(Vec<Flag>, Vec<LogEntry>), Error> {
        let db = self.readers();
        let columns = [Column::At, Column::Member, Column::Reason, Column::Note, Column::SettledAt];
        let told = Query::select()
            .columns(columns.map(|column| (Table::Flags, column)))
            .from(Table::Flags)
            .and_where(flags(Column::At).gte(since))
            .cond_where(flag_readable_by(viewer))
            .take();
        let told = db.query_all(&told).await?.iter().map(flag).collect::<Result<_, _>>()?;
        let mut done = entries();
        done.and_where(log(Column::At).gte(since)).cond_where(entry_readable_by(viewer));
        let done = db.query_all(&done).await?.iter().map(entry).collect::<Result<_, _>>()?;
        Ok((told, done))
    }
}

impl LogFilter {
    fn condition(&self) -> Condition {
        let mut condition = Condition::all();
        if let Some(deed) = self.deed {
            condition = condition.add(log(Column::Deed).eq(deed.code()));
        }
        if let Some(Subject { kind, uid }) = &self.subject {
            condition = condition.add(log(Column::SubjectKind).eq(kind.code()));
            condition = condition.add(log(Column::Subject).eq(uid.as_str()));
        }
        if let Some(author) = &self.author {
            condition = condition.add(log(Column::Author).eq(author.as_str()));
        }
        condition
    }
}

fn flags(column: Column) -> Expr {
    Expr::col((Table::Flags, column))
}

fn log(column: Column) -> Expr {
    Expr::col((Table::ModerationLog, column))
}

const fn table_of(kind: SubjectKind) -> Table {
    match kind {
        SubjectKind::Post => Table::Posts,
        SubjectKind::Thread | SubjectKind::Member => Table::Threads,
    }
}

/// That a row of `threads` or `posts` can still be decided on, and was written by somebody else: nobody judges the own
/// words.
fn to_decide(viewer: &Viewer, table: Table) -> Condition {
    let column = |column| Expr::col((table, column));
    let stands = Condition::all().add(column(Column::Standing).is_in(STANDINGS.map(Standing::code)));
    match viewer.acting() {
        Some(acting) => {
            let others = column(Column::Member).ne(acting.member.as_str());
            stands.add(Condition::any().add(column(Column::Member).is_null()).add(others))
        }
        None => stands,
    }
}

/// The open flags on what the viewer moderates, with their threads and posts; without columns.
fn open_flags(viewer: &Viewer) -> SelectStatement {
    let of_kind = |kind: SubjectKind| flags(Column::SubjectKind).eq(kind.code());
    let of_post = flags(Column::Subject).equals((Table::Posts, Column::Uid)).and(of_kind(SubjectKind::Post));
    let on_thread = Condition::all().add(of_kind(SubjectKind::Thread)).add(to_decide(viewer, Table::Threads));
    let on_post = Condition::all().add(of_kind(SubjectKind::Post)).add(to_decide(viewer, Table::Posts));
    Query::select()
        .from(Table::Flags)
        .inner_join(Table::Threads, Expr::col((Table::Threads, Column::Uid)).equals((Table::Flags, Column::Thread)))
        .left_join(Table::Posts, of_post)
        .and_where(flags(Column::SettledAt).is_null())
        .cond_where(thread_moderated_by(viewer))
        .cond_where(Condition::any().add(on_thread).add(on_post))
        .take()
}

/// The threads or posts that wait in what the viewer moderates; without columns.
fn queued(viewer: &Viewer, kind: SubjectKind) -> SelectStatement {
    let table = table_of(kind);
    let mut select = Query::select();
    select.from(table);
    if kind == SubjectKind::Post {
        let of = Expr::col((Table::Threads, Column::Uid)).equals((Table::Posts, Column::Thread));
        select.inner_join(Table::Threads, of).cond_where(post_visible_to(viewer));
    }
    select
        .and_where(Expr::col((table, Column::Standing)).eq(Standing::Queued.code()))
        .cond_where(to_decide(viewer, table))
        .cond_where(thread_moderated_by(viewer));
    select
}

/// The threads that a condition lets through, as what a column has to be in.
fn among_threads(column: Expr, condition: Condition) -> Expr {
    let threads = Query::select().column(Column::Uid).from(Table::Threads).cond_where(condition).take();
    column.in_subquery(threads)
}

/// The condition that a line of the log is for a viewer: administrators and moderators read what is about threads and
/// communities that they see, who looks after a place what was done there. Whoever may not read a place sees no line of it.
fn entry_readable_by(viewer: &Viewer) -> Condition {
    let acting = match viewer {
        Viewer::Operator => return Condition::all(),
        Viewer::Visitor => return Condition::all().add(Expr::val(1).eq(0)),
        Viewer::Member(acting) => acting,
    };
    let of_member = || log(Column::SubjectKind).eq(SubjectKind::Member.code());
    if acting.is(PortalRole::Moderator) || acting.is(PortalRole::Administrator) {
        let viewer = &as_moderator(acting);
        let seen = Query::select()
            .column(Column::Uid)
            .from(Table::Communities)
            .cond_where(community_visible_to(viewer))
            .take();
        let place =
            Condition::any().add(log(Column::Community).is_null()).add(log(Column::Community).in_subquery(seen));
        return Condition::any()
            .add(among_threads(log(Column::Thread), Condition::all().add(thread_visible_to(viewer))))
            .add(Condition::all().add(of_member()).add(place));
    }
    let own = log(Column::Community).in_subquery(stewarded_by(acting));
    Condition::any()
        .add(among_threads(log(Column::Thread), thread_moderated_by(viewer)))
        .add(Condition::all().add(of_member()).add(own))
}

/// The same for flags.
fn flag_readable_by(viewer: &Viewer) -> Condition {
    let moderated = match viewer {
        Viewer::Operator => return Condition::all(),
        Viewer::Member(acting) if acting.is(PortalRole::Administrator) => thread_moderated_by(&as_moderator(acting)),
        _ => thread_moderated_by(viewer),
    };
    Condition::all().add(among_threads(flags(Column::Thread), moderated))
}

/// An administrator, as far as the log asks: what was hidden in a place that one reads is told of.
fn as_moderator(acting: &Acting) -> Viewer {
    let roles = acting.roles.iter().copied().chain([PortalRole::Moderator]).collect();
    Viewer::member(Acting { roles, ..acting.clone() })
}

fn entries() -> SelectStatement {
    Query::select().columns(ENTRY.map(|column| (Table::ModerationLog, column))).from(Table::ModerationLog).take()
}

fn kept_entry(row: &QueryResult) -> Result<KeptEntry, Error> {
    let whose = Whose { thread: optional_uid(row, "thread")?, author: optional_uid(row, "author")? };
    Ok(KeptEntry { entry: entry(row)?, whose })
}
