// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The number in a thread's address as a part of its record, so that it goes with it from one portal to another.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// It is the last field of the record.
const NUMBERED: &str = "
UPDATE threads SET record = substr(record, 1, length(record) - 1) || ',\"number\":' || CAST(number AS text) || '}'
WHERE number IS NOT NULL
";

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(NUMBERED).await.map(drop)
    }
}
