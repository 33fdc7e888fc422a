// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Accounts: what proves who somebody is, sessions, mails that wait, and the audit log. None of it is a record.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::dialect::Dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Without `totp_since` the second factor is being set up and not in force.
const CREDENTIALS: &str = "
CREATE TABLE credentials (
    member @key PRIMARY KEY CHECK (length(member) BETWEEN 1 AND 120),
    password text CHECK (length(password) BETWEEN 1 AND 500),
    password_changed_at @int,
    totp_secret @bytes CHECK (octet_length(totp_secret) BETWEEN 1 AND 128),
    totp_since @int,
    totp_last_step @int NOT NULL DEFAULT 0
) @table;
CREATE TABLE recovery_codes (
    member @key NOT NULL CHECK (length(member) BETWEEN 1 AND 120),
    hash @key NOT NULL CHECK (length(hash) BETWEEN 1 AND 200),
    used_at @int,
    PRIMARY KEY (member, hash)
) @table;
CREATE TABLE identities (
    issuer @key NOT NULL CHECK (length(issuer) BETWEEN 1 AND 500),
    subject @key NOT NULL CHECK (length(subject) BETWEEN 1 AND 500),
    member @key NOT NULL CHECK (length(member) BETWEEN 1 AND 120),
    label text NOT NULL CHECK (length(label) <= 300),
    linked_at @int NOT NULL,
    used_at @int,
    PRIMARY KEY (issuer, subject)
) @table;
CREATE INDEX identities_by_member ON identities (member);
";

/// Identifiers of sessions and links are hashes of what a person holds: who reads the database cannot use them.
const SESSIONS: &str = "
CREATE TABLE sessions (
    id @key PRIMARY KEY CHECK (length(id) = 64),
    member @key NOT NULL CHECK (length(member) BETWEEN 1 AND 120),
    epoch @int NOT NULL,
    created_at @int NOT NULL,
    seen_at @int NOT NULL,
    expires_at @int NOT NULL,
    idle_ms @int NOT NULL CHECK (idle_ms > 0),
    shared @bool NOT NULL,
    browser text NOT NULL CHECK (length(browser) <= 120),
    second_factor_at @int,
    confirmed_at @int NOT NULL,
    id_token text CHECK (octet_length(id_token) <= 16384),
    provider @key CHECK (length(provider) BETWEEN 1 AND 120),
    ended_at @int
) @table;
CREATE INDEX sessions_by_member ON sessions (member);
CREATE TABLE one_time_links (
    token @key PRIMARY KEY CHECK (length(token) = 64),
    kind @key NOT NULL CHECK (length(kind) BETWEEN 1 AND 60),
    member @key CHECK (length(member) BETWEEN 1 AND 120),
    payload text NOT NULL CHECK (octet_length(payload) <= 65536),
    created_at @int NOT NULL,
    expires_at @int NOT NULL,
    used_at @int
) @table;
CREATE INDEX one_time_links_by_member ON one_time_links (member, kind);
CREATE TABLE attempts (
    key @key PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 200),
    failures @int NOT NULL CHECK (failures >= 0),
    last_at @int NOT NULL,
    free_at @int NOT NULL
) @table;
";

const MAILS: &str = "
CREATE TABLE mails (
    id @uuid PRIMARY KEY,
    created_at @int NOT NULL,
    member @key CHECK (length(member) BETWEEN 1 AND 120),
    recipient text NOT NULL CHECK (length(recipient) BETWEEN 3 AND 254),
    template @key NOT NULL CHECK (length(template) BETWEEN 1 AND 60),
    params text NOT NULL CHECK (octet_length(params) <= 65536),
    locale @key NOT NULL CHECK (length(locale) BETWEEN 1 AND 10),
    state @key NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed')),
    tries @int NOT NULL DEFAULT 0,
    next_at @int NOT NULL,
    lease_until @int,
    sent_at @int,
    message_id @key NOT NULL UNIQUE CHECK (length(message_id) BETWEEN 1 AND 200),
    problem text CHECK (length(problem) <= 500),
    dedup @key UNIQUE CHECK (length(dedup) BETWEEN 1 AND 200)
) @table;
CREATE INDEX mails_by_turn ON mails (state, next_at, id);
CREATE INDEX mails_by_age ON mails (created_at, id);
CREATE INDEX mails_by_member ON mails (member);
";

const REQUESTS: &str = "
CREATE TABLE organisation_requests (
    id @uuid PRIMARY KEY,
    at @int NOT NULL,
    member @key NOT NULL CHECK (length(member) BETWEEN 1 AND 120),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
    looks @key NOT NULL CHECK (octet_length(looks) <= 4096),
    kind @key NOT NULL CHECK (length(kind) BETWEEN 1 AND 60),
    website text CHECK (length(website) BETWEEN 1 AND 2000),
    note text NOT NULL CHECK (length(note) <= 2000),
    state @key NOT NULL CHECK (state IN ('waiting', 'accepted', 'refused')),
    decided_at @int,
    decided_by @key CHECK (length(decided_by) BETWEEN 1 AND 120),
    organisation @key CHECK (length(organisation) BETWEEN 1 AND 120)
) @table;
CREATE INDEX organisation_requests_by_state ON organisation_requests (state, at, id);
CREATE INDEX organisation_requests_by_member ON organisation_requests (member);
CREATE TABLE secrets (
    name @key PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 60),
    value @bytes NOT NULL CHECK (octet_length(value) BETWEEN 1 AND 4096)
) @table;
CREATE TABLE settings (
    name @key PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 60),
    value text NOT NULL CHECK (octet_length(value) <= 65536)
) @table;
";

/// Each row carries the hash of the one before it.
const AUDIT: &str = "
ALTER TABLE portal ADD COLUMN audit_seq @int NOT NULL DEFAULT 0;
CREATE TABLE audit (
    seq @int PRIMARY KEY CHECK (seq > 0),
    at @int NOT NULL,
    actor @key CHECK (length(actor) BETWEEN 1 AND 120),
    act @key NOT NULL CHECK (length(act) BETWEEN 1 AND 60),
    kind @key NOT NULL CHECK (length(kind) BETWEEN 1 AND 60),
    uid @key NOT NULL CHECK (length(uid) BETWEEN 1 AND 120),
    note text NOT NULL CONSTRAINT audit_note CHECK (octet_length(note) <= 8192),
    prev @key NOT NULL CHECK (length(prev) = 64),
    hash @key NOT NULL CHECK (length(hash) = 64)
) @table;
CREATE INDEX audit_by_actor ON audit (actor, seq);
CREATE INDEX audit_by_uid ON audit (uid, seq);
";

/// `REPLACE` deletes without asking the trigger for DELETE, hence the one for INSERT.
const AUDIT_STAYS_ON_SQLITE: &str = "
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE seq >= NEW.seq)
BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
";

const AUDIT_STAYS_ON_POSTGRES: &str = "
CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit log is only added to'; END
$$;
CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_stays();
";

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        let stays = match backend {
            DbBackend::Postgres => AUDIT_STAYS_ON_POSTGRES,
            _ => AUDIT_STAYS_ON_SQLITE,
        };
        let sql = Dialect::of(backend).speak(&[CREDENTIALS, SESSIONS, MAILS, REQUESTS, AUDIT].concat());
        // The triggers have no words that differ in a column, and `$$` is none of ours.
        manager.get_connection().execute_unprepared(&[&sql, stays].concat()).await.map(drop)
    }
}
