// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Writing an advert: six fields to begin with, more once it is there.

use domain::advert::writing::{AdvertForm, FIELDS, lacks};
use domain::advert::{Advert, AdvertKind, AdvertState, Mode, RegionScope, TransferKind};
use domain::policy::{Act, New, On, Publicity, Viewer, allows};
use domain::practice::{CostBand, Level};
use domain::text::{plain_line, plain_text};
use domain::{Language, Locale, PartialDate, Uid, places};
use store::Page;
use uuid::Uuid;

use super::values::{AdvertFormPage, StandingAdvert};
use super::{held, lacking, unmoved, version_of};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FieldProblems, FormError, Typed, beside, fine};
use crate::taxonomy::Taxonomy;
use crate::writing::{asking, date, typed_date};

/// How many practices of a body are offered.
const PRACTICES: u32 = 200;

/// What becomes of an advert that is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// It stays where it stands.
    Keep,
    /// A draft is published.
    Publish,
}

impl Portal {
    /// The form of an advert that is not there yet. A theme that the portal does not have is left out.
    ///
    /// # Errors
    /// Nobody has signed in.
    pub async fn new_advert_page(
        &self,
        viewer: &Viewer,
        locale: Locale,
        kind: AdvertKind,
        theme: &str,
    ) -> Result<AdvertFormPage, Error> {
        asking(viewer)?;
        let organisations = self.own_bodies(viewer).await?;
        let mut typed = vec![("key".to_owned(), self.new_uid().to_string())];
        if let [(uid, _)] = organisations.as_slice() {
            typed.push(("organisation".to_owned(), uid.clone()));
        }
        if let Some(theme) = self.taxonomy().theme(theme) {
            typed.push(("themes".to_owned(), theme.uid.to_string()));
        }
        Ok(AdvertFormPage {
            kind,
            standing: None,
            typed: Typed(typed),
            organisations,
            themes: self.taxonomy().options(locale),
            practices: Vec::new(),
        })
    }

    /// The form of an advert that is there.
    ///
    /// # Errors
    /// The viewer may not change it, or it is over.
    pub async fn advert_form_page(&self, viewer: &Viewer, locale: Locale, uid: &str) -> Result<AdvertFormPage, Error> {
        let kept = self.advert_to(viewer, Act::Edit, uid).await?;
        let record = kept.record;
        changeable(&record)?;
        let practices = match record.kind {
            AdvertKind::Seek => Vec::new(),
            AdvertKind::Offer => self.practices_to_offer(viewer, &record.organisation).await?,
        };
        Ok(AdvertFormPage {
            kind: record.kind,
            typed: typed(&record),
            standing: Some(StandingAdvert {
                uid: record.uid.to_string(),
                title: record.title.clone(),
                state: record.state,
                organisation: kept.organisation.map(|organisation| organisation.name).unwrap_or_default(),
                lacks: lacks(&AdvertForm::of(&record), record.kind),
            }),
            organisations: Vec::new(),
            themes: self.taxonomy().options(locale),
            practices,
        })
    }

    async fn practices_to_offer(&self, viewer: &Viewer, body: &Uid) -> Result<Vec<(String, String)>, Error> {
        let listed = self.inner.store.practices_of_organisation(viewer, body, Page::first(PRACTICES)).await?;
        let in_library = listed.rows.into_iter().map(|row| row.record).filter(|one| one.stage.is_in_library());
        Ok(in_library.map(|one| (one.uid.to_string(), one.title)).collect())
    }

    /// Begins an advert, as a draft or published at once; answers its identifier. Sent twice, it is begun once.
    ///
    /// # Errors
    /// Nobody has signed in; a field is wrong, or keeps it from being published.
    pub async fn begin_advert(
        &self,
        viewer: &Viewer,
        locale: Locale,
        kind: AdvertKind,
        form: &Typed,
        wish: Wish,
    ) -> Result<String, FormError> {
        let by = asking(viewer)?;
        let own = self.own_bodies(viewer).await?;
        let mut problems = FieldProblems::new();
        let mut read = first_fields(form, &self.taxonomy(), &mut problems);
        let body = body_of(form.value("organisation"), &own, viewer, &mut problems);
        read.organisation.clone_from(&body);
        all_fine(problems, &read, kind, wish == Wish::Publish)?;
        let Some(body) = body else { return Err(FormError::field("organisation", FieldProblem::Missing)) };
        let uid = named_by(form.value("key")).unwrap_or_else(|| self.new_uid());
        let answer = uid.to_string();
        let advert = read.fill(bare(uid, kind, locale, body, by.clone()));
        let advert = match wish {
            Wish::Keep => advert,
            Wish::Publish => advert.publish(self.today()).map_err(|refused| unmoved(&refused))?,
        };
        let advert = checked(advert)?;
        let viewer = viewer.clone();
        self.write(move |change| {
            Box::pin(async move {
                if let Some(there) = change.advert(&advert.uid).await? {
                    let is_own = there.record.author.as_ref() == Some(&by);
                    return if is_own { Ok(()) } else { Err(FormError::field("form", FieldProblem::Conflict)) };
                }
                allows(&viewer, Act::Create, &On::New(New::Advert, Some(advert.organisation.clone())))?;
                change.put_advert(&advert).await?;
                Ok(())
            })
        })
        .await?;
        Ok(answer)
    }

    /// Changes the texts of an advert, over the version that the form shows; what is out stays complete.
    ///
    /// # Errors
    /// The viewer may not, or it is over; a field is wrong; `form` is `conflict` where somebody else changed it.
    pub async fn change_advert(&self, viewer: &Viewer, uid: &str, form: &Typed, wish: Wish) -> Result<(), FormError> {
        let kept = self.advert_to(viewer, Act::Edit, uid).await?;
        let before = kept.record;
        let mut problems = FieldProblems::new();
        let mut read = first_fields(form, &self.taxonomy(), &mut problems);
        later_fields(form, &mut read, &mut problems);
        read.practice = self.offered_practice(viewer, &before, form.value("practice"), &mut problems).await?;
        // Whose it is was said when it was begun.
        read.organisation = Some(before.organisation.clone());
        let is_whole = wish == Wish::Publish || before.state != AdvertState::Draft;
        all_fine(problems, &read, before.kind, is_whole)?;
        let (uid, viewer, today, version) =
            (before.uid, viewer.clone(), self.today(), form.value("version").to_owned());
        self.write(move |change| {
            Box::pin(async move {
                let before = held(change, &viewer, Act::Edit, &uid).await?.record;
                changeable(&before)?;
                if version_of(&before) != version {
                    return Err(FormError::field("form", FieldProblem::Conflict));
                }
                let advert = read.fill(before);
                let advert = match (wish, advert.state) {
                    (Wish::Publish, AdvertState::Draft) => {
                        allows(&viewer, Act::Advance, &super::on(&advert))?;
                        advert.publish(today).map_err(|refused| unmoved(&refused))?
                    }
                    (_, AdvertState::Draft) => advert,
                    _ => whole(advert)?,
                };
                change.put_advert(&checked(advert)?).await?;
                Ok(())
            })
        })
        .await
    }

    /// A practice of the advert's own body that readers can see.
    async fn offered_practice(
        &self,
        viewer: &Viewer,
        advert: &Advert,
        typed: &str,
        problems: &mut FieldProblems,
    ) -> Result<Option<Uid>, FormError> {
        if typed.is_empty() {
            return Ok(None);
        }
        let own = self.practices_to_offer(viewer, &advert.organisation).await?;
        let uid = own.iter().find(|(uid, _)| uid == typed).and_then(|(uid, _)| Uid::parse(uid).ok());
        // What stood in it before may have left the library, and stays.
        let uid = uid.or_else(|| advert.practice.clone().filter(|before| before.as_str() == typed));
        if uid.is_none() {
            problems.push(("practice", FieldProblem::Unknown));
        }
        Ok(uid)
    }
}

/// What is over is kept as it was.
fn changeable(advert: &Advert) -> Result<(), Error> {
    if advert.state.publicity() == Publicity::Over { Err(Error::NotAllowed) } else { Ok(()) }
}

/// An advert of which there is only whose it is.
fn bare(uid: Uid, kind: AdvertKind, locale: Locale, organisation: Uid, author: Uid) -> Advert {
    let bare = serde_json::json!({
        "uid": uid, "kind": kind, "title": "", "language": locale.language(), "organisation": organisation,
        "author": author, "state": AdvertState::Draft,
    });
    serde_json::from_value(bare).expect("an identifier, a kind, a language and an organisation make an advert")
}

/// The identifier that the page gave to an advert that is to be begun, so that the same form makes one only.
fn named_by(key: &str) -> Option<Uid> {
    let id = Uuid::parse_str(key).ok()?;
    Uid::parse(&id.hyphenated().to_string()).ok()
}

fn checked(advert: Advert) -> Result<Advert, FormError> {
    let known: Vec<&'static str> = FIELDS.iter().map(|field| field.name).collect();
    advert.checked().map_err(|problems| FormError::of_record(&problems, &known))
}

/// Tells all that is wrong at once, in the order of the form: what cannot be read, and of an advert that is to be out what
/// it lacks. A draft needs a title.
fn all_fine(problems: FieldProblems, read: &AdvertForm, kind: AdvertKind, is_whole: bool) -> Result<(), FormError> {
    let lacks = lacking(&lacks(read, kind)).into_iter();
    let lacks = lacks.filter(|lack| is_whole || *lack == ("title", FieldProblem::Missing));
    let mut problems = beside(problems, lacks);
    problems.sort_by_key(|(field, _)| FIELDS.iter().position(|known| known.name == *field));
    fine(problems)
}

/// What is out must stay as complete as it was when it was published.
fn whole(advert: Advert) -> Result<Advert, FormError> {
    fine(lacking(&lacks(&AdvertForm::of(&advert), advert.kind)))?;
    Ok(advert)
}

fn body_of(typed: &str, own: &[(String, String)], viewer: &Viewer, problems: &mut FieldProblems) -> Option<Uid> {
    let chosen = match (typed, own) {
        ("", [(one, _)]) => one.as_str(),
        ("", _) => {
            problems.push(("organisation", FieldProblem::Missing));
            return None;
        }
        (typed, _) => typed,
    };
    let body = Uid::parse(chosen).ok();
    let body = body.filter(|body| allows(viewer, Act::Create, &On::New(New::Advert, Some(body.clone()))).is_ok());
    if body.is_none() {
        problems.push(("organisation", FieldProblem::NotAllowed));
    }
    body
}

/// The fields that are asked for at once, but for the organisation.
fn first_fields(form: &Typed, taxonomy: &Taxonomy, problems: &mut FieldProblems) -> AdvertForm {
    let mut themes: Vec<Uid> = Vec::new();
    for typed in form.values("themes").filter(|typed| !typed.is_empty()) {
        match taxonomy.theme(typed) {
            Some(theme) if !themes.contains(&theme.uid) => themes.push(theme.uid.clone()),
            Some(_) => {}
            None => wrong("themes", FieldProblem::Unknown, problems),
        }
    }
    AdvertForm {
        title: plain_line(form.value("title")),
        description: plain_text(form.value("description")),
        themes,
        transfer_kinds: coded(form, "transfer_kinds", TransferKind::from_code, problems),
        mode: coded(form, "mode", Mode::from_code, problems).into_iter().next(),
        ..AdvertForm::default()
    }
}

/// The fields that can be filled in once it is there, but for the practice.
fn later_fields(form: &Typed, read: &mut AdvertForm, problems: &mut FieldProblems) {
    read.when_from = day_of(form, "when_from", problems);
    read.when_until = day_of(form, "when_until", problems);
    let scope = coded(form, "region_scope", RegionScope::from_code, problems).into_iter().next();
    read.region_scope = scope.unwrap_or(RegionScope::Anywhere);
    for code in form.values("regions").filter(|code| !code.is_empty()) {
        if places::region(code).is_none() {
            wrong("regions", FieldProblem::Unknown, problems);
        } else if !read.regions.iter().any(|known| known == code) {
            read.regions.push(code.to_owned());
        }
    }
    read.languages = coded(form, "languages", Language::from_code, problems);
    read.level = coded(form, "level", Level::from_code, problems).into_iter().next();
    read.budget = coded(form, "budget", CostBand::from_code, problems).into_iter().next();
    for tag in form.value("tags").split(',').map(plain_line).filter(|tag| !tag.is_empty()) {
        if !read.tags.contains(&tag) {
            read.tags.push(tag);
        }
    }
    read.constraints = plain_line(form.value("constraints"));
}

fn wrong(field: &'static str, problem: FieldProblem, problems: &mut FieldProblems) {
    if !problems.iter().any(|(known, _)| *known == field) {
        problems.push((field, problem));
    }
}

/// The codes of a field, each once, in the order in which they were sent.
fn coded<T: PartialEq>(
    form: &Typed,
    field: &'static str,
    from_code: fn(&str) -> Option<T>,
    problems: &mut FieldProblems,
) -> Vec<T> {
    let mut read: Vec<T> = Vec::new();
    for typed in form.values(field).filter(|typed| !typed.is_empty()) {
        match from_code(typed) {
            Some(value) if !read.contains(&value) => read.push(value),
            Some(_) => {}
            None => wrong(field, FieldProblem::Unknown, problems),
        }
    }
    read
}

fn day_of(form: &Typed, field: &'static str, problems: &mut FieldProblems) -> Option<PartialDate> {
    let typed = form.value(field).trim();
    let read = date(typed);
    if read.is_none() && !typed.is_empty() {
        wrong(field, FieldProblem::Invalid, problems);
    }
    read
}

/// The form as an advert fills it.
fn typed(advert: &Advert) -> Typed {
    let form = AdvertForm::of(advert);
    let one = |name: &str, value: String| (name.to_owned(), value);
    let mut pairs = vec![
        one("version", version_of(advert)),
        one("title", form.title),
        one("description", form.description),
        one("practice", form.practice.map(|uid| uid.to_string()).unwrap_or_default()),
        one("when_from", form.when_from.map(typed_date).unwrap_or_default()),
        one("when_until", form.when_until.map(typed_date).unwrap_or_default()),
        one("region_scope", form.region_scope.code().to_owned()),
        one("level", form.level.map(|level| level.code().to_owned()).unwrap_or_default()),
        one("budget", form.budget.map(|budget| budget.code().to_owned()).unwrap_or_default()),
        one("tags", form.tags.join(", ")),
        one("constraints", form.constraints),
    ];
    pairs.extend(form.mode.map(|mode| one("mode", mode.code().to_owned())));
    pairs.extend(form.themes.iter().map(|theme| one("themes", theme.to_string())));
    pairs.extend(form.transfer_kinds.iter().map(|kind| one("transfer_kinds", kind.code().to_owned())));
    pairs.extend(form.regions.iter().map(|code| one("regions", code.clone())));
    pairs.extend(form.languages.iter().map(|language| one("languages", language.code().to_owned())));
    Typed(pairs)
}
