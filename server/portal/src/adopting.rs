// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Adoptions that people tell of: a body says that it took up a practice, or confirms what the owner said of it.

mod declaring;
mod taking_back;
mod typed;
mod using;

use domain::adoption::{Adoption, AdoptionState, Agreement};
use domain::member::{MemberState, OrganisationRole};
use domain::policy::{AdoptionFacts, On, Parent, PracticeFacts, Viewer};
use domain::practice::Practice;
use domain::{Language, Uid};
use store::{Change, KeptAdoption};

use crate::Portal;
use crate::cards::Text;
use crate::error::Error;
use crate::form::FormError;
use crate::people::{MailContent, write_to};
use crate::values::AdoptionTwinning;
use crate::writing::{asking, typed_date};

pub use declaring::DeclarationForm;
pub use taking_back::DeclaredLine;
pub(crate) use taking_back::declared;
pub use typed::{ACT_MAX, AdoptionForm, NOTES_MAX};

/// An adoption that the own body is said to have made, and has not confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToConfirm {
    /// The identifier of the adoption.
    pub adoption: String,
    /// Address of the practice.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Letter of the model; absent where it is the whole.
    pub model: Option<String>,
    /// The body: identifier and name.
    pub body: (String, String),
    /// How far it is said to have come.
    pub state: AdoptionState,
}

/// What a member needs to say that the own body took up a practice.
#[derive(Clone, Debug)]
pub struct AdoptionPage {
    /// Address of the practice.
    pub slug: String,
    /// Title of the practice.
    pub title: String,
    /// Its language.
    pub language: Language,
    /// Whether it can be taken up: it is in the library.
    pub open: bool,
    /// The bodies that the viewer acts for, without the owner: identifier and name.
    pub bodies: Vec<(String, String)>,
    /// The one that is asked about.
    pub body: Option<OwnAdoption>,
}

/// What one of the own bodies took up.
#[derive(Clone, Debug)]
pub struct OwnAdoption {
    /// The body: identifier and name.
    pub body: (String, String),
    /// Whether the viewer speaks for it: what others tell waits for those who do.
    pub may_confirm: bool,
    /// The identifier that the form sends back; empty where there is no adoption.
    pub adoption: String,
    /// The adoption, where somebody told of it.
    pub present: Option<Present>,
    /// The version that the form sends back; empty where there is no adoption.
    pub version: String,
    /// All that the body took up of the practice as a whole, where one can choose among them.
    pub all: Vec<OneAdoption>,
}

impl OwnAdoption {
    /// Whether the one that was asked for is not there, and others are.
    pub fn is_gone(&self) -> bool {
        self.present.is_none() && !self.all.is_empty()
    }
}

/// One of several adoptions of a practice by one body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneAdoption {
    /// Its identifier.
    pub uid: String,
    /// Letter of the model; absent where it is the whole.
    pub model: Option<String>,
    /// The twinning that carried it over, where the viewer may read it.
    pub twinning: Option<AdoptionTwinning>,
    /// How far it has come.
    pub state: AdoptionState,
    /// Whether the body confirmed it.
    pub confirmed: bool,
}

/// An adoption as the form shows it.
#[derive(Clone, Debug)]
pub struct Present {
    /// How far it has come.
    pub state: AdoptionState,
    /// The year in which it began.
    pub year: String,
    /// What was changed, or why it was given up, in Markdown.
    pub notes: String,
    /// The agreement: the act, its date, its months, its cost.
    pub agreement: Option<[String; 4]>,
    /// Whether the body confirmed it.
    pub confirmed: bool,
}

fn present(adoption: Adoption) -> Present {
    let agreement = |one: Agreement| {
        let signed = domain::PartialDate::parse(&one.signed_on).map_or(one.signed_on, typed_date);
        [one.act, signed, one.months.to_string(), one.cost.to_string()]
    };
    Present {
        state: adoption.state,
        year: adoption.year.map(|year| year.to_string()).unwrap_or_default(),
        notes: adoption.notes.unwrap_or_default(),
        agreement: adoption.agreement.map(agreement),
        confirmed: adoption.confirmed_by.is_some(),
    }
}

/// An adoption by a body, as far as permission asks.
fn facts(practice: &Practice, adopter: &Uid) -> On {
    let parent = Parent::Of(Box::new(On::Practice(PracticeFacts::from(practice))));
    On::Adoption(AdoptionFacts { parent, adopter: Some(adopter.clone()) })
}

impl Portal {
    /// What a member needs to say that one of the own bodies took up a practice. The body is named by its identifier,
    /// else it is the first of the own ones; so is the adoption, of which a body may have one for each model.
    ///
    /// # Errors
    /// Nobody has signed in, or the member does not see the practice.
    pub async fn adoption_page(
        &self,
        viewer: &Viewer,
        slug: &str,
        (chosen, adoption): (&str, &str),
    ) -> Result<AdoptionPage, Error> {
        asking(viewer)?;
        let kept = self.kept_at(viewer, slug).await?;
        let practice = kept.record;
        let bodies = self.adopters(viewer, &practice).await?;
        let body = bodies.iter().find(|(uid, _)| uid == chosen).or(bodies.first()).cloned();
        let body = match body {
            Some(body) => Some(self.own_adoption(viewer, &practice.uid, body, adoption).await?),
            None => None,
        };
        Ok(AdoptionPage {
            slug: kept.slug.to_string(),
            open: practice.stage.is_in_library(),
            title: practice.title,
            language: practice.language,
            bodies,
            body,
        })
    }

    /// The own bodies that can take up a practice: all but its owner.
    async fn adopters(&self, viewer: &Viewer, practice: &Practice) -> Result<Vec<(String, String)>, Error> {
        let mut bodies = self.own_bodies(viewer).await?;
        let owner = practice.owner_org.as_ref().map(Uid::as_str);
        bodies.retain(|(uid, _)| Some(uid.as_str()) != owner);
        Ok(bodies)
    }

    async fn own_adoption(
        &self,
        viewer: &Viewer,
        practice: &Uid,
        body: (String, String),
        adoption: &str,
    ) -> Result<OwnAdoption, Error> {
        let uid = Uid::parse(&body.0).map_err(|_| Error::NotFound)?;
        let kept = self.inner.store.whole_adoptions(practice, &uid).await?;
        let found = match adoption {
            "" => kept.first(),
            named => kept.iter().find(|one| one.record.uid.as_str() == named),
        };
        // What is gone keeps its name, so that what was typed for it is never saved over another one.
        let named = found.map(|one| one.record.uid.to_string());
        let adoption = named.unwrap_or_else(|| if kept.is_empty() { String::new() } else { adoption.to_owned() });
        let can_choose = kept.len() > 1 || found.is_none();
        Ok(OwnAdoption {
            may_confirm: viewer.acting().is_some_and(|acting| acting.acts_for(&uid, OrganisationRole::Editor)),
            adoption,
            version: found.map(|one| one.version.to_string()).unwrap_or_default(),
            present: found.map(|one| present(one.record.clone())),
            all: if can_choose { self.each_adoption(viewer, &kept).await? } else { Vec::new() },
            body,
        })
    }

    async fn each_adoption(&self, viewer: &Viewer, kept: &[KeptAdoption]) -> Result<Vec<OneAdoption>, Error> {
        let uids: Vec<Uid> = kept.iter().filter_map(|one| one.record.twinning.clone()).collect();
        let twinnings = self.inner.store.twinnings_by_uids(viewer, &uids).await?;
        let line = |one: &KeptAdoption| {
            let twinning = twinnings.iter().find(|row| Some(&row.record.uid) == one.record.twinning.as_ref());
            OneAdoption {
                uid: one.record.uid.to_string(),
                model: one.record.model.clone(),
                twinning: twinning.map(|row| AdoptionTwinning {
                    slug: row.slug.to_string(),
                    title: Text { text: row.record.title.clone(), language: row.record.language },
                }),
                state: one.record.state,
                confirmed: one.record.confirmed_by.is_some(),
            }
        };
        Ok(kept.iter().map(line).collect())
    }

    /// What the bodies that the viewer speaks for are said to have taken up, and have not confirmed.
    pub(crate) async fn adoptions_to_confirm(&self, viewer: &Viewer) -> Result<Vec<ToConfirm>, Error> {
        let Some(acting) = viewer.acting() else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        let bodies = self.own_bodies(viewer).await?;
        for uid in acting.organisations(OrganisationRole::Editor) {
            let Some(body) = bodies.iter().find(|(known, _)| known == uid.as_str()) else { continue };
            let adopted = self.inner.store.adoptions_by(viewer, uid).await?.into_iter();
            let waiting = adopted.filter(|one| one.record.confirmed_by.is_none() && one.record.unit.is_none());
            found.extend(waiting.map(|one| ToConfirm {
                adoption: one.record.uid.to_string(),
                slug: one.slug.to_string(),
                title: one.title,
                model: one.record.model,
                body: body.clone(),
                state: one.record.state,
            }));
        }
        Ok(found)
    }
}

/// Tells the authors of a practice what the body answered that was said to have taken it up.
async fn tell_authors(
    change: &mut Change,
    practice: (&Practice, &str),
    organisation: &str,
    answer: Answer,
) -> Result<(), FormError> {
    let (practice, slug) = practice;
    for author in &practice.authors {
        let Some(member) = change.member(author).await?.map(|kept| kept.record) else { continue };
        if member.state == MemberState::Active {
            let content = MailContent::AdoptionAnswered {
                first_name: member.first_name.clone(),
                organisation: organisation.to_owned(),
                title: practice.title.clone(),
                slug: slug.to_owned(),
                confirmed: answer == Answer::Confirmed,
            };
            write_to(change, &member, &content).await?;
        }
    }
    Ok(())
}

/// What a body says to what the owner of a practice said of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    Confirmed,
    Denied,
}
