// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is done to threads: every way through, and what is said to who comes too late.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

use super::super::*;
use super::{config, thread, uid};
use crate::policy::Act;
use crate::post::Edited;
use crate::practice::writing::LackKind;
use crate::record::Record;

fn closed() -> Thread {
    thread(json!({})).done(ThreadDeed::Close, Some(" Si fa così.\n")).expect("it can be closed")
}

fn merged() -> Thread {
    thread(json!({})).merged_into(&thread(json!({"uid": "u"}))).expect("it can be joined")
}

fn edit(title: &str, body: &str, version: u32) -> ThreadEdit {
    ThreadEdit { title: title.to_owned(), text: Edited { at: 9, version, body: body.to_owned() } }
}

#[test]
fn a_thread_is_locked_and_unlocked_closed_and_opened_again() {
    let found: Vec<String> = ThreadState::ALL
        .iter()
        .flat_map(|state| ThreadDeed::ALL.iter().map(move |deed| (*state, *deed)))
        .filter_map(|(state, deed)| deed.from(state).map(|next| format!("{state} {deed} {next}")))
        .filter(|line| !line.contains("pin"))
        .collect();
    // What is locked cannot be closed, or its author could open it again.
    assert_eq!(found, ["open lock locked", "open close closed", "locked unlock open", "closed reopen open"]);
    assert_eq!(ThreadDeed::Lock.act(), Act::Lock);
    assert_eq!([ThreadDeed::Close.act(), ThreadDeed::Reopen.act()], [Act::Chair; 2]);
    assert_eq!([ThreadDeed::Pin.act(), ThreadDeed::Unpin.act()], [Act::Pin; 2]);
}

#[test]
fn to_close_a_thread_takes_conclusions_which_are_kept() {
    assert_eq!(closed().conclusions.as_deref(), Some("Si fa così."));
    let refused = |text| thread(json!({})).done(ThreadDeed::Close, text).expect_err("no conclusions");
    assert_eq!(refused(None), ThreadRefused::Conclusions(LackKind::Missing));
    let long = "è".repeat(4_001);
    assert_eq!(refused(Some(&long)), ThreadRefused::Conclusions(LackKind::TooLong { max: 4_000, now: 4_001 }));
    let again = closed().done(ThreadDeed::Reopen, None).expect("it can be opened again");
    assert_eq!((again.state, again.conclusions.as_deref()), (ThreadState::Open, Some("Si fa così.")));
    let twice = closed().done(ThreadDeed::Close, Some("Altro."));
    assert_eq!(twice, Err(ThreadRefused::NotNow { deed: ThreadDeed::Close, state: ThreadState::Closed }));
}

#[test]
fn who_closed_a_thread_and_as_what_is_known_until_it_is_opened_again() {
    let by = |name: &str| closed().closed_by(&uid(name)).checked().expect("a thread");
    let known = |name: &str| by(name).closing.map(|closing| (closing.by, closing.closed_as));
    assert_eq!(known("ada"), Some((Some(uid("ada")), ClosedAs::Author)));
    assert_eq!(known("mod"), Some((Some(uid("mod")), ClosedAs::Moderator)));
    assert_eq!(by("mod").facts(Parent::Free).closed_as, ClosedAs::Moderator);
    assert_eq!(closed().facts(Parent::Free).closed_as, ClosedAs::Author, "nobody knows who did");
    let line = serde_json::to_string(&Record::Thread(Box::new(by("mod")))).expect("JSON");
    let read = Record::read(&line).expect("a record");
    assert_eq!((read.record, read.unknown_fields), (Record::Thread(Box::new(by("mod"))), Vec::new()));
    assert_eq!(serde_json::to_value(by("mod").without_closer()).expect("JSON")["closing"], json!({"as": "moderator"}));
    let opened = by("mod").done(ThreadDeed::Reopen, None).expect("it can be opened again");
    assert_eq!((opened.closing.as_ref(), opened.clone().checked()), (None, Ok(opened.clone())));
    let joined = by("mod").merged_into(&thread(json!({"uid": "u"}))).expect("it can be joined");
    assert!(joined.closing.is_none() && joined.checked().is_ok());
    let contradicts = Thread { closing: by("mod").closing, ..opened }.checked().expect_err("it is open");
    assert_eq!(contradicts.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), ["closing"]);
}

#[test]
fn the_page_offers_what_can_be_done_now() {
    let offers = |thread: &Thread| thread.deeds().collect::<Vec<_>>();
    use ThreadDeed::{Close, Lock, Pin, Reopen, Unlock, Unpin};
    assert_eq!(offers(&thread(json!({}))), [Pin, Lock, Close]);
    assert_eq!(offers(&thread(json!({"pinned": true}))), [Unpin, Lock, Close]);
    assert_eq!(offers(&thread(json!({"state": "locked"}))), [Pin, Unlock]);
    assert_eq!(offers(&closed()), [Pin, Reopen]);
    assert_eq!(offers(&merged()), []);
}

#[test]
fn who_writes_too_late_is_told_why() {
    assert_eq!(thread(json!({})).takes_words(), Ok(()));
    let locked = thread(json!({"state": "locked"}));
    assert_eq!(locked.takes_words(), Err(ThreadRefused::TakesNoWords(ThreadState::Locked)));
    assert_eq!(closed().takes_words(), Err(ThreadRefused::TakesNoWords(ThreadState::Closed)));
    assert_eq!(merged().takes_words(), Err(ThreadRefused::GoesOnIn(uid("u"))));
    for standing in ["queued", "hidden"] {
        assert_eq!(thread(json!({"standing": standing})).takes_words(), Err(ThreadRefused::Gone), "{standing}");
    }
    assert_eq!(thread(json!({})).withdrawn().expect("it can be").takes_words(), Err(ThreadRefused::Gone));
}

#[test]
fn an_edit_of_an_older_version_changes_nothing() {
    let one = thread(json!({})).edited(edit("Un altro titolo", "Altro testo", 0)).expect("an edit");
    assert_eq!((one.version, one.title.as_str(), one.body.as_deref()), (1, "Un altro titolo", Some("Altro testo")));
    let before = &one.revisions[0];
    assert_eq!(before.title.as_deref(), Some("Come avete formato il personale?"));
    assert_eq!(before.body, "Da noi mancano le ore.");
    assert_eq!(one.clone().edited(edit("Terzo titolo", "x", 0)), Err(ThreadRefused::Stale { now: 1 }));
    assert_eq!(one.clone().edited(edit("Un altro titolo", "Altro testo", 0)), Ok(one.clone()), "the same again");
    let gone = one.withdrawn().expect("it can be");
    assert_eq!(gone.edited(edit("Torna ancora", "x", 1)), Err(ThreadRefused::Gone));
}

#[test]
fn a_question_has_one_answer_and_nothing_else_has_any() {
    assert_eq!(thread(json!({})).answered_by(uid("p")), Err(ThreadRefused::NoQuestion));
    let one = thread(json!({"kind": "question"})).answered_by(uid("p")).expect("an answer");
    let other = one.answered_by(uid("q")).expect("a better one");
    assert_eq!(other.answer, Some(uid("q")));
    assert_eq!(other.clone().without_answer(&uid("p")).answer, Some(uid("q")));
    assert_eq!(other.without_answer(&uid("q")).answer, None);
    let late = thread(json!({"kind": "question", "state": "locked"}));
    assert!(late.answered_by(uid("p")).is_ok(), "an answer can be accepted when no more come");
    let hidden = thread(json!({"kind": "question", "standing": "hidden"}));
    assert_eq!(hidden.answered_by(uid("p")), Err(ThreadRefused::Gone));
}

#[test]
fn a_thread_that_is_withdrawn_says_no_word_any_more() {
    let gone = thread(json!({"documents": ["d"]})).withdrawn().expect("it can be");
    let text = serde_json::to_string(&gone).expect("JSON");
    assert_eq!(
        text,
        r#"{"uid":"t","kind":"general","title":"","language":"it","author":"ada","at":1,"standing":"deleted"}"#
    );
    assert_eq!(gone.clone().withdrawn(), Ok(gone.clone()));
    assert!(gone.clone().checked().is_ok());
    assert_eq!(gone.with_standing(Standing::Visible), Err(ThreadRefused::Gone));
    let erased = thread(json!({})).erased();
    assert_eq!((erased.author.as_ref(), erased.title.as_str()), (None, ""));
    assert!(erased.checked().is_ok());
}

#[test]
fn a_thread_in_another_place_is_for_those_for_whom_a_thread_can_be_there() {
    let among = thread(json!({"about": {"twinning": "tw"}, "audience": "parties", "writers": "within"}));
    let free = among.moved_to(None).expect("it can be moved");
    assert_eq!((free.audience, free.writers), (Audience::Members, Writers::All));
    let inside = free.moved_to(Some(ThreadAbout::Community(uid("c")))).expect("it can be moved");
    assert_eq!((inside.audience, inside.writers), (Audience::Members, Writers::Within));
    assert!(inside.checked().is_ok());
    assert_eq!(merged().moved_to(None), Err(ThreadRefused::GoesOnIn(uid("u"))));
}

#[test]
fn a_thread_is_joined_to_one_that_stands() {
    let other = thread(json!({"uid": "u"}));
    let one = merged();
    assert_eq!((one.state, one.merged_into.as_ref()), (ThreadState::Merged, Some(&uid("u"))));
    assert!(one.clone().checked().is_ok());
    assert_eq!(one.clone().merged_into(&other), Ok(one.clone()), "twice is once");
    assert_eq!(other.clone().merged_into(&other), Err(ThreadRefused::Same));
    assert_eq!(other.clone().merged_into(&one), Err(ThreadRefused::GoesOnIn(uid("u"))), "they never lead in a circle");
    let hidden = thread(json!({"uid": "h", "standing": "hidden"}));
    assert_eq!(hidden.clone().merged_into(&other), Err(ThreadRefused::NotShown), "its posts are hidden by it alone");
    assert_eq!(other.clone().merged_into(&hidden), Err(ThreadRefused::NotShown));
    let gone = thread(json!({"uid": "g"})).withdrawn().expect("it can be");
    assert_eq!(other.merged_into(&gone), Err(ThreadRefused::Gone));
    assert_eq!(one.withdrawn(), Err(ThreadRefused::GoesOnIn(uid("u"))));
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_is_done_a_thread_stays_in_order(
        steps in vec((0_u8..8, select(ThreadDeed::ALL), select(Standing::ALL)), 0..30),
        question in any::<bool>(),
    ) {
        let kind = if question { "question" } else { "general" };
        let mut now = thread(json!({"kind": kind})).checked().expect("a sound one");
        let other = thread(json!({"uid": "u"}));
        for (what, deed, standing) in steps {
            let one = now.clone();
            let next = match what {
                0..=2 => one.done(deed, Some("Conclusioni.")),
                3 => one.with_standing(standing),
                4 => one.moved_to(Some(ThreadAbout::Community(uid("c")))),
                5 => one.answered_by(uid("p")),
                6 => one.withdrawn(),
                _ => one.merged_into(&other),
            };
            if let Ok(next) = next {
                prop_assert_eq!(next.clone().checked(), Ok(next.clone()));
                prop_assert_eq!((&next.uid, next.at), (&now.uid, now.at));
                now = next;
            }
        }
    }
}
