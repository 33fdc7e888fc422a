// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Practices that are being written: their authors, new versions of published ones, what was done to each.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::dialect::Dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// A published practice has one new version at a time; one that was thrown away does not count.
const PRACTICES: &str = "
ALTER TABLE practices ADD COLUMN revision_of @key;
ALTER TABLE practices ADD COLUMN reviewer @key;
CREATE UNIQUE INDEX practices_revision ON practices (revision_of) WHERE revision_of IS NOT NULL AND stage <> 'deleted';
CREATE INDEX practices_in_work ON practices (stage, updated_at) WHERE stage NOT IN ('published', 'archived');
CREATE TABLE practice_authors (
    practice @key NOT NULL REFERENCES practices (uid) ON DELETE CASCADE,
    member @key NOT NULL,
    PRIMARY KEY (practice, member)
) @table;
CREATE INDEX practice_authors_by_member ON practice_authors (member, practice);
";

/// No foreign keys: records may come in before what they name, and what was done stays when the practice goes.
const REVISIONS: &str = "
CREATE TABLE revisions (
    id @uuid PRIMARY KEY,
    uid @key NOT NULL UNIQUE CHECK (length(uid) BETWEEN 1 AND 120),
    version @int NOT NULL,
    created_at @int NOT NULL,
    updated_at @int NOT NULL,
    practice @key NOT NULL,
    number @int NOT NULL CHECK (number > 0),
    at @int NOT NULL,
    member @key,
    act @key NOT NULL,
    record text NOT NULL CHECK (octet_length(record) <= 4194304)
) @table;
CREATE UNIQUE INDEX revisions_by_practice ON revisions (practice, number);
CREATE INDEX revisions_by_member ON revisions (member) WHERE member IS NOT NULL;
";

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = Dialect::of(manager.get_database_backend()).speak(&[PRACTICES, REVISIONS].concat());
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }
}
