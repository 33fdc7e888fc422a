// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What moderators are told of threads and posts, what they did, and who does not write for a time.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::dialect::Dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// No foreign keys to threads, posts and members: what was done stays known when they go. A member tells of one thing
/// once, until a moderator has looked at it; visitors cannot be told apart.
const MODERATION: &str = "
CREATE TABLE flags (
    uid @key PRIMARY KEY CHECK (length(uid) BETWEEN 1 AND 120),
    subject_kind @key NOT NULL,
    subject @key NOT NULL,
    thread @key NOT NULL,
    at @int NOT NULL,
    member @key,
    reason @key NOT NULL,
    note text CHECK (length(note) BETWEEN 1 AND 500),
    settled_at @int
) @table;
CREATE UNIQUE INDEX flags_once ON flags (subject_kind, subject, member)
    WHERE member IS NOT NULL AND settled_at IS NULL;
CREATE INDEX flags_by_subject ON flags (subject_kind, subject, at);
CREATE INDEX flags_open ON flags (thread, at) WHERE settled_at IS NULL;
CREATE INDEX flags_by_thread ON flags (thread);
CREATE INDEX flags_by_member ON flags (member, at);
CREATE INDEX flags_by_time ON flags (at);
CREATE TABLE moderation_log (
    uid @key PRIMARY KEY CHECK (length(uid) BETWEEN 1 AND 120),
    at @int NOT NULL,
    by_member @key,
    deed @key NOT NULL,
    subject_kind @key NOT NULL,
    subject @key NOT NULL,
    thread @key,
    author @key,
    community @key,
    reason @key,
    note text CHECK (length(note) BETWEEN 1 AND 1000)
) @table;
CREATE INDEX moderation_log_by_time ON moderation_log (at, uid);
CREATE INDEX moderation_log_by_subject ON moderation_log (subject_kind, subject, at);
CREATE INDEX moderation_log_by_author ON moderation_log (author, deed);
CREATE INDEX moderation_log_by_doer ON moderation_log (by_member) WHERE by_member IS NOT NULL;
CREATE INDEX moderation_log_by_community ON moderation_log (community, at);
CREATE TABLE silences (
    uid @key PRIMARY KEY CHECK (length(uid) BETWEEN 1 AND 120),
    member @key NOT NULL,
    community @key,
    at @int NOT NULL,
    until @int NOT NULL,
    by_member @key,
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000)
) @table;
CREATE INDEX silences_by_member ON silences (member, until);
";

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = Dialect::of(manager.get_database_backend()).speak(MODERATION);
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }
}
