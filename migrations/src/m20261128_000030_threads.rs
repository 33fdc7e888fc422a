// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Threads and posts, and the thread that each twinning owns from its birth.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::dialect::Dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// No foreign keys: records may come in before what they name. The numbers from `number` on are counted by the program,
/// and are no part of the record; `number` is given in the same transaction.
const THREADS: &str = "
CREATE TABLE threads (
    id @uuid PRIMARY KEY,
    uid @key NOT NULL UNIQUE CHECK (length(uid) BETWEEN 1 AND 120),
    version @int NOT NULL,
    created_at @int NOT NULL,
    updated_at @int NOT NULL,
    title text NOT NULL CHECK (length(title) <= 300),
    language @key NOT NULL,
    kind @key NOT NULL,
    about_kind @key,
    about @key,
    member @key,
    at @int NOT NULL,
    audience @key NOT NULL,
    writers @key NOT NULL,
    state @key NOT NULL,
    standing @key NOT NULL,
    pinned @bool NOT NULL,
    main @bool NOT NULL,
    answered @bool NOT NULL,
    demo @bool NOT NULL,
    record text NOT NULL CHECK (octet_length(record) <= 8388608),
    number @int UNIQUE,
    last_position @int NOT NULL DEFAULT 0,
    posts @int NOT NULL DEFAULT 0,
    participants @int NOT NULL DEFAULT 0,
    last_at @int NOT NULL DEFAULT 0,
    useful @int NOT NULL DEFAULT 0,
    thanks @int NOT NULL DEFAULT 0
) @table;
CREATE INDEX threads_by_place ON threads (about, pinned, last_at) WHERE about IS NOT NULL;
CREATE INDEX threads_by_time ON threads (last_at, uid);
CREATE INDEX threads_by_member ON threads (member) WHERE member IS NOT NULL;
CREATE UNIQUE INDEX threads_main ON threads (about) WHERE main;
CREATE TABLE thread_numbers (id @int PRIMARY KEY CHECK (id = 1), number @int NOT NULL) @table;
INSERT INTO thread_numbers (id, number) VALUES (1, 0);
";

/// `head` is the record without its earlier texts, which a page does not show. A post stands once at its position.
const POSTS: &str = "
CREATE TABLE posts (
    id @uuid PRIMARY KEY,
    uid @key NOT NULL UNIQUE CHECK (length(uid) BETWEEN 1 AND 120),
    version @int NOT NULL,
    created_at @int NOT NULL,
    updated_at @int NOT NULL,
    thread @key NOT NULL,
    position @int NOT NULL CHECK (position >= 1),
    reply_to @key,
    member @key,
    at @int NOT NULL,
    standing @key NOT NULL,
    mark @key,
    owner @key,
    demo @bool NOT NULL,
    head text NOT NULL CHECK (octet_length(head) <= 1048576),
    record text NOT NULL CHECK (octet_length(record) <= 8388608),
    useful @int NOT NULL DEFAULT 0,
    thanks @int NOT NULL DEFAULT 0,
    html text,
    html_version @int,
    renderer @int
) @table;
CREATE UNIQUE INDEX posts_by_position ON posts (thread, position);
CREATE INDEX posts_by_member ON posts (member, at) WHERE member IS NOT NULL;
CREATE INDEX posts_by_time ON posts (at, uid);
CREATE INDEX posts_marked ON posts (thread, position) WHERE mark IS NOT NULL;
CREATE INDEX posts_by_owner ON posts (owner) WHERE owner IS NOT NULL;
";

/// `posts` is how much of a member is shown in a thread, its own text included. A `key` is known to its sender alone.
const BESIDE: &str = "
CREATE TABLE thread_participants (
    thread @key NOT NULL,
    member @key NOT NULL,
    posts @int NOT NULL,
    PRIMARY KEY (thread, member)
) @table;
CREATE INDEX thread_participants_by_member ON thread_participants (member, thread);
CREATE TABLE thread_mentions (
    thing @key NOT NULL,
    member @key NOT NULL,
    PRIMARY KEY (thing, member)
) @table;
CREATE INDEX thread_mentions_by_member ON thread_mentions (member, thing);
CREATE TABLE reactions (
    thing @key NOT NULL,
    member @key NOT NULL,
    reaction @key NOT NULL,
    thing_kind @key NOT NULL,
    at @int NOT NULL,
    PRIMARY KEY (thing, member, reaction)
) @table;
CREATE INDEX reactions_by_member ON reactions (member, at);
CREATE TABLE sendings (
    member @key NOT NULL,
    key @key NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
    thing @key NOT NULL,
    place @key NOT NULL,
    fingerprint @key NOT NULL CHECK (length(fingerprint) <= 200),
    at @int NOT NULL,
    PRIMARY KEY (member, key)
) @table;
CREATE INDEX sendings_by_age ON sendings (at);
";

/// A thread for each twinning that is there already, as the program makes one for each that comes: `domain` says how.
/// Its record is written from its own columns, since a random identifier is another one each time that it is asked for.
fn born(dialect: &Dialect, backend: DbBackend) -> String {
    let language = dialect.field("language");
    let (id, quoted, yes) = match backend {
        DbBackend::Postgres => ("gen_random_uuid()", "to_json(title)::text", "TRUE"),
        _ => ("randomblob(16)", "json_quote(title)", "1"),
    };
    format!(
        "
INSERT INTO threads (id, uid, version, created_at, updated_at, title, language, kind, about_kind, about, at, audience,
    writers, state, standing, pinned, main, answered, demo, record, last_at, number)
SELECT {id}, @random, 1, created_at, created_at, title, {language}, 'general', 'twinning', uid, created_at, 'public',
    'within', 'open', 'visible', @false, {yes}, @false, demo, '', created_at, row_number() OVER (ORDER BY created_at, uid)
FROM twinnings;
UPDATE threads SET record = '{{\"uid\":\"' || uid || '\",\"about\":{{\"twinning\":\"' || about
    || '\"}},\"kind\":\"general\",\"title\":' || {quoted} || ',\"language\":\"' || language || '\",\"at\":'
    || CAST(at AS text) || ',\"writers\":\"within\",\"main\":true' || CASE WHEN demo THEN ',\"demo\":true' ELSE '' END
    || '}}';
UPDATE thread_numbers SET number = (SELECT count(*) FROM threads);
"
    )
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        let dialect = Dialect::of(backend);
        let sql = dialect.speak(&[THREADS, POSTS, BESIDE, &born(&dialect, backend)].concat());
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }
}
