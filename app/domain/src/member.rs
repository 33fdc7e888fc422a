// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Members: people with an account, and the organisations that they act for.

mod codes;

pub use codes::{MemberState, MemberType, MembershipState, OrganisationRole, PortalRole, ShownTo, VerifiedBy};

use serde::{Deserialize, Serialize};

use crate::email::Email;
use crate::language::{Language, Locale};
use crate::organisation::OrganisationKind;
use crate::text::{self, Fault, Problem, Uid};
use crate::{PartialDate, name, places};

/// The longest first or last name, in characters (DOMAIN.md, "Member").
pub const NAME_MAX: usize = 60;
/// The longest description of one's own job, in characters.
pub const JOB_TITLE_MAX: usize = 100;
/// The longest name of a body that is not in the list, in characters.
pub const OTHER_BODY_MAX: usize = 120;
/// The longest text on oneself, in characters.
pub const BIO_MAX: usize = 1_000;
/// The longest note with a request to act for an organisation, in characters; a longer one is left out.
pub const MEMBERSHIP_NOTE_MAX: usize = 500;
/// How many skills, themes or languages a member may name.
pub const SKILLS_MAX: usize = 10;
/// How many links a profile has.
pub const LINKS_MAX: usize = 4;

/// That a member acts for an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The organisation.
    pub organisation: Uid,
    /// As what.
    pub role: OrganisationRole,
    /// Whether it is in force.
    pub state: MembershipState,
    /// How it is known to be true; absent while it is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_by: Option<VerifiedBy>,
    /// Since when, or when it was asked for.
    pub since: PartialDate,
    /// A word to who decides, while it is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What of a profile others see. A new account shows no more than its name, body and job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The e-mail address.
    pub email: ShownTo,
    /// When the member signed in last (AC-003-6).
    pub last_sign_in: ShownTo,
    /// The whole profile: visitors, or members only, see it in the directory.
    pub profile: ShownTo,
}

impl Default for Shown {
    fn default() -> Self {
        Self { email: ShownTo::Nobody, last_sign_in: ShownTo::Members, profile: ShownTo::Everyone }
    }
}

/// The terms that were accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedTerms {
    /// Their version.
    pub version: String,
    /// On which day.
    pub on: PartialDate,
}

/// A link of a profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileLink {
    /// What it is.
    pub label: String,
    /// Where it leads.
    pub url: String,
}

/// A person with an account, as it is kept, imported and exported. Passwords and sessions stand elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// Stable identifier.
    pub uid: Uid,
    /// First name; empty once anonymised.
    pub first_name: String,
    /// Last name; empty once anonymised.
    pub last_name: String,
    /// The confirmed address (while `pending_email`, the one to confirm); absent once anonymised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Email>,
    /// The job: "Funzionario", "Project manager".
    pub job_title: String,
    /// What the member is.
    pub member_type: MemberType,
    /// The organisations, the first is the one shown on cards.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub memberships: Vec<Membership>,
    /// The name of a body that is not in the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_body: Option<String>,
    /// Region, where it is not that of the organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// On oneself, Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bio: Option<String>,
    /// What the member knows, in free words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<String>,
    /// Themes of interest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<Uid>,
    /// Languages that the member works in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<Language>,
    /// Links.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<ProfileLink>,
    /// What others see.
    #[serde(default)]
    pub shown: Shown,
    /// Language of mails and of the first page after signing in.
    pub locale: Locale,
    /// Roles in the portal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<PortalRole>,
    /// Where the account stands.
    pub state: MemberState,
    /// How far the member is trusted, 0 to 3: the first contributions of a new member are looked at.
    #[serde(default)]
    pub trust: u8,
    /// On which day the account was made.
    pub joined_on: PartialDate,
    /// The terms that were accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms: Option<AcceptedTerms>,
    /// Whether the person is invented, for demonstration.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demo: bool,
}

/// First and last name, as they are shown.
pub fn full_name(first: &str, last: &str) -> String {
    format!("{first} {last}").trim().to_owned()
}

impl Member {
    /// Brings the record into the form in which it is kept and checks the safety limits.
    ///
    /// # Errors
    /// All problems at once, each with its field.
    pub fn checked(mut self) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let gone = self.state == MemberState::Anonymised;
        for (field, value) in [("first_name", &mut self.first_name), ("last_name", &mut self.last_name)] {
            name::person(field, value, &mut problems);
            if value.is_empty() && !gone {
                problems.push(Problem::new(field, Fault::Missing));
            }
        }
        if self.email.is_none() != gone {
            problems.push(Problem::new("email", if gone { Fault::invalid("absent") } else { Fault::Missing }));
        }
        text::line("job_title", &mut self.job_title, JOB_TITLE_MAX, &mut problems);
        text::optional_line("other_body", &mut self.other_body, OTHER_BODY_MAX, &mut problems);
        self.check_profile(&mut problems);
        self.check_memberships(&mut problems);
        self.roles.sort_unstable();
        self.roles.dedup();
        if self.trust > 3 {
            problems.push(Problem::new("trust", Fault::invalid("0 to 3")));
        }
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }

    fn check_profile(&mut self, problems: &mut Vec<Problem>) {
        text::optional_text("bio", &mut self.bio, problems);
        if self.bio.as_ref().is_some_and(|bio| bio.chars().count() > BIO_MAX) {
            problems.push(Problem::new("bio", Fault::TooLong { max: BIO_MAX }));
        }
        for skill in &mut self.skills {
            text::line("skills", skill, 60, problems);
        }
        self.skills.retain(|skill| !skill.is_empty());
        let lengths = [
            ("skills", self.skills.len(), SKILLS_MAX),
            ("themes", self.themes.len(), SKILLS_MAX),
            ("languages", self.languages.len(), SKILLS_MAX),
            ("links", self.links.len(), LINKS_MAX),
        ];
        for (field, length, max) in lengths {
            if length > max {
                problems.push(Problem::new(field, Fault::TooLong { max }));
            }
        }
        for link in &mut self.links {
            text::line("links", &mut link.label, 100, problems);
            text::web_address("links", &link.url, problems);
        }
        let mut province = None;
        places::check(&mut self.region, &mut province, problems);
    }

    fn check_memberships(&mut self, problems: &mut Vec<Problem>) {
        for one in &mut self.memberships {
            text::optional_text("memberships", &mut one.note, problems);
            one.note.take_if(|note| one.state == MembershipState::Active || note.chars().count() > MEMBERSHIP_NOTE_MAX);
        }
        text::list("memberships", &self.memberships, problems);
        for (place, one) in self.memberships.iter().enumerate() {
            let field = format!("memberships[{place}]");
            if self.memberships[..place].iter().any(|other| other.organisation == one.organisation) {
                problems.push(Problem::new(field, Fault::invalid("each organisation once")));
            } else if one.state == MembershipState::Active && one.verified_by.is_none() {
                problems.push(Problem::new(format!("{field}.verified_by"), Fault::Missing));
            }
        }
    }

    /// First and last name, as they are shown.
    pub fn full_name(&self) -> String {
        full_name(&self.first_name, &self.last_name)
    }

    /// The first letters of both names, in capitals, for who has no picture.
    pub fn initials(&self) -> String {
        let first = |name: &str| name.chars().next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        first(&self.first_name) + &first(&self.last_name)
    }

    /// The membership of an organisation, in force or asked for.
    pub fn membership(&self, organisation: &Uid) -> Option<&Membership> {
        self.memberships.iter().find(|one| one.organisation == *organisation)
    }

    /// The memberships that are in force.
    pub fn active_memberships(&self) -> impl Iterator<Item = &Membership> {
        self.memberships.iter().filter(|one| one.state == MembershipState::Active)
    }

    /// The same account without the person: what it wrote keeps an author without a name.
    #[must_use]
    pub fn anonymised(&self) -> Self {
        Self {
            uid: self.uid.clone(),
            first_name: String::new(),
            last_name: String::new(),
            email: None,
            job_title: String::new(),
            member_type: self.member_type,
            memberships: Vec::new(),
            other_body: None,
            region: None,
            bio: None,
            skills: Vec::new(),
            themes: Vec::new(),
            languages: Vec::new(),
            links: Vec::new(),
            shown: Shown { email: ShownTo::Nobody, last_sign_in: ShownTo::Nobody, profile: ShownTo::Nobody },
            locale: self.locale,
            roles: Vec::new(),
            state: MemberState::Anonymised,
            trust: 0,
            joined_on: self.joined_on,
            terms: None,
            demo: self.demo,
        }
    }
}

/// Whether members may act for an organisation of a kind by the domain of their address alone.
///
/// A supplier's people are let in by the supplier's representative only: its domain proves no public office.
pub const fn domain_proves_membership(kind: OrganisationKind) -> bool {
    !matches!(kind, OrganisationKind::Supplier)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn member(more: serde_json::Value) -> Member {
        let mut fields = json!({"uid": "m", "first_name": "Ada", "last_name": "Prova", "email": "Ada@Comune.Example.it",
            "job_title": "Funzionaria", "member_type": "official", "locale": "it", "state": "active",
            "joined_on": "2026-03-02"});
        fields.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        serde_json::from_value(fields).expect("a member")
    }

    #[test]
    fn a_member_needs_a_name_an_address_and_verified_memberships() {
        let good = member(json!({})).checked().expect("good");
        assert_eq!((good.full_name().as_str(), good.initials().as_str()), ("Ada Prova", "AP"));
        assert_eq!(good.email.as_ref().map(Email::as_str), Some("ada@comune.example.it"));
        for (more, field) in [
            (json!({"first_name": " \u{202e} "}), "first_name"),
            (json!({"email": null}), "email"),
            (json!({"job_title": "x".repeat(101)}), "job_title"),
            (json!({"trust": 4}), "trust"),
            (json!({"bio": "x".repeat(1_001)}), "bio"),
            (json!({"links": [{"label": "x", "url": "javascript:alert(1)"}]}), "links"),
            (
                json!({"memberships": [{"organisation": "o", "role": "editor", "state": "active", "since": "2026"}]}),
                "memberships[0].verified_by",
            ),
            (
                json!({"memberships": [
                    {"organisation": "o", "role": "editor", "state": "requested", "since": "2026"},
                    {"organisation": "o", "role": "editor", "state": "requested", "since": "2026"}]}),
                "memberships[1]",
            ),
        ] {
            let problems = member(more).checked().expect_err(field);
            assert_eq!(problems[0].field, field);
        }
    }

    #[test]
    fn nothing_of_the_person_is_left_once_anonymised() {
        let whole = member(json!({"bio": "SEGRETO", "skills": ["SEGRETO"], "other_body": "SEGRETO", "region": "09",
            "links": [{"label": "SEGRETO", "url": "https://segreto.example"}], "roles": ["reviewer"],
            "terms": {"version": "SEGRETO", "on": "2026"}}));
        let gone = whole.anonymised().checked().expect("still a record");
        let text = serde_json::to_string(&gone).expect("JSON").to_lowercase();
        for word in ["segreto", "ada", "prova", "funzionaria", "comune.example"] {
            assert!(!text.contains(word), "{word}: {text}");
        }
    }

    #[test]
    fn a_new_profile_shows_no_address() {
        let shown = Shown::default();
        assert_eq!((shown.email, shown.last_sign_in), (ShownTo::Nobody, ShownTo::Members));
    }
}
