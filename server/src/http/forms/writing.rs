// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Writing: beginning a practice, saving a step of it, leading it on, sharing it, reviewing and assessing it.

use app::paths;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use domain::invitation::Purpose;
use domain::member::PortalRole;
use domain::practice::writing::{Lack, LackKind, Move, Step};
use domain::revision::Remark;
use portal::adopting::DeclarationForm;
use portal::form::{FormError, Typed};
use portal::testimonials::{Subject, TestimonialDecision};
use portal::writing::{AssessmentForm, BeginForm, InvitationAnswer, MoveForm, PracticeInvitationForm};

use super::{Posted, both, documents};
use crate::http::Served;

pub(super) fn routes(router: Router<Served>) -> Router<Served> {
    let router = both(router, "/pratiche/nuova", || post(begin));
    let router = both(router, "/scrivania/{uid}", || post(practice));
    let router = both(router, "/scrivania/{uid}/{step}", || post(step));
    let router = both(router, "/inviti/{uid}", || post(answer_invitation));
    let router = both(router, "/redazione/testimonianze", || post(judge_testimonial));
    let router = both(router, "/redazione/{uid}", || post(review));
    both(router, "/redazione/{uid}/parere", || post(assess))
}

/// A post that names no form of its page, such as one of an older version of it: the page again.
fn no_such_form() -> FormError {
    FormError::Portal(portal::Error::NotFound)
}

async fn begin(post: Posted) -> Response {
    let form = BeginForm {
        title: post.value("title"),
        organisation: post.value("organisation"),
        language: post.value("language"),
    };
    match post.served.portal.begin_practice(&post.by.viewer, form).await {
        Ok(uid) => post.done(&format!("{}?done=begun", paths::step(post.locale, &uid, Step::Essentials))),
        Err(error) => post.refuse(error).await,
    }
}

/// The forms of the desk of one practice.
async fn practice(Path(uid): Path<String>, post: Posted) -> Response {
    let (portal, viewer) = (&post.served.portal, &post.by.viewer);
    let author = post.value("author");
    match post.value("action").as_str() {
        "move" => lead_on(post, &uid).await,
        "open_revision" => match portal.open_revision(viewer, &uid).await {
            Ok(copy) => post.done(&format!("{}?done=opened", paths::practice_desk(post.locale, &copy))),
            Err(error) => post.refuse(error).await,
        },
        "add_author" => {
            let outcome = portal.add_author(viewer, &uid, &author).await;
            post.answer(outcome, "author_added").await
        }
        "remove_author" => {
            let goes = viewer.acting().is_some_and(|acting| acting.member.as_str() == author);
            match portal.remove_author(viewer, &uid, &author).await {
                // Whoever goes may not see the page any more.
                Ok(()) if goes => post.done(&format!("{}?done=author_removed", paths::desk(post.locale))),
                outcome => post.answer(outcome, "author_removed").await,
            }
        }
        "testimonial" => decide_testimonial(post, Subject::Practice, &uid).await,
        "invite" => invite(post, uid).await,
        "withdraw_invitation" => {
            let outcome = portal.withdraw_invitation(viewer, &uid, &post.value("invitation")).await;
            post.answer(outcome, "invitation_withdrawn").await
        }
        "take_adoption_back" => {
            let outcome = portal.take_adoption_back(viewer, &uid, &post.value("adoption")).await;
            post.answer(outcome, "adoption_taken_back").await
        }
        "declare_adoption" => declare_adoption(post, uid).await,
        _ => post.refuse(no_such_form()).await,
    }
}

/// Invites somebody to the practice by an address.
async fn invite(post: Posted, uid: String) -> Response {
    let form = PracticeInvitationForm {
        practice: uid,
        purpose: post.value("purpose"),
        email: post.value("email"),
        note: post.value("invitation_note"),
    };
    let outcome = post.served.portal.invite_to_practice(&post.by.viewer, form, post.locale).await;
    post.answer(outcome, "invited").await
}

/// Who is invited says yes or no.
async fn answer_invitation(Path(uid): Path<String>, post: Posted) -> Response {
    let Some(answer) = InvitationAnswer::from_code(&post.value("answer")) else {
        return post.refuse(no_such_form()).await;
    };
    match post.served.portal.answer_invitation(&post.by.viewer, &uid, answer).await {
        Err(error) => post.refuse(error).await,
        Ok(_) if answer == InvitationAnswer::Decline => {
            post.done(&format!("{}?done=invitation_declined", paths::desk(post.locale)))
        }
        Ok(line) if line.purpose == Purpose::Authorship => {
            post.done(&format!("{}?done=joined", paths::practice_desk(post.locale, &line.practice)))
        }
        Ok(_) => post.done_here("invitation_accepted"),
    }
}

/// Who writes a practice tells of a body that took it up.
async fn declare_adoption(post: Posted, uid: String) -> Response {
    let form = DeclarationForm {
        uid,
        adopter: post.value("adopter"),
        not_listed: post.value("not_listed"),
        region: post.value("region"),
        state: post.value("state"),
        year: post.value("year"),
        notes: post.value("notes"),
    };
    let outcome = post.served.portal.declare_adoption(&post.by.viewer, form).await;
    post.answer(outcome, "adoption_declared").await
}

/// Lets in what somebody said of a practice or a twinning, refuses it, or takes it out again.
pub(super) async fn decide_testimonial(post: Posted, subject: Subject, about: &str) -> Response {
    let Some(decision) = TestimonialDecision::from_code(&post.value("decision")) else {
        return post.refuse(no_such_form()).await;
    };
    let (portal, viewer) = (&post.served.portal, &post.by.viewer);
    let outcome = portal.decide_testimonial(viewer, subject, about, &post.value("testimonial"), decision).await;
    post.answer(outcome, &format!("testimonial_{}", decision.code())).await
}

/// The same from the list of those who decide for the portal.
async fn judge_testimonial(post: Posted) -> Response {
    let Some(subject) = Subject::from_code(&post.value("subject")) else {
        return post.refuse(no_such_form()).await;
    };
    let about = post.value("about");
    decide_testimonial(post, subject, &about).await
}

/// Leads a practice to another stage. What was thrown away is seen on the desk of all, since one looks for the rest.
async fn lead_on(post: Posted, uid: &str) -> Response {
    let Some(wanted) = Move::from_code(&post.value("step")) else { return post.refuse(no_such_form()).await };
    let form = move_form(&post, uid, wanted);
    match post.served.portal.move_practice(&post.by.viewer, form).await {
        Ok(_) if wanted == Move::Delete => post.done(&format!("{}?done=delete", paths::desk(post.locale))),
        Ok(_) => post.done_here(wanted.code()),
        Err(error) => post.refuse(error).await,
    }
}

fn move_form(post: &Posted, uid: &str, wanted: Move) -> MoveForm {
    let (fields, texts) = (post.values("remark_field"), post.values("remark_text"));
    let remarks = fields.into_iter().zip(texts).filter(|(_, text)| !text.trim().is_empty());
    MoveForm {
        uid: uid.to_owned(),
        version: post.value("version"),
        step: wanted.code().to_owned(),
        note: post.value("note"),
        remarks: remarks.map(|(field, text)| Remark { field, text }).collect(),
        consent: post.value("consent") == "on",
        licence: post.value("licence_of_text"),
    }
}

/// A step of the form: saved, and on to the next one, or here again; the last one is sent.
async fn step(Path((uid, segment)): Path<(String, String)>, post: Posted) -> Response {
    let Some(step) = paths::step_of(&segment) else { return post.refuse(no_such_form()).await };
    let action = post.value("action");
    if step == Step::Documents && documents::is_ours(&action) {
        return documents::act(post, &uid).await;
    }
    if step == Step::Send && action == "submit" {
        let form = move_form(&post, &uid, Move::Submit);
        return match post.served.portal.move_practice(&post.by.viewer, form).await {
            Ok(_) => post.done(&format!("{}?done=submit", paths::practice_desk(post.locale, &uid))),
            Err(error) => post.refuse(error).await,
        };
    }
    let typed = Typed(post.pairs().to_vec());
    match post.served.portal.save_step(&post.by.viewer, &uid, step, typed).await {
        Ok(saved) => post.done(&way_on(&post, &uid, step, &action, &saved.lacks)),
        Err(error) => post.refuse(error).await,
    }
}

/// Where a saved step leads. Whoever goes on is held back once by what is too long or contradicts itself.
fn way_on(post: &Posted, uid: &str, step: Step, action: &str, lacks: &[Lack]) -> String {
    let here = paths::step(post.locale, uid, step);
    match action {
        "more" => format!("{here}?righe=1"),
        "save" if lacks.iter().any(is_wrong) => format!("{here}?verifica=lunghezze"),
        "save" => match step.next() {
            Some(next) => paths::step(post.locale, uid, next),
            None => paths::practice_desk(post.locale, uid),
        },
        _ => format!("{here}?done=saved"),
    }
}

fn is_wrong(lack: &Lack) -> bool {
    matches!(lack.kind, LackKind::TooLong { .. } | LackKind::TooMany { .. } | LackKind::Contradicts)
}

/// A reviewer takes a practice on, or decides on it.
async fn review(Path(uid): Path<String>, post: Posted) -> Response {
    let action = post.value("action");
    if action == "take" {
        let outcome = post.served.portal.take_review(&post.by.viewer, &uid).await;
        return post.answer(outcome, "taken").await;
    }
    let Some(wanted) = Move::from_code(&action) else { return post.refuse(no_such_form()).await };
    let form = move_form(&post, &uid, wanted);
    match post.served.portal.move_practice(&post.by.viewer, form).await {
        Ok(_) => post.done(&format!("{}?done={}", paths::reviews(post.locale), wanted.code())),
        Err(error) => post.refuse(error).await,
    }
}

/// An expert gives an opinion on a practice.
async fn assess(Path(uid): Path<String>, post: Posted) -> Response {
    let reviews = post.by.viewer.acting().is_some_and(|acting| acting.is(PortalRole::Reviewer));
    let form = AssessmentForm {
        uid: uid.clone(),
        version: post.value("version"),
        outcome: post.value("outcome"),
        rating: post.value("rating"),
        text: post.value("text"),
    };
    match post.served.portal.assess_practice(&post.by.viewer, form).await {
        // Who was invited sees no more of the review than the opinion.
        Ok(()) if !reviews => post.done(&format!("{}?done=thanked", paths::desk(post.locale))),
        Ok(()) => post.done(&format!("{}?done=assessed", paths::review(post.locale, &uid))),
        Err(error) => post.refuse(error).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_merely_wanting_holds_nobody_back() {
        let of = |kind| is_wrong(&Lack { field: "problem", kind });
        assert!(of(LackKind::TooLong { max: 2_000, now: 2_001 }) && of(LackKind::Contradicts));
        assert!(!of(LackKind::Missing) && !of(LackKind::TooShort { min: 150, now: 3 }));
    }
}
