// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The one value that each page shows.

mod adoptions;
mod places;

use domain::organisation::Organisation;
use domain::phase::{Facts, Phase};
use domain::places::Region;
use domain::practice::{PartnerRole, Practice};
use domain::taxonomy::{EuTheme, Programme};
use markdown::SafeHtml;

use crate::adverts::{AdvertCard, LatestAdverts};
use crate::cards::{Found, OrganisationCard, OrganisationLink, PracticeCard, PracticeLink, ThemeLink};
use crate::communities::CommunityLink;
use crate::depth::Depth;
use crate::flows::RegionFlow;
use crate::people::{MemberCard, OrganisationPeople};
use crate::transfers::TransferRecord;
use crate::twinnings::{OrganisationTwinnings, TwinningCard};

pub use adoptions::*;
pub use places::*;

/// Real numbers of the library, as the viewer can read it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Practices.
    pub practices: u64,
    /// Organisations.
    pub organisations: u64,
    /// Regions (abroad too) with at least one practice.
    pub regions: u64,
    /// Members whose accounts are in use.
    pub members: u64,
    /// Adoptions.
    pub adoptions: u64,
}

/// A theme with how many practices it has, those of its children included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeCount {
    /// The theme.
    pub theme: ThemeLink,
    /// One sentence on what belongs here.
    pub description: String,
    /// Its practices.
    pub practices: u64,
    /// The themes below it.
    pub children: Vec<ThemeCount>,
}

/// The home page.
#[derive(Clone, Debug)]
pub struct HomePage {
    /// Real numbers.
    pub counts: Counts,
    /// The latest practices, newest first.
    pub latest: Vec<PracticeCard>,
    /// The themes at the top of the tree.
    pub themes: Vec<ThemeCount>,
    /// The members who joined last, newest first.
    pub members: Vec<MemberCard>,
    /// The latest adverts of both kinds that take answers (AC-003-4).
    pub adverts: LatestAdverts,
    /// The twinnings that began last, newest first (AC-003-4).
    pub twinnings: Vec<TwinningCard>,
    /// From where to where practices went, the most frequent ways first.
    pub flows: Vec<RegionFlow>,
}

/// A practice's Markdown, rendered. A missing field is absent.
#[derive(Clone, Debug, Default)]
pub struct PracticeHtml {
    /// Context and need.
    pub problem: Option<SafeHtml>,
    /// How it works.
    pub solution: Option<SafeHtml>,
    /// What was new.
    pub innovation: Option<SafeHtml>,
    /// Who had to be won over.
    pub stakeholders: Option<SafeHtml>,
    /// Laws and acts.
    pub legal_basis: Option<SafeHtml>,
    /// Technology.
    pub technology: Option<SafeHtml>,
    /// Results expected.
    pub expected_results: Option<SafeHtml>,
    /// What did not work.
    pub failures: Option<SafeHtml>,
    /// Why and where it can be carried over.
    pub transfer_potential: Option<SafeHtml>,
    /// What to change and what not.
    pub adaptation_notes: Option<SafeHtml>,
    /// The description of each model, in their order.
    pub models: Vec<SafeHtml>,
    /// The words of each opinion, in their order.
    pub opinions: Vec<SafeHtml>,
}

/// A practice that is like another one, and why.
#[derive(Clone, Debug)]
pub struct SimilarPractice {
    /// The practice.
    pub practice: PracticeCard,
    /// Words that both use.
    pub words: Vec<String>,
    /// Themes that both have.
    pub themes: Vec<ThemeLink>,
}

/// A practice to read.
#[derive(Clone, Debug)]
pub struct PracticePage {
    /// The whole record.
    pub practice: Practice,
    /// Its address.
    pub slug: String,
    /// Its texts, rendered.
    pub html: PracticeHtml,
    /// Who owns it.
    pub owner: Option<OrganisationLink>,
    /// The community that it is for, where it is for one that the viewer may see.
    pub community: Option<CommunityLink>,
    /// Who else took part.
    pub partners: Vec<(OrganisationLink, PartnerRole)>,
    /// Where it was made: its own region, else its owner's.
    pub region: Option<&'static Region>,
    /// Its themes.
    pub themes: Vec<ThemeLink>,
    /// Programmes that its funding names, in the order of the funding; absent where unknown.
    pub programmes: Vec<Option<Programme>>,
    /// The facts behind its phase.
    pub facts: Facts,
    /// Its phase.
    pub phase: Phase,
    /// Who took it up.
    pub adoptions: Vec<AdoptionLine>,
    /// What it is a variant of.
    pub based_on: Vec<PracticeLink>,
    /// Its variants.
    pub variants: Vec<PracticeLink>,
    /// Practices like it, with the reason.
    pub similar: Vec<SimilarPractice>,
    /// The adverts that offer it and take answers.
    pub adverts: Vec<AdvertCard>,
    /// The twinnings that carry it over, as everybody may read them.
    pub twinnings: Vec<TwinningCard>,
    /// Its documents, those that the viewer may read.
    pub documents: Vec<crate::documents::DocumentLine>,
    /// When the record last changed, seconds since 1970 UTC.
    pub updated_at: i64,
    /// Opinions, phases with their dates, followers.
    pub depth: Depth,
    /// Whether there are threads about it, for whomever.
    pub has_threads: bool,
}

/// A practice's page, or where to find it.
#[derive(Clone, Debug)]
pub enum PracticeAt {
    /// Here it is.
    Here(Box<PracticePage>),
    /// It has another address now.
    Moved(String),
}

/// What is searched, as read from an address. Words are codes; unknown ones were dropped.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SearchRequest {
    /// What was typed, at most 256 characters.
    pub text: String,
    /// Only these kinds.
    pub kinds: Vec<String>,
    /// Only these themes.
    pub themes: Vec<String>,
    /// Only these regions.
    pub regions: Vec<String>,
    /// Only these levels of government.
    pub levels: Vec<String>,
    /// Only these kinds of practice.
    pub practice_kinds: Vec<String>,
    /// Only these phases.
    pub phases: Vec<String>,
    /// Only what began in or after this year.
    pub from_year: Option<i32>,
    /// Only what began in or before this year.
    pub until_year: Option<i32>,
    /// Only these languages of the record.
    pub languages: Vec<String>,
    /// Only these ratings of the evidence.
    pub evidence: Vec<String>,
    /// Only owners of these sizes.
    pub sizes: Vec<String>,
    /// Only these programmes.
    pub programmes: Vec<String>,
    /// Only within this thread, or within what this thing has: `thread:UID`, `twinning:UID`; the first that can be read.
    pub within: Vec<String>,
    /// The order.
    pub sort: Sort,
    /// How many results to leave out at the beginning.
    pub offset: usize,
    /// How many results at most.
    pub limit: usize,
}

/// The order of results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// Newest first.
    Newest,
    /// By title.
    Title,
}

impl Sort {
    /// The code in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Relevance => "relevance",
            Self::Newest => "newest",
            Self::Title => "title",
        }
    }

    /// The order of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Relevance, Self::Newest, Self::Title].into_iter().find(|sort| sort.code() == code)
    }
}

/// One value of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// Its code, as in the address.
    pub code: String,
    /// Its name in the reader's language, where it is a theme, a region or a programme; else its code has a word.
    pub name: Option<String>,
    /// How many results have it, whatever is chosen in this facet.
    pub count: u64,
    /// Whether the reader chose it.
    pub chosen: bool,
}

/// The values of each facet that has any, by the name of the parameter: `theme`, `region`, `level`, ...
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// The parameter's name.
    pub parameter: &'static str,
    /// Its values, most frequent first.
    pub values: Vec<FacetValue>,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct SearchPage {
    /// What was asked.
    pub request: SearchRequest,
    /// How many there are.
    pub total: usize,
    /// What the reader may have meant, where a word is unknown.
    pub correction: Option<String>,
    /// Words that were left out because the text was too long.
    pub shortened: bool,
    /// The results of this page.
    pub found: Vec<Found>,
    /// Facets, where they were asked for.
    pub facets: Vec<Facet>,
}

/// An organisation's page.
#[derive(Clone, Debug)]
pub struct OrganisationPage {
    /// The whole record.
    pub organisation: Organisation,
    /// Its address.
    pub slug: String,
    /// What it does, rendered.
    pub description: Option<SafeHtml>,
    /// Its region.
    pub region: Option<&'static Region>,
    /// The body that it belongs to.
    pub parent: Option<OrganisationLink>,
    /// The bodies that belong to it.
    pub children: Vec<OrganisationCard>,
    /// Its own practices, newest first.
    pub practices: Vec<PracticeCard>,
    /// Practices of the body that it belongs to (AC-000-1).
    pub through_parent: Vec<PracticeCard>,
    /// Practices of others that it took part in, with its role.
    pub took_part: Vec<(PracticeCard, PartnerRole)>,
    /// Practices that it took up.
    pub adopted: Vec<AdoptedPractice>,
    /// Practices that the body that it belongs to took up (AC-000-1).
    pub adopted_through_parent: Vec<AdoptedPractice>,
    /// Its adverts that take answers, and its drafts for who writes them.
    pub adverts: Vec<AdvertCard>,
    /// The twinnings in which it has a part.
    pub twinnings: OrganisationTwinnings,
    /// What it gave to others, beside its twinnings.
    pub transfers: TransferRecord,
    /// Who acts for it, and what the viewer may do about that.
    pub people: OrganisationPeople,
}

/// An organisation's page, or where to find it.
#[derive(Clone, Debug)]
pub enum OrganisationAt {
    /// Here it is.
    Here(Box<OrganisationPage>),
    /// It has another address now.
    Moved(String),
}

/// Which organisations to list. Empty means all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganisationsRequest {
    /// Part of the name.
    pub text: String,
    /// Code of a kind.
    pub kind: Option<String>,
    /// Code of a region.
    pub region: Option<String>,
    /// The page, from 1.
    pub page: u32,
}

/// Organisations, by name.
#[derive(Clone, Debug)]
pub struct OrganisationsPage {
    /// What was asked.
    pub request: OrganisationsRequest,
    /// How many there are.
    pub total: u64,
    /// How many on one page.
    pub per_page: u32,
    /// Those of this page.
    pub organisations: Vec<OrganisationCard>,
}

/// A theme's page.
#[derive(Clone, Debug)]
pub struct ThemePage {
    /// The theme with its children and counts.
    pub theme: ThemeCount,
    /// The theme above it.
    pub parent: Option<ThemeLink>,
    /// Data themes of the European Union.
    pub eu_themes: Vec<EuTheme>,
    /// How many practices it has.
    pub total: u64,
    /// The newest of them.
    pub practices: Vec<PracticeCard>,
    /// Regions with practices on the theme.
    pub regions: Vec<RegionCount>,
    /// The communities on the theme that the viewer may see.
    pub communities: Vec<CommunityLink>,
}
