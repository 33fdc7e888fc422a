// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Testimonials: what people of other bodies say of a practice or of its adoption, and what the people of its parties
//! say of a twinning, once somebody of it let it in.

mod deciding;
mod giving;
mod judging;
mod told;

use domain::policy::{Act, On, Parent, Refusal, Standing, TestimonialFacts, Viewer, allows};
use domain::testimonial::{AboutKind, Testimonial};
use domain::{Language, PartialDate, Uid};
use store::OrganisationName;

use crate::Portal;
use crate::error::Error;

pub use deciding::TestimonialDecision;
pub use giving::TestimonialForm;
pub use judging::{JudgedLine, JudgingPage};
pub use told::Subject;

/// A testimonial as pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestimonialLine {
    /// Stable identifier.
    pub uid: String,
    /// Whether it is about the practice, about its adoption, or about a twinning.
    pub about: AboutKind,
    /// What is said.
    pub quote: String,
    /// Who says it.
    pub author: String,
    /// What that person does.
    pub role: Option<String>,
    /// The body: its name, and its address where the portal knows it.
    pub organisation: Option<(String, Option<String>)>,
    /// When.
    pub on: PartialDate,
    /// Where it was said first.
    pub source: Option<String>,
    /// Whether it is shown.
    pub standing: Standing,
    /// Whether it is invented, for demonstration.
    pub demo: bool,
    /// Whether the viewer may let it in or refuse it now.
    pub may_accept: bool,
    /// Whether the viewer may take it out now.
    pub may_take_out: bool,
}

/// Whether a viewer may say something of a practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Testify {
    /// The viewer may.
    May,
    /// Members may.
    SignIn,
    /// Not this viewer: who acts for no body, or has a part in the practice.
    MayNot,
}

impl Testify {
    pub(crate) fn of(viewer: &Viewer, on: &On) -> Self {
        match allows(viewer, Act::Testify, on) {
            // Whoever runs the program is nobody who could sign.
            Ok(()) if viewer.acting().is_some() => Self::May,
            Err(Refusal::SignInFirst) => Self::SignIn,
            Ok(()) | Err(_) => Self::MayNot,
        }
    }
}

/// What a member needs to say something of a practice or a twinning.
#[derive(Clone, Debug)]
pub struct TestimonialPage {
    /// Which of the two it is.
    pub subject: Subject,
    /// Its address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: Language,
    /// Whether the viewer may, as far as acting for a body goes.
    pub may: bool,
    /// The name under it.
    pub name: String,
    /// The job in the own profile.
    pub job: String,
    /// The bodies for which the viewer could sign, identifier and name: of a twinning its parties alone.
    pub bodies: Vec<(String, String)>,
    /// What those bodies adopted of it: identifier of the adoption, and name of the body.
    pub adoptions: Vec<(String, String)>,
    /// What the viewer said of it before.
    pub own: Option<TestimonialLine>,
}

/// A testimonial as far as permission asks.
fn facts(testimonial: &Testimonial, of: &On) -> On {
    On::Testimonial(TestimonialFacts {
        parent: Parent::Of(Box::new(of.clone())),
        standing: testimonial.standing,
        author: testimonial.member.clone(),
    })
}

/// Whether it is one that a member could take back.
fn is_of(testimonial: &Testimonial, member: &Uid) -> bool {
    testimonial.member.as_ref() == Some(member)
        && matches!(testimonial.standing, Standing::Queued | Standing::Visible | Standing::Hidden)
}

impl Portal {
    /// What readers of a practice or a twinning see that was said of it, the newest first.
    pub(crate) async fn testimonials_shown(
        &self,
        viewer: &Viewer,
        (subject, uid): (Subject, &Uid),
        of: &On,
    ) -> Result<Vec<TestimonialLine>, Error> {
        let said = self.said_of(subject, uid).await?;
        let mut lines = self.testimonial_lines(viewer, of, said).await?;
        lines.retain(|line| line.standing == Standing::Visible);
        Ok(lines)
    }

    /// What who works on it sees: what waits first, then what is shown.
    pub(crate) async fn testimonials_on_desk(
        &self,
        viewer: &Viewer,
        (subject, uid): (Subject, &Uid),
        of: &On,
    ) -> Result<Vec<TestimonialLine>, Error> {
        let said = self.said_of(subject, uid).await?;
        let mut lines = self.testimonial_lines(viewer, of, said).await?;
        lines.retain(|line| matches!(line.standing, Standing::Queued | Standing::Visible));
        lines.sort_by_key(|line| line.standing != Standing::Queued);
        Ok(lines)
    }

    /// All that the viewer may read of what was said, the newest first.
    async fn testimonial_lines(
        &self,
        viewer: &Viewer,
        of: &On,
        said: Vec<Testimonial>,
    ) -> Result<Vec<TestimonialLine>, Error> {
        let read = |one: &Testimonial| allows(viewer, Act::Read, &facts(one, of)).is_ok();
        let mut readable: Vec<Testimonial> = said.into_iter().filter(read).collect();
        readable.sort_by(|one, other| other.on.cmp(&one.on).then_with(|| one.uid.cmp(&other.uid)));
        let bodies: Vec<Uid> = readable.iter().filter_map(|one| one.organisation.clone()).collect();
        let bodies = if bodies.is_empty() { Vec::new() } else { self.inner.store.organisation_names(&bodies).await? };
        Ok(readable.into_iter().map(|one| line(viewer, one, of, &bodies)).collect())
    }
}

fn line(viewer: &Viewer, one: Testimonial, of: &On, bodies: &[OrganisationName]) -> TestimonialLine {
    let on = facts(&one, of);
    let may = |act: Act| viewer.acting().is_some() && allows(viewer, act, &on).is_ok();
    let known = one.organisation.as_ref().and_then(|uid| bodies.iter().find(|body| body.uid == *uid));
    let known = known.map(|body| (body.name.clone(), Some(body.slug.to_string())));
    TestimonialLine {
        may_accept: may(Act::Accept),
        may_take_out: may(Act::Chair),
        uid: one.uid.to_string(),
        about: one.about.kind,
        quote: one.quote,
        author: one.author,
        role: one.role,
        organisation: known.or(one.organisation_name.map(|name| (name, None))),
        on: one.on,
        source: one.source,
        standing: one.standing,
        demo: one.demo,
    }
}
