// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Testimonials: what people say of practices and of adoptions.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::dialect::Dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// No foreign keys: records may come in before what they name.
const TESTIMONIALS: &str = "
CREATE TABLE testimonials (
    id @uuid PRIMARY KEY,
    uid @key NOT NULL UNIQUE CHECK (length(uid) BETWEEN 1 AND 120),
    version @int NOT NULL,
    created_at @int NOT NULL,
    updated_at @int NOT NULL,
    about_kind @key NOT NULL,
    about @key NOT NULL,
    member @key,
    organisation @key,
    standing @key NOT NULL,
    demo @bool NOT NULL,
    record text NOT NULL CHECK (octet_length(record) <= 65536)
) @table;
CREATE INDEX testimonials_by_about ON testimonials (about, about_kind);
CREATE INDEX testimonials_by_member ON testimonials (member) WHERE member IS NOT NULL;
CREATE INDEX testimonials_by_organisation ON testimonials (organisation) WHERE organisation IS NOT NULL;
";

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = Dialect::of(manager.get_database_backend()).speak(TESTIMONIALS);
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }
}
