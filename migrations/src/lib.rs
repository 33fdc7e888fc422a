// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

#![doc = include_str!("../README.md")]

use sea_orm_migration::prelude::{DbErr, MigrationTrait, MigratorTrait};
use sea_orm_migration::sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

mod dialect;
mod m20261122_000001_library;
mod m20261122_000002_messages;
mod m20261127_000003_members;
mod m20261127_000004_accounts;
mod m20261127_000005_jobs;
mod m20261128_000006_writing;
mod m20261128_000007_documents;
mod m20261128_000008_depth;
mod m20261128_000009_testimonials;
mod m20261128_000010_collections;
mod m20261128_000011_lists;
mod m20261128_000012_tokens;
mod m20261128_000013_twinnings;
mod m20261128_000014_adverts;
mod m20261128_000015_contacts;
mod m20261128_000016_saved_searches;
mod m20261128_000017_matches;
mod m20261128_000018_readiness;
mod m20261128_000019_invitations;
mod m20261128_000029_twinning_documents;
mod m20261128_000030_threads;
mod m20261128_000031_communities;
mod m20261128_000032_notices;
mod m20261128_000033_moderation;
mod m20261129_000002_closed_threads;
mod m20261129_000003_thread_numbers;

/// The steps, oldest first.
#[derive(Clone, Copy, Debug)]
pub struct Migrator;

#[sea_orm_migration::async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_library::Migration),
            Box::new(m20261122_000002_messages::Migration),
            Box::new(m20261127_000003_members::Migration),
            Box::new(m20261127_000004_accounts::Migration),
            Box::new(m20261127_000005_jobs::Migration),
            Box::new(m20261128_000006_writing::Migration),
            Box::new(m20261128_000007_documents::Migration),
            Box::new(m20261128_000008_depth::Migration),
            Box::new(m20261128_000009_testimonials::Migration),
            Box::new(m20261128_000010_collections::Migration),
            Box::new(m20261128_000011_lists::Migration),
            Box::new(m20261128_000012_tokens::Migration),
            Box::new(m20261128_000013_twinnings::Migration),
            Box::new(m20261128_000014_adverts::Migration),
            Box::new(m20261128_000015_contacts::Migration),
            Box::new(m20261128_000016_saved_searches::Migration),
            Box::new(m20261128_000017_matches::Migration),
            Box::new(m20261128_000018_readiness::Migration),
            Box::new(m20261128_000019_invitations::Migration),
            Box::new(m20261128_000029_twinning_documents::Migration),
            Box::new(m20261128_000030_threads::Migration),
            Box::new(m20261128_000031_communities::Migration),
            Box::new(m20261128_000032_notices::Migration),
            Box::new(m20261128_000033_moderation::Migration),
            Box::new(m20261129_000002_closed_threads::Migration),
            Box::new(m20261129_000003_thread_numbers::Migration),
        ]
    }
}

/// The number under which PostgreSQL knows the lock that one migrating program holds ("innesto" in ASCII).
const LOCK: i64 = 0x0069_6e6e_6573_746f;

/// The names of all steps that this program knows, oldest first.
pub fn names() -> Vec<String> {
    Migrator::migrations().iter().map(|step| step.name().to_owned()).collect()
}

/// Takes all steps that the database does not have yet, in one transaction.
///
/// # Errors
/// The database cannot be reached or written, or has a step that this program does not know.
pub async fn run(db: &DatabaseConnection) -> Result<(), DbErr> {
    let options =
        TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..Default::default() };
    let transaction = db.begin_with_options(options).await?;
    if transaction.get_database_backend() == DbBackend::Postgres {
        transaction.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({LOCK})")).await?;
    }
    Migrator::up(&transaction, None).await?;
    transaction.commit().await
}
