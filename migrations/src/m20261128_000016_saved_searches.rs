// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Searches that members save, and what is new since when.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::dialect::Dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Nothing before `new_from` is new: that is when it was saved, or when its alert was switched on again. `since` is up to
/// when the member was told. Without an alert nothing is ever due.
const SAVED_SEARCHES: &str = "
CREATE TABLE saved_searches (
    uid @key PRIMARY KEY CHECK (length(uid) BETWEEN 1 AND 120),
    member @key NOT NULL CHECK (length(member) BETWEEN 1 AND 120),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    kind @key NOT NULL,
    parameters text NOT NULL CHECK (octet_length(parameters) <= 131072),
    frequency @key NOT NULL,
    at @int NOT NULL,
    new_from @int NOT NULL,
    since @int NOT NULL,
    due_at @int
) @table;
CREATE INDEX saved_searches_by_member ON saved_searches (member, at);
CREATE INDEX saved_searches_by_turn ON saved_searches (due_at, uid) WHERE due_at IS NOT NULL;
CREATE TABLE things_told (
    member @key NOT NULL CHECK (length(member) BETWEEN 1 AND 120),
    kind @key NOT NULL,
    thing @key NOT NULL CHECK (length(thing) BETWEEN 1 AND 120),
    at @int NOT NULL,
    PRIMARY KEY (member, kind, thing)
) @table;
CREATE INDEX things_told_by_age ON things_told (at);
";

/// When a practice came into the library, or an advert came out, for the first time. What is there already is not new.
const PUBLICATIONS: &str = "
CREATE TABLE publications (
    kind @key NOT NULL,
    thing @key NOT NULL CHECK (length(thing) BETWEEN 1 AND 120),
    at @int NOT NULL,
    PRIMARY KEY (kind, thing)
) @table;
CREATE INDEX publications_by_time ON publications (kind, at);
INSERT INTO publications (kind, thing, at) SELECT 'practice', uid, created_at FROM practices WHERE in_library;
INSERT INTO publications (kind, thing, at) SELECT 'advert', uid, created_at FROM adverts WHERE publicity <> 'draft';
";

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = Dialect::of(manager.get_database_backend()).speak(&[SAVED_SEARCHES, PUBLICATIONS].concat());
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }
}
