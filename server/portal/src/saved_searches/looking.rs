// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Alerts: from time to time the saved searches whose turn it is are asked for what came out since. What is told, that
//! it was told, and up to when, is one change: whoever is stopped between two of them loses nothing and repeats nothing.

use domain::advert::Advert;
use domain::member::{Member, MemberState};
use domain::policy::{Acting, ActingFor, Viewer};
use domain::saved_search::{SavedKind, SavedSearch};
use domain::{Kind, Locale, Uid};
use store::{AdvertFilter, DueSearch, Page};

use super::address;
use crate::cards::FoundRecord;
use crate::error::Error;
use crate::indexing::Followed;
use crate::people::{MailContent, NewsLine, into_portal, write_once};
use crate::values::SearchRequest;
use crate::{Portal, WithFacets};

/// How many saved searches are taken at once.
const AT_ONCE: u32 = 100;
/// How many new things one search is asked about at most, the latest.
const NEW_MAX: u32 = 1_000;
/// How many of them are told at once at most, listed or counted.
const FOUND_MAX: u32 = 200;
/// How many a mail lists; of the others it says how many there are.
const LISTED: usize = 10;
/// How much further back an alert looks than it was told, in milliseconds: a change that was under way then may have
/// been kept only afterwards. What was told is not told again (`store`'s `purge` keeps it for as long).
const OVERLAP: i64 = 3_600_000;

/// Something new, as a mail tells of it.
struct NewThing {
    uid: Uid,
    line: NewsLine,
}

impl Portal {
    /// Tells members of what is new for their saved searches, as far as the turn of each has come; says how many mails
    /// were written. Doing it again, on several servers, or after it was stopped anywhere, tells nobody twice.
    ///
    /// # Errors
    /// The database or the index cannot be asked.
    pub async fn tell_of_new(&self) -> Result<u64, Error> {
        let until = self.now();
        // What the index does not know yet would be passed over. Another process that writes it will be done soon.
        if !self.can_search() || self.run_pending_work().await? == Followed::HeldElsewhere {
            return Ok(0);
        }
        let (mut told, mut last) = (0, None::<DueSearch>);
        loop {
            let mut due = self.inner.store.saved_searches_due(until, last.as_ref(), AT_ONCE).await?;
            let is_last = due.len() < AT_ONCE as usize;
            for one in &due {
                match self.look_for(one, until.as_millisecond()).await {
                    Ok(written) => told += u64::from(written),
                    // The searches of readers come first: its turn stays.
                    Err(Error::Preparing | Error::Busy) => return Ok(told),
                    Err(error @ Error::Unavailable(_)) => return Err(error),
                    Err(error) => tracing::error!(%error, search = %one.search.uid, "an alert could not be made"),
                }
            }
            if is_last {
                return Ok(told);
            }
            last = due.pop();
        }
    }

    /// Looks for what is new for one search, and writes the mail where there is something.
    async fn look_for(&self, due: &DueSearch, until: i64) -> Result<bool, Error> {
        let search = &due.search;
        if !search.is_due(until) {
            return Ok(false);
        }
        let things = match self.member_told(&search.member).await? {
            Some(member) => self.new_things(due, &member, until).await?,
            None => Vec::new(),
        };
        self.tell_news(search.clone(), until, things).await
    }

    /// The member, while the account is in use.
    async fn member_told(&self, member: &Uid) -> Result<Option<Member>, Error> {
        let kept = self.inner.store.member(&Viewer::Operator, member).await?;
        let in_use = |one: &Member| one.state == MemberState::Active && self.may_be_used(one);
        Ok(kept.map(|kept| kept.record).filter(in_use))
    }

    /// What came out, fits the search, and may be read by the member now.
    async fn new_things(&self, due: &DueSearch, member: &Member, until: i64) -> Result<Vec<NewThing>, Error> {
        let search = &due.search;
        let after = Ord::max(due.new_from, search.new_since().saturating_sub(OVERLAP));
        let new = self.inner.store.published_between(search.kind, after, until, NEW_MAX).await?;
        if new.is_empty() {
            return Ok(Vec::new());
        }
        let viewer = without_office(member);
        match search.kind {
            SavedKind::Practice => {
                let request = address::practices(&search.parameters);
                self.among_new(&viewer, member.locale, request, (Kind::Practice, new)).await
            }
            SavedKind::Advert => self.new_adverts(search, &viewer, member.locale, new).await,
        }
    }

    /// Those of some new records that a search finds and the viewer may read.
    async fn among_new(
        &self,
        viewer: &Viewer,
        locale: Locale,
        request: SearchRequest,
        (kind, new): (Kind, Vec<Uid>),
    ) -> Result<Vec<NewThing>, Error> {
        let request = SearchRequest { limit: FOUND_MAX as usize, ..request };
        let among = new.into_iter().map(|uid| (kind, uid.to_string())).collect();
        let found = self.search_among(viewer, locale, request, WithFacets::No, among).await?.found;
        let things = found.into_iter().filter_map(|one| match one.record {
            FoundRecord::Practice(card) => new_thing(&card.uid, card.title.text, card.slug),
            FoundRecord::Advert(card) => new_thing(&card.uid, card.title.text, card.uid.clone()),
            _ => None,
        });
        Ok(things.collect())
    }

    async fn new_adverts(
        &self,
        search: &SavedSearch,
        viewer: &Viewer,
        locale: Locale,
        new: Vec<Uid>,
    ) -> Result<Vec<NewThing>, Error> {
        let request = address::adverts(&search.parameters);
        let among = if request.text.is_empty() {
            new
        } else {
            let kinds = vec![Kind::Advert.code().to_owned()];
            let words = SearchRequest { text: request.text.clone(), kinds, ..SearchRequest::default() };
            let fitting = self.among_new(viewer, locale, words, (Kind::Advert, new)).await?;
            fitting.into_iter().map(|thing| thing.uid).collect()
        };
        if among.is_empty() {
            return Ok(Vec::new());
        }
        let filter = AdvertFilter { among: Some(among), ..self.advert_filter(&request) };
        let listed = self.inner.store.adverts(viewer, &filter, Page::first(FOUND_MAX)).await?;
        let thing = |advert: Advert| NewThing {
            line: NewsLine { title: advert.title, address: advert.uid.to_string() },
            uid: advert.uid,
        };
        Ok(listed.rows.into_iter().map(|kept| thing(kept.record)).collect())
    }

    /// Takes the turn of a search and writes the mail of what the member was not told before, all or nothing.
    async fn tell_news(&self, search: SavedSearch, until: i64, things: Vec<NewThing>) -> Result<bool, Error> {
        let token = self.alert_token(&search.uid).await?;
        let written = self.write(move |change| {
            Box::pin(async move {
                let Some(member) = change.member(&search.member).await?.map(|kept| kept.record) else {
                    return Ok(false);
                };
                if !change.take_turn(&search, until).await? || member.state != MemberState::Active {
                    return Ok(false);
                }
                let mut news = Vec::new();
                for thing in things {
                    if change.tell_once(&search.member, search.kind, &thing.uid).await? {
                        news.push(thing.line);
                    }
                }
                if news.is_empty() {
                    return Ok(false);
                }
                let once = format!("saved:{}:{}", search.uid, search.new_since());
                write_once(change, &once, &member, &content(&search, &member, token, news)).await?;
                Ok(true)
            })
        });
        written.await.map_err(into_portal)
    }
}

fn content(search: &SavedSearch, member: &Member, token: String, mut news: Vec<NewsLine>) -> MailContent {
    let others = u64::try_from(news.len().saturating_sub(LISTED)).unwrap_or(u64::MAX);
    news.truncate(LISTED);
    MailContent::SavedSearchNews {
        first_name: member.first_name.clone(),
        name: search.name.clone(),
        kind: search.kind,
        query: address::query(&search.parameters),
        token,
        news,
        others,
    }
}

fn new_thing(uid: &str, title: String, address: String) -> Option<NewThing> {
    Some(NewThing { uid: Uid::parse(uid).ok()?, line: NewsLine { title, address } })
}

/// The member without any role in the portal: those are in force in a session only.
fn without_office(member: &Member) -> Viewer {
    let memberships = member.active_memberships();
    let memberships = memberships.map(|one| ActingFor { organisation: one.organisation.clone(), role: one.role });
    Viewer::member(Acting { memberships: memberships.collect(), ..Acting::plain(member.uid.clone()) })
}
