// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Something to decide on, with what stands around it.

use domain::moderation::{Subject, may_write};
use domain::policy::{Act, On, Refusal, Viewer, allows};
use store::{KeptFlag, KeptSilence, LogFilter, Page};

use super::queue::begins;
use super::silencing::reaches;
use super::values::{AroundLine, FlagLine, LogLine, PlaceLink, Reach, SilenceLine, SubjectPage};
use super::{Held, community_of, subject_of};
use crate::Portal;
use crate::cards::Text;
use crate::error::Error;
use crate::people::facts_of;
use crate::writing::asking;

/// How many posts before and after something are shown with it.
const AROUND: u32 = 2;
/// How many characters of each.
const OPENING: usize = 300;
/// How many lines of the log are shown.
const LINES: u32 = 50;

impl Portal {
    /// A thread or a post to decide on.
    ///
    /// # Errors
    /// `NotFound` where the viewer does not read it; `NotAllowed` where it is not the viewer's to decide.
    pub async fn subject_page(&self, viewer: &Viewer, kind: &str, uid: &str) -> Result<SubjectPage, Error> {
        asking(viewer)?;
        let subject = subject_of(kind, uid)?;
        let held = self.subject_seen(viewer, &subject).await?;
        let deeds = held.deeds(viewer);
        let may_move = held.post.is_none() && allows(viewer, Act::Move, &held.on()).is_ok();
        if deeds.is_empty() && !may_move {
            allows(viewer, Act::Moderate, &held.on())?;
        }
        let thread = &held.thread.record;
        let (text, at) = match &held.post {
            Some(post) => (post.record.body.clone(), post.record.at),
            None => (thread.body.clone().unwrap_or_default(), thread.at),
        };
        let (reaches, silences) = self.silences_shown(viewer, &held).await?;
        let names = self.names_of(held.author().into_iter().cloned().collect()).await?;
        // Nobody reads who told of the own words.
        let flags = match allows(viewer, Act::Moderate, &held.on()) {
            Ok(()) => self.inner.store.flags_on(&subject).await?,
            Err(_) => Vec::new(),
        };
        Ok(SubjectPage {
            thread_uid: thread.uid.to_string(),
            thread: held.thread.address().to_string(),
            title: Text { text: thread.title.clone(), language: thread.language },
            place: held.thread.place.as_ref().map(|place| PlaceLink {
                about: place.about.clone(),
                title: Text { text: place.title.clone(), language: place.language },
                name: place.address.clone(),
            }),
            position: held.post.as_ref().map(|post| post.position),
            text,
            by: held.author().and_then(|author| names.get(author).cloned()),
            account: account_of(viewer, &held),
            at: at.div_euclid(1_000),
            standing: held.standing(),
            state: thread.state,
            seen: held.stands(),
            around: self.around(viewer, &held).await?,
            flags: self.flag_lines(flags).await?,
            log: self.log_of(viewer, &subject).await?,
            subject,
            deeds,
            may_move,
            reaches,
            silences,
        })
    }

    async fn around(&self, viewer: &Viewer, held: &Held) -> Result<Vec<AroundLine>, Error> {
        let first = held.post.as_ref().map_or(1, |post| post.position.saturating_sub(AROUND).max(1));
        let last = held.post.as_ref().map_or(AROUND, |post| post.position.saturating_add(AROUND));
        let posts = self.inner.store.posts(viewer, &held.thread, first..=last).await?;
        let own = held.post.as_ref().map(|post| post.position);
        let names = self.names_of(posts.iter().filter_map(|post| post.record.author.clone()).collect()).await?;
        let others = posts.into_iter().filter(|post| Some(post.position) != own);
        let line = |post: store::KeptPost| AroundLine {
            position: post.position,
            by: post.record.author.as_ref().and_then(|uid| names.get(uid).cloned()),
            opening: begins(&post.record.body, OPENING),
        };
        Ok(others.map(line).collect())
    }

    async fn flag_lines(&self, flags: Vec<KeptFlag>) -> Result<Vec<FlagLine>, Error> {
        let names = self.names_of(flags.iter().filter_map(|one| one.flag.by.clone()).collect()).await?;
        let line = |one: KeptFlag| FlagLine {
            at: one.flag.at.div_euclid(1_000),
            by: one.flag.by.as_ref().and_then(|uid| names.get(uid).cloned()),
            reason: one.flag.reason,
            note: one.flag.note,
            settled: one.flag.settled_at.is_some(),
        };
        Ok(flags.into_iter().map(line).collect())
    }

    async fn log_of(&self, viewer: &Viewer, subject: &Subject) -> Result<Vec<LogLine>, Error> {
        let filter = LogFilter { subject: Some(subject.clone()), ..LogFilter::default() };
        let listed = self.inner.store.moderation_log(viewer, &filter, Page::first(LINES)).await?;
        self.log_lines(viewer, listed.rows).await
    }

    /// Where the viewer can keep the author from writing, and where the author does not write now.
    async fn silences_shown(&self, viewer: &Viewer, held: &Held) -> Result<(Vec<Reach>, Vec<SilenceLine>), Error> {
        let Some(author) = held.author() else { return Ok((Vec::new(), Vec::new())) };
        let store = &self.inner.store;
        let kept = store.members_by_uids(&Viewer::Operator, std::slice::from_ref(author)).await?.pop();
        let reaches = match kept {
            Some(kept) if allows(viewer, Act::Moderate, &held.on()).is_ok() => {
                reaches(viewer, held, &facts_of(&kept.record))
            }
            _ => Vec::new(),
        };
        let community = community_of(&held.thread);
        let now = self.now().as_millisecond();
        let lasts = |one: &KeptSilence| {
            let holds = one.community.is_none() || one.community == community;
            holds && may_write(std::slice::from_ref(&one.silence), now).is_err()
        };
        let line = |one: KeptSilence| {
            let reach = if one.community.is_some() { Reach::Community } else { Reach::Everywhere };
            SilenceLine {
                until: one.silence.until.div_euclid(1_000),
                reach,
                reason: one.silence.reason,
                may_end: reaches.contains(&reach),
            }
        };
        let silences = store.silences_on(author).await?.into_iter().filter(lasts).map(line).collect();
        Ok((reaches, silences))
    }
}

/// The author, where the viewer looks after accounts; whether the person was there within the hour, that page asks.
fn account_of(viewer: &Viewer, held: &Held) -> Option<String> {
    let administers = match allows(viewer, Act::SeeOperation, &On::Portal) {
        Ok(()) | Err(Refusal::ConfirmFirst) => true,
        Err(Refusal::NotVisible | Refusal::NotAllowed | Refusal::SignInFirst) => false,
    };
    held.author().filter(|_| administers).map(ToString::to_string)
}
