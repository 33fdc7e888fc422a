// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Lists of threads: all of them, those about one thing, the own ones.

use std::collections::BTreeSet;

use domain::policy::{Act, New, On, PracticeFacts, Refusal, Viewer, allows};
use domain::thread::{ThreadAbout, ThreadKind};
use domain::{Locale, Uid};
use store::{Behind, Page, PlaceKind, ThreadFilter, ThreadRow, Unanswered};

use super::showing::{ThreadName, place_shown};
use super::values::{Answered, MarkedLine, Place, ThreadLine, ThreadsBoxed, ThreadsPage, ThreadsRequest};
use crate::Portal;
use crate::cards::Text;
use crate::error::Error;
use crate::values::PracticePage;
use crate::writing::asking;

/// How many threads stand on one page.
const PER_PAGE: u32 = 20;
/// The last page that is shown.
const LAST_PAGE: u32 = 1_000;
/// How many the page of what they are about shows.
const BOXED: u32 = 5;

/// How many threads there are of a kind in a kind of place.
type Counted = (PlaceKind, ThreadKind, u64);

impl Portal {
    /// Threads that the viewer may read, those first in which something was written last.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn threads(
        &self,
        viewer: &Viewer,
        locale: Locale,
        request: ThreadsRequest,
    ) -> Result<ThreadsPage, Error> {
        let taxonomy = self.taxonomy();
        let theme = request.theme.as_deref().and_then(|slug| taxonomy.theme(slug));
        let page = request.page.clamp(1, LAST_PAGE);
        let request = ThreadsRequest { theme: theme.map(|theme| theme.uid.to_string()), page, ..request };
        // What narrows by place and kind is left out where these are counted.
        let wide = ThreadFilter {
            about: request.about.clone(),
            themes: theme.map(|theme| taxonomy.with_descendants(&theme.uid)).unwrap_or_default(),
            unanswered: unanswered(request.answered),
            ..ThreadFilter::default()
        };
        let filter = ThreadFilter {
            places: request.place.into_iter().collect(),
            kinds: request.kind.into_iter().collect(),
            ..wide.clone()
        };
        let listed = self.inner.store.threads(viewer, &filter, cut(page)).await?;
        let counts = self.inner.store.thread_counts(viewer, &wide).await?;
        let place = match &request.about {
            Some(about) => self.place_of(viewer, about).await?,
            None => None,
        };
        Ok(ThreadsPage {
            lines: self.thread_lines(viewer, &listed.rows).await?,
            total: listed.total,
            per_page: PER_PAGE,
            themes: taxonomy.choices(locale),
            by_place: by_place(&counts, request.kind),
            by_kind: by_kind(&counts, request.place),
            place,
            request,
        })
    }

    /// The threads that the viewer began or wrote in.
    ///
    /// # Errors
    /// Nobody has signed in.
    pub async fn own_threads(&self, viewer: &Viewer, page: u32) -> Result<ThreadsPage, Error> {
        let member = asking(viewer)?;
        let page = page.clamp(1, LAST_PAGE);
        let filter = ThreadFilter { member: Some(member), ..ThreadFilter::default() };
        let listed = self.inner.store.threads(viewer, &filter, cut(page)).await?;
        Ok(ThreadsPage {
            lines: self.thread_lines(viewer, &listed.rows).await?,
            total: listed.total,
            per_page: PER_PAGE,
            themes: Vec::new(),
            by_place: Vec::new(),
            by_kind: Vec::new(),
            place: None,
            request: ThreadsRequest { page, ..ThreadsRequest::default() },
        })
    }

    /// The threads about something, for its own page (AC-003-3).
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn threads_about(&self, viewer: &Viewer, about: &ThreadAbout) -> Result<ThreadsBoxed, Error> {
        let filter = ThreadFilter { about: Some(about.clone()), ..ThreadFilter::default() };
        let listed = self.inner.store.threads(viewer, &filter, Page::first(BOXED)).await?;
        let mut rows = listed.rows;
        // The one that its twinning owns stands first, also where others were written in later.
        if let ThreadAbout::Twinning(twinning) = about
            && let Some(main) = self.inner.store.main_thread(viewer, twinning).await?
        {
            rows.retain(|row| row.uid != main.uid);
            rows.insert(0, main);
            rows.truncate(BOXED as usize);
        }
        let places = self.inner.store.places(std::slice::from_ref(about)).await?;
        Ok(ThreadsBoxed {
            about: about.clone(),
            threads: self.thread_lines(viewer, &rows).await?,
            total: listed.total,
            may_begin: places.first().is_some_and(|place| may_begin(viewer, &place.on)),
        })
    }

    /// The threads about a practice whose page is read. No statement where there are none.
    ///
    /// # Errors
    /// As `threads_about`.
    pub async fn threads_of_practice(&self, viewer: &Viewer, page: &PracticePage) -> Result<ThreadsBoxed, Error> {
        let about = ThreadAbout::Practice(page.practice.uid.clone());
        let may_begin = may_begin(viewer, &On::Practice(PracticeFacts::from(&page.practice)));
        if !page.has_threads {
            return Ok(ThreadsBoxed { about, threads: Vec::new(), total: 0, may_begin });
        }
        let filter = ThreadFilter { about: Some(about.clone()), ..ThreadFilter::default() };
        let listed = self.inner.store.threads(viewer, &filter, Page::first(BOXED)).await?;
        let threads = self.thread_lines(viewer, &listed.rows).await?;
        Ok(ThreadsBoxed { about, threads, total: listed.total, may_begin })
    }

    /// What was marked in the threads of a twinning: decisions, open questions, actions.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn marked_in_twinning(&self, viewer: &Viewer, twinning: &Uid) -> Result<Vec<MarkedLine>, Error> {
        let posts = self.inner.store.marked_in_twinning(viewer, twinning).await?;
        if posts.is_empty() {
            return Ok(Vec::new());
        }
        let threads: BTreeSet<Uid> = posts.iter().map(|one| one.record.thread.clone()).collect();
        let threads: Vec<Uid> = threads.into_iter().collect();
        let rows = self.inner.store.threads_by_uids(viewer, &threads).await?;
        let name = |row: &ThreadRow| ThreadName {
            uid: row.uid.clone(),
            address: row.address().to_string(),
            language: row.language,
        };
        let names: Vec<ThreadName> = rows.iter().map(name).collect();
        self.marked_lines(&posts, &names).await
    }

    /// Whether the viewer may begin a thread that is about nothing, after signing in where that is wanting.
    pub fn may_begin_free(&self, viewer: &Viewer) -> bool {
        matches!(allows(viewer, Act::Create, &On::New(New::Thread, None)), Ok(()) | Err(Refusal::SignInFirst))
    }

    /// Threads as lists show them, in their order.
    pub(crate) async fn thread_lines(&self, viewer: &Viewer, rows: &[ThreadRow]) -> Result<Vec<ThreadLine>, Error> {
        let mut abouts: Vec<ThreadAbout> = rows.iter().filter_map(|row| row.about.clone()).collect();
        abouts.sort();
        abouts.dedup();
        let places = if abouts.is_empty() { Vec::new() } else { self.inner.store.places(&abouts).await? };
        let uids: Vec<Uid> = rows.iter().map(|row| row.uid.clone()).collect();
        let unread = self.unread_of(viewer, &uids).await?;
        let line = |(row, unread): (&ThreadRow, Behind)| {
            let place = row.about.as_ref().and_then(|about| places.iter().find(|place| place.about == *about));
            line(row, place, unread)
        };
        Ok(rows.iter().zip(unread).map(line).collect())
    }

    /// Where something is, for who may read it.
    async fn place_of(&self, viewer: &Viewer, about: &ThreadAbout) -> Result<Option<Place>, Error> {
        let found = self.inner.store.places(std::slice::from_ref(about)).await?.pop();
        let seen = found.filter(|place| allows(viewer, Act::Read, &place.on).is_ok());
        Ok(seen.map(|place| place_shown(Some(about), Some(&place))))
    }
}

fn cut(page: u32) -> Page {
    Page { limit: PER_PAGE, offset: (page - 1) * PER_PAGE }
}

/// Whether the way to begin a thread about something is shown; visitors are asked to sign in there.
fn may_begin(viewer: &Viewer, on: &On) -> bool {
    matches!(allows(viewer, Act::Discuss, on), Ok(()) | Err(Refusal::SignInFirst))
}

fn unanswered(answered: Answered) -> Unanswered {
    match answered {
        Answered::Either => Unanswered::Any,
        Answered::NotYet => Unanswered::Only,
    }
}

fn line(row: &ThreadRow, place: Option<&store::Place>, unread: Behind) -> ThreadLine {
    ThreadLine {
        uid: row.uid.to_string(),
        address: row.address().to_string(),
        title: Text { text: row.title.clone(), language: row.language },
        kind: row.kind,
        state: row.state,
        standing: row.standing,
        pinned: row.pinned,
        answered: row.answered,
        place: place_shown(row.about.as_ref(), place),
        at: row.at.div_euclid(1_000),
        last_at: row.tally.last_at.as_second(),
        posts: row.tally.posts,
        participants: row.tally.participants,
        unread: unread.posts,
        first_unread: unread.first,
        demo: row.demo,
    }
}

/// How many there are in each kind of place, of one kind of thread or of all.
fn by_place(counts: &[Counted], kind: Option<ThreadKind>) -> Vec<(PlaceKind, u64)> {
    let of = |place: PlaceKind| {
        let fitting = counts.iter().filter(|(at, one, _)| *at == place && kind.is_none_or(|kind| *one == kind));
        (place, fitting.map(|(_, _, count)| count).sum())
    };
    PlaceKind::ALL.iter().copied().map(of).filter(|(_, count)| *count > 0).collect()
}

fn by_kind(counts: &[Counted], place: Option<PlaceKind>) -> Vec<(ThreadKind, u64)> {
    let of = |kind: ThreadKind| {
        let fitting = counts.iter().filter(|(at, one, _)| *one == kind && place.is_none_or(|place| *at == place));
        (kind, fitting.map(|(_, _, count)| count).sum())
    };
    ThreadKind::ALL.iter().copied().map(of).filter(|(_, count)| *count > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_facet_is_counted_without_its_own_choice() {
        let counts = vec![
            (PlaceKind::Twinning, ThreadKind::General, 3),
            (PlaceKind::Twinning, ThreadKind::Question, 2),
            (PlaceKind::Free, ThreadKind::Question, 1),
        ];
        assert_eq!(by_place(&counts, None), [(PlaceKind::Twinning, 5), (PlaceKind::Free, 1)]);
        assert_eq!(by_place(&counts, Some(ThreadKind::Question)), [(PlaceKind::Twinning, 2), (PlaceKind::Free, 1)]);
        assert_eq!(by_kind(&counts, Some(PlaceKind::Free)), [(ThreadKind::Question, 1)]);
    }
}
