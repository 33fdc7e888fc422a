// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who may see which thread and which post: never further than what the thread is about.

use domain::Uid;
use domain::member::{OrganisationRole, PortalRole};
use domain::policy::{Acting, Standing, Viewer};
use domain::practice::Audience;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, SelectStatement};

use super::{
    community_of, community_open_to, notice_visible_to, place_looked_after_by, stewarded_by, twinning_visible_to,
    visible_to,
};
use crate::tables::{Column, Table};

/// The condition that a row of `threads` is visible to a viewer.
pub(crate) fn thread_visible_to(viewer: &Viewer) -> Condition {
    if matches!(viewer, Viewer::Operator) {
        return Condition::all();
    }
    Condition::all().add(is_shown(viewer, Table::Threads)).add(is_open_to(viewer))
}

/// The condition that a row of `posts` is visible to a viewer, for statements that join `threads`.
pub(crate) fn post_visible_to(viewer: &Viewer) -> Condition {
    if matches!(viewer, Viewer::Operator) {
        return Condition::all();
    }
    Condition::all().add(is_shown(viewer, Table::Posts)).add(thread_visible_to(viewer))
}

/// As far as the standing of a row goes. The sign that something was withdrawn is seen by all.
fn is_shown(viewer: &Viewer, table: Table) -> Condition {
    let stands = |standings: &[Standing]| {
        Expr::col((table, Column::Standing)).is_in(standings.iter().map(|standing| standing.code()))
    };
    let shown = Condition::any().add(stands(&[Standing::Visible, Standing::Deleted]));
    let Some(acting) = viewer.acting() else { return shown };
    let own = Expr::col((table, Column::Member)).eq(acting.member.as_str());
    let shown = shown.add(Condition::all().add(stands(&[Standing::Queued])).add(own));
    let moderated = Condition::all().add(stands(&[Standing::Queued, Standing::Hidden]));
    let everywhere = acting.is(PortalRole::Moderator);
    shown.add(if everywhere { moderated } else { moderated.add(place_looked_after_by(acting)) })
}

/// Whether the place of a thread is open, and whether the thread is for the viewer.
fn is_open_to(viewer: &Viewer) -> Condition {
    let free = Condition::all().add(threads(Column::AboutKind).is_null()).add(is_for_all(viewer));
    Condition::any()
        .add(free)
        .add(about("practice", Table::Practices, Condition::all().add(is_for_all(viewer)).add(visible_to(viewer))))
        .add(about(
            "advert",
            Table::Adverts,
            Condition::all().add(is_for_all(viewer)).add(notice_visible_to(viewer, Table::Adverts)),
        ))
        .add(about("twinning", Table::Twinnings, in_twinning(viewer)))
        .add(about("community", Table::Communities, in_community(viewer)))
}

fn in_twinning(viewer: &Viewer) -> Condition {
    let meant = Condition::any().add(is_for_all(viewer));
    let meant = match viewer.acting() {
        Some(acting) => meant.add(Condition::all().add(is_for(&[Audience::Parties])).add(is_party(acting))),
        None => meant,
    };
    Condition::all().add(meant).add(twinning_visible_to(viewer))
}

fn in_community(viewer: &Viewer) -> Condition {
    let meant = Condition::any().add(is_for_all(viewer));
    let meant = match viewer.acting() {
        Some(acting) => {
            let looks_after = threads(Column::About).in_subquery(stewarded_by(acting));
            meant
                .add(Condition::all().add(is_for(&[Audience::Community])).add(community_of(viewer)))
                .add(Condition::all().add(is_for(&[Audience::Parties])).add(looks_after))
        }
        None => meant,
    };
    Condition::all().add(meant).add(community_open_to(viewer))
}

/// Those who coordinate the twinning of a thread, and all who act for one of its parties.
fn is_party(acting: &Acting) -> Condition {
    let of = |table, wanted: Expr| {
        let select: SelectStatement = Query::select().column(Column::Twinning).from(table).and_where(wanted).take();
        threads(Column::About).in_subquery(select)
    };
    let coordinated = Expr::col(Column::Member).eq(acting.member.as_str());
    let own: Vec<&str> = acting.organisations(OrganisationRole::Contributor).map(Uid::as_str).collect();
    // An empty list is one that nothing is in.
    Condition::any()
        .add(of(Table::TwinningCoordinators, coordinated))
        .add(of(Table::TwinningParties, Expr::col(Column::Organisation).is_in(own)))
}

/// For what is not narrowed to those with a part in the place.
fn is_for_all(viewer: &Viewer) -> Expr {
    match viewer {
        Viewer::Visitor => is_for(&[Audience::Public]),
        Viewer::Member(_) | Viewer::Operator => is_for(&[Audience::Public, Audience::Members]),
    }
}

fn is_for(audiences: &[Audience]) -> Expr {
    threads(Column::Audience).is_in(audiences.iter().map(|audience| audience.code()))
}

/// That a thread is about a row of a table that fits. Asked row by row, by the identifier: the place of a thread is one
/// row, while all that a viewer may see can be many.
fn about(kind: &'static str, table: Table, fits: Condition) -> Condition {
    let place = Query::select()
        .expr(Expr::val(1))
        .from(table)
        .and_where(Expr::col((table, Column::Uid)).equals((Table::Threads, Column::About)))
        .cond_where(fits)
        .take();
    Condition::all().add(threads(Column::AboutKind).eq(kind)).add(Expr::exists(place))
}

fn threads(column: Column) -> Expr {
    Expr::col((Table::Threads, column))
}
