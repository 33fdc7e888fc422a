// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What bodies answered to the prerequisites of practices: every version.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::dialect::Dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// No foreign keys to what is named: records may come in before it. Of two who answer at once, one is refused.
const READINESS: &str = "
CREATE TABLE readiness (
    id @uuid PRIMARY KEY,
    uid @key NOT NULL UNIQUE CHECK (length(uid) BETWEEN 1 AND 120),
    version @int NOT NULL,
    created_at @int NOT NULL,
    updated_at @int NOT NULL,
    practice @key NOT NULL,
    organisation @key NOT NULL,
    number @int NOT NULL CHECK (number >= 1),
    record text NOT NULL CHECK (octet_length(record) <= 1048576)
) @table;
CREATE UNIQUE INDEX readiness_once ON readiness (organisation, practice, number);
";

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = Dialect::of(manager.get_database_backend()).speak(READINESS);
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }
}
