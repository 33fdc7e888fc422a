// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Adverts: what bodies seek and offer.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::dialect::Dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// No foreign keys to what is named: records may come in before it.
const ADVERTS: &str = "
CREATE TABLE adverts (
    id @uuid PRIMARY KEY,
    uid @key NOT NULL UNIQUE CHECK (length(uid) BETWEEN 1 AND 120),
    version @int NOT NULL,
    created_at @int NOT NULL,
    updated_at @int NOT NULL,
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 300),
    kind @key NOT NULL,
    state @key NOT NULL,
    publicity @key NOT NULL,
    audience @key NOT NULL,
    organisation @key NOT NULL,
    member @key,
    practice @key,
    twinning @key,
    published_on @key NOT NULL,
    expires_on @key,
    demo @bool NOT NULL,
    record text NOT NULL CHECK (octet_length(record) <= 1048576)
) @table;
CREATE INDEX adverts_by_publication ON adverts (publicity, kind, published_on, uid);
CREATE INDEX adverts_by_organisation ON adverts (organisation, published_on);
CREATE INDEX adverts_by_practice ON adverts (practice) WHERE practice IS NOT NULL;
CREATE INDEX adverts_by_member ON adverts (member) WHERE member IS NOT NULL;
CREATE INDEX adverts_by_expiry ON adverts (expires_on) WHERE publicity = 'open';
CREATE TABLE advert_themes (
    advert @key NOT NULL REFERENCES adverts (uid) ON DELETE CASCADE,
    theme @key NOT NULL,
    PRIMARY KEY (advert, theme)
) @table;
CREATE INDEX advert_themes_by_theme ON advert_themes (theme, advert);
";

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = Dialect::of(manager.get_database_backend()).speak(ADVERTS);
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }
}
