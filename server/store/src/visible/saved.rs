// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who may see which saved searches.

use domain::policy::Viewer;
use sea_orm::sea_query::{Condition, Expr, ExprTrait};

use crate::tables::{Column, Table};

/// The condition that a row of `saved_searches` is visible to a viewer: to whoever saved it.
pub(crate) fn saved_search_visible_to(viewer: &Viewer) -> Condition {
    match viewer {
        Viewer::Operator => Condition::all(),
        Viewer::Visitor => Condition::all().add(Expr::val(1).eq(0)),
        Viewer::Member(acting) => {
            let owner = Expr::col((Table::SavedSearches, Column::Member));
            Condition::all().add(owner.eq(acting.member.as_str()))
        }
    }
}
