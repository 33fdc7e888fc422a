// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Citing a practice, passing it on, and asking for a correction.

use leptos::prelude::*;

use super::{Reading, Section};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::icon::Icon;
use crate::ssr::parts::numbers;

/// The section's `id`.
pub(super) const ID: &str = "citare";

/// The citation, the lasting address, and what one can do with it, without anybody else looking on.
pub(super) fn share(reading: &Reading) -> Section {
    let locale = reading.locale;
    let (title, _) = reading.title();
    let address = reading.address();
    let mail = format!("mailto:?subject={}&body={}", quoted(&title), quoted(&address));
    let body = view! {
        <p class="cite">{citation(reading)}</p>
        <div class="form-field permalink">
            <label for="permalink">{say!(locale, practice.share.permalink)}</label>
            <input class="form-control" r#type="text" id="permalink" readonly value=address/>
        </div>
        <ul class="list-unstyled no-print mt-3">
            <li>
                <a href=mail><Icon name="it-mail" class="icon-sm icon-primary"/> " " {say!(locale, practice.share.mail)}</a>
            </li>
            <li>
                <a href=paths::correction(locale, &reading.page.slug)>
                    <Icon name="it-pencil" class="icon-sm icon-primary"/> " " {say!(locale, practice.share.correct)}
                </a>
            </li>
            <li>
                <a href=paths::practice_markdown(locale, &reading.page.slug) r#type="text/markdown">
                    <Icon name="it-file" class="icon-sm icon-primary"/> " " {say!(locale, reuse.sheet.action)}
                </a>
            </li>
            <li>
                <a href=paths::practice_file(locale, &reading.page.slug) r#type="application/json">
                    <Icon name="it-file" class="icon-sm icon-primary"/> " " {say!(locale, practice.share.json)}
                </a>
            </li>
        </ul>
        <p class="text-soft no-print">{say!(locale, practice.share.print)}</p>
    };
    Section { id: ID, title: say!(locale, practice.section.share), body: body.into_any() }
}

fn citation(reading: &Reading) -> String {
    let locale = reading.locale;
    let (title, _) = reading.title();
    let day = numbers::moment(locale, reading.page.updated_at);
    let site = say!(locale, common.site);
    let address = reading.address();
    let work = say!(locale, practice.share.work, title = title);
    match &reading.page.owner {
        Some(owner) => format!("{}, {work}, {site}, {day}, {address}", owner.name),
        None => format!("{work}, {site}, {day}, {address}"),
    }
}

/// A text as a mail address carries it: blanks are `%20`, never `+`.
fn quoted(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_address_carries_blanks_and_plus_signs_as_they_are() {
        assert_eq!(quoted("A + B & c"), "A%20%2B%20B%20%26%20c");
    }
}
