// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Tokens by which programs act for a member, and what was answered to a request that may come again.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::dialect::Dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Identifiers are hashes of what a program holds: who reads the database cannot use them.
const TOKENS: &str = "
CREATE TABLE tokens (
    id @key PRIMARY KEY CHECK (length(id) = 64),
    member @key NOT NULL CHECK (length(member) BETWEEN 1 AND 120),
    epoch @int NOT NULL,
    created_at @int NOT NULL,
    expires_at @int NOT NULL,
    used_at @int
) @table;
CREATE INDEX tokens_by_member ON tokens (member);
";

/// The key is the hash of what the program gave; the answer is the identifier of what was made.
const ANSWERED: &str = "
CREATE TABLE answered_requests (
    member @key NOT NULL CHECK (length(member) BETWEEN 1 AND 120),
    request @key NOT NULL CHECK (length(request) = 64),
    at @int NOT NULL,
    answer @key NOT NULL CHECK (length(answer) BETWEEN 1 AND 120),
    PRIMARY KEY (member, request)
) @table;
CREATE INDEX answered_requests_by_age ON answered_requests (at);
";

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = Dialect::of(manager.get_database_backend()).speak(&[TOKENS, ANSWERED].concat());
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }
}
