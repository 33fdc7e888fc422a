// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who may see which twinning and which event.

use domain::Uid;
use domain::member::OrganisationRole;
use domain::policy::{Publicity, Viewer};
use domain::practice::Audience;
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
    let visible = Condition::any().add(visible).add(of(Table::TwinningCoordinators, coordinated));
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

fn is_out(table: Table, audiences: &[Audience]) -> Condition {
    let out = [Publicity::Open, Publicity::Over].map(Publicity::code);
    Condition::all()
        .add(Expr::col((table, Column::Publicity)).is_in(out))
        .add(Expr::col((table, Column::Audience)).is_in(audiences.iter().map(|audience| audience.code())))
}
