// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reading conversations: on the desks of both bodies, and by moderators what they were told of.

use domain::Uid;
use domain::advert::Advert;
use domain::contact::{ContactAbout, ContactDeed, ContactRequest};
use domain::member::OrganisationRole;
use domain::policy::{Act, Acting, On, Viewer, allows};
use store::{ContactWish, KeptContact, OrganisationName, Page};

use super::on;
use super::values::{AboutLink, ContactDeeds, ContactLine, ContactPage, ContactsPage, MessageLine, Turn};
use crate::Portal;
use crate::cards::Text;
use crate::error::Error;
use crate::shown::organisation_link;
use crate::writing::asking;

/// How many conversations stand on one page.
const PER_PAGE: u32 = 30;
/// The last page that is shown.
const LAST_PAGE: u32 = 1_000;
/// How many stand on the page of what they are about, and in the list of the moderators.
const SHOWN: u32 = 100;
/// How many characters of the last message a list shows.
const OPENING: usize = 160;

impl Portal {
    /// The conversations of the bodies that the viewer acts for.
    ///
    /// # Errors
    /// Nobody has signed in.
    pub async fn own_contacts(&self, viewer: &Viewer, page: u32) -> Result<ContactsPage, Error> {
        asking(viewer)?;
        let page = page.clamp(1, LAST_PAGE);
        let cut = Page { limit: PER_PAGE, offset: (page - 1) * PER_PAGE };
        let listed = self.inner.store.contacts(viewer, &ContactWish::Of(own_bodies(viewer)), cut).await?;
        let lines = self.contact_lines(viewer, &listed.rows).await?;
        Ok(ContactsPage { lines, total: listed.total, per_page: PER_PAGE, page })
    }

    /// The conversations of which the moderators were told, the latest first.
    ///
    /// # Errors
    /// The viewer is no moderator.
    pub async fn flagged_contacts(&self, viewer: &Viewer) -> Result<Vec<ContactLine>, Error> {
        asking(viewer)?;
        allows(viewer, Act::Moderate, &On::Portal)?;
        let listed = self.inner.store.contacts(viewer, &ContactWish::Flagged, Page::first(SHOWN)).await?;
        self.contact_lines(viewer, &listed.rows).await
    }

    /// The conversations about an advert that the viewer takes part in.
    pub(crate) async fn conversations_on(&self, viewer: &Viewer, advert: &Advert) -> Result<Vec<ContactLine>, Error> {
        self.conversations_about(viewer, ContactAbout::Advert(advert.uid.clone())).await
    }

    /// The conversations about a practice that the viewer takes part in.
    pub(crate) async fn conversations_on_practice(
        &self,
        viewer: &Viewer,
        practice: &Uid,
    ) -> Result<Vec<ContactLine>, Error> {
        self.conversations_about(viewer, ContactAbout::Practice(practice.clone())).await
    }

    async fn conversations_about(&self, viewer: &Viewer, about: ContactAbout) -> Result<Vec<ContactLine>, Error> {
        let own = own_bodies(viewer);
        if own.is_empty() {
            return Ok(Vec::new());
        }
        let wish = ContactWish::About(own, about);
        let listed = self.inner.store.contacts(viewer, &wish, Page::first(SHOWN)).await?;
        self.contact_lines(viewer, &listed.rows).await
    }

    /// A conversation as the viewer may see it.
    pub(super) async fn contact_seen(&self, viewer: &Viewer, uid: &str) -> Result<KeptContact, Error> {
        asking(viewer)?;
        let uid = Uid::parse(uid).map_err(|_| Error::NotFound)?;
        let kept = self.inner.store.contact(viewer, &uid).await?.ok_or(Error::NotFound)?;
        allows(viewer, Act::Read, &on(&kept.request))?;
        Ok(kept)
    }

    /// A conversation with its messages.
    ///
    /// # Errors
    /// `NotFound` where there is none that the viewer may read.
    pub async fn contact_page(&self, viewer: &Viewer, uid: &str) -> Result<ContactPage, Error> {
        let request = self.contact_seen(viewer, uid).await?.request;
        let acting = viewer.acting().ok_or(Error::SignInFirst)?;
        let own = request.sides_of(acting);
        let names = self.inner.store.organisation_names(&[request.asking.clone(), request.asked.clone()]).await?;
        let body = |uid: &Uid| names.iter().find(|name| name.uid == *uid).map(organisation_link);
        let twinning = match &request.twinning {
            Some(twinning) => self.twinning_slug(viewer, twinning).await?,
            None => None,
        };
        Ok(ContactPage {
            uid: request.uid.to_string(),
            about: self.about_links(std::slice::from_ref(&request.about)).await?.pop().unwrap_or(AboutLink::Gone),
            asking: body(&request.asking),
            asked: body(&request.asked),
            state: request.state,
            blocked_by: request.blocked_by,
            twinning,
            messages: self.message_lines(&request, acting).await?,
            may: deeds(acting, &request),
            key: self.new_uid().to_string(),
            own,
        })
    }

    /// The address of a twinning that the viewer may see.
    async fn twinning_slug(&self, viewer: &Viewer, twinning: &Uid) -> Result<Option<String>, Error> {
        let kept = self.inner.store.twinning(viewer, twinning).await?;
        Ok(kept.map(|kept| kept.slug.to_string()))
    }

    async fn message_lines(&self, request: &ContactRequest, acting: &Acting) -> Result<Vec<MessageLine>, Error> {
        let mut people: Vec<Uid> = request.messages.iter().filter_map(|one| one.by.clone()).collect();
        people.sort();
        people.dedup();
        let names = self.inner.store.member_names(&people).await?;
        let name = |uid: &Uid| {
            names.iter().find(|(known, name)| known == uid && !name.is_empty()).map(|(_, name)| name.clone())
        };
        let sides = request.sides_of(acting);
        let line = |one: &domain::contact::ContactMessage| {
            // Whoever wrote it is not told that it was flagged.
            let sees_flag = sides.contains(&one.side.other()) || sides.is_empty();
            MessageLine {
                at: one.at.div_euclid(1_000),
                side: one.side,
                by: one.by.as_ref().and_then(name),
                text: one.text.clone(),
                flag: one.flag.as_ref().map(|flag| flag.reason).filter(|_| sees_flag),
                may_flag: one.flag.is_none() && sides.contains(&one.side.other()),
            }
        };
        Ok(request.messages.iter().map(line).collect())
    }

    async fn contact_lines(&self, viewer: &Viewer, kept: &[KeptContact]) -> Result<Vec<ContactLine>, Error> {
        let abouts: Vec<ContactAbout> = kept.iter().map(|one| one.request.about.clone()).collect();
        let links = self.about_links(&abouts).await?;
        let mut bodies: Vec<Uid> =
            kept.iter().flat_map(|one| [one.request.asking.clone(), one.request.asked.clone()]).collect();
        bodies.sort();
        bodies.dedup();
        let names = match bodies.is_empty() {
            true => Vec::new(),
            false => self.inner.store.organisation_names(&bodies).await?,
        };
        Ok(kept.iter().zip(links).map(|(one, about)| line(viewer, one, about, &names)).collect())
    }

    /// What conversations are about, in their order.
    async fn about_links(&self, abouts: &[ContactAbout]) -> Result<Vec<AboutLink>, Error> {
        let (mut adverts, mut practices) = (Vec::new(), Vec::new());
        for about in abouts {
            match about {
                ContactAbout::Advert(uid) => adverts.push(uid.clone()),
                ContactAbout::Practice(uid) => practices.push(uid.clone()),
            }
        }
        let store = &self.inner.store;
        let adverts = if adverts.is_empty() { Vec::new() } else { store.kept_adverts(&adverts).await? };
        let practices = if practices.is_empty() { Vec::new() } else { store.kept_practices(&practices).await? };
        let link = |about: &ContactAbout| match about {
            ContactAbout::Advert(uid) => adverts.iter().find(|kept| kept.record.uid == *uid).map(|kept| {
                let title = Text { text: kept.record.title.clone(), language: kept.record.language };
                AboutLink::Advert(uid.to_string(), title)
            }),
            ContactAbout::Practice(uid) => practices.iter().find(|kept| kept.record.uid == *uid).map(|kept| {
                let title = Text { text: kept.record.title.clone(), language: kept.record.language };
                AboutLink::Practice(kept.slug.to_string(), title)
            }),
        };
        Ok(abouts.iter().map(|about| link(about).unwrap_or(AboutLink::Gone)).collect())
    }
}

fn own_bodies(viewer: &Viewer) -> Vec<Uid> {
    let acting = viewer.acting().into_iter();
    acting.flat_map(|acting| acting.organisations(OrganisationRole::Contributor).cloned()).collect()
}

/// What a viewer may do to a conversation, for one side or the other.
fn deeds(acting: &Acting, request: &ContactRequest) -> ContactDeeds {
    let sides = request.sides_of(acting);
    let may = |deed: &&ContactDeed| sides.iter().any(|side| request.may(acting, *side, **deed));
    ContactDeeds { deeds: ContactDeed::ALL.iter().filter(may).copied().collect() }
}

fn line(viewer: &Viewer, kept: &KeptContact, about: AboutLink, names: &[OrganisationName]) -> ContactLine {
    let request = &kept.request;
    let name = |uid: &Uid| names.iter().find(|name| name.uid == *uid).map(|name| name.name.clone()).unwrap_or_default();
    let own = viewer.acting().map(|acting| request.sides_of(acting)).unwrap_or_default();
    let turn = match request.waits_for() {
        Some(side) if own.contains(&side) => Turn::Own,
        Some(_) => Turn::Other,
        None => Turn::Nobody,
    };
    ContactLine {
        uid: request.uid.to_string(),
        about,
        asking: name(&request.asking),
        asked: name(&request.asked),
        last: request.messages.last().map(|last| begins(&last.text)).unwrap_or_default(),
        at: kept.updated_at.as_second(),
        state: request.state,
        turn,
    }
}

/// The beginning of a text on one line.
fn begins(text: &str) -> String {
    let line = domain::text::plain_line(text);
    match line.char_indices().nth(OPENING) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}
