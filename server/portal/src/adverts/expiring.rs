// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Adverts whose time ends: their author is told two weeks before, and again once it is over.

use domain::Uid;
use domain::advert::{Advert, AdvertState};
use domain::member::{Member, MemberState};
use store::Change;

use crate::Portal;
use crate::error::Error;
use crate::form::FormError;
use crate::people::{MailContent, into_portal, write_once};

/// How many days before its end the author of an advert is told.
const TOLD_BEFORE_DAYS: i16 = 14;
/// How many adverts are looked at, at once.
const AT_ONCE: u32 = 200;
/// The most adverts whose end is near that are looked at, those that end first.
const ENDING_MAX: u32 = 2_000;

impl Portal {
    /// Closes what is past its last day, and tells who answers for what ends within two weeks; says how many expired.
    /// Doing it again, or on several servers, tells nobody twice.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn expire_adverts(&self) -> Result<u64, Error> {
        let today = self.today();
        let mut expired = 0;
        loop {
            let past = self.inner.store.adverts_past(&today.to_string(), AT_ONCE).await?;
            let found = past.len();
            let mut here = 0;
            for uid in past {
                here += u64::from(self.expire(uid).await.map_err(into_portal)?);
            }
            expired += here;
            // Where nothing moved, another server was there first; the next round finds what is left.
            if here == 0 || found < AT_ONCE as usize {
                break;
            }
        }
        let last = today.plus_days(TOLD_BEFORE_DAYS).to_string();
        for uid in self.inner.store.adverts_ending(&today.to_string(), &last, ENDING_MAX).await? {
            self.tell_of_end(uid).await.map_err(into_portal)?;
        }
        Ok(expired)
    }

    async fn expire(&self, uid: Uid) -> Result<bool, FormError> {
        let Some(told) = self.answers_for(&uid).await? else { return Ok(false) };
        let today = self.today();
        self.write(move |change| {
            Box::pin(async move {
                let Some(kept) = change.advert(&uid).await? else { return Ok(false) };
                let Ok(advert) = kept.record.expire(today) else { return Ok(false) };
                change.put_advert(&advert).await?;
                tell(change, &advert, &told).await?;
                Ok(true)
            })
        })
        .await
    }

    async fn tell_of_end(&self, uid: Uid) -> Result<(), FormError> {
        let Some(told) = self.answers_for(&uid).await? else { return Ok(()) };
        let today = self.today();
        self.write(move |change| {
            Box::pin(async move {
                let Some(kept) = change.advert(&uid).await? else { return Ok(()) };
                let advert = kept.record;
                let is_near = advert.expires_on.is_some_and(|last| last <= today.plus_days(TOLD_BEFORE_DAYS));
                if advert.takes_answers(today) && is_near {
                    tell(change, &advert, &told).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// Who answers for an advert: who wrote it, else those who speak for its body.
    async fn answers_for(&self, uid: &Uid) -> Result<Option<Vec<Member>>, FormError> {
        let Some(kept) = self.inner.store.kept_adverts(std::slice::from_ref(uid)).await?.pop() else {
            return Ok(None);
        };
        Ok(Some(self.people_of_advert(&kept.record).await?))
    }

    /// The author while that account is in use, else the editors of the body.
    pub(crate) async fn people_of_advert(&self, advert: &Advert) -> Result<Vec<Member>, Error> {
        let author: Vec<Uid> = advert.author.iter().cloned().collect();
        let found = self.inner.store.members_by_uids(&domain::policy::Viewer::Operator, &author).await?;
        let in_use = |one: &Member| {
            one.state == MemberState::Active
                && one.active_memberships().any(|of| of.organisation == advert.organisation)
        };
        let author: Vec<Member> = found.into_iter().map(|kept| kept.record).filter(in_use).collect();
        if author.is_empty() { self.editors_of(&advert.organisation).await } else { Ok(author) }
    }
}

/// Tells people that the time of an advert ends, or is over; each once for each last day.
async fn tell(change: &mut Change, advert: &Advert, people: &[Member]) -> Result<(), FormError> {
    let is_over = advert.state == AdvertState::Expired;
    let last = advert.expires_on.map(|day| day.to_string()).unwrap_or_default();
    for member in people {
        let content = MailContent::AdvertEnds {
            first_name: member.first_name.clone(),
            title: advert.title.clone(),
            uid: advert.uid.to_string(),
            last: last.clone(),
            over: is_over,
        };
        let when = if is_over { "over" } else { "near" };
        let once = format!("advert:{}:{last}:{when}:{}", advert.uid, member.uid);
        write_once(change, &once, member, &content).await?;
    }
    Ok(())
}
