// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the pages of communities show.

use domain::community::{Access, BelongingState, CommunityRole, CommunityState};
use domain::policy::Act;
use domain::practice::Audience;
use markdown::SafeHtml;

use crate::cards::{PracticeCard, Text, ThemeLink};
use crate::form::Typed;
use crate::notices::Watching;
use crate::people::MemberCard;
use crate::talking::ThreadsBoxed;

/// A community in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommunityCard {
    /// Stable identifier.
    pub uid: String,
    /// Its address.
    pub slug: String,
    /// Its name.
    pub name: Text,
    /// Its short name.
    pub acronym: Option<String>,
    /// What it is about, in one sentence.
    pub summary: Option<Text>,
    /// How members come in.
    pub access: Access,
    /// Whether it goes on.
    pub state: CommunityState,
    /// Its themes.
    pub themes: Vec<ThemeLink>,
    /// How many belong to it.
    pub members: u64,
    /// What the viewer is in it, and where that stands.
    pub own: Option<(CommunityRole, BelongingState)>,
    /// Whether it is invented, for demonstration.
    pub demo: bool,
}

/// A community, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommunityLink {
    /// Its address.
    pub slug: String,
    /// Its name.
    pub name: Text,
}

/// A request for the list. What is unknown is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommunitiesRequest {
    /// A theme, by its address.
    pub theme: Option<String>,
    /// The page, from 1.
    pub page: u32,
}

/// The list of communities.
#[derive(Clone, Debug)]
pub struct CommunitiesPage {
    /// What was asked for, as it was understood.
    pub request: CommunitiesRequest,
    /// The themes to narrow by.
    pub themes: Vec<ThemeLink>,
    /// How many there are.
    pub total: u64,
    /// How many stand on a page.
    pub per_page: u32,
    /// Those that go on first, by name.
    pub cards: Vec<CommunityCard>,
    /// Whether the viewer may begin one.
    pub may_create: bool,
}

/// Somebody who looks after a community.
#[derive(Clone, Debug)]
pub struct Steward {
    /// The member.
    pub card: MemberCard,
    /// As what.
    pub role: CommunityRole,
}

/// A community.
#[derive(Clone, Debug)]
pub struct CommunityPage {
    /// What a list shows of it.
    pub card: CommunityCard,
    /// What it is about.
    pub description: Option<SafeHtml>,
    /// Who reads what is written in it.
    pub audience: Audience,
    /// Those who look after it, as far as the viewer may see them.
    pub stewards: Vec<Steward>,
    /// What the viewer may do to it.
    pub acts: Vec<Act>,
    /// How many ask to be let in; for those who let them in.
    pub requests: u64,
    /// What is in it, where that is open to the viewer.
    pub inside: Option<CommunityInside>,
}

/// What is in a community.
#[derive(Clone, Debug)]
pub struct CommunityInside {
    /// Some of its members whom the viewer may see.
    pub members: Vec<MemberCard>,
    /// How many of them there are.
    pub members_total: u64,
    /// Its threads.
    pub threads: ThreadsBoxed,
    /// Whether the viewer watches it.
    pub watching: Option<Watching>,
    /// The practices that are for it alone.
    pub own_practices: Vec<PracticeCard>,
    /// The newest practices of its themes.
    pub practices: Vec<PracticeCard>,
    /// How many practices its themes have.
    pub practices_total: u64,
    /// Documents of these practices, the newest first.
    pub documents: Vec<CommunityDocument>,
}

/// A document of a practice, in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommunityDocument {
    /// Stable identifier.
    pub uid: String,
    /// Its title.
    pub title: String,
    /// The name of its file.
    pub file_name: String,
    /// What the file is.
    pub file_kind: String,
    /// The practice's address.
    pub practice_slug: String,
    /// The practice's title.
    pub practice: Text,
}

/// Somebody who has to do with a community.
#[derive(Clone, Debug)]
pub struct CommunityPerson {
    /// The member.
    pub card: MemberCard,
    /// As what.
    pub role: CommunityRole,
    /// Where it stands.
    pub state: BelongingState,
    /// A word to who decides.
    pub note: Option<String>,
}

/// The people of a community.
#[derive(Clone, Debug)]
pub struct CommunityPeoplePage {
    /// What a list shows of it.
    pub card: CommunityCard,
    /// What the viewer may do to it.
    pub acts: Vec<Act>,
    /// Those who ask to be let in; for those who let them in.
    pub requests: Vec<CommunityPerson>,
    /// Those who were invited, or are kept out; for the same.
    pub others: Vec<CommunityPerson>,
    /// How many members the viewer may see.
    pub total: u64,
    /// How many stand on a page.
    pub per_page: u32,
    /// The page, from 1.
    pub page: u32,
    /// The members: the owner first, then the facilitators.
    pub people: Vec<CommunityPerson>,
}

/// The form of a community.
#[derive(Clone, Debug)]
pub struct CommunityFormPage {
    /// Its card, where it is there.
    pub standing: Option<CommunityCard>,
    /// What stands in the form.
    pub typed: Typed,
    /// All themes: identifier and name.
    pub themes: Vec<(String, String)>,
    /// Whether the viewer may close it, or open it again.
    pub may_advance: bool,
}

/// The viewer's own communities, for the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnCommunities {
    /// Those that the viewer belongs to.
    pub cards: Vec<CommunityCard>,
    /// Those to which the viewer is invited.
    pub invitations: Vec<CommunityCard>,
    /// Of those that the viewer looks after: address, name, and how many ask to be let in.
    pub requests: Vec<(String, String, u64)>,
}
