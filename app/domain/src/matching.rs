// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Matching, explained: how well what one body seeks fits what another offers, component by component (DOMAIN.md,
//! "Explainable CERCO ↔ OFFRO matchmaking").
//!
//! Points are whole tenths, so that the components sum up to the total exactly; 1,000 tenths are the whole 100 points.
//! Everything is counted in whole numbers but the text, which the index gives as a part of one. A score depends on
//! nothing but the two sides and what is known between them, and it does not matter which of the two comes first.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use crate::advert::{AdvertKind, RegionScope, TransferKind};
use crate::code::coded;
use crate::date::PartialDate;
use crate::language::Language;
use crate::text::Uid;

mod components;
mod outcome;
mod sides;
mod window;

pub use outcome::{DISMISSAL_NOTE_MAX, Dismissal, DismissalReason, MatchState};
pub use sides::Body;
pub use window::Window;

coded! {
    /// What a side of a match is.
    SideKind {
        /// An advert.
        Advert = "advert",
        /// A practice of the library, which is an offer.
        Practice = "practice",
    }
}

coded! {
    /// The components of a score, the heaviest first.
    ComponentKind {
        /// How well the words of one side find the other.
        Text = "text",
        /// Themes that both name.
        Themes = "themes",
        /// Ways of carrying over that both name.
        TransferKinds = "transfer_kinds",
        /// How similar the two bodies are in size.
        Size = "size",
        /// How long both have time.
        Time = "time",
        /// A language that both can work in.
        Language = "language",
        /// Two regions that nothing has linked before.
        Bridge = "bridge",
    }
}

impl ComponentKind {
    /// The most tenths of a point that it gives; together 1,000.
    pub const fn weight(self) -> u16 {
        match self {
            Self::Text => 350,
            Self::Themes => 250,
            Self::TransferKinds | Self::Size | Self::Time => 100,
            Self::Language | Self::Bridge => 50,
        }
    }
}

coded! {
    /// Why two sides are no match, whatever they say.
    Unfit {
        /// Both seek, or both offer.
        SameKind = "same_kind",
        /// Both are of one body.
        SameOrganisation = "same_organisation",
        /// One of them is not out.
        NotOpen = "not_open",
        /// One of them wants another region.
        OutOfRegion = "out_of_region",
    }
}

/// A theme that a side names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamedTheme {
    /// The theme.
    pub theme: Uid,
    /// The theme above it.
    pub parent: Option<Uid>,
}

/// What is known of one side.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// What it is.
    pub kind: SideKind,
    /// The advert or the practice.
    pub uid: Uid,
    /// Whether it seeks or offers; a practice offers.
    pub direction: AdvertKind,
    /// The body.
    pub organisation: Uid,
    /// Whether it takes answers today; of a practice, whether the library shows it.
    pub is_open: bool,
    /// The region of the body.
    pub region: Option<String>,
    /// Where the other body may be.
    pub region_scope: RegionScope,
    /// The regions, where the scope is a list.
    pub regions: Vec<String>,
    /// Its themes.
    pub themes: Vec<NamedTheme>,
    /// Its ways of carrying over.
    pub transfer_kinds: Vec<TransferKind>,
    /// Inhabitants of the body.
    pub population: Option<u32>,
    /// When it has time.
    pub window: Window,
    /// Languages that the body can work in.
    pub languages: Vec<Language>,
}

coded! {
    /// Whether a twinning or an adoption has led from one region to another before.
    Linked {
        /// It has.
        Before = "before",
        /// It has not.
        Never = "never",
    }
}

/// What is known between two sides, and stands in neither.
#[derive(Clone, Debug, PartialEq)]
pub struct Between {
    /// How well the words of one side find the other: 0 to 1, from the index.
    pub text: f64,
    /// The words that both have, the most telling first.
    pub words: Vec<String>,
    /// Whether the two regions were linked before.
    pub linked: Linked,
}

/// What a component rests on: all that its sentence needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// Words that both have.
    Words(Vec<String>),
    /// Themes that both name.
    Themes {
        /// The same ones.
        shared: Vec<Uid>,
        /// Those that one of them names and the other comes close to: the theme above, once or for both.
        near: Vec<Uid>,
    },
    /// Ways of carrying over that both name.
    TransferKinds(Vec<TransferKind>),
    /// Inhabitants of the two bodies, as far as they are known.
    Sizes {
        /// Of the body that seeks.
        seeking: Option<u32>,
        /// Of the body that offers.
        offering: Option<u32>,
    },
    /// When both have time; nothing where they do not meet, an open end where neither says one.
    Time(Option<Common>),
    /// Languages that both can work in.
    Languages(Vec<Language>),
    /// From which region to which something would come.
    Bridge {
        /// The region of the body that offers.
        offering: Option<String>,
        /// The region of the body that seeks.
        seeking: Option<String>,
        /// Whether something came that way before.
        linked: Linked,
    },
}

/// The time that both sides have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Common {
    /// From when, where one of them says so.
    pub from: Option<PartialDate>,
    /// Until when, where one of them says so.
    pub until: Option<PartialDate>,
}

/// One component of a score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Component {
    /// Which one.
    pub kind: ComponentKind,
    /// Tenths of a point that it gives.
    pub points: u16,
    /// The most that it could give.
    pub of: u16,
    /// What it rests on.
    pub because: Because,
}

/// Two sides that fit, and how well.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Match {
    /// The advert that seeks.
    pub seeking: Uid,
    /// The advert or the practice that offers.
    pub offering: Uid,
    /// What offers.
    pub offered_by: SideKind,
    /// Tenths of a point: 0 to 1,000, the sum of the components.
    pub total: u16,
    /// The components, one of each kind, the heaviest first.
    pub components: Vec<Component>,
}

impl Match {
    /// By which it stands in a list: the better one first, then by identifier.
    pub fn rank(&self) -> (Reverse<u16>, &Uid, SideKind, &Uid) {
        (Reverse(self.total), &self.seeking, self.offered_by, &self.offering)
    }

    /// The component of a kind.
    pub fn component(&self, kind: ComponentKind) -> Option<&Component> {
        self.components.iter().find(|component| component.kind == kind)
    }
}

/// Brings matches into the order of a list, which does not depend on the order they came in.
pub fn in_order(matches: &mut [Match]) {
    matches.sort_by(|one, other| one.rank().cmp(&other.rank()));
}

/// How well two sides fit, whichever comes first.
///
/// # Errors
/// They are no match, whatever they say: not a seek and an offer, of one body, not out, or out of region.
pub fn score(one: &Side, other: &Side, between: &Between) -> Result<Match, Unfit> {
    let (seek, offer) = match (one.direction, other.direction) {
        (AdvertKind::Seek, AdvertKind::Offer) => (one, other),
        (AdvertKind::Offer, AdvertKind::Seek) => (other, one),
        _ => return Err(Unfit::SameKind),
    };
    if seek.organisation == offer.organisation {
        return Err(Unfit::SameOrganisation);
    }
    if !seek.is_open || !offer.is_open {
        return Err(Unfit::NotOpen);
    }
    if !seek.admits(offer) || !offer.admits(seek) {
        return Err(Unfit::OutOfRegion);
    }
    let components: Vec<Component> = ComponentKind::ALL.iter().map(|kind| kind.of(seek, offer, between)).collect();
    Ok(Match {
        seeking: seek.uid.clone(),
        offering: offer.uid.clone(),
        offered_by: offer.kind,
        total: components.iter().map(|component| component.points).sum(),
        components,
    })
}

#[cfg(test)]
#[path = "matching/tests.rs"]
mod tests;
