// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is done to a thread or a post with one click: thanks, the accepted answer, its end.

use domain::Uid;
use domain::notice::Occasion;
use domain::policy::{Act, Viewer, allows};
use domain::post::Reaction;
use domain::thread::ThreadDeed;
use store::{Change, KeptPost, KeptThread, Thing};

use super::refused;
use crate::Portal;
use crate::error::Error;
use crate::form::FormError;
use crate::notices::{Happened, told_of};
use crate::writing::asking;

/// Whether something is said, or taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Say {
    /// It is said.
    Yes,
    /// It is taken back.
    No,
}

/// A thread that the viewer reads, held until the end of the change.
pub(super) async fn thread_held(change: &mut Change, viewer: &Viewer, thread: &Uid) -> Result<KeptThread, FormError> {
    let held = change.thread(thread).await?.ok_or(Error::NotFound)?;
    allows(viewer, Act::Read, &held.on())?;
    Ok(held)
}

/// The same with one of its posts.
pub(super) async fn post_held(
    change: &mut Change,
    viewer: &Viewer,
    (thread, post): (&Uid, &Uid),
) -> Result<(KeptThread, KeptPost), FormError> {
    let held = thread_held(change, viewer, thread).await?;
    let found = change.post(post).await?.filter(|found| found.record.thread == *thread).ok_or(Error::NotFound)?;
    allows(viewer, Act::Read, &found.on(&held))?;
    Ok((held, found))
}

impl Portal {
    /// A post by its place in the thread at an address, as the viewer may see it.
    pub(crate) async fn post_in_thread(
        &self,
        viewer: &Viewer,
        address: &str,
        position: u32,
    ) -> Result<(KeptThread, KeptPost), Error> {
        let kept = self.thread_at(viewer, address).await?;
        let post = self.inner.store.post_at(viewer, &kept, position).await?.ok_or(Error::NotFound)?;
        Ok((kept, post))
    }

    /// Says thanks for a post, or that it was useful, or takes that back. Said twice, it is said once.
    ///
    /// # Errors
    /// Nobody has signed in, the member does not see the post, or it is the own one.
    pub async fn react_to_post(
        &self,
        viewer: &Viewer,
        (address, position): (&str, u32),
        reaction: Reaction,
        say: Say,
    ) -> Result<(), FormError> {
        let member = asking(viewer)?;
        let (thread, post) = self.post_in_thread(viewer, address, position).await?;
        let (viewer, thread, post) = (viewer.clone(), thread.record.uid, post.record.uid);
        self.write(move |change| {
            Box::pin(async move {
                let (held, found) = post_held(change, &viewer, (&thread, &post)).await?;
                allows(&viewer, Act::Thank, &found.on(&held))?;
                let at = change.now().as_millisecond();
                match say {
                    Say::Yes => change.react(&Thing::Post(post), &member, reaction, at).await?,
                    Say::No => change.unreact(&Thing::Post(post), &member, reaction).await?,
                };
                Ok(())
            })
        })
        .await
    }

    /// Makes a post the answer to the thread's question, or no longer.
    ///
    /// # Errors
    /// Nobody has signed in, the member does not see the post or may not choose; `form` is `not_allowed` where the
    /// thread is no question.
    pub async fn accept_answer(
        &self,
        viewer: &Viewer,
        (address, position): (&str, u32),
        say: Say,
    ) -> Result<(), FormError> {
        let by = asking(viewer)?;
        let (thread, post) = self.post_in_thread(viewer, address, position).await?;
        let (viewer, thread, post) = (viewer.clone(), thread.record.uid, post.record.uid);
        self.write(move |change| {
            Box::pin(async move {
                let (held, found) = post_held(change, &viewer, (&thread, &post)).await?;
                allows(&viewer, Act::Accept, &found.on(&held))?;
                let before = held.record.clone();
                let after = match say {
                    Say::Yes => held.record.answered_by(post.clone()).map_err(|error| refused(&error))?,
                    Say::No => held.record.without_answer(&post),
                };
                if after == before {
                    return Ok(());
                }
                change.put_thread(&after).await?;
                if say == Say::Yes {
                    let concerned = found.record.author.into_iter().collect();
                    let occasion = Occasion::CameOut { concerned };
                    told_of(change, Happened { thread, post: Some(post), by: Some(by), occasion }).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// Ends a thread with its conclusions, or lets it go on: what a moderator ended, one who moderates.
    ///
    /// # Errors
    /// Nobody has signed in, the member does not see the thread or may not end it; `conclusions` is wrong; `form` is
    /// `conflict` where its state has no such step.
    pub async fn lead_thread(
        &self,
        viewer: &Viewer,
        address: &str,
        deed: ThreadDeed,
        conclusions: String,
    ) -> Result<(), FormError> {
        let by = asking(viewer)?;
        let thread = self.thread_at(viewer, address).await?.record.uid;
        let viewer = viewer.clone();
        self.write(move |change| {
            Box::pin(async move {
                let held = thread_held(change, &viewer, &thread).await?;
                allows(&viewer, deed.act(), &held.on())?;
                let after = held.record.done(deed, Some(&conclusions)).map_err(|error| refused(&error))?;
                let after = if deed == ThreadDeed::Close { after.closed_by(&by) } else { after };
                let after = after.checked().map_err(|found| FormError::of_record(&found, &["conclusions"]))?;
                change.put_thread(&after).await?;
                if deed == ThreadDeed::Close {
                    let concerned = after.author.into_iter().collect();
                    let occasion = Occasion::CameOut { concerned };
                    told_of(change, Happened { thread, post: None, by: Some(by), occasion }).await?;
                }
                Ok(())
            })
        })
        .await
    }
}
