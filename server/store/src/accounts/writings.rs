// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What a member wrote, for the member: practices, what was done to them, documents, opinions.

use domain::Uid;
use domain::advert::Advert;
use domain::document::CaseDocument;
use domain::practice::Practice;
use domain::revision::Revision;
use domain::testimonial::Testimonial;
use sea_orm::DbBackend;
use serde::de::DeserializeOwned;

use crate::Store;
use crate::contacts::OwnMessage;
use crate::error::Error;
use crate::kept::RecordType;
use crate::rows::decoded;

/// All that a member wrote.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnWritings {
    /// The practices that the member is an author of, whatever their stage.
    pub practices: Vec<Practice>,
    /// What the member did to practices, with notes and remarks, without the texts of that time; the newest first.
    pub revisions: Vec<Revision>,
    /// The documents that the member brought.
    pub documents: Vec<CaseDocument>,
    /// The practices that the member gave an opinion on.
    pub assessed: Vec<Practice>,
    /// What the member said of practices and adoptions.
    pub testimonials: Vec<Testimonial>,
    /// The adverts that the member wrote, whatever their state.
    pub adverts: Vec<Advert>,
    /// What the member wrote to other bodies, the newest first.
    pub messages: Vec<OwnMessage>,
}

const PRACTICES: &str = "
SELECT p.record FROM practices p JOIN practice_authors a ON a.practice = p.uid WHERE a.member = $1 ORDER BY p.uid";
const REVISIONS: &str = "SELECT @bare FROM revisions WHERE member = $1 ORDER BY at DESC, uid";
const DOCUMENTS: &str = "SELECT record FROM documents WHERE member = $1 ORDER BY created_at, uid";
const ASSESSED: &str = "
SELECT record FROM practices WHERE uid IN (SELECT practice FROM revisions WHERE member = $1 AND act = 'assessed')
ORDER BY uid";

const ADVERTS: &str = "SELECT record FROM adverts WHERE member = $1 ORDER BY created_at, uid";
const TESTIMONIALS: &str = "SELECT record FROM testimonials WHERE member = $1 ORDER BY created_at, uid";

impl Store {
    /// All that a member wrote. Seven statements.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a record cannot be read.
    pub async fn own_writings(&self, member: &Uid) -> Result<OwnWritings, Error> {
        let bare = match self.readers().get_database_backend() {
            DbBackend::Postgres => "(record::jsonb - 'text')::text",
            _ => "json_remove(record, '$.text')",
        };
        let revisions = REVISIONS.replace("@bare", bare);
        Ok(OwnWritings {
            practices: self.written(PRACTICES, member, RecordType::Practice).await?,
            revisions: self.written(&revisions, member, RecordType::Revision).await?,
            documents: self.written(DOCUMENTS, member, RecordType::Document).await?,
            testimonials: self.written(TESTIMONIALS, member, RecordType::Testimonial).await?,
            adverts: self.written(ADVERTS, member, RecordType::Advert).await?,
            messages: self.messages_by(member).await?,
            assessed: self.written(ASSESSED, member, RecordType::Practice).await?,
        })
    }

    async fn written<T: DeserializeOwned>(&self, sql: &str, member: &Uid, kind: RecordType) -> Result<Vec<T>, Error> {
        let rows = self.read_rows(sql, vec![member.as_str().into()]).await?;
        rows.iter().map(|row| decoded(kind, &row.try_get_by_index::<String>(0)?)).collect()
    }
}
