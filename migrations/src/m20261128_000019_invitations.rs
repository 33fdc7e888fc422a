// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Invitations to a practice: to give an expert's opinion on it, or to write it.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::dialect::Dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The address is there until the invitation is answered, taken back or forgotten; the member is who answered.
const INVITATIONS: &str = "
CREATE TABLE practice_invitations (
    uid @key PRIMARY KEY CHECK (length(uid) BETWEEN 1 AND 120),
    practice @key NOT NULL CHECK (length(practice) BETWEEN 1 AND 120),
    purpose @key NOT NULL CHECK (purpose IN ('opinion', 'authorship')),
    inviter @key NOT NULL CHECK (length(inviter) BETWEEN 1 AND 120),
    email @key CHECK (length(email) BETWEEN 3 AND 254),
    member @key CHECK (length(member) BETWEEN 1 AND 120),
    note text NOT NULL CHECK (length(note) <= 500),
    state @key NOT NULL CHECK (state IN ('open', 'accepted', 'declined', 'done', 'withdrawn')),
    created_at @int NOT NULL,
    expires_at @int NOT NULL,
    decided_at @int
) @table;
CREATE INDEX practice_invitations_by_practice ON practice_invitations (practice);
CREATE INDEX practice_invitations_by_email ON practice_invitations (email);
CREATE INDEX practice_invitations_by_member ON practice_invitations (member);
";

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = Dialect::of(manager.get_database_backend()).speak(INVITATIONS);
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }
}
