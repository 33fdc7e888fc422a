// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Languages of records, and the smaller set that the interface speaks.

use crate::code::coded;

coded! {
    /// The language that a record is written in (ISO 639-1).
    Language {
        /// Italian.
        Italian = "it",
        /// English.
        English = "en",
        /// French.
        French = "fr",
        /// Spanish.
        Spanish = "es",
        /// German.
        German = "de",
        /// Romanian.
        Romanian = "ro",
        /// Latvian.
        Latvian = "lv",
    }
}

coded! {
    /// A language of the interface; Italian has no prefix in addresses, English has `/en`.
    #[derive(Default)]
    Locale {
        /// Italian, the first language.
        #[default]
        Italian = "it",
        /// English.
        English = "en",
    }
}

impl Locale {
    /// The same language as a language of records.
    pub const fn language(self) -> Language {
        match self {
            Self::Italian => Language::Italian,
            Self::English => Language::English,
        }
    }

    /// The other language of the interface.
    pub const fn other(self) -> Self {
        match self {
            Self::Italian => Self::English,
            Self::English => Self::Italian,
        }
    }
}
