// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Lists of practices that members bring from elsewhere: kept for a day, until they become drafts.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::dialect::Dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const LISTS: &str = "
CREATE TABLE lists (
    uid @key PRIMARY KEY CHECK (length(uid) BETWEEN 1 AND 120),
    member @key NOT NULL,
    organisation @key NOT NULL,
    created_at @int NOT NULL,
    expires_at @int NOT NULL,
    content text NOT NULL CHECK (octet_length(content) <= 16777216),
    becomes text NOT NULL CHECK (octet_length(becomes) <= 16384),
    outcome text CHECK (octet_length(outcome) <= 2097152)
) @table;
CREATE INDEX lists_by_member ON lists (member, created_at);
CREATE INDEX lists_by_end ON lists (expires_at);
";

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = Dialect::of(manager.get_database_backend()).speak(LISTS);
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }
}
