// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Moving and joining threads: both ends are asked, and nobody reads by it what was not for them (TRAPS.md, I2).

use crate::policy::{Act, Acting, New, On, Refusal, Standing, ThreadFacts, Viewer, allows};
use crate::text::Uid;

/// Why a thread does not go there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoveRefused {
    /// It may not be taken away from where it is.
    #[error("source: {0}")]
    Source(Refusal),
    /// It may not be put there.
    #[error("target: {0}")]
    Target(Refusal),
    /// There it would be read by people for whom it was not written.
    #[error("would be read by more people")]
    Widens,
}

/// Any member who has a part in nothing.
fn anybody() -> Viewer {
    Viewer::member(Acting::plain(Uid::parse("~").expect("an identifier that no member has")))
}

/// How far something is read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    Group,
    Members,
    Everyone,
}

/// How far a thread is read once it is shown.
fn reach(thread: &ThreadFacts) -> Reach {
    let on = On::Thread(ThreadFacts { standing: Standing::Visible, ..thread.clone() });
    let reads = |viewer: &Viewer| allows(viewer, Act::Read, &on).is_ok();
    if reads(&Viewer::Visitor) {
        Reach::Everyone
    } else if reads(&anybody()) {
        Reach::Members
    } else {
        Reach::Group
    }
}

/// Whether whoever reads the second read the first: two groups are the same only in the same place.
fn widens(from: &ThreadFacts, to: &ThreadFacts) -> bool {
    match (reach(from), reach(to)) {
        (Reach::Group, Reach::Group) => from.parent != to.parent || from.audience != to.audience,
        (before, after) => after > before,
    }
}

/// Whether a viewer may take a thread to another place: `there` is the thread as it would be in it, and `place` what it
/// would be about, or `On::New(New::Thread, None)`.
///
/// # Errors
/// The viewer does not look after both places, the place takes no threads, or more people would read it.
pub fn may_move(viewer: &Viewer, here: &ThreadFacts, there: &ThreadFacts, place: &On) -> Result<(), MoveRefused> {
    allows(viewer, Act::Move, &On::Thread(here.clone())).map_err(MoveRefused::Source)?;
    let begins = if matches!(place, On::New(New::Thread, None)) { Act::Create } else { Act::Discuss };
    allows(viewer, begins, place).map_err(MoveRefused::Target)?;
    allows(viewer, Act::Move, &On::Thread(there.clone())).map_err(MoveRefused::Target)?;
    if widens(here, there) { Err(MoveRefused::Widens) } else { Ok(()) }
}

/// Whether a viewer may join a thread to another one.
///
/// # Errors
/// The viewer does not look after both, or more people would read it.
pub fn may_merge(viewer: &Viewer, from: &ThreadFacts, into: &ThreadFacts) -> Result<(), MoveRefused> {
    allows(viewer, Act::Move, &On::Thread(from.clone())).map_err(MoveRefused::Source)?;
    allows(viewer, Act::Move, &On::Thread(into.clone())).map_err(MoveRefused::Target)?;
    if widens(from, into) { Err(MoveRefused::Widens) } else { Ok(()) }
}
