// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How many read a practice: numbers, and two tables with bars.

use domain::PartialDate;
use leptos::prelude::*;
use portal::readers::ReaderNumbers;

use crate::ssr::i18n::say;
use crate::ssr::parts::numbers;
use crate::ssr::render::asked;

/// How long the longest bar is, in its own units.
const LONGEST: u64 = 100;

/// How many read it, follow it and take its documents.
#[component]
pub fn Readers(
    /// The numbers.
    numbers: ReaderNumbers,
) -> impl IntoView {
    let locale = asked().here.locale;
    let all = |rows: &[(PartialDate, u64)]| rows.iter().map(|(_, number)| number).sum::<u64>();
    let row = |name: &'static str, number: u64| {
        view! { <div><dt>{name}</dt><dd>{numbers::count(locale, number)}</dd></div> }
    };
    let days = say!(locale, depth.readers.by_day);
    let months = say!(locale, depth.readers.by_month);
    view! {
        <section class="writing-section" aria-labelledby="lettori">
            <h2 id="lettori">{say!(locale, depth.readers.title)}</h2>
            <p class="text-soft measure">{say!(locale, depth.readers.help)}</p>
            <dl class="facts account-facts">
                {row(say!(locale, depth.readers.last_days), all(&numbers.days))}
                {row(say!(locale, depth.readers.last_months), all(&numbers.months))}
                {row(say!(locale, depth.readers.followers), numbers.followers)}
                {row(say!(locale, depth.readers.downloads), numbers.downloads)}
            </dl>
            <Bars title=months first=say!(locale, depth.readers.month) rows=numbers.months/>
            <Bars title=days first=say!(locale, depth.readers.day) rows=numbers.days/>
        </section>
    }
}

/// A table of numbers, each with a bar as long as it is large.
#[component]
fn Bars(title: &'static str, first: &'static str, rows: Vec<(PartialDate, u64)>) -> impl IntoView {
    let locale = asked().here.locale;
    let most = rows.iter().map(|(_, number)| *number).max().unwrap_or(0);
    let line = |(date, number): (PartialDate, u64)| {
        let length = length(number, most).to_string();
        view! {
            <tr>
                <th scope="row">{numbers::date(locale, date)}</th>
                <td class="number-cell">{numbers::count(locale, number)}</td>
                <td class="bar-cell">
                    <svg class="reader-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                        <rect x="0" y="0" width=length height="8"></rect>
                    </svg>
                </td>
            </tr>
        }
    };
    let rows: Vec<_> = rows.into_iter().map(line).collect();
    view! {
        <details class="disclosed measure">
            <summary>{title}</summary>
            <div class="disclosed-body">
                <table class="table reader-table">
                    <caption class="visually-hidden">{title}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{first}</th>
                            <th scope="col" class="number-cell">{say!(locale, depth.readers.readings)}</th>
                            <td></td>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}

/// How long the bar of a number is beside the largest one.
fn length(number: u64, most: u64) -> u64 {
    number.saturating_mul(LONGEST).checked_div(most).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_number_has_the_longest_bar_and_no_readers_none() {
        assert_eq!([length(5, 5), length(1, 4), length(0, 4), length(0, 0)], [100, 25, 0, 0]);
    }
}
