// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reading a thread: one page of it costs the same wherever it stands.

use domain::Uid;
use domain::policy::{Act, On, Publicity, Refusal, Standing, ThreadState, Viewer, allows};
use domain::post::Post;
use domain::practice::Audience;
use domain::thread::{ReadTo, ThreadRefused, pages, positions, rows};
use markdown::SafeHtml;
use store::{Behind, KeptPost, KeptThread};

use super::community_of;
use super::showing::{AT_ONCE, People, Posts, ThreadName, opening_of, place_shown};
use super::values::{Answering, MarkedLine, PostLine, Replying, ThreadLine, ThreadPage};
use crate::Portal;
use crate::cards::Text;
use crate::error::Error;
use crate::rendering::rendered;

/// What a member may do to a thread.
const ACTS: [Act; 9] =
    [Act::Edit, Act::Withdraw, Act::Chair, Act::Thank, Act::Follow, Act::Flag, Act::Pin, Act::Moderate, Act::Reply];

/// What the address of a thread asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ThreadWanted {
    /// The page, from 1; of one that there is not the nearest.
    pub page: u32,
    /// The position of the post that is being answered.
    pub answering: Option<u32>,
}

/// The texts of a thread itself, as HTML.
type Texts = (Option<SafeHtml>, Option<SafeHtml>);

impl Portal {
    /// A page of the thread at an address, whatever slug stands behind its number.
    ///
    /// # Errors
    /// `NotFound` where there is none that the viewer may read.
    pub async fn thread_page(&self, viewer: &Viewer, address: &str, wanted: ThreadWanted) -> Result<ThreadPage, Error> {
        let kept = self.thread_at(viewer, address).await?;
        let last = kept.tally.last_position;
        let page = wanted.page.clamp(1, pages(last));
        let posts = self.inner.store.posts(viewer, &kept, positions(page)).await?;
        let people = self.people_of_posts(viewer, named(&kept, &posts)).await?;
        let lines = self.lines_of_posts(viewer, &kept, &people, &posts).await?;
        let (html, conclusions) = texts(&kept, &people, page).await?;
        let read_to = match viewer.acting() {
            Some(_) => Some(self.read_to(viewer, &kept.record.uid).await?),
            None => None,
        };
        let unread = match read_to {
            Some(ReadTo(to)) if to < last => {
                let uid = kept.record.uid.clone();
                self.inner.store.posts_behind(&[(uid, to)]).await?.into_values().next().unwrap_or_default()
            }
            _ => Behind::default(),
        };
        let answering = match wanted.answering {
            Some(position) => self.answering_post(viewer, &kept, position).await?,
            None => None,
        };
        let record = &kept.record;
        Ok(ThreadPage {
            line: thread_line(&kept, unread),
            writer: record.author.is_some().then(|| people.writer(record.author.as_ref())),
            edited_at: record.edited_at.map(|at| at.div_euclid(1_000)),
            main: record.main,
            audience: record.audience,
            for_all: is_for_all(&kept),
            opens_to: opens_to(&kept),
            writers: record.writers,
            conclusions_typed: record.conclusions.clone().unwrap_or_default(),
            answer: self.position_of_answer(viewer, &kept, &posts).await?,
            goes_on_in: self.address_of_thread(viewer, record.merged_into.as_ref()).await?,
            rows: rows(lines, |line| (line.position, line.answers)),
            pages: pages(last),
            read_to: read_to.map(|ReadTo(position)| position),
            marked: match (page, pages(last)) {
                // All that there is was read already.
                (1, 1) => self.marked_among(&kept, &posts).await?,
                (1, _) => {
                    let marked = self.inner.store.marked_in_thread(viewer, &kept).await?;
                    self.marked_among(&kept, &marked).await?
                }
                _ => Vec::new(),
            },
            may: may(viewer, &kept),
            replying: self.replying(viewer, &kept).await?,
            key: self.new_uid().to_string(),
            opening: record.body.as_deref().map(opening_of).unwrap_or_default(),
            html,
            conclusions,
            page,
            answering,
        })
    }

    /// Notes that a page of a thread was before a member's eyes, as far as something of it was shown; to be called once it
    /// was. What waits at its end is still to be read once it is let out.
    pub fn saw_thread(&self, viewer: &Viewer, page: &ThreadPage) {
        let Ok(uid) = Uid::parse(&page.line.uid) else { return };
        let before = ReadTo(page.read_to.unwrap_or_default());
        let shown = page.rows.iter().map(|row| row.post.position).max().unwrap_or_default();
        let now = before.after(page.page, shown);
        if viewer.acting().is_some() && now > before {
            self.note_read(viewer, &uid, now);
        }
    }

    pub(super) async fn lines_of_posts(
        &self,
        viewer: &Viewer,
        kept: &KeptThread,
        people: &People,
        posts: &[KeptPost],
    ) -> Result<Vec<PostLine>, Error> {
        let bodies = self.bodies_of_marks(posts).await?;
        let given = match viewer.acting() {
            Some(acting) if !posts.is_empty() => {
                let uids: Vec<Uid> = posts.iter().map(|one| one.record.uid.clone()).collect();
                self.inner.store.own_reactions(&acting.member, &uids).await?
            }
            _ => Vec::new(),
        };
        let documents = self.documents_of_posts(viewer, kept, posts).await?;
        let shown = Posts { viewer, thread: kept, people, bodies: &bodies, given: &given, documents: &documents };
        shown.lines(posts).await
    }

    async fn answering_post(
        &self,
        viewer: &Viewer,
        kept: &KeptThread,
        position: u32,
    ) -> Result<Option<Answering>, Error> {
        let Some(found) = self.inner.store.post_at(viewer, kept, position).await? else { return Ok(None) };
        if allows(viewer, Act::Reply, &found.on(kept)).is_err() {
            return Ok(None);
        }
        let people = self.people_of_posts(viewer, found.record.author.clone().into_iter().collect()).await?;
        let Post { author, at, body, .. } = found.record;
        Ok(Some(Answering { position, writer: people.writer(author.as_ref()), at: at.div_euclid(1_000), body }))
    }

    /// Where the accepted answer stands, which may be on another page.
    async fn position_of_answer(
        &self,
        viewer: &Viewer,
        kept: &KeptThread,
        posts: &[KeptPost],
    ) -> Result<Option<u32>, Error> {
        let Some(answer) = &kept.record.answer else { return Ok(None) };
        if let Some(here) = posts.iter().find(|one| one.record.uid == *answer) {
            return Ok(Some(here.position));
        }
        let found = self.inner.store.posts_by_uids(viewer, std::slice::from_ref(answer)).await?;
        Ok(found.first().map(|one| one.position))
    }

    async fn address_of_thread(&self, viewer: &Viewer, thread: Option<&Uid>) -> Result<Option<String>, Error> {
        let Some(thread) = thread else { return Ok(None) };
        let found = self.inner.store.threads_by_uids(viewer, std::slice::from_ref(thread)).await?;
        Ok(found.first().map(|row| row.address().to_string()))
    }

    /// Those of some posts of a thread that are marked.
    async fn marked_among(&self, kept: &KeptThread, posts: &[KeptPost]) -> Result<Vec<MarkedLine>, Error> {
        if posts.iter().all(|one| one.record.mark.is_none()) {
            return Ok(Vec::new());
        }
        let (uid, language) = (kept.record.uid.clone(), kept.record.language);
        let thread = ThreadName { uid, address: kept.address().to_string(), language };
        self.marked_lines(posts, &[thread]).await
    }

    /// Whether the viewer can write in a thread now.
    async fn replying(&self, viewer: &Viewer, kept: &KeptThread) -> Result<Replying, Error> {
        match kept.record.takes_words() {
            Err(ThreadRefused::TakesNoWords(state)) => return Ok(Replying::Stands(state)),
            Err(ThreadRefused::GoesOnIn(_)) => return Ok(Replying::Stands(ThreadState::Merged)),
            Err(_) => return Ok(Replying::Gone),
            Ok(()) => {}
        }
        match allows(viewer, Act::Reply, &kept.on()) {
            Ok(()) => {}
            Err(Refusal::SignInFirst) => return Ok(Replying::SignInFirst),
            Err(_) => return Ok(Replying::Within),
        }
        let silence = self.silence_now(viewer, community_of(kept.record.about.as_ref())).await?;
        Ok(silence.map_or(Replying::Yes, Replying::SilentUntil))
    }
}

/// All whom a page names: who wrote, and who is named in what was written.
fn named(kept: &KeptThread, posts: &[KeptPost]) -> Vec<Uid> {
    let texts = posts.iter().map(|one| one.record.body.as_str());
    let own = kept.record.body.as_deref().into_iter().chain(kept.record.conclusions.as_deref());
    let mentioned = texts.chain(own).flat_map(|text| domain::post::mentions(text).members);
    let writers = posts.iter().filter_map(|one| one.record.author.clone());
    writers.chain(kept.record.author.clone()).chain(mentioned).collect()
}

/// How a thread begins, which stands on its first page, and what came of it.
async fn texts(kept: &KeptThread, people: &People, page: u32) -> Result<Texts, Error> {
    let named = |text: &String| people.named_in(text);
    let body = kept.record.body.as_ref().filter(|_| page == 1).map(named);
    let conclusions = kept.record.conclusions.as_ref().map(named);
    if body.is_none() && conclusions.is_none() {
        return Ok((None, None));
    }
    let length = [&body, &conclusions].into_iter().flatten().map(String::len).sum::<usize>();
    let render = move || (body.as_deref().map(rendered), conclusions.as_deref().map(rendered));
    if length <= AT_ONCE { Ok(render()) } else { Ok(tokio::task::spawn_blocking(render).await?) }
}

/// Who reads a thread once its twinning is under way, where only those with a part in that do now.
fn opens_to(kept: &KeptThread) -> Option<Audience> {
    let On::Twinning(twinning) = &kept.place.as_ref()?.on else { return None };
    let audience = match (twinning.audience, kept.record.audience) {
        (Audience::Public, Audience::Public) => Audience::Public,
        (Audience::Public | Audience::Members, Audience::Public | Audience::Members) => Audience::Members,
        _ => return None,
    };
    (twinning.publicity == Publicity::Draft).then_some(audience)
}

/// Whether a thread is shown to everybody, which has a feed then.
fn is_for_all(kept: &KeptThread) -> bool {
    kept.record.standing == Standing::Visible && allows(&Viewer::Visitor, Act::Read, &kept.on()).is_ok()
}

fn may(viewer: &Viewer, kept: &KeptThread) -> Vec<Act> {
    if matches!(kept.record.standing, Standing::Deleted | Standing::Erased) {
        return Vec::new();
    }
    let on = kept.on();
    ACTS.into_iter().filter(|act| allows(viewer, *act, &on).is_ok()).collect()
}

/// What a list says of a thread that is read.
fn thread_line(kept: &KeptThread, unread: Behind) -> ThreadLine {
    let record = &kept.record;
    ThreadLine {
        uid: record.uid.to_string(),
        address: kept.address().to_string(),
        title: Text { text: record.title.clone(), language: record.language },
        kind: record.kind,
        state: record.state,
        standing: record.standing,
        pinned: record.pinned,
        answered: record.answer.is_some(),
        place: place_shown(record.about.as_ref(), kept.place.as_ref()),
        at: record.at.div_euclid(1_000),
        last_at: kept.tally.last_at.as_second(),
        posts: kept.tally.posts,
        participants: kept.tally.participants,
        unread: unread.posts,
        first_unread: unread.first,
        demo: record.demo,
    }
}
