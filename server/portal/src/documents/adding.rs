// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Bringing a file, changing what is said about it, taking it away.

use bytes::Bytes;
use documents::{ExtractProblem, FileKind, FileName, LARGEST, ReceiveProblem, Received, Verdict};
use domain::document::{ALT_MAX, BYTES_MAX, CaseDocument, DOCUMENTS_MAX, DocumentFile, VERSIONS_MAX};
use domain::policy::{Act, Standing, Viewer, allows};
use domain::practice::{Audience, Licence, ResourceKind};
use domain::text::plain_line;
use domain::{Language, Uid};
use futures::Stream;
use store::{Change, KeptDocument};

use super::facts;
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError, fine};
use crate::people::Job;
use crate::writing::asking;

/// What is said about a document, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct DocumentForm {
    /// Its title; the name of the file where it is empty.
    pub title: String,
    /// The code of what it is; a link is none.
    pub kind: String,
    /// The code of its licence.
    pub licence: String,
    /// The code of its language; may be empty.
    pub language: String,
    /// What a picture shows.
    pub alt: String,
    /// The code of who may read it: all, or members.
    pub audience: String,
    /// The document of which the file is a new version; empty for a new document.
    pub replaces: String,
    /// The name that the file had at its sender.
    pub file_name: String,
}

/// What is said about a document, read.
#[derive(Clone)]
struct Said {
    title: String,
    kind: ResourceKind,
    licence: Licence,
    language: Option<Language>,
    alt: Option<String>,
    audience: Audience,
}

impl Said {
    fn read(form: &DocumentForm) -> Result<Self, FormError> {
        let mut problems = Vec::new();
        let title = plain_line(&form.title);
        if title.chars().count() > domain::text::TITLE_MAX {
            problems.push(("title", FieldProblem::TooLong));
        }
        let alt = plain_line(&form.alt);
        if alt.chars().count() > ALT_MAX {
            problems.push(("alt", FieldProblem::TooLong));
        }
        let kind = ResourceKind::from_code(&form.kind).filter(|kind| *kind != ResourceKind::Link);
        let licence = Licence::from_code(&form.licence);
        let language = Language::from_code(&form.language);
        let audience = Audience::from_code(&form.audience);
        let audience = audience.filter(|audience| matches!(audience, Audience::Public | Audience::Members));
        for (field, is_there) in [
            ("kind", kind.is_some()),
            ("licence", licence.is_some()),
            ("language", language.is_some() || form.language.is_empty()),
            ("audience", audience.is_some()),
        ] {
            if !is_there {
                problems.push((field, FieldProblem::Invalid));
            }
        }
        fine(problems)?;
        Ok(Self {
            title,
            kind: kind.unwrap_or(ResourceKind::Document),
            licence: licence.unwrap_or(Licence::CcBy),
            language,
            alt: Some(alt).filter(|alt| !alt.is_empty()),
            audience: audience.unwrap_or(Audience::Public),
        })
    }

    fn say(self, document: &mut CaseDocument) {
        if !self.title.is_empty() {
            document.title = self.title;
        }
        document.kind = self.kind;
        document.licence = self.licence;
        document.language = self.language;
        document.alt = self.alt;
        document.audience = self.audience;
    }
}

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
        let by = asking(viewer)?;
        let draft = self.draft_to_edit(viewer, practice).await?.record;
        let said = Said::read(&form)?;
        let replaced = self.replaced(viewer, &draft.uid, draft.revision_of.as_ref(), &form.replaces).await?;
        let _place = self.inner.uploads.acquire().await.map_err(|_| Error::Busy)?;
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
        let document = uid.clone();
        self.write(move |change| {
            Box::pin(async move {
                let mut record = match replaced {
                    Some(kept) => next_version(change, &kept, file).await?,
                    None => first_version(uid, draft.uid.clone(), by, file),
                };
                said.say(&mut record);
                within_bounds(change, &record).await?;
                let record = record.checked().map_err(|problems| FormError::of_record(&problems, &["title", "alt"]))?;
                change.put_document(&record).await?;
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

    /// The document of which a file is a new version: one of the practice, or of the published one that it renews.
    async fn replaced(
        &self,
        viewer: &Viewer,
        practice: &Uid,
        published: Option<&Uid>,
        replaces: &str,
    ) -> Result<Option<KeptDocument>, FormError> {
        if replaces.is_empty() {
            return Ok(None);
        }
        let unknown = || FormError::field("replaces", FieldProblem::Unknown);
        let (kept, parent) = self.document_with_practice(viewer, replaces).await.map_err(|error| match error {
            Error::NotFound => unknown(),
            other => other.into(),
        })?;
        let is_of_it = kept.record.practice == *practice || Some(&kept.record.practice) == published;
        if !is_of_it || allows(viewer, Act::Edit, &facts(&kept.record, parent.as_ref().map(|one| &one.record))).is_err()
        {
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
        let said = Said::read(&form)?;
        self.with_document(viewer, document, move |record| {
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
        let (kept, parent) = self.document_with_practice(viewer, document).await?;
        allows(viewer, Act::Edit, &facts(&kept.record, parent.as_ref().map(|one| &one.record)))?;
        self.write(move |change| {
            Box::pin(async move {
                let mut record = present(change, &kept).await?;
                change_it(&mut record)?;
                let record = record.checked().map_err(|problems| FormError::of_record(&problems, &["title", "alt"]))?;
                change.put_document(&record).await?;
                Ok(())
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
    // The practice is held until the commit, so that two changes of its documents come one after the other.
    change.practice(&kept.record.practice).await?;
    let all = change.documents_of(&kept.record.practice).await?;
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

fn first_version(uid: Uid, practice: Uid, by: Uid, file: DocumentFile) -> CaseDocument {
    let stem = file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem).to_owned();
    CaseDocument {
        uid,
        practice,
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

/// Refuses what would be more than a practice may have.
async fn within_bounds(change: &mut Change, record: &CaseDocument) -> Result<(), FormError> {
    change.practice(&record.practice).await?;
    let others = change.documents_of(&record.practice).await?;
    let others = others.iter().filter(|one| one.uid != record.uid && one.standing == Standing::Visible);
    let (count, bytes) = others.fold((1, record.bytes()), |(count, bytes), one| (count + 1, bytes + one.bytes()));
    if count > DOCUMENTS_MAX || bytes > BYTES_MAX { Err(wrong(FieldProblem::NotAllowed)) } else { Ok(()) }
}
