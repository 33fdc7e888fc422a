// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The practice library: records, their addresses, the log, and what is derived from records.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::dialect::Dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// One row: who this database is, and the counter from which log rows take their sequence.
const PORTAL: &str = "
CREATE TABLE portal (
    id @int PRIMARY KEY CHECK (id = 1),
    identity @key NOT NULL,
    epoch @int NOT NULL,
    seq @int NOT NULL
) @table;
INSERT INTO portal (id, identity, epoch, seq) VALUES (1, @random, 1, 0);
CREATE TABLE log (
    seq @int PRIMARY KEY,
    kind @key NOT NULL,
    uid @key NOT NULL,
    op @key NOT NULL,
    at @int NOT NULL
) @table;
";

/// What every kept record begins with.
const HEAD: &str = "
    id @uuid PRIMARY KEY,
    uid @key NOT NULL UNIQUE CHECK (length(uid) BETWEEN 1 AND 120),
    version @int NOT NULL,
    created_at @int NOT NULL,
    updated_at @int NOT NULL,";

/// The whole record as JSON. It comes last: SQLite walks through it to reach what stands behind it.
const RECORD: &str = "
    record text NOT NULL CHECK (octet_length(record) <= 4194304)";

const ORGANISATIONS: &str = "
    slug @key NOT NULL,
    name text NOT NULL CONSTRAINT organisations_name CHECK (length(name) BETWEEN 1 AND 300),
    words @key NOT NULL,
    kind @key NOT NULL,
    country @key NOT NULL,
    region @key,
    province @key,
    parent @key,
    demo @bool NOT NULL,";

const PRACTICES: &str = "
    record_version @int NOT NULL,
    slug @key NOT NULL,
    title text NOT NULL CONSTRAINT practices_title CHECK (length(title) BETWEEN 1 AND 300),
    language @key NOT NULL,
    owner @key,
    region @key,
    stage @key NOT NULL,
    in_library @bool NOT NULL,
    audience @key NOT NULL,
    level @key,
    practice_kind @key,
    phase @key NOT NULL,
    start_year @int,
    evidence_rating @key,
    published_on @key NOT NULL,
    demo @bool NOT NULL,";

const ADOPTIONS: &str = "
    practice @key NOT NULL,
    adopter_org @key,
    state @key NOT NULL,
    year @int,";

/// The longer ones hold all that a list or a count asks for, so that the rows are not read.
const INDEXES: &str = "
CREATE INDEX organisations_by_parent ON organisations (parent);
CREATE INDEX organisations_by_region ON organisations (region);
CREATE INDEX practices_by_owner ON practices (owner, in_library, audience, published_on, uid);
CREATE INDEX practices_by_place ON practices (in_library, audience, region, owner);
CREATE INDEX practices_by_publication ON practices (in_library, audience, published_on, uid);
CREATE INDEX adoptions_by_practice ON adoptions (practice);
CREATE INDEX adoptions_by_adopter ON adoptions (adopter_org);
";

/// What names a practice from its own record, one row each, for lookups the other way round.
const LINKS: &str = "
CREATE TABLE practice_themes (
    practice @key NOT NULL REFERENCES practices (uid) ON DELETE CASCADE,
    theme @key NOT NULL,
    PRIMARY KEY (practice, theme)
) @table;
CREATE INDEX practice_themes_by_theme ON practice_themes (theme, practice);
CREATE TABLE practice_parts (
    practice @key NOT NULL REFERENCES practices (uid) ON DELETE CASCADE,
    organisation @key NOT NULL,
    role @key NOT NULL,
    PRIMARY KEY (practice, organisation, role)
) @table;
CREATE INDEX practice_parts_by_organisation ON practice_parts (organisation, practice);
CREATE TABLE practice_origins (
    practice @key NOT NULL REFERENCES practices (uid) ON DELETE CASCADE,
    origin @key NOT NULL,
    PRIMARY KEY (practice, origin)
) @table;
CREATE INDEX practice_origins_by_origin ON practice_origins (origin, practice);
";

/// Addresses, the old ones too; `stem` and `number` find the next free number without a scan.
const SLUGS: &str = "
CREATE TABLE slugs (
    kind @key NOT NULL,
    slug @key NOT NULL CHECK (length(slug) BETWEEN 1 AND 120),
    stem @key NOT NULL,
    number @int NOT NULL,
    target @key NOT NULL,
    PRIMARY KEY (kind, slug)
) @table;
CREATE INDEX slugs_by_stem ON slugs (kind, stem, number);
CREATE INDEX slugs_by_target ON slugs (kind, target);
";

/// Derived: may be emptied at any time.
const RENDERINGS: &str = "
CREATE TABLE renderings (
    practice @key PRIMARY KEY REFERENCES practices (uid) ON DELETE CASCADE,
    record_version @int NOT NULL,
    renderer @int NOT NULL,
    html text NOT NULL
) @table;
";

fn table(name: &str, columns: &str, texts: &[&str], dialect: &Dialect) -> String {
    let mut body = [HEAD, columns, RECORD].concat();
    for text in texts {
        let limit = format!(",\n    CONSTRAINT {name}_{text} CHECK (octet_length({}) <= 65536)", dialect.field(text));
        body.push_str(&limit);
    }
    format!("CREATE TABLE {name} ({body}\n) @table;\n")
}

fn library(dialect: &Dialect) -> String {
    let tables = [
        table("themes", "", &[], dialect),
        table("programmes", "", &[], dialect),
        table("synonyms", "", &[], dialect),
        table("organisations", ORGANISATIONS, &["description"], dialect),
        table("practices", PRACTICES, &["summary", "problem", "solution"], dialect),
        table("adoptions", ADOPTIONS, &["notes"], dialect),
    ];
    dialect.speak(&[PORTAL, &tables.concat(), INDEXES, LINKS, SLUGS, RENDERINGS].concat())
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = library(&Dialect::of(manager.get_database_backend()));
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }
}
