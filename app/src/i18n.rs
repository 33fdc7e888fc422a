// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The words of the interface, with keys that the compiler checks; `build.rs` makes them from `locales/`.

include!(concat!(env!("OUT_DIR"), "/words.rs"));

pub use i18n::Locale as Words;

/// The catalogue's name of a language.
pub const fn words(locale: domain::Locale) -> Words {
    match locale {
        domain::Locale::Italian => Words::it,
        domain::Locale::English => Words::en,
    }
}

/// A word or sentence in a language: `say!(locale, home.title)`, `say!(locale, library.count, count = 3)`.
macro_rules! say {
    ($locale:expr, $($key:tt)+) => {
        leptos_i18n::td_string!($crate::ssr::words($locale), $($key)+)
    };
}

pub(crate) use say;
