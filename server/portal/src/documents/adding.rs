// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Bringing a file, changing what is said about it, taking it away.

use bytes::Bytes;
use documents::{ExtractProblem, FileKind, FileName, LARGEST, ReceiveProblem, Received, Verdict};
use domain::Uid;
use domain::document::{BYTES_MAX, CaseDocument, DocumentFile, VERSIONS_MAX};
use domain::policy::{Act, Standing, Viewer};
use domain::practice::{Audience, Licence, ResourceKind};
use futures::Stream;
use store::Change;

use super::attaching::noted;
use super::owner::Owner;
use super::renewing::Written;
use super::said::{DocumentForm, Said};
use super::values::Removal;
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
        self.take_in(viewer, Written::from(&draft), form, file).await
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
        self.take_in(viewer, Owner::Twinning(twinning).into(), form, file).await
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
        self.take_in(viewer, Owner::Post(post).into(), form, file).await
    }

    /// Takes a file in for what it documents.
    async fn take_in<E: std::fmt::Display>(
        &self,
        viewer: &Viewer,
        written: Written,
        form: DocumentForm,
        file: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<String, FormError> {
        let by = asking(viewer)?;
        let said = Said::read(&form, written.owner.readers())?;
        let replaced = self.replaced(viewer, &written, &form.replaces).await?;
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
        let (uid, viewer) = (self.new_uid(), viewer.clone());
        let document = self
            .write(move |change| {
                Box::pin(async move {
                    written.still_open(change, &viewer).await?;
                    let mut record = match replaced {
                        Some(replaced) => next_version(written.to_write(change, &replaced, uid).await?, file)?,
                        None => first_version(uid, written.owner.clone(), by, file),
                    };
                    said.say(&mut record);
                    within_bounds(change, &written, &record).await?;
                    put(change, record, Reading::Anew).await
                })
            })
            .await?;
        self.inner.jobs_written.notify_one();
        Ok(document.uid.to_string())
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
    async fn replaced(&self, viewer: &Viewer, written: &Written, replaces: &str) -> Result<Option<Uid>, FormError> {
        if replaces.is_empty() {
            return Ok(None);
        }
        let unknown = || FormError::field("replaces", FieldProblem::Unknown);
        let (kept, parent) = self.document_with_parent(viewer, replaces).await.map_err(|error| match error {
            Error::NotFound => unknown(),
            other => other.into(),
        })?;
        written.may_change(viewer, &kept.record, &parent).map_err(|_| unknown())?;
        Ok(Some(kept.record.uid))
    }

    /// Changes what is said about a document; `named` is what the form's address names, of a practice its draft.
    ///
    /// # Errors
    /// A field is wrong, or there is no such document that the viewer may change.
    pub async fn change_document(
        &self,
        viewer: &Viewer,
        named: &str,
        document: &str,
        form: DocumentForm,
    ) -> Result<(), FormError> {
        let changed = self.with_document(viewer, named, document, move |record| {
            let readers = Owner::of(record).map_or(&[][..], |owner| owner.readers());
            let said = Said::read(&form, readers)?;
            let is_picture = super::kind_of(&record.file).is_ok_and(FileKind::is_image);
            if is_picture && said.alt.is_none() {
                return Err(FormError::field("alt", FieldProblem::Missing));
            }
            said.say(record);
            Ok(())
        });
        changed.await.map(drop)
    }

    /// Takes a document away; thirty days later its files go as well. One of a published practice stays until the new
    /// version is let in.
    ///
    /// # Errors
    /// There is no such document that the viewer may take away.
    pub async fn remove_document(&self, viewer: &Viewer, named: &str, document: &str) -> Result<Removal, FormError> {
        let removed = self.with_document(viewer, named, document, |record| {
            match record.renews {
                Some(_) => record.withdraws = true,
                None => record.standing = Standing::Deleted,
            }
            Ok(())
        });
        let record = removed.await?;
        Ok(if record.withdraws { Removal::WithPublication } else { Removal::AtOnce })
    }

    /// Leaves a document of a published practice as it is: what waited for it is taken away.
    ///
    /// # Errors
    /// Nothing waits for it, or the viewer may not change it.
    pub async fn keep_document(&self, viewer: &Viewer, named: &str, document: &str) -> Result<(), FormError> {
        asking(viewer)?;
        let (kept, _) = self.document_with_parent(viewer, document).await?;
        if kept.record.renews.is_none() {
            return Err(Error::NotFound.into());
        }
        let kept = self.with_document(viewer, named, document, |record| {
            record.standing = Standing::Deleted;
            Ok(())
        });
        kept.await.map(drop)
    }

    async fn with_document(
        &self,
        viewer: &Viewer,
        named: &str,
        document: &str,
        change_it: impl FnOnce(&mut CaseDocument) -> Result<(), FormError> + Send + 'static,
    ) -> Result<CaseDocument, FormError> {
        asking(viewer)?;
        let (kept, parent) = self.document_with_parent(viewer, document).await?;
        let written = self.written_for(viewer, named, &kept.record).await?;
        written.may_change(viewer, &kept.record, &parent)?;
        let (viewer, copy) = (viewer.clone(), self.new_uid());
        let outcome = self.write(move |change| {
            Box::pin(async move {
                written.still_open(change, &viewer).await?;
                let mut record = written.to_write(change, &kept.record.uid, copy.clone()).await?;
                change_it(&mut record)?;
                // The text of a copy is kept beside the copy.
                let reading = if record.uid == copy { Reading::Anew } else { Reading::Done };
                put(change, record, reading).await
            })
        });
        let record = outcome.await?;
        self.inner.jobs_written.notify_one();
        Ok(record)
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

/// Whether the text of a document has to be found.
enum Reading {
    /// It may have been found already.
    Done,
    /// It is another file, or another document.
    Anew,
}

/// Writes a document, with the job that finds its text.
async fn put(change: &mut Change, record: CaseDocument, reading: Reading) -> Result<CaseDocument, FormError> {
    let record = record.checked().map_err(|problems| FormError::of_record(&problems, &["title", "alt"]))?;
    change.put_document(&record).await?;
    noted(change, &record).await?;
    if matches!(reading, Reading::Anew) {
        let job = Job::ReadDocument { document: record.uid.clone() };
        change.add_job(job.kind(), job.json()?).await?;
    }
    Ok(record)
}

/// The document with another file; one that was to be taken away stays.
fn next_version(mut record: CaseDocument, file: DocumentFile) -> Result<CaseDocument, FormError> {
    record.withdraws = false;
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
        renews: None,
        withdraws: false,
        demo: false,
    }
}

/// Refuses what would be more than a practice, a twinning or a post may have.
async fn within_bounds(change: &mut Change, written: &Written, record: &CaseDocument) -> Result<(), FormError> {
    let others = written.others(change, record).await?;
    let (count, bytes) =
        others.iter().fold((1, record.bytes()), |(count, bytes), one| (count + 1, bytes + one.bytes()));
    let is_over = count > written.owner.most() || bytes > BYTES_MAX;
    if is_over { Err(wrong(FieldProblem::NotAllowed)) } else { Ok(()) }
}
