// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who may want to be told of what happens in a thread.

use std::collections::BTreeMap;

use domain::Uid;
use domain::notice::{Level, Listener, Part};
use domain::thread::{Thread, ThreadAbout};
use sea_orm::{QueryResult, Value};

use super::Watched;
use crate::Store;
use crate::error::Error;
use crate::rows::{code, uid_of};

const LEVELS: &str = "SELECT member, level FROM watch_levels WHERE about_kind = $1 AND about = $2";
const WROTE: &str = "SELECT member FROM thread_participants WHERE thread = $1";
/// Who acts for a party of a twinning, and who coordinates it.
const OF_TWINNING: &str = "
SELECT member FROM twinning_coordinators WHERE twinning = $1
UNION
SELECT m.member FROM memberships m JOIN twinning_parties p ON p.organisation = m.organisation
WHERE p.twinning = $1 AND m.state = 'active'";
/// Who writes a practice, and who follows it.
const OF_PRACTICE: &str = "
SELECT member FROM practice_authors WHERE practice = $1 UNION SELECT member FROM follows WHERE practice = $1";
const OF_ADVERT: &str = "SELECT member FROM adverts WHERE uid = $1 AND member IS NOT NULL";
const OF_COMMUNITY: &str = "SELECT member FROM belongings WHERE community = $1 AND state = 'active'";

impl Store {
    /// All who may want to be told of what happens in a thread, by uid: who chose something for it or for its place, who
    /// has a part in the place, and who wrote in it. Whether they may read it is not asked.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where something cannot be read.
    pub async fn listeners(&self, thread: &Thread) -> Result<Vec<Listener>, Error> {
        let mut found: BTreeMap<Uid, Listener> = BTreeMap::new();
        if let Some(about) = &thread.about {
            for member in self.insiders(about).await? {
                of(&mut found, member).place = Some(Level::Follow);
            }
            for (member, level) in self.levels_of(&Watched::Place(about.clone())).await? {
                of(&mut found, member).place = Some(level);
            }
        }
        for (member, level) in self.levels_of(&Watched::Thread(thread.uid.clone())).await? {
            of(&mut found, member).thread = Some(level);
        }
        let wrote = self.members_by(WROTE, &thread.uid).await?;
        for member in wrote.into_iter().chain(thread.author.clone()) {
            of(&mut found, member).part = Part::Wrote;
        }
        Ok(found.into_values().collect())
    }

    async fn insiders(&self, about: &ThreadAbout) -> Result<Vec<Uid>, Error> {
        let sql = match about {
            ThreadAbout::Twinning(_) => OF_TWINNING,
            ThreadAbout::Practice(_) => OF_PRACTICE,
            ThreadAbout::Advert(_) => OF_ADVERT,
            ThreadAbout::Community(_) => OF_COMMUNITY,
        };
        self.members_by(sql, about.uid()).await
    }

    async fn members_by(&self, sql: &str, of: &Uid) -> Result<Vec<Uid>, Error> {
        let rows = self.notice_rows(sql, vec![of.as_str().into()]).await?;
        rows.iter().map(|row| uid_of(&row.try_get::<String>("", "member")?)).collect()
    }

    async fn levels_of(&self, watched: &Watched) -> Result<Vec<(Uid, Level)>, Error> {
        let values: Vec<Value> = vec![watched.kind().into(), watched.uid().as_str().into()];
        let rows = self.notice_rows(LEVELS, values).await?;
        let one = |row: &QueryResult| {
            let level = code(&row.try_get::<String>("", "level")?, Level::from_code)?;
            Ok((uid_of(&row.try_get::<String>("", "member")?)?, level))
        };
        rows.iter().map(one).collect()
    }
}

fn of(found: &mut BTreeMap<Uid, Listener>, member: Uid) -> &mut Listener {
    let unknown = Listener { member: member.clone(), thread: None, place: None, part: Part::Reads };
    found.entry(member).or_insert(unknown)
}
