// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Bringing a file, changing what is said about it, taking it away.

use bytes::Bytes;
use documents::{ExtractProblem, FileKind, FileName, LARGEST, ReceiveProblem, Received, Verdict};
use domain::Uid;
use domain::document::{BYTES_MAX, CaseDocument, DocumentFile, VERSIONS_MAX};
use domain::policy::{Act, Standing, Viewer, allows};
use domain::practice::{Audience, Licence, ResourceKind};
use futures::Stream;
use store::{Change, KeptDocument};

use super::attaching::{noted, still_open};
use super::facts;
use super::owner::Owner;
use super::said::{DocumentForm, Said};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};
use crate::people::Job;
use crate::writing::asking;

fn wrong(problem: FieldProblem) -> FormError {
    FormError::field("file", problem)
}

impl Portal {
    /// Brings a document, or a new version of one; answers its identifier. The file is kept before its row is written,
    /// and nothing is left of one that is refused or breaks off.
    ///
    /// # Errors
    /// A field is wrong. `file` is missing (no bytes), too long (more than 25 MiB), unknown (of a kind that is not
    /// taken), invalid (a picture that is broken or has too many pixels), wrong (a virus), `wait` (no check for viruses,
    /// nobody who draws pictures, or no disk, now), or not allowed (what the practice may have is used up).
    pub async fn add_document<E: std::fmt::Display>(
        &self,
        viewer: &Viewer,
        practice: &str,
        form: DocumentForm,
        file: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<String, FormError> {
        asking(viewer)?;
        let draft = self.draft_to_edit(viewer, practice).await?.record;
        let published = draft.revision_of.map(Owner::Practice);
        self.take_in(viewer, (Owner::Practice(draft.uid), published), form, file).await
    }

    /// The same for a twinning; the document may be for its parties alone.
    ///
    /// # Errors
    /// As `add_document`, or the viewer does not write the twinning.
    pub async fn add_twinning_document<E: std::fmt::Display>(
        &self,
        viewer: &Viewer,
        twinning: &str,
        form: DocumentForm,
        file: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<String, FormError> {
        let twinning = self.twinning_at_to(viewer, Act::Edit, twinning).await?.record.uid;
        self.take_in(viewer, (Owner::Twinning(twinning), None), form, file).await
    }

    /// The same for a post; the document is for all who read the post.
    ///
    /// # Errors
    /// As `add_document`, or there is no such post that the viewer reads; `form` is `expired` where the post is not the
    /// viewer's or cannot be changed any more, `not_allowed` where the viewer does not write for a time.
    pub async fn add_post_document<E: std::fmt::Display>(
        &self,
        viewer: &Viewer,
        (address, position): (&str, u32),
        form: DocumentForm,
        file: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<String, FormError> {
        asking(viewer)?;
        let post = self.post_to_attach_to(viewer, address, position).await?;
        self.take_in(viewer, (Owner::Post(post), None), form, file).await
    }

    /// Takes a file in for what it documents; `published` is what that renews.
    async fn take_in<E: std::fmt::Display>(
        &self,
        viewer: &Viewer,
        (owner, published): (Owner, Option<Owner>),
        form: DocumentForm,
        file: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<String, FormError> {
        let by = asking(viewer)?;
        let said = Said::read(&form, owner.readers())?;
        let replaced = self.replaced(viewer, &owner, published.as_ref(), &form.replaces).await?;
        let _place = self.inner.uploads.take(&by).await?;
        let (received, kind) = self.received(file).await?;
        let alt_is_missing = kind.is_image() && said.alt.is_none();
        if alt_is_missing {
            return Err(FormError::field("alt", FieldProblem::Missing));
        }
        let name = FileName::new(&form.file_name, kind);
        let file = DocumentFile {
            sha256: received.hash().as_str().to_owned(),
            name: name.as_str().to_owned(),
            kind: kind.code().to_owned(),
            size: received.size(),
            at: self.now().as_millisecond(),
            by: Some(by.clone()),
        };
        self.inner.settings.files.storage.keep(received).await.map_err(|error| {
            tracing::error!(%error, "a file could not be kept");
            wrong(FieldProblem::Wait)
        })?;
        let uid = replaced.as_ref().map_or_else(|| self.new_uid(), |kept| kept.record.uid.clone());
        let (document, viewer) = (uid.clone(), viewer.clone());
        self.write(move |change| {
            Box::pin(async move {
                still_open(change, &viewer, &owner).await?;
                let mut record = match replaced {
                    Some(kept) => next_version(change, &kept, file).await?,
                    None => first_version(uid, owner, by, file),
                };
                said.say(&mut record);
                within_bounds(change, &record).await?;
                let record = record.checked().map_err(|problems| FormError::of_record(&problems, &["title", "alt"]))?;
                change.put_document(&record).await?;
                noted(change, &record).await?;
                let job = Job::ReadDocument { document: record.uid.clone() };
                Ok(change.add_job(job.kind(), job.json()?).await?)
            })
        })
        .await?;
        self.inner.jobs_written.notify_one();
        Ok(document.to_string())
    }

    /// Takes a file in and finds out what it is; a picture is drawn anew.
    async fn received<E: std::fmt::Display>(
        &self,
        file: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<(Received, FileKind), FormError> {
        let files = &self.inner.settings.files;
        let received = files.storage.receive(file, LARGEST).await.map_err(refused)?;
        let kind = received.kind().ok_or(wrong(FieldProblem::Unknown))?;
        if let Some(virus) = &files.virus {
            let stream = received.stream().await.map_err(|error| Error::Broken(error.to_string()))?;
            match virus.check(stream).await {
                Verdict::Clean => {}
                Verdict::Found(name) => {
                    tracing::warn!(name, "a file with a virus was refused");
                    return Err(wrong(FieldProblem::Wrong));
                }
                Verdict::Unavailable(why) => {
                    tracing::error!(why, "files cannot be checked for viruses");
                    return Err(wrong(FieldProblem::Wait));
                }
            }
        }
        if !kind.is_image() {
            return Ok((received, kind));
        }
        let _place = self.inner.photos.acquire().await.map_err(|_| Error::Busy)?;
        let stream = received.stream().await.map_err(|error| Error::Broken(error.to_string()))?;
        let picture = files.extractor.redraw(kind, stream).await.map_err(not_drawn)?;
        let bytes = futures::stream::once(std::future::ready(Ok::<_, std::io::Error>(Bytes::from(picture.bytes))));
        let redrawn = files.storage.receive(bytes, LARGEST).await.map_err(refused)?;
        Ok((redrawn, picture.kind))
    }

    /// The document of which a file is a new version: one of the same, or of the published practice that it renews.
    async fn replaced(
        &self,
        viewer: &Viewer,
        owner: &Owner,
        published: Option<&Owner>,
        replaces: &str,
    ) -> Result<Option<KeptDocument>, FormError> {
        if replaces.is_empty() {
            return Ok(None);
        }
        let unknown = || FormError::field("replaces", FieldProblem::Unknown);
        let (kept, parent) = self.document_with_parent(viewer, replaces).await.map_err(|error| match error {
            Error::NotFound => unknown(),
            other => other.into(),
        })?;
        let whose = Owner::of(&kept.record);
        let is_of_it = whose.as_ref() == Some(owner) || whose.is_some() && whose.as_ref() == published;
        if !is_of_it || allows(viewer, Act::Edit, &facts(&kept.record, &parent)).is_err() {
            return Err(unknown());
        }
        Ok(Some(kept))
    }

    /// Changes what is said about a document.
    ///
    /// # Errors
    /// A field is wrong, or there is no such document that the viewer may change.
    pub async fn change_document(
        &self,
        viewer: &Viewer,
        _practice: &str,
        document: &str,
        form: DocumentForm,
    ) -> Result<(), FormError> {
        self.with_document(viewer, document, move |record| {
            let readers = Owner::of(record).map_or(&[][..], |owner| owner.readers());
            let said = Said::read(&form, readers)?;
            let is_picture = super::kind_of(&record.file).is_ok_and(FileKind::is_image);
            if is_picture && said.alt.is_none() {
                return Err(FormError::field("alt", FieldProblem::Missing));
            }
            said.say(record);
            Ok(())
        })
        .await
    }

    /// Takes a document away; thirty days later its files go as well.
    ///
    /// # Errors
    /// There is no such document that the viewer may take away.
    pub async fn remove_document(&self, viewer: &Viewer, _practice: &str, document: &str) -> Result<(), FormError> {
        self.with_document(viewer, document, |record| {
            record.standing = Standing::Deleted;
            Ok(())
        })
        .await
    }

    async fn with_document(
        &self,
        viewer: &Viewer,
        document: &str,
        change_it: impl FnOnce(&mut CaseDocument) -> Result<(), FormError> + Send + 'static,
    ) -> Result<(), FormError> {
        asking(viewer)?;
        let (kept, parent) = self.document_with_parent(viewer, document).await?;
        allows(viewer, Act::Edit, &facts(&kept.record, &parent))?;
        let viewer = viewer.clone();
        self.write(move |change| {
            Box::pin(async move {
                let owner = Owner::of(&kept.record).ok_or(Error::NotFound)?;
                still_open(change, &viewer, &owner).await?;
                let mut record = present(change, &kept).await?;
                change_it(&mut record)?;
                let record = record.checked().map_err(|problems| FormError::of_record(&problems, &["title", "alt"]))?;
                change.put_document(&record).await?;
                noted(change, &record).await
            })
        })
        .await
    }
}

fn refused(problem: ReceiveProblem) -> FormError {
    match problem {
        ReceiveProblem::TooLarge { .. } => wrong(FieldProblem::TooLong),
        ReceiveProblem::Empty => wrong(FieldProblem::Missing),
        ReceiveProblem::Interrupted(why) => {
            tracing::info!(why, "a file did not arrive whole");
            wrong(FieldProblem::Missing)
        }
        ReceiveProblem::Disk(error) => {
            tracing::error!(%error, "a file could not be received");
            wrong(FieldProblem::Wait)
        }
    }
}

fn not_drawn(problem: ExtractProblem) -> FormError {
    match problem {
        ExtractProblem::Broken | ExtractProblem::Encrypted | ExtractProblem::TooLarge => wrong(FieldProblem::Invalid),
        ExtractProblem::TimedOut | ExtractProblem::Crashed(_) => {
            tracing::warn!(%problem, "a picture could not be drawn anew");
            wrong(FieldProblem::Invalid)
        }
        ExtractProblem::NotStarted(_) | ExtractProblem::File(_) => {
            tracing::error!(%problem, "pictures cannot be drawn anew");
            wrong(FieldProblem::Wait)
        }
    }
}

/// The document as it stands inside this change.
async fn present(change: &mut Change, kept: &KeptDocument) -> Result<CaseDocument, FormError> {
    let owner = Owner::of(&kept.record).ok_or(Error::NotFound)?;
    let all = owner.held_documents(change).await?;
    Ok(all.into_iter().find(|one| one.uid == kept.record.uid).ok_or(Error::NotFound)?)
}

async fn next_version(change: &mut Change, kept: &KeptDocument, file: DocumentFile) -> Result<CaseDocument, FormError> {
    let mut record = present(change, kept).await?;
    if record.file.sha256 == file.sha256 {
        return Ok(record);
    }
    if record.earlier.len() + 2 > VERSIONS_MAX {
        return Err(wrong(FieldProblem::NotAllowed));
    }
    record.earlier.push(std::mem::replace(&mut record.file, file));
    Ok(record)
}

fn first_version(uid: Uid, owner: Owner, by: Uid, file: DocumentFile) -> CaseDocument {
    let stem = file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem).to_owned();
    let (practice, twinning, post) = owner.into_fields();
    CaseDocument {
        uid,
        practice,
        twinning,
        post,
        title: stem,
        kind: ResourceKind::Document,
        licence: Licence::CcBy,
        language: None,
        alt: None,
        audience: Audience::Public,
        standing: Standing::Visible,
        author: Some(by),
        file,
        earlier: Vec::new(),
        demo: false,
    }
}

/// Refuses what would be more than a practice, a twinning or a post may have.
async fn within_bounds(change: &mut Change, record: &CaseDocument) -> Result<(), FormError> {
    let owner = Owner::of(record).ok_or(Error::NotFound)?;
    let others = owner.held_documents(change).await?;
    let others = others.iter().filter(|one| one.uid != record.uid && one.standing == Standing::Visible);
    let (count, bytes) = others.fold((1, record.bytes()), |(count, bytes), one| (count + 1, bytes + one.bytes()));
    if count > owner.most() || bytes > BYTES_MAX { Err(wrong(FieldProblem::NotAllowed)) } else { Ok(()) }
}
