// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Adoptions by forms: a body tells of its own, the owner of those of others, and the adopter has the last word.

use domain::adoption::{AdoptionSource, AdoptionState};
use domain::phase::Phase;
use domain::policy::Viewer;
use portal::adopting::{AdoptionForm, AdoptionPage, DeclarationForm};
use portal::form::FieldProblem as Wrong;
use portal::people::MailContent;
use portal::values::{AdoptionLine, PracticePage};
use serde_json::json;

use crate::cast::{IT, PEOPLE, settle};
use crate::world::{World, acting, address, denied, on_both, practice, problem, refused, with};

/// A published practice of a body, and people of another one.
async fn begin(world: &World) -> String {
    settle(world).await;
    world.put_members(&[acting("olga", "other", "editor"), acting("otto", "other", "contributor")]).await;
    world.put(&[with(practice("p", "Mensa senza code"), json!({"owner_org": "body", "authors": ["ada"]}))]).await;
    world.clear_mails().await;
    page(world).await.slug
}

async fn page(world: &World) -> PracticePage {
    world.portal.practice_by_uid(&Viewer::Visitor, IT, "p").await.unwrap()
}

async fn only(world: &World) -> AdoptionLine {
    let mut lines = page(world).await.adoptions;
    assert_eq!(lines.len(), 1);
    lines.pop().unwrap()
}

/// What the form of a member shows now.
async fn asked(world: &World, viewer: &Viewer, slug: &str) -> AdoptionPage {
    world.portal.adoption_page(viewer, slug, ("", "")).await.unwrap()
}

/// The form as its page would send it, with another state.
async fn form(world: &World, viewer: &Viewer, slug: &str, state: &str) -> AdoptionForm {
    let version = asked(world, viewer, slug).await.body.unwrap().version;
    AdoptionForm { version, state: state.to_owned(), year: "2024".to_owned(), ..AdoptionForm::default() }
}

fn declaration(adopter: &str, state: &str) -> DeclarationForm {
    DeclarationForm {
        uid: "p".to_owned(),
        adopter: adopter.to_owned(),
        state: state.to_owned(),
        ..DeclarationForm::default()
    }
}

#[tokio::test]
async fn what_an_editor_declares_is_confirmed_at_once_and_the_phase_follows() {
    on_both(async |world| {
        let slug = begin(world).await;
        let olga = world.by("olga").await;
        let typed = AdoptionForm {
            act: "Delibera 61".to_owned(),
            signed_on: "7/2022".to_owned(),
            months: "60".to_owned(),
            notes: "Abbiamo **cambiato** il modulo. <script>".to_owned(),
            ..form(world, &olga, &slug, "adopted").await
        };
        assert!(world.portal.adopt(&olga, &slug, typed).await.unwrap());
        let line = only(world).await;
        assert_eq!((line.state, line.year, line.confirmed), (AdoptionState::Adopted, Some(2024), true));
        assert_eq!((line.source, line.adopter.as_str()), (AdoptionSource::Spontaneous, "Comune di Altrove"));
        let notes = line.notes.unwrap();
        assert!(notes.as_str().contains("<strong>cambiato</strong>") && !notes.as_str().contains("<script"));
        let agreement = line.agreement.unwrap();
        assert_eq!((agreement.signed_on.as_str(), agreement.months, agreement.cost), ("2022-07", 60, 0));
        assert_eq!(page(world).await.phase, Phase::Adopted);
        world.follow().await;

        let present = asked(world, &olga, &slug).await.body.unwrap().present.unwrap();
        assert_eq!(present.agreement.unwrap(), ["Delibera 61", "07/2022", "60", "0"].map(str::to_owned));
        let back = form(world, &olga, &slug, "pilot").await;
        assert_eq!(problem(world.portal.adopt(&olga, &slug, back).await), ("state", Wrong::Invalid));
        let stale = form(world, &olga, &slug, "scaled").await;
        world.portal.adopt(&olga, &slug, stale.clone()).await.unwrap();
        assert_eq!(problem(world.portal.adopt(&olga, &slug, stale).await), ("form", Wrong::Conflict));
        let mut gave_up = form(world, &olga, &slug, "abandoned").await;
        assert_eq!(problem(world.portal.adopt(&olga, &slug, gave_up.clone()).await), ("notes", Wrong::Missing));
        gave_up.notes = "Costava troppo.".to_owned();
        world.portal.adopt(&olga, &slug, gave_up).await.unwrap();
        assert_eq!((only(world).await.state, page(world).await.phase), (AdoptionState::Abandoned, Phase::Identified));
        world.follow().await;
    })
    .await;
}

#[tokio::test]
async fn what_a_contributor_declares_waits_for_an_editor_of_the_same_body() {
    on_both(async |world| {
        let slug = begin(world).await;
        let (otto, olga) = (world.by("otto").await, world.by("olga").await);
        let typed = form(world, &otto, &slug, "adopted").await;
        assert!(!world.portal.adopt(&otto, &slug, typed).await.unwrap());
        assert!(!only(world).await.confirmed);
        assert_eq!(page(world).await.phase, Phase::Identified);
        let mails = world.mails_to(&address("olga")).await;
        assert!(matches!(&mails[..], [MailContent::AdoptionToConfirm { by, .. }] if by == "Otto Prova"), "{mails:?}");
        let again = form(world, &otto, &slug, "scaled").await;
        assert_eq!(problem(world.portal.adopt(&otto, &slug, again).await), ("form", Wrong::Taken));
        assert!(world.portal.own_desk(&otto).await.unwrap().to_confirm.is_empty());
        let waiting = world.portal.own_desk(&olga).await.unwrap().to_confirm;
        assert_eq!((waiting.len(), waiting[0].slug.as_str(), waiting[0].body.0.as_str()), (1, slug.as_str(), "other"));
        let typed = form(world, &olga, &slug, "pilot").await;
        assert!(world.portal.adopt(&olga, &slug, typed).await.unwrap());
        assert_eq!((only(world).await.state, only(world).await.confirmed), (AdoptionState::Pilot, true));
        assert!(world.portal.own_desk(&olga).await.unwrap().to_confirm.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_the_owner_says_is_confirmed_or_denied_by_the_adopter_alone() {
    on_both(async |world| {
        let slug = begin(world).await;
        let (ada, olga) = (world.by("ada").await, world.by("olga").await);
        world.portal.declare_adoption(&ada, declaration("Comune di Altrove", "adopted")).await.unwrap();
        let line = only(world).await;
        assert_eq!((line.source, line.confirmed), (AdoptionSource::DeclaredByOwner, false));
        assert_eq!(page(world).await.phase, Phase::Identified, "nobody of the adopter has said so");
        assert_eq!(world.mails_to(&address("olga")).await.len(), 1);
        let twice = world.portal.declare_adoption(&ada, declaration("Comune di Altrove", "adopted")).await;
        assert_eq!(problem(twice), ("adopter", Wrong::Taken));

        let version = asked(world, &olga, &slug).await.body.unwrap().version;
        for name in ["otto", "ada", "edo", "zoe"] {
            let viewer = world.by(name).await;
            assert!(world.portal.deny_adoption(&viewer, &slug, "other", ("", &version)).await.is_err(), "{name}");
        }
        let stale = world.portal.deny_adoption(&olga, &slug, "other", ("", "77")).await;
        assert_eq!(problem(stale), ("form", Wrong::Conflict));
        world.clear_mails().await;
        world.portal.deny_adoption(&olga, &slug, "other", ("", &version)).await.unwrap();
        assert!(page(world).await.adoptions.is_empty());
        let mails = world.mails_to(&address("ada")).await;
        assert!(matches!(&mails[..], [MailContent::AdoptionAnswered { confirmed: false, .. }]), "{mails:?}");
        world.follow().await;

        world.portal.declare_adoption(&ada, declaration("Comune di Altrove", "pilot")).await.unwrap();
        world.clear_mails().await;
        let corrected = form(world, &olga, &slug, "adopted").await;
        assert!(world.portal.adopt(&olga, &slug, corrected).await.unwrap());
        let line = only(world).await;
        assert_eq!((line.source, line.state), (AdoptionSource::DeclaredByOwner, AdoptionState::Adopted));
        assert_eq!(page(world).await.phase, Phase::Adopted);
        let mails = world.mails_to(&address("ada")).await;
        assert!(matches!(&mails[..], [MailContent::AdoptionAnswered { confirmed: true, .. }]), "{mails:?}");
        let version = asked(world, &olga, &slug).await.body.unwrap().version;
        let settled = world.portal.deny_adoption(&olga, &slug, "other", ("", &version)).await;
        assert_eq!(problem(settled), ("form", Wrong::Conflict), "it is given up, not denied");
    })
    .await;
}

#[tokio::test]
async fn only_who_writes_the_practice_reports_adopters_and_only_of_other_bodies() {
    on_both(async |world| {
        begin(world).await;
        let mut able = Vec::new();
        for name in PEOPLE.iter().chain(&["olga", "otto"]) {
            let viewer = world.by(name).await;
            match world.portal.declare_adoption(&viewer, declaration("Comune di Prova", "pilot")).await {
                Err(portal::form::FormError::Fields(wrong)) => {
                    assert_eq!(wrong, [("adopter", Wrong::NotAllowed)]);
                    able.push(*name);
                }
                other => assert!(matches!(denied(other), portal::Error::NotAllowed), "{name}"),
            }
        }
        assert_eq!(able, ["ada", "edo", "rina"]);
        let ada = world.by("ada").await;
        let wrong = refused(world.portal.declare_adoption(&ada, declaration("", "finished")).await);
        assert_eq!(wrong, [("adopter", Wrong::Missing), ("state", Wrong::Unknown)]);
        let nobody = world.portal.declare_adoption(&ada, declaration("Comune di Nessundove", "pilot")).await;
        assert_eq!(problem(nobody), ("adopter", Wrong::Unknown));
        assert!(page(world).await.adoptions.is_empty());
    })
    .await;
}

#[tokio::test]
async fn whoever_acts_for_no_other_body_adopts_nothing() {
    on_both(async |world| {
        let slug = begin(world).await;
        for name in ["ada", "edo", "zoe", "rita"] {
            let viewer = world.by(name).await;
            assert!(asked(world, &viewer, &slug).await.body.is_none(), "{name}");
            let organisation = "other".to_owned();
            let typed = AdoptionForm { organisation, state: "adopted".to_owned(), ..AdoptionForm::default() };
            let outcome = world.portal.adopt(&viewer, &slug, typed).await;
            assert_eq!(problem(outcome), ("organisation", Wrong::Unknown), "{name}");
        }
        let visitor = world.portal.adopt(&Viewer::Visitor, &slug, AdoptionForm::default()).await;
        assert!(matches!(denied(visitor), portal::Error::SignInFirst));
        let otto = world.by("otto").await;
        world.put(&[with(practice("p", "Mensa senza code"), json!({"stage": "archived"}))]).await;
        assert!(matches!(
            denied(world.portal.adopt(&otto, &slug, AdoptionForm::default()).await),
            portal::Error::NotFound
        ));
    })
    .await;
}

#[tokio::test]
async fn who_writes_the_practice_takes_back_what_nobody_has_confirmed_and_the_adopter_is_told() {
    on_both(async |world| {
        let slug = begin(world).await;
        let (ada, edo, olga) = (world.by("ada").await, world.by("edo").await, world.by("olga").await);
        world.portal.declare_adoption(&ada, declaration("Comune di Altrove", "adopted")).await.unwrap();
        let declared = world.portal.practice_desk(&ada, IT, "p").await.unwrap().declared;
        assert_eq!((declared.len(), declared[0].name.as_str()), (1, "Comune di Altrove"));
        let adoption = declared[0].uid.clone();
        for viewer in [world.by("carl").await, world.by("zoe").await, olga.clone()] {
            let refused = world.portal.take_adoption_back(&viewer, "p", &adoption).await;
            assert!(matches!(denied(refused), portal::Error::NotAllowed));
        }
        let unknown = world.portal.take_adoption_back(&ada, "p", "none").await;
        assert_eq!(problem(unknown), ("form", Wrong::Conflict));
        world.clear_mails().await;
        world.portal.take_adoption_back(&edo, "p", &adoption).await.unwrap();
        assert!(page(world).await.adoptions.is_empty());
        assert!(world.portal.own_desk(&olga).await.unwrap().to_confirm.is_empty());
        let mails = world.mails_to(&address("olga")).await;
        assert!(matches!(&mails[..], [MailContent::AdoptionTakenBack { by, .. }] if by == "Edo Prova"), "{mails:?}");
        world.follow().await;

        world.portal.declare_adoption(&ada, declaration("Comune di Altrove", "adopted")).await.unwrap();
        let adoption = world.portal.practice_desk(&ada, IT, "p").await.unwrap().declared[0].uid.clone();
        let confirmed = form(world, &olga, &slug, "adopted").await;
        world.portal.adopt(&olga, &slug, confirmed).await.unwrap();
        assert!(world.portal.practice_desk(&ada, IT, "p").await.unwrap().declared.is_empty());
        let late = world.portal.take_adoption_back(&ada, "p", &adoption).await;
        assert_eq!(problem(late), ("form", Wrong::Conflict), "the body has spoken for itself");
        assert_eq!(page(world).await.phase, Phase::Adopted);
    })
    .await;
}

#[tokio::test]
async fn a_body_that_is_not_in_the_list_is_told_of_by_name_and_region() {
    on_both(async |world| {
        begin(world).await;
        let ada = world.by("ada").await;
        let unlisted = |name: &str, region: &str| DeclarationForm {
            not_listed: "on".to_owned(),
            region: region.to_owned(),
            ..declaration(name, "adopted")
        };
        let declare = async |form: DeclarationForm| world.portal.declare_adoption(&ada, form).await;
        assert_eq!(problem(declare(unlisted("Comune di Nessundove", "")).await), ("region", Wrong::Missing));
        assert_eq!(problem(declare(unlisted("Comune di Nessundove", "99")).await), ("region", Wrong::Unknown));
        assert_eq!(refused(declare(unlisted(" ", "09")).await), [("adopter", Wrong::Missing)]);
        assert_eq!(problem(declare(unlisted(&"è".repeat(301), "09")).await), ("adopter", Wrong::TooLong));
        declare(unlisted("Comune di Nessundove", "09")).await.unwrap();
        let line = only(world).await;
        assert_eq!((line.adopter.as_str(), line.confirmed), ("Comune di Nessundove", false));
        assert_eq!(page(world).await.phase, Phase::Identified);
        let again = declare(unlisted("comune di nessundove", "09")).await;
        assert_eq!(problem(again), ("adopter", Wrong::Taken));
        let own = declare(unlisted("Comune di Prova", "09")).await;
        assert_eq!(problem(own), ("adopter", Wrong::NotAllowed), "the owner is in the list whatever is said");
        let declared = world.portal.practice_desk(&ada, IT, "p").await.unwrap().declared;
        world.portal.take_adoption_back(&ada, "p", &declared[0].uid).await.unwrap();
        assert!(page(world).await.adoptions.is_empty());
        world.follow().await;
    })
    .await;
}

#[tokio::test]
async fn each_of_several_adoptions_of_one_body_is_answered_by_its_own_name() {
    on_both(async |world| {
        let slug = begin(world).await;
        let olga = world.by("olga").await;
        let of_model = |uid: &str, practice: &str, letter: &str| {
            json!({"type": "adoption", "uid": uid, "practice": practice, "adopter_org": "other", "state": "adopted",
                "source": "twinning", "model": letter})
        };
        let elsewhere = [with(practice("q", "Nidi"), json!({"owner_org": "body"})), of_model("z", "q", "A")];
        world.put(&elsewhere).await;
        world.put(&[of_model("a", "p", "A"), of_model("b", "p", "B")]).await;
        let one = async |adoption: &str| {
            world.portal.adoption_page(&olga, &slug, ("other", adoption)).await.unwrap().body.unwrap()
        };
        let stands = async || {
            let lines = page(world).await.adoptions.into_iter();
            lines.map(|line| (line.uid, line.state, line.confirmed)).collect::<Vec<_>>()
        };
        let waiting = world.portal.own_desk(&olga).await.unwrap().to_confirm;
        let waiting: Vec<_> = waiting.iter().filter(|one| one.slug == slug).collect();
        let named: Vec<_> = waiting.iter().map(|one| (one.adoption.as_str(), one.model.as_deref())).collect();
        assert_eq!(named, [("a", Some("A")), ("b", Some("B"))]);
        let first = one("").await;
        let all: Vec<_> = first.all.iter().map(|one| one.uid.clone()).collect();
        assert_eq!((first.adoption.as_str(), all), ("a", vec!["a".to_owned(), "b".to_owned()]));

        // The second is confirmed and led on; the first stays.
        let second = one("b").await;
        let typed = |state: &str, version: String| AdoptionForm {
            organisation: "other".to_owned(),
            adoption: "b".to_owned(),
            version,
            state: state.to_owned(),
            notes: "Costava troppo.".to_owned(),
            ..AdoptionForm::default()
        };
        assert!(world.portal.adopt(&olga, &slug, typed("scaled", second.version)).await.unwrap());
        let (adopted, scaled) = (AdoptionState::Adopted, AdoptionState::Scaled);
        assert_eq!(stands().await, [("a".to_owned(), adopted, false), ("b".to_owned(), scaled, true)]);

        // The first is denied; the second stays, also when the form of the first comes late.
        let version = one("a").await.version;
        world.portal.deny_adoption(&olga, &slug, "other", ("a", &version)).await.unwrap();
        assert_eq!(stands().await, [("b".to_owned(), scaled, true)]);
        let late = AdoptionForm { adoption: "a".to_owned(), ..typed("pilot", one("b").await.version) };
        assert_eq!(problem(world.portal.adopt(&olga, &slug, late).await), ("form", Wrong::Conflict));
        let denied = world.portal.deny_adoption(&olga, &slug, "other", ("a", &version)).await;
        assert_eq!(problem(denied), ("form", Wrong::Conflict));
        for adoption in ["a", "z", "nobody"] {
            let gone = one(adoption).await;
            assert!(gone.is_gone() && gone.version.is_empty(), "{adoption}");
            assert_eq!((gone.adoption.as_str(), gone.all.len()), (adoption, 1), "nothing is saved over another one");
        }
        assert!(one("b").await.all.is_empty(), "there is nothing to choose");
        let version = one("b").await.version;
        world.portal.adopt(&olga, &slug, typed("abandoned", version)).await.unwrap();
        assert_eq!(stands().await, [("b".to_owned(), AdoptionState::Abandoned, true)]);
    })
    .await;
}
