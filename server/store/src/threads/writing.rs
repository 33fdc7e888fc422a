// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Writing threads, and the one that each twinning owns from its birth (AC-003-3).

use domain::Uid;
use domain::policy::Standing;
use domain::thread::Thread;
use domain::twinning::Twinning;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};

use super::{KeptThread, kept, read_all, small};
use crate::change::{Change, Effect, Put};
use crate::error::Error;
use crate::kept::RecordType;
use crate::log::Operation;
use crate::rows::{records, uid_of};
use crate::tables::{Column, Table};

/// Another thread that the twinning owns: the one that was born with it, until a file brings the one that it had.
const OTHER_MAIN: &str = "SELECT uid, last_position FROM threads WHERE main AND about = $1 AND uid <> $2";
const REMOVE: &str = "DELETE FROM threads WHERE uid = $1";
/// The thread that has a number.
const HOLDER: &str = "SELECT uid, last_position FROM threads WHERE number = $1";
const RENUMBER: &str = "UPDATE threads SET number = $2 WHERE uid = $1";

impl Change {
    /// A thread as it stands inside this change, whoever may see it. Nobody else changes it, or writes in it, before the
    /// commit; what it is about is not held.
    ///
    /// # Errors
    /// As `Store::thread`. After any error the whole change is lost.
    pub async fn thread(&mut self, uid: &Uid) -> Result<Option<KeptThread>, Error> {
        let mut select = kept();
        select.and_where(Expr::col((Table::Threads, Column::Uid)).eq(uid.as_str())).lock_exclusive();
        let found = read_all(self.connection(), &select).await;
        Ok(self.marked(found)?.pop())
    }

    /// The number of a thread, for its address.
    ///
    /// # Errors
    /// `Unavailable`. After any error the whole change is lost.
    pub async fn thread_number(&mut self, uid: &Uid) -> Result<Option<u32>, Error> {
        let select = Query::select()
            .column(Column::Number)
            .from(Table::Threads)
            .and_where(Expr::col(Column::Uid).eq(uid.as_str()))
            .take();
        let found = self.connection().query_one(&select).await.map_err(Error::from);
        self.marked(found)?.map(|row| small(&row, "number")).transpose()
    }

    /// Writes a thread. A new one gets a number: its own, as a file brings it, where no other thread has that.
    ///
    /// # Errors
    /// As `put_practice`; `Refused` also where its twinning owns another thread that has posts.
    pub async fn put_thread(&mut self, thread: &Thread) -> Result<Put, Error> {
        if thread.main {
            self.make_room_for(thread).await?;
        }
        let before = self.thread_as_kept(&thread.uid).await?;
        let number = match before.as_ref().and_then(|before| before.number) {
            Some(number) => number,
            None => self.number_for(thread).await?,
        };
        let put = self.put_record(&Thread { number: Some(number), ..thread.clone() }).await?;
        if put.effect == Effect::Created {
            self.begin_tally(&thread.uid, number).await?;
        }
        let (had, has) = (before.as_ref().and_then(speaks), speaks(thread));
        if had != has {
            self.discount_words(&thread.uid, had).await?;
            self.count_words(&thread.uid, has).await?;
        }
        Ok(put)
    }

    /// Writes the thread that a twinning owns, where it has none, and has its title follow that of the twinning.
    pub(crate) async fn keep_main_thread(&mut self, twinning: &Twinning) -> Result<(), Error> {
        // It is held: what was done to it a moment ago is not undone.
        let select = Query::select()
            .column(Column::Record)
            .from(Table::Threads)
            .and_where(Expr::col(Column::Main).eq(true))
            .and_where(Expr::col(Column::About).eq(twinning.uid.as_str()))
            .lock_exclusive()
            .take();
        let found = records::<Thread, _>(self.connection(), &select).await;
        let standing = self.marked(found)?.pop();
        let now = self.now().as_millisecond();
        let uid = match &standing {
            Some(thread) => thread.uid.clone(),
            None => uid_of(&self.new_id().hyphenated().to_string())?,
        };
        let born = Thread::main_of(twinning, uid, now);
        let thread = match standing {
            Some(thread) => Thread { title: born.title, language: born.language, ..thread },
            None => born,
        };
        self.put_thread(&thread).await.map(drop)
    }

    /// Takes the thread away that was born with a twinning, while nobody has written in it.
    async fn make_room_for(&mut self, thread: &Thread) -> Result<(), Error> {
        let Some(about) = &thread.about else { return Ok(()) };
        let values = vec![about.uid().as_str().into(), thread.uid.as_str().into()];
        let Some(row) = self.returned(OTHER_MAIN, values).await? else { return Ok(()) };
        let other = uid_of(&row.try_get::<String>("", "uid")?)?;
        if small(&row, "last_position")? > 0 {
            return self.marked(Err(Error::Refused("threads_main".to_owned())));
        }
        self.execute(REMOVE, vec![other.as_str().into()]).await?;
        self.note_of(RecordType::Thread, &other, Operation::Removed);
        Ok(())
    }

    /// The number of a new thread. Its own may be that of a thread with which a twinning was born a moment ago: as long as
    /// nobody has written there, that one takes another.
    async fn number_for(&mut self, thread: &Thread) -> Result<u32, Error> {
        let Some(number) = thread.number else { return self.next_number().await };
        self.reach_number(number).await?;
        let Some(row) = self.returned(HOLDER, vec![i64::from(number).into()]).await? else { return Ok(number) };
        let holder = uid_of(&row.try_get::<String>("", "uid")?)?;
        let born = self.thread_as_kept(&holder).await?.filter(|holder| holder.main);
        let next = self.next_number().await?;
        match born {
            Some(born) if small(&row, "last_position")? == 0 => {
                self.put_record(&Thread { number: Some(next), ..born }).await?;
                self.execute(RENUMBER, vec![holder.as_str().into(), i64::from(next).into()]).await?;
                Ok(number)
            }
            _ => Ok(next),
        }
    }

    async fn thread_as_kept(&mut self, uid: &Uid) -> Result<Option<Thread>, Error> {
        let select = Query::select()
            .column(Column::Record)
            .from(Table::Threads)
            .and_where(Expr::col(Column::Uid).eq(uid.as_str()))
            .take();
        let found = records::<Thread, _>(self.connection(), &select).await;
        Ok(self.marked(found)?.pop())
    }
}

/// Who is shown by the text with which a thread begins.
fn speaks(thread: &Thread) -> Option<&Uid> {
    let shown = thread.standing == Standing::Visible && thread.body.is_some();
    thread.author.as_ref().filter(|_| shown)
}
