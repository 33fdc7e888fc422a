// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Finding the organisation that somebody means, and letting new ones into the list.

use domain::member::MemberState;
use domain::organisation::{Organisation, OrganisationKind};
use domain::policy::{Act, On, Viewer, allows};
use domain::text::{plain_line, plain_text};
use domain::{Uid, name, places};
use store::{NewOrganisationRequest, OrganisationFilter, OrganisationRow, Page, RequestState};
use uuid::Uuid;

use super::AuditAct;
use super::mails::{MailContent, write_about, write_to};
use super::memberships::{NOTE_MAX, put_checked};
use super::registering::today;
use super::values::OrganisationChoice;
use crate::Portal;
use crate::cards::OrganisationLink;
use crate::error::Error;
use crate::form::{FieldProblem, FormError, fine};

/// Up to this many organisations their names are offered while typing; beyond, the page would be too heavy.
const OFFERED: u32 = 400;
/// How many organisations that fit a name are offered.
const CANDIDATES: u32 = 20;
/// How many mergers are followed from one organisation.
const MERGERS_MAX: usize = 8;
/// In how many letters at most one letter of a name turns up in the form to compare, as `ﷺ` in eighteen.
const LETTERS_MAX: usize = 18;
/// The longest form of a name to compare, in bytes; the database refuses a longer one.
const LOOKS_MAX: usize = 4_096;
/// How many requests a member may have waiting.
const REQUESTS: u64 = 3;

/// What was typed to ask for an organisation that is not in the list.
#[derive(Clone, Debug, Default)]
pub struct OrganisationRequestForm {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// Its site.
    pub website: String,
    /// A word to who decides.
    pub note: String,
}

/// A decision on such a request.
#[derive(Clone, Debug, Default)]
pub struct OrganisationDecision {
    /// The request.
    pub id: String,
    /// `accept`, `same` or `refuse`.
    pub decision: String,
    /// The organisation of the list that it is, with `same`.
    pub same_as: String,
    /// The name, with `accept`.
    pub name: String,
    /// The kind, with `accept`.
    pub kind: String,
    /// The region, with `accept`; may be empty.
    pub region: String,
    /// Why, with `refuse`.
    pub reason: String,
}

impl Portal {
    /// Names to offer while typing; none where there are too many.
    pub(crate) async fn organisation_names(&self) -> Result<Vec<String>, Error> {
        let filter = OrganisationFilter::default();
        let listed = self.inner.store.organisations(&Viewer::Visitor, &filter, Page::first(OFFERED)).await?;
        if listed.total > u64::from(OFFERED) {
            return Ok(Vec::new());
        }
        Ok(listed.rows.into_iter().map(|row| row.name.name).collect())
    }

    /// Organisations whose name fits what was typed.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn organisation_candidates(&self, typed: &str) -> Result<Vec<OrganisationChoice>, Error> {
        Ok(self.organisations_like(typed).await?.iter().map(choice).collect())
    }

    async fn organisations_like(&self, typed: &str) -> Result<Vec<OrganisationRow>, Error> {
        let text = plain_line(typed);
        if text.is_empty() {
            return Ok(Vec::new());
        }
        let filter = OrganisationFilter { text: Some(text), ..OrganisationFilter::default() };
        Ok(self.inner.store.organisations(&Viewer::Visitor, &filter, Page::first(CANDIDATES)).await?.rows)
    }

    /// The organisation that was chosen, or the one whose name was typed, or enough of it: whole words that stand in no
    /// other name.
    pub(crate) async fn organisation_of(&self, typed: &str, chosen: &str) -> Result<Organisation, FormError> {
        let refuse = |problem| Err(FormError::field("organisation", problem));
        if let Ok(uid) = Uid::parse(chosen)
            && let Some(found) = self.kept_organisation(&uid).await?
        {
            return Ok(found);
        }
        if plain_line(typed).is_empty() {
            return refuse(FieldProblem::Missing);
        }
        let found = self.organisations_like(typed).await?;
        let looks = name::looks(typed);
        let same: Vec<_> = found.iter().filter(|row| name::looks(&row.name.name) == looks).collect();
        let uid = match (same.as_slice(), found.as_slice()) {
            ([one], _) => one.name.uid.clone(),
            ([], [one]) if name::is_told_by(&one.name.name, typed) => one.name.uid.clone(),
            ([], [] | [_]) => return refuse(FieldProblem::Unknown),
            _ => return refuse(FieldProblem::Ambiguous),
        };
        match self.kept_organisation(&uid).await? {
            Some(found) => Ok(found),
            None => refuse(FieldProblem::Unknown),
        }
    }

    /// Whether a body of the list has a name that can be taken for this one: look-alike letters of other scripts, capitals,
    /// spaces and punctuation make no difference (TRAPS U1).
    pub(crate) async fn has_body_called_like(&self, called: &str) -> Result<bool, Error> {
        let looks = name::looks(called);
        if looks.is_empty() {
            return Ok(false);
        }
        let names = self.inner.store.names_in_use().await?;
        // Some milliseconds for each thousand names, off the threads that answer.
        let compare = move || {
            let (least, most) = (looks.chars().count() / LETTERS_MAX, looks.chars().count());
            let could_be = |name: &str| (least..=most).contains(&name.chars().filter(|c| c.is_alphanumeric()).count());
            names.iter().any(|(_, name)| could_be(name) && name::looks(name) == looks)
        };
        Ok(tokio::task::spawn_blocking(compare).await?)
    }

    /// Whether a person is called like a body, and would be taken for it.
    pub(super) async fn is_called_like_a_body(&self, member: &domain::member::Member) -> Result<bool, Error> {
        self.has_body_called_like(&member.full_name()).await
    }

    /// The organisation that stands for one today, where it was merged.
    pub(super) async fn present_organisation(&self, uid: &Uid) -> Result<Option<Uid>, Error> {
        let mut next = uid.clone();
        for _ in 0..MERGERS_MAX {
            let found = self.inner.store.kept_organisations(std::slice::from_ref(&next)).await?.pop();
            match found.map(|kept| kept.record.merged_into) {
                Some(Some(into)) => next = into,
                Some(None) => return Ok(Some(next)),
                None => return Ok(None),
            }
        }
        Ok(None)
    }

    pub(super) async fn kept_organisation(&self, uid: &Uid) -> Result<Option<Organisation>, Error> {
        let found = self.inner.store.kept_organisations(std::slice::from_ref(uid)).await?.into_iter().next();
        Ok(found.map(|kept| kept.record).filter(|record| record.merged_into.is_none()))
    }

    /// The organisations of a member's memberships.
    pub(super) async fn organisations_of(&self, member: &domain::member::Member) -> Result<Vec<Organisation>, Error> {
        let uids: Vec<Uid> = member.memberships.iter().map(|one| one.organisation.clone()).collect();
        Ok(self.inner.store.kept_organisations(&uids).await?.into_iter().map(|kept| kept.record).collect())
    }

    pub(super) async fn link_of_organisation(&self, uid: &Uid) -> Result<OrganisationLink, Error> {
        let found = self.inner.store.organisation_names(std::slice::from_ref(uid)).await?;
        found.first().map(crate::shown::organisation_link).ok_or(Error::NotFound)
    }

    pub(super) async fn name_of_organisation(&self, uid: &Uid) -> Result<String, Error> {
        Ok(self.link_of_organisation(uid).await.map(|link| link.name).unwrap_or_default())
    }

    /// Asks for an organisation that is not in the list.
    ///
    /// # Errors
    /// A field is wrong; `name` is `taken` where the list has one that looks the same; `form` is `wait` while some
    /// requests of the viewer are waiting.
    pub async fn request_organisation(&self, viewer: &Viewer, form: OrganisationRequestForm) -> Result<(), FormError> {
        let member = self.own_account(viewer)?;
        let name = plain_line(&form.name);
        let (website, note) = (plain_line(&form.website), plain_text(&form.note));
        let mut problems = Vec::new();
        match name.chars().count() {
            0 => problems.push(("name", FieldProblem::Missing)),
            1..=300 => {}
            _ => problems.push(("name", FieldProblem::TooLong)),
        }
        let kind = OrganisationKind::from_code(&form.kind);
        if kind.is_none() {
            problems.push(("kind", FieldProblem::Invalid));
        }
        if !website.is_empty() && !is_site(&website) {
            problems.push(("website", FieldProblem::Invalid));
        }
        if note.chars().count() > NOTE_MAX {
            problems.push(("note", FieldProblem::TooLong));
        }
        // What the database keeps of it to compare: marks of many letters make it longer than the name.
        if problems.iter().all(|(field, _)| *field != "name") {
            if name::looks(&name).len() > LOOKS_MAX {
                problems.push(("name", FieldProblem::Invalid));
            } else if self.has_body_called_like(&name).await? {
                problems.push(("name", FieldProblem::Taken));
            }
        }
        fine(problems)?;
        let Some(kind) = kind else { return Ok(()) };
        let waiting = self.inner.store.own_rows(&member).await?.organisation_requests;
        if waiting.iter().filter(|one| one.state == RequestState::Waiting).count() as u64 >= REQUESTS {
            return Err(FormError::field("form", FieldProblem::Wait));
        }
        let administrators = self.administrators().await?;
        self.write(move |change| {
            Box::pin(async move {
                let from = change.member(&member).await?.ok_or(Error::NotFound)?.record.full_name();
                let website = Some(website).filter(|site| !site.is_empty());
                let asked_by = member.clone();
                let request = NewOrganisationRequest { member: asked_by, name: name.clone(), kind, website, note };
                change.add_organisation_request(request).await?;
                for one in &administrators {
                    let first_name = one.first_name.clone();
                    let (from, organisation) = (from.clone(), name.clone());
                    let content = MailContent::OrganisationRequested { first_name, member: from, organisation };
                    write_about(change, &member, one, &content).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// Decides on a request: a new organisation, one that the list has, or none. Gives its address.
    ///
    /// # Errors
    /// The viewer may not; a field is wrong; `form` is `conflict` where it was decided in the meantime.
    pub async fn decide_organisation(
        &self,
        viewer: &Viewer,
        form: OrganisationDecision,
    ) -> Result<Option<String>, FormError> {
        allows(viewer, Act::ManageOrganisations, &On::Portal)?;
        let actor = self.own_account(viewer)?;
        let id = Uuid::parse_str(&form.id).map_err(|_| Error::NotFound)?;
        let request = self.inner.store.organisation_request(id).await?.ok_or(Error::NotFound)?;
        let (state, organisation) = match form.decision.as_str() {
            "accept" => (RequestState::Accepted, Some(self.accepted(&form)?)),
            "same" => {
                let same = Uid::parse(&form.same_as).ok();
                let known = match same {
                    Some(uid) => self.kept_organisation(&uid).await?,
                    None => None,
                };
                (RequestState::Accepted, Some(known.ok_or(FormError::field("same_as", FieldProblem::Missing))?))
            }
            "refuse" if plain_text(&form.reason).is_empty() => {
                return Err(FormError::field("reason", FieldProblem::Missing));
            }
            "refuse" if plain_text(&form.reason).chars().count() > NOTE_MAX => {
                return Err(FormError::field("reason", FieldProblem::TooLong));
            }
            "refuse" => (RequestState::Refused, None),
            _ => return Err(FormError::field("decision", FieldProblem::Invalid)),
        };
        let decided = Decided { id, actor, state, organisation, is_new: form.decision == "accept" };
        let uid = self.carry_out_decision(decided, request, plain_text(&form.reason)).await?;
        match uid {
            Some(uid) => Ok(Some(self.link_of_organisation(&uid).await?.slug)),
            None => Ok(None),
        }
    }

    fn accepted(&self, form: &OrganisationDecision) -> Result<Organisation, FormError> {
        let kind = OrganisationKind::from_code(&form.kind).ok_or(FormError::field("kind", FieldProblem::Invalid))?;
        let region = Some(form.region.trim().to_owned()).filter(|code| !code.is_empty());
        let country = region.as_deref().and_then(places::region).map_or("IT", |region| region.country);
        let record = serde_json::json!({"uid": self.new_uid().as_str(), "name": form.name, "kind": kind,
            "region": region, "country": country});
        let record: Organisation = serde_json::from_value(record).map_err(|error| Error::Broken(error.to_string()))?;
        record.checked().map_err(|problems| FormError::of_record(&problems, &["name", "region"]))
    }

    async fn carry_out_decision(
        &self,
        decided: Decided,
        request: store::OrganisationRequest,
        reason: String,
    ) -> Result<Option<Uid>, FormError> {
        let today = today(self.now());
        let slug = match &decided.organisation {
            Some(known) if !decided.is_new => self.link_of_organisation(&known.uid).await?.slug,
            _ => String::new(),
        };
        self.write(move |change| {
            Box::pin(async move {
                let Decided { id, actor, state, organisation, is_new } = decided;
                let uid = organisation.as_ref().map(|one| one.uid.clone());
                if !change.decide_organisation_request(id, state, &actor, uid.as_ref()).await? {
                    return Err(FormError::field("form", FieldProblem::Conflict));
                }
                let member = change.member(&request.member).await?.map(|kept| kept.record);
                // Who asked may have closed the account meanwhile.
                let mut member = member.filter(|member| member.state != MemberState::Anonymised);
                let mut slug = slug;
                let content = match &organisation {
                    Some(organisation) => {
                        if is_new {
                            change.put_organisation(organisation).await?;
                            let made = change.organisation_slug(&organisation.uid).await?;
                            slug = made.map(|slug| slug.to_string()).unwrap_or_default();
                        }
                        if let Some(member) = &mut member
                            && member.membership(&organisation.uid).is_none()
                        {
                            member.memberships.push(domain::member::Membership {
                                organisation: organisation.uid.clone(),
                                role: domain::member::OrganisationRole::Contributor,
                                state: domain::member::MembershipState::Active,
                                verified_by: Some(domain::member::VerifiedBy::Administrator),
                                since: today,
                                note: None,
                            });
                            member.other_body = None;
                            put_checked(change, member).await?;
                        }
                        MailContent::OrganisationAccepted {
                            first_name: member.as_ref().map(|one| one.first_name.clone()).unwrap_or_default(),
                            organisation: organisation.name.clone(),
                            slug,
                        }
                    }
                    None => MailContent::OrganisationRefused {
                        first_name: member.as_ref().map(|one| one.first_name.clone()).unwrap_or_default(),
                        organisation: request.name.clone(),
                        reason,
                    },
                };
                if let Some(member) = &member {
                    write_to(change, member, &content).await?;
                }
                let request = id.to_string();
                let (act, thing, note) = match &uid {
                    Some(uid) => {
                        let note = serde_json::json!({"request": request});
                        (AuditAct::OrganisationAccepted, ("organisation", uid.as_str()), note)
                    }
                    None => (AuditAct::OrganisationRefused, ("request", request.as_str()), serde_json::Value::Null),
                };
                Self::note(change, Some(&actor), act, thing, note).await?;
                Ok(uid)
            })
        })
        .await
    }
}

/// A decision that was understood.
struct Decided {
    id: Uuid,
    actor: Uid,
    state: RequestState,
    organisation: Option<Organisation>,
    is_new: bool,
}

fn is_site(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty()) && text.len() <= 300 && !text.contains(char::is_whitespace)
}

pub(super) fn choice(row: &OrganisationRow) -> OrganisationChoice {
    let region = row.name.region.as_deref().and_then(places::region);
    OrganisationChoice {
        uid: row.name.uid.to_string(),
        name: row.name.name.clone(),
        place: region.map_or_else(|| row.country.clone(), |region| region.name_it.to_owned()),
    }
}
