// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Communities, always through `community_visible_to`, and who belongs to them.

use std::collections::HashMap;

use domain::community::{BelongingState, Circle, Community, CommunityRole, CommunityState};
use domain::policy::{CommunityFacts, Viewer};
use domain::{Slug, Uid};
use jiff::Timestamp;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, Order, QueryResult};

use crate::Store;
use crate::change::{Change, Put};
use crate::error::Error;
use crate::kept::RecordType;
use crate::rows::{self, Found, Listed, Page, decoded, is_one_of, moment, slug_of};
use crate::tables::{Column, Table};
use crate::visible::community_visible_to;

mod belongings;

use belongings::{belongings_where, column};

/// A whole community with what the database knows beside its record.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptCommunity {
    /// The record.
    pub record: Community,
    /// Its present address.
    pub slug: Slug,
    /// Counts its changes, from 1.
    pub version: i64,
    /// When it came in.
    pub created_at: Timestamp,
    /// Those who look after it, and those of its people about whom something is asked.
    pub people: Circle,
}

impl KeptCommunity {
    /// What permission asks of it.
    pub fn facts(&self) -> CommunityFacts {
        self.record.facts(&self.people)
    }
}

/// Which communities to list; what is absent does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommunityFilter {
    /// Filed under one of these themes.
    pub themes: Vec<Uid>,
    /// This member belongs to them, in force.
    pub of: Option<Uid>,
    /// This member has one of these parts in them.
    pub roles: Vec<CommunityRole>,
    /// Whether they go on.
    pub states: Vec<CommunityState>,
}

impl Store {
    /// A community, with those who look after it and what belongs to the viewer. Two statements.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a record cannot be read.
    pub async fn community(&self, viewer: &Viewer, uid: &Uid) -> Result<Option<KeptCommunity>, Error> {
        let mut found = self.communities_by_uids(viewer, std::slice::from_ref(uid)).await?;
        Ok(found.pop())
    }

    /// The community at an address, as `community`.
    ///
    /// # Errors
    /// As `community`.
    pub async fn community_by_slug(&self, viewer: &Viewer, slug: &Slug) -> Result<Found<KeptCommunity>, Error> {
        let target = Expr::col((Table::Slugs, Column::Target)).equals((Table::Communities, Column::Uid));
        let mut select = kept();
        select
            .inner_join(Table::Slugs, target)
            .cond_where(community_visible_to(viewer))
            .and_where(Expr::col((Table::Slugs, Column::Kind)).eq(RecordType::Community.code()))
            .and_where(Expr::col((Table::Slugs, Column::Slug)).eq(slug.as_str()));
        Ok(match read_all(self.readers(), &select, &asked_by(viewer)).await?.pop() {
            Some(kept) if kept.slug == *slug => Found::Here(kept),
            Some(kept) => Found::Moved(kept.slug),
            None => Found::Nowhere,
        })
    }

    /// Communities by some wishes: those that go on first, by name. Three statements.
    ///
    /// # Errors
    /// As `community`.
    pub async fn communities(
        &self,
        viewer: &Viewer,
        filter: &CommunityFilter,
        page: Page,
    ) -> Result<Listed<KeptCommunity>, Error> {
        let wanted = Condition::all().add(community_visible_to(viewer)).add(filter.condition());
        let mut select = kept();
        select
            .cond_where(wanted.clone())
            // `active` comes before `archived`.
            .order_by((Table::Communities, Column::State), Order::Asc)
            .order_by((Table::Communities, Column::Name), Order::Asc)
            .order_by((Table::Communities, Column::Uid), Order::Asc);
        page.cut(&mut select);
        let found = read_all(self.readers(), &select, &asked_by(viewer)).await?;
        let total = rows::total_where(self.readers(), Table::Communities, wanted, (page, found.len())).await?;
        Ok(Listed { total, rows: found })
    }

    /// Communities by their identifiers, in the order given; those that the viewer may not see are left out.
    ///
    /// # Errors
    /// As `community`.
    pub async fn communities_by_uids(&self, viewer: &Viewer, uids: &[Uid]) -> Result<Vec<KeptCommunity>, Error> {
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let mut select = kept();
        select.cond_where(community_visible_to(viewer)).and_where(is_one_of(Table::Communities, Column::Uid, uids));
        let found = read_all(self.readers(), &select, &asked_by(viewer)).await?;
        Ok(rows::in_order(uids, found, |one| &one.record.uid))
    }

    /// Whole communities, whoever may see them, with all who look after them, are invited, asked to come in or are kept
    /// out. In no particular order.
    ///
    /// # Errors
    /// As `community`.
    pub async fn kept_communities(&self, uids: &[Uid]) -> Result<Vec<KeptCommunity>, Error> {
        with_circles(self.readers(), uids).await
    }
}

impl Change {
    /// Writes a community.
    ///
    /// # Errors
    /// As `put_practice`.
    pub async fn put_community(&mut self, community: &Community) -> Result<Put, Error> {
        self.put_record(community).await
    }

    /// A community with all its people as it stands inside this change, whoever asks. Nobody else changes it before the
    /// commit.
    ///
    /// # Errors
    /// As `Store::community`. After any error the whole change is lost.
    pub async fn community(&mut self, uid: &Uid) -> Result<Option<KeptCommunity>, Error> {
        let mut select = kept();
        select.and_where(Expr::col((Table::Communities, Column::Uid)).eq(uid.as_str())).lock_exclusive();
        let found = read_all(self.connection(), &select, &Condition::all()).await;
        Ok(self.marked(found)?.pop())
    }

    /// Keeps a community as it is until the commit. Several changes can do so at once: many write in it.
    pub(crate) async fn hold_community(&mut self, uid: &Uid) -> Result<(), Error> {
        let select = Query::select()
            .column(Column::Uid)
            .from(Table::Communities)
            .and_where(Expr::col(Column::Uid).eq(uid.as_str()))
            .lock_shared()
            .take();
        let held = self.connection().query_one(&select).await.map_err(Error::from);
        self.marked(held).map(drop)
    }
}

impl CommunityFilter {
    fn condition(&self) -> Condition {
        let own = |column| Expr::col((Table::Communities, column));
        let mut wanted = Condition::all();
        if !self.themes.is_empty() {
            let filed = Query::select()
                .column(Column::Community)
                .from(Table::CommunityThemes)
                .and_where(Expr::col(Column::Theme).is_in(self.themes.iter().map(Uid::as_str)))
                .take();
            wanted = wanted.add(own(Column::Uid).in_subquery(filed));
        }
        if let Some(member) = &self.of {
            let mut joined = Query::select();
            joined
                .column(Column::Community)
                .from(Table::Belongings)
                .and_where(Expr::col(Column::Member).eq(member.as_str()))
                .and_where(Expr::col(Column::State).eq(BelongingState::Active.code()));
            if !self.roles.is_empty() {
                joined.and_where(Expr::col(Column::Role).is_in(self.roles.iter().map(|role| role.code())));
            }
            wanted = wanted.add(own(Column::Uid).in_subquery(joined.take()));
        }
        if !self.states.is_empty() {
            wanted = wanted.add(own(Column::State).is_in(self.states.iter().map(|state| state.code())));
        }
        wanted
    }
}

fn kept() -> SelectStatement {
    let columns = [Column::Record, Column::Slug, Column::Version, Column::CreatedAt];
    Query::select().columns(columns.map(|column| (Table::Communities, column))).from(Table::Communities).take()
}

/// Those who look after a community; only who belongs to it has such a part.
fn stewards() -> Condition {
    let roles = [CommunityRole::Facilitator, CommunityRole::Owner].map(CommunityRole::code);
    Condition::any().add(column(Column::Role).is_in(roles))
}

/// The people that are read for a viewer: those who look after it, and the viewer.
fn asked_by(viewer: &Viewer) -> Condition {
    match viewer.acting() {
        Some(acting) => stewards().add(column(Column::Member).eq(acting.member.as_str())),
        None => stewards(),
    }
}

/// Communities with all of whom permission asks.
pub(crate) async fn with_circles<C: ConnectionTrait>(db: &C, uids: &[Uid]) -> Result<Vec<KeptCommunity>, Error> {
    if uids.is_empty() {
        return Ok(Vec::new());
    }
    let mut select = kept();
    select.and_where(is_one_of(Table::Communities, Column::Uid, uids));
    let states = [BelongingState::Invited, BelongingState::Requested, BelongingState::Suspended];
    let states = states.map(BelongingState::code);
    read_all(db, &select, &stewards().add(column(Column::State).is_in(states))).await
}

async fn read_all<C: ConnectionTrait>(
    db: &C,
    select: &SelectStatement,
    people: &Condition,
) -> Result<Vec<KeptCommunity>, Error> {
    let rows = db.query_all(select).await?;
    let mut all = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    if all.is_empty() {
        return Ok(all);
    }
    let uids: Vec<Uid> = all.iter().map(|kept| kept.record.uid.clone()).collect();
    let wanted = Condition::all().add(is_one_of(Table::Belongings, Column::Community, &uids)).add(people.clone());
    let mut circles: HashMap<Uid, Vec<_>> = HashMap::new();
    for one in belongings_where(db, wanted).await? {
        circles.entry(one.community.clone()).or_default().push(one);
    }
    for kept in &mut all {
        kept.people = Circle::of(circles.remove(&kept.record.uid).unwrap_or_default());
    }
    Ok(all)
}

fn read(row: &QueryResult) -> Result<KeptCommunity, Error> {
    Ok(KeptCommunity {
        record: decoded(RecordType::Community, &row.try_get::<String>("", "record")?)?,
        slug: slug_of(row.try_get("", "slug")?)?,
        version: row.try_get("", "version")?,
        created_at: moment(row.try_get("", "created_at")?)?,
        people: Circle::default(),
    })
}
