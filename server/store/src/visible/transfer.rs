// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who may see which twinning, which event, which advert, and what bodies write to each other.

use domain::Uid;
use domain::member::{OrganisationRole, PortalRole};
use domain::policy::{Publicity, Viewer};
use domain::practice::Audience;
use domain::twinning::TwinningState;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, SelectStatement};

use crate::tables::{Column, Table};

/// The condition that a row of `twinnings` is visible to a viewer.
pub(crate) fn twinning_visible_to(viewer: &Viewer) -> Condition {
    let acting = match viewer {
        Viewer::Operator => return Condition::all(),
        Viewer::Visitor => return is_out(Table::Twinnings, &[Audience::Public]),
        Viewer::Member(acting) => acting,
    };
    let of = |table, wanted: Expr| {
        let select: SelectStatement = Query::select().column(Column::Twinning).from(table).and_where(wanted).take();
        Expr::col((Table::Twinnings, Column::Uid)).in_subquery(select)
    };
    let coordinated = Expr::col(Column::Member).eq(acting.member.as_str());
    let visible = is_out(Table::Twinnings, &[Audience::Public, Audience::Members]);
    let mut visible = Condition::any().add(visible).add(of(Table::TwinningCoordinators, coordinated));
    if acting.is(PortalRole::Reviewer) {
        let state = TwinningState::PrerequisitesCheck.code();
        visible = visible.add(Expr::col((Table::Twinnings, Column::State)).eq(state));
    }
    let own: Vec<&str> = acting.organisations(OrganisationRole::Contributor).map(Uid::as_str).collect();
    if own.is_empty() {
        return visible;
    }
    visible.add(of(Table::TwinningParties, Expr::col(Column::Organisation).is_in(own)))
}

/// The condition that a row of a table of notices (`events`, `adverts`) is visible to a viewer.
pub(crate) fn notice_visible_to(viewer: &Viewer, table: Table) -> Condition {
    let acting = match viewer {
        Viewer::Operator => return Condition::all(),
        Viewer::Visitor => return is_out(table, &[Audience::Public]),
        Viewer::Member(acting) => acting,
    };
    let visible = Condition::any()
        .add(is_out(table, &[Audience::Public, Audience::Members]))
        .add(Expr::col((table, Column::Member)).eq(acting.member.as_str()));
    let edited: Vec<&str> = acting.organisations(OrganisationRole::Editor).map(Uid::as_str).collect();
    if edited.is_empty() {
        return visible;
    }
    visible.add(Expr::col((table, Column::Organisation)).is_in(edited))
}

/// The condition that a row of `events` is visible to a viewer: as a notice, and for the parties of a twinning also to
/// all who act for one of them, and to those who coordinate it.
pub(crate) fn event_visible_to(viewer: &Viewer) -> Condition {
    let visible = notice_visible_to(viewer, Table::Events);
    let Viewer::Member(acting) = viewer else { return visible };
    let of = |table, wanted: Expr| {
        let select: SelectStatement = Query::select().column(Column::Twinning).from(table).and_where(wanted).take();
        Expr::col((Table::Events, Column::Twinning)).in_subquery(select)
    };
    let own: Vec<&str> = acting.organisations(OrganisationRole::Contributor).map(Uid::as_str).collect();
    let coordinated = Expr::col(Column::Member).eq(acting.member.as_str());
    let mut takes_part = Condition::any().add(of(Table::TwinningCoordinators, coordinated));
    if !own.is_empty() {
        takes_part = takes_part.add(of(Table::TwinningParties, Expr::col(Column::Organisation).is_in(own)));
    }
    Condition::any().add(visible).add(is_out(Table::Events, &[Audience::Parties]).add(takes_part))
}

/// The condition that a row of `contacts` is visible to a viewer: to both bodies, and once flagged to moderators.
pub(crate) fn contact_visible_to(viewer: &Viewer) -> Condition {
    let acting = match viewer {
        Viewer::Operator => return Condition::all(),
        Viewer::Visitor => return Condition::all().add(Expr::val(1).eq(0)),
        Viewer::Member(acting) => acting,
    };
    let column = |column| Expr::col((Table::Contacts, column));
    let own: Vec<&str> = acting.organisations(OrganisationRole::Contributor).map(Uid::as_str).collect();
    // An empty list is one that nothing is in.
    let visible = Condition::any().add(column(Column::Asking).is_in(own.clone())).add(column(Column::Asked).is_in(own));
    if acting.is(PortalRole::Moderator) { visible.add(column(Column::Flagged).eq(true)) } else { visible }
}

fn is_out(table: Table, audiences: &[Audience]) -> Condition {
    let out = [Publicity::Open, Publicity::Over].map(Publicity::code);
    Condition::all()
        .add(Expr::col((table, Column::Publicity)).is_in(out))
        .add(Expr::col((table, Column::Audience)).is_in(audiences.iter().map(|audience| audience.code())))
}
