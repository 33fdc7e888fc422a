// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the page of a body's readiness shows.

use domain::readiness::{ConditionAnswer, Readiness, ReadinessLevel};

use crate::cards::Text;
use crate::matching::TwoBodies;

/// A version of the answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadinessVersion {
    /// Which one, from 1.
    pub number: u32,
    /// When it was answered, in seconds since 1970 (UTC).
    pub at: i64,
    /// Who answered; absent once that account is gone.
    pub by: Option<String>,
    /// In one word; absent where nothing was asked.
    pub level: Option<ReadinessLevel>,
    /// The score, in whole percent.
    pub percent: Option<u8>,
}

/// What one body answered, beside what the practice asks for now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyReadiness {
    /// Identifier and name of the body.
    pub body: (String, String),
    /// The version that is shown: what a form is saved over; 0 where nobody has answered.
    pub version: u32,
    /// What the practice asks for now, with the answers that are still about the same.
    pub answers: Vec<ConditionAnswer>,
    /// The places of what was never asked before, or in other words.
    pub asked_anew: Vec<usize>,
    /// What was answered and is no longer asked.
    pub asked_no_more: Vec<ConditionAnswer>,
    /// Whether the practice asks for something else by now.
    pub stale: bool,
    /// What follows from the answers; absent where nobody has answered.
    pub result: Option<Readiness>,
    /// All versions, the latest first.
    pub versions: Vec<ReadinessVersion>,
    /// The body beside the one that offers.
    pub bodies: TwoBodies,
}

/// The page on which a body says how far it has what a practice asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadinessPage {
    /// Address of the practice.
    pub slug: String,
    /// Its title.
    pub title: Text,
    /// Name of its owner; empty where it has none.
    pub owner: String,
    /// The bodies that the viewer answers for: identifier and name. The owner itself is none of them.
    pub bodies: Vec<(String, String)>,
    /// Whether the practice asks for anything.
    pub asks: bool,
    /// The sum of what it asks for, which a form sends back.
    pub conditions: String,
    /// The body that is answered for; absent until one is chosen.
    pub chosen: Option<BodyReadiness>,
    /// Tells a message that is sent twice from two messages.
    pub key: String,
}
