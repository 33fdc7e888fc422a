// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Requests that are given up half-way, as when a browser goes away (TRAPS T4).

use std::time::Duration;

use domain::member::MemberState;
use store::AuditVerdict;

use crate::world::{PASSWORD, World, address, hours, in_office, member, on_both, sign_in_form, visit};

/// Lets a request go on for so long, and drops it then.
async fn give_up<T>(request: impl Future<Output = T>, after: Duration) -> bool {
    tokio::time::timeout(after, request).await.is_err()
}

/// What was begun in tasks of their own has come to its end.
async fn settled(world: &World) {
    let mut before = world.dump().await;
    loop {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let now = world.dump().await;
        if now == before {
            return;
        }
        before = now;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_given_up_is_done_whole_or_not_at_all_and_spoils_nothing_for_others() {
    on_both(async |world| {
        world.put_members(&[member("ada"), member("zoe"), in_office("root", "administrator")]).await;
        let root = world.by("root").await;
        let mut given_up = 0;
        for number in 0..150 {
            let after = Duration::from_micros(number * 60);
            let form = sign_in_form(&address("ada"), PASSWORD);
            given_up += u32::from(give_up(world.portal.sign_in(form, &visit()), after).await);
            given_up += u32::from(give_up(world.portal.suspend(&root, "zoe", "Prova"), after).await);
            given_up += u32::from(give_up(world.portal.reinstate(&root, "zoe"), after).await);
        }
        assert!(given_up > 50, "{given_up}");
        settled(world).await;

        // Each change has all its parts: the state, the line in the log, the mail.
        let count = async |what: &str| world.number(&format!("SELECT count(*) FROM {what}")).await;
        let suspended = count("audit WHERE act = 'suspended'").await;
        let reinstated = count("audit WHERE act = 'reinstated'").await;
        assert_eq!(count("mails WHERE template = 'account_suspended'").await, suspended);
        assert_eq!(count("mails WHERE template = 'account_reinstated'").await, reinstated);
        let is_suspended = world.record("zoe").await.state == MemberState::Suspended;
        assert_eq!(suspended - reinstated, i64::from(is_suspended));
        let verdict = world.portal.store().verify_audit().await.unwrap();
        assert!(matches!(verdict, AuditVerdict::Whole { .. }), "{verdict:?}");
        // And whoever comes next gets what is theirs, and keeps it. A password that was being looked at is a try.
        world.wait(hours(25));
        for _ in 0..20 {
            let session = world.signs_in("ada").await.token;
            assert!(world.is_live(&session).await);
        }
        world.follow().await;
    })
    .await;
}
