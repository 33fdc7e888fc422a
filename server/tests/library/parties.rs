// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What belongs to the parties of a twinning alone: everything that answers is asked as every kind of viewer, and each
//! answer is compared with what the policy says of that viewer.

use std::sync::LazyLock;

use app::paths;
use domain::Locale;
use domain::policy::{Act, Viewer};
use portal::twinnings::TwinningsRequest;
use server::http::acts::{About, DECLARED, Declared};
use tokio::runtime::Runtime;

use crate::bed::{Answer, Library, PRACTICE};
use cast::{Asker, Case, OFFERS, RECEIVES, SLUG_OF_OFFERS, SLUG_OF_RECEIVES, THEME, askers, cases, has};

#[path = "parties/cast.rs"]
mod cast;

/// One runtime, one library and one cast for all of these tests, which only read.
static CAST: LazyLock<(Runtime, Library, Vec<Case>, Vec<Asker>)> = LazyLock::new(|| {
    let runtime = Runtime::new().unwrap();
    let (library, cases, askers) = runtime.block_on(async {
        let library = Library::new().await;
        let cases = cases(&library).await;
        let askers = askers(&library).await;
        (library, cases, askers)
    });
    (runtime, library, cases, askers)
});

/// Runs a test with the twinnings of the cast, as everybody of the cast.
fn as_everybody(test: impl AsyncFn(&Library, &[Case], &Asker)) {
    let (runtime, library, cases, askers) = &*CAST;
    runtime.block_on(async {
        for asker in askers {
            test(library, cases, asker).await;
        }
    });
}

/// Nothing of a twinning is in an answer to who may not read it, and nothing of its parties in one to who is none.
fn tells_nothing_of(answer: &Answer, cases: &[Case], asker: &Asker) {
    for case in cases {
        let told = (case.is_read_by(&asker.viewer), case.is_of(&asker.viewer));
        assert!(told.0 || !has(answer, case.mark), "{} learns of {} by {}", asker.name, case.uid, answer.path);
        assert!(told.1 || !has(answer, case.private), "{} learns what is private by {}", asker.name, answer.path);
    }
}

#[test]
fn its_pages_its_plan_its_desk_and_its_calendar_answer_as_the_policy_says() {
    as_everybody(async |library, cases, asker| {
        for case in cases {
            for declared in DECLARED.iter().filter(|one| is_of_a_twinning(one)) {
                let Some(act) = declared.get else { continue };
                let address = filled(declared.address, case);
                if !address.contains('{') {
                    let answer = asker.get(library, &address).await;
                    check_own(&answer, case, asker, may(case, asker, declared.address, act));
                }
            }
        }
    });
}

fn is_of_a_twinning(declared: &Declared) -> bool {
    declared.about == About::Twinning && declared.address.starts_with("/gemellaggi/{slug}")
}

fn filled(template: &str, case: &Case) -> String {
    template.replace("{slug}", &case.slug).replace("{part}", "testi").replace("{step}", "s1")
}

/// Whether the policy lets the viewer do what an address is for.
fn may(case: &Case, asker: &Asker, address: &str, act: Act) -> bool {
    let writes = address.ends_with("/modifica/{part}") || address.ends_with("/passi/{step}");
    if is_desk(address) {
        // It is everybody's who has something to do there.
        let acts = [Act::Edit, Act::Advance, Act::Accept].iter().any(|act| case.lets(&asker.viewer, *act));
        return acts || case.is_examined() && case.lets(&asker.viewer, Act::Assess);
    }
    case.lets(&asker.viewer, act) && !(writes && case.is_given_up())
}

fn is_desk(address: &str) -> bool {
    address.ends_with("/lavoro")
}

fn check_own(answer: &Answer, case: &Case, asker: &Asker, may: bool) {
    let (who, path) = (asker.name, &answer.path);
    match (may, &asker.viewer) {
        (true, _) => assert_eq!(answer.status, 200, "{who} {path}"),
        (false, Viewer::Visitor) => assert!([303, 404].contains(&answer.status), "{who} {path}: {}", answer.status),
        (false, _) => assert_eq!(answer.status, 404, "{who} {path}"),
    }
    assert_eq!(has(answer, case.mark), may, "{who} {path}");
    // What an evaluator has to know stands on the desk.
    if !is_desk(path) {
        assert!(case.is_of(&asker.viewer) || !has(answer, case.private), "{who} learns what is private by {path}");
    }
    // The page has the file and the meeting of the parties, the calendar the meeting, the plan why it stands still.
    if ["", "/piano", "/piano.ics"].iter().any(|end| *path == format!("/gemellaggi/{}{end}", case.slug)) {
        assert_eq!(has(answer, case.private), may && case.is_of(&asker.viewer), "{who} {path}");
    }
}

#[test]
fn lists_pages_around_it_exports_and_the_own_desk_tell_no_more_than_the_policy() {
    as_everybody(async |library, cases, asker| {
        let practice = library.practice().await;
        for address in [
            "/".to_owned(),
            "/en".to_owned(),
            "/gemellaggi".to_owned(),
            "/gemellaggi?state=proposal".to_owned(),
            "/enti".to_owned(),
            "/temi".to_owned(),
            paths::theme(Locale::Italian, THEME),
            paths::map(Locale::Italian),
            paths::flows(Locale::Italian, &[]),
            "/mappa-del-sito".to_owned(),
            "/cerco-offro".to_owned(),
            "/cosa-non-ha-funzionato".to_owned(),
            format!("/pratiche/{practice}"),
            format!("/pratiche/{practice}/dossier"),
            format!("/pratiche/{practice}/scarica.json"),
            format!("/pratiche/{practice}/scarica.md"),
            "/scrivania".to_owned(),
            "/scrivania/messaggi".to_owned(),
            "/scrivania/convenzioni".to_owned(),
            "/scrivania/convenzioni.csv".to_owned(),
            "/redazione".to_owned(),
            "/amministrazione".to_owned(),
            "/gemellaggi/nuovo".to_owned(),
            "/cerco-offro/feed".to_owned(),
            "/pratiche/feed".to_owned(),
        ] {
            tells_nothing_of(&asker.get(library, &address).await, cases, asker);
        }
        for slug in [SLUG_OF_OFFERS, SLUG_OF_RECEIVES] {
            let answer = asker.get(library, &paths::organisation(Locale::Italian, slug)).await;
            tells_nothing_of(&answer, cases, asker);
            for case in cases {
                assert_eq!(has(&answer, case.mark), case.is_read_by(&asker.viewer), "{} {}", asker.name, answer.path);
            }
        }
    });
}

#[test]
fn the_list_and_its_numbers_are_those_that_the_policy_lets_read() {
    as_everybody(async |library, cases, asker| {
        let readable: Vec<&str> =
            cases.iter().filter(|case| case.is_read_by(&asker.viewer)).map(|case| case.uid).collect();
        let asked = TwinningsRequest { theme: Some(THEME.to_owned()), ..TwinningsRequest::default() };
        let page = library.portal.twinnings(&asker.viewer, Locale::Italian, asked).await.unwrap();
        let mut listed: Vec<&str> = page.cards.iter().map(|card| card.uid.as_str()).collect();
        listed.sort_unstable();
        assert_eq!((listed, page.total), (readable.clone(), readable.len() as u64), "{}", asker.name);
        let counted = page.by_theme.iter().find(|(theme, _)| theme.slug == THEME).map_or(0, |(_, count)| *count);
        assert_eq!(counted, readable.len() as u64, "{}", asker.name);
        let answer = asker.get(library, &format!("/gemellaggi?theme={THEME}")).await;
        for case in cases {
            assert_eq!(has(&answer, case.mark), readable.contains(&case.uid), "{} {}", asker.name, case.uid);
        }
    });
}

#[test]
fn search_feeds_and_the_sitemap_tell_everybody_what_a_visitor_may_read() {
    as_everybody(async |library, cases, asker| {
        let (feed, sitemap) = (asker.get(library, "/gemellaggi/feed").await, asker.get(library, "/sitemap.xml").await);
        for case in cases {
            let is_open = case.is_read_by(&Viewer::Visitor);
            let who = format!("{} {}", asker.name, case.uid);
            assert_eq!(has(&feed, case.mark), is_open, "{who}");
            assert_eq!(has(&sitemap, &format!("/gemellaggi/{}<", case.slug)), is_open, "{who}");
            for narrowed in ["", "&kind=twinning"] {
                let found = asker.get(library, &format!("/cerca?q={}{narrowed}", case.word)).await;
                assert!(!is_open || has(&found, case.mark), "{who} {}", found.path);
                // Its discussion, which has its title, is found by its parties.
                let by_thread = narrowed.is_empty() && case.is_read_by(&asker.viewer);
                assert!(is_open || by_thread || !has(&found, case.mark), "{who} {}", found.path);
                tells_nothing_of(&found, cases, asker);
            }
            // Words that stand only in what is private, and those that are nearly written so.
            for words in [case.private.to_owned(), format!("{}e", case.word)] {
                let found = asker.by_token(library, &format!("/api/v1/search?q={words}&kind=twinning")).await.json();
                let correction = found["correction"].as_str().unwrap_or_default();
                assert!(is_open || !correction.contains(case.word), "{who}: {correction}");
                assert!(is_open || found["total"] == 0, "{who}: {found}");
            }
            let by_private = asker.by_token(library, &format!("/api/v1/search?q={}", case.private)).await;
            assert_eq!(by_private.json()["total"], 0, "{who}");
            let address = format!("/api/suggest?text={}&locale=it", &case.mark[..5]);
            let suggested = library.ask("GET", &address, &asker.headers_of_ours(), "").await;
            assert!(is_open || !has(&suggested, case.mark), "{who}");
        }
    });
}

#[test]
fn programs_read_what_the_member_of_their_token_may_read() {
    as_everybody(async |library, cases, asker| {
        for case in cases {
            let answer = asker.by_token(library, &format!("/api/v1/twinnings/{}", case.uid)).await;
            let (reads, is_party) = (case.is_read_by(&asker.program), case.is_of(&asker.program));
            let who = format!("{} {}", asker.name, case.uid);
            assert_eq!(answer.status, if reads { 200 } else { 404 }, "{who}");
            assert_eq!((has(&answer, case.mark), has(&answer, case.private)), (reads, reads && is_party), "{who}");
            let found = asker.by_token(library, &format!("/api/v1/search?q={}&kind=twinning", case.word)).await.json();
            assert_eq!(found["total"], u64::from(case.is_read_by(&Viewer::Visitor)), "{who}");
        }
        for address in [
            format!("/api/v1/practices/{PRACTICE}"),
            format!("/api/v1/organisations/{OFFERS}"),
            format!("/api/v1/organisations/{RECEIVES}"),
            "/api/openapi.json".to_owned(),
        ] {
            let answer = asker.by_token(library, &address).await;
            for case in cases {
                let reads = case.is_read_by(&asker.program);
                assert!((reads || !has(&answer, case.mark)) && !has(&answer, case.private), "{} {address}", asker.name);
            }
        }
    });
}

#[test]
fn the_form_to_say_something_of_it_is_there_for_members_who_read_it() {
    as_everybody(async |library, cases, asker| {
        for case in cases {
            let answer = asker.get(library, &paths::twinning_testimonial(Locale::Italian, &case.slug)).await;
            let wanted = match &asker.viewer {
                Viewer::Visitor => 303,
                viewer if case.is_read_by(viewer) => 200,
                _ => 404,
            };
            assert_eq!(answer.status, wanted, "{} {}", asker.name, case.uid);
            tells_nothing_of(&answer, cases, asker);
            // Who acts for a party of one that runs has the form itself.
            let may = case.lets(&asker.viewer, Act::Testify);
            assert_eq!(has(&answer, "name=\"quote\""), may, "{} {}", asker.name, case.uid);
        }
    });
}

#[test]
fn a_page_that_is_not_out_describes_itself_to_no_program() {
    as_everybody(async |library, cases, asker| {
        for case in cases.iter().filter(|case| case.is_of(&asker.viewer)) {
            let answer = asker.get(library, &format!("/gemellaggi/{}", case.slug)).await;
            assert_eq!(has(&answer, "application/ld+json"), case.is_out(), "{} {}", asker.name, case.uid);
        }
    });
}

#[test]
fn the_cast_has_viewers_whom_the_policy_tells_apart() {
    let (_, _, cases, askers) = &*CAST;
    assert_eq!((cases.len(), askers.len()), (5, 8));
    for case in cases {
        let parties = askers.iter().filter(|asker| case.is_of(&asker.viewer)).count();
        assert_eq!(parties, 3, "{}: an official, an editor and the coordinator", case.uid);
    }
    let of_all = cases.iter().filter(|case| askers.iter().all(|asker| case.is_read_by(&asker.viewer))).count();
    assert_eq!(of_all, 1, "one is for everybody, each other one for some");
}
