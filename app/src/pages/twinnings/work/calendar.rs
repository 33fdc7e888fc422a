// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The plan over time: a picture for the eye, and the same in a table.

use domain::Locale;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::twinnings::{PlanBar, PlanCalendar};

use super::frame::{About, WorkFrame};
use super::words;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::numbers;
use crate::ssr::render::asked;

/// How wide a month is, and how high a bar, in units of the picture.
const MONTH: f64 = 40.0;
const ROW: f64 = 24.0;
/// The room above the bars.
const TOP: f64 = 28.0;
/// The longest name that stands beside a bar, in characters.
const NAME_MAX: usize = 60;

/// The plan over time.
#[component]
pub fn TwinningCalendarPage() -> impl IntoView {
    let asked = asked();
    let slug = use_params_map().get_untracked().get("slug").unwrap_or_default();
    Suspend::new(async move {
        let plan = asked.portal.twinning_plan(&asked.here.viewer, &slug).await;
        let plan = match plan {
            Ok(plan) => plan,
            Err(error) => return failed(&asked, &error),
        };
        let about = About { slug: plan.slug, title: plan.title, language: plan.language };
        match asked.portal.twinning_calendar(&asked.here.viewer, &slug).await {
            Ok(value) => view! { <Calendar about value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Calendar(about: About, value: Option<PlanCalendar>) -> impl IntoView {
    let locale = asked().here.locale;
    let slug = about.slug.clone();
    let body = match value {
        None => view! { <p>{say!(locale, transfer_desk.desk.no_plan)}</p> }.into_any(),
        Some(value) => {
            let rows = value.bars.iter().map(|bar| table_row(locale, bar)).collect_view();
            view! {
                <div class="gantt" tabindex="0" role="group" aria-label=say!(locale, transfer_desk.calendar.picture)>
                    {picture(locale, &value)}
                </div>
                <div class="table-responsive" tabindex="0" role="group" aria-labelledby="tabella">
                    <table class="table" aria-labelledby="tabella">
                        <caption id="tabella">{say!(locale, transfer_desk.calendar.table)}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{say!(locale, transfer_desk.calendar.step)}</th>
                                <th scope="col">{say!(locale, transfer_desk.calendar.model)}</th>
                                <th scope="col">{say!(locale, transfer_desk.calendar.start)}</th>
                                <th scope="col">{say!(locale, transfer_desk.calendar.due)}</th>
                                <th scope="col">{say!(locale, transfer_desk.calendar.state)}</th>
                                <th scope="col">{say!(locale, transfer_desk.calendar.owner)}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
            .into_any()
        }
    };
    view! {
        <WorkFrame heading=say!(locale, transfer_desk.calendar.title).to_owned() about=Some(about)>
            <p class="button-row">
                <a href=paths::twinning_plan(locale, &slug)>{say!(locale, transfer_desk.plan.board)}</a>
                <a href=paths::twinning_calendar_file(locale, &slug)>{say!(locale, transfer_desk.plan.file)}</a>
            </p>
            {body}
        </WorkFrame>
    }
}

fn table_row(locale: Locale, bar: &PlanBar) -> AnyView {
    let step = &bar.step;
    view! {
        <tr>
            <th scope="row">{words::called(locale, &step.called)}</th>
            <td>{step.model.clone()}</td>
            <td>{numbers::date(locale, step.start)}</td>
            <td>{numbers::date(locale, step.due)}</td>
            <td>{step.state.name(locale)} " · " {format!("{}%", step.percent)}</td>
            <td>{step.owner.clone()}</td>
        </tr>
    }
    .into_any()
}

/// The picture; all that it says stands in the table.
fn picture(locale: Locale, value: &PlanCalendar) -> AnyView {
    let width = f64::from(value.months) * MONTH + 320.0;
    let height = (value.bars.len() as f64) * ROW + TOP;
    let months = (0..value.months).map(|month| {
        let x = f64::from(month) * MONTH;
        let name = value.first.months_after(month).map(|date| short(&date.to_string())).unwrap_or_default();
        view! {
            <line class="gantt-month" x1=x.to_string() y1="0" x2=x.to_string() y2=height.to_string()></line>
            <text class="gantt-name" x=(x + 2.0).to_string() y="16">{name}</text>
        }
    });
    let bars = value.bars.iter().enumerate().map(|(place, bar)| {
        let y = (place as f64) * ROW + TOP;
        let (x, length) = (bar.start * MONTH, (bar.length * MONTH).max(2.0));
        let class = if bar.step.overdue { "gantt-bar late" } else { "gantt-bar" };
        let name: String = words::called(locale, &bar.step.called).chars().take(NAME_MAX).collect();
        view! {
            <rect class=class x=round(x) y=round(y) width=round(length) height="16"></rect>
            <rect class="gantt-done" x=round(x) y=round(y) width=round(bar.done * MONTH) height="16"></rect>
            <text class="gantt-name" x=round(x + length + 4.0) y=round(y + 13.0)>{name}</text>
        }
    });
    let today = value.today.map(|today| {
        let x = round(today * MONTH);
        view! { <line class="gantt-today" x1=x.clone() y1="0" x2=x y2=round(height)></line> }
    });
    view! {
        <svg
            aria-hidden="true"
            focusable="false"
            viewBox=format!("0 0 {} {}", round(width), round(height))
            width=round(width)
            height=round(height)
        >
            {months.collect_view()}
            {bars.collect_view()}
            {today}
        </svg>
    }
    .into_any()
}

/// A length to a tenth.
fn round(length: f64) -> String {
    format!("{length:.1}")
}

/// A month as `07/26`.
fn short(date: &str) -> String {
    let mut parts = date.split('-');
    let (year, month) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    format!("{month}/{}", year.get(2..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_short_enough_to_stand_above_its_column() {
        assert_eq!(short("2026-07-01"), "07/26");
        assert_eq!(round(12.345), "12.3");
    }
}
