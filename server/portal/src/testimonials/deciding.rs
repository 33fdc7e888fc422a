// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Letting a testimonial in, refusing it, taking it out again.

use domain::Uid;
use domain::member::MemberState;
use domain::policy::{Act, Standing, Viewer, allows};
use domain::testimonial::Testimonial;
use store::Change;

use super::told::{Told, said_in, told_in};
use super::{Subject, facts};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};
use crate::people::write_to;
use crate::writing::asking;

/// What is decided on a testimonial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestimonialDecision {
    /// It is shown from now on.
    Admit,
    /// It is not shown.
    Refuse,
    /// It was shown, and is not any more.
    TakeOut,
}

impl TestimonialDecision {
    /// The code in forms and mails.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Admit => "admit",
            Self::Refuse => "refuse",
            Self::TakeOut => "take_out",
        }
    }

    /// The decision of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Admit, Self::Refuse, Self::TakeOut].into_iter().find(|one| one.code() == code)
    }

    /// The standing that it asks for, and the one to which it leads.
    const fn way(self) -> (Standing, Standing) {
        match self {
            Self::Admit => (Standing::Queued, Standing::Visible),
            Self::Refuse => (Standing::Queued, Standing::Hidden),
            Self::TakeOut => (Standing::Visible, Standing::Hidden),
        }
    }

    const fn act(self) -> Act {
        match self {
            Self::Admit | Self::Refuse => Act::Accept,
            Self::TakeOut => Act::Chair,
        }
    }
}

impl Portal {
    /// Decides on a testimonial about a practice, its adoption or a twinning, and tells who wrote it. `about` is the
    /// identifier of the practice or the twinning.
    ///
    /// # Errors
    /// `NotFound` where there is none that the viewer may read; `form` is `conflict` where somebody has decided before,
    /// or it was taken back.
    pub async fn decide_testimonial(
        &self,
        viewer: &Viewer,
        subject: Subject,
        about: &str,
        testimonial: &str,
        decision: TestimonialDecision,
    ) -> Result<(), FormError> {
        asking(viewer)?;
        let uid = Uid::parse(about).map_err(|_| Error::NotFound)?;
        let wanted = Uid::parse(testimonial).map_err(|_| Error::NotFound)?;
        let viewer = viewer.clone();
        self.write(move |change| {
            Box::pin(async move {
                let told = told_in(change, subject, &uid).await?;
                let mut said = said_in(change, subject, &uid).await?.into_iter().filter(|one| one.uid == wanted);
                let mut testimonial = said.next().ok_or(Error::NotFound)?;
                let conflict = FormError::field("form", FieldProblem::Conflict);
                if testimonial.standing == Standing::Erased {
                    allows(&viewer, Act::Read, &told.on())?;
                    return Err(conflict);
                }
                let on = facts(&testimonial, &told.on());
                allows(&viewer, Act::Read, &on)?;
                let (before, after) = decision.way();
                if testimonial.standing != before {
                    return Err(conflict);
                }
                allows(&viewer, decision.act(), &on)?;
                testimonial.standing = after;
                change.put_testimonial(&testimonial).await?;
                tell(change, &testimonial, &told, decision).await
            })
        })
        .await
    }
}

/// Tells who wrote it, where that is a member with an address.
async fn tell(
    change: &mut Change,
    testimonial: &Testimonial,
    told: &Told,
    decision: TestimonialDecision,
) -> Result<(), FormError> {
    let Some(author) = &testimonial.member else { return Ok(()) };
    let member = change.member(author).await?.map(|kept| kept.record);
    let Some(member) = member.filter(|one| one.state == MemberState::Active) else { return Ok(()) };
    write_to(change, &member, &told.decided(member.first_name.clone(), decision)).await
}
