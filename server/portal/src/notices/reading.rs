// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The own notices: how many were not read, for the bell; all, by thing; and that some were read.

use std::collections::{BTreeSet, HashMap};

use domain::Uid;
use domain::notice::{Notice, NoticeAbout};
use domain::policy::Viewer;
use jiff::Timestamp;
use store::{KeptNotice, WhichNotices};

use super::knowing::Known;
use super::values::{NoticeGroup, NoticeLine, NoticeWriter, NoticesPage};
use crate::Portal;
use crate::error::Error;
use crate::form::FormError;

/// The most that the bell counts.
const BELL_MAX: u32 = 100;
/// How many notices the page looks at, the newest.
const NOTICES_MAX: u32 = 1_000;
/// How many things a page shows.
const PER_PAGE: u32 = 20;
/// How many notices of a thing are shown.
const LINES_MAX: usize = 10;

/// That notices were read, as the form says it.
#[derive(Clone, Debug, Default)]
pub struct ReadForm {
    /// `one`, `thing` or `all`.
    pub action: String,
    /// Which one.
    pub notice: String,
    /// About which thing.
    pub about: String,
    /// Up to which moment, in milliseconds since 1970 (UTC): nothing that came after the page was shown.
    pub until: String,
}

impl Portal {
    /// How many notices the viewer has not read, at most a hundred; none for visitors, without asking anything.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn bell(&self, viewer: &Viewer) -> Result<u32, Error> {
        if viewer.acting().is_none() {
            return Ok(0);
        }
        let (unread, _) = self.own_notices_now(viewer, WhichNotices::Unread, BELL_MAX).await?;
        Ok(u32::try_from(unread.len()).unwrap_or(BELL_MAX))
    }

    /// The viewer's notices, as far as what they are about may still be read.
    ///
    /// # Errors
    /// Nobody has signed in.
    pub async fn notices_page(&self, viewer: &Viewer, page: u32) -> Result<NoticesPage, Error> {
        self.own_account(viewer)?;
        let (kept, known) = self.own_notices_now(viewer, WhichNotices::All, NOTICES_MAX).await?;
        let newest = kept.first().map_or(0, |kept| kept.notice.at);
        let unread = kept.iter().filter(|kept| kept.notice.read_at.is_none()).count();
        let groups = by_thing(kept);
        let total = u64::try_from(groups.len()).unwrap_or(u64::MAX);
        let last = u32::try_from(groups.len()).unwrap_or(u32::MAX).div_ceil(PER_PAGE).max(1);
        let page = page.clamp(1, last);
        let skipped = usize::try_from((page - 1) * PER_PAGE).unwrap_or(usize::MAX);
        let shown: Vec<_> = groups.into_iter().skip(skipped).take(PER_PAGE as usize).collect();
        let writers = self.writers(viewer, &shown).await?;
        Ok(NoticesPage {
            groups: shown.into_iter().map(|kept| group(&known, &writers, kept)).collect(),
            total,
            per_page: PER_PAGE,
            page,
            unread: u32::try_from(unread).unwrap_or(u32::MAX),
            newest,
        })
    }

    /// Writes down that the viewer read a notice, those about a thing, or all that a page showed.
    ///
    /// # Errors
    /// Nobody has signed in, or the form names nothing. To read again what was read changes nothing.
    pub async fn read_notices(&self, viewer: &Viewer, form: ReadForm) -> Result<(), FormError> {
        let member = self.own_account(viewer)?;
        let until: i64 = form.until.parse().unwrap_or(i64::MAX);
        let notice = Uid::parse(&form.notice).ok();
        let about = about_of(&form.about);
        self.write(move |change| {
            Box::pin(async move {
                match (form.action.as_str(), notice, about) {
                    ("one", Some(notice), _) => change.read_notice(&member, &notice).await.map(drop)?,
                    ("thing", _, Some(about)) => change.read_notices_about(&member, &about, until).await.map(drop)?,
                    ("all", _, _) => change.read_notices(&member, until).await.map(drop)?,
                    _ => return Err(Error::NotFound.into()),
                }
                Ok(())
            })
        })
        .await
    }

    /// The viewer's notices that may be read and are wanted in the portal, the newest first; what was read and is not
    /// yet written down counts.
    async fn own_notices_now(
        &self,
        viewer: &Viewer,
        which: WhichNotices,
        limit: u32,
    ) -> Result<(Vec<KeptNotice>, Known), Error> {
        let Some(acting) = viewer.acting() else { return Ok((Vec::new(), Known::default())) };
        let member = &acting.member;
        let mut kept = self.inner.store.notices_of(member, which, limit).await?;
        if kept.is_empty() {
            return Ok((kept, Known::default()));
        }
        let preferences = self.inner.store.notice_preferences(std::slice::from_ref(member)).await?.remove(member);
        let preferences = preferences.unwrap_or_default();
        let known = self.things_known(kept.iter().map(|kept| &kept.notice)).await?;
        kept.retain(|kept| preferences.is_shown(kept.notice.kind) && known.may_read(viewer, &kept.notice));
        for one in &mut kept {
            if one.notice.read_at.is_none() {
                one.notice.read_at = self.read_just_now(member, &known, &one.notice);
            }
        }
        if which == WhichNotices::Unread {
            kept.retain(|kept| kept.notice.read_at.is_none());
        }
        Ok((kept, known))
    }

    /// When a notice was read with its thread, where that is not yet written down.
    fn read_just_now(&self, member: &Uid, known: &Known, notice: &Notice) -> Option<i64> {
        let NoticeAbout::Thread(thread) = &notice.about else { return None };
        let (read, at) = self.inner.reads.of(member, thread)?;
        let position = known.post(notice.post.as_ref()).map_or(0, |place| place.position);
        (position <= read.0 && notice.at <= at).then_some(at)
    }

    /// Those who did what some notices tell, as far as the viewer may see them.
    async fn writers(&self, viewer: &Viewer, groups: &[Vec<KeptNotice>]) -> Result<HashMap<Uid, NoticeWriter>, Error> {
        let shown = groups.iter().flat_map(|group| group.iter().take(LINES_MAX));
        let uids: BTreeSet<Uid> = shown.filter_map(|kept| kept.notice.by.clone()).collect();
        let uids: Vec<Uid> = uids.into_iter().collect();
        let members = self.inner.store.members_by_uids(viewer, &uids).await?;
        let writer = |record: domain::member::Member| {
            let name = record.full_name();
            (record.uid.clone(), NoticeWriter { uid: record.uid.to_string(), name })
        };
        let named = members.into_iter().map(|kept| writer(kept.record));
        Ok(named.filter(|(_, writer)| !writer.name.is_empty()).collect())
    }
}

/// The notices of each thing, in the order in which the things come first.
fn by_thing(kept: Vec<KeptNotice>) -> Vec<Vec<KeptNotice>> {
    let mut places: HashMap<NoticeAbout, usize> = HashMap::new();
    let mut groups: Vec<Vec<KeptNotice>> = Vec::new();
    for one in kept {
        let place = *places.entry(one.notice.about.clone()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    groups
}

fn group(known: &Known, writers: &HashMap<Uid, NoticeWriter>, kept: Vec<KeptNotice>) -> NoticeGroup {
    let first = kept.first().expect("a group begins with a notice");
    let about = first.notice.about.clone();
    let unread = kept.iter().filter(|kept| kept.notice.read_at.is_none()).count();
    let more = kept.len().saturating_sub(LINES_MAX);
    let thread = known.thread(&about).map(|known| (known.row.title.clone(), known.row.language));
    let title = thread.or_else(|| known.community(&about).map(|kept| (kept.record.name.clone(), kept.record.language)));
    NoticeGroup {
        about: code_of(&about),
        title: title.filter(|(title, _)| !title.is_empty()),
        place: known.place(&about, None),
        lines: kept.into_iter().take(LINES_MAX).map(|kept| line(known, writers, kept)).collect(),
        more: u32::try_from(more).unwrap_or(u32::MAX),
        unread: u32::try_from(unread).unwrap_or(u32::MAX),
    }
}

fn line(known: &Known, writers: &HashMap<Uid, NoticeWriter>, kept: KeptNotice) -> NoticeLine {
    let KeptNotice { notice, deed, note } = kept;
    NoticeLine {
        uid: notice.uid.to_string(),
        kind: notice.kind,
        deed,
        note,
        by: notice.by.as_ref().and_then(|by| writers.get(by)).cloned(),
        at: Timestamp::from_millisecond(notice.at).unwrap_or_default(),
        place: known.place(&notice.about, notice.post.as_ref()),
        is_read: notice.read_at.is_some(),
    }
}

/// What names a thing in a form.
fn code_of(about: &NoticeAbout) -> String {
    match about {
        NoticeAbout::Thread(uid) => format!("thread:{uid}"),
        NoticeAbout::Community(uid) => format!("community:{uid}"),
        NoticeAbout::Account(uid) => format!("account:{uid}"),
    }
}

fn about_of(code: &str) -> Option<NoticeAbout> {
    let (kind, uid) = code.split_once(':')?;
    let uid = Uid::parse(uid).ok()?;
    match kind {
        "thread" => Some(NoticeAbout::Thread(uid)),
        "community" => Some(NoticeAbout::Community(uid)),
        "account" => Some(NoticeAbout::Account(uid)),
        _ => None,
    }
}
