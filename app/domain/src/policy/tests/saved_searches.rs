// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Saved searches: whoever saved one sees and changes it, and nobody else, whatever the role.

use proptest::prelude::*;

use super::cast::{AUTHOR, uid, who};
use super::draws::{anybody, config, member};
use crate::policy::{Act, On, Refusal, Viewer, allows};

#[test]
fn a_saved_search_is_unknown_to_everybody_but_its_owner() {
    let on = On::SavedSearch(uid(AUTHOR));
    for name in ["visitor", "member", "representative", "reviewer", "moderator", "administrator (recent)"] {
        assert_eq!(allows(&who(name), Act::Read, &on), Err(Refusal::NotVisible), "{name}");
    }
    for act in [Act::Read, Act::Edit, Act::Delete] {
        assert_eq!(allows(&who("author"), act, &on), Ok(()), "{act}");
    }
    assert_eq!(allows(&Viewer::Operator, Act::Read, &on), Ok(()));
    assert_eq!(allows(&who("author"), Act::Follow, &on), Err(Refusal::NotAllowed));
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn nobody_but_its_owner_sees_or_changes_a_saved_search(viewer in anybody(), owner in member()) {
        let own = viewer.acting().is_some_and(|acting| acting.member == owner);
        let on = On::SavedSearch(owner);
        for act in [Act::Read, Act::Edit, Act::Delete] {
            prop_assert_eq!(allows(&viewer, act, &on).is_ok(), own, "{}", act);
        }
    }
}
