// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What a post is for those who read the thread later: a decision, an open question, or an action, which becomes a step
//! of the twinning's plan (DOMAIN.md, "Decision memory in discussions").

use serde::{Deserialize, Serialize};

use super::Post;
use crate::code::coded;
use crate::date::Day;
use crate::policy::Standing;
use crate::text::Uid;
use crate::twinning::plan::Stretch;
use crate::twinning::{MODEL_TITLE_MAX, Step, StepState, Twinning, TwinningState};

coded! {
    /// What a post is.
    MarkKind {
        /// Something was decided.
        Decision = "decision",
        /// Something is to be cleared up.
        OpenQuestion = "open_question",
        /// Somebody does something until a day.
        Action = "action",
    }
}

/// What a post is for those who read the thread later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// What it is.
    pub kind: MarkKind,
    /// Since when, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// Who said so; absent once that account is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Uid>,
    /// The organisation that does it, of an action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Uid>,
    /// The last day, of an action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// The step of the twinning's plan that came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Uid>,
}

/// A mark as somebody wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A decision.
    Decision,
    /// An open question.
    OpenQuestion,
    /// An action.
    Action {
        /// The organisation that does it.
        owner: Uid,
        /// The last day.
        due: Day,
    },
}

/// Why a post is not marked, or no step comes of it; nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MarkRefused {
    /// What is not shown is not marked.
    #[error("is not shown")]
    NotShown,
    /// It is no action.
    #[error("is no action")]
    NoAction,
    /// Only a party of the twinning takes a step of its plan on.
    #[error("the owner is no party")]
    NoParty,
    /// The plan of a twinning that is over stays as it is.
    #[error("the twinning is over")]
    Over,
}

impl Post {
    /// The post with a mark. The same mark again changes nothing; an action that changes keeps its step.
    ///
    /// # Errors
    /// The post is not shown.
    pub fn marked(mut self, wanted: Wanted, by: Uid, at: i64) -> Result<Self, MarkRefused> {
        if self.standing != Standing::Visible {
            return Err(MarkRefused::NotShown);
        }
        let (kind, owner, due) = match wanted {
            Wanted::Decision => (MarkKind::Decision, None, None),
            Wanted::OpenQuestion => (MarkKind::OpenQuestion, None, None),
            Wanted::Action { owner, due } => (MarkKind::Action, Some(owner), Some(due)),
        };
        if self.mark.as_ref().is_some_and(|mark| mark.kind == kind && mark.owner == owner && mark.due == due) {
            return Ok(self);
        }
        let step = self.mark.take().and_then(|mark| mark.step).filter(|_| kind == MarkKind::Action);
        self.mark = Some(Mark { kind, at, by: Some(by), owner, due, step });
        Ok(self)
    }

    /// The post without its mark. A step that came of it stays in the plan: there it is left out, with a reason.
    #[must_use]
    pub fn unmarked(self) -> Self {
        Self { mark: None, ..self }
    }

    /// The plan with the step that comes of an action, and the post that knows it. `title` is the beginning of the post
    /// as plain text; `step` names the step where there is none yet. What was done of the step stays done.
    ///
    /// # Errors
    /// It is no action, its owner is no party, or the twinning is over.
    pub fn into_plan(
        mut self,
        mut twinning: Twinning,
        title: &str,
        step: Uid,
        today: Day,
    ) -> Result<(Self, Twinning), MarkRefused> {
        let mark = self.mark.as_mut().ok_or(MarkRefused::NoAction)?;
        let (Some(owner), Some(due)) = (mark.owner.clone(), mark.due) else { return Err(MarkRefused::NoAction) };
        if !twinning.organisations().contains(&owner) {
            return Err(MarkRefused::NoParty);
        }
        if twinning.state.is_concluded() || matches!(twinning.state, TwinningState::Cancelled | TwinningState::Declined)
        {
            return Err(MarkRefused::Over);
        }
        let known = mark.step.as_ref().and_then(|uid| twinning.steps.iter().position(|one| one.uid == *uid));
        if let Some(at) = known {
            let step = &mut twinning.steps[at];
            step.owner = Some(owner);
            step.due = due;
            step.start = step.start.min(due);
        } else {
            mark.step = Some(step.clone());
            let stretch = stretch_on(&twinning, due);
            twinning.steps.push(new_step(step, title, stretch, owner, today.min(due), due));
        }
        Ok((self, twinning))
    }
}

/// The stretch of the way that the plan is on, on a day: that of the step that ends next, or else of the last one.
fn stretch_on(twinning: &Twinning, day: Day) -> Stretch {
    let later = twinning.steps.iter().filter(|step| step.due >= day).min_by_key(|step| (step.due, step.start));
    let last = || twinning.steps.iter().max_by_key(|step| (step.due, step.start));
    later.or_else(last).map_or(Stretch::Adapt, |step| step.stretch)
}

fn new_step(uid: Uid, title: &str, stretch: Stretch, owner: Uid, start: Day, due: Day) -> Step {
    let line = crate::text::plain_line(title);
    let title = if line.is_empty() {
        // A picture alone has no words.
        "…".to_owned()
    } else if line.chars().count() > MODEL_TITLE_MAX {
        let cut: String = line.chars().take(MODEL_TITLE_MAX - 1).collect();
        format!("{}…", cut.trim_end())
    } else {
        line
    };
    Step {
        uid,
        model: None,
        task: None,
        title: Some(title),
        stretch,
        activity: None,
        owner: Some(owner),
        deliverable: None,
        document: None,
        start,
        due,
        state: StepState::Todo,
        percent: 0,
        reason: None,
    }
}

/// The marked posts of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked<'a> {
    /// The kind.
    pub kind: MarkKind,
    /// The posts: actions by their last day, the others by when they were marked, the newest first.
    pub posts: Vec<&'a Post>,
}

/// The three lists of a twinning or a thread, in the order of `MarkKind::ALL`; what is not shown is in none.
pub fn marked<'p>(posts: impl IntoIterator<Item = &'p Post> + Clone) -> Vec<Marked<'p>> {
    let of_kind = |kind: MarkKind| {
        let shown = posts.clone().into_iter().filter(|post| post.standing == Standing::Visible);
        let mut posts: Vec<(&Mark, &Post)> =
            shown.filter_map(|post| Some((post.mark.as_ref()?, post))).filter(|(mark, _)| mark.kind == kind).collect();
        posts.sort_by(|(one, first), (other, second)| {
            (one.due, other.at, &first.uid).cmp(&(other.due, one.at, &second.uid))
        });
        Marked { kind, posts: posts.into_iter().map(|(_, post)| post).collect() }
    };
    MarkKind::ALL.iter().copied().map(of_kind).collect()
}
