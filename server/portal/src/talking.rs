// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Threads and posts: about a twinning, a practice, an advert, in a community, or free. What is sent twice is written
//! once; who is told of it is found out afterwards, by a job.

mod beginning;
mod deeds;
mod editing;
mod forms;
mod listing;
mod marking;
mod naming;
mod posting;
mod reading;
mod showing;
mod similar;
mod values;

use domain::Uid;
use domain::policy::{New, On, Viewer};
use domain::post::{IdempotencyKey, Lack};
use domain::practice::writing::LackKind;
use domain::thread::{Thread, ThreadAbout, ThreadAddress, ThreadRefused};
use sha2::{Digest as _, Sha256};
use store::KeptThread;

use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FieldProblems, FormError};

pub use deeds::Say;
pub use forms::*;
pub use naming::WrittenIn;
pub use posting::{NewPost, Posted};
pub(crate) use posting::{post_came_out, thread_came_out};
pub use reading::ThreadWanted;
pub use values::*;

/// What a thread stands in, as far as permission to write there asks.
pub(crate) fn place_on(place: Option<&store::Place>) -> On {
    place.map_or(On::New(New::Thread, None), |place| place.on.clone())
}

/// The community that a thread is part of.
fn community_of(about: Option<&ThreadAbout>) -> Option<&Uid> {
    match about {
        Some(ThreadAbout::Community(uid)) => Some(uid),
        _ => None,
    }
}

/// What tells one text that is sent from another.
fn fingerprint(parts: &[&str]) -> String {
    let mut sum = Sha256::new();
    for part in parts {
        sum.update(part.len().to_le_bytes());
        sum.update(part.as_bytes());
    }
    hex::encode(&sum.finalize()[..16])
}

/// The key of a form; one without gets a new one, and is then no double.
fn key_of(typed: &str, fresh: &Uid) -> Result<IdempotencyKey, Error> {
    let key = IdempotencyKey::parse(typed).or_else(|| IdempotencyKey::parse(fresh.as_str()));
    key.ok_or(Error::NotFound)
}

/// The problems of a form, of what keeps a text from being sent.
fn lacking(lacks: &[Lack]) -> FieldProblems {
    lacks.iter().map(|lack| (lack.field, lacking_as(lack.kind))).collect()
}

fn lacking_as(kind: LackKind) -> FieldProblem {
    match kind {
        LackKind::Missing => FieldProblem::Missing,
        LackKind::TooShort { .. } | LackKind::TooFew { .. } => FieldProblem::TooShort,
        LackKind::TooLong { .. } | LackKind::TooMany { .. } => FieldProblem::TooLong,
        LackKind::Contradicts => FieldProblem::Invalid,
    }
}

/// Why a thread stays as it is, as the problems of a form.
fn refused(refused: &ThreadRefused) -> FormError {
    let (field, problem) = match refused {
        ThreadRefused::NotNow { .. } | ThreadRefused::Stale { .. } => ("form", FieldProblem::Conflict),
        ThreadRefused::TakesNoWords(_) | ThreadRefused::GoesOnIn(_) => ("form", FieldProblem::Expired),
        ThreadRefused::Gone | ThreadRefused::NotShown => return Error::NotFound.into(),
        ThreadRefused::Conclusions(kind) => ("conclusions", lacking_as(*kind)),
        ThreadRefused::Main | ThreadRefused::NoQuestion | ThreadRefused::Same => ("form", FieldProblem::NotAllowed),
    };
    FormError::field(field, problem)
}

/// The number and slug of a thread, as its address says them.
fn address_of(number: u32, thread: &Thread) -> String {
    ThreadAddress::of(number, &thread.title).to_string()
}

impl Portal {
    /// The thread at an address, whatever slug stands behind its number, as the viewer may see it.
    async fn thread_at(&self, viewer: &Viewer, address: &str) -> Result<KeptThread, Error> {
        let address = ThreadAddress::parse(address).ok_or(Error::NotFound)?;
        self.inner.store.thread_by_number(viewer, address.number).await?.ok_or(Error::NotFound)
    }
}
