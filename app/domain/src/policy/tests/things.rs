// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The things that the matrix asks about: every kind, in every state that permission asks for.

use std::fmt::Display;

use super::cast::{AUTHOR, BODY, COMMUNITY, COORDINATOR, PRACTICE, SIGNING_BODY, uid};
use super::talk::{communities, meant, parent_community};
use crate::collection::Sharing;
use crate::contact::{
    ContactAbout, ContactFlag, ContactMessage, ContactRequest, ContactSide, ContactState, FlagReason,
};
use crate::member::{MemberState, Shown, ShownTo};
use crate::policy::{
    AdoptionFacts, ClosedAs, CollectionFacts, DocumentFacts, Examination, MemberFacts, New, NoticeFacts, On, Parent,
    PostFacts, PracticeFacts, Publicity, Standing, TestimonialFacts, ThreadFacts, ThreadState, TwinningFacts, Writers,
};
use crate::practice::{Audience, Stage};

/// What tells a thing from the others of its section, in two parts.
pub(super) type Name = [String; 2];

/// Things of one kind.
pub(super) struct Section {
    pub(super) title: String,
    pub(super) things: Vec<(Name, On)>,
}

/// Everything that is asked about.
pub(super) fn sections() -> Vec<Section> {
    let mut all = whole_things();
    all.push(section("member: account/who sees the profile, and who sees e-mail/last sign-in", accounts()));
    all.push(section("collection", collections()));
    all.push(section("community: its access and audience, and whether it goes on", communities()));
    all.push(section("saved search", vec![(name("always", ""), On::SavedSearch(uid(AUTHOR)))]));
    all.push(section("contact: the signing body wrote to the body; its state, and whether it is flagged", contacts()));
    let parents = parents();
    all.extend(parents.iter().map(|(name, parent)| section(format!("document of {name}"), documents(parent))));
    for state in [ThreadState::Open, ThreadState::Locked] {
        let title = format!("document of a post in a thread about a twinning for its parties that is {state}");
        all.push(section(title, documents(&parent_post(state))));
    }
    all.extend(parents.iter().map(|(name, parent)| section(format!("thread about {name}"), threads(parent))));
    let of_talk = ["a practice for everybody", "a twinning for everybody", "a community for everybody"];
    for (name, parent) in parents.iter().filter(|(name, _)| of_talk.contains(name)) {
        all.push(section(format!("thread about {name}: its audience, and who writes"), meant(parent)));
    }
    all.push(section("testimonial about a practice for everybody, a draft, something missing", testimonials()));
    let title = "testimonial about a twinning for everybody, for its parties, a proposal";
    all.push(section(title, testimonials_of_twinnings()));
    all.push(section("adoption by the signing body of a practice: its stage and audience", adoptions()));
    all.push(section("post without a thread", posts_of("always", None)));
    let of_posts = [
        "nothing",
        "something missing",
        "a practice for members",
        "a twinning for its parties",
        "a community for itself",
    ];
    for (name, parent) in parents.iter().filter(|(name, _)| of_posts.contains(name)) {
        all.push(section(format!("post about {name}: its thread, and its own standing"), posts(parent)));
    }
    all
}

pub(super) fn name(first: impl Display, second: impl Display) -> Name {
    [first.to_string(), second.to_string()]
}

fn section(title: impl Into<String>, things: Vec<(Name, On)>) -> Section {
    Section { title: title.into(), things }
}

fn whole_things() -> Vec<Section> {
    let alone = |on| vec![(name("always", ""), on)];
    vec![
        section("portal", alone(On::Portal)),
        section("taxonomy", alone(On::Taxonomy)),
        section("organisation", alone(On::Organisation(uid(BODY)))),
        section("something new", beginnings()),
        section("practice", practices(practice)),
        section("practice that nobody owns or is known to write", practices(PracticeFacts::of)),
        section("twinning", out(|publicity, audience| On::Twinning(twinning(publicity, audience)))),
        section("advert", out(|publicity, audience| On::Advert(notice(publicity, audience)))),
        section("event", out(|publicity, audience| On::Event(notice(publicity, audience)))),
        section("event of a twinning", out(|publicity, audience| On::Event(of_twinning(publicity, audience)))),
        section("advert of nobody", out(|publicity, audience| On::Advert(nobodys(publicity, audience)))),
    ]
}

fn beginnings() -> Vec<(Name, On)> {
    let both = |new: &New| {
        let new = *new;
        [(name(new, "in the own name"), On::New(new, None)), (name(new, "for a body"), on_behalf(new))]
    };
    New::ALL.iter().flat_map(both).collect()
}

fn on_behalf(new: New) -> On {
    On::New(new, Some(uid(BODY)))
}

pub(super) fn practice(stage: Stage, audience: Audience) -> PracticeFacts {
    PracticeFacts {
        uid: Some(uid(PRACTICE)),
        owner: Some(uid(BODY)),
        authors: vec![uid(AUTHOR)],
        community: Some(uid(COMMUNITY)),
        ..PracticeFacts::of(stage, audience)
    }
}

fn practices(facts: impl Fn(Stage, Audience) -> PracticeFacts) -> Vec<(Name, On)> {
    let mut all = Vec::new();
    for stage in Stage::ALL {
        for audience in Audience::ALL {
            all.push((name(stage, audience), On::Practice(facts(*stage, *audience))));
        }
    }
    all
}

pub(super) fn twinning(publicity: Publicity, audience: Audience) -> TwinningFacts {
    TwinningFacts {
        publicity,
        audience,
        examination: Examination::Closed,
        parties: vec![uid(BODY), uid(SIGNING_BODY)],
        signers: vec![uid(SIGNING_BODY)],
        coordinators: vec![uid(COORDINATOR)],
    }
}

pub(super) fn notice(publicity: Publicity, audience: Audience) -> NoticeFacts {
    NoticeFacts {
        publicity,
        audience,
        organisation: Some(uid(BODY)),
        author: Some(uid(AUTHOR)),
        parties: Vec::new(),
        coordinators: Vec::new(),
    }
}

/// An event of the twinning.
pub(super) fn of_twinning(publicity: Publicity, audience: Audience) -> NoticeFacts {
    notice(publicity, audience).within(&twinning(publicity, audience))
}

fn nobodys(publicity: Publicity, audience: Audience) -> NoticeFacts {
    NoticeFacts { organisation: None, author: None, ..notice(publicity, audience) }
}

fn out(thing: impl Fn(Publicity, Audience) -> On) -> Vec<(Name, On)> {
    let mut all = Vec::new();
    for publicity in Publicity::ALL {
        for audience in Audience::ALL {
            all.push((name(publicity, audience), thing(*publicity, *audience)));
        }
    }
    all
}

pub(super) fn account(state: MemberState, profile: ShownTo, email: ShownTo, last_sign_in: ShownTo) -> On {
    On::Member(MemberFacts { member: uid(AUTHOR), state, shown: Shown { email, last_sign_in, profile } })
}

/// Accounts in every state, with every choice of what others see.
fn accounts() -> Vec<(Name, On)> {
    let mut all = Vec::new();
    for state in MemberState::ALL {
        for profile in ShownTo::ALL {
            for email in ShownTo::ALL {
                for last in ShownTo::ALL {
                    let account = account(*state, *profile, *email, *last);
                    all.push((name(format!("{state}/{profile}"), format!("{email}/{last}")), account));
                }
            }
        }
    }
    all
}

pub(super) fn collection(sharing: Sharing) -> On {
    On::Collection(CollectionFacts { owner: uid(AUTHOR), sharing })
}

fn collections() -> Vec<(Name, On)> {
    Sharing::ALL.iter().map(|sharing| (name(sharing, ""), collection(*sharing))).collect()
}

/// What the signing body wrote to the body about something of it; blocked by the body.
fn contact(state: ContactState, flag: Option<ContactFlag>) -> On {
    let message = ContactMessage { at: 1, side: ContactSide::Asking, by: None, text: "Buongiorno".to_owned(), flag };
    On::Contact(Box::new(ContactRequest {
        uid: uid("contact"),
        about: ContactAbout::Advert(uid("advert")),
        asking: uid(SIGNING_BODY),
        asked: uid(BODY),
        state,
        blocked_by: (state == ContactState::Blocked).then_some(ContactSide::Asked),
        twinning: (state == ContactState::BecameTwinning).then(|| uid("twinning")),
        messages: vec![message],
    }))
}

fn contacts() -> Vec<(Name, On)> {
    let flag = || Some(ContactFlag { at: 2, by: Some(uid(AUTHOR)), reason: FlagReason::Other });
    let both = |state: &ContactState| {
        [(name(state, "not flagged"), contact(*state, None)), (name(state, "flagged"), contact(*state, flag()))]
    };
    ContactState::ALL.iter().flat_map(both).collect()
}

pub(super) fn thread(parent: &Parent, state: ThreadState, standing: Standing) -> ThreadFacts {
    ThreadFacts {
        parent: parent.clone(),
        audience: Audience::Public,
        writers: Writers::All,
        state,
        closed_as: ClosedAs::Author,
        standing,
        author: Some(uid(AUTHOR)),
    }
}

pub(super) fn parent(on: On) -> Parent {
    Parent::Of(Box::new(on))
}

/// What documents and threads belong to.
fn parents() -> Vec<(&'static str, Parent)> {
    let published = |audience| parent(On::Practice(practice(Stage::Published, audience)));
    let among_parties = parent(On::Twinning(twinning(Publicity::Open, Audience::Parties)));
    let thread = thread(&among_parties, ThreadState::Open, Standing::Visible);
    vec![
        ("nothing", Parent::Free),
        ("something missing", Parent::Missing),
        ("a practice for everybody", published(Audience::Public)),
        ("a practice for members", published(Audience::Members)),
        ("a practice for a community", published(Audience::Community)),
        ("a draft of a practice", parent(On::Practice(practice(Stage::Draft, Audience::Public)))),
        ("a twinning for everybody", parent(On::Twinning(twinning(Publicity::Open, Audience::Public)))),
        ("a twinning for its parties", among_parties),
        ("an advert for everybody", parent(On::Advert(notice(Publicity::Open, Audience::Public)))),
        ("an event that is not out", parent(On::Event(notice(Publicity::Draft, Audience::Public)))),
        ("a thread about a twinning for its parties", parent(On::Thread(thread))),
        ("an organisation", parent(On::Organisation(uid(BODY)))),
        ("a community for everybody", parent_community(Audience::Public)),
        ("a community for itself", parent_community(Audience::Community)),
    ]
}

/// A post among the parties of a twinning, as what a document belongs to.
fn parent_post(state: ThreadState) -> Parent {
    let among_parties = parent(On::Twinning(twinning(Publicity::Open, Audience::Parties)));
    parent(post(Some(thread(&among_parties, state, Standing::Visible)), Standing::Visible))
}

pub(super) fn document(parent: &Parent, standing: Standing, audience: Audience) -> On {
    On::Document(DocumentFacts { parent: parent.clone(), audience, author: Some(uid(AUTHOR)), standing })
}

fn documents(parent: &Parent) -> Vec<(Name, On)> {
    let mut all = Vec::new();
    for standing in Standing::ALL {
        for audience in Audience::ALL {
            all.push((name(standing, audience), document(parent, *standing, *audience)));
        }
    }
    all
}

pub(super) fn testimonial(parent: Parent, standing: Standing) -> On {
    On::Testimonial(TestimonialFacts { parent, standing, author: Some(uid(AUTHOR)) })
}

/// Written by the author, who does not write the practice.
fn testimonials() -> Vec<(Name, On)> {
    let of = |stage| parent(On::Practice(PracticeFacts { authors: Vec::new(), ..practice(stage, Audience::Public) }));
    said_of([("public", of(Stage::Published)), ("draft", of(Stage::Draft)), ("missing", Parent::Missing)])
}

fn testimonials_of_twinnings() -> Vec<(Name, On)> {
    let of = |publicity, audience| parent(On::Twinning(twinning(publicity, audience)));
    let parties = of(Publicity::Over, Audience::Parties);
    let (public, proposal) = (of(Publicity::Open, Audience::Public), of(Publicity::Draft, Audience::Public));
    said_of([("public", public), ("parties", parties), ("proposal", proposal)])
}

fn said_of(parents: [(&str, Parent); 3]) -> Vec<(Name, On)> {
    let mut all = Vec::new();
    for (about, parent) in parents {
        let of_standing = |standing: &Standing| (name(standing, about), testimonial(parent.clone(), *standing));
        all.extend(Standing::ALL.iter().map(of_standing));
    }
    all
}

pub(super) fn adoption(parent: Parent) -> On {
    On::Adoption(AdoptionFacts { parent, adopter: Some(uid(SIGNING_BODY)) })
}

fn adoptions() -> Vec<(Name, On)> {
    let with_parent = |(name, on)| (name, adoption(parent(on)));
    practices(practice).into_iter().map(with_parent).collect()
}

fn threads(parent: &Parent) -> Vec<(Name, On)> {
    let mut all = Vec::new();
    for state in ThreadState::ALL {
        for standing in Standing::ALL {
            all.push((name(standing, state), On::Thread(thread(parent, *state, *standing))));
        }
    }
    all
}

pub(super) fn post(thread: Option<ThreadFacts>, standing: Standing) -> On {
    On::Post(PostFacts { thread, standing, author: Some(uid(AUTHOR)) })
}

fn posts_of(thread_name: &str, thread: Option<&ThreadFacts>) -> Vec<(Name, On)> {
    let one = |standing: &Standing| (name(thread_name, standing), post(thread.cloned(), *standing));
    Standing::ALL.iter().map(one).collect()
}

fn posts(parent: &Parent) -> Vec<(Name, On)> {
    let mut all = Vec::new();
    for state in ThreadState::ALL {
        for standing in Standing::ALL {
            all.extend(posts_of(&format!("{state}/{standing}"), Some(&thread(parent, *state, *standing))));
        }
    }
    all
}
