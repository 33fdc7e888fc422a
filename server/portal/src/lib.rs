// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

#![doc = include_str!("../README.md")]

pub mod adopting;
pub mod adverts;
pub mod agreements;
pub mod cards;
pub mod collections;
pub mod communities;
pub mod comparing;
pub mod contacts;
pub mod depth;
pub mod documents;
mod error;
pub mod export;
pub mod failures;
pub mod flows;
pub mod following;
pub mod form;
mod home;
pub mod import;
pub mod indexing;
mod map;
pub mod matching;
pub mod messages;
pub mod moderating;
mod neighbours;
pub mod notices;
mod organisations;
pub mod people;
mod practices;
pub mod readers;
pub mod readiness;
mod rendering;
pub mod said;
pub mod saved_searches;
mod searching;
mod shown;
pub mod talking;
mod taxonomy;
pub mod testimonials;
mod themes;
pub mod transfers;
pub mod twinnings;
mod uploads;
pub mod values;
pub mod writing;

use std::path::PathBuf;
use std::sync::{Arc, OnceLock, RwLock};

use domain::Language;
use jiff::Timestamp;
use store::Store;
use tokio::sync::{Notify, Semaphore};

pub use error::Error;
pub use searching::{Suggested, SuggestedTitle, WithFacets, is_within};

use crate::neighbours::NeighbourCache;
use crate::taxonomy::Taxonomy;

/// A page of the help, for the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpText {
    /// Its address, the same in all languages.
    pub slug: String,
    /// Its language.
    pub language: Language,
    /// Its title.
    pub title: String,
    /// Its text, plain.
    pub text: String,
}

/// Says what time it is: the system's in the program, one that a test sets in tests.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// A clock that asks a function.
    pub fn new(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// What time it is.
    pub fn now(&self) -> Timestamp {
        (self.0)()
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Clock")
    }
}

/// What a portal is opened with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Folder of the index.
    pub index: PathBuf,
    /// The pages of the help.
    pub help: Vec<HelpText>,
    /// The words by which a search may narrow to a phase or a kind of record: parameter, word, code.
    pub operator_names: Vec<(&'static str, &'static str, &'static str)>,
    /// The clock.
    pub now: Clock,
    /// How many searches run at once; eight times as many wait, the rest is told to come back.
    pub searches: usize,
    /// How accounts work.
    pub people: people::PeopleSettings,
    /// Where files are kept and who reads them.
    pub files: documents::Files,
}

/// How many searches wait for each one that runs.
const WAITING: usize = 8;

/// Everything that people and machines do with the portal. Cheap to clone.
#[derive(Clone)]
pub struct Portal {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    settings: Settings,
    /// Absent until the index is built.
    searcher: RwLock<Option<search::Searcher>>,
    taxonomy: RwLock<Arc<Taxonomy>>,
    searches: Arc<Semaphore>,
    search_queue: Arc<Semaphore>,
    neighbours: NeighbourCache,
    /// Readings that are counted and not yet written down.
    views: readers::Views,
    /// Positions up to which threads were read that are not yet written down.
    reads: notices::Reads,
    region_links: matching::LinkCache,
    passwords: people::Passwords,
    secrets: people::Secrets,
    /// Photos and pictures are drawn one at a time: each child that draws may fill some memory.
    photos: Semaphore,
    uploads: uploads::UploadPlaces,
    /// Rendering and cleaning what somebody is writing costs time.
    texts: Arc<Semaphore>,
    jobs_written: Notify,
    mails_written: Notify,
    /// Where closed accounts are noted outside of the database, where they are.
    closed_accounts: OnceLock<PathBuf>,
    follower: tokio::sync::Mutex<indexing::Follower>,
    position: indexing::Position,
    /// How far the log was looked at for the lists in memory, while another process writes the index.
    seen: indexing::Position,
}

impl Portal {
    /// Opens the portal on a database whose tables are there, and on its index where that can be used.
    ///
    /// # Errors
    /// The database cannot be read. A missing or broken index is no error: `indexing` builds it.
    pub async fn open(store: Store, settings: Settings) -> Result<Self, Error> {
        let taxonomy = Taxonomy::load(&store).await?;
        let searches = Arc::new(Semaphore::new(settings.searches));
        let search_queue = Arc::new(Semaphore::new(settings.searches * WAITING));
        let (hashing, random) = (settings.people.hashing, settings.people.random);
        let portal = Self {
            inner: Arc::new(Inner {
                passwords: people::Passwords::new(hashing, random),
                secrets: people::Secrets::new(random),
                photos: Semaphore::new(1),
                uploads: uploads::UploadPlaces::new(),
                texts: Arc::new(Semaphore::new(writing::TEXTS)),
                jobs_written: Notify::new(),
                mails_written: Notify::new(),
                closed_accounts: OnceLock::new(),
                store,
                settings,
                searcher: RwLock::new(None),
                taxonomy: RwLock::new(Arc::new(taxonomy)),
                searches,
                search_queue,
                neighbours: NeighbourCache::new(),
                views: readers::Views::default(),
                reads: notices::Reads::default(),
                region_links: matching::LinkCache::default(),
                follower: tokio::sync::Mutex::new(indexing::Follower::default()),
                position: indexing::Position::default(),
                seen: indexing::Position::default(),
            }),
        };
        portal.open_index().await?;
        Ok(portal)
    }

    /// The database, for commands that look after it.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// Whether not even the lists that every portal begins with are there.
    pub fn is_without_themes(&self) -> bool {
        self.taxonomy().themes().is_empty()
    }

    /// Reads the lists in memory again.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn renew_lists(&self) -> Result<(), Error> {
        self.renew_taxonomy().await
    }

    fn now(&self) -> Timestamp {
        self.inner.settings.now.now()
    }

    fn taxonomy(&self) -> Arc<Taxonomy> {
        Arc::clone(&self.inner.taxonomy.read().expect("nobody panics while holding the taxonomy"))
    }

    fn searcher(&self) -> Result<search::Searcher, Error> {
        let held = self.inner.searcher.read().expect("nobody panics while holding the searcher");
        held.clone().ok_or(Error::Preparing)
    }
}
