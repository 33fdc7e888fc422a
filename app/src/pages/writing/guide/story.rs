// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The second step: the problem and the solution.

use leptos::prelude::*;

use super::fields::{Optional, TextEntry};
use super::sheet::Sheet;

/// The fields that may stay empty.
const OPTIONAL: &[&str] = &["innovation", "stakeholders"];

/// The fields of the step.
#[component]
pub fn Story(
    /// The sheet that they stand on.
    sheet: Sheet,
) -> impl IntoView {
    view! {
        <TextEntry sheet=sheet.clone() name="problem" rows=8/>
        <TextEntry sheet=sheet.clone() name="solution" rows=16/>
        <Optional sheet=sheet.clone() names=OPTIONAL>
            <TextEntry sheet=sheet.clone() name="innovation" rows=6/>
            <TextEntry sheet=sheet.clone() name="stakeholders" rows=6/>
        </Optional>
    }
}
