// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! From where to where practices go: the map of adoptions between regions, with the adoptions behind its numbers.

mod graph;

use domain::adoption::AdoptionState;
use domain::places::{REGIONS, Region};
use domain::policy::Viewer;
use domain::{Locale, Uid, places};
use store::{AdoptionRow, Counted, FlowFilter, PracticeRow};

use crate::Portal;
use crate::cards::{PracticeLink, ThemeLink};
use crate::error::Error;
use crate::shown::practice_link;
use crate::taxonomy::{Taxonomy, link};

pub use graph::{FlowKind, RegionFlow, RegionTotals};

/// The first year that the map offers: earlier adoptions count where no year is chosen.
pub const FIRST_YEAR: i16 = 2009;
/// How many adoptions of one region are listed.
const LISTED: u32 = 100;
/// How many of the most connected regions are named.
const CONNECTED: usize = 5;

/// Which adoptions the map counts. Empty means all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlowsRequest {
    /// Address of a theme; those below it count too.
    pub theme: Option<String>,
    /// Begun in this year or later.
    pub from_year: Option<i16>,
    /// Begun in this year or before.
    pub to_year: Option<i16>,
    /// Whether only those count that their adopters confirmed.
    pub confirmed: OnlyConfirmed,
    /// The region whose adoptions are listed.
    pub region: Option<String>,
}

/// Whether only confirmed adoptions count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnlyConfirmed {
    /// All that were not given up.
    #[default]
    No,
    /// Those in which the adopter confirmed that it works with the practice.
    Yes,
}

/// From where to where practices went.
#[derive(Clone, Debug)]
pub struct FlowsPage {
    /// What was asked, as far as it is known.
    pub request: FlowsRequest,
    /// The theme that it is narrowed to.
    pub theme: Option<ThemeLink>,
    /// All themes, to narrow by.
    pub themes: Vec<ThemeLink>,
    /// The years to choose from, the first one first.
    pub years: Vec<i16>,
    /// The adoptions between regions that are known, the most frequent first; each practice or model once for each
    /// recipient.
    pub flows: Vec<RegionFlow>,
    /// The practices that were made from others, in the same way.
    pub variants: Vec<RegionFlow>,
    /// What goes out of each region and comes into it, in the order of the program's list.
    pub totals: Vec<RegionTotals>,
    /// The regions with the most other regions that they give to or take from.
    pub connected: Vec<RegionTotals>,
    /// The Italian regions that took nothing up; only where a theme is chosen.
    pub gaps: Vec<&'static Region>,
    /// Adoptions of which one end is no known region.
    pub placeless: u64,
    /// Adoptions by a part of the body that owns the practice (AC-004-4).
    pub within_bodies: u64,
    /// Adoptions that were given up.
    pub abandoned: u64,
    /// The adoptions of one region, where one was asked for.
    pub list: Option<RegionList>,
}

impl FlowsPage {
    /// How many adoptions the map and its table show.
    pub fn total(&self) -> u64 {
        self.flows.iter().map(|flow| flow.adoptions).sum()
    }
}

/// The adoptions that go out of a region or come into it.
#[derive(Clone, Debug)]
pub struct RegionList {
    /// The region.
    pub region: &'static Region,
    /// The latest of them.
    pub lines: Vec<FlowLine>,
}

/// An adoption behind the map.
#[derive(Clone, Debug)]
pub struct FlowLine {
    /// The practice.
    pub practice: PracticeLink,
    /// Where it comes from.
    pub from: Option<&'static Region>,
    /// The adopter's name.
    pub adopter: String,
    /// The adopter's address, where the portal knows it.
    pub adopter_slug: Option<String>,
    /// Where it went.
    pub to: Option<&'static Region>,
    /// How far it has come.
    pub state: AdoptionState,
    /// Year in which it began.
    pub year: Option<i16>,
    /// Whether the adopter confirmed it.
    pub confirmed: bool,
}

impl Portal {
    /// From where to where practices went, as the viewer may know it.
    ///
    /// # Errors
    /// The database cannot be read. What is unknown in the request narrows nothing.
    pub async fn flows(&self, viewer: &Viewer, locale: Locale, request: FlowsRequest) -> Result<FlowsPage, Error> {
        let taxonomy = self.taxonomy();
        let this_year = self.today().year();
        let request = known(request, &taxonomy, this_year);
        let theme = request.theme.as_deref().and_then(|slug| taxonomy.theme(slug));
        let within = theme.map(|theme| taxonomy.with_descendants(&theme.uid)).unwrap_or_default();
        let filter = filter(&request, within);
        let found = self.inner.store.flows(viewer, &filter).await?;
        let (flows, placeless) = graph::flows(&found.adoptions);
        let (mut variants, _) = graph::flows(&found.variants);
        for variant in &mut variants {
            variant.kind = FlowKind::Variant;
        }
        let totals = graph::totals(&flows);
        let list = match request.region.as_deref().and_then(places::region) {
            Some(region) => Some(self.region_list(viewer, locale, &filter, region).await?),
            None => None,
        };
        let receives = |region: &Region| flows.iter().any(|flow| flow.to.code == region.code);
        let gaps = REGIONS.iter().filter(|region| theme.is_some() && region.is_italian() && !receives(region));
        Ok(FlowsPage {
            theme: theme.map(|theme| link(theme, locale)),
            themes: taxonomy.choices(locale),
            years: (FIRST_YEAR..=this_year).collect(),
            gaps: gaps.collect(),
            connected: graph::connected(&totals, CONNECTED),
            within_bodies: found.within_bodies,
            abandoned: found.abandoned,
            request,
            flows,
            variants,
            totals,
            placeless,
            list,
        })
    }

    /// All adoptions between regions in short, for the home page. One statement.
    pub(crate) async fn all_flows(&self, viewer: &Viewer) -> Result<Vec<RegionFlow>, Error> {
        let found = self.inner.store.adoption_flows(viewer, &FlowFilter::default()).await?;
        Ok(graph::flows(&found).0)
    }

    async fn region_list(
        &self,
        viewer: &Viewer,
        locale: Locale,
        filter: &FlowFilter,
        region: &'static Region,
    ) -> Result<RegionList, Error> {
        let rows = self.inner.store.adoptions_of_region(viewer, filter, region.code, LISTED).await?;
        Ok(RegionList { region, lines: self.flow_lines(viewer, locale, rows).await? })
    }

    /// Adoptions as lines, in their order. One statement.
    pub(crate) async fn flow_lines(
        &self,
        viewer: &Viewer,
        locale: Locale,
        rows: Vec<AdoptionRow>,
    ) -> Result<Vec<FlowLine>, Error> {
        let uids: Vec<Uid> = rows.iter().map(|row| row.record.practice.clone()).collect();
        let practices = self.inner.store.practices_by_uids(viewer, &uids).await?;
        let line = |row: AdoptionRow| {
            let practice = practices.iter().find(|practice| practice.record.uid == row.record.practice)?;
            Some(flow_line(row, practice, locale))
        };
        Ok(rows.into_iter().filter_map(line).collect())
    }
}

/// A request without what is not known.
fn known(request: FlowsRequest, taxonomy: &Taxonomy, this_year: i16) -> FlowsRequest {
    let offered = |year: &i16| (FIRST_YEAR..=this_year).contains(year);
    FlowsRequest {
        theme: request.theme.filter(|slug| taxonomy.theme(slug).is_some()),
        from_year: request.from_year.filter(offered),
        to_year: request.to_year.filter(offered),
        confirmed: request.confirmed,
        region: request.region.filter(|code| places::region(code).is_some()),
    }
}

fn filter(request: &FlowsRequest, themes: Vec<Uid>) -> FlowFilter {
    FlowFilter {
        themes,
        from_year: request.from_year,
        to_year: request.to_year,
        counted: match request.confirmed {
            OnlyConfirmed::No => Counted::All,
            OnlyConfirmed::Yes => Counted::Confirmed,
        },
    }
}

fn flow_line(row: AdoptionRow, practice: &PracticeRow, locale: Locale) -> FlowLine {
    let AdoptionRow { record, adopter } = row;
    let own = adopter.as_ref().and_then(|adopter| adopter.region.as_deref());
    FlowLine {
        practice: practice_link(practice, locale),
        from: practice.region.as_deref().and_then(places::region),
        to: own.or(record.region.as_deref()).and_then(places::region),
        adopter_slug: adopter.as_ref().map(|adopter| adopter.slug.to_string()),
        adopter: adopter.map(|adopter| adopter.name).or(record.adopter_name).unwrap_or_default(),
        state: record.state,
        year: record.year,
        confirmed: record.confirmed_by.is_some(),
    }
}
