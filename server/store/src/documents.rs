// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Case documents with what is derived from their files: text and number of downloads.

use domain::Uid;
use domain::document::{CaseDocument, DocumentFile, TextState};
use domain::policy::Standing;
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, Order, QueryResult, Statement, Value};

use crate::change::{Change, Put};
use crate::error::Error;
use crate::kept::RecordType;
use crate::log::Operation;
use crate::rows::{code, count, decoded, moment, records, uid_of};
use crate::tables::{Column, Table};
use crate::{Snapshot, Store};

/// A document with what the database knows beside its record.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptDocument {
    /// The record.
    pub record: CaseDocument,
    /// Counts its changes, those of its text too, from 1; what the index compares.
    pub version: i64,
    /// When it came in.
    pub created_at: Timestamp,
    /// Whether the text of its present file was found.
    pub text: TextState,
    /// How often it was taken away.
    pub downloads: u64,
}

/// The text of a document, as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentText {
    /// The document.
    pub document: Uid,
    /// The file that was read.
    pub sha256: String,
    /// The version of the rules by which it was read.
    pub extractor: u32,
    /// What came of it.
    pub state: TextState,
    /// Why nothing came of it.
    pub problem: Option<String>,
    /// The text by its places, as JSON that the caller can read again.
    pub sections: String,
}

/// The text belongs to the present file only.
const COLUMNS: &str = "
SELECT d.record, d.version, d.created_at, coalesce(t.state, 'waiting') AS text_state,
    coalesce(n.number, 0) AS downloads
FROM documents d
LEFT JOIN document_texts t ON t.document = d.uid AND t.sha256 = d.sha256
LEFT JOIN downloads n ON n.document = d.uid";

const PUT_TEXT: &str = "
INSERT INTO document_texts (document, sha256, extractor, state, problem, sections)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (document) DO UPDATE SET sha256 = excluded.sha256, extractor = excluded.extractor,
    state = excluded.state, problem = excluded.problem, sections = excluded.sections";

const COUNT_DOWNLOAD: &str = "
INSERT INTO downloads (document, number) VALUES ($1, 1)
ON CONFLICT (document) DO UPDATE SET number = downloads.number + 1";

/// How many of a practice's documents are read at once.
const MOST: i64 = 500;

impl Store {
    /// All documents of some practices, whatever their standing, in the order in which they came. One statement.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a record cannot be read.
    pub async fn documents_of(&self, practices: &[Uid]) -> Result<Vec<KeptDocument>, Error> {
        let end = "ORDER BY d.created_at, d.uid";
        self.documents_where("d.practice", practices, end).await
    }

    /// The same of some twinnings.
    ///
    /// # Errors
    /// As `documents_of`.
    pub async fn documents_of_twinnings(&self, twinnings: &[Uid]) -> Result<Vec<KeptDocument>, Error> {
        self.documents_where("d.twinning", twinnings, "ORDER BY d.created_at, d.uid").await
    }

    /// The same of some posts.
    ///
    /// # Errors
    /// As `documents_of`.
    pub async fn documents_of_posts(&self, posts: &[Uid]) -> Result<Vec<KeptDocument>, Error> {
        self.documents_where("d.post", posts, "ORDER BY d.created_at, d.uid").await
    }

    /// Documents by their identifiers, whatever their standing, in no particular order.
    ///
    /// # Errors
    /// As `documents_of`.
    pub async fn kept_documents(&self, uids: &[Uid]) -> Result<Vec<KeptDocument>, Error> {
        self.documents_where("d.uid", uids, "").await
    }

    async fn documents_where(&self, column: &str, uids: &[Uid], end: &str) -> Result<Vec<KeptDocument>, Error> {
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let db = self.readers();
        let places: Vec<String> = (1..=uids.len()).map(|place| format!("${place}")).collect();
        let sql = format!("{COLUMNS} WHERE {column} IN ({}) {end}", places.join(", "));
        let values: Vec<Value> = uids.iter().map(|uid| uid.as_str().into()).collect();
        let rows = db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?;
        rows.iter().map(read).collect()
    }

    /// The texts of documents.
    ///
    /// # Errors
    /// As `documents_of`.
    pub async fn document_texts(&self, documents: &[Uid]) -> Result<Vec<DocumentText>, Error> {
        texts_of(self.readers(), documents).await
    }

    /// Counts that a document was taken away.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn count_download(&self, document: &Uid) -> Result<(), Error> {
        self.run_apart(COUNT_DOWNLOAD, vec![document.as_str().into()]).await.map(drop)
    }

    /// Which of some files a document names.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn named_files(&self, hashes: &[String]) -> Result<Vec<String>, Error> {
        if hashes.is_empty() {
            return Ok(Vec::new());
        }
        let db = self.readers();
        let places: Vec<String> = (1..=hashes.len()).map(|place| format!("${place}")).collect();
        let sql = format!("SELECT DISTINCT sha256 FROM document_files WHERE sha256 IN ({})", places.join(", "));
        let values: Vec<Value> = hashes.iter().map(|hash| hash.as_str().into()).collect();
        let rows = db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?;
        rows.iter().map(|row| Ok(row.try_get("", "sha256")?)).collect()
    }

    /// Documents that were taken away before a moment, some at a time.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn documents_removed_before(&self, before: Timestamp) -> Result<Vec<Uid>, Error> {
        let db = self.readers();
        let sql = "SELECT uid FROM documents WHERE standing IN ('deleted', 'erased') AND updated_at < $1 LIMIT 500";
        let values: [Value; 1] = [before.as_millisecond().into()];
        let rows = db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?;
        rows.iter().map(|row| uid_of(&row.try_get::<String>("", "uid")?)).collect()
    }

    /// Documents whose text was not found by the present rules: to be read again.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn documents_to_read(&self, extractor: u32, limit: u32) -> Result<Vec<Uid>, Error> {
        let db = self.readers();
        let sql = "SELECT d.uid FROM documents d WHERE NOT EXISTS (
            SELECT 1 FROM document_texts t WHERE t.document = d.uid AND t.sha256 = d.sha256 AND t.extractor >= $1) ORDER BY d.uid LIMIT $2";
        let values: [Value; 2] = [i64::from(extractor).into(), i64::from(limit).into()];
        let rows = db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?;
        rows.iter().map(|row| uid_of(&row.try_get::<String>("", "uid")?)).collect()
    }
}

impl Snapshot {
    /// Documents in the order of their `uid`, whatever their standing.
    ///
    /// # Errors
    /// As `Store::documents_of`.
    pub async fn kept_documents(&self, after: Option<&Uid>, limit: u32) -> Result<Vec<KeptDocument>, Error> {
        let db = self.connection();
        let sql = format!("{COLUMNS} WHERE d.uid > $1 ORDER BY d.uid LIMIT $2");
        let values: [Value; 2] = [after.map_or("", Uid::as_str).into(), i64::from(limit).into()];
        let rows = db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?;
        rows.iter().map(read).collect()
    }

    /// The texts of documents.
    ///
    /// # Errors
    /// As `Store::documents_of`.
    pub async fn document_texts(&self, documents: &[Uid]) -> Result<Vec<DocumentText>, Error> {
        texts_of(self.connection(), documents).await
    }

    /// All documents of some practices, whatever their standing.
    ///
    /// # Errors
    /// As `Store::documents_of`.
    pub async fn documents_of(&self, practices: &[Uid]) -> Result<Vec<KeptDocument>, Error> {
        documents_of(self.connection(), "d.practice", practices).await
    }

    /// The same of some twinnings.
    ///
    /// # Errors
    /// As `Store::documents_of`.
    pub async fn documents_of_twinnings(&self, twinnings: &[Uid]) -> Result<Vec<KeptDocument>, Error> {
        documents_of(self.connection(), "d.twinning", twinnings).await
    }

    /// The same of some posts.
    ///
    /// # Errors
    /// As `Store::documents_of`.
    pub async fn documents_of_posts(&self, posts: &[Uid]) -> Result<Vec<KeptDocument>, Error> {
        documents_of(self.connection(), "d.post", posts).await
    }
}

async fn documents_of<C: ConnectionTrait>(db: &C, column: &str, uids: &[Uid]) -> Result<Vec<KeptDocument>, Error> {
    if uids.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=uids.len()).map(|place| format!("${place}")).collect();
    let sql = format!("{COLUMNS} WHERE {column} IN ({}) ORDER BY d.created_at, d.uid", places.join(", "));
    let values: Vec<Value> = uids.iter().map(|uid| uid.as_str().into()).collect();
    let rows = db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?;
    rows.iter().map(read).collect()
}

impl Change {
    /// Writes a document.
    ///
    /// # Errors
    /// As `put_practice`.
    pub async fn put_document(&mut self, document: &CaseDocument) -> Result<Put, Error> {
        self.put_record(document).await
    }

    /// All documents of a practice as they stand inside this change, which nobody else adds to before the commit.
    ///
    /// # Errors
    /// As `Store::documents_of`.
    pub async fn documents_of(&mut self, practice: &Uid) -> Result<Vec<CaseDocument>, Error> {
        let outcome = self.documents_now("practice = $1", practice).await;
        self.marked(outcome)
    }

    /// The same of a twinning.
    ///
    /// # Errors
    /// As `Store::documents_of`.
    pub async fn documents_of_twinning(&mut self, twinning: &Uid) -> Result<Vec<CaseDocument>, Error> {
        let outcome = self.documents_now("twinning = $1", twinning).await;
        self.marked(outcome)
    }

    /// The documents of a post that were not taken away, as they stand inside this change.
    ///
    /// # Errors
    /// As `Store::documents_of`.
    pub async fn documents_of_post(&mut self, post: &Uid) -> Result<Vec<CaseDocument>, Error> {
        let outcome = self.documents_now("post = $1 AND standing NOT IN ('deleted', 'erased')", post).await;
        self.marked(outcome)
    }

    /// The thread in which a post stands, which is not held by asking.
    ///
    /// # Errors
    /// `Unavailable`. After any error the whole change is lost.
    pub async fn thread_of_post(&mut self, post: &Uid) -> Result<Option<Uid>, Error> {
        let row = self.returned("SELECT thread FROM posts WHERE uid = $1", vec![post.as_str().into()]).await?;
        row.map(|row| uid_of(&row.try_get::<String>("", "thread")?)).transpose()
    }

    /// Takes the documents of a post away, as the post itself was.
    pub(crate) async fn take_away_documents_of(&mut self, post: &Uid) -> Result<(), Error> {
        for document in self.documents_of_post(post).await? {
            self.put_document(&CaseDocument { standing: Standing::Deleted, ..document }).await?;
        }
        Ok(())
    }

    /// Takes a member's name off what the member brought with posts, which lose their author, too.
    pub(crate) async fn leave_documents_of_posts(&mut self, member: &Uid) -> Result<(), Error> {
        let select = Query::select()
            .column(Column::Record)
            .from(Table::Documents)
            .and_where(Expr::col(Column::Member).eq(member.as_str()))
            .and_where(Expr::col(Column::Post).is_not_null())
            .order_by(Column::Uid, Order::Asc)
            .take();
        let found = records::<CaseDocument, _>(self.connection(), &select).await;
        for document in self.marked(found)? {
            let file = DocumentFile { by: None, ..document.file };
            let earlier = document.earlier.into_iter().map(|file| DocumentFile { by: None, ..file }).collect();
            self.put_document(&CaseDocument { author: None, file, earlier, ..document }).await?;
        }
        Ok(())
    }

    async fn documents_now(&self, which: &str, uid: &Uid) -> Result<Vec<CaseDocument>, Error> {
        let db = self.connection();
        let sql = format!("SELECT record FROM documents WHERE {which} ORDER BY created_at, uid LIMIT $2");
        let values: [Value; 2] = [uid.as_str().into(), MOST.into()];
        let rows = db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?;
        rows.iter().map(|row| decoded(RecordType::Document, &row.try_get::<String>("", "record")?)).collect()
    }

    /// The SHA-256 of the present file of a document, as it stands inside this change.
    ///
    /// # Errors
    /// `Unavailable`. After any error the whole change is lost.
    pub async fn document_file(&mut self, document: &Uid) -> Result<Option<String>, Error> {
        let row = self.returned("SELECT sha256 FROM documents WHERE uid = $1", vec![document.as_str().into()]).await?;
        row.map(|row| Ok(row.try_get("", "sha256")?)).transpose()
    }

    /// Keeps the text of a document, where its file is still the one that was read.
    ///
    /// # Errors
    /// `Refused` where it is too long, `Unavailable`.
    pub async fn put_document_text(&mut self, text: &DocumentText) -> Result<(), Error> {
        let values: Vec<Value> = vec![
            text.document.as_str().into(),
            text.sha256.as_str().into(),
            i64::from(text.extractor).into(),
            text.state.code().into(),
            text.problem.clone().into(),
            text.sections.as_str().into(),
        ];
        self.execute(PUT_TEXT, values).await?;
        self.execute("UPDATE documents SET version = version + 1 WHERE uid = $1", vec![text.document.as_str().into()])
            .await?;
        self.note_of(RecordType::Document, &text.document, Operation::Changed);
        Ok(())
    }

    /// Takes a document out of the database. Its files go with the next sweep.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn remove_document(&mut self, document: &Uid) -> Result<(), Error> {
        self.execute("DELETE FROM documents WHERE uid = $1", vec![document.as_str().into()]).await?;
        self.note_of(RecordType::Document, document, Operation::Removed);
        Ok(())
    }
}

async fn texts_of<C: ConnectionTrait>(db: &C, documents: &[Uid]) -> Result<Vec<DocumentText>, Error> {
    if documents.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=documents.len()).map(|place| format!("${place}")).collect();
    let sql = format!("SELECT * FROM document_texts WHERE document IN ({})", places.join(", "));
    let values: Vec<Value> = documents.iter().map(|uid| uid.as_str().into()).collect();
    let rows = db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?;
    let text = |row: &QueryResult| {
        let extractor: i64 = row.try_get("", "extractor")?;
        Ok(DocumentText {
            document: uid_of(&row.try_get::<String>("", "document")?)?,
            sha256: row.try_get("", "sha256")?,
            extractor: u32::try_from(extractor).unwrap_or(0),
            state: code(&row.try_get::<String>("", "state")?, TextState::from_code)?,
            problem: row.try_get("", "problem")?,
            sections: row.try_get("", "sections")?,
        })
    };
    rows.iter().map(text).collect()
}

fn read(row: &QueryResult) -> Result<KeptDocument, Error> {
    Ok(KeptDocument {
        record: decoded(RecordType::Document, &row.try_get::<String>("", "record")?)?,
        version: row.try_get("", "version")?,
        created_at: moment(row.try_get("", "created_at")?)?,
        text: code(&row.try_get::<String>("", "text_state")?, TextState::from_code)?,
        downloads: count(row, "downloads")?,
    })
}
