// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What bodies write to each other about adverts and practices.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::dialect::Dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// No foreign keys to adverts, practices and organisations: correspondence stays when they go. Two bodies have one
/// conversation at a time about one thing, and a message that is sent twice is kept once.
const CONTACTS: &str = "
CREATE TABLE contacts (
    uid @key PRIMARY KEY CHECK (length(uid) BETWEEN 1 AND 120),
    version @int NOT NULL,
    created_at @int NOT NULL,
    updated_at @int NOT NULL,
    about_kind @key NOT NULL,
    about @key NOT NULL,
    asking @key NOT NULL,
    asked @key NOT NULL,
    state @key NOT NULL,
    blocked_by @key,
    twinning @key,
    flagged @bool NOT NULL,
    CHECK (asking <> asked)
) @table;
CREATE INDEX contacts_by_asking ON contacts (asking, updated_at);
CREATE INDEX contacts_by_asked ON contacts (asked, updated_at);
CREATE INDEX contacts_by_about ON contacts (about_kind, about);
CREATE INDEX contacts_by_flag ON contacts (flagged, updated_at);
CREATE UNIQUE INDEX contacts_going_on ON contacts (about_kind, about, asking, asked)
    WHERE state IN ('open', 'answered');
CREATE TABLE contact_messages (
    contact @key NOT NULL REFERENCES contacts (uid) ON DELETE CASCADE,
    number @int NOT NULL,
    at @int NOT NULL,
    side @key NOT NULL,
    member @key,
    sent_as @key CHECK (length(sent_as) BETWEEN 1 AND 120),
    text text NOT NULL CHECK (length(text) BETWEEN 2 AND 4000),
    flag_at @int,
    flag_by @key,
    flag_reason @key,
    PRIMARY KEY (contact, number)
) @table;
CREATE UNIQUE INDEX contact_messages_once ON contact_messages (member, sent_as) WHERE sent_as IS NOT NULL;
";

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = Dialect::of(manager.get_database_backend()).speak(CONTACTS);
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }
}
