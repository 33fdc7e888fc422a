// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Bringing the index up to the end of the log.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::{Kind, Uid};
use search::{Document, Writer};
use store::{KeptPractice, LogRow, RecordType};

use super::document::Sizes;
use super::{Follower, document};
use crate::Portal;
use crate::error::Error;
use crate::taxonomy::Taxonomy;

mod adverts;
mod talking;

/// Rows of the log that are followed with one commit.
const BATCH: u32 = 500;

/// What following came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Followed {
    /// The index is at the end of the log; so many rows were followed.
    CaughtUp(u64),
    /// Another process holds the index, and follows.
    HeldElsewhere,
    /// The index was built anew, with so many records.
    Rebuilt(u64),
}

/// The records that some rows of the log name, each once.
#[derive(Default)]
struct Touched {
    practices: BTreeSet<Uid>,
    organisations: BTreeSet<Uid>,
    themes: BTreeSet<Uid>,
    documents: BTreeSet<Uid>,
    adoptions: BTreeSet<Uid>,
    testimonials: BTreeSet<Uid>,
    twinnings: BTreeSet<Uid>,
    adverts: BTreeSet<Uid>,
    communities: BTreeSet<Uid>,
    threads: BTreeSet<Uid>,
    posts: BTreeSet<Uid>,
    taxonomy: bool,
}

impl Touched {
    fn by(rows: &[LogRow]) -> Self {
        let mut touched = Self::default();
        for row in rows {
            match row.kind {
                RecordType::Practice => drop(touched.practices.insert(row.uid.clone())),
                RecordType::Document => drop(touched.documents.insert(row.uid.clone())),
                RecordType::Organisation => drop(touched.organisations.insert(row.uid.clone())),
                RecordType::Theme => {
                    touched.taxonomy = true;
                    touched.themes.insert(row.uid.clone());
                }
                RecordType::Programme | RecordType::Synonym => touched.taxonomy = true,
                // An adoption changes its practice's phase, which has a row of its own; what is said of it, its text.
                RecordType::Adoption => drop(touched.adoptions.insert(row.uid.clone())),
                RecordType::Testimonial => drop(touched.testimonials.insert(row.uid.clone())),
                RecordType::Twinning => drop(touched.twinnings.insert(row.uid.clone())),
                RecordType::Advert => drop(touched.adverts.insert(row.uid.clone())),
                // Events are told with what they belong to.
                RecordType::Event => {}
                // What a body answers for itself is its own.
                RecordType::Readiness => {}
                // What was done to a practice is told on its desk, not found by searching.
                RecordType::Revision => {}
                // Members are found in their directory, which the database answers for.
                RecordType::Member => {}
                // Communities have a list of their own; what is written in them is found by whom they are for.
                RecordType::Community => drop(touched.communities.insert(row.uid.clone())),
                RecordType::Belonging => {}
                RecordType::Thread => drop(touched.threads.insert(row.uid.clone())),
                RecordType::Post => drop(touched.posts.insert(row.uid.clone())),
            }
        }
        touched
    }
}

impl Portal {
    /// Does all that waits to be done: the index follows the log to its end, or is built where there is none.
    ///
    /// # Errors
    /// The database or the index fails; the next call goes on where this one stopped.
    pub async fn run_pending_work(&self) -> Result<Followed, Error> {
        if !self.can_search() {
            return self.rebuild_index(|_| {}).await;
        }
        let mut follower = self.inner.follower.lock().await;
        match hold_writer(&mut follower) {
            Held::Already => {}
            Held::Now => self.renew_help(&mut follower).await?,
            Held::Elsewhere => {
                drop(follower);
                return self.watch_the_other().await;
            }
        }
        let mut followed = 0;
        loop {
            let rows = self.inner.store.log_after(self.index_position(), BATCH).await?;
            let Some(last) = rows.last().map(|row| row.seq) else { return Ok(Followed::CaughtUp(followed)) };
            followed += rows.len() as u64;
            let outcome = self.follow_rows(&mut follower, &rows, last).await;
            if outcome.is_err() {
                // A writer that failed may be dead: the next call opens another one at the last commit.
                follower.writer = None;
            }
            outcome?;
        }
    }

    /// Makes sure that no other process writes the index that is there.
    ///
    /// # Errors
    /// `IndexHeld` where one does.
    pub(super) async fn take_index(&self) -> Result<(), Error> {
        let mut follower = self.inner.follower.lock().await;
        if follower.index.is_none() {
            return Ok(());
        }
        match hold_writer(&mut follower) {
            Held::Already | Held::Now => Ok(()),
            Held::Elsewhere => Err(Error::IndexHeld),
        }
    }

    /// Follows some rows and commits at the last of them.
    async fn follow_rows(&self, follower: &mut Follower, rows: &[LogRow], last: i64) -> Result<(), Error> {
        let mut touched = Touched::by(rows);
        if touched.taxonomy {
            self.renew_taxonomy().await?;
        }
        for organisation in touched.organisations.clone() {
            touched.practices.extend(self.owned_practices(&organisation).await?);
            touched.twinnings.extend(self.twinnings_naming(&organisation).await?);
            touched.adverts.extend(self.adverts_naming(&organisation).await?);
        }
        for theme in touched.themes.clone() {
            touched.practices.extend(self.filed_practices(&theme).await?);
            touched.twinnings.extend(self.twinnings_under(&theme).await?);
            touched.adverts.extend(self.adverts_under(&theme).await?);
        }
        self.take_in_testimonials(&mut touched).await?;
        let mut changes = self.take_in_documents(&mut touched).await?;
        changes.extend(self.changes(&touched).await?);
        let Some(mut writer) = follower.writer.take() else { return Ok(()) };
        let written = tokio::task::spawn_blocking(move || {
            write(&mut writer, &changes, last)?;
            Ok::<Writer, search::Error>(writer)
        });
        follower.writer = Some(written.await??);
        self.inner.position.set(last);
        Ok(())
    }

    /// Shows what another process writes to the index, and takes in what the log says about the lists in memory.
    ///
    /// The position stays: whoever takes over follows again from there, which does no harm.
    async fn watch_the_other(&self) -> Result<Followed, Error> {
        let last = self.inner.store.last_seq().await?;
        if last != self.inner.seen.get() {
            self.renew_taxonomy().await?;
            self.inner.seen.set(last);
        }
        let searcher = self.searcher()?;
        tokio::task::spawn_blocking(move || searcher.reload()).await??;
        Ok(Followed::HeldElsewhere)
    }

    pub(crate) async fn renew_taxonomy(&self) -> Result<(), Error> {
        let taxonomy = Arc::new(Taxonomy::load(&self.inner.store).await?);
        if let Ok(searcher) = self.searcher() {
            searcher.set_synonyms(&taxonomy.synonyms);
            searcher.set_names(&document::names(&taxonomy, &self.inner.settings.operator_names));
        }
        *self.inner.taxonomy.write().expect("nobody panics while holding the taxonomy") = taxonomy;
        Ok(())
    }

    async fn owned_practices(&self, organisation: &Uid) -> Result<Vec<Uid>, Error> {
        let mut all: Vec<Uid> = Vec::new();
        loop {
            let some = self.inner.store.uids_owned_by(organisation, all.last(), BATCH).await?;
            let full = some.len() == BATCH as usize;
            all.extend(some);
            if !full {
                return Ok(all);
            }
        }
    }

    /// The sizes of the owners of some practices.
    pub(super) async fn sizes(&self, practices: &[KeptPractice]) -> Result<Sizes, Error> {
        let owners: BTreeSet<Uid> =
            practices.iter().filter_map(|kept| Some(kept.owner.as_ref()?.uid.clone())).collect();
        if owners.is_empty() {
            return Ok(Sizes::new());
        }
        let kept = self.inner.store.kept_organisations(&owners.into_iter().collect::<Vec<_>>()).await?;
        Ok(kept.into_iter().filter_map(|kept| Some((kept.record.uid.clone(), kept.record.size()?))).collect())
    }

    /// Puts the pages of the help as this program has them into an index that another version may have made.
    async fn renew_help(&self, follower: &mut Follower) -> Result<(), Error> {
        let searcher = self.searcher()?;
        let wanted = document::help(&self.inner.settings.help);
        let position = self.index_position();
        let Some(mut writer) = follower.writer.take() else { return Ok(()) };
        let renewed = tokio::task::spawn_blocking(move || {
            let held = searcher.verify()?.into_iter().filter(|record| record.kind == Kind::Help);
            let held: Vec<(String, i64)> = held.map(|record| (record.uid, record.version)).collect();
            let is_held =
                |page: &Document| held.iter().any(|(uid, version)| *uid == page.uid && *version == page.version);
            let is_wanted = |uid: &str| wanted.iter().any(|page| page.uid == uid);
            let missing: Vec<&Document> = wanted.iter().filter(|page| !is_held(page)).collect();
            let gone: Vec<&str> = held.iter().map(|(uid, _)| uid.as_str()).filter(|uid| !is_wanted(uid)).collect();
            for page in &missing {
                writer.put(page)?;
            }
            for uid in &gone {
                writer.remove(Kind::Help, uid)?;
            }
            if !missing.is_empty() || !gone.is_empty() {
                writer.commit_at(position)?;
            }
            Ok::<Writer, search::Error>(writer)
        });
        follower.writer = Some(renewed.await??);
        Ok(())
    }

    /// The practices under a theme and those below it, which the index knows by all themes above theirs.
    async fn filed_practices(&self, theme: &Uid) -> Result<Vec<Uid>, Error> {
        let within = self.taxonomy().with_descendants(theme);
        let mut all: Vec<Uid> = Vec::new();
        loop {
            let some = self.inner.store.uids_under_themes(&within, all.last(), BATCH).await?;
            let full = some.len() == BATCH as usize;
            all.extend(some);
            if !full {
                return Ok(all);
            }
        }
    }

    /// Touches what the touched documents belong to, which is found by them, or they with it, and takes the documents
    /// out.
    async fn take_in_documents(&self, touched: &mut Touched) -> Result<Vec<Change>, Error> {
        let documents: Vec<Uid> = touched.documents.iter().cloned().collect();
        for uids in documents.chunks(BATCH as usize) {
            let kept = self.inner.store.kept_documents(uids).await?;
            for one in kept {
                touched.practices.extend(one.record.practice);
                touched.twinnings.extend(one.record.twinning);
                touched.posts.extend(one.record.post);
            }
        }
        // They come back with what they belong to, where that can be found.
        Ok(documents.into_iter().map(|uid| Change::Remove(Kind::Document, uid)).collect())
    }

    /// Touches the practices and twinnings of the touched testimonials, which are found by them.
    async fn take_in_testimonials(&self, touched: &mut Touched) -> Result<(), Error> {
        let testimonials: Vec<Uid> = touched.testimonials.iter().cloned().collect();
        for uids in testimonials.chunks(BATCH as usize) {
            touched.practices.extend(self.inner.store.practices_of_testimonials(uids).await?);
            touched.twinnings.extend(self.inner.store.twinnings_of_testimonials(uids).await?);
        }
        let adoptions: Vec<Uid> = touched.adoptions.iter().cloned().collect();
        for uids in adoptions.chunks(BATCH as usize) {
            touched.practices.extend(self.inner.store.practices_told_of_through(uids).await?);
        }
        Ok(())
    }

    /// What the index must hold or no longer hold of the touched records.
    async fn changes(&self, touched: &Touched) -> Result<Vec<Change>, Error> {
        let taxonomy = self.taxonomy();
        let mut changes = Vec::new();
        let practices: Vec<Uid> = touched.practices.iter().cloned().collect();
        for uids in practices.chunks(BATCH as usize) {
            let kept = self.inner.store.kept_practices(uids).await?;
            let sizes = self.sizes(&kept).await?;
            let documents = self.inner.store.documents_of(uids).await?;
            let all: Vec<Uid> = documents.iter().map(|one| one.record.uid.clone()).collect();
            let texts = self.inner.store.document_texts(&all).await?;
            let read = document::read(documents, &texts);
            let said = document::said(self.inner.store.testimonials_of(uids).await?);
            let mut found: BTreeSet<&Uid> = BTreeSet::new();
            for kept in &kept {
                let is_own = |one: &&document::Read| one.document.record.practice.as_ref() == Some(&kept.record.uid);
                let own: Vec<_> = read.iter().filter(is_own).collect();
                let Some(practice) = document::practice(kept, &own, &said, &taxonomy, &sizes) else {
                    changes.push(Change::Remove(Kind::Practice, kept.record.uid.clone()));
                    continue;
                };
                for one in own {
                    found.insert(&one.document.record.uid);
                    changes.push(Change::Put(Box::new(document::document(one, &practice))));
                }
                changes.push(Change::Put(Box::new(practice)));
            }
            let hidden = all.iter().filter(|uid| !found.contains(uid));
            changes.extend(hidden.map(|uid| Change::Remove(Kind::Document, uid.clone())));
            let is_gone = |uid: &&Uid| !kept.iter().any(|kept| kept.record.uid == **uid);
            changes.extend(uids.iter().filter(is_gone).map(|uid| Change::Remove(Kind::Practice, uid.clone())));
        }
        let organisations: Vec<Uid> = touched.organisations.iter().cloned().collect();
        for uids in organisations.chunks(BATCH as usize) {
            let kept = self.inner.store.kept_organisations(uids).await?;
            changes.extend(kept.iter().map(|kept| match document::organisation(kept) {
                Some(document) => Change::Put(Box::new(document)),
                None => Change::Remove(Kind::Organisation, kept.record.uid.clone()),
            }));
        }
        changes.extend(self.twinning_changes(touched).await?);
        changes.extend(self.advert_changes(touched).await?);
        changes.extend(self.talk_changes(touched).await?);
        Ok(changes)
    }

    async fn twinning_changes(&self, touched: &Touched) -> Result<Vec<Change>, Error> {
        let mut changes = Vec::new();
        let twinnings: Vec<Uid> = touched.twinnings.iter().cloned().collect();
        for uids in twinnings.chunks(BATCH as usize) {
            let kept = self.inner.store.kept_twinnings(uids).await?;
            let files = self.inner.store.documents_of_twinnings(uids).await?;
            let all: Vec<Uid> = files.iter().map(|one| one.record.uid.clone()).collect();
            let read = document::read(files, &self.inner.store.document_texts(&all).await?);
            let said = document::said_of_twinnings(self.inner.store.testimonials_of_twinnings(uids).await?);
            let mut found: BTreeSet<String> = BTreeSet::new();
            for (kept, documents) in kept.iter().zip(self.twinning_documents(&kept, &read, &said).await?) {
                if documents.is_empty() {
                    changes.push(Change::Remove(Kind::Twinning, kept.record.uid.clone()));
                }
                let files = documents.iter().filter(|document| document.kind == Kind::Document);
                found.extend(files.map(|document| document.uid.clone()));
                changes.extend(documents.into_iter().map(|document| Change::Put(Box::new(document))));
            }
            let hidden = all.into_iter().filter(|uid| !found.contains(uid.as_str()));
            changes.extend(hidden.map(|uid| Change::Remove(Kind::Document, uid)));
        }
        Ok(changes)
    }
}

enum Change {
    Put(Box<Document>),
    Remove(Kind, Uid),
}

fn write(writer: &mut Writer, changes: &[Change], position: i64) -> Result<(), search::Error> {
    for change in changes {
        match change {
            Change::Put(document) => writer.put(document)?,
            Change::Remove(kind, uid) => writer.remove(*kind, uid.as_str())?,
        }
    }
    writer.commit_at(position)
}

/// Who holds the writer.
enum Held {
    /// This process, since before.
    Already,
    /// This process, since now.
    Now,
    /// Another process.
    Elsewhere,
}

/// Takes the writer where nobody else has it.
fn hold_writer(follower: &mut Follower) -> Held {
    if follower.writer.is_some() {
        return Held::Already;
    }
    follower.writer = follower.index.as_ref().and_then(|index| index.writer().ok());
    if follower.writer.is_some() { Held::Now } else { Held::Elsewhere }
}
