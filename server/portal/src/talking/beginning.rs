// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Beginning a thread: about something, or free.

use domain::community::read_by;
use domain::moderation::{Subject, SubjectKind};
use domain::policy::{Act, ClosedAs, New, On, Parent, Standing, ThreadFacts, ThreadState, Viewer, Writers, allows};
use domain::post::{IdempotencyKey, KeyReused, Sending, Sent, sending};
use domain::practice::Audience;
use domain::thread::writing::{ThreadForm, as_it_was_seen, audiences, begun, writers};
use domain::thread::{Thread, ThreadAbout, ThreadKind};
use domain::{Language, Locale, Uid};
use store::{Change, KeptThread, Whose};

use super::forms::{BeginForm, Written};
use super::posting::{thread_came_out, writer_held};
use super::showing::place_shown;
use super::values::{BeginPage, about_of};
use super::{address_of, community_of, fingerprint, key_of, lacking};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FieldProblems, FormError, fine};
use crate::moderating::{entered, entrance};
use crate::writing::asking;

/// The place of a free thread, among those of keys.
const FREE: &str = "free";

/// What a thread would be, as far as its author must read it and write in it.
fn facts(on: Option<&On>, audience: Audience, writers: Writers, author: &Uid) -> On {
    On::Thread(ThreadFacts {
        parent: on.map_or(Parent::Free, |on| Parent::Of(Box::new(on.clone()))),
        audience,
        writers,
        state: ThreadState::Open,
        closed_as: ClosedAs::Author,
        standing: Standing::Visible,
        author: Some(author.clone()),
    })
}

/// Whether the viewer may begin a thread there.
fn may_begin(viewer: &Viewer, on: Option<&On>) -> Result<(), Error> {
    match on {
        None => allows(viewer, Act::Create, &On::New(New::Thread, None))?,
        Some(on) => allows(viewer, Act::Discuss, on)?,
    }
    Ok(())
}

/// Who reads what is written there for all, where it is a community.
fn readers(on: Option<&On>) -> Option<Audience> {
    match on {
        Some(On::Community(facts)) => Some(read_by(facts.access, facts.audience)),
        _ => None,
    }
}

/// What a thread can be there, begun by this viewer.
fn kinds(viewer: &Viewer, about: Option<&ThreadAbout>, on: Option<&On>) -> Vec<ThreadKind> {
    let free = On::New(New::Thread, None);
    let announces = allows(viewer, Act::Announce, on.unwrap_or(&free)).is_ok();
    let tells = matches!(about, Some(ThreadAbout::Twinning(_) | ThreadAbout::Practice(_) | ThreadAbout::Community(_)));
    let fits = |kind: &ThreadKind| match kind {
        ThreadKind::General | ThreadKind::Question => true,
        ThreadKind::Announcement => announces,
        ThreadKind::Testimonials => tells,
    };
    ThreadKind::ALL.iter().copied().filter(fits).collect()
}

/// A new thread, with all that is known before the change.
struct Beginning {
    viewer: Viewer,
    by: Uid,
    uid: Uid,
    key: IdempotencyKey,
    about: Option<ThreadAbout>,
    kind: ThreadKind,
    form: ThreadForm,
    seen: Option<Audience>,
    sum: String,
    language: Language,
}

impl Portal {
    /// What a member needs to begin a thread.
    ///
    /// # Errors
    /// Nobody has signed in; `NotFound` where the member does not see what it is about, `NotAllowed` where nobody
    /// begins one there.
    pub async fn begin_thread_page(&self, viewer: &Viewer, about: Option<&ThreadAbout>) -> Result<BeginPage, Error> {
        let by = asking(viewer)?;
        let place = match about {
            None => None,
            Some(about) => {
                let found = self.inner.store.places(std::slice::from_ref(about)).await?.pop();
                Some(found.ok_or(Error::NotFound)?)
            }
        };
        let on = place.as_ref().map(|place| &place.on);
        may_begin(viewer, on)?;
        // Who has no part in a twinning begins a thread there in which all write.
        let writes = |one: &Writers| allows(viewer, Act::Reply, &facts(on, Audience::Public, *one, &by)).is_ok();
        let writers: Vec<Writers> = writers(about).iter().copied().filter(writes).collect();
        let usual = writers.first().copied().unwrap_or(Writers::All);
        let reads = |one: &Audience| allows(viewer, Act::Reply, &facts(on, *one, usual, &by)).is_ok();
        let audiences: Vec<Audience> = audiences(about).iter().copied().filter(reads).collect();
        Ok(BeginPage {
            kinds: kinds(viewer, about, on),
            place: place_shown(about, place.as_ref()),
            silent_until: self.silence_now(viewer, community_of(about)).await?,
            seen: readers(on),
            key: self.new_uid().to_string(),
            about: about.cloned(),
            audiences,
            writers,
        })
    }

    /// Begins a thread. Sent twice, it is one.
    ///
    /// # Errors
    /// As `begin_thread_page`; `form` is `wait` where the member may not write for a while, `key` is `taken` where the
    /// key was used for something else; `title`, `body`, `mentions`, `links`, `kind`, `audience` or `writers` is wrong.
    pub async fn begin_thread(&self, viewer: &Viewer, locale: Locale, form: BeginForm) -> Result<Written, FormError> {
        let by = asking(viewer)?;
        let about = match form.about.as_str() {
            "" => None,
            typed => Some(about_of(typed).ok_or(Error::NotFound)?),
        };
        let (kind, typed) = read(&form, about.as_ref())?;
        let uid = self.new_uid();
        let beginning = Beginning {
            viewer: viewer.clone(),
            by,
            key: key_of(&form.key, &uid)?,
            uid,
            kind,
            sum: fingerprint(&[&form.title, &form.body, kind.code(), typed.audience.code(), typed.writers.code()]),
            form: typed,
            seen: Audience::from_code(&form.seen),
            about,
            language: locale.language(),
        };
        self.write(move |change| Box::pin(async move { begin(change, beginning).await })).await
    }
}

/// The form with its codes; what is not chosen is the first that there is.
fn read(form: &BeginForm, about: Option<&ThreadAbout>) -> Result<(ThreadKind, ThreadForm), FormError> {
    let mut problems = FieldProblems::new();
    let kind = match form.kind.as_str() {
        "" => Some(ThreadKind::General),
        code => ThreadKind::from_code(code),
    };
    let audience = match form.audience.as_str() {
        "" => audiences(about).first().copied(),
        code => Audience::from_code(code),
    };
    let writers = match form.writers.as_str() {
        "" => writers(about).first().copied(),
        code => Writers::from_code(code),
    };
    for (name, is_known) in [("kind", kind.is_some()), ("audience", audience.is_some()), ("writers", writers.is_some())]
    {
        if !is_known {
            problems.push((name, FieldProblem::Unknown));
        }
    }
    fine(problems)?;
    let missing = || FormError::from(Error::NotFound);
    let kind = kind.ok_or_else(missing)?;
    let typed = ThreadForm {
        title: form.title.clone(),
        body: form.body.clone(),
        kind,
        audience: audience.ok_or_else(missing)?,
        writers: writers.ok_or_else(missing)?,
    };
    Ok((kind, typed))
}

async fn begin(change: &mut Change, beginning: Beginning) -> Result<Written, FormError> {
    let Beginning { viewer, by, uid, key, about, kind, form, seen, sum, language } = beginning;
    writer_held(change, &by).await?;
    let place = about.as_ref().map_or(FREE, |about| about.uid().as_str());
    let place = Uid::parse(place).map_err(|_| Error::NotFound)?;
    let now = Sent { post: uid.clone(), thread: place.clone(), text: sum };
    if let Some(before) = change.send_once(&by, &key, &now).await? {
        return match sending(Some(&before), &place, &now.text) {
            Ok(Sending::Again(thread)) => again(change, &viewer, &thread).await,
            Ok(Sending::First) | Err(KeyReused { .. }) => Err(FormError::field("key", FieldProblem::Taken)),
        };
    }
    let place = match &about {
        None => None,
        Some(about) => Some(change.place(about).await?.ok_or(Error::NotFound)?),
    };
    let on = place.as_ref().map(|place| &place.on);
    may_begin(&viewer, on)?;
    let entrance = entrance(change, &viewer, on.unwrap_or(&On::New(New::Thread, None))).await?;
    let begun = begun(&form, about.as_ref(), entrance.links_max);
    let begun = begun.map_err(|lacks| FormError::Fields(lacking(&lacks)))?;
    if !kinds(&viewer, about.as_ref(), on).contains(&kind) {
        return Err(FormError::field("kind", FieldProblem::NotAllowed));
    }
    // It may have been opened since the form was shown: what was written before stays, and so does this.
    let audience = readers(on).map_or(form.audience, |now| as_it_was_seen(form.audience, seen, now));
    // Nobody begins what the own words could not be read in.
    if allows(&viewer, Act::Reply, &facts(on, audience, form.writers, &by)).is_err() {
        return Err(FormError::field("audience", FieldProblem::NotAllowed));
    }
    let thread = Thread {
        uid,
        about,
        kind,
        title: begun.title,
        language,
        body: Some(begun.words.text),
        author: Some(by.clone()),
        at: change.now().as_millisecond(),
        audience,
        writers: form.writers,
        state: ThreadState::Open,
        standing: entrance.standing,
        pinned: false,
        main: false,
        conclusions: None,
        closing: None,
        answer: None,
        merged_into: None,
        documents: Vec::new(),
        version: 0,
        edited_at: None,
        revisions: Vec::new(),
        demo: false,
        number: None,
    };
    let thread = thread.checked().map_err(|problems| FormError::of_record(&problems, &["title", "body"]))?;
    change.put_thread(&thread).await?;
    let number = change.thread_number(&thread.uid).await?.ok_or(Error::NotFound)?;
    let subject = Subject { kind: SubjectKind::Thread, uid: thread.uid.clone() };
    let whose = Whose { thread: Some(thread.uid.clone()), author: Some(by) };
    entered(change, &entrance, &subject, &whose, community_of(thread.about.as_ref())).await?;
    if thread.standing == Standing::Visible {
        thread_came_out(change, &thread).await?;
    }
    let waits = thread.standing == Standing::Queued;
    Ok(Written { address: address_of(number, &thread), position: None, waits })
}

/// The answer to what was sent before: the thread that is there.
async fn again(change: &mut Change, viewer: &Viewer, thread: &Uid) -> Result<Written, FormError> {
    let held = change.thread(thread).await?.ok_or(Error::NotFound)?;
    allows(viewer, Act::Read, &held.on())?;
    let KeptThread { record, number, .. } = held;
    let waits = record.standing == Standing::Queued;
    Ok(Written { address: address_of(number, &record), position: None, waits })
}
