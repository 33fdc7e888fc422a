// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the pages of adverts show.

use domain::PartialDate;
use domain::advert::writing::Lack;
use domain::advert::{Advert, AdvertKind, AdvertMove, AdvertState, Mode, TransferKind};
use domain::places::Region;
use markdown::SafeHtml;

use crate::cards::{OrganisationLink, PracticeLink, Text, ThemeLink};
use crate::contacts::ContactLine;
use crate::form::Typed;

/// An advert in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct AdvertCard {
    /// Stable identifier, and its address.
    pub uid: String,
    /// Whether it seeks or offers.
    pub kind: AdvertKind,
    /// Its title.
    pub title: Text,
    /// How its description begins, in plain words; empty where there is none.
    pub opening: String,
    /// The organisation that publishes it, where the portal knows it.
    pub organisation: Option<OrganisationLink>,
    /// Where that organisation stands.
    pub region: Option<&'static Region>,
    /// Its themes.
    pub themes: Vec<ThemeLink>,
    /// The ways in which it can be carried over.
    pub transfer_kinds: Vec<TransferKind>,
    /// Whether people meet.
    pub mode: Option<Mode>,
    /// Where it stands.
    pub state: AdvertState,
    /// Day of publication.
    pub published_on: Option<PartialDate>,
    /// The last day on which it is out.
    pub expires_on: Option<PartialDate>,
    /// Whether it is invented, for demonstration.
    pub demo: bool,
}

/// Which adverts to list. Empty means all that are out and take answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdvertsRequest {
    /// Those that seek, or those that offer.
    pub kind: AdvertKind,
    /// Words that they must fit; only those that take answers are found by words.
    pub text: String,
    /// Address of a theme; those below it count too.
    pub theme: Option<String>,
    /// Code of the region of the organisation.
    pub region: Option<String>,
    /// Code of a state.
    pub state: Option<String>,
    /// The page, from 1.
    pub page: u32,
}

impl AdvertsRequest {
    /// All of a kind.
    pub const fn all(kind: AdvertKind) -> Self {
        Self { kind, text: String::new(), theme: None, region: None, state: None, page: 1 }
    }
}

/// Adverts of a kind, the latest first.
#[derive(Clone, Debug)]
pub struct AdvertsPage {
    /// What was asked; what is unknown is left out.
    pub request: AdvertsRequest,
    /// All themes, to narrow by.
    pub themes: Vec<ThemeLink>,
    /// How many there are.
    pub total: u64,
    /// How many on one page.
    pub per_page: u32,
    /// Those of this page.
    pub adverts: Vec<AdvertCard>,
}

/// The latest adverts of both kinds.
#[derive(Clone, Debug, Default)]
pub struct LatestAdverts {
    /// Those that seek.
    pub seeks: Vec<AdvertCard>,
    /// Those that offer.
    pub offers: Vec<AdvertCard>,
}

/// Whether and for whom the viewer can write to a body about something of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answering {
    /// After signing in.
    SignIn,
    /// Not: the viewer acts for no body.
    NoBody,
    /// Not: it is of the viewer's own body.
    Own,
    /// Not: it takes no answers, or there is nobody to write to.
    Over,
    /// For one of these bodies: identifier and name.
    For(Vec<(String, String)>),
}

/// An advert to read.
#[derive(Clone, Debug)]
pub struct AdvertPage {
    /// What a list shows of it.
    pub card: AdvertCard,
    /// The whole record.
    pub record: Advert,
    /// Its description, rendered.
    pub description: Option<SafeHtml>,
    /// The practice that it offers, where the viewer may read it.
    pub practice: Option<PracticeLink>,
    /// What the viewer may do for its body; absent where nothing.
    pub work: Option<AdvertWork>,
    /// Whether and for whom the viewer can answer it.
    pub answering: Answering,
    /// Tells a message that is sent twice from two messages.
    pub key: String,
    /// The conversations about it that the viewer takes part in.
    pub conversations: Vec<ContactLine>,
}

/// What the viewer may do for the body of an advert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdvertWork {
    /// The version that the page shows.
    pub version: String,
    /// Whether its texts can be changed.
    pub edit: bool,
    /// Whether it can be deleted: a draft.
    pub delete: bool,
    /// Where it can be led to.
    pub moves: Vec<AdvertMove>,
    /// What keeps a draft from being published.
    pub lacks: Vec<Lack>,
}

/// The form of an advert.
#[derive(Clone, Debug)]
pub struct AdvertFormPage {
    /// Whether it seeks or offers.
    pub kind: AdvertKind,
    /// The advert, once it is there.
    pub standing: Option<StandingAdvert>,
    /// What stands in the form.
    pub typed: Typed,
    /// The bodies that the viewer acts for: identifier and name.
    pub organisations: Vec<(String, String)>,
    /// All themes: identifier and name.
    pub themes: Vec<(String, String)>,
    /// The practices of its body, for one that offers: identifier and title.
    pub practices: Vec<(String, String)>,
}

/// An advert that is changed by a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingAdvert {
    /// Stable identifier.
    pub uid: String,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub state: AdvertState,
    /// Name of its organisation.
    pub organisation: String,
    /// What keeps it from being published.
    pub lacks: Vec<Lack>,
}
