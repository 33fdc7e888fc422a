// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Collections: their owner alone changes them, and says whether others read them.

use proptest::prelude::*;

use super::cast::who;
use super::draws::{anybody, collection, config};
use super::things;
use crate::collection::Sharing;
use crate::policy::{Act, On, Refusal, Viewer, allows};

#[test]
fn a_collection_is_read_by_its_owner_and_a_shared_one_by_all() {
    let reads = |name: &str, sharing| allows(&who(name), Act::Read, &things::collection(sharing)).is_ok();
    for name in ["visitor", "member", "editor", "reviewer", "moderator", "administrator (recent)"] {
        assert!(!reads(name, Sharing::Private) && reads(name, Sharing::ByLink), "{name}");
    }
    assert!(reads("author", Sharing::Private) && reads("author", Sharing::ByLink));
}

#[test]
fn a_visitor_is_told_to_sign_in_only_where_the_collection_is_seen() {
    let edit = |sharing| allows(&Viewer::Visitor, Act::Edit, &things::collection(sharing));
    assert_eq!(edit(Sharing::ByLink), Err(Refusal::SignInFirst));
    assert_eq!(edit(Sharing::Private), Err(Refusal::NotVisible));
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn nobody_but_the_owner_changes_a_collection(viewer in anybody(), on in collection()) {
        let own = viewer.acting().is_some_and(|acting| acting.member == on.owner);
        let on = On::Collection(on);
        for act in [Act::Edit, Act::Delete] {
            prop_assert_eq!(allows(&viewer, act, &on).is_ok(), own, "{}", act);
        }
    }
}
