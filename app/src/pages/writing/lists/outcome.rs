// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What became of a list: the drafts, and the rows that became none, also as a file to mend and bring again.

use domain::Locale;
use leptos::prelude::*;
use portal::writing::{LeftOutRow, LeftOutTable, ListOutcome};

use super::preview::Named;
use super::words;
use crate::paths;
use crate::ssr::comparison::line;
use crate::ssr::i18n::say;
use crate::ssr::parts::icon::Icon;
use crate::ssr::render::asked;

/// What became of a list.
#[component]
pub fn Taken(uid: String, outcome: ListOutcome) -> impl IntoView {
    let locale = asked().here.locale;
    let count = say!(locale, lists.taken.created, count = outcome.created.len());
    let drafts = outcome.created.into_iter().map(|draft| {
        view! { <li><a href=paths::practice_desk(locale, &draft.uid)><bdi>{draft.title}</bdi></a></li> }
    });
    let drafts = drafts.collect_view();
    view! {
        <section class="writing-section" aria-labelledby="bozze">
            <h2 id="bozze">{count}</h2>
            <p class="measure">{say!(locale, lists.taken.next)}</p>
            <ul class="list-rows">{drafts}</ul>
        </section>
        <LeftOut uid rows=outcome.left_out/>
        <p class="mt-4"><a href=paths::desk(locale)>{say!(locale, lists.taken.desk)}</a></p>
    }
}

/// The rows that became no draft.
#[component]
fn LeftOut(uid: String, rows: Vec<LeftOutRow>) -> impl IntoView {
    let locale = asked().here.locale;
    (!rows.is_empty()).then(|| {
        let heading = say!(locale, lists.taken.left_out, count = rows.len());
        let rows = rows.into_iter().map(|row| {
            let why = words::why(locale, &row.why);
            view! { <li><Named number=row.number title=row.title/> " " {why}</li> }
        });
        view! {
            <section class="writing-section" aria-labelledby="escluse">
                <h2 id="escluse">{heading}</h2>
                <p class="measure">{say!(locale, lists.taken.left_out_help)}</p>
                <p>
                    <a href=paths::list_left_out(locale, &uid)>
                        <Icon name="it-download" class="icon-sm icon-primary"/> " " {say!(locale, lists.taken.file)}
                    </a>
                </p>
                <ul class="list-rows">{rows.collect_view()}</ul>
            </section>
        }
    })
}

/// The rows that became no draft, with their numbers and the reasons behind their own cells, as CSV that Italian
/// spreadsheets open as it is.
pub fn left_out_csv(locale: Locale, table: &LeftOutTable) -> String {
    let last = |number: String, why: String| [number, why].into_iter();
    let heading = table.heading.iter().cloned();
    let names = last(say!(locale, lists.file.number).to_owned(), say!(locale, lists.file.why).to_owned());
    let mut lines = vec![line(heading.chain(names))];
    lines.extend(table.rows.iter().map(|(number, cells, why)| {
        line(cells.iter().cloned().chain(last(number.to_string(), words::why(locale, why))))
    }));
    format!("\u{feff}{}", lines.concat())
}

#[cfg(test)]
mod tests {
    use portal::writing::WhyLeftOut;

    use super::*;

    #[test]
    fn what_was_left_out_comes_back_with_its_reason_and_no_formula() {
        let row = (7, vec!["=1+1".to_owned(), "due\nrighe".to_owned()], WhyLeftOut::Alike("=Orti".to_owned()));
        let table = LeftOutTable { heading: vec!["Titolo".to_owned(), "@Note".to_owned()], rows: vec![row] };
        let csv = left_out_csv(Locale::Italian, &table);
        let lines: Vec<&str> = csv.split("\r\n").collect();
        assert!(lines[0].starts_with("\u{feff}Titolo;'@Note;"), "{csv}");
        assert!(lines[1].starts_with("'=1+1;\"due\nrighe\";7;") && lines[1].contains("=Orti"), "{csv}");
    }
}
