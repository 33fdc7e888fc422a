// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Communities: groups for a theme, with members, facilitators and threads of their own (AC-001-1).

use serde::{Deserialize, Serialize};

use crate::code::coded;
use crate::language::Language;
use crate::policy::CommunityFacts;
use crate::practice::Audience;
use crate::practice::writing::LackKind;
use crate::text::{self, Fault, Problem, Uid};

mod belonging;
mod circle;

pub use belonging::{Belonging, BelongingDeed, BelongingRefused, BelongingState, CommunityRole, NOTE_MAX};
pub use circle::Circle;

/// The shortest name of a form, in characters.
pub const NAME_MIN: usize = 5;
/// The longest name of a form, in characters.
pub const NAME_MAX: usize = 100;
/// The longest short name, in characters: SUA, SAPE, SIT.
pub const ACRONYM_MAX: usize = 30;
/// The shortest summary of a form, in characters.
pub const SUMMARY_MIN: usize = 20;
/// The longest summary of a form, in characters.
pub const SUMMARY_MAX: usize = 200;
/// The longest description of a form, in characters.
pub const DESCRIPTION_MAX: usize = 4_000;
/// How many themes a community may have.
pub const THEMES_MAX: usize = 3;

coded! {
    /// How members come into a community.
    Access {
        /// Every member joins.
        Open = "open",
        /// Every member asks, and a facilitator says yes or no.
        OnApproval = "on_approval",
        /// By invitation; others do not know that it is there.
        Private = "private",
    }
}

coded! {
    /// Whether a community goes on.
    CommunityState {
        /// It takes members and words.
        Active = "active",
        /// It is kept to be read.
        Archived = "archived",
    }
}

/// A community, as it is kept, imported and exported; who belongs to it stands in its belongings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Community {
    /// Stable identifier.
    pub uid: Uid,
    /// Name.
    pub name: String,
    /// Short name, such as `SUA`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acronym: Option<String>,
    /// Language of its texts.
    pub language: Language,
    /// What it is about, in one sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// What it is about. Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Themes, the most fitting first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<Uid>,
    /// How members come in.
    #[serde(default = "open")]
    pub access: Access,
    /// Who reads what is written in it.
    #[serde(default = "public")]
    pub audience: Audience,
    /// Whether it goes on.
    #[serde(default = "active")]
    pub state: CommunityState,
    /// Whether the record is invented, for demonstration.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demo: bool,
}

fn open() -> Access {
    Access::Open
}

fn public() -> Audience {
    Audience::Public
}

fn active() -> CommunityState {
    CommunityState::Active
}

/// Who may read what is written in a community of an access, the widest first.
pub const fn audiences(access: Access) -> &'static [Audience] {
    match access {
        Access::Open | Access::OnApproval => &[Audience::Public, Audience::Members, Audience::Community],
        Access::Private => &[Audience::Community],
    }
}

/// Who reads what is written for all in a community: those who belong to it, all members, or everybody.
pub const fn read_by(access: Access, audience: Audience) -> Audience {
    match (access, audience) {
        (Access::Private, _) | (_, Audience::Community | Audience::Parties) => Audience::Community,
        (_, Audience::Members) => Audience::Members,
        (_, Audience::Public) => Audience::Public,
    }
}

impl Community {
    /// Brings the record into the form in which it is kept and checks the safety limits. What is written in a private
    /// community is for that community.
    ///
    /// # Errors
    /// All problems at once, each with its field.
    pub fn checked(mut self) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        text::line("name", &mut self.name, text::TITLE_MAX, &mut problems);
        if self.name.is_empty() {
            problems.push(Problem::new("name", Fault::Missing));
        }
        text::optional_line("acronym", &mut self.acronym, 60, &mut problems);
        text::optional_text("summary", &mut self.summary, &mut problems);
        text::optional_text("description", &mut self.description, &mut problems);
        text::list("themes", &self.themes, &mut problems);
        if !audiences(self.access).contains(&self.audience) {
            problems.push(Problem::new("audience", Fault::Contradicts { other: "access".to_owned() }));
        }
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }

    /// What keeps the form of a community from being saved, in the order of the form.
    pub fn lacks(&self) -> Vec<(&'static str, LackKind)> {
        let length = |text: Option<&String>| text.map_or(0, |text| text.trim().chars().count());
        let mut lacks = Vec::new();
        for (field, now, min, max) in [
            ("name", length(Some(&self.name)), NAME_MIN, NAME_MAX),
            ("acronym", length(self.acronym.as_ref()), 0, ACRONYM_MAX),
            ("summary", length(self.summary.as_ref()), SUMMARY_MIN, SUMMARY_MAX),
            ("description", length(self.description.as_ref()), 0, DESCRIPTION_MAX),
        ] {
            match now {
                0 if min > 0 => lacks.push((field, LackKind::Missing)),
                now if now < min => lacks.push((field, LackKind::TooShort { min, now })),
                now if now > max => lacks.push((field, LackKind::TooLong { max, now })),
                _ => {}
            }
        }
        match self.themes.len() {
            0 => lacks.push(("themes", LackKind::Missing)),
            now if now > THEMES_MAX => lacks.push(("themes", LackKind::TooMany { most: THEMES_MAX, now })),
            _ => {}
        }
        if !audiences(self.access).contains(&self.audience) {
            lacks.push(("audience", LackKind::Contradicts));
        }
        lacks
    }

    /// Whether more people read what is written in it than did before a change. Then what was written stays for those for
    /// whom it was written.
    pub fn widens(&self, before: &Self) -> bool {
        // The widest audience comes first.
        read_by(self.access, self.audience) < read_by(before.access, before.audience)
    }

    /// What permission asks of it. Of its people only those must be given about whom something is asked, and those who
    /// look after it.
    pub fn facts(&self, people: &Circle) -> CommunityFacts {
        CommunityFacts {
            community: self.uid.clone(),
            access: self.access,
            audience: self.audience,
            state: self.state,
            owner: people.owner().cloned(),
            facilitators: people.facilitators().cloned().collect(),
            invited: people.in_state(BelongingState::Invited).cloned().collect(),
            requested: people.in_state(BelongingState::Requested).cloned().collect(),
            suspended: people.in_state(BelongingState::Suspended).cloned().collect(),
        }
    }
}

#[cfg(test)]
mod tests;
