// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What bodies did with their matches.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::dialect::Dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// A match that nobody has looked at has no row; that the two write to each other stands in `contacts`. No foreign keys
/// to what is matched: it may come back by an import.
const MATCHES: &str = "
CREATE TABLE matches (
    organisation @key NOT NULL,
    own_kind @key NOT NULL,
    own @key NOT NULL,
    other_kind @key NOT NULL,
    other @key NOT NULL,
    state @key NOT NULL,
    state_before @key,
    since @int NOT NULL,
    reason @key,
    note text CHECK (length(note) BETWEEN 1 AND 300),
    member @key,
    PRIMARY KEY (organisation, own_kind, own, other_kind, other)
) @table;
";

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = Dialect::of(manager.get_database_backend()).speak(MATCHES);
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }
}
