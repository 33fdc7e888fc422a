// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Published practices that nobody changed or assessed for years: their authors are reminded, once a year.

use domain::Uid;
use domain::member::MemberState;
use domain::phase::is_outdated;
use domain::practice::Stage;
use jiff::SignedDuration;

use crate::Portal;
use crate::error::Error;
use crate::form::FormError;
use crate::people::{MailContent, into_portal, today, write_to};

/// What changed later than three years of 365 days ago is not looked at; `is_outdated` decides, by the calendar.
const OLD: SignedDuration = SignedDuration::from_hours(3 * 365 * 24);
/// For how long nobody is reminded again.
const AGAIN: SignedDuration = SignedDuration::from_hours(365 * 24);

impl Portal {
    /// Reminds the authors of published practices that are out of date; says of how many. Of each practice they are
    /// reminded at most once a year, whatever number of servers looks.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn remind_of_outdated(&self) -> Result<u64, Error> {
        let now = self.now();
        let mut reminded = 0;
        for uid in self.inner.store.practices_grown_old(now - OLD, now - AGAIN).await? {
            let is_told = self.remind_of(uid).await.map_err(into_portal)?;
            reminded += u64::from(is_told);
        }
        Ok(reminded)
    }

    async fn remind_of(&self, uid: Uid) -> Result<bool, FormError> {
        self.write(move |change| {
            Box::pin(async move {
                let Some(kept) = change.practice(&uid).await? else { return Ok(false) };
                let (practice, now) = (&kept.record, change.now());
                let is_old =
                    practice.stage == Stage::Published && is_outdated(practice, today(kept.updated_at), today(now));
                if !is_old || !change.remind(&uid, now - AGAIN).await? {
                    return Ok(false);
                }
                for author in &practice.authors {
                    let Some(member) = change.member(author).await?.map(|kept| kept.record) else { continue };
                    if member.state == MemberState::Active {
                        let content = MailContent::PracticeOutdated {
                            first_name: member.first_name.clone(),
                            title: practice.title.clone(),
                            uid: uid.to_string(),
                        };
                        write_to(change, &member, &content).await?;
                    }
                }
                Ok(true)
            })
        })
        .await
    }
}
