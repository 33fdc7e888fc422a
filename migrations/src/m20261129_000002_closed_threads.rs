// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who closed a thread, and as what.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::dialect::Dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Of what was closed before, nobody knows by whom.
const CLOSED: &str = "
ALTER TABLE threads ADD COLUMN closed_by @key;
ALTER TABLE threads ADD COLUMN closed_as @key;
CREATE INDEX threads_by_closer ON threads (closed_by) WHERE closed_by IS NOT NULL;
";

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = Dialect::of(manager.get_database_backend()).speak(CLOSED);
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }
}
