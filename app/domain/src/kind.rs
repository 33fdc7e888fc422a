// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The kinds of record that can be found by searching.

use crate::code::coded;

coded! {
    /// What a search result is. The codes are the values of `kind=` in addresses.
    Kind {
        /// A good practice.
        Practice = "practice",
        /// A project that carries practices from one body to another.
        Twinning = "twinning",
        /// What a body seeks or offers, while it takes answers.
        Advert = "advert",
        /// A discussion.
        Thread = "thread",
        /// What somebody wrote in a discussion.
        Post = "post",
        /// A document of a practice.
        Document = "document",
        /// An organisation.
        Organisation = "organisation",
        /// A page of the help.
        Help = "help",
    }
}
