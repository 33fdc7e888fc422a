// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Jobs: what must happen once for all servers, after the change that asks for it.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::dialect::Dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const JOBS: &str = "
CREATE TABLE jobs (
    id @uuid PRIMARY KEY,
    kind @key NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
    payload text NOT NULL CHECK (octet_length(payload) <= 65536),
    created_at @int NOT NULL,
    tries @int NOT NULL DEFAULT 0,
    next_at @int NOT NULL,
    lease_until @int,
    problem text CHECK (length(problem) <= 200)
) @table;
CREATE INDEX jobs_next ON jobs (next_at);
";

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = Dialect::of(manager.get_database_backend()).speak(JOBS);
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }
}
