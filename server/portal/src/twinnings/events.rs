// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Events of a twinning, as little as it needs to know of them: what, when, where, held by whom (AC-002-3).

use domain::date::ZonedTime;
use domain::event::{Event, EventKind, EventState, PLACE_MAX};
use domain::member::OrganisationRole;
use domain::policy::{Act, New, NoticeFacts, On, TwinningFacts, Viewer, allows};
use domain::practice::Audience;
use domain::text::{TEXT_MAX, TITLE_MAX, plain_line, plain_text, web_address};
use domain::twinning::Twinning;
use domain::{Language, Uid};

use super::facts;
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FieldProblems, FormError, fine};
use crate::writing::{asking, typed_date};

mod clock;

pub use clock::ZONES;

/// An event as it was typed.
#[derive(Clone, Debug, Default)]
pub struct EventForm {
    /// Its identifier; empty for a new one.
    pub uid: String,
    /// What it is called.
    pub title: String,
    /// The code of what it is.
    pub kind: String,
    /// The day.
    pub day: String,
    /// From when, as 10:00.
    pub from: String,
    /// Until when, as 12:30.
    pub until: String,
    /// The zone of these hours: one of `ZONES`.
    pub zone: String,
    /// The building or room, with its town.
    pub place: String,
    /// Where to take part from afar.
    pub link: String,
    /// The identifier of who holds it.
    pub organiser: String,
    /// What happens there, in Markdown.
    pub description: String,
    /// The code of where it stands: `draft`, `published` or `cancelled`.
    pub state: String,
}

/// An event in its form.
#[derive(Clone, Debug)]
pub struct EventOnDesk {
    /// What stands in the form.
    pub form: EventForm,
    /// Whether the viewer may change it.
    pub may_edit: bool,
}

/// The events of a twinning, and what one chooses among.
#[derive(Clone, Debug)]
pub struct TwinningEvents {
    /// The address of the twinning.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: Language,
    /// Its events, the first to begin first.
    pub events: Vec<EventOnDesk>,
    /// The bodies with a part in whose name the viewer may enter one: identifier and name.
    pub organisers: Vec<(String, String)>,
}

/// An event that was read.
struct Wanted {
    title: String,
    kind: EventKind,
    starts_at: ZonedTime,
    ends_at: ZonedTime,
    organiser: Uid,
    state: EventState,
}

impl EventForm {
    fn of(event: &Event) -> Self {
        let clock = |time: &ZonedTime| {
            let (hour, minute) = time.hour_and_minute();
            format!("{hour:02}:{minute:02}")
        };
        Self {
            uid: event.uid.to_string(),
            title: event.title.clone(),
            kind: event.kind.code().to_owned(),
            day: typed_date(event.starts_at.day().into()),
            from: clock(&event.starts_at),
            until: clock(&event.ends_at),
            zone: event.starts_at.zone().to_owned(),
            place: event.place.clone().unwrap_or_default(),
            link: event.link.clone().unwrap_or_default(),
            organiser: event.organiser.to_string(),
            description: event.description.clone().unwrap_or_default(),
            state: event.state.code().to_owned(),
        }
    }

    /// Reads all that was typed: `parties` are those who may hold it, `stood` is where it stands.
    fn read(&self, parties: &[Uid], stood: EventState) -> Result<Wanted, FormError> {
        let mut problems: FieldProblems = Vec::new();
        let title = plain_line(&self.title);
        match title.chars().count() {
            0 => problems.push(("title", FieldProblem::Missing)),
            length if length > TITLE_MAX => problems.push(("title", FieldProblem::TooLong)),
            _ => {}
        }
        let kind = EventKind::from_code(&self.kind);
        if kind.is_none() {
            problems.push(("kind", FieldProblem::Missing));
        }
        let times = self.times(&mut problems);
        self.check_texts(kind, &mut problems);
        let organiser = Uid::parse(&self.organiser).ok().filter(|uid| parties.contains(uid));
        if organiser.is_none() {
            problems.push(("organiser", FieldProblem::Missing));
        }
        let state = EventState::from_code(&self.state);
        match state {
            None => problems.push(("state", FieldProblem::Unknown)),
            Some(state) if state != stood && !state.may_follow(stood) => {
                problems.push(("state", FieldProblem::NotAllowed));
            }
            Some(_) => {}
        }
        fine(problems)?;
        let (kind, state) = kind.zip(state).ok_or(Error::NotFound)?;
        let organiser = organiser.ok_or(Error::NotFound)?;
        let (starts_at, ends_at) = times.ok_or_else(|| FormError::field("day", FieldProblem::Invalid))?;
        Ok(Wanted { title, kind, starts_at, ends_at, organiser, state })
    }

    /// From when until when.
    fn times(&self, problems: &mut FieldProblems) -> Option<(ZonedTime, ZonedTime)> {
        let day = clock::day(&self.day);
        if day.is_none() {
            problems.push(("day", FieldProblem::Invalid));
        }
        let at = |name: &'static str, typed: &str, problems: &mut FieldProblems| {
            let time = clock::hours(typed);
            if time.is_none() {
                problems.push((name, FieldProblem::Invalid));
            }
            time.zip(day).and_then(|(time, day)| clock::zoned(day, time, &self.zone))
        };
        let times = at("from", &self.from, problems).zip(at("until", &self.until, problems));
        if times.as_ref().is_some_and(|(starts, ends)| ends.since_1970() <= starts.since_1970()) {
            problems.push(("until", FieldProblem::Differs));
        }
        if ZONES.iter().all(|(zone, _)| *zone != self.zone) {
            problems.push(("zone", FieldProblem::Unknown));
        }
        times
    }

    /// Where it is and what is said of it.
    fn check_texts(&self, kind: Option<EventKind>, problems: &mut FieldProblems) {
        let (place, link) = (text(&self.place), text(&self.link));
        // A deadline is nowhere.
        let is_somewhere = kind.is_some_and(|kind| kind != EventKind::Deadline);
        if is_somewhere && place.is_none() && link.is_none() {
            problems.push(("place", FieldProblem::Missing));
        }
        if place.is_some_and(|place| plain_line(&place).chars().count() > PLACE_MAX) {
            problems.push(("place", FieldProblem::TooLong));
        }
        if let Some(link) = link {
            let mut wrong = Vec::new();
            web_address("link", &link, &mut wrong);
            problems.extend(wrong.iter().map(|one| ("link", FieldProblem::from(&one.fault))));
        }
        if text(&self.description).is_some_and(|text| text.len() > TEXT_MAX) {
            problems.push(("description", FieldProblem::TooLong));
        }
    }
}

fn text(typed: &str) -> Option<String> {
    Some(plain_text(typed)).filter(|text| !text.trim().is_empty())
}

/// An event of a twinning, as far as permission asks.
fn on(event: &Event, twinning: &Twinning) -> On {
    On::Event(NoticeFacts::from(event).within(&TwinningFacts::from(twinning)))
}

impl Portal {
    /// The events of a twinning, for those who write it.
    ///
    /// # Errors
    /// `NotFound`, or the viewer does not write it.
    pub async fn events_on_desk(&self, viewer: &Viewer, slug: &str) -> Result<TwinningEvents, Error> {
        let kept = self.twinning_at_to(viewer, Act::Edit, slug).await?;
        let events = self.inner.store.events_of_twinning(viewer, &kept.record.uid).await?;
        let line = |event: &Event| EventOnDesk {
            form: EventForm::of(event),
            may_edit: allows(viewer, Act::Edit, &on(event, &kept.record)).is_ok(),
        };
        let own = |uid: &Uid| viewer.acting().is_some_and(|one| one.acts_for(uid, OrganisationRole::Contributor));
        let bodies: Vec<Uid> = kept.record.organisations().into_iter().filter(own).collect();
        let names = self.names_of_bodies(&bodies).await?;
        Ok(TwinningEvents {
            slug: kept.slug.to_string(),
            title: kept.record.title.clone(),
            language: kept.record.language,
            events: events.iter().map(line).collect(),
            organisers: names.into_iter().map(|(uid, name)| (uid.to_string(), name)).collect(),
        })
    }

    /// Keeps an event of a twinning: a new one, or in the place of what it was.
    ///
    /// # Errors
    /// All fields that are missing or wrong: `until` where it ends before it begins, `place` where there is neither a
    /// place nor a link; `organiser` has no part in the twinning; `state` may not follow. Or the viewer does not act for
    /// the organiser.
    pub async fn save_event(&self, viewer: &Viewer, slug: &str, form: EventForm) -> Result<(), FormError> {
        let by = asking(viewer)?;
        let kept = self.twinning_at_to(viewer, Act::Edit, slug).await?;
        let before = match Uid::parse(&form.uid) {
            Ok(uid) => Some(self.inner.store.event(viewer, &uid).await?.ok_or(Error::NotFound)?),
            Err(_) => None,
        };
        let stood = before.as_ref().map_or(EventState::Draft, |event| event.state);
        let wanted = form.read(&kept.record.organisations(), stood)?;
        match &before {
            Some(event) => allows(viewer, Act::Edit, &on(event, &kept.record))?,
            None => allows(viewer, Act::Create, &On::New(New::Event, Some(wanted.organiser.clone())))?,
        }
        if before.as_ref().is_some_and(|event| event.twinning.as_ref() != Some(&kept.record.uid)) {
            return Err(Error::NotFound.into());
        }
        let audience = match kept.record.state.has_run() {
            true => kept.record.audience,
            // Of a proposal nobody outside reads.
            false => Audience::Parties,
        };
        let event = Event {
            uid: before.as_ref().map_or_else(|| self.new_uid(), |event| event.uid.clone()),
            title: wanted.title,
            language: kept.record.language,
            kind: wanted.kind,
            description: text(&form.description),
            starts_at: wanted.starts_at,
            ends_at: wanted.ends_at,
            place: text(&form.place),
            address: before.as_ref().and_then(|event| event.address.clone()),
            link: text(&form.link),
            organiser: wanted.organiser,
            meant_for: before.as_ref().and_then(|event| event.meant_for.clone()),
            twinning: Some(kept.record.uid.clone()),
            practice: before.as_ref().and_then(|event| event.practice.clone()),
            audience: before.as_ref().map_or(audience, |event| event.audience),
            state: wanted.state,
            created_by: before.as_ref().map_or(Some(by), |event| event.created_by.clone()),
            demo: kept.record.demo,
        };
        let known = ["title", "description", "place", "link"];
        let event = event.checked().map_err(|problems| FormError::of_record(&problems, &known))?;
        let viewer = viewer.clone();
        self.write(move |change| {
            Box::pin(async move {
                let twinning = change.twinning(&kept.record.uid).await?.ok_or(Error::NotFound)?;
                allows(&viewer, Act::Edit, &facts(&twinning.record))?;
                change.put_event(&event).await?;
                Ok(())
            })
        })
        .await
    }
}
