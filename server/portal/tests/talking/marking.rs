// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Decisions, open questions, actions.

use domain::policy::Viewer;
use domain::post::MarkKind;
use domain::thread::ThreadAbout;
use portal::Error;
use portal::form::FieldProblem;
use portal::talking::MarkForm;

use crate::cast::{reply, settle};
use crate::world::{denied, on_both, problem, refused, uid};

fn action(owner: &str, due: &str) -> MarkForm {
    MarkForm { kind: "action".to_owned(), owner: owner.to_owned(), due: due.to_owned(), plan: "on".to_owned() }
}

#[tokio::test]
async fn an_action_becomes_a_step_of_the_plan_once_and_stands_in_the_lists_of_the_twinning() {
    on_both(async |world| {
        settle(world).await;
        let (tea, zoe) = (world.by("tea").await, world.by("zoe").await);
        let about = ThreadAbout::Twinning(uid("tw"));
        let main = world.portal.threads_about(&tea, &about).await.unwrap().threads.remove(0);
        reply(world, &tea, &main.address, "Mandiamo il capitolato.").await.unwrap();
        let at = (main.address.as_str(), 1);
        let problems = refused(world.portal.mark_post(&tea, at, action("", "presto")).await);
        assert_eq!(problems, [("owner", FieldProblem::Missing), ("due", FieldProblem::Invalid)]);
        let other = world.portal.mark_post(&zoe, at, action("town", "2026-06-30")).await;
        assert!(matches!(denied(other), Error::NotAllowed), "only the parties say what was agreed");
        for due in ["2026-06-30", "2026-07-31"] {
            world.portal.mark_post(&tea, at, action("town", due)).await.unwrap();
        }
        let slug = world.portal.twinning_by_uid(&tea, crate::cast::IT, "tw").await.unwrap().slug;
        let plan = world.portal.twinning_plan(&tea, &slug).await.unwrap();
        let steps: Vec<_> = plan.board.iter().flat_map(|(_, steps)| steps).collect();
        assert_eq!(steps.len(), 1, "an action that changes keeps its step");
        assert_eq!(steps[0].due.to_string(), "2026-07-31");
        let marked = world.portal.marked_in_twinning(&Viewer::Visitor, &uid("tw")).await.unwrap();
        assert_eq!((marked.len(), marked[0].mark.kind, marked[0].mark.planned), (1, MarkKind::Action, true));
        let kept = world.portal.withdraw_post(&tea, at).await;
        assert_eq!(problem(kept), ("form", FieldProblem::NotAllowed), "the mark goes first");
        world.portal.mark_post(&tea, at, MarkForm::default()).await.unwrap();
        world.portal.withdraw_post(&tea, at).await.unwrap();
    })
    .await;
}
