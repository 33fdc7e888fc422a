// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The documents of a practice, and the file of one.

use bytes::Bytes;
use documents::{ContentHash, FileKind, FileName, StorageProblem};
use domain::document::CaseDocument;
use domain::policy::{Act, Parent, Standing, Viewer, allows};
use domain::practice::Practice;
use domain::twinning::Twinning;
use futures::stream::BoxStream;
use store::KeptDocument;

use super::files::broken;
use super::renewing::renewal;
use super::values::{DocumentLine, EarlierFile};
use super::{facts, kind_of, of_practice, of_twinning};
use crate::Portal;
use crate::error::Error;

/// A file to send.
pub struct OpenedDocument {
    /// What it is.
    pub media_type: &'static str,
    /// The value of `Content-Disposition`: always an attachment.
    pub disposition: String,
    /// Its size, in bytes.
    pub size: u64,
    /// SHA-256 of its bytes.
    pub hash: String,
    /// Whether everybody may read it.
    pub is_public: bool,
    /// Its content.
    pub body: BoxStream<'static, Result<Bytes, StorageProblem>>,
}

impl Portal {
    /// The documents of a practice that the viewer may read, in the order in which they came; for a new version of a
    /// published practice those of the published one, as they will be, before those that it adds.
    ///
    /// # Errors
    /// There is no such practice that the viewer may read.
    pub async fn documents_of(&self, viewer: &Viewer, practice: &str) -> Result<Vec<DocumentLine>, Error> {
        let uid = domain::Uid::parse(practice).map_err(|_| Error::NotFound)?;
        let kept = self.inner.store.practice_for(viewer, &uid).await?.ok_or(Error::NotFound)?;
        self.document_lines(viewer, &kept.record).await
    }

    pub(crate) async fn document_lines(
        &self,
        viewer: &Viewer,
        practice: &Practice,
    ) -> Result<Vec<DocumentLine>, Error> {
        let draft = of_practice(practice);
        let own = self.inner.store.documents_of(std::slice::from_ref(&practice.uid)).await?;
        let Some(published) = &practice.revision_of else { return Ok(shown(viewer, &own, &draft)) };
        let mut lines: Vec<DocumentLine> = Vec::new();
        if let Some(kept) = self.inner.store.practice_for(viewer, published).await? {
            let present = self.inner.store.documents_of(std::slice::from_ref(published)).await?;
            let parent = of_practice(&kept.record);
            let seen = present.iter().filter(|one| is_shown(viewer, &one.record, &parent));
            lines.extend(seen.map(|one| line_of_new_version(viewer, one, practice)));
        }
        for one in own.iter().filter(|one| is_shown(viewer, &one.record, &draft)) {
            let new = line_of_new_version(viewer, one, practice);
            let place =
                lines.iter().position(|line| one.record.renews.as_ref().is_some_and(|uid| line.uid == uid.as_str()));
            match place {
                Some(place) => lines[place] = new,
                None => lines.push(new),
            }
        }
        Ok(lines)
    }

    /// The own documents of a twinning that the viewer may read, in the order in which they came.
    pub(crate) async fn twinning_document_lines(
        &self,
        viewer: &Viewer,
        twinning: &Twinning,
    ) -> Result<Vec<DocumentLine>, Error> {
        let kept = self.inner.store.documents_of_twinnings(std::slice::from_ref(&twinning.uid)).await?;
        Ok(shown(viewer, &kept, &of_twinning(twinning)))
    }

    /// The file of a document, and of an earlier version where its number is given.
    ///
    /// # Errors
    /// `NotFound` where there is none that the viewer may read.
    pub async fn open_document(
        &self,
        viewer: &Viewer,
        document: &str,
        version: Option<u32>,
    ) -> Result<OpenedDocument, Error> {
        let (kept, parent) = self.document_with_parent(viewer, document).await?;
        let on = facts(&kept.record, &parent);
        allows(viewer, Act::Read, &on).map_err(|_| Error::NotFound)?;
        let version = version.unwrap_or(kept.record.version());
        let file = kept.record.file_of(version).ok_or(Error::NotFound)?;
        let kind = kind_of(file)?;
        let hash = ContentHash::parse(&file.sha256).ok_or(Error::NotFound)?;
        let stored = self.inner.settings.files.storage.get(&hash).await.map_err(broken)?;
        let name = FileName::parse(&file.name).unwrap_or_else(|| FileName::new(&file.name, kind));
        Ok(OpenedDocument {
            media_type: kind.media_type(),
            disposition: name.content_disposition(),
            size: stored.size,
            hash: file.sha256.clone(),
            is_public: allows(&Viewer::Visitor, Act::Read, &on).is_ok(),
            body: stored.body,
        })
    }

    /// Counts that a document was taken away; pictures that a page shows are not counted.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn count_download(&self, document: &str) -> Result<(), Error> {
        let uid = domain::Uid::parse(document).map_err(|_| Error::NotFound)?;
        let kept = self.inner.store.kept_documents(std::slice::from_ref(&uid)).await?.pop();
        if kept.is_some_and(|kept| !kind_of(&kept.record.file).is_ok_and(FileKind::is_image)) {
            self.inner.store.count_download(&uid).await?;
        }
        Ok(())
    }
}

/// Those of the documents of something that the viewer may read.
pub(super) fn shown(viewer: &Viewer, kept: &[KeptDocument], parent: &Parent) -> Vec<DocumentLine> {
    let seen = kept.iter().filter(|one| is_shown(viewer, &one.record, parent));
    seen.map(|one| line(one, may_edit(viewer, &one.record, parent))).collect()
}

fn is_shown(viewer: &Viewer, document: &CaseDocument, parent: &Parent) -> bool {
    document.standing == Standing::Visible && allows(viewer, Act::Read, &facts(document, parent)).is_ok()
}

fn may_edit(viewer: &Viewer, document: &CaseDocument, parent: &Parent) -> bool {
    allows(viewer, Act::Edit, &facts(document, parent)).is_ok()
}

/// A document in a new version of its practice: whoever writes that may change it.
fn line_of_new_version(viewer: &Viewer, kept: &KeptDocument, practice: &Practice) -> DocumentLine {
    let may_edit = may_edit(viewer, &kept.record, &of_practice(practice));
    DocumentLine { renewal: Some(renewal(&kept.record, practice)), ..line(kept, may_edit) }
}

fn line(kept: &KeptDocument, may_edit: bool) -> DocumentLine {
    let record = &kept.record;
    let earlier = record.earlier.iter().zip(1..);
    DocumentLine {
        uid: record.uid.to_string(),
        title: record.title.clone(),
        kind: record.kind,
        file_name: record.file.name.clone(),
        file_kind: record.file.kind.clone(),
        sha256: record.file.sha256.clone(),
        is_image: kind_of(&record.file).is_ok_and(FileKind::is_image),
        size: record.file.size,
        licence: record.licence,
        language: record.language,
        version: record.version(),
        alt: record.alt.clone(),
        audience: record.audience,
        downloads: kept.downloads,
        text: kept.text,
        earlier: earlier
            .map(|(file, version)| EarlierFile { version, at: file.at.div_euclid(1_000), size: file.size })
            .collect(),
        added_at: record.file.at.div_euclid(1_000),
        may_edit,
        renewal: None,
    }
}
