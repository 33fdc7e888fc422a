// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A body answers, over the version that its form shows. Each time it answers otherwise makes a new version.

use domain::Uid;
use domain::policy::{Act, On, PracticeFacts, Viewer, allows};
use domain::practice::{Condition, Practice};
use domain::readiness::{ConditionAnswer, NOTE_MAX, ReadinessAnswer, ReadinessCheck};
use domain::text::plain_line;

use super::{answer_field, answers_for, note_field, sum_of};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError, Typed};
use crate::writing::asking;

impl Portal {
    /// Keeps what a body answers to the prerequisites of a practice; the same answers again change nothing.
    ///
    /// # Errors
    /// Nobody has signed in, or the member does not see the practice; `organisation` is missing, or the viewer does not
    /// answer for it, or it is the owner; `answers` is unknown, `note` too long; `form` is `conflict` where somebody
    /// answered, or the practice changed, in the meantime.
    pub async fn save_readiness(&self, viewer: &Viewer, slug: &str, form: &Typed) -> Result<(), FormError> {
        let by = asking(viewer)?;
        let practice = self.kept_at(viewer, slug).await?.record;
        let body = body_of(viewer, &practice, form.value("organisation"))?;
        let answers = read(&practice.conditions, form)?;
        let asked = Asked {
            body,
            practice: practice.uid,
            version: form.value("version").to_owned(),
            conditions: form.value("conditions").to_owned(),
        };
        let (new, viewer) = (self.new_uid(), viewer.clone());
        let outcome = self.write(move |change| {
            Box::pin(async move {
                let practice = change.practice(&asked.practice).await?.ok_or(Error::NotFound)?.record;
                allows(&viewer, Act::Read, &On::Practice(PracticeFacts::from(&practice)))?;
                let before = change.last_readiness(&asked.body, &asked.practice).await?;
                let version = before.as_ref().map_or(0, |check| check.number).to_string();
                if sum_of(&practice.conditions) != asked.conditions || version != asked.version {
                    return Err(FormError::field("form", FieldProblem::Conflict));
                }
                if before.as_ref().is_some_and(|check| check.answers == answers) {
                    return Ok(());
                }
                let at = change.now().as_millisecond();
                let check = match before {
                    Some(before) => before.answered(new, answers, by, at),
                    None => first(new, asked, by, at, answers),
                };
                let check = check.checked().map_err(|problems| FormError::of_record(&problems, &["answers"]))?;
                change.put_readiness(&check).await?;
                Ok(())
            })
        });
        outcome.await
    }
}

/// For whom, on what, and over what was shown.
struct Asked {
    body: Uid,
    practice: Uid,
    version: String,
    conditions: String,
}

fn first(uid: Uid, asked: Asked, by: Uid, at: i64, answers: Vec<ConditionAnswer>) -> ReadinessCheck {
    let Asked { body, practice, .. } = asked;
    ReadinessCheck { check: uid.clone(), uid, practice, organisation: body, number: 1, at, by: Some(by), answers }
}

/// The own body that answers: not the one that offers.
fn body_of(viewer: &Viewer, practice: &Practice, typed: &str) -> Result<Uid, FormError> {
    if typed.is_empty() {
        return Err(FormError::field("organisation", FieldProblem::Missing));
    }
    let body = Uid::parse(typed).ok().filter(|body| answers_for(viewer, body));
    let body = body.filter(|body| practice.owner_org.as_ref() != Some(body));
    body.ok_or_else(|| FormError::field("organisation", FieldProblem::NotAllowed))
}

/// The answers in the order of the practice.
fn read(conditions: &[Condition], form: &Typed) -> Result<Vec<ConditionAnswer>, FormError> {
    if conditions.is_empty() {
        return Err(Error::NotFound.into());
    }
    let answer = |(place, condition): (usize, &Condition)| {
        let answer = match form.value(&answer_field(place)) {
            "" => ReadinessAnswer::Unknown,
            code => ReadinessAnswer::from_code(code).ok_or(FormError::field("answers", FieldProblem::Unknown))?,
        };
        let note = plain_line(form.value(&note_field(place)));
        if note.chars().count() > NOTE_MAX {
            return Err(FormError::field("note", FieldProblem::TooLong));
        }
        let note = Some(note).filter(|note| !note.is_empty());
        Ok(ConditionAnswer { condition: condition.clone(), answer, note })
    };
    conditions.iter().enumerate().map(answer).collect()
}
