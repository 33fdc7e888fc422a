// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Members as records, with their memberships, themes and pictures; organisations that were merged.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::dialect::Dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// `last_sign_in_at`, `epoch` (older sessions are void) and `photo_version` are no part of the record.
const MEMBERS: &str = "
CREATE TABLE members (
    id @uuid PRIMARY KEY,
    uid @key NOT NULL UNIQUE CHECK (length(uid) BETWEEN 1 AND 120),
    version @int NOT NULL,
    created_at @int NOT NULL,
    updated_at @int NOT NULL,
    email @key CONSTRAINT members_email_length CHECK (octet_length(email) BETWEEN 3 AND 254),
    first_name text NOT NULL CONSTRAINT members_first_name CHECK (length(first_name) <= 60),
    last_name text NOT NULL CONSTRAINT members_last_name CHECK (length(last_name) <= 60),
    words @key NOT NULL,
    filed_as @key NOT NULL,
    member_type @key NOT NULL,
    state @key NOT NULL,
    region @key,
    profile @key NOT NULL,
    roles @key NOT NULL,
    joined_on @key NOT NULL,
    demo @bool NOT NULL,
    last_sign_in_at @int,
    epoch @int NOT NULL DEFAULT 1,
    photo_version @int,
    record text NOT NULL CHECK (octet_length(record) <= 4194304)";

/// Texts that stand in the record alone, with the most characters that each may have.
const TEXTS: [(&str, u32); 3] = [("job_title", 100), ("other_body", 120), ("bio", 1_000)];

/// No foreign keys: records may come in before what they name.
const LINKS: &str = "
CREATE UNIQUE INDEX members_email ON members (email);
CREATE INDEX members_by_name ON members (state, profile, filed_as, uid);
CREATE INDEX members_by_joining ON members (state, joined_on, created_at);
CREATE TABLE memberships (
    member @key NOT NULL,
    organisation @key NOT NULL,
    role @key NOT NULL,
    state @key NOT NULL,
    PRIMARY KEY (member, organisation)
) @table;
CREATE INDEX memberships_by_organisation ON memberships (organisation, state, member);
CREATE TABLE member_themes (
    member @key NOT NULL,
    theme @key NOT NULL,
    PRIMARY KEY (member, theme)
) @table;
CREATE INDEX member_themes_by_theme ON member_themes (theme, member);
";

/// A picture that was taken away leaves a row without bytes, so that its number never comes again.
const PHOTOS: &str = "
CREATE TABLE photos (
    member @key PRIMARY KEY,
    version @int NOT NULL,
    kind @key NOT NULL CHECK (length(kind) <= 60),
    bytes @bytes NOT NULL CONSTRAINT photos_bytes CHECK (octet_length(bytes) <= 524288)
) @table;
";

/// The index holds the few that were merged: the others are nearly all, and no way to find one.
const MERGERS: &str = "
ALTER TABLE organisations ADD COLUMN merged_into @key;
CREATE INDEX organisations_merged ON organisations (merged_into) WHERE merged_into IS NOT NULL;
";

fn members(dialect: &Dialect) -> String {
    let mut sql = MEMBERS.to_owned();
    for (text, max) in TEXTS {
        let limit = format!(",\n    CONSTRAINT members_{text} CHECK (length({}) <= {max})", dialect.field(text));
        sql.push_str(&limit);
    }
    sql.push_str("\n) @table;\n");
    dialect.speak(&[&sql, LINKS, PHOTOS, MERGERS].concat())
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = members(&Dialect::of(manager.get_database_backend()));
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }
}
