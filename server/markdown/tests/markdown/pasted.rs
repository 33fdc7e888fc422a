// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is pasted: from word processors, from pages of news, from those who mean harm.

mod formats;
mod hostile;
mod news;
mod seeds;

use markdown::pasted::{Pasted, from_html, from_text};

/// HTML as the Markdown that is made of it.
fn html(html: &str) -> String {
    let pasted = from_html(html).unwrap();
    assert_eq!(pasted.removed, Vec::<String>::new(), "{html}");
    settled(pasted).text
}

fn text(text: &str) -> Pasted {
    settled(from_text(text).unwrap())
}

/// What was cleaned stays as it is when it is cleaned again.
fn settled(pasted: Pasted) -> Pasted {
    let again = from_text(&pasted.text).unwrap();
    assert_eq!(again.text, pasted.text);
    assert_eq!(again.removed, Vec::<String>::new());
    pasted
}
