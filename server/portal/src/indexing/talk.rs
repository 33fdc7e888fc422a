// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Threads and posts in the index: what is shown, each with the codes of those who may find it. Whether somebody may
//! read it says the database, which is asked again for every hit.

use std::collections::{BTreeSet, HashMap};

use domain::community::Access;
use domain::policy::{On, Publicity, Standing, ThreadState, Viewer};
use domain::practice::Audience;
use domain::thread::ThreadAbout;
use domain::{Kind, Uid};
use search::Document;
use store::{KeptPost, KeptThread};

use super::document::{Read, document as file};
use crate::Portal;
use crate::error::Error;

/// The code of every member.
const MEMBERS: &str = "members";
/// The code of who finds everything.
const ALL: &str = "*";
/// The longest title that a post has among hits, in characters.
const TITLE: usize = 150;

/// The codes by which a viewer finds what is not for everybody.
pub(crate) fn codes_of(viewer: &Viewer) -> Vec<String> {
    let acting = match viewer {
        Viewer::Operator => return vec![ALL.to_owned()],
        Viewer::Visitor => return Vec::new(),
        Viewer::Member(acting) => acting,
    };
    let own = [MEMBERS.to_owned(), member(&acting.member)];
    let bodies = acting.memberships.iter().map(|one| organisation(&one.organisation));
    own.into_iter().chain(bodies).chain(acting.communities.iter().map(community)).collect()
}

/// The code of what belongs to a thing: what `within` is asked for.
fn within(about: &ThreadAbout) -> String {
    match about {
        ThreadAbout::Twinning(uid) => format!("twinning:{uid}"),
        ThreadAbout::Practice(uid) => format!("practice:{uid}"),
        ThreadAbout::Advert(uid) => format!("advert:{uid}"),
        ThreadAbout::Community(uid) => format!("community:{uid}"),
    }
}

fn member(uid: &Uid) -> String {
    format!("member:{uid}")
}

fn organisation(uid: &Uid) -> String {
    format!("organisation:{uid}")
}

fn community(uid: &Uid) -> String {
    format!("community:{uid}")
}

/// Who finds something.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Readers {
    Everybody,
    /// Those with one of these codes; nobody where there is none.
    Some(BTreeSet<String>),
}

impl Readers {
    fn with(codes: impl IntoIterator<Item = String>) -> Self {
        Self::Some(codes.into_iter().collect())
    }

    /// The codes as the index has them; nothing where nobody finds it.
    fn codes(self) -> Option<Vec<String>> {
        match self {
            Self::Everybody => Some(Vec::new()),
            Self::Some(codes) if codes.is_empty() => None,
            Self::Some(codes) => Some(codes.into_iter().collect()),
        }
    }
}

/// What is out for an audience, with those who have a part in it.
fn out(is_out: bool, audience: Audience, parts: Vec<String>) -> Readers {
    match audience {
        Audience::Public if is_out => Readers::Everybody,
        Audience::Members if is_out => Readers::with(parts.into_iter().chain([MEMBERS.to_owned()])),
        _ => Readers::with(parts),
    }
}

/// Who reads a place, and who has a part in it. It is never more than permission says.
fn of_place(on: &On) -> (Readers, Vec<String>) {
    let is_out = |publicity: Publicity| matches!(publicity, Publicity::Open | Publicity::Over);
    match on {
        On::Practice(practice) => {
            let mut parts: Vec<String> = practice.authors.iter().map(member).collect();
            let for_some = practice.stage.is_in_library() && practice.audience == Audience::Community;
            parts.extend(practice.community.as_ref().filter(|_| for_some).map(community));
            (out(practice.stage.is_in_library(), practice.audience, parts.clone()), parts)
        }
        On::Twinning(twinning) => {
            let parties = twinning.parties.iter().map(organisation);
            let parts: Vec<String> = parties.chain(twinning.coordinators.iter().map(member)).collect();
            (out(is_out(twinning.publicity), twinning.audience, parts.clone()), parts)
        }
        On::Advert(advert) => {
            let parts: Vec<String> = advert.author.iter().map(member).collect();
            (out(is_out(advert.publicity), advert.audience, parts.clone()), parts)
        }
        On::Community(one) => {
            let stewards: Vec<String> = one.owner.iter().chain(&one.facilitators).map(member).collect();
            let own = community(&one.community);
            let is_known = one.access != Access::Private;
            let belonging = if one.audience == Audience::Parties { Vec::new() } else { vec![own] };
            let parts = belonging.into_iter().chain(stewards.clone()).collect();
            (out(is_known, one.audience, parts), stewards)
        }
        _ => (Readers::with([]), Vec::new()),
    }
}

/// Who finds a thread, of those who read what it is about.
fn readers(kept: &KeptThread) -> Readers {
    let (place, parts) = match (&kept.record.about, &kept.place) {
        (None, _) => (Readers::Everybody, Vec::new()),
        (Some(_), None) => return Readers::with([]),
        (Some(_), Some(place)) => of_place(&place.on),
    };
    match (kept.record.audience, &kept.record.about, place) {
        (Audience::Public, _, place) => place,
        (Audience::Members, _, Readers::Everybody) => Readers::with([MEMBERS.to_owned()]),
        (Audience::Members, _, some) => some,
        (Audience::Community, Some(ThreadAbout::Community(uid)), _) => {
            Readers::with(parts.into_iter().chain([community(uid)]))
        }
        (Audience::Community | Audience::Parties, ..) => Readers::with(parts),
    }
}

/// Whether a thread is found at all.
fn is_found(kept: &KeptThread) -> bool {
    kept.record.standing == Standing::Visible && kept.record.state != ThreadState::Merged
}

/// A thread, where anybody finds it.
pub(super) fn thread(kept: &KeptThread) -> Option<Document> {
    let record = &kept.record;
    let readers = is_found(kept).then(|| readers(kept).codes()).flatten()?;
    let mut things: Vec<String> = record.about.iter().map(within).collect();
    things.push(format!("thread:{}", record.uid));
    let texts = [record.body.as_deref(), record.conclusions.as_deref()];
    let passed_on = format!("{} {readers:?} {things:?} {}", record.language, record.title);
    Some(Document {
        passages: texts.into_iter().flatten().map(plain).filter(|text| !text.is_empty()).collect(),
        published: record.at.div_euclid(1_000),
        version: kept.version,
        readers,
        within: things,
        passed_on: Some(passed_on),
        ..Document::new(Kind::Thread, record.uid.as_str(), record.language, &record.title)
    })
}

/// A post of a thread that is found, where it is shown.
pub(super) fn post(kept: &KeptPost, thread: &Document) -> Option<Document> {
    let record = &kept.record;
    if record.standing != Standing::Visible {
        return None;
    }
    let title: String = thread.title.chars().take(TITLE).collect();
    Some(Document {
        passages: vec![plain(&record.body)],
        published: record.at.div_euclid(1_000),
        version: kept.version,
        readers: thread.readers.clone(),
        within: thread.within.clone(),
        ..Document::new(Kind::Post, record.uid.as_str(), thread.language, &title)
    })
}

/// The documents of posts that are found.
pub(super) fn attached(read: &[Read], posts: &HashMap<Uid, Document>) -> Vec<Document> {
    read.iter().filter_map(|one| Some(file(one, posts.get(one.document.record.post.as_ref()?)?))).collect()
}

/// A text as it is read, without the names of members: who wants to find a member asks for the member.
fn plain(text: &str) -> String {
    markdown::plain(&domain::post::with_mentions(text, |_| Some(String::new())))
}

impl Portal {
    /// What the index knows of some posts, by their threads; nothing of those that nobody finds.
    pub(super) async fn post_documents(&self, posts: &[KeptPost]) -> Result<HashMap<Uid, Document>, Error> {
        let threads: BTreeSet<Uid> = posts.iter().map(|one| one.record.thread.clone()).collect();
        let threads: Vec<Uid> = threads.into_iter().collect();
        let kept = self.inner.store.kept_threads(&threads).await?;
        Ok(posts_of(posts, &kept))
    }
}

/// The same with the threads at hand.
pub(super) fn posts_of(posts: &[KeptPost], threads: &[KeptThread]) -> HashMap<Uid, Document> {
    let threads: HashMap<&Uid, Document> =
        threads.iter().filter_map(|kept| Some((&kept.record.uid, thread(kept)?))).collect();
    let found = posts.iter().filter_map(|kept| {
        let document = post(kept, threads.get(&kept.record.thread)?)?;
        Some((kept.record.uid.clone(), document))
    });
    found.collect()
}
