// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How far a body has what a practice asks for. Only those who act for a body answer for it and see what it answered;
//! what follows goes into the plan of a twinning, or becomes a question to who offers.

mod answering;
mod reading;
mod values;

use domain::Uid;
use domain::policy::{Act, New, On, Viewer, allows};
use domain::practice::Condition;
use sha2::{Digest as _, Sha256};

pub use values::*;

/// Whether a viewer answers for a body.
fn answers_for(viewer: &Viewer, body: &Uid) -> bool {
    allows(viewer, Act::Create, &On::New(New::Adoption, Some(body.clone()))).is_ok()
}

/// Tells what a practice asked for from what it asks for now, while a form is filled in.
fn sum_of(conditions: &[Condition]) -> String {
    let mut sum = Sha256::new();
    // A prerequisite is texts, codes and numbers, so that its debugging form says all of it.
    sum.update(format!("{conditions:?}").as_bytes());
    hex::encode(&sum.finalize()[..12])
}

/// The name of the field with the answer to a prerequisite, by its place from 0.
pub fn answer_field(place: usize) -> String {
    format!("answer_{place}")
}

/// The name of the field with the note to it.
pub fn note_field(place: usize) -> String {
    format!("note_{place}")
}

/// The name of the field that says which prerequisite that was, so that nothing typed is lost when others come between.
pub fn condition_field(place: usize) -> String {
    format!("condition_{place}")
}
