// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What members are told of, how they want to be told, what they watch, and how far they have read.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::dialect::Dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// `cause` names what happened: of it a member is told once, however often that is worked out.
const NOTICES: &str = "
CREATE TABLE notices (
    uid @key PRIMARY KEY CHECK (length(uid) BETWEEN 1 AND 120),
    member @key NOT NULL CHECK (length(member) BETWEEN 1 AND 120),
    kind @key NOT NULL,
    about_kind @key NOT NULL,
    about @key NOT NULL CHECK (length(about) BETWEEN 1 AND 120),
    post @key,
    by_member @key,
    deed @key,
    note text CHECK (octet_length(note) <= 16384),
    at @int NOT NULL,
    read_at @int,
    mailed_at @int,
    cause @key NOT NULL CHECK (length(cause) BETWEEN 1 AND 200)
) @table;
CREATE UNIQUE INDEX notices_once ON notices (member, cause);
CREATE INDEX notices_by_member ON notices (member, at, uid);
CREATE INDEX notices_unread ON notices (member, about, at) WHERE read_at IS NULL;
CREATE INDEX notices_waiting ON notices (member, at) WHERE read_at IS NULL AND mailed_at IS NULL;
CREATE INDEX notices_by_thing ON notices (about, member);
CREATE INDEX notices_by_age ON notices (at);
CREATE INDEX notices_by_doer ON notices (by_member) WHERE by_member IS NOT NULL;
";

/// `rhythms` are the rhythms in which mails can come at all, each between commas.
const CHOICES: &str = "
CREATE TABLE notice_preferences (
    member @key PRIMARY KEY CHECK (length(member) BETWEEN 1 AND 120),
    preferences text NOT NULL CHECK (octet_length(preferences) <= 8192),
    rhythms text NOT NULL CHECK (length(rhythms) <= 100)
) @table;
CREATE TABLE watch_levels (
    member @key NOT NULL CHECK (length(member) BETWEEN 1 AND 120),
    about_kind @key NOT NULL,
    about @key NOT NULL CHECK (length(about) BETWEEN 1 AND 120),
    level @key NOT NULL,
    at @int NOT NULL,
    PRIMARY KEY (member, about_kind, about)
) @table;
CREATE INDEX watch_levels_by_thing ON watch_levels (about_kind, about, member);
CREATE TABLE thread_reads (
    member @key NOT NULL CHECK (length(member) BETWEEN 1 AND 120),
    thread @key NOT NULL CHECK (length(thread) BETWEEN 1 AND 120),
    position @int NOT NULL,
    at @int NOT NULL,
    PRIMARY KEY (member, thread)
) @table;
CREATE INDEX thread_reads_by_thread ON thread_reads (thread);
";

/// The digests of a stretch of time: all members up to `after_member` have got theirs.
const RUNS: &str = "
CREATE TABLE digest_runs (
    run @key PRIMARY KEY CHECK (length(run) BETWEEN 1 AND 60),
    after_member @key NOT NULL,
    started_at @int NOT NULL,
    finished_at @int
) @table;
";

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = Dialect::of(manager.get_database_backend()).speak(&[NOTICES, CHOICES, RUNS].concat());
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }
}
