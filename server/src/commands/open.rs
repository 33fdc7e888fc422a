// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Opening the database and the portal, as every command needs it.

use documents::{Clamd, Extractor, Storage};
use domain::Locale;
use jiff::Timestamp;
use portal::documents::Files;
use portal::people::{DemoAccounts, Hashing, PeopleSettings};
use portal::{Clock, HelpText, Portal, Settings};
use store::{SchemaState, Store};
use uuid::Uuid;

use super::Failure;
use crate::config::{Config, Secret};

/// Themes, programmes and synonyms that every portal begins with.
const BASE: &str = include_str!("../../demo/base.jsonl");

/// The portal's name for authenticator apps.
const NAME: &str = "Innesto";

/// Opens the database and brings its tables up to this version.
///
/// # Errors
/// No such database, no right to write, or tables of a newer version.
pub(super) async fn open_store(config: &Config) -> Result<Store, Failure> {
    let (store, _) = connect(config).await?;
    migrations::run(store.writer_connection())
        .await
        .map_err(|error| Failure::new(format!("the database's tables cannot be brought up to date: {error}")))?;
    Ok(store)
}

/// Opens a database whose tables are those of this version, and leaves them as they are.
///
/// # Errors
/// As `open_store`, or tables of an older version.
pub(super) async fn open_as_it_is(config: &Config) -> Result<Store, Failure> {
    let (store, state) = connect(config).await?;
    if state == SchemaState::Current {
        return Ok(store);
    }
    store.close().await;
    Err(Failure::new("the database was made by an older version of innesto; use that version, or migrate first"))
}

/// Opens the database, and says how its tables compare with those of this version.
async fn connect(config: &Config) -> Result<(Store, SchemaState), Failure> {
    std::fs::create_dir_all(&config.data)
        .map_err(|error| Failure::new(format!("the data folder {} cannot be made: {error}", config.data.display())))?;
    let settings = store::Settings {
        database_url: config.database_url.as_ref().map(Secret::expose).map(str::to_owned),
        data: config.data.clone(),
        new_id: Uuid::now_v7,
        statements: None,
    };
    let store = Store::connect(&settings).await?;
    let state = store.schema_state(&migrations::names()).await?;
    if let SchemaState::Newer(names) = &state {
        let names = names.join(", ");
        return Err(Failure::new(format!(
            "the database was made by a newer version of innesto (it has {names}); use that version or a backup"
        )));
    }
    Ok((store, state))
}

/// Opens the portal; an empty one gets the lists that every portal begins with.
///
/// # Errors
/// As `open_store`, or the database cannot be read.
pub async fn open_portal(config: &Config) -> Result<Portal, Failure> {
    let store = open_store(config).await?;
    let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let settings = Settings {
        index: config.data.join("index"),
        help: help_texts(),
        operator_names: app::ssr::operator_names(),
        now: Clock::new(Timestamp::now),
        searches: cores,
        people: people(config),
        files: files(config)?,
    };
    let portal = Portal::open(store, settings).await?;
    if portal.is_without_themes() {
        portal.import(BASE.as_bytes(), |_| {}).await?;
        portal.renew_lists().await?;
    }
    Ok(portal)
}

/// The record of closed accounts, in the data folder: no backup holds it, since it has to be younger than any.
pub(super) const CLOSED_ACCOUNTS: &str = "closed-accounts";

/// Keeps the record of closed accounts, and closes again those that an older database still has; says how many.
///
/// # Errors
/// The record cannot be read or written, or the database cannot be asked.
pub(super) async fn keep_closed(config: &Config, portal: &Portal) -> Result<u64, Failure> {
    Ok(portal.keep_closed_accounts(&config.data.join(CLOSED_ACCOUNTS)).await?)
}

/// Where files are kept and who reads them, as the configuration says.
///
/// # Errors
/// The place cannot be used.
pub(super) fn files(config: &Config) -> Result<Files, Failure> {
    let program = std::env::current_exe()
        .map_err(|error| Failure::new(format!("the program does not find itself, to read documents: {error}")))?;
    let folder = config.data.join("files");
    let storage = match &config.files_url {
        None => Storage::folder(&folder)?,
        // The names that the tools of the cloud know: AWS_REGION, AWS_ENDPOINT, AWS_ACCESS_KEY_ID, ...
        Some(place) => {
            let options = std::env::vars().filter(|(name, _)| name.starts_with("AWS_"));
            Storage::open(place, options.map(|(name, value)| (name.to_lowercase(), value)), &folder.join("incoming"))?
        }
    };
    let virus = config.clamd.as_deref().map(Clamd::at);
    Ok(Files { storage, extractor: Extractor::new(program), virus })
}

/// How accounts work, as the configuration says.
fn people(config: &Config) -> PeopleSettings {
    PeopleSettings {
        registration: config.registration,
        second_factor_for: config.second_factor.clone(),
        hashing: Hashing::default(),
        random,
        quickest_form: config.quickest_form,
        terms: config.terms_version.clone(),
        demo_accounts: if config.is_loopback() { DemoAccounts::Usable } else { DemoAccounts::Refused },
        name: NAME.to_owned(),
        sends_mail: config.smtp_url.is_some(),
    }
}

/// Fills a buffer from the system's source of random numbers.
fn random(buffer: &mut [u8]) {
    getrandom::fill(buffer).expect("a system without random numbers can keep no secrets");
}

/// The pages of the help in all languages, for the index.
pub fn help_texts() -> Vec<HelpText> {
    let both = Locale::ALL.iter().flat_map(|locale| {
        app::ssr::help_articles(*locale).iter().map(|article| HelpText {
            slug: article.slug.to_string(),
            language: locale.language(),
            title: article.title.to_string(),
            text: article.text.to_string(),
        })
    });
    both.collect()
}
