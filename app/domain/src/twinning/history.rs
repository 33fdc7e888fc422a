// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What was done to a twinning: by whom, when, and what changed by it.

use serde::{Deserialize, Serialize};

use super::Twinning;
use crate::code::coded;
use crate::text::{self, Fault, Problem, Uid};

/// The most deeds that a twinning remembers; beyond them the oldest go.
pub const HISTORY_MAX: usize = 1_000;
/// The longest note of a deed, in characters.
pub const DEED_NOTE_MAX: usize = 1_000;
/// The longest code of what was before or after, in characters.
const CODE_MAX: usize = 120;

coded! {
    /// What was done to a twinning.
    Deed {
        /// Proposed.
        Proposed = "proposed",
        /// A part of what it says was changed.
        Edited = "edited",
        /// A party said yes.
        Accepted = "accepted",
        /// A party said no.
        Refused = "refused",
        /// An evaluator gave an opinion.
        Assessed = "assessed",
        /// It went from one state to another.
        Moved = "moved",
        /// One of its models went from one state to another.
        ModelMoved = "model_moved",
        /// Its plan was drawn from a template.
        Planned = "planned",
        /// A step of the plan was written.
        StepWritten = "step_written",
        /// A step of the plan went from one state to another.
        StepMoved = "step_moved",
        /// A step was taken out of the plan.
        StepRemoved = "step_removed",
        /// What a recipient still has to prepare was added to the plan.
        StepsPrepared = "steps_prepared",
    }
}

/// One thing that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// When, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// The member who did it; absent where nobody of the portal did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Uid>,
    /// What was done.
    pub deed: Deed,
    /// The part that it was done to: a step of the form, a model, a step of the plan, an organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// The code of what was before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The code of what came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// What was said beside: a reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Happening {
    /// That somebody did something.
    pub const fn new(at: i64, by: Option<Uid>, deed: Deed) -> Self {
        Self { at, by, deed, part: None, from: None, to: None, note: None }
    }

    /// Whether it goes on with what was done before: the same person still writes the same part.
    fn goes_on(&self, before: &Self) -> bool {
        let same = self.deed == Deed::Edited && before.deed == Deed::Edited;
        same && self.by == before.by && self.part == before.part
    }
}

impl Twinning {
    /// Remembers that something was done.
    pub fn note(&mut self, happening: Happening) {
        if self.history.last().is_some_and(|last| happening.goes_on(last)) {
            self.history.pop();
        }
        self.history.push(happening);
        let over = self.history.len().saturating_sub(HISTORY_MAX);
        self.history.drain(..over);
    }
}

/// Checks the safety limits.
pub(super) fn check(twinning: &mut Twinning, problems: &mut Vec<Problem>) {
    if twinning.history.len() > HISTORY_MAX {
        problems.push(Problem::new("history", Fault::TooLong { max: HISTORY_MAX }));
        return;
    }
    for (at, one) in twinning.history.iter_mut().enumerate() {
        for (name, value) in [("part", &mut one.part), ("from", &mut one.from), ("to", &mut one.to)] {
            text::optional_line(&format!("history[{at}].{name}"), value, CODE_MAX, problems);
        }
        text::optional_text(&format!("history[{at}].note"), &mut one.note, problems);
        if one.note.as_ref().is_some_and(|note| note.chars().count() > DEED_NOTE_MAX) {
            problems.push(Problem::new(format!("history[{at}].note"), Fault::TooLong { max: DEED_NOTE_MAX }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bare() -> Twinning {
        let fields = serde_json::json!({"uid": "t", "title": "Gemellaggio", "language": "it"});
        serde_json::from_value(fields).expect("a twinning")
    }

    fn deed(at: i64, deed: Deed, part: &str) -> Happening {
        let by = Uid::parse("ada").expect("a uid");
        Happening { part: Some(part.to_owned()), ..Happening::new(at, Some(by), deed) }
    }

    #[test]
    fn who_goes_on_writing_the_same_part_did_one_thing() {
        let mut one = bare();
        one.note(deed(1, Deed::Edited, "texts"));
        one.note(deed(2, Deed::Edited, "texts"));
        one.note(deed(3, Deed::Edited, "models"));
        one.note(deed(4, Deed::StepMoved, "s"));
        one.note(deed(5, Deed::StepMoved, "s"));
        assert_eq!(one.history.iter().map(|one| one.at).collect::<Vec<_>>(), [2, 3, 4, 5]);
    }

    #[test]
    fn the_oldest_is_forgotten_first_and_what_is_kept_passes_its_check() {
        let mut one = bare();
        for at in 0..1_005 {
            one.note(deed(at, Deed::StepMoved, "s"));
        }
        assert_eq!((one.history.len(), one.history[0].at), (HISTORY_MAX, 5));
        let checked = one.clone().checked().expect("a sound one");
        assert_eq!(checked.history, one.history);
        one.history.push(deed(9, Deed::Moved, ""));
        assert!(one.checked().is_err());
    }

    #[test]
    fn a_twinning_without_a_history_is_written_as_before() {
        let json = serde_json::to_value(bare()).expect("JSON");
        assert!(json.get("history").is_none(), "{json}");
    }
}
