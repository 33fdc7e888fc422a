// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What would become of a list: its columns, the first rows, what cannot be taken and what is there already. One form
//! holds all of it, so that nothing that was chosen is lost between its buttons.

use domain::Locale;
use domain::practice::Column;
use leptos::prelude::*;
use portal::writing::{AlikeRow, ListColumn, ListPreview, LongRow, ShownRow, WrongRow};

use super::words;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::pages::writing::faults;
use crate::ssr::pages::writing::guide::{Around, FramedSelect};
use crate::ssr::pages::writing::words::label;
use crate::ssr::parts::forms::Choice;
use crate::ssr::render::{Refused, asked};

/// How much of a text is shown, in characters.
const SHOWN: usize = 240;
/// How much of a cell is shown beside its column, in characters.
const EXAMPLE: usize = 80;

/// The form.
#[component]
pub fn Preview(uid: String, preview: ListPreview) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = use_context::<Refused>();
    let chosen = refused.as_ref().map(|refused| values(refused, "column"));
    let ticked = refused.as_ref().map(|refused| values(refused, "alike")).unwrap_or_default();
    let has_title = preview.has_title();
    let can_take = has_title && (preview.good > 0 || !preview.alike.is_empty());
    let good = preview.good;
    let rows = has_title.then(|| {
        view! {
            <Shown rows=preview.shown/>
            <Wrong rows=preview.wrong/>
            <Long rows=preview.long/>
            <Alike rows=preview.alike ticked/>
        }
    });
    let take = match (has_title, can_take) {
        (false, _) => view! { <p class="measure">{say!(locale, lists.preview.no_title)}</p> }.into_any(),
        (true, false) => view! { <p class="measure">{say!(locale, lists.preview.nothing)}</p> }.into_any(),
        (true, true) => view! { <Take good/> }.into_any(),
    };
    view! {
        <form class="guided-form list-form" action=paths::list(locale, &uid) method="post" novalidate>
            <Columns columns=preview.columns chosen/>
            <button class="btn btn-outline-primary" r#type="submit" name="action" value="preview">
                {say!(locale, lists.preview.again)}
            </button>
            {rows}
            {take}
        </form>
        <p class="mt-4"><a href=paths::desk(locale)>{say!(locale, lists.preview.leave)}</a></p>
    }
}

/// All values of a field that was refused.
fn values(refused: &Refused, name: &str) -> Vec<String> {
    refused.typed.iter().filter(|(known, _)| known == name).map(|(_, value)| value.clone()).collect()
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let start: String = text.chars().take(most).collect();
    format!("{}…", start.trim_end())
}

/// What each column becomes.
#[component]
fn Columns(columns: Vec<ListColumn>, chosen: Option<Vec<String>>) -> impl IntoView {
    let locale = asked().here.locale;
    let none = Choice::new("", say!(locale, lists.preview.leave_out));
    let fields = Column::ALL.iter().map(|column| Choice::new(column.code(), label(locale, column.code())));
    let choices: Vec<Choice> = std::iter::once(none).chain(fields).collect();
    let columns = columns.into_iter().enumerate().map(|(place, column)| {
        let kept = column.becomes.map_or("", Column::code);
        let sent = chosen.as_ref().and_then(|chosen| chosen.get(place)).cloned();
        let chosen = sent.unwrap_or_else(|| kept.to_owned());
        let around = around(locale, place + 1, &column);
        view! { <FramedSelect around name="column" choices=choices.clone() chosen/> }
    });
    let columns = columns.collect_view();
    view! {
        <section class="writing-section" aria-labelledby="colonne">
            <h2 id="colonne">{say!(locale, lists.preview.columns)}</h2>
            <p class="measure">{say!(locale, lists.preview.columns_help)}</p>
            {columns}
        </section>
    }
}

fn around(locale: Locale, number: usize, column: &ListColumn) -> Around {
    let label = match column.heading.as_str() {
        "" => say!(locale, lists.preview.unnamed, number = number),
        heading => heading.to_owned(),
    };
    let help = match column.example.as_str() {
        "" => say!(locale, lists.preview.empty).to_owned(),
        example => say!(locale, lists.preview.example, text = shortened(example, EXAMPLE)),
    };
    Around { id: format!("colonna-{number}"), label, help, ..Around::default() }
}

/// The first rows as they would become.
#[component]
fn Shown(rows: Vec<ShownRow>) -> impl IntoView {
    let locale = asked().here.locale;
    (!rows.is_empty()).then(|| {
        let rows = rows.into_iter().map(|row| {
            let fields = row.fields.into_iter().map(|(column, text)| {
                view! {
                    <div>
                        <dt>{label(locale, column.code())}</dt>
                        <dd dir="auto">{shortened(&text, SHOWN)}</dd>
                    </div>
                }
            });
            let fields = fields.collect_view();
            view! {
                <h3>{say!(locale, lists.row.number, number = row.number)}</h3>
                <dl class="facts list-row">{fields}</dl>
            }
        });
        view! {
            <section class="writing-section" aria-labelledby="prime-righe">
                <h2 id="prime-righe">{say!(locale, lists.preview.first)}</h2>
                {rows.collect_view()}
            </section>
        }
    })
}

/// Rows that cannot become drafts.
#[component]
fn Wrong(rows: Vec<WrongRow>) -> impl IntoView {
    let locale = asked().here.locale;
    (!rows.is_empty()).then(|| {
        let heading = say!(locale, lists.preview.wrong, count = rows.len());
        let rows = rows.into_iter().map(|row| {
            let told: Vec<String> = row.problems.iter().map(|problem| words::problem(locale, problem)).collect();
            view! { <li><Named number=row.number title=row.title/> " " {told.join(" ")}</li> }
        });
        view! {
            <section class="writing-section" aria-labelledby="non-prese">
                <h2 id="non-prese">{heading}</h2>
                <p class="measure">{say!(locale, lists.preview.wrong_help)}</p>
                <ul class="list-rows">{rows.collect_view()}</ul>
            </section>
        }
    })
}

/// Rows that become drafts with something to be made shorter.
#[component]
fn Long(rows: Vec<LongRow>) -> impl IntoView {
    let locale = asked().here.locale;
    (!rows.is_empty()).then(|| {
        let rows = rows.into_iter().map(|row| {
            let told =
                row.lacks.iter().map(|lack| format!("{}: {}", label(locale, lack.field), faults::lack(locale, lack)));
            let told = told.collect::<Vec<_>>().join(" ");
            view! { <li><Named number=row.number title=row.title/> " " {told}</li> }
        });
        view! {
            <section class="writing-section" aria-labelledby="da-accorciare">
                <h2 id="da-accorciare">{say!(locale, lists.preview.long)}</h2>
                <p class="measure">{say!(locale, lists.preview.long_help)}</p>
                <ul class="list-rows">{rows.collect_view()}</ul>
            </section>
        }
    })
}

/// Rows that look like a practice that is there already, each with a box.
#[component]
fn Alike(rows: Vec<AlikeRow>, ticked: Vec<String>) -> impl IntoView {
    let locale = asked().here.locale;
    (!rows.is_empty()).then(|| {
        let rows = rows.into_iter().map(|row| {
            let (id, value) = (format!("simile-{}", row.number), row.number.to_string());
            let checked = ticked.contains(&value);
            view! {
                <div class="choice">
                    <input r#type="checkbox" id=id.clone() name="alike" value=value checked=checked/>
                    <label for=id>
                        <Named number=row.number title=row.title/> " "
                        {say!(locale, lists.preview.like, title = row.like)}
                    </label>
                </div>
            }
        });
        view! {
            <section class="writing-section" aria-labelledby="simili">
                <h2 id="simili">{say!(locale, lists.preview.alike)}</h2>
                <fieldset class="form-field choice-field">
                    <legend>{say!(locale, lists.preview.alike_help)}</legend>
                    {rows.collect_view()}
                </fieldset>
            </section>
        }
    })
}

/// The number of a row with its title.
#[component]
pub fn Named(number: u32, title: String) -> impl IntoView {
    let locale = asked().here.locale;
    let title = (!title.is_empty()).then(|| view! { " " <bdi>{title}</bdi> });
    view! { <strong>{say!(locale, lists.row.number, number = number)} {title} "."</strong> }
}

/// The last step.
#[component]
fn Take(good: usize) -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <section class="writing-section" aria-labelledby="crea">
            <h2 id="crea">{say!(locale, lists.preview.take)}</h2>
            <p class="measure">{say!(locale, lists.preview.take_count, count = good)}</p>
            <p class="measure">{say!(locale, lists.preview.take_help)}</p>
            <button class="btn btn-primary" r#type="submit" name="action" value="take">
                {say!(locale, lists.preview.button)}
            </button>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_shown_by_its_beginning() {
        assert_eq!(shortened("perché no", 9), "perché no");
        assert_eq!(shortened("perché no", 7), "perché…");
    }
}
