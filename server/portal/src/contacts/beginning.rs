// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Beginning a conversation: by an answer to an advert, or by a question about a practice.

use domain::Uid;
use domain::advert::Advert;
use domain::contact::{ContactRefused, ContactRequest, Contactable, Written};
use domain::member::Member;
use domain::policy::{Act, NoticeFacts, On, PracticeFacts, Viewer, allows};
use domain::practice::Practice;
use store::Change;

use super::values::{AskPage, MessageForm};
use super::{News, TOLD, TRIES, name_of, refused, tell};
use crate::Portal;
use crate::cards::Text;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};
use crate::writing::asking;

/// What a body is written to about.
#[derive(Clone)]
enum Target {
    Advert(Box<Advert>),
    Practice(Box<Practice>),
}

impl Target {
    fn title(&self) -> &str {
        match self {
            Self::Advert(advert) => &advert.title,
            Self::Practice(practice) => &practice.title,
        }
    }

    /// Whose it is.
    fn body(&self) -> Option<&Uid> {
        match self {
            Self::Advert(advert) => Some(&advert.organisation),
            Self::Practice(practice) => practice.owner_org.as_ref(),
        }
    }
}

/// A first message, with all that is known before the change.
#[derive(Clone)]
struct First {
    uid: Uid,
    viewer: Viewer,
    by: Uid,
    asking: Uid,
    asking_name: String,
    text: String,
    name: String,
    people: Vec<Member>,
}

impl Portal {
    /// Answers an advert for one of the own bodies; answers the identifier of the conversation. Sent twice, it is one.
    ///
    /// # Errors
    /// Nobody has signed in, or the member does not see the advert; `form` is `expired` where it takes no answers,
    /// `not_allowed` where its body does not want to be written to, `taken` where the two write about it already;
    /// `organisation` or `text` is wrong.
    pub async fn answer_advert(&self, viewer: &Viewer, uid: &str, form: MessageForm) -> Result<String, FormError> {
        asking(viewer)?;
        let kept = self.visible_advert(viewer, uid).await?;
        let people = self.people_of_advert(&kept.record).await?;
        self.begin_contact(viewer, &Target::Advert(Box::new(kept.record)), people, form).await
    }

    /// Writes to the owner of a practice about it; otherwise as `answer_advert`.
    ///
    /// # Errors
    /// As `answer_advert`; `form` is `expired` where nobody is known to own it, or it is not in the library.
    pub async fn ask_about_practice(
        &self,
        viewer: &Viewer,
        slug: &str,
        form: MessageForm,
    ) -> Result<String, FormError> {
        asking(viewer)?;
        let practice = self.kept_at(viewer, slug).await?.record;
        let people = match &practice.owner_org {
            Some(owner) => self.editors_of(owner).await?,
            None => Vec::new(),
        };
        self.begin_contact(viewer, &Target::Practice(Box::new(practice)), people, form).await
    }

    /// What a member needs to write to the owner of a practice.
    ///
    /// # Errors
    /// Nobody has signed in, or the member does not see the practice.
    pub async fn ask_page(&self, viewer: &Viewer, slug: &str) -> Result<AskPage, Error> {
        asking(viewer)?;
        let kept = self.kept_at(viewer, slug).await?;
        let practice = kept.record;
        let owner = practice.owner_org.as_ref().filter(|_| practice.stage.is_in_library());
        Ok(AskPage {
            slug: kept.slug.to_string(),
            owner: kept.owner.map(|owner| owner.name).unwrap_or_default(),
            answering: self.answering_to(viewer, owner).await?,
            key: self.new_uid().to_string(),
            conversations: self.conversations_on_practice(viewer, &practice.uid).await?,
            title: Text { text: practice.title, language: practice.language },
        })
    }

    async fn begin_contact(
        &self,
        viewer: &Viewer,
        target: &Target,
        mut people: Vec<Member>,
        form: MessageForm,
    ) -> Result<String, FormError> {
        let by = asking(viewer)?;
        let uid = self.new_uid();
        let name = name_of(&form.key, &uid);
        if let Some(there) = self.inner.store.contact_sent_as(&by, &name).await? {
            return Ok(there.to_string());
        }
        let (asking, asking_name) = self.asking_body(viewer, target, &form.organisation).await?;
        people.truncate(TOLD);
        let viewer = viewer.clone();
        let first = First { uid, viewer, by, asking, asking_name, text: form.text, name, people };
        let mut tries = 0;
        loop {
            tries += 1;
            match self.begin_once(target.clone(), first.clone()).await {
                // The same form may have come a second time; then its first one is there now.
                Err(error) if error.is_conflict() && tries < TRIES => {
                    if let Some(there) = self.inner.store.contact_sent_as(&first.by, &first.name).await? {
                        return Ok(there.to_string());
                    }
                }
                Err(error) => return Err(error),
                Ok(()) => return Ok(first.uid.to_string()),
            }
        }
    }

    /// The own body that writes, with its name.
    async fn asking_body(&self, viewer: &Viewer, target: &Target, typed: &str) -> Result<(Uid, String), FormError> {
        let mut own = self.own_bodies(viewer).await?;
        if own.is_empty() {
            return Err(FormError::field("organisation", FieldProblem::NotAllowed));
        }
        if let Some(body) = target.body().filter(|_| typed.is_empty()) {
            own.retain(|(uid, _)| uid != body.as_str());
        }
        let chosen = match (typed, own.as_slice()) {
            ("", [one]) => Some(one.clone()),
            // All bodies that the viewer acts for are the one that would be written to.
            ("", []) => return Err(refused(&ContactRefused::Own)),
            ("", _) => return Err(FormError::field("organisation", FieldProblem::Missing)),
            (typed, own) => own.iter().find(|(uid, _)| uid == typed).cloned(),
        };
        let chosen = chosen.and_then(|(uid, name)| Some((Uid::parse(&uid).ok()?, name)));
        chosen.ok_or_else(|| FormError::field("organisation", FieldProblem::NotAllowed))
    }

    async fn begin_once(&self, target: Target, first: First) -> Result<(), FormError> {
        let today = self.today();
        self.write(move |change| {
            Box::pin(async move {
                let target = now(change, &first.viewer, target).await?;
                let about = match &target {
                    Target::Advert(advert) if !advert.takes_answers(today) => {
                        return Err(refused(&ContactRefused::NotOpen));
                    }
                    Target::Advert(advert) => {
                        allows(&first.viewer, Act::Answer, &On::Advert(NoticeFacts::from(&**advert)))?;
                        Contactable::Advert(advert)
                    }
                    Target::Practice(practice) => Contactable::Practice(practice),
                };
                let between = match target.body() {
                    Some(body) => change.contacts_between(&first.asking, body).await?,
                    None => Vec::new(),
                };
                let at = change.now().as_millisecond();
                let written = Written { at, by: first.by.clone(), text: first.text };
                let begun = ContactRequest::begin(first.uid, about, &first.asking, &between, written, today);
                let request = begun.map_err(|error| refused(&error))?;
                change.add_contact(&request, &first.name).await?;
                if let Target::Advert(advert) = &target
                    && let Ok(answered) = Advert::clone(advert).answer(&first.asking, today)
                {
                    change.put_advert(&answered).await?;
                }
                let news = News { by: &first.by, organisation: &first.asking_name, title: target.title() };
                tell(change, &request, &first.people, news).await
            })
        })
        .await
    }
}

/// The thing as it stands inside the change, where the viewer may still see it.
async fn now(change: &mut Change, viewer: &Viewer, target: Target) -> Result<Target, FormError> {
    let (target, on) = match target {
        Target::Advert(advert) => {
            let record = change.advert(&advert.uid).await?.ok_or(Error::NotFound)?.record;
            let on = On::Advert(NoticeFacts::from(&record));
            (Target::Advert(Box::new(record)), on)
        }
        Target::Practice(practice) => {
            let record = change.practice(&practice.uid).await?.ok_or(Error::NotFound)?.record;
            let on = On::Practice(PracticeFacts::from(&record));
            (Target::Practice(Box::new(record)), on)
        }
    };
    allows(viewer, Act::Read, &on)?;
    Ok(target)
}
