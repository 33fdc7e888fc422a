// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What a post is for later readers: a decision, an open question, an action, which can become a step of the plan.

use domain::Uid;
use domain::date::Day;
use domain::member::OrganisationRole;
use domain::notice::Occasion;
use domain::policy::{Act, On, Viewer, allows};
use domain::post::{MarkKind, MarkRefused, Wanted};
use domain::thread::ThreadAbout;
use store::{Change, KeptPost, KeptThread};

use super::deeds::post_held;
use super::forms::{MarkForm, PostPage};
use super::showing::opening;
use crate::Portal;
use crate::cards::Text;
use crate::error::Error;
use crate::form::{FieldProblem, FieldProblems, FormError, fine};
use crate::notices::{Happened, told_of};
use crate::twinnings::plan_from_post;
use crate::writing::{asking, date};

/// What the form of a mark asks for.
enum Asked {
    /// No mark.
    None,
    /// A mark.
    Mark(Wanted),
    /// An action that becomes a step of the plan.
    Step(Wanted),
}

/// A mark, with all that is known before the change.
struct Marking {
    viewer: Viewer,
    by: Uid,
    thread: Uid,
    post: Uid,
    /// What the thread is about, where that has a plan.
    twinning: Option<Uid>,
    asked: Asked,
    /// Those who act for the body that does it.
    concerned: Vec<Uid>,
    /// Names the step, where one comes of it.
    step: Uid,
    today: Day,
}

fn not_marked(refused: MarkRefused) -> FormError {
    match refused {
        MarkRefused::NotShown => FormError::field("form", FieldProblem::Expired),
        MarkRefused::NoAction => FormError::field("kind", FieldProblem::Invalid),
        MarkRefused::NoParty => FormError::field("owner", FieldProblem::NotAllowed),
        MarkRefused::Over => FormError::field("plan", FieldProblem::Expired),
    }
}

/// The twinning that a thread is about.
fn twinning_of(thread: &KeptThread) -> Option<&Uid> {
    match &thread.record.about {
        Some(ThreadAbout::Twinning(uid)) => Some(uid),
        _ => None,
    }
}

impl MarkForm {
    /// Reads what was typed; who can do an action is told by `owners`.
    fn read(&self, owners: &[(String, String)]) -> Result<Asked, FormError> {
        let mut problems = FieldProblems::new();
        let wanted = match (self.kind.as_str(), MarkKind::from_code(&self.kind)) {
            ("", _) => return Ok(Asked::None),
            (_, None) => return Err(FormError::field("kind", FieldProblem::Unknown)),
            (_, Some(MarkKind::Decision)) => return Ok(Asked::Mark(Wanted::Decision)),
            (_, Some(MarkKind::OpenQuestion)) => return Ok(Asked::Mark(Wanted::OpenQuestion)),
            (_, Some(MarkKind::Action)) => {
                let owner = owners.iter().find(|(uid, _)| *uid == self.owner).and_then(|(uid, _)| Uid::parse(uid).ok());
                let due = date(&self.due).filter(|date| date.day().is_some()).map(Day::first_of);
                if owner.is_none() {
                    problems.push(("owner", FieldProblem::Missing));
                }
                if due.is_none() {
                    let missing = self.due.trim().is_empty();
                    problems.push(("due", if missing { FieldProblem::Missing } else { FieldProblem::Invalid }));
                }
                owner.zip(due)
            }
        };
        fine(problems)?;
        let (owner, due) = wanted.ok_or(Error::NotFound)?;
        let wanted = Wanted::Action { owner, due };
        Ok(if self.plan.is_empty() { Asked::Mark(wanted) } else { Asked::Step(wanted) })
    }
}

impl Portal {
    /// The page of one post: what can be done to it beyond answering.
    ///
    /// # Errors
    /// Nobody has signed in; `NotFound` where there is none that the viewer may read, or nothing that the viewer may do.
    pub async fn post_page(&self, viewer: &Viewer, address: &str, position: u32) -> Result<PostPage, Error> {
        let member = asking(viewer)?;
        let (thread, post) = self.post_in_thread(viewer, address, position).await?;
        let mut named = domain::post::mentions(&post.record.body).members;
        named.extend(post.record.author.clone());
        let people = self.people_of_posts(viewer, named).await?;
        let lines = self.lines_of_posts(viewer, &thread, &people, std::slice::from_ref(&post)).await?;
        let line = lines.into_iter().next().ok_or(Error::NotFound)?;
        let does = |act: &Act| matches!(act, Act::Edit | Act::Withdraw | Act::Mark | Act::Accept | Act::Moderate);
        if post.record.author.as_ref() != Some(&member) && !line.may.iter().any(does) {
            return Err(Error::NotFound);
        }
        let KeptPost { record, .. } = post;
        Ok(PostPage {
            owners: self.owners_of_actions(viewer, &thread).await?,
            owner: record.mark.as_ref().and_then(|mark| mark.owner.as_ref()).map(ToString::to_string),
            plan_of: plan_of(viewer, &thread),
            address: thread.address().to_string(),
            title: Text { text: thread.record.title.clone(), language: thread.record.language },
            version: record.version,
            versions: record.revisions.len(),
            body: record.body,
            post: line,
        })
    }

    /// Who can do an action: the parties of the twinning; elsewhere the bodies that the viewer acts for.
    async fn owners_of_actions(&self, viewer: &Viewer, thread: &KeptThread) -> Result<Vec<(String, String)>, Error> {
        let bodies: Vec<Uid> = match (twinning_of(thread), viewer.acting()) {
            (Some(twinning), _) => {
                let kept = self.inner.store.twinning(viewer, twinning).await?;
                kept.map(|kept| kept.record.organisations()).unwrap_or_default()
            }
            (None, Some(acting)) => acting.organisations(OrganisationRole::Contributor).cloned().collect(),
            (None, None) => Vec::new(),
        };
        if bodies.is_empty() {
            return Ok(Vec::new());
        }
        let names = self.inner.store.organisation_names(&bodies).await?;
        Ok(names.into_iter().map(|name| (name.uid.to_string(), name.name)).collect())
    }

    /// Marks a post as a decision, an open question or an action, or takes the mark off. An action can become a step of
    /// the twinning's plan.
    ///
    /// # Errors
    /// Nobody has signed in, the member does not see the post or may not mark it; `kind`, `owner` or `due` is wrong;
    /// `plan` is `not_allowed` where the member does not write the plan, `expired` where the twinning is over.
    pub async fn mark_post(
        &self,
        viewer: &Viewer,
        (address, position): (&str, u32),
        form: MarkForm,
    ) -> Result<(), FormError> {
        let by = asking(viewer)?;
        let (thread, post) = self.post_in_thread(viewer, address, position).await?;
        allows(viewer, Act::Mark, &post.on(&thread))?;
        let asked = form.read(&self.owners_of_actions(viewer, &thread).await?)?;
        let concerned = match &asked {
            Asked::Mark(Wanted::Action { owner, .. }) | Asked::Step(Wanted::Action { owner, .. }) => {
                self.editors_of(owner).await?.into_iter().map(|member| member.uid).collect()
            }
            _ => Vec::new(),
        };
        let marking = Marking {
            viewer: viewer.clone(),
            by,
            twinning: twinning_of(&thread).cloned(),
            thread: thread.record.uid,
            post: post.record.uid,
            asked,
            concerned,
            step: self.new_uid(),
            today: self.today(),
        };
        self.write(move |change| Box::pin(async move { mark(change, marking).await })).await
    }
}

/// The address of the twinning in whose plan the viewer writes.
fn plan_of(viewer: &Viewer, thread: &KeptThread) -> Option<String> {
    twinning_of(thread)?;
    let place = thread.place.as_ref()?;
    let writes = matches!(place.on, On::Twinning(_)) && allows(viewer, Act::Edit, &place.on).is_ok();
    writes.then(|| place.address.clone())
}

async fn mark(change: &mut Change, marking: Marking) -> Result<(), FormError> {
    let Marking { viewer, by, thread, post, twinning, asked, mut concerned, step, today } = marking;
    // A twinning is held before its threads, so that no two changes wait for each other.
    if let (Asked::Step(_), Some(twinning)) = (&asked, &twinning) {
        change.twinning(twinning).await?;
    }
    let (held, found) = post_held(change, &viewer, (&thread, &post)).await?;
    allows(&viewer, Act::Mark, &found.on(&held))?;
    let at = change.now().as_millisecond();
    let before = found.record.clone();
    let after = match asked {
        Asked::None => found.record.unmarked(),
        Asked::Mark(wanted) => found.record.marked(wanted, by.clone(), at).map_err(not_marked)?,
        Asked::Step(wanted) => {
            let Some(twinning) = twinning.filter(|uid| twinning_of(&held) == Some(uid)) else {
                return Err(FormError::field("plan", FieldProblem::NotAllowed));
            };
            let title = opening(&found.record);
            let marked = found.record.marked(wanted, by.clone(), at).map_err(not_marked)?;
            plan_from_post(change, (&viewer, &by), &twinning, |twinning| {
                marked.into_plan(twinning, &title, step, today).map_err(not_marked)
            })
            .await?
        }
    };
    if after == before {
        return Ok(());
    }
    change.put_post(&after).await?;
    if after.mark.is_some() {
        concerned.extend(after.author.clone());
        let occasion = Occasion::CameOut { concerned };
        told_of(change, Happened { thread, post: Some(post), by: Some(by), occasion }).await?;
    }
    Ok(())
}
