// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Communities, who belongs to them, and the practices that are for one.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::dialect::Dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// No foreign keys to what is named: records may come in before it. A member belongs to a community once.
const COMMUNITIES: &str = "
CREATE TABLE communities (
    id @uuid PRIMARY KEY,
    uid @key NOT NULL UNIQUE CHECK (length(uid) BETWEEN 1 AND 120),
    slug @key NOT NULL UNIQUE,
    version @int NOT NULL,
    created_at @int NOT NULL,
    updated_at @int NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
    access @key NOT NULL,
    audience @key NOT NULL,
    state @key NOT NULL,
    demo @bool NOT NULL,
    record text NOT NULL CHECK (octet_length(record) <= 1048576)
) @table;
CREATE TABLE community_themes (
    community @key NOT NULL REFERENCES communities (uid) ON DELETE CASCADE,
    theme @key NOT NULL,
    PRIMARY KEY (community, theme)
) @table;
CREATE INDEX community_themes_by_theme ON community_themes (theme, community);
CREATE TABLE belongings (
    id @uuid PRIMARY KEY,
    uid @key NOT NULL UNIQUE CHECK (length(uid) BETWEEN 1 AND 120),
    version @int NOT NULL,
    created_at @int NOT NULL,
    updated_at @int NOT NULL,
    community @key NOT NULL,
    member @key NOT NULL,
    role @key NOT NULL,
    state @key NOT NULL,
    since @int NOT NULL,
    record text NOT NULL CHECK (octet_length(record) <= 1048576)
) @table;
CREATE UNIQUE INDEX belongings_once ON belongings (community, member);
CREATE INDEX belongings_by_member ON belongings (member, state);
CREATE INDEX belongings_by_state ON belongings (community, state, since);
ALTER TABLE practices ADD COLUMN community @key;
CREATE INDEX practices_by_community ON practices (community) WHERE community IS NOT NULL;
";

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = Dialect::of(manager.get_database_backend()).speak(COMMUNITIES);
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }
}
