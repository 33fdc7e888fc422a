// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who moderates what is said: moderators where they read, and who looks after the place. Nobody moderates what cannot
//! be read.

use domain::community::{BelongingState, CommunityRole};
use domain::member::PortalRole;
use domain::policy::{Acting, Viewer};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, SelectStatement};

use super::thread_visible_to;
use crate::tables::{Column, Table};

/// The condition that a viewer moderates what is said in a row of `threads`, whoever said it.
pub(crate) fn thread_moderated_by(viewer: &Viewer) -> Condition {
    let reads = Condition::all().add(thread_visible_to(viewer));
    match viewer {
        Viewer::Operator => reads,
        Viewer::Visitor => reads.add(Expr::val(1).eq(0)),
        Viewer::Member(acting) if acting.is(PortalRole::Moderator) => reads,
        Viewer::Member(acting) => reads.add(place_looked_after_by(acting)),
    }
}

/// The condition that a member looks after the place of a row of `threads`: a steward of the community, a coordinator of
/// the twinning.
pub(crate) fn place_looked_after_by(acting: &Acting) -> Condition {
    let of = |kind: &'static str, select: SelectStatement| {
        Condition::all().add(threads(Column::AboutKind).eq(kind)).add(threads(Column::About).in_subquery(select))
    };
    let coordinated = Query::select()
        .column(Column::Twinning)
        .from(Table::TwinningCoordinators)
        .and_where(Expr::col(Column::Member).eq(acting.member.as_str()))
        .take();
    Condition::any().add(of("community", stewarded_by(acting))).add(of("twinning", coordinated))
}

/// The communities that a member looks after.
pub(crate) fn stewarded_by(acting: &Acting) -> SelectStatement {
    let roles = [CommunityRole::Facilitator, CommunityRole::Owner].map(CommunityRole::code);
    Query::select()
        .column(Column::Community)
        .from(Table::Belongings)
        .and_where(Expr::col(Column::Member).eq(acting.member.as_str()))
        .and_where(Expr::col(Column::State).eq(BelongingState::Active.code()))
        .and_where(Expr::col(Column::Role).is_in(roles))
        .take()
}

fn threads(column: Column) -> Expr {
    Expr::col((Table::Threads, column))
}
