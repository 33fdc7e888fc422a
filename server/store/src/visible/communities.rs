// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who may see which community, who reads what is written in it, and who belongs to it.

use domain::Uid;
use domain::community::{Access, BelongingState, CommunityRole};
use domain::policy::{Acting, Viewer};
use domain::practice::Audience;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query};

use crate::tables::{Column, Table};

/// The condition that a row of `communities` is visible to a viewer: that there is such a community.
pub(crate) fn community_visible_to(viewer: &Viewer) -> Condition {
    match viewer {
        Viewer::Operator => Condition::all(),
        Viewer::Visitor => Condition::all().add(is_known()),
        Viewer::Member(acting) => Condition::any().add(is_known()).add(belongs(acting)).add(waits(acting)),
    }
}

/// The condition that what is written in a row of `communities` is open to a viewer.
pub(crate) fn community_open_to(viewer: &Viewer) -> Condition {
    let acting = match viewer {
        Viewer::Operator => return Condition::all(),
        Viewer::Visitor => return Condition::all().add(is_known()).add(is_for(&[Audience::Public])),
        Viewer::Member(acting) => acting,
    };
    let let_in = Condition::any().add(is_known()).add(belongs(acting));
    let meant = Condition::any()
        .add(is_for(&[Audience::Public, Audience::Members]))
        .add(Condition::all().add(is_for(&[Audience::Community])).add(belongs(acting)))
        .add(Condition::all().add(is_for(&[Audience::Parties])).add(stewards(acting)));
    Condition::all().add(let_in).add(meant)
}

/// The condition that a viewer belongs to a row of `communities`.
pub(crate) fn community_of(viewer: &Viewer) -> Condition {
    match viewer {
        Viewer::Operator => Condition::all(),
        Viewer::Visitor => Condition::all().add(Expr::val(1).eq(0)),
        Viewer::Member(acting) => belongs(acting),
    }
}

fn communities(column: Column) -> Expr {
    Expr::col((Table::Communities, column))
}

fn is_known() -> Expr {
    communities(Column::Access).ne(Access::Private.code())
}

fn is_for(audiences: &[Audience]) -> Expr {
    communities(Column::Audience).is_in(audiences.iter().map(|audience| audience.code()))
}

/// Its members, with those who look after it.
fn belongs(acting: &Acting) -> Condition {
    // An empty list is one that nothing is in.
    let own = communities(Column::Uid).is_in(acting.communities.iter().map(Uid::as_str));
    Condition::any().add(own).add(stewards(acting))
}

fn stewards(acting: &Acting) -> Expr {
    let roles = [CommunityRole::Facilitator, CommunityRole::Owner].map(CommunityRole::code);
    is_one(acting, &[BelongingState::Active], Some(Expr::col(Column::Role).is_in(roles)))
}

/// Who is invited, or asked to come in.
fn waits(acting: &Acting) -> Expr {
    is_one(acting, &[BelongingState::Invited, BelongingState::Requested], None)
}

fn is_one(acting: &Acting, states: &[BelongingState], wanted: Option<Expr>) -> Expr {
    let select = Query::select()
        .column(Column::Community)
        .from(Table::Belongings)
        .and_where(Expr::col(Column::Member).eq(acting.member.as_str()))
        .and_where(Expr::col(Column::State).is_in(states.iter().map(|state| state.code())))
        .and_where_option(wanted)
        .take();
    communities(Column::Uid).in_subquery(select)
}
