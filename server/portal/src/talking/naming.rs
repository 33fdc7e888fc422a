// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Whom a text can name: those who can read the thread, and whose profile the writer sees. Nobody else's name comes out.

use domain::Uid;
use domain::member::MemberState;
use domain::policy::{Act, ClosedAs, On, Parent, Standing, ThreadFacts, ThreadState, Viewer, Writers, allows};
use domain::practice::Audience;
use domain::thread::ThreadAbout;
use store::{MemberFilter, Page};

use super::forms::Named;
use super::values::about_of;
use crate::Portal;
use crate::error::Error;
use crate::writing::asking;

/// How many people are offered.
const OFFERED: usize = 8;
/// How many are looked at to find them.
const LOOKED_AT: u32 = 40;
/// The fewest letters after which anybody is offered.
const SHORTEST: usize = 2;
/// The longest text that is looked for, in characters.
const LONGEST: usize = 60;

/// Where a text is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WrittenIn {
    /// In a thread, by its address or its identifier.
    Thread(String),
    /// In a new one: about something, as addresses say it, or free where that is empty.
    New(String),
}

impl Portal {
    /// People whose name begins as was typed and who can be named there, at most eight.
    ///
    /// # Errors
    /// Nobody has signed in; `NotFound` where the viewer does not see the thread, or what the new one is about.
    pub async fn people_to_name(&self, viewer: &Viewer, within: &WrittenIn, typed: &str) -> Result<Vec<Named>, Error> {
        asking(viewer)?;
        let on = self.on_of(viewer, within).await?;
        allows(viewer, Act::Read, &on)?;
        let text: String = typed.trim().chars().take(LONGEST).collect();
        if text.chars().count() < SHORTEST {
            return Ok(Vec::new());
        }
        let filter = MemberFilter { text, state: Some(MemberState::Active), ..MemberFilter::default() };
        let found = self.inner.store.members(viewer, &filter, Page::first(LOOKED_AT)).await?.rows;
        let uids: Vec<Uid> = found.iter().map(|kept| kept.record.uid.clone()).collect();
        let readers = self.acting_of(&uids).await?;
        let reads = |uid: &Uid| {
            let reader = readers.iter().find(|acting| acting.member == *uid);
            reader.is_some_and(|acting| allows(&Viewer::member(acting.clone()), Act::Read, &on).is_ok())
        };
        let first: Vec<Uid> = found
            .iter()
            .filter_map(|kept| kept.record.active_memberships().next())
            .map(|one| one.organisation.clone())
            .collect();
        let bodies = if first.is_empty() { Vec::new() } else { self.inner.store.organisation_names(&first).await? };
        let named = found.into_iter().filter(|kept| reads(&kept.record.uid)).map(|kept| {
            let body = kept.record.active_memberships().next().map(|one| one.organisation.clone());
            let body = body.and_then(|uid| bodies.iter().find(|name| name.uid == uid)).map(|name| name.name.clone());
            Named { uid: kept.record.uid.to_string(), name: kept.record.full_name(), body: body.unwrap_or_default() }
        });
        Ok(named.take(OFFERED).collect())
    }

    /// The thread as far as permission asks; a new one as it would be for all who read what it is about.
    async fn on_of(&self, viewer: &Viewer, within: &WrittenIn) -> Result<On, Error> {
        let about = match within {
            WrittenIn::Thread(name) => {
                if let Ok(kept) = self.thread_at(viewer, name).await {
                    return Ok(kept.on());
                }
                let uid = Uid::parse(name).map_err(|_| Error::NotFound)?;
                return Ok(self.inner.store.thread(viewer, &uid).await?.ok_or(Error::NotFound)?.on());
            }
            WrittenIn::New(about) if about.is_empty() => None,
            WrittenIn::New(about) => Some(about_of(about).ok_or(Error::NotFound)?),
        };
        let parent = match &about {
            None => Parent::Free,
            Some(about) => self.parent_of(about).await?,
        };
        Ok(On::Thread(ThreadFacts {
            parent,
            audience: Audience::Public,
            writers: Writers::All,
            state: ThreadState::Open,
            closed_as: ClosedAs::Author,
            standing: Standing::Visible,
            author: None,
        }))
    }

    async fn parent_of(&self, about: &ThreadAbout) -> Result<Parent, Error> {
        let found = self.inner.store.places(std::slice::from_ref(about)).await?.pop();
        Ok(found.map_or(Parent::Missing, |place| Parent::Of(Box::new(place.on))))
    }
}
