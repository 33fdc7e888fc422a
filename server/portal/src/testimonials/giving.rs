// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Saying something of a practice or a twinning, for the own body, and taking it back.

use domain::member::{Member, MembershipState, OrganisationRole};
use domain::policy::{Act, Standing, Viewer, allows};
use domain::testimonial::{About, AboutKind, QUOTE_MAX, QUOTE_MIN, ROLE_MAX, Testimonial};
use domain::text::{plain_line, plain_text};
use domain::{PartialDate, Uid};
use store::{AdoptionRow, Page};

use super::told::{said_in, told_in};
use super::{Subject, TestimonialPage, facts, is_of, line};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};
use crate::people::{today, write_about};
use crate::writing::asking;

/// How many people of a body are looked at, and how many are told.
const PEOPLE: u32 = 100;
pub(super) const TOLD: usize = 20;

/// A testimonial as it was typed.
#[derive(Clone, Debug, Default)]
pub struct TestimonialForm {
    /// The identifier of the adoption that it is about; empty where it is about the practice, or about a twinning.
    pub adoption: String,
    /// The body for which it is said; may be empty where there is only one.
    pub organisation: String,
    /// What the one who signs does.
    pub role: String,
    /// What is said.
    pub quote: String,
}

/// Who signs, and for which bodies.
struct Signer {
    member: Uid,
    name: String,
    bodies: Vec<Uid>,
}

impl TestimonialForm {
    fn read(
        &self,
        uid: Uid,
        whole: About,
        signer: &Signer,
        adoptions: &[AdoptionRow],
        on: PartialDate,
    ) -> Result<Testimonial, FormError> {
        let mut problems = Vec::new();
        let body = match (self.organisation.as_str(), signer.bodies.as_slice()) {
            ("", [one]) => Some(one.clone()),
            ("", _) => {
                problems.push(("organisation", FieldProblem::Missing));
                None
            }
            (chosen, bodies) => bodies.iter().find(|body| body.as_str() == chosen).cloned(),
        };
        if body.is_none() && !self.organisation.is_empty() {
            problems.push(("organisation", FieldProblem::Unknown));
        }
        let about = self.about(whole, body.as_ref(), adoptions);
        if about.is_none() {
            problems.push(("about", FieldProblem::Unknown));
        }
        let role = plain_line(&self.role);
        match role.chars().count() {
            0 => problems.push(("role", FieldProblem::Missing)),
            length if length > ROLE_MAX => problems.push(("role", FieldProblem::TooLong)),
            _ => {}
        }
        let quote = plain_text(&self.quote).trim().to_owned();
        match quote.chars().count() {
            0 => problems.push(("quote", FieldProblem::Missing)),
            length if length < QUOTE_MIN => problems.push(("quote", FieldProblem::TooShort)),
            length if length > QUOTE_MAX => problems.push(("quote", FieldProblem::TooLong)),
            _ => {}
        }
        let (Some(about), Some(organisation), true) = (about, body, problems.is_empty()) else {
            return Err(FormError::Fields(problems));
        };
        Ok(Testimonial {
            uid,
            about,
            author: signer.name.clone(),
            role: Some(role),
            organisation: Some(organisation),
            organisation_name: None,
            quote,
            on,
            source: None,
            standing: Standing::Queued,
            member: Some(signer.member.clone()),
            demo: false,
        })
    }

    /// What it is about: the whole, or the adoption by that very body.
    fn about(&self, whole: About, body: Option<&Uid>, adoptions: &[AdoptionRow]) -> Option<About> {
        if self.adoption.is_empty() {
            return Some(whole);
        }
        let of_body = adoptions.iter().filter(|row| row.record.adopter_org.as_ref() == body);
        let mut chosen = of_body.filter(|row| row.record.uid.as_str() == self.adoption);
        chosen.next().map(|row| About { kind: AboutKind::Adoption, uid: row.record.uid.clone() })
    }
}

impl Portal {
    /// What a member needs to say something of a practice or a twinning, and what the member said of it before.
    ///
    /// # Errors
    /// Nobody has signed in, or the member does not see it.
    pub async fn testimonial_page(
        &self,
        viewer: &Viewer,
        subject: Subject,
        slug: &str,
    ) -> Result<TestimonialPage, Error> {
        let by = asking(viewer)?;
        let told = self.told_at(viewer, subject, slug).await?;
        let on = told.on();
        let member = self.inner.store.member(&Viewer::Operator, &by).await?.ok_or(Error::NotFound)?.record;
        let bodies = self.signing_bodies(viewer, &told).await?;
        let adoptions = self.adoptions_told_of(&told).await?;
        let own_adoptions = adoptions.iter().filter_map(|row| {
            let adopter = row.adopter.as_ref()?;
            let is_own = bodies.iter().any(|(uid, _)| uid == adopter.uid.as_str());
            is_own.then(|| (row.record.uid.to_string(), adopter.name.clone()))
        });
        let own = self.said_of(subject, told.uid()).await?.into_iter().find(|one| is_of(one, &by));
        Ok(TestimonialPage {
            subject,
            own: own.map(|one| line(viewer, one, &on, &[])),
            adoptions: own_adoptions.collect(),
            slug: told.slug(),
            title: told.title(),
            language: told.language(),
            may: allows(viewer, Act::Testify, &on).is_ok(),
            name: member.full_name(),
            job: member.job_title,
            bodies,
        })
    }

    /// The bodies that the viewer acts for: identifier and name, in the order of the memberships.
    pub(crate) async fn own_bodies(&self, viewer: &Viewer) -> Result<Vec<(String, String)>, Error> {
        let Some(acting) = viewer.acting() else { return Ok(Vec::new()) };
        let uids: Vec<Uid> = acting.organisations(OrganisationRole::Contributor).cloned().collect();
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let names = self.inner.store.organisation_names(&uids).await?;
        let named = |uid: &Uid| names.iter().find(|name| name.uid == *uid);
        let named = uids.iter().filter_map(|uid| named(uid).map(|name| (uid.to_string(), name.name.clone())));
        Ok(named.collect())
    }

    /// Keeps what a member says of a practice or a twinning until somebody of it lets it in, and tells them.
    ///
    /// # Errors
    /// `organisation`, `about`, `role` or `quote` is wrong; `form` is `taken` where the member said something of it
    /// before.
    pub async fn give_testimonial(
        &self,
        viewer: &Viewer,
        subject: Subject,
        slug: &str,
        form: TestimonialForm,
    ) -> Result<(), FormError> {
        let member = asking(viewer)?;
        let told = self.told_at(viewer, subject, slug).await?;
        allows(viewer, Act::Testify, &told.on())?;
        let adoptions = self.adoptions_told_of(&told).await?;
        let record = self.inner.store.member(&Viewer::Operator, &member).await?.ok_or(Error::NotFound)?.record;
        let bodies = self.signing_bodies(viewer, &told).await?;
        let bodies = bodies.into_iter().filter_map(|(uid, _)| Uid::parse(&uid).ok()).collect();
        let signer = Signer { member, name: record.full_name(), bodies };
        let testimonial = form.read(self.new_uid(), told.about(), &signer, &adoptions, today(self.now()))?;
        let people = self.who_lets_in(&told, &signer.member).await?;
        let (uid, viewer) = (told.uid().clone(), viewer.clone());
        self.write(move |change| {
            Box::pin(async move {
                let told = told_in(change, subject, &uid).await?;
                allows(&viewer, Act::Testify, &told.on())?;
                if said_in(change, subject, &uid).await?.iter().any(|one| is_of(one, &signer.member)) {
                    return Err(FormError::field("form", FieldProblem::Taken));
                }
                let testimonial = testimonial.checked().map_err(|wrong| FormError::of_record(&wrong, &["quote"]))?;
                change.put_testimonial(&testimonial).await?;
                for one in &people {
                    let content = told.waits(one.first_name.clone(), signer.name.clone());
                    write_about(change, &signer.member, one, &content).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// Takes back what the viewer said of a practice or a twinning: nothing of it stays.
    ///
    /// # Errors
    /// `NotFound` where the viewer said nothing of it, or does not see it.
    pub async fn withdraw_testimonial(&self, viewer: &Viewer, subject: Subject, slug: &str) -> Result<(), FormError> {
        let member = asking(viewer)?;
        let uid = self.told_at(viewer, subject, slug).await?.uid().clone();
        let viewer = viewer.clone();
        self.write(move |change| {
            Box::pin(async move {
                let on = told_in(change, subject, &uid).await?.on();
                let said = said_in(change, subject, &uid).await?;
                let own: Vec<Testimonial> = said.into_iter().filter(|one| is_of(one, &member)).collect();
                if own.is_empty() {
                    return Err(Error::NotFound.into());
                }
                for one in own {
                    allows(&viewer, Act::Withdraw, &facts(&one, &on))?;
                    change.put_testimonial(&one.erased()).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// Who may speak for a body: its editors and representatives, the latter first.
    pub(crate) async fn editors_of(&self, organisation: &Uid) -> Result<Vec<Member>, Error> {
        let (active, page) = (MembershipState::Active, Page::first(PEOPLE));
        let people = self.inner.store.people_in_use(&Viewer::Operator, organisation, active, page).await?.rows;
        let edits = |one: &Member| {
            one.membership(organisation).is_some_and(|membership| membership.role >= OrganisationRole::Editor)
        };
        Ok(people.into_iter().map(|kept| kept.record).filter(edits).take(TOLD).collect())
    }
}
