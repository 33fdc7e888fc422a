// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The values of pages about places.

use domain::places::Region;

use crate::cards::ThemeLink;

/// How many practices a region has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegionCount {
    /// The region.
    pub region: &'static Region,
    /// Its practices.
    pub practices: u64,
}

/// The map of practices: every region that the program knows, those without practices included.
#[derive(Clone, Debug)]
pub struct MapPage {
    /// The theme that it is narrowed to.
    pub theme: Option<ThemeLink>,
    /// All themes, to narrow by.
    pub themes: Vec<ThemeLink>,
    /// All regions, in the order of the program's list.
    pub regions: Vec<RegionCount>,
    /// Practices without a region.
    pub elsewhere: u64,
}
