// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is shown of threads and posts: names as the reader may know them, texts as HTML, marks, reactions.

use std::collections::HashMap;

use domain::policy::{Act, On, Standing, ThreadFacts, Viewer, allows};
use domain::post::{Mark, Post, Reaction, mentions, with_mentions};
use domain::thread::ThreadAbout;
use domain::{Language, Uid};
use markdown::SafeHtml;
use store::{KeptPost, KeptThread};

use super::values::{MarkLine, MarkedLine, Place, PostLine, ReactionLine, Writer};
use crate::Portal;
use crate::cards::Text;
use crate::documents::DocumentLine;
use crate::error::Error;
use crate::rendering::rendered;
use crate::said::NAMED;

/// How many characters of a marked post its line shows.
const OPENING: usize = 160;
/// How many bytes of its words are looked at for that.
const OPENING_BYTES: usize = 1_024;
/// How many bytes of text are rendered where they are asked for: far less than a millisecond's work, for which another
/// thread is not worth waiting for.
pub(super) const AT_ONCE: usize = 4_096;
/// What a member may do to a post.
const ACTS: [Act; 8] =
    [Act::Reply, Act::Thank, Act::Edit, Act::Withdraw, Act::Accept, Act::Mark, Act::Moderate, Act::Flag];

/// Where a thread stands, for a link. Who reads the thread sees that.
pub(super) fn place_shown(about: Option<&ThreadAbout>, place: Option<&store::Place>) -> Place {
    let Some(about) = about else { return Place::Free };
    let Some(place) = place else { return Place::Gone };
    let title = Text { text: place.title.clone(), language: place.language };
    let address = place.address.clone();
    match about {
        ThreadAbout::Twinning(_) => Place::Twinning(address, title),
        ThreadAbout::Practice(_) => Place::Practice(address, title),
        ThreadAbout::Advert(_) => Place::Advert(address, title),
        ThreadAbout::Community(_) => Place::Community(address, title),
    }
}

/// The names of people, as a reader may know them.
#[derive(Default)]
pub(super) struct People {
    /// Those whose profile the reader sees.
    seen: HashMap<Uid, String>,
    /// The others, for who has signed in.
    known: HashMap<Uid, String>,
}

impl People {
    /// Who wrote something. To visitors nobody is named who does not show the own profile to all.
    pub(super) fn writer(&self, uid: Option<&Uid>) -> Writer {
        let seen = uid.and_then(|uid| self.seen.get(uid));
        let known = uid.and_then(|uid| self.known.get(uid));
        let uid = uid.filter(|_| seen.is_some()).map(ToString::to_string);
        Writer { name: seen.or(known).cloned(), uid }
    }

    /// What stands in the place of a mention. What was typed there holds a name, and is shown to nobody.
    fn mentioned(&self, uid: &Uid) -> String {
        let name = self.seen.get(uid).or_else(|| self.known.get(uid));
        name.map_or_else(|| NAMED.to_owned(), |name| format!("**@{}**", plain_in_markdown(name)))
    }

    /// A text with the names of whom it names, as they are now.
    pub(super) fn named_in(&self, text: &str) -> String {
        with_mentions(text, |uid| Some(self.mentioned(uid)))
    }
}

/// A name in which Markdown finds nothing.
fn plain_in_markdown(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars().filter(|c| !c.is_control()) {
        if c.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A text to be shown: as it was rendered earlier, or still to be rendered.
enum Shown {
    Nothing,
    Ready(SafeHtml),
    Text(String),
}

impl Shown {
    /// How many bytes are still to be rendered.
    fn to_render(&self) -> usize {
        match self {
            Self::Nothing | Self::Ready(_) => 0,
            Self::Text(text) => text.len(),
        }
    }

    fn html(self) -> Option<SafeHtml> {
        match self {
            Self::Nothing => None,
            Self::Ready(html) => Some(html),
            Self::Text(text) => Some(rendered(&text)),
        }
    }
}

/// What a post says; of what was withdrawn nothing is left.
fn shown(kept: &KeptPost, people: &People) -> Shown {
    if matches!(kept.record.standing, Standing::Deleted | Standing::Erased) {
        return Shown::Nothing;
    }
    let is_plain = mentions(&kept.record.body).count == 0;
    let earlier = kept.html.clone().filter(|_| is_plain);
    match earlier.and_then(|html| SafeHtml::rendered_earlier(html, kept.renderer)) {
        Some(html) => Shown::Ready(html),
        None => Shown::Text(people.named_in(&kept.record.body)),
    }
}

/// What lines of posts are made with.
pub(super) struct Posts<'a> {
    pub(super) viewer: &'a Viewer,
    pub(super) thread: &'a KeptThread,
    pub(super) people: &'a People,
    /// Names of the bodies that do actions.
    pub(super) bodies: &'a [(Uid, String)],
    /// What the reader said of them.
    pub(super) given: &'a [(Uid, Reaction)],
    /// The documents that they bring, by their posts.
    pub(super) documents: &'a HashMap<Uid, Vec<DocumentLine>>,
}

impl Posts<'_> {
    /// The lines of posts, with their texts rendered where they are not.
    pub(super) async fn lines(&self, kept: &[KeptPost]) -> Result<Vec<PostLine>, Error> {
        let texts: Vec<Shown> = kept.iter().map(|one| shown(one, self.people)).collect();
        let is_slow = texts.iter().map(Shown::to_render).sum::<usize>() > AT_ONCE;
        let all = move || texts.into_iter().map(Shown::html).collect::<Vec<_>>();
        let texts = if is_slow { tokio::task::spawn_blocking(all).await? } else { all() };
        let facts = self.thread.facts();
        Ok(kept.iter().zip(texts).map(|(one, html)| self.line(one, html, &facts)).collect())
    }

    fn line(&self, kept: &KeptPost, html: Option<SafeHtml>, thread: &ThreadFacts) -> PostLine {
        let post = &kept.record;
        PostLine {
            uid: post.uid.to_string(),
            position: kept.position,
            answers: kept.answers,
            writer: self.people.writer(post.author.as_ref()),
            at: post.at.div_euclid(1_000),
            edited_at: post.edited_at.map(|at| at.div_euclid(1_000)),
            standing: post.standing,
            mark: post.mark.as_ref().map(|mark| mark_line(mark, self.bodies)),
            is_answer: self.thread.record.answer.as_ref() == Some(&post.uid),
            reactions: self.reactions(kept),
            documents: self.documents.get(&post.uid).cloned().unwrap_or_default(),
            may: self.may(kept, thread),
            html,
        }
    }

    fn reactions(&self, kept: &KeptPost) -> Vec<ReactionLine> {
        let line = |reaction: Reaction| ReactionLine {
            reaction,
            count: match reaction {
                Reaction::Useful => kept.thanked.useful,
                Reaction::Thanks => kept.thanked.thanks,
            },
            own: self.given.iter().any(|(thing, given)| *thing == kept.record.uid && *given == reaction),
        };
        Reaction::ALL.iter().copied().map(line).collect()
    }

    fn may(&self, kept: &KeptPost, thread: &ThreadFacts) -> Vec<Act> {
        let is_there = !matches!(kept.record.standing, Standing::Deleted | Standing::Erased);
        if !is_there {
            return Vec::new();
        }
        // Visitors read and flag; what members do is asked of the policy.
        if self.viewer.acting().is_none() {
            return vec![Act::Flag];
        }
        let on = On::Post(kept.facts(thread));
        ACTS.into_iter().filter(|act| allows(self.viewer, *act, &on).is_ok()).collect()
    }
}

/// What a post is for later readers.
pub(super) fn mark_line(mark: &Mark, bodies: &[(Uid, String)]) -> MarkLine {
    let name = |uid: &Uid| bodies.iter().find(|(one, _)| one == uid).map(|(_, name)| name.clone());
    MarkLine { kind: mark.kind, owner: mark.owner.as_ref().and_then(name), due: mark.due, planned: mark.step.is_some() }
}

/// How a post begins, on one line.
pub(super) fn opening(post: &Post) -> String {
    opening_of(&post.body)
}

/// How a text begins, on one line, for everybody: nobody is named.
pub(super) fn opening_of(text: &str) -> String {
    let words = markdown::plain(&with_mentions(text, |_| Some(NAMED.to_owned())));
    // As much as can be shown, and what tells that there is more.
    let line = domain::text::plain_line(&words[..words.floor_char_boundary(OPENING_BYTES)]);
    match line.char_indices().nth(OPENING) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

impl Portal {
    /// The names of people as the viewer may know them; for members two statements, for visitors one.
    pub(super) async fn people_of_posts(&self, viewer: &Viewer, mut uids: Vec<Uid>) -> Result<People, Error> {
        uids.sort();
        uids.dedup();
        if uids.is_empty() {
            return Ok(People::default());
        }
        let seen: HashMap<Uid, String> = self.inner.store.member_names_seen(viewer, &uids).await?.into_iter().collect();
        let rest: Vec<Uid> = uids.into_iter().filter(|uid| !seen.contains_key(uid)).collect();
        let known = match viewer.acting() {
            Some(_) if !rest.is_empty() => self.inner.store.member_names(&rest).await?,
            _ => Vec::new(),
        };
        let known = known.into_iter().filter(|(_, name)| !name.is_empty()).collect();
        Ok(People { seen, known })
    }

    /// The names of the bodies that do actions.
    pub(super) async fn bodies_of_marks(&self, kept: &[KeptPost]) -> Result<Vec<(Uid, String)>, Error> {
        let marks = kept.iter().filter_map(|one| one.record.mark.as_ref());
        let mut owners: Vec<Uid> = marks.filter_map(|mark| mark.owner.clone()).collect();
        owners.sort();
        owners.dedup();
        if owners.is_empty() {
            return Ok(Vec::new());
        }
        let names = self.inner.store.organisation_names(&owners).await?;
        Ok(names.into_iter().map(|name| (name.uid, name.name)).collect())
    }

    /// Marked posts as lines: decisions, open questions, actions, each kind in its own order.
    pub(super) async fn marked_lines(
        &self,
        kept: &[KeptPost],
        threads: &[ThreadName],
    ) -> Result<Vec<MarkedLine>, Error> {
        let bodies = self.bodies_of_marks(kept).await?;
        let line = |post: &Post| {
            let thread = threads.iter().find(|thread| thread.uid == post.thread)?;
            let mark = mark_line(post.mark.as_ref()?, &bodies);
            let (address, language) = (thread.address.clone(), thread.language);
            Some(MarkedLine { address, position: post.position?, mark, opening: opening(post), language })
        };
        let lists = domain::post::marked(kept.iter().map(|one| &one.record));
        Ok(lists.into_iter().flat_map(|list| list.posts).filter_map(line).collect())
    }
}

/// A thread, as far as a list of posts names it.
pub(super) struct ThreadName {
    pub(super) uid: Uid,
    pub(super) address: String,
    pub(super) language: Language,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uid(text: &str) -> Uid {
        Uid::parse(text).expect(text)
    }

    #[test]
    fn a_name_in_a_text_is_the_present_one_and_only_of_whom_the_reader_may_know() {
        let seen = HashMap::from([(uid("ada"), "Ada [x](http://y) *Prova*".to_owned())]);
        let people = People { seen, known: HashMap::from([(uid("bea"), "Bea Ignota".to_owned())]) };
        let text = "Chiedo a @[Altra](member:ada), a @[una collega](member:bea) e a @[Ciro Prova](member:ciro).";
        let html = rendered(&people.named_in(text)).into_string();
        assert!(html.contains("<strong>@Ada [x](http://y) *Prova*</strong>"), "{html}");
        assert!(html.contains("a <strong>@Bea Ignota</strong> e a @…."), "{html}");
        assert!(!html.contains("Altra") && !html.contains("collega") && !html.contains("Ciro"), "{html}");
        assert_eq!(opening_of(text), "Chiedo a @…, a @… e a @….");
        assert!(!html.contains("<a "), "{html}");
        assert_eq!(people.writer(Some(&uid("bea"))), Writer { name: Some("Bea Ignota".to_owned()), uid: None });
        assert_eq!(people.writer(None), Writer { name: None, uid: None });
    }
}
