// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Adoptions, as the pages of practices and of organisations show them.

use domain::adoption::{AdoptionScale, AdoptionSource, AdoptionState, Agreement};
use domain::places::Region;
use markdown::SafeHtml;

use crate::cards::{PracticeCard, Text};

/// An adoption as a practice's page shows it.
#[derive(Clone, Debug)]
pub struct AdoptionLine {
    /// Stable identifier.
    pub uid: String,
    /// The adopter's name.
    pub adopter: String,
    /// The adopter's address, where the portal knows it.
    pub adopter_slug: Option<String>,
    /// Where it is.
    pub region: Option<&'static Region>,
    /// How far it has come.
    pub state: AdoptionState,
    /// Year in which it began.
    pub year: Option<i16>,
    /// Where the knowledge comes from.
    pub source: AdoptionSource,
    /// Whether the adopter confirmed it.
    pub confirmed: bool,
    /// What was changed, or why it was given up.
    pub notes: Option<SafeHtml>,
    /// The agreement.
    pub agreement: Option<Agreement>,
    /// The twinning that carried it over, where the viewer may read it.
    pub twinning: Option<AdoptionTwinning>,
    /// Letter of the model that was taken up.
    pub model: Option<String>,
    /// The part of the adopter that it is about (AC-004-4).
    pub unit: Option<String>,
    /// What came of it.
    pub results: Option<SafeHtml>,
    /// How large it is.
    pub scale: AdoptionScale,
    /// Whether it is invented, for demonstration.
    pub demo: bool,
}

/// A twinning, by its address and title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdoptionTwinning {
    /// Its address.
    pub slug: String,
    /// Its title.
    pub title: Text,
}

/// A practice that an organisation took up.
#[derive(Clone, Debug)]
pub struct AdoptedPractice {
    /// The practice.
    pub practice: PracticeCard,
    /// How far the adoption has come.
    pub state: AdoptionState,
    /// Year in which it began.
    pub year: Option<i16>,
    /// Whether the adopter confirmed it.
    pub confirmed: bool,
}
