// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What members choose: how they want to be told, and what they watch, follow or mute.

use domain::Uid;
use domain::notice::{Level, NoticeKind, Preferences, Rhythm};
use domain::policy::{Act, On, Viewer, allows};
use serde_json::{Value, json};
use store::Watched;

use super::values::{ChoicesPage, WatchedLine, Watching};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};

/// How many watched things the page shows.
const WATCHED_MAX: u32 = 200;

/// How a member wants to be told, as the form says it.
#[derive(Clone, Debug, Default)]
pub struct PreferencesForm {
    /// The code of how often mails come.
    pub rhythm: String,
    /// The same for kinds; empty where the kind is as all.
    pub kinds: Vec<(NoticeKind, String)>,
    /// The codes of the kinds that are shown in the portal.
    pub shown: Vec<String>,
}

impl Portal {
    /// What the viewer chose.
    ///
    /// # Errors
    /// Nobody has signed in.
    pub async fn notice_choices(&self, viewer: &Viewer) -> Result<ChoicesPage, Error> {
        let member = self.own_account(viewer)?;
        let preferences = self.inner.store.notice_preferences(std::slice::from_ref(&member)).await?.remove(&member);
        let levels = self.inner.store.watch_levels(&member, WATCHED_MAX).await?;
        let watched = self.watched_lines(viewer, levels).await?;
        Ok(ChoicesPage { preferences: preferences.unwrap_or_default(), watched })
    }

    /// What is watched, as far as it may still be read: a few statements, however much it is.
    async fn watched_lines(&self, viewer: &Viewer, levels: Vec<(Watched, Level)>) -> Result<Vec<WatchedLine>, Error> {
        let (mut threads, mut places) = (Vec::new(), Vec::new());
        for (of, _) in &levels {
            match of {
                Watched::Thread(uid) => threads.push(uid.clone()),
                Watched::Place(about) => places.push(about.clone()),
            }
        }
        let threads = self.inner.store.threads_by_uids(viewer, &threads).await?;
        let mut places = self.inner.store.places(&places).await?;
        places.retain(|place| allows(viewer, Act::Read, &place.on).is_ok());
        let line = |(watched, level): (Watched, Level)| {
            let (title, language, address) = match &watched {
                Watched::Thread(uid) => {
                    let row = threads.iter().find(|row| row.uid == *uid)?;
                    (row.title.clone(), row.language, row.address().to_string())
                }
                Watched::Place(about) => {
                    let place = places.iter().find(|place| place.about == *about)?;
                    (place.title.clone(), place.language, place.address.clone())
                }
            };
            Some(WatchedLine { watched, level, title, language, address })
        };
        Ok(levels.into_iter().filter_map(line).collect())
    }

    /// Saves how the viewer wants to be told.
    ///
    /// # Errors
    /// `rhythm` or `kinds` is `invalid`; nobody has signed in.
    pub async fn choose_notices(&self, viewer: &Viewer, form: PreferencesForm) -> Result<(), FormError> {
        let member = self.own_account(viewer)?;
        let invalid = |field| FormError::field(field, FieldProblem::Invalid);
        let rhythm = Rhythm::from_code(&form.rhythm).ok_or_else(|| invalid("rhythm"))?;
        let mut preferences = Preferences { rhythm, ..Preferences::default() };
        for (kind, code) in form.kinds.iter().filter(|(_, code)| !code.is_empty()) {
            let rhythm = Rhythm::from_code(code).ok_or_else(|| invalid("kinds"))?;
            preferences.kinds.insert(*kind, rhythm);
        }
        let is_shown = |kind: &NoticeKind| form.shown.iter().any(|code| code == kind.code());
        let hidden = NoticeKind::ALL.iter().filter(|kind| **kind != NoticeKind::Moderation && !is_shown(kind));
        preferences.not_shown = hidden.copied().collect();
        self.write(move |change| {
            Box::pin(async move {
                change.keep_preferences(&member, &preferences).await?;
                Ok(())
            })
        })
        .await
    }

    /// What the viewer can choose for a thing; nothing for visitors.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn watching(&self, viewer: &Viewer, about: &Watched) -> Result<Option<Watching>, Error> {
        let Some(acting) = viewer.acting() else { return Ok(None) };
        let chosen = self.inner.store.watch_level(&acting.member, about).await?;
        Ok(Some(Watching { about: about.clone(), chosen }))
    }

    /// Lets the viewer watch, follow or mute a thing; with nothing, what the viewer has there anyhow counts again.
    ///
    /// # Errors
    /// The viewer has not signed in, or may not read the thing.
    pub async fn set_level(&self, viewer: &Viewer, about: &Watched, level: Option<Level>) -> Result<(), FormError> {
        let member = self.own_account(viewer)?;
        let act = match level {
            Some(Level::Watch | Level::Follow) => Act::Follow,
            Some(Level::Mute) | None => Act::Read,
        };
        allows(viewer, act, &self.watched_on(viewer, about).await?)?;
        let about = about.clone();
        self.write(move |change| {
            Box::pin(async move {
                change.set_watch_level(&member, &about, level).await?;
                Ok(())
            })
        })
        .await
    }

    async fn watched_on(&self, viewer: &Viewer, about: &Watched) -> Result<On, Error> {
        match about {
            Watched::Thread(uid) => {
                let kept = self.inner.store.thread(viewer, uid).await?.ok_or(Error::NotFound)?;
                Ok(kept.on())
            }
            Watched::Place(about) => {
                let places = self.inner.store.places(std::slice::from_ref(about)).await?;
                places.into_iter().next().map(|place| place.on).ok_or(Error::NotFound)
            }
        }
    }

    /// What is kept of what a member is told, for the own copy.
    pub(crate) async fn notices_for_own_copy(&self, member: &Uid) -> Result<Value, Error> {
        let own = self.inner.store.own_notices(member).await?;
        let notices = own.notices.iter().map(|kept| {
            let one = &kept.notice;
            json!({
                "kind": one.kind, "about": one.about, "post": one.post, "at": one.at, "read": one.read_at,
                "mailed": one.mailed_at, "deed": kept.deed, "note": kept.note,
            })
        });
        let levels = own.levels.iter().map(|(of, level)| json!({ "of": of.to_string(), "level": level }));
        let reads = own.reads.iter().map(|(thread, to)| json!({ "thread": thread, "position": to.0 }));
        Ok(json!({
            "told": notices.collect::<Vec<_>>(),
            "preferences": own.preferences,
            "watched": levels.collect::<Vec<_>>(),
            "read": reads.collect::<Vec<_>>(),
        }))
    }
}
