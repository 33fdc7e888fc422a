// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who may see which practice, for lists: the SQL twin of `domain::policy::allows`.

use domain::policy::Viewer;
use domain::practice::Audience;
use sea_orm::sea_query::{Condition, Expr, ExprTrait};

use crate::tables::{Column, Table};

/// The condition that a row of `practices` is visible to a viewer.
///
/// `store/tests` holds it equal to `domain::policy::allows` for every stage and audience.
pub(crate) fn visible_to(viewer: Viewer) -> Condition {
    match viewer {
        Viewer::Operator => Condition::all(),
        Viewer::Visitor => Condition::all()
            .add(Expr::col((Table::Practices, Column::InLibrary)).eq(true))
            .add(Expr::col((Table::Practices, Column::Audience)).eq(Audience::Public.code())),
    }
}
