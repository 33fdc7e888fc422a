// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What readers write to the portal's editors: correction requests, and opinions on pages.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::dialect::Dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const MESSAGES: &str = "
CREATE TABLE corrections (
    id @uuid PRIMARY KEY,
    at @int NOT NULL,
    practice @key NOT NULL,
    text text NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
    name text NOT NULL CHECK (length(name) <= 120),
    email text NOT NULL CHECK (length(email) <= 254)
) @table;
CREATE TABLE opinions (
    id @uuid PRIMARY KEY,
    at @int NOT NULL,
    page text NOT NULL CHECK (length(page) <= 300),
    rating @int NOT NULL CHECK (rating BETWEEN 1 AND 5),
    text text NOT NULL CHECK (length(text) <= 1000)
) @table;
";

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = Dialect::of(manager.get_database_backend()).speak(MESSAGES);
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }
}
