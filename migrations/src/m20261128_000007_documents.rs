// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Case documents: their records, the files that they name, the text that was found, and how often each was taken.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::dialect::Dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// No foreign key to the practice: records may come in before what they name.
const DOCUMENTS: &str = "
CREATE TABLE documents (
    id @uuid PRIMARY KEY,
    uid @key NOT NULL UNIQUE CHECK (length(uid) BETWEEN 1 AND 120),
    version @int NOT NULL,
    created_at @int NOT NULL,
    updated_at @int NOT NULL,
    practice @key NOT NULL,
    member @key,
    standing @key NOT NULL,
    audience @key NOT NULL,
    sha256 @key NOT NULL,
    demo @bool NOT NULL,
    record text NOT NULL CHECK (octet_length(record) <= 1048576)
) @table;
CREATE INDEX documents_by_practice ON documents (practice, created_at);
CREATE INDEX documents_by_member ON documents (member) WHERE member IS NOT NULL;
CREATE TABLE document_files (
    document @key NOT NULL REFERENCES documents (uid) ON DELETE CASCADE,
    sha256 @key NOT NULL,
    PRIMARY KEY (document, sha256)
) @table;
CREATE INDEX document_files_by_hash ON document_files (sha256);
";

/// Derived: may be emptied, then the files are read again.
const TEXTS: &str = "
CREATE TABLE document_texts (
    document @key PRIMARY KEY REFERENCES documents (uid) ON DELETE CASCADE,
    sha256 @key NOT NULL,
    extractor @int NOT NULL,
    state @key NOT NULL,
    problem text CHECK (length(problem) <= 500),
    sections text NOT NULL CHECK (octet_length(sections) <= 8388608)
) @table;
CREATE TABLE downloads (
    document @key PRIMARY KEY REFERENCES documents (uid) ON DELETE CASCADE,
    number @int NOT NULL
) @table;
";

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = Dialect::of(manager.get_database_backend()).speak(&[DOCUMENTS, TEXTS].concat());
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }
}
