// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The numbers of moderation: how many flags, what was decided, how long it took, month by month.

use domain::Locale;
use domain::contact::FlagReason;
use domain::moderation::{ModerationDeed, Statistics};
use leptos::prelude::*;
use portal::moderating::MonthOfModeration;

use super::trail;
use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::DeskFrame;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::named::Named;
use crate::ssr::render::asked;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The numbers.
#[component]
pub fn NumbersPage() -> impl IntoView {
    let asked = asked();
    Suspend::new(async move {
        match asked.portal.moderation_numbers(&asked.here.viewer).await {
            Ok(months) => view! { <Numbers months/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Numbers(months: Vec<MonthOfModeration>) -> impl IntoView {
    let locale = asked().here.locale;
    let rows = months.iter().map(|month| row(locale, month)).collect_view();
    let title = say!(locale, moderation.numbers.title);
    view! {
        <DeskFrame title=title.to_owned() trail=trail(locale) done=None wrong=Vec::new()>
            <p class="lead measure">{say!(locale, moderation.numbers.lead)}</p>
            <div class="table-scroll" tabindex="0" role="group" aria-label=title>
                <table class="table table-sm">
                    <caption class="visually-hidden">{title}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{say!(locale, moderation.numbers.month)}</th>
                            <th scope="col">{say!(locale, moderation.numbers.flags)}</th>
                            <th scope="col">{say!(locale, moderation.numbers.open)}</th>
                            <th scope="col">{say!(locale, moderation.numbers.wait_of_flags)}</th>
                            <th scope="col">{say!(locale, moderation.numbers.wait_of_queue)}</th>
                            <th scope="col">{say!(locale, moderation.numbers.deeds)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="measure text-soft">{say!(locale, moderation.numbers.meaning)}</p>
        </DeskFrame>
    }
}

fn row(locale: Locale, month: &MonthOfModeration) -> impl IntoView + use<> {
    let name = format!("{:02}/{}", month.month, month.year);
    let Statistics { flags, open_flags, deeds, wait_of_queue, wait_of_flags } = month.numbers.clone();
    let told: usize = flags.values().sum();
    let by_reason = list(flags.into_iter().map(|(reason, count): (FlagReason, usize)| (reason.name(locale), count)));
    let done = list(deeds.into_iter().map(|(deed, count): (ModerationDeed, usize)| (deed.name(locale), count)));
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{told} <span class="cell-note">{by_reason}</span></td>
            <td class="number">{open_flags}</td>
            <td>{wait(locale, wait_of_flags)}</td>
            <td>{wait(locale, wait_of_queue)}</td>
            <td>{done}</td>
        </tr>
    }
}

/// Names with their numbers, in one line.
fn list(counts: impl Iterator<Item = (&'static str, usize)>) -> String {
    counts.map(|(name, count)| format!("{name}: {count}")).collect::<Vec<_>>().join(", ")
}

/// A length of time in the unit that tells it best.
fn wait(locale: Locale, wait: Option<i64>) -> String {
    let Some(wait) = wait else { return "–".to_owned() };
    match wait {
        ..HOUR => say!(locale, moderation.numbers.minutes, number = wait / MINUTE),
        HOUR..DAY => say!(locale, moderation.numbers.hours, number = wait / HOUR),
        _ => say!(locale, moderation.numbers.days, number = wait / DAY),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_told_in_its_best_unit() {
        let told = |wait| super::wait(Locale::Italian, wait);
        assert_eq!(told(None), "–");
        assert_eq!(told(Some(90_000)), "1 min");
        assert_eq!(told(Some(2 * HOUR + MINUTE)), "2 ore");
        assert_eq!(told(Some(3 * DAY)), "3 giorni");
    }
}
