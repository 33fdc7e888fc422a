// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who may do what: one pure function, asked by the server to decide and by pages to show or hide.
//!
//! Today there are visitors, who read what is public, and the operator at the command line.
//! Its twin in SQL is `visible_to` in `store`; a test there holds the two equal.

use crate::practice::{Audience, Stage};

/// Who makes this request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Viewer {
    /// Somebody without an account.
    Visitor,
    /// Whoever runs the program on its machine: import, export, reindex.
    Operator,
}

impl Viewer {
    /// All kinds of viewer, for tests that walk through the matrix.
    pub const ALL: &'static [Self] = &[Self::Visitor, Self::Operator];
}

/// What is done to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// See it, in full or in a list.
    Read,
    /// Ask the portal's editors for a correction.
    AskForCorrection,
    /// Write it, by import.
    Write,
}

impl Act {
    /// All acts, for tests that walk through the matrix.
    pub const ALL: &'static [Self] = &[Self::Read, Self::AskForCorrection, Self::Write];
}

/// The thing, as far as permission asks about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// A practice in a stage, for an audience.
    Practice {
        /// Its editorial state.
        stage: Stage,
        /// Who may read it.
        audience: Audience,
    },
    /// An organisation; they are public.
    Organisation,
    /// A theme, a programme or a synonym; they are public.
    Taxonomy,
}

/// That an act is not allowed. Whoever may not read a thing is told that there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The viewer may not even know that it exists.
    #[error("not visible")]
    NotVisible,
    /// The viewer sees it and may not do this to it.
    #[error("not allowed")]
    NotAllowed,
}

/// Decides whether a viewer may do something to a thing.
///
/// # Errors
/// `NotVisible` where the viewer may not read it, `NotAllowed` where only the act is refused.
pub fn allows(viewer: Viewer, act: Act, on: On) -> Result<(), Refusal> {
    if !reads(viewer, on) {
        return Err(Refusal::NotVisible);
    }
    match (act, viewer) {
        (Act::Read, Viewer::Visitor | Viewer::Operator) => Ok(()),
        (Act::AskForCorrection, Viewer::Visitor | Viewer::Operator) => Ok(()),
        (Act::Write, Viewer::Operator) => Ok(()),
        (Act::Write, Viewer::Visitor) => Err(Refusal::NotAllowed),
    }
}

fn reads(viewer: Viewer, on: On) -> bool {
    match viewer {
        Viewer::Operator => true,
        Viewer::Visitor => match on {
            On::Practice { stage, audience } => stage.is_in_library() && audience == Audience::Public,
            On::Organisation | On::Taxonomy => true,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn things() -> Vec<On> {
        let practices = Stage::ALL
            .iter()
            .flat_map(|stage| Audience::ALL.iter().map(|audience| On::Practice { stage: *stage, audience: *audience }));
        practices.chain([On::Organisation, On::Taxonomy]).collect()
    }

    #[test]
    fn the_whole_matrix_is_as_reviewed() {
        let mut rows = Vec::new();
        for on in things() {
            for viewer in Viewer::ALL {
                for act in Act::ALL {
                    let answer = match allows(*viewer, *act, on) {
                        Ok(()) => "yes",
                        Err(Refusal::NotVisible) => "not visible",
                        Err(Refusal::NotAllowed) => "no",
                    };
                    rows.push(format!("{viewer:?} {act:?} {on:?}: {answer}"));
                }
            }
        }
        insta::assert_snapshot!(rows.join("\n"));
    }

    #[test]
    fn to_act_on_a_thing_implies_to_see_it() {
        for on in things() {
            for viewer in Viewer::ALL {
                for act in Act::ALL {
                    if allows(*viewer, *act, on).is_ok() {
                        assert_eq!(allows(*viewer, Act::Read, on), Ok(()), "{viewer:?} {act:?} {on:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_visitor_cannot_see_a_draft_or_what_is_for_members() {
        let draft = On::Practice { stage: Stage::Draft, audience: Audience::Public };
        let inside = On::Practice { stage: Stage::Published, audience: Audience::Members };
        assert_eq!(allows(Viewer::Visitor, Act::Read, draft), Err(Refusal::NotVisible));
        assert_eq!(allows(Viewer::Visitor, Act::Read, inside), Err(Refusal::NotVisible));
    }
}
