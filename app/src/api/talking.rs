// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the form of a post or a thread asks for while somebody writes. The addresses are the server's own routes.

use serde::{Deserialize, Serialize};

/// Where people are found who can be named: `thread` or `su` says where, `q` what was typed.
pub const MENTIONS: &str = "/api/mentions";
/// Where threads are found that resemble a title: `lingua` and `q`.
pub const SIMILAR: &str = "/api/similar-threads";

/// Somebody who can be named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToName {
    /// First and last name.
    pub name: String,
    /// The organisation, to tell people of one name apart; may be empty.
    pub body: String,
    /// What names this person in a text.
    pub mention: String,
}

/// A thread that resembles a title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alike {
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
}
