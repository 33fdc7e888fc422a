// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Events: courses, visits and presentations, as little as a twinning and a calendar need to know of them (AC-002-3).

use serde::{Deserialize, Serialize};

use crate::code::coded;
use crate::date::ZonedTime;
use crate::language::Language;
use crate::policy::{NoticeFacts, Publicity};
use crate::practice::Audience;
use crate::text::{self, Fault, Problem, Uid};

/// The longest place, in characters.
pub const PLACE_MAX: usize = 300;

coded! {
    /// What an event is (AC-001-5).
    EventKind {
        /// Corso.
        Course = "course",
        /// Webinar.
        Webinar = "webinar",
        /// Diretta.
        LiveStreaming = "live_streaming",
        /// Visita di studio.
        StudyVisit = "study_visit",
        /// Laboratorio.
        Workshop = "workshop",
        /// Presentazione.
        Presentation = "presentation",
        /// Scadenza.
        Deadline = "deadline",
    }
}

coded! {
    /// Where an event stands (DOMAIN.md, "State machines").
    EventState {
        /// Being written.
        Draft = "draft",
        /// Announced.
        Published = "published",
        /// It takes place now.
        Live = "live",
        /// It took place.
        Ended = "ended",
        /// It does not take place.
        Cancelled = "cancelled",
    }
}

impl EventState {
    /// Whether it may come after another.
    pub const fn may_follow(self, before: Self) -> bool {
        matches!(
            (before, self),
            (Self::Draft, Self::Published)
                | (Self::Published, Self::Live)
                | (Self::Live, Self::Ended)
                | (Self::Draft | Self::Published | Self::Live, Self::Cancelled)
        )
    }
}

/// Something that takes place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Stable identifier.
    pub uid: Uid,
    /// Its title.
    pub title: String,
    /// Language of its texts.
    pub language: Language,
    /// What it is.
    pub kind: EventKind,
    /// What happens there. Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// When it begins.
    pub starts_at: ZonedTime,
    /// When it ends.
    pub ends_at: ZonedTime,
    /// The building or room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Street and town.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Where to take part from afar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The organisation that holds it.
    pub organiser: Uid,
    /// Whom it is meant for, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meant_for: Option<String>,
    /// The twinning that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub twinning: Option<Uid>,
    /// The practice that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub practice: Option<Uid>,
    /// Who may read of it.
    #[serde(default = "public")]
    pub audience: Audience,
    /// Where it stands; imported events are published unless they say otherwise.
    #[serde(default = "published")]
    pub state: EventState,
    /// The member who entered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_by: Option<Uid>,
    /// Whether the record is invented, for demonstration.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demo: bool,
}

fn public() -> Audience {
    Audience::Public
}

fn published() -> EventState {
    EventState::Published
}

impl Event {
    /// Brings the record into the form in which it is kept and checks the safety limits.
    ///
    /// # Errors
    /// No title, an end that is not after the beginning, neither a place nor a link, or a text too long.
    pub fn checked(mut self) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        text::line("title", &mut self.title, text::TITLE_MAX, &mut problems);
        if self.title.is_empty() {
            problems.push(Problem::new("title", Fault::Missing));
        }
        text::optional_text("description", &mut self.description, &mut problems);
        text::optional_line("place", &mut self.place, PLACE_MAX, &mut problems);
        text::optional_line("address", &mut self.address, PLACE_MAX, &mut problems);
        text::optional_line("meant_for", &mut self.meant_for, 300, &mut problems);
        self.link.take_if(|link| link.trim().is_empty());
        if let Some(link) = &self.link {
            text::web_address("link", link, &mut problems);
        }
        // A deadline is nowhere.
        if self.place.is_none() && self.link.is_none() && self.kind != EventKind::Deadline {
            problems.push(Problem::new("place", Fault::Missing));
        }
        if self.ends_at.since_1970() <= self.starts_at.since_1970() {
            problems.push(Problem::new("ends_at", Fault::Contradicts { other: "starts_at".to_owned() }));
        }
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }
}

/// Without the twinning that it belongs to: `NoticeFacts::within` adds what that says.
impl From<&Event> for NoticeFacts {
    fn from(event: &Event) -> Self {
        let publicity = match event.state {
            EventState::Draft => Publicity::Draft,
            EventState::Published | EventState::Live => Publicity::Open,
            EventState::Ended | EventState::Cancelled => Publicity::Over,
        };
        Self {
            publicity,
            audience: event.audience,
            organisation: Some(event.organiser.clone()),
            author: event.created_by.clone(),
            parties: Vec::new(),
            coordinators: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// The presentation of the seed, with some fields changed.
    fn event(more: Value) -> Result<Event, Vec<Problem>> {
        let mut all = json!({
            "uid": "event-presentazione-dsbpgovernance", "title": "Presentazione di DSBPGovernance ai Comuni",
            "language": "it", "kind": "presentation", "starts_at": "2024-09-24T10:00+02:00[Europe/Rome]",
            "ends_at": "2024-09-24T12:00+02:00[Europe/Rome]", "place": "Palazzo Granducale",
            "address": "Piazza del Municipio 4, Livorno", "organiser": "org-provincia-di-livorno",
            "meant_for": "Amministratori e dipendenti dei Comuni", "practice": "prac-dsbpgovernance"
        });
        all.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        serde_json::from_value::<Event>(all).expect("an event").checked()
    }

    fn wrong(more: Value) -> String {
        event(more).expect_err("refused").iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn ac_002_3_the_presentation_of_livorno_keeps_its_hour_its_zone_and_its_place() {
        let one = event(json!({})).expect("an event");
        assert_eq!((one.starts_at.zone(), one.starts_at.hour_and_minute()), ("Europe/Rome", (10, 0)));
        assert_eq!(one.place.as_deref(), Some("Palazzo Granducale"));
        assert_eq!(one.state, EventState::Published);
        let again: Event = serde_json::from_str(&serde_json::to_string(&one).expect("JSON")).expect("the same");
        assert_eq!(again, one);
    }

    #[test]
    fn an_event_ends_after_it_began_whatever_the_clocks_show() {
        assert_eq!(wrong(json!({"ends_at": "2024-09-24T10:00+02:00[Europe/Rome]"})), "ends_at: contradicts starts_at");
        assert_eq!(wrong(json!({"ends_at": "2024-09-24T11:00+03:00[Europe/Riga]"})), "ends_at: contradicts starts_at");
        assert!(event(json!({"ends_at": "2024-09-24T09:30+01:00[Europe/Lisbon]"})).is_ok());
    }

    #[test]
    fn an_event_is_somewhere_or_has_a_link() {
        assert_eq!(wrong(json!({"place": " "})), "place: is missing");
        assert!(event(json!({"place": null, "link": "https://example.org/sala"})).is_ok());
        assert!(event(json!({"place": null, "kind": "deadline"})).is_ok());
        assert!(wrong(json!({"link": "javascript:alert(1)"})).starts_with("link: is not valid"));
    }

    #[test]
    fn an_event_goes_from_draft_to_its_end_or_is_cancelled_before() {
        let all = EventState::ALL.iter();
        let pairs = all.flat_map(|from| EventState::ALL.iter().map(move |to| (*from, *to)));
        let allowed: Vec<_> =
            pairs.filter(|(from, to)| to.may_follow(*from)).map(|(from, to)| format!("{from}>{to}")).collect();
        assert_eq!(
            allowed,
            [
                "draft>published",
                "draft>cancelled",
                "published>live",
                "published>cancelled",
                "live>ended",
                "live>cancelled"
            ]
        );
    }

    #[test]
    fn permission_asks_the_organiser_and_the_state() {
        let facts =
            |state: &str| NoticeFacts::from(&event(json!({"state": state, "created_by": "ada"})).expect("an event"));
        assert_eq!(facts("draft").publicity, Publicity::Draft);
        assert_eq!([facts("published").publicity, facts("live").publicity], [Publicity::Open; 2]);
        assert_eq!([facts("ended").publicity, facts("cancelled").publicity], [Publicity::Over; 2]);
        assert_eq!(facts("draft").author.map(|author| author.to_string()).as_deref(), Some("ada"));
    }
}
