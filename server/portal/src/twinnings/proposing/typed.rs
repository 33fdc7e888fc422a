// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A proposal as it is typed, read as a whole: all that is wrong with it is told at once.

use domain::policy::{Act, New, On, Viewer, allows};
use domain::text::{TEXT_MAX, TITLE_MAX, plain_line, plain_text};
use domain::twinning::{Party, PartyRole};
use domain::{Language, PartialDate, Uid};

use super::ProposalForm;
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FieldProblems, FormError};
use crate::writing::date;

/// The fields in the order of the form.
const FIELDS: [&str; 8] = ["title", "object", "organisation", "role", "offering", "recipient", "start", "language"];

/// A proposal that was read.
pub(super) struct Wanted {
    pub(super) title: String,
    pub(super) object: Option<String>,
    pub(super) language: Language,
    pub(super) start: Option<PartialDate>,
    /// The own body.
    pub(super) own: Uid,
    /// The own body, and those whose names were typed.
    pub(super) parties: Vec<Party>,
}

/// What is said of it beside its parties.
struct Said {
    title: String,
    object: Option<String>,
    language: Language,
    start: Option<PartialDate>,
}

impl ProposalForm {
    fn said(&self, problems: &mut FieldProblems) -> Option<Said> {
        let title = plain_line(&self.title);
        match title.chars().count() {
            0 => problems.push(("title", FieldProblem::Missing)),
            length if length > TITLE_MAX => problems.push(("title", FieldProblem::TooLong)),
            _ => {}
        }
        let object = Some(plain_text(&self.object)).filter(|text| !text.trim().is_empty());
        if object.as_ref().is_some_and(|text| text.len() > TEXT_MAX) {
            problems.push(("object", FieldProblem::TooLong));
        }
        let language = Language::from_code(&self.language);
        if language.is_none() {
            problems.push(("language", FieldProblem::Unknown));
        }
        let start = date(&self.start);
        if start.is_none() && !self.start.trim().is_empty() {
            problems.push(("start", FieldProblem::Invalid));
        }
        Some(Said { title, object, language: language?, start })
    }

    /// The own body, and its part in it.
    fn own(&self, viewer: &Viewer, problems: &mut FieldProblems) -> Option<(Uid, PartyRole)> {
        let role = PartyRole::from_code(&self.role)
            .filter(|role| matches!(role, PartyRole::Recipient | PartyRole::Offering | PartyRole::Coordinator));
        if role.is_none() {
            problems.push(("role", FieldProblem::Missing));
        }
        let begins = |uid: &Uid| allows(viewer, Act::Create, &On::New(New::Twinning, Some(uid.clone()))).is_ok();
        let own = Uid::parse(&self.organisation).ok().filter(begins);
        if own.is_none() {
            let missing = self.organisation.is_empty();
            problems.push(("organisation", if missing { FieldProblem::Missing } else { FieldProblem::NotAllowed }));
        }
        own.zip(role)
    }
}

impl Portal {
    /// Reads a proposal.
    ///
    /// # Errors
    /// Each field that is wrong, in the order of the form.
    pub(super) async fn read_proposal(&self, viewer: &Viewer, form: &ProposalForm) -> Result<Wanted, FormError> {
        let mut problems = FieldProblems::new();
        let said = form.said(&mut problems);
        let own = form.own(viewer, &mut problems);
        let parties = self.parties_of_proposal(form, own.as_ref(), &mut problems).await?;
        match said.zip(own) {
            Some((Said { title, object, language, start }, (own, _))) if problems.is_empty() => {
                Ok(Wanted { title, object, language, start, own, parties })
            }
            _ => {
                problems.sort_by_key(|(field, _)| FIELDS.iter().position(|one| one == field));
                Err(FormError::Fields(problems))
            }
        }
    }

    /// The parties of a proposal: the own body, where it is known, and those whose names were typed.
    async fn parties_of_proposal(
        &self,
        form: &ProposalForm,
        own: Option<&(Uid, PartyRole)>,
        problems: &mut FieldProblems,
    ) -> Result<Vec<Party>, Error> {
        let party = |organisation: Uid, role| Party { organisation, role, referent: None };
        let mut parties: Vec<Party> = own.into_iter().map(|(own, role)| party(own.clone(), *role)).collect();
        for (field, typed, role) in
            [("offering", &form.offering, PartyRole::Offering), ("recipient", &form.recipient, PartyRole::Recipient)]
        {
            if typed.trim().is_empty() {
                continue;
            }
            match self.organisation_of(typed, "").await {
                Ok(one) if parties.iter().any(|known| known.organisation == one.uid && known.role == role) => {}
                Ok(one) if parties.iter().any(|known| known.organisation == one.uid && is_other(known.role, role)) => {
                    problems.push((field, FieldProblem::NotAllowed));
                }
                Ok(one) => parties.push(party(one.uid, role)),
                Err(FormError::Fields(wrong)) => problems.extend(wrong.into_iter().map(|(_, wrong)| (field, wrong))),
                Err(FormError::Portal(error)) => return Err(error),
            }
        }
        Ok(parties)
    }
}

/// Whether two parts stand on the two sides.
const fn is_other(one: PartyRole, other: PartyRole) -> bool {
    matches!((one, other), (PartyRole::Offering, PartyRole::Recipient) | (PartyRole::Recipient, PartyRole::Offering))
}
