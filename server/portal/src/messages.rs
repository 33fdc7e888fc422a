// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What readers write to the portal's editors.

use domain::Slug;
use domain::policy::{Act, On, Viewer, allows};
use domain::text::{plain_line, plain_text};
use markdown::RENDERER;
use store::{Correction, Found, Opinion};

use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};

/// The shortest description of what is wrong, in characters.
pub const CORRECTION_MIN: usize = 20;
/// The longest description of what is wrong, in characters.
pub const CORRECTION_MAX: usize = 2_000;
/// The longest opinion on a page, in characters.
pub const OPINION_MAX: usize = 1_000;
/// The longest name, in characters.
const NAME_MAX: usize = 120;
/// The longest e-mail address, in characters (RFC 5321 less the angle brackets).
const EMAIL_MAX: usize = 254;
/// The longest page address that is kept, in characters.
const PAGE_MAX: usize = 300;

/// A correction request as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CorrectionForm {
    /// What is wrong.
    pub text: String,
    /// Who writes; may be empty.
    pub name: String,
    /// Where an answer would go; may be empty.
    pub email: String,
}

/// An opinion on a page as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpinionForm {
    /// The page's address.
    pub page: String,
    /// 1 to 5.
    pub rating: String,
    /// In words; may be empty.
    pub text: String,
}

/// What readers wrote, the newest first.
#[derive(Clone, Debug, Default)]
pub struct Messages {
    /// Correction requests.
    pub corrections: Vec<Correction>,
    /// Opinions on pages.
    pub opinions: Vec<Opinion>,
}

impl Portal {
    /// Keeps a request to correct the practice at an address.
    ///
    /// # Errors
    /// A field is wrong, or there is no such practice for the viewer.
    pub async fn ask_for_correction(&self, viewer: &Viewer, slug: &str, form: CorrectionForm) -> Result<(), FormError> {
        let slug = Slug::parse(slug).ok_or(Error::NotFound)?;
        let found = self.inner.store.practice_by_slug(viewer, &slug, RENDERER).await.map_err(Error::from)?;
        let Found::Here(row) = found else { return Err(Error::NotFound.into()) };
        let record = &row.practice.record;
        allows(viewer, Act::AskForCorrection, &On::Practice(record.into())).map_err(Error::from)?;
        let form = checked_correction(form)?;
        let correction = Correction {
            at: self.now(),
            practice: record.uid.clone(),
            text: form.text,
            name: form.name,
            email: form.email,
        };
        self.inner.store.keep_correction(correction).await.map_err(Error::from)?;
        Ok(())
    }

    /// Keeps an opinion on how clear a page is.
    ///
    /// # Errors
    /// A field is wrong.
    pub async fn give_opinion(&self, form: OpinionForm) -> Result<(), FormError> {
        let mut problems = Vec::new();
        let rating = form.rating.parse::<u8>().ok().filter(|rating| (1..=5).contains(rating));
        if rating.is_none() {
            problems.push(("rating", FieldProblem::Missing));
        }
        let text = plain_text(&form.text);
        if text.chars().count() > OPINION_MAX {
            problems.push(("text", FieldProblem::TooLong));
        }
        let (Some(rating), true) = (rating, problems.is_empty()) else { return Err(FormError::Fields(problems)) };
        let page: String = plain_line(&form.page).chars().take(PAGE_MAX).collect();
        let opinion = Opinion { at: self.now(), page, rating, text };
        self.inner.store.keep_opinion(opinion).await.map_err(Error::from)?;
        Ok(())
    }

    /// What readers wrote, for the operator.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn messages(&self, limit: u32) -> Result<Messages, Error> {
        Ok(Messages {
            corrections: self.inner.store.corrections(limit).await?,
            opinions: self.inner.store.opinions(limit).await?,
        })
    }
}

fn checked_correction(form: CorrectionForm) -> Result<CorrectionForm, FormError> {
    let form =
        CorrectionForm { text: plain_text(&form.text), name: plain_line(&form.name), email: plain_line(&form.email) };
    let mut problems = Vec::new();
    match form.text.trim().chars().count() {
        0 => problems.push(("text", FieldProblem::Missing)),
        length if length < CORRECTION_MIN => problems.push(("text", FieldProblem::TooShort)),
        length if length > CORRECTION_MAX => problems.push(("text", FieldProblem::TooLong)),
        _ => {}
    }
    if form.name.chars().count() > NAME_MAX {
        problems.push(("name", FieldProblem::TooLong));
    }
    if form.email.chars().count() > EMAIL_MAX {
        problems.push(("email", FieldProblem::TooLong));
    } else if !form.email.is_empty() && !looks_like_an_address(&form.email) {
        problems.push(("email", FieldProblem::Invalid));
    }
    if problems.is_empty() { Ok(form) } else { Err(FormError::Fields(problems)) }
}

/// Only what surely is no address is refused: something on both sides of one `@`, and a dot behind it.
fn looks_like_an_address(text: &str) -> bool {
    let Some((before, after)) = text.split_once('@') else { return false };
    !before.is_empty() && after.contains('.') && !after.contains('@') && !text.contains(' ') && !after.ends_with('.')
}
