// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Twinnings and events, and what lists of adoptions ask beside their records.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::dialect::Dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// No foreign keys to what is named: records may come in before it.
const TWINNINGS: &str = "
CREATE TABLE twinnings (
    id @uuid PRIMARY KEY,
    uid @key NOT NULL UNIQUE CHECK (length(uid) BETWEEN 1 AND 120),
    version @int NOT NULL,
    created_at @int NOT NULL,
    updated_at @int NOT NULL,
    slug @key NOT NULL UNIQUE,
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 300),
    state @key NOT NULL,
    publicity @key NOT NULL,
    audience @key NOT NULL,
    started_on @key NOT NULL,
    demo @bool NOT NULL,
    record text NOT NULL CHECK (octet_length(record) <= 1048576)
) @table;
CREATE INDEX twinnings_by_start ON twinnings (publicity, started_on, uid);
CREATE TABLE twinning_parties (
    twinning @key NOT NULL REFERENCES twinnings (uid) ON DELETE CASCADE,
    organisation @key NOT NULL,
    role @key NOT NULL,
    PRIMARY KEY (twinning, organisation, role)
) @table;
CREATE INDEX twinning_parties_by_organisation ON twinning_parties (organisation, twinning);
CREATE TABLE twinning_coordinators (
    twinning @key NOT NULL REFERENCES twinnings (uid) ON DELETE CASCADE,
    member @key NOT NULL,
    PRIMARY KEY (twinning, member)
) @table;
CREATE INDEX twinning_coordinators_by_member ON twinning_coordinators (member, twinning);
CREATE TABLE twinning_themes (
    twinning @key NOT NULL REFERENCES twinnings (uid) ON DELETE CASCADE,
    theme @key NOT NULL,
    PRIMARY KEY (twinning, theme)
) @table;
CREATE INDEX twinning_themes_by_theme ON twinning_themes (theme, twinning);
CREATE TABLE twinning_practices (
    twinning @key NOT NULL REFERENCES twinnings (uid) ON DELETE CASCADE,
    practice @key NOT NULL,
    PRIMARY KEY (twinning, practice)
) @table;
CREATE INDEX twinning_practices_by_practice ON twinning_practices (practice, twinning);
CREATE TABLE twinning_programmes (
    twinning @key NOT NULL REFERENCES twinnings (uid) ON DELETE CASCADE,
    programme @key NOT NULL,
    priority @key NOT NULL,
    PRIMARY KEY (twinning, programme, priority)
) @table;
CREATE INDEX twinning_programmes_by_programme ON twinning_programmes (programme, priority, twinning);
CREATE TABLE twinning_agreements (
    twinning @key NOT NULL REFERENCES twinnings (uid) ON DELETE CASCADE,
    number @int NOT NULL,
    ends_on @key NOT NULL,
    PRIMARY KEY (twinning, number)
) @table;
CREATE INDEX twinning_agreements_by_end ON twinning_agreements (ends_on);
";

const EVENTS: &str = "
CREATE TABLE events (
    id @uuid PRIMARY KEY,
    uid @key NOT NULL UNIQUE CHECK (length(uid) BETWEEN 1 AND 120),
    version @int NOT NULL,
    created_at @int NOT NULL,
    updated_at @int NOT NULL,
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 300),
    publicity @key NOT NULL,
    audience @key NOT NULL,
    organisation @key NOT NULL,
    member @key,
    twinning @key,
    practice @key,
    starts_at @int NOT NULL,
    demo @bool NOT NULL,
    record text NOT NULL CHECK (octet_length(record) <= 1048576)
) @table;
CREATE INDEX events_by_start ON events (publicity, starts_at, uid);
CREATE INDEX events_by_twinning ON events (twinning, starts_at) WHERE twinning IS NOT NULL;
CREATE INDEX events_by_practice ON events (practice, starts_at) WHERE practice IS NOT NULL;
";

/// The region of an adopter that the portal does not know, and the twinning that an adoption came from.
fn adoptions(dialect: &Dialect) -> String {
    let (region, twinning, agreement) =
        (dialect.field("region"), dialect.field("twinning"), dialect.field("agreement"));
    format!(
        "
ALTER TABLE adoptions ADD COLUMN region @key;
ALTER TABLE adoptions ADD COLUMN twinning @key;
ALTER TABLE adoptions ADD COLUMN has_agreement @bool NOT NULL DEFAULT @false;
UPDATE adoptions SET region = {region}, twinning = {twinning}, has_agreement = ({agreement} IS NOT NULL);
CREATE INDEX adoptions_by_twinning ON adoptions (twinning) WHERE twinning IS NOT NULL;
CREATE INDEX adoptions_with_agreement ON adoptions (uid) WHERE has_agreement;
"
    )
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let dialect = Dialect::of(manager.get_database_backend());
        let sql = dialect.speak(&[TWINNINGS, EVENTS, &adoptions(&dialect)].concat());
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }
}
