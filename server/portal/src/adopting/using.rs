// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A body says that it took up a practice, keeps that up to date, and answers what the owner said of it.

use domain::Uid;
use domain::adoption::{Adoption, AdoptionSource};
use domain::member::OrganisationRole;
use domain::policy::{Act, New, On, PracticeFacts, Viewer, allows};
use domain::practice::Practice;
use store::{Change, KeptAdoption};

use super::typed::AdoptionForm;
use super::{Answer, facts, tell_authors};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};
use crate::import::renew_phases;
use crate::people::{MailContent, today, write_about};
use crate::writing::asking;

/// The most characters of the name that is kept as who confirmed an adoption.
const CONFIRMED_BY_MAX: usize = 150;

impl Portal {
    /// Keeps what a member says of the adoption of a practice by one of the own bodies: the one that the form names, the
    /// first where it names none. It is confirmed by that where the member speaks for the body; else those who do are
    /// told. Says whether it is confirmed.
    ///
    /// # Errors
    /// A field is wrong; `state` is invalid where it would go back; `form` is `taken` where the body has told of it
    /// and the member does not speak for it, `conflict` where somebody changed it in the meantime, or it is gone.
    pub async fn adopt(&self, viewer: &Viewer, slug: &str, form: AdoptionForm) -> Result<bool, FormError> {
        let by = asking(viewer)?;
        let practice = self.kept_at(viewer, slug).await?.record;
        let (body, name) = self.chosen_body(viewer, &practice, &form.organisation).await?;
        allows(viewer, Act::Create, &On::New(New::Adoption, Some(body.clone())))?;
        let told = form.read(today(self.now()))?;
        let editors = self.editors_of(&body).await?;
        let by_name = self.inner.store.member_names(std::slice::from_ref(&by)).await?.pop().map(|(_, name)| name);
        let (uid, new, viewer) = (practice.uid, self.new_uid(), viewer.clone());
        self.write(move |change| {
            Box::pin(async move {
                let kept = change.practice(&uid).await?.ok_or(Error::NotFound)?;
                let (practice, slug) = (&kept.record, kept.slug.as_str());
                allows(&viewer, Act::Read, &On::Practice(PracticeFacts::from(practice)))?;
                if !practice.stage.is_in_library() {
                    return Err(Error::NotAllowed.into());
                }
                let speaks = allows(&viewer, Act::Accept, &facts(practice, &body)).is_ok();
                let before = addressed(change, (&uid, &body), &form.adoption).await?;
                if before.is_some() && !speaks {
                    return Err(FormError::field("form", FieldProblem::Taken));
                }
                let version = before.as_ref().map(|before| before.version.to_string()).unwrap_or_default();
                if form.version != version {
                    return Err(FormError::field("form", FieldProblem::Conflict));
                }
                let before = before.map(|before| before.record);
                let is_settled = before.as_ref().is_some_and(|before| before.confirmed_by.is_some());
                let is_answer = before.is_some() && !is_settled;
                if is_settled && before.as_ref().is_some_and(|before| !before.state.leads_to(told.state)) {
                    return Err(FormError::field("state", FieldProblem::Invalid));
                }
                let begun =
                    || Adoption::declared(new, uid.clone(), body.clone(), told.state, AdoptionSource::Spontaneous);
                let mut adoption = before.unwrap_or_else(begun);
                told.put_into(&mut adoption);
                if speaks && adoption.confirmed_by.is_none() {
                    // The body and not the person: a name would outlive the account.
                    adoption.confirmed_by = Some(name.chars().take(CONFIRMED_BY_MAX).collect());
                }
                let adoption = adoption.checked().map_err(|wrong| FormError::of_record(&wrong, &["notes"]))?;
                change.put_adoption(&adoption).await?;
                renew_phases(change, vec![uid.clone()]).await?;
                if is_answer {
                    tell_authors(change, (practice, slug), &name, Answer::Confirmed).await?;
                }
                for editor in editors.iter().filter(|editor| !speaks && editor.uid != by) {
                    let content = MailContent::AdoptionToConfirm {
                        first_name: editor.first_name.clone(),
                        by: by_name.clone().unwrap_or_default(),
                        organisation: name.clone(),
                        organisation_uid: body.to_string(),
                        adoption_uid: adoption.uid.to_string(),
                        title: practice.title.clone(),
                        slug: slug.to_owned(),
                    };
                    write_about(change, &by, editor, &content).await?;
                }
                Ok(speaks)
            })
        })
        .await
    }

    /// Says for a body that it did not take up a practice, as others had said: the adoption goes. It is the one that is
    /// named, in the version that the page shows; the first where none is named.
    ///
    /// # Errors
    /// The viewer does not speak for the body; `form` is `conflict` where the adoption is confirmed, is another one
    /// now, or is gone.
    pub async fn deny_adoption(
        &self,
        viewer: &Viewer,
        slug: &str,
        organisation: &str,
        (adoption, version): (&str, &str),
    ) -> Result<(), FormError> {
        asking(viewer)?;
        let practice = self.kept_at(viewer, slug).await?.record;
        let (body, name) = self.chosen_body(viewer, &practice, organisation).await?;
        let (uid, viewer) = (practice.uid, viewer.clone());
        let (adoption, version) = (adoption.to_owned(), version.to_owned());
        self.write(move |change| {
            Box::pin(async move {
                let kept = change.practice(&uid).await?.ok_or(Error::NotFound)?;
                let practice = &kept.record;
                allows(&viewer, Act::Accept, &facts(practice, &body))?;
                let before = addressed(change, (&uid, &body), &adoption).await?;
                let is_it = |version_now: i64| version_now.to_string() == version;
                let before = before.filter(|one| one.record.confirmed_by.is_none() && is_it(one.version));
                let Some(before) = before else {
                    return Err(FormError::field("form", FieldProblem::Conflict));
                };
                change.remove_adoption(&before.record).await?;
                renew_phases(change, vec![uid]).await?;
                tell_authors(change, (practice, kept.slug.as_str()), &name, Answer::Denied).await
            })
        })
        .await
    }

    /// The body for which the viewer tells, with its name: never the owner of the practice.
    async fn chosen_body(
        &self,
        viewer: &Viewer,
        practice: &Practice,
        chosen: &str,
    ) -> Result<(Uid, String), FormError> {
        let bodies = self.adopters(viewer, practice).await?;
        let found = match (chosen, bodies.as_slice()) {
            ("", [one]) => Some(one),
            ("", _) => return Err(FormError::field("organisation", FieldProblem::Missing)),
            (chosen, bodies) => bodies.iter().find(|(uid, _)| uid == chosen),
        };
        let unknown = || FormError::field("organisation", FieldProblem::Unknown);
        let (uid, name) = found.ok_or_else(unknown)?;
        let uid = Uid::parse(uid).map_err(|_| unknown())?;
        let acts = viewer.acting().is_some_and(|acting| acting.acts_for(&uid, OrganisationRole::Contributor));
        if acts { Ok((uid, name.clone())) } else { Err(unknown()) }
    }
}

/// The adoption of a practice by a body that a form names, as it stands inside a change; where it names none, the first.
/// One that is gone is no other one.
async fn addressed(
    change: &mut Change,
    (practice, body): (&Uid, &Uid),
    adoption: &str,
) -> Result<Option<KeptAdoption>, FormError> {
    let mut all = change.whole_adoptions(practice, body).await?.into_iter();
    if adoption.is_empty() {
        return Ok(all.next());
    }
    let found = all.find(|one| one.record.uid.as_str() == adoption);
    found.map(Some).ok_or_else(|| FormError::field("form", FieldProblem::Conflict))
}
