// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Ending mails of notices from one of them: the link says whose and which by a signature, so that nobody has to sign in.

use domain::Uid;
use domain::notice::{Level, Rhythm, Unsubscribe};
use store::Watched;

use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};

/// What the signature of a link is for.
const PURPOSE: &str = "mails of notices";

/// What the link of a mail leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeLink {
    /// What it ends.
    pub what: Unsubscribe,
    /// Whether such mails come still.
    pub comes: bool,
    /// Whether any mails of notices come still.
    pub any_comes: bool,
}

/// How much is ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stops {
    /// What the link says.
    This,
    /// All mails of notices.
    All,
}

impl Portal {
    /// What a mail to a member holds, to end mails.
    pub(super) async fn stop_token(&self, member: &Uid, what: &Unsubscribe) -> Result<String, Error> {
        self.signed(PURPOSE, &hex::encode(format!("{what} {member}"))).await
    }

    /// What a link leads to; nothing where it is none. Nothing is changed by asking.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn notice_link(&self, token: &str) -> Result<Option<NoticeLink>, Error> {
        let Some((what, member)) = self.stopped_by(token).await? else { return Ok(None) };
        let store = &self.inner.store;
        let preferences = store.notice_preferences(std::slice::from_ref(&member)).await?.remove(&member);
        let preferences = preferences.unwrap_or_default();
        let any_comes = Rhythm::ALL.iter().any(|rhythm| *rhythm != Rhythm::Off && preferences.has(*rhythm));
        let comes = match &what {
            Unsubscribe::All => any_comes,
            Unsubscribe::Kind(kind) => preferences.rhythm_of(*kind) != Rhythm::Off,
            Unsubscribe::Thread(thread) => {
                store.watch_level(&member, &Watched::Thread(thread.clone())).await? != Some(Level::Mute)
            }
        };
        Ok(Some(NoticeLink { what, comes, any_comes }))
    }

    /// Ends what a link says, or all mails of notices. Doing it again changes nothing.
    ///
    /// # Errors
    /// `form` is `expired` for a link that is none.
    pub async fn stop_notices(&self, token: &str, stops: Stops) -> Result<(), FormError> {
        let expired = || FormError::field("form", FieldProblem::Expired);
        let (what, member) = self.stopped_by(token).await?.ok_or_else(expired)?;
        let what = match stops {
            Stops::This => what,
            Stops::All => Unsubscribe::All,
        };
        self.write(move |change| {
            Box::pin(async move {
                // Of an account that is closed nothing is kept, and no mail comes.
                let kept = change.member(&member).await?.filter(|kept| kept.record.email.is_some());
                if kept.is_some() {
                    change.unsubscribe(&member, &what).await?;
                }
                Ok(())
            })
        })
        .await
    }

    async fn stopped_by(&self, token: &str) -> Result<Option<(Unsubscribe, Uid)>, Error> {
        let Some(text) = self.unsigned(PURPOSE, token).await? else { return Ok(None) };
        let text = hex::decode(text).ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
        let Some((what, member)) = text.split_once(' ') else { return Ok(None) };
        Ok(Unsubscribe::parse(what).zip(Uid::parse(member).ok()))
    }
}
