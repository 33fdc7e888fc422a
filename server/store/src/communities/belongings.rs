// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who belongs to communities, asked to, or was asked to.

use std::collections::HashMap;

use domain::Uid;
use domain::community::{Belonging, BelongingState, Circle, CommunityRole};
use domain::policy::Viewer;
use sea_orm::sea_query::{Asterisk, CaseStatement, Condition, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{ConnectionTrait, Order};

use crate::Store;
use crate::change::{Change, Put};
use crate::error::Error;
use crate::kept::RecordType;
use crate::log::Operation;
use crate::members::KeptMember;
use crate::rows::{self, Listed, Page, count, is_one_of, records, uid_of};
use crate::tables::{Column, Table};
use crate::visible::member_visible_to;

impl Store {
    /// How many members belong to some communities, in force; a community without any is left out. One statement.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn members_of_communities(&self, communities: &[Uid]) -> Result<HashMap<Uid, u64>, Error> {
        self.people_of_communities(communities, BelongingState::Active).await
    }

    /// How many members ask to come into some communities, as `members_of_communities`.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn requests_of_communities(&self, communities: &[Uid]) -> Result<HashMap<Uid, u64>, Error> {
        self.people_of_communities(communities, BelongingState::Requested).await
    }

    async fn people_of_communities(
        &self,
        communities: &[Uid],
        state: BelongingState,
    ) -> Result<HashMap<Uid, u64>, Error> {
        if communities.is_empty() {
            return Ok(HashMap::new());
        }
        let select = Query::select()
            .column(Column::Community)
            .expr_as(Func::count(Expr::col(Asterisk)), "people")
            .from(Table::Belongings)
            .and_where(is_one_of(Table::Belongings, Column::Community, communities))
            .and_where(column(Column::State).eq(state.code()))
            .group_by_col(Column::Community)
            .take();
        let rows = self.readers().query_all(&select).await?;
        let read =
            |row: &sea_orm::QueryResult| Ok((uid_of(&row.try_get::<String>("", "community")?)?, count(row, "people")?));
        rows.iter().map(read).collect()
    }

    /// The people of a community whose belonging stands in one of some states: its owner, its facilitators, then the
    /// members, those who are there longest first. Members whom the viewer may not see are left out. Three statements.
    ///
    /// # Errors
    /// As `community`.
    pub async fn belongings(
        &self,
        viewer: &Viewer,
        community: &Uid,
        states: &[BelongingState],
        page: Page,
    ) -> Result<Listed<(Belonging, KeptMember)>, Error> {
        let codes = states.iter().map(|state| state.code());
        let wanted = Condition::all()
            .add(column(Column::Community).eq(community.as_str()))
            .add(column(Column::State).is_in(codes))
            .add(member_visible_to(viewer));
        let joined = |select: &mut SelectStatement| {
            let of = Expr::col((Table::Members, Column::Uid)).equals((Table::Belongings, Column::Member));
            select.from(Table::Belongings).inner_join(Table::Members, of).cond_where(wanted.clone());
        };
        let mut counted = Query::select();
        counted.expr_as(Func::count(Expr::col(Asterisk)), "people");
        joined(&mut counted);
        let total = rows::total(self.readers(), &counted).await?;
        let mut select = Query::select();
        select.column((Table::Belongings, Column::Record));
        joined(&mut select);
        select
            .order_by_expr(rank().into(), Order::Asc)
            .order_by((Table::Belongings, Column::Since), Order::Asc)
            .order_by((Table::Belongings, Column::Uid), Order::Asc);
        page.cut(&mut select);
        let found = records::<Belonging, _>(self.readers(), &select).await?;
        let uids: Vec<Uid> = found.iter().map(|one| one.member.clone()).collect();
        let members = self.members_by_uids(viewer, &uids).await?;
        let mut members: HashMap<Uid, KeptMember> =
            members.into_iter().map(|kept| (kept.record.uid.clone(), kept)).collect();
        let rows = found.into_iter().filter_map(|one| members.remove(&one.member).map(|member| (one, member)));
        Ok(Listed { total, rows: rows.collect() })
    }

    /// All that a member has to do with communities, whatever the state. One statement.
    ///
    /// # Errors
    /// As `community`.
    pub async fn belongings_of(&self, member: &Uid) -> Result<Vec<Belonging>, Error> {
        belongings_where(self.readers(), of_member(member)).await
    }

    /// The communities that some members belong to, in force. One statement.
    ///
    /// # Errors
    /// As `community`.
    pub async fn communities_of_members(&self, members: &[Uid]) -> Result<HashMap<Uid, Vec<Uid>>, Error> {
        let mut found: HashMap<Uid, Vec<Uid>> = HashMap::new();
        if members.is_empty() {
            return Ok(found);
        }
        let wanted = Condition::all()
            .add(is_one_of(Table::Belongings, Column::Member, members))
            .add(column(Column::State).eq(BelongingState::Active.code()));
        for one in belongings_where(self.readers(), wanted).await? {
            found.entry(one.member).or_default().push(one.community);
        }
        Ok(found)
    }

    /// The members of a community, in force. One statement.
    ///
    /// # Errors
    /// As `community`.
    pub async fn community_members(&self, community: &Uid) -> Result<Vec<Uid>, Error> {
        let wanted = Condition::all()
            .add(column(Column::Community).eq(community.as_str()))
            .add(column(Column::State).eq(BelongingState::Active.code()));
        let found = belongings_where(self.readers(), wanted).await?;
        Ok(found.into_iter().map(|one| one.member).collect())
    }

    /// Those who look after some communities, each with the community. One statement.
    ///
    /// # Errors
    /// As `community`.
    pub async fn community_stewards(&self, communities: &[Uid]) -> Result<Vec<(Uid, Uid)>, Error> {
        if communities.is_empty() {
            return Ok(Vec::new());
        }
        let among = is_one_of(Table::Belongings, Column::Community, communities);
        let wanted = Condition::all().add(among).add(super::stewards());
        let found = belongings_where(self.readers(), wanted).await?;
        Ok(found.into_iter().map(|one| (one.community, one.member)).collect())
    }
}

impl Change {
    /// Writes that a member belongs to a community.
    ///
    /// # Errors
    /// As `put_practice`; `Conflict` where the member has another such record.
    pub async fn put_belonging(&mut self, belonging: &Belonging) -> Result<Put, Error> {
        self.put_record(belonging).await
    }

    /// Ends that a member has to do with a community.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn remove_belonging(&mut self, uid: &Uid) -> Result<(), Error> {
        self.execute("DELETE FROM belongings WHERE uid = $1", vec![uid.as_str().into()]).await?;
        self.note_of(RecordType::Belonging, uid, Operation::Removed);
        Ok(())
    }

    /// Takes a member out of all communities, when the account is closed; what the member answered for goes to another.
    ///
    /// # Errors
    /// As `Store::community`. After any error the whole change is lost.
    pub async fn leave_all_communities(&mut self, member: &Uid) -> Result<(), Error> {
        let found = belongings_where(self.connection(), of_member(member)).await;
        for own in self.marked(found)? {
            let kept = self.community(&own.community).await?;
            self.remove_belonging(&own.uid).await?;
            let before = kept.map(|kept| kept.people).unwrap_or_default();
            let after = before.clone().without_account(member);
            self.put_circle(&before, &after).await?;
        }
        Ok(())
    }

    /// Writes what is different in a community's people.
    ///
    /// # Errors
    /// As `put_practice`. After any error the whole change is lost.
    pub async fn put_circle(&mut self, before: &Circle, after: &Circle) -> Result<(), Error> {
        for one in after.belongings().iter().filter(|one| !before.belongings().contains(one)) {
            self.put_belonging(one).await?;
        }
        Ok(())
    }
}

pub(super) fn column(column: Column) -> Expr {
    Expr::col((Table::Belongings, column))
}

fn of_member(member: &Uid) -> Condition {
    Condition::all().add(column(Column::Member).eq(member.as_str()))
}

/// Whoever answers for a community comes first.
fn rank() -> CaseStatement {
    let is = |role: CommunityRole| column(Column::Role).eq(role.code());
    Expr::case(is(CommunityRole::Owner), Expr::val(0))
        .case(is(CommunityRole::Facilitator), Expr::val(1))
        .finally(Expr::val(2))
}

pub(super) async fn belongings_where<C: ConnectionTrait>(db: &C, wanted: Condition) -> Result<Vec<Belonging>, Error> {
    let select = Query::select()
        .column((Table::Belongings, Column::Record))
        .from(Table::Belongings)
        .cond_where(wanted)
        .order_by((Table::Belongings, Column::Since), Order::Asc)
        .order_by((Table::Belongings, Column::Uid), Order::Asc)
        .take();
    records(db, &select).await
}
