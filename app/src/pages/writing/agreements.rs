// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The agreements that end within 180 days, for those who see to them (AC-000-2), also as a table for spreadsheets.

use domain::Locale;
use leptos::prelude::*;
use portal::agreements::{AgreementLine, AgreementOf};

use super::frame::{Frame, Outcome, desk_crumb};
use crate::paths;
use crate::ssr::comparison::line;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::numbers;
use crate::ssr::render::asked;

/// The agreements that end soon.
#[component]
pub fn AgreementsPage() -> impl IntoView {
    let asked = asked();
    Suspend::new(async move {
        match asked.portal.own_agreements(&asked.here.viewer).await {
            Ok(lines) => view! { <Agreements lines/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Agreements(lines: Vec<AgreementLine>) -> impl IntoView {
    let locale = asked().here.locale;
    let title = say!(locale, flows.agreements.title).to_owned();
    let body = if lines.is_empty() {
        view! { <p class="measure desk-empty">{say!(locale, flows.agreements.none)}</p> }.into_any()
    } else {
        view! { <AgreementTable lines/> }.into_any()
    };
    view! {
        <Frame title trail=vec![desk_crumb(locale)] outcome=Outcome::Nothing>
            <p class="lead measure">{say!(locale, flows.agreements.lead)}</p>
            {body}
        </Frame>
    }
}

#[component]
fn AgreementTable(lines: Vec<AgreementLine>) -> impl IntoView {
    let locale = asked().here.locale;
    let rows = lines.iter().map(|line| row(locale, line)).collect_view();
    view! {
        <div class="table-scroll" role="region" aria-labelledby="tab-convenzioni" tabindex="0">
            <table class="table">
                <caption id="tab-convenzioni">{say!(locale, flows.agreements.caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{say!(locale, flows.agreements.act)}</th>
                        <th scope="col">{say!(locale, flows.agreements.of)}</th>
                        <th scope="col">{say!(locale, flows.agreements.ends_on)}</th>
                        <th scope="col" class="number">{say!(locale, flows.agreements.days)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p><a href=paths::agreements_csv(locale)>{say!(locale, flows.agreements.csv)}</a></p>
    }
}

fn row(locale: Locale, line: &AgreementLine) -> impl IntoView + use<> {
    let adopter = line.adopter.clone().map(|adopter| view! { <span class="cell-note"><bdi>{adopter}</bdi></span> });
    view! {
        <tr>
            <th scope="row"><bdi>{line.act.clone()}</bdi></th>
            <td>
                {kind(locale, line.of)} ": " <a href=address(locale, line)><bdi>{line.title.clone()}</bdi></a>
                {adopter}
            </td>
            <td>{numbers::date(locale, line.ends_on)}</td>
            <td class="number">{line.days.to_string()}</td>
        </tr>
    }
}

fn kind(locale: Locale, of: AgreementOf) -> &'static str {
    match of {
        AgreementOf::Twinning => say!(locale, flows.agreements.twinning),
        AgreementOf::Adoption => say!(locale, flows.agreements.adoption),
    }
}

fn address(locale: Locale, line: &AgreementLine) -> String {
    match line.of {
        AgreementOf::Twinning => paths::twinning(locale, &line.slug),
        AgreementOf::Adoption => format!("{}#adozioni", paths::practice(locale, &line.slug)),
    }
}

/// The same as CSV that Italian spreadsheets open as it is.
pub fn agreements_csv(locale: Locale, base_url: &str, lines: &[AgreementLine]) -> String {
    let heading = [
        say!(locale, flows.agreements.act),
        say!(locale, flows.agreements.kind),
        say!(locale, flows.agreements.of),
        say!(locale, flows.agreements.adopter),
        say!(locale, flows.agreements.ends_on),
        say!(locale, flows.agreements.days),
        say!(locale, flows.agreements.address),
    ];
    let mut table = vec![line(heading.iter().map(|name| (*name).to_owned()))];
    table.extend(lines.iter().map(|one| {
        let cells = [
            one.act.clone(),
            kind(locale, one.of).to_owned(),
            one.title.clone(),
            one.adopter.clone().unwrap_or_default(),
            one.ends_on.to_string(),
            one.days.to_string(),
            format!("{base_url}{}", address(locale, one)),
        ];
        line(cells.into_iter())
    }));
    format!("\u{feff}{}", table.concat())
}

#[cfg(test)]
mod tests {
    use domain::PartialDate;

    use super::*;

    #[test]
    fn ac_000_2_the_table_has_a_line_for_each_agreement_and_no_formula() {
        let one = AgreementLine {
            of: AgreementOf::Adoption,
            slug: "trio".to_owned(),
            title: "=TRIO".to_owned(),
            adopter: Some("Unione; dei Comuni".to_owned()),
            act: "Delibera n. 61".to_owned(),
            ends_on: PartialDate::parse("2027-07-05").expect("a day"),
            days: 42,
        };
        let csv = agreements_csv(Locale::Italian, "https://example.org", &[one]);
        let lines: Vec<&str> = csv.split("\r\n").collect();
        assert_eq!(lines.len(), 3, "{csv}");
        let expected = "Delibera n. 61;Adozione;'=TRIO;\"Unione; dei Comuni\";2027-07-05;42;https://example.org/pratiche/trio#adozioni";
        assert_eq!(lines[1], expected);
    }
}
