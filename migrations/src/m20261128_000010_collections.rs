// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Collections of practices that members make for themselves, and how often the pages of practices are read.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::dialect::Dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Like all that belongs to an account and is no record, they go with the account.
const COLLECTIONS: &str = "
CREATE TABLE collections (
    uid @key PRIMARY KEY CHECK (length(uid) BETWEEN 1 AND 120),
    member @key NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 3 AND 100),
    note text NOT NULL CHECK (length(note) <= 500),
    sharing @key NOT NULL,
    created_at @int NOT NULL
) @table;
CREATE INDEX collections_by_member ON collections (member, created_at);
CREATE TABLE collection_practices (
    collection @key NOT NULL REFERENCES collections (uid) ON DELETE CASCADE,
    practice @key NOT NULL REFERENCES practices (uid) ON DELETE CASCADE,
    at @int NOT NULL,
    PRIMARY KEY (collection, practice)
) @table;
CREATE INDEX collection_practices_by_practice ON collection_practices (practice);
";

/// A row for each day on which the page of a practice was read: days since 1970, and how often. Nothing of who read.
const VIEWS: &str = "
CREATE TABLE views (
    practice @key NOT NULL REFERENCES practices (uid) ON DELETE CASCADE,
    day @int NOT NULL,
    number @int NOT NULL CHECK (number > 0),
    PRIMARY KEY (practice, day)
) @table;
CREATE INDEX views_by_day ON views (day);
";

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = Dialect::of(manager.get_database_backend()).speak(&[COLLECTIONS, VIEWS].concat());
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }
}
