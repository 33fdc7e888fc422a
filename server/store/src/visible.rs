// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who may see what, for lists: the SQL twin of `domain::policy::allows`.

use domain::Uid;
use domain::member::{MemberState, OrganisationRole, PortalRole, ShownTo};
use domain::policy::{Acting, Viewer};
use domain::practice::{Audience, Stage};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query};

use crate::tables::{Column, Table};

mod communities;
mod moderating;
mod saved;
mod talk;
mod transfer;

pub(crate) use communities::{community_of, community_open_to, community_visible_to};
pub(crate) use moderating::{place_looked_after_by, stewarded_by, thread_moderated_by};
pub(crate) use saved::saved_search_visible_to;
pub(crate) use talk::{post_visible_to, thread_visible_to};
pub(crate) use transfer::{contact_visible_to, event_visible_to, notice_visible_to, twinning_visible_to};

/// The condition that a row of `practices` is visible to a viewer.
///
/// `store/tests` holds it equal to `domain::policy::allows` for every stage, audience and sort of viewer.
pub(crate) fn visible_to(viewer: &Viewer) -> Condition {
    let acting = match viewer {
        Viewer::Operator => return Condition::all(),
        Viewer::Visitor => return in_library(&[Audience::Public]),
        Viewer::Member(acting) => acting,
    };
    let mut visible = Condition::any().add(in_library(&[Audience::Public, Audience::Members]));
    let is_looked_at = || practices(Column::Stage).is_not_in([Stage::Draft, Stage::Deleted].map(Stage::code));
    if acting.is(PortalRole::Reviewer) {
        visible = visible.add(is_looked_at());
    }
    if !acting.expert_for.is_empty() {
        let invited = practices(Column::Uid).is_in(acting.expert_for.iter().map(Uid::as_str));
        visible = visible.add(Condition::all().add(is_looked_at()).add(invited));
    }
    if !acting.communities.is_empty() {
        let own = practices(Column::Community).is_in(acting.communities.iter().map(Uid::as_str));
        visible = visible.add(in_library(&[Audience::Community]).add(own));
    }
    let written = Query::select()
        .column(Column::Practice)
        .from(Table::PracticeAuthors)
        .and_where(Expr::col(Column::Member).eq(acting.member.as_str()))
        .take();
    visible = visible.add(practices(Column::Uid).in_subquery(written));
    let organisations = |least| acting.organisations(least).map(Uid::as_str).collect::<Vec<_>>();
    let edited = organisations(OrganisationRole::Editor);
    if !edited.is_empty() {
        visible = visible.add(practices(Column::Owner).is_in(edited));
    }
    let own = organisations(OrganisationRole::Contributor);
    if !own.is_empty() {
        visible = visible.add(in_library(&[Audience::Parties]).add(practices(Column::Owner).is_in(own)));
    }
    visible
}

fn practices(column: Column) -> Expr {
    Expr::col((Table::Practices, column))
}

fn in_library(audiences: &[Audience]) -> Condition {
    let codes = audiences.iter().map(|audience| audience.code());
    Condition::all().add(practices(Column::InLibrary).eq(true)).add(match audiences {
        [one] => practices(Column::Audience).eq(one.code()),
        _ => practices(Column::Audience).is_in(codes),
    })
}

/// The condition that a row of `members` is visible to a viewer, in the directory or by itself.
pub(crate) fn member_visible_to(viewer: &Viewer) -> Condition {
    let members = |column| Expr::col((Table::Members, column));
    let shown = |to: &[ShownTo]| {
        let codes: Vec<_> = to.iter().map(|one| one.code()).collect();
        Condition::all()
            .add(members(Column::State).eq(MemberState::Active.code()))
            .add(members(Column::Profile).is_in(codes))
    };
    match viewer {
        Viewer::Operator => Condition::all(),
        Viewer::Visitor => shown(&[ShownTo::Everyone]),
        Viewer::Member(acting) if acting.is(PortalRole::Administrator) => Condition::all(),
        Viewer::Member(acting) => {
            let Acting { member, .. } = acting.as_ref();
            Condition::any()
                .add(shown(&[ShownTo::Everyone, ShownTo::Members]))
                .add(members(Column::Uid).eq(member.as_str()))
        }
    }
}
