// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Documents that posts bring: who wrote the post adds them and takes them away as long as the post can be changed, and
//! the post says which it has.

use std::collections::HashMap;

use domain::Uid;
use domain::document::CaseDocument;
use domain::policy::{Act, Refusal, Standing, Viewer, allows};
use domain::post::{DOCUMENTS_MAX, Post};
use markdown::RENDERER;
use store::{Change, KeptDocument, KeptPost, KeptThread};

use super::of_post;
use super::owner::Owner;
use super::reading::shown;
use super::values::DocumentLine;
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};
use crate::moderating::entrance;
use crate::talking::place_on;

/// That the post can be changed still: what was typed is not thrown away where it cannot be any more.
fn still(viewer: &Viewer, thread: &KeptThread, post: &KeptPost) -> Result<(), FormError> {
    match allows(viewer, Act::Edit, &post.on(thread)) {
        Err(Refusal::NotAllowed) => Err(FormError::field("form", FieldProblem::Expired)),
        Err(refusal) => Err(refusal.into()),
        Ok(()) => Ok(()),
    }
}

/// Asks once more, inside the change, whether a post can be changed by the viewer; it and its thread are held from then
/// on. What documents something else is not asked about here.
pub(super) async fn still_open(change: &mut Change, viewer: &Viewer, owner: &Owner) -> Result<(), FormError> {
    let Owner::Post(uid) = owner else { return Ok(()) };
    // The thread is held before the post, as everywhere.
    let thread = change.thread_of_post(uid).await?.ok_or(Error::NotFound)?;
    let held = change.thread(&thread).await?.ok_or(Error::NotFound)?;
    let post = change.post(uid).await?.filter(|post| post.record.thread == thread).ok_or(Error::NotFound)?;
    still(viewer, &held, &post)?;
    match entrance(change, viewer, &place_on(held.place.as_ref())).await {
        Err(FormError::Fields(_)) => Err(FormError::field("form", FieldProblem::NotAllowed)),
        Err(error) => Err(error),
        Ok(_) => Ok(()),
    }
}

/// Has the post say that it brings a document, or that it does so no longer. The post is held already.
pub(super) async fn noted(change: &mut Change, document: &CaseDocument) -> Result<(), FormError> {
    let Some(post) = &document.post else { return Ok(()) };
    let Some(KeptPost { record, html, renderer, .. }) = change.post(post).await? else { return Ok(()) };
    let mut documents = record.documents.clone();
    documents.retain(|uid| *uid != document.uid || document.standing == Standing::Visible);
    if document.standing == Standing::Visible && !documents.contains(&document.uid) {
        documents.push(document.uid.clone());
    }
    if documents == record.documents {
        return Ok(());
    }
    let (put, _) = change.put_post(&Post { documents, ..record }).await?;
    // Its text is the same, and need not be rendered again.
    if let Some(html) = html.filter(|_| renderer == RENDERER) {
        change.put_post_html(post, put.version, RENDERER, &html).await?;
    }
    Ok(())
}

impl Portal {
    /// A post to which the viewer may add a document now.
    pub(super) async fn post_to_attach_to(
        &self,
        viewer: &Viewer,
        address: &str,
        position: u32,
    ) -> Result<Uid, FormError> {
        let (thread, post) = self.post_in_thread(viewer, address, position).await?;
        still(viewer, &thread, &post)?;
        Ok(post.record.uid)
    }

    /// The documents that some posts of a thread bring, by their posts, as far as the viewer may read them. One
    /// statement, and none where no post brings any.
    pub(crate) async fn documents_of_posts(
        &self,
        viewer: &Viewer,
        thread: &KeptThread,
        posts: &[KeptPost],
    ) -> Result<HashMap<Uid, Vec<DocumentLine>>, Error> {
        let named: Vec<Uid> = posts.iter().flat_map(|post| named_by(&post.record)).cloned().collect();
        let kept = self.inner.store.kept_documents(&named).await?;
        let of_one = |post: &KeptPost| {
            let found = named_by(&post.record).iter().filter_map(|uid| {
                let is_it = |one: &&KeptDocument| one.record.uid == *uid;
                kept.iter().find(is_it).filter(|one| one.record.post.as_ref() == Some(&post.record.uid)).cloned()
            });
            (post.record.uid.clone(), shown(viewer, &found.collect::<Vec<_>>(), &of_post(thread, post)))
        };
        Ok(posts.iter().filter(|post| !post.record.documents.is_empty()).map(of_one).collect())
    }

    /// The documents that a post brings, for programs.
    ///
    /// # Errors
    /// `NotFound` where there is no such post that the viewer may read.
    pub async fn documents_of_post(&self, viewer: &Viewer, post: &str) -> Result<Vec<DocumentLine>, Error> {
        let uid = Uid::parse(post).map_err(|_| Error::NotFound)?;
        let (post, thread) = self.inner.store.post(viewer, &uid).await?.ok_or(Error::NotFound)?;
        let mut lines = self.documents_of_posts(viewer, &thread, std::slice::from_ref(&post)).await?;
        Ok(lines.remove(&uid).unwrap_or_default())
    }
}

/// The documents that a post names, as many of them as it may bring.
fn named_by(post: &Post) -> &[Uid] {
    &post.documents[..post.documents.len().min(DOCUMENTS_MAX)]
}
