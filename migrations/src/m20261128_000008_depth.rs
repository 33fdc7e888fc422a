// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is known of a practice beside its record: the phases that it came to, who follows it, when its authors were
//! reminded of it.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::dialect::Dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The history begins with the phases of now: of those before nothing was written down.
const PHASES: &str = "
CREATE TABLE phases (
    practice @key NOT NULL REFERENCES practices (uid) ON DELETE CASCADE,
    phase @key NOT NULL,
    at @int NOT NULL,
    PRIMARY KEY (practice, phase, at)
) @table;
INSERT INTO phases (practice, phase, at) SELECT uid, phase, updated_at FROM practices;
";

const FOLLOWS: &str = "
CREATE TABLE follows (
    member @key NOT NULL,
    practice @key NOT NULL REFERENCES practices (uid) ON DELETE CASCADE,
    since @int NOT NULL,
    PRIMARY KEY (member, practice)
) @table;
CREATE INDEX follows_by_practice ON follows (practice, since, member);
";

const REMINDERS: &str = "
CREATE TABLE reminders (
    practice @key PRIMARY KEY REFERENCES practices (uid) ON DELETE CASCADE,
    at @int NOT NULL
) @table;
";

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = Dialect::of(manager.get_database_backend()).speak(&[PHASES, FOLLOWS, REMINDERS].concat());
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }
}
