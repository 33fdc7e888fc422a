// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Documents of twinnings and of posts: beside the practice the twinning, or the post, that a document belongs to.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::dialect::Dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// A document of a twinning or of a post has an empty text as its practice, which no practice has as its identifier.
const OTHERS: &str = "
ALTER TABLE documents ADD COLUMN twinning @key;
CREATE INDEX documents_by_twinning ON documents (twinning, created_at) WHERE twinning IS NOT NULL;
ALTER TABLE documents ADD COLUMN post @key;
CREATE INDEX documents_by_post ON documents (post, created_at) WHERE post IS NOT NULL;
";

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = Dialect::of(manager.get_database_backend()).speak(OTHERS);
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }
}
