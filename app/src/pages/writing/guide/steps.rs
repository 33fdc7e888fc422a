// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The bar of steps: where one is, which are done, what the others still want.

use domain::Locale;
use domain::practice::writing::{Lack, Step};
use leptos::prelude::*;

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::pages::writing::words;
use crate::ssr::parts::icon::Icon;
use crate::ssr::render::asked;

/// What a step still wants.
fn state(locale: Locale, step: Step, lacks: &[Lack]) -> (usize, String) {
    let wanted = match step {
        Step::Send => lacks.len(),
        _ => lacks.iter().filter(|lack| lack.step() == step).count(),
    };
    let words = match (step, wanted) {
        (Step::Send, 0) => say!(locale, writing.steps.ready).to_owned(),
        (Step::Documents, 0) => say!(locale, writing.steps.optional).to_owned(),
        (_, 0) => say!(locale, writing.steps.done).to_owned(),
        (Step::Send, _) => say!(locale, writing.steps.not_ready).to_owned(),
        (_, wanted) => say!(locale, writing.steps.wanted, count = wanted),
    };
    (wanted, words)
}

/// The steps of the form of a practice, each a link.
#[component]
pub fn Steps(
    /// The practice.
    uid: String,
    /// The present step; none on the practice's desk.
    present: Option<Step>,
    /// All that the practice still lacks.
    lacks: Vec<Lack>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let steps = Step::ALL.iter().enumerate().map(|(place, step)| {
        let (wanted, words) = state(locale, *step, &lacks);
        let class = if wanted == 0 { "step is-done" } else { "step is-wanting" };
        let icon = (wanted == 0).then(|| view! { <Icon name="it-check" class="icon-xs"/> });
        let current = (present == Some(*step)).then_some("step");
        view! {
            <li class=class>
                <a href=paths::step(locale, &uid, *step) aria-current=current>
                    <span class="step-number" aria-hidden="true">{place + 1}</span>
                    <span class="step-name">{words::step(locale, *step)}</span>
                    <span class="step-state">{icon} {words}</span>
                </a>
            </li>
        }
    });
    let steps = steps.collect_view();
    view! {
        <nav class="steps" aria-label=say!(locale, writing.steps.label)>
            <ol>{steps}</ol>
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use domain::practice::writing::LackKind;

    use super::*;

    #[test]
    fn a_step_counts_its_own_lacks_and_the_last_one_all() {
        let lacks = [
            Lack { field: "title", kind: LackKind::TooShort { min: 5, now: 1 } },
            Lack { field: "problem", kind: LackKind::Missing },
        ];
        let wanted = |step| state(Locale::Italian, step, &lacks).0;
        assert_eq!([Step::Essentials, Step::Story, Step::Needs, Step::Send].map(wanted), [1, 1, 0, 2]);
    }
}
