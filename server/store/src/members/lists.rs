// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Lists of members, always through `member_visible_to`.

use domain::Uid;
use domain::member::{MemberState, MemberType, MembershipState, OrganisationRole, PortalRole};
use domain::policy::Viewer;
use sea_orm::sea_query::{Asterisk, CaseStatement, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{ConnectionTrait, Order};

use super::{KeptMember, is_active, members_in_use, names, seen_by};
use crate::Store;
use crate::error::Error;
use crate::rows::{self, Listed, Page, uid_of};
use crate::tables::{Column, Table};
use crate::visible::member_visible_to;

/// How many words of a search by name are looked at.
const WORDS_MAX: usize = 8;

/// Which members to list; what is absent does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberFilter {
    /// Starts of words of the name, all of which must be there; accents and case do not matter.
    pub text: String,
    /// An organisation that they act for, by a membership in force.
    pub organisation: Option<Uid>,
    /// Their own region, or that of an organisation that they act for.
    pub region: Option<String>,
    /// A theme of theirs.
    pub theme: Option<Uid>,
    /// What they are.
    pub member_type: Option<MemberType>,
    /// Where the account stands.
    pub state: Option<MemberState>,
    /// A role in the portal.
    pub role: Option<PortalRole>,
}

impl Store {
    /// Members by last name, first name and identifier. Two statements.
    ///
    /// Whoever may see all accounts sees here those too that wait, are suspended or closed: the filter narrows to a
    /// state.
    ///
    /// # Errors
    /// As `member`.
    pub async fn members(
        &self,
        viewer: &Viewer,
        filter: &MemberFilter,
        page: Page,
    ) -> Result<Listed<KeptMember>, Error> {
        let mut counted = Query::select();
        counted.expr_as(Func::count(Expr::col(Asterisk)), "members").from(Table::Members);
        counted.cond_where(member_visible_to(viewer));
        narrow(&mut counted, filter);
        let mut select = seen_by(viewer);
        narrow(&mut select, filter);
        by_name(&mut select);
        self.listed_members(&counted, select, page).await
    }

    /// The members who joined last, newest first; only accounts that are in use.
    ///
    /// # Errors
    /// As `member`.
    pub async fn latest_members(&self, viewer: &Viewer, limit: u32) -> Result<Vec<KeptMember>, Error> {
        let mut select = seen_by(viewer);
        select.and_where(is_active());
        for column in [Column::JoinedOn, Column::CreatedAt, Column::Uid] {
            select.order_by((Table::Members, column), Order::Desc);
        }
        select.limit(u64::from(limit));
        self.member_rows(&select).await
    }

    /// The people of an organisation, or those who ask to be: representatives, then editors, then contributors,
    /// each by name. Two statements.
    ///
    /// # Errors
    /// As `member`.
    pub async fn people_of(
        &self,
        viewer: &Viewer,
        organisation: &Uid,
        state: MembershipState,
        page: Page,
    ) -> Result<Listed<KeptMember>, Error> {
        self.listed_people(viewer, organisation, state, &[], page).await
    }

    /// The people of an organisation whose accounts are in use; of those who ask to be, also those whom an
    /// administrator has yet to let in, but nobody whose address is not confirmed. Otherwise as `people_of`.
    ///
    /// # Errors
    /// As `member`.
    pub async fn people_in_use(
        &self,
        viewer: &Viewer,
        organisation: &Uid,
        state: MembershipState,
        page: Page,
    ) -> Result<Listed<KeptMember>, Error> {
        let accounts: &[MemberState] = match state {
            MembershipState::Active => &[MemberState::Active],
            MembershipState::Requested => &[MemberState::Active, MemberState::PendingApproval],
        };
        self.listed_people(viewer, organisation, state, accounts, page).await
    }

    /// No states of accounts: all.
    async fn listed_people(
        &self,
        viewer: &Viewer,
        organisation: &Uid,
        state: MembershipState,
        accounts: &[MemberState],
        page: Page,
    ) -> Result<Listed<KeptMember>, Error> {
        let mut counted = Query::select();
        counted.expr_as(Func::count(Expr::col(Asterisk)), "members").from(Table::Members);
        counted.cond_where(member_visible_to(viewer));
        let mut select = seen_by(viewer);
        for people in [&mut counted, &mut select] {
            of_organisation(people, organisation, state);
            let codes = accounts.iter().map(|account| account.code());
            let is_one = Expr::col((Table::Members, Column::State)).is_in(codes);
            people.and_where_option((!accounts.is_empty()).then_some(is_one));
        }
        select.order_by_expr(rank().into(), Order::Asc);
        by_name(&mut select);
        self.listed_members(&counted, select, page).await
    }

    /// How many members a viewer may see; only accounts that are in use.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn member_count(&self, viewer: &Viewer) -> Result<u64, Error> {
        rows::total(self.readers(), &members_in_use(viewer)).await
    }

    async fn listed_members(
        &self,
        counted: &SelectStatement,
        mut select: SelectStatement,
        page: Page,
    ) -> Result<Listed<KeptMember>, Error> {
        let total = rows::total(self.readers(), counted).await?;
        page.cut(&mut select);
        Ok(Listed { total, rows: self.member_rows(&select).await? })
    }
}

fn by_name(select: &mut SelectStatement) {
    for column in [Column::FiledAs, Column::Uid] {
        select.order_by((Table::Members, column), Order::Asc);
    }
}

/// Whoever speaks for an organisation comes first.
fn rank() -> CaseStatement {
    let is = |role: OrganisationRole| Expr::col((Table::Memberships, Column::Role)).eq(role.code());
    Expr::case(is(OrganisationRole::Representative), Expr::val(0))
        .case(is(OrganisationRole::Editor), Expr::val(1))
        .finally(Expr::val(2))
}

fn of_organisation(select: &mut SelectStatement, organisation: &Uid, state: MembershipState) {
    let memberships = |column| Expr::col((Table::Memberships, column));
    select
        .inner_join(Table::Memberships, memberships(Column::Member).equals((Table::Members, Column::Uid)))
        .and_where(memberships(Column::Organisation).eq(organisation.as_str()))
        .and_where(memberships(Column::State).eq(state.code()));
}

fn narrow(select: &mut SelectStatement, filter: &MemberFilter) {
    let column = |column| Expr::col((Table::Members, column));
    select.and_where_option(filter.member_type.map(|kind| column(Column::MemberType).eq(kind.code())));
    select.and_where_option(filter.state.map(|state| column(Column::State).eq(state.code())));
    // Codes and words have no % and no _ that would match others, so nothing in them is a pattern.
    select.and_where_option(filter.role.map(|role| column(Column::Roles).like(format!("%,{},%", role.code()))));
    let words = names::words(&filter.text);
    if words.is_empty() && !filter.text.trim().is_empty() {
        select.and_where(Expr::val(1).eq(0));
    }
    for word in words.iter().take(WORDS_MAX) {
        select.and_where(column(Column::Words).like(format!("%-{word}%")));
    }
    let is_one = |members| Expr::col((Table::Members, Column::Uid)).in_subquery(members);
    select.and_where_option(filter.organisation.as_ref().map(|organisation| {
        let is_it = Expr::col((Table::Memberships, Column::Organisation)).eq(organisation.as_str());
        is_one(acting().and_where(is_it).take())
    }));
    select.and_where_option(filter.theme.as_ref().map(|theme| {
        let mut members = Query::select();
        members.column(Column::Member).from(Table::MemberThemes);
        is_one(members.and_where(Expr::col(Column::Theme).eq(theme.as_str())).take())
    }));
    select.and_where_option(filter.region.as_deref().map(|region| {
        let organisations = |column| Expr::col((Table::Organisations, column));
        let of = organisations(Column::Uid).equals((Table::Memberships, Column::Organisation));
        let mut there = acting();
        there.inner_join(Table::Organisations, of).and_where(organisations(Column::Region).eq(region));
        column(Column::Region).eq(region).or(is_one(there))
    }));
}

/// The members with memberships in force.
fn acting() -> SelectStatement {
    Query::select()
        .column((Table::Memberships, Column::Member))
        .from(Table::Memberships)
        .and_where(Expr::col((Table::Memberships, Column::State)).eq(MembershipState::Active.code()))
        .take()
}

impl Store {
    /// Who asks to act for an organisation in a role: member and organisation, by the members' identifiers. Only
    /// accounts that are in use.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn memberships_asked_for(&self, role: OrganisationRole, limit: u32) -> Result<Vec<(Uid, Uid)>, Error> {
        let memberships = |column| Expr::col((Table::Memberships, column));
        let select = Query::select()
            .columns([Column::Member, Column::Organisation].map(|column| (Table::Memberships, column)))
            .from(Table::Memberships)
            .inner_join(Table::Members, memberships(Column::Member).equals((Table::Members, Column::Uid)))
            .and_where(memberships(Column::Role).eq(role.code()))
            .and_where(memberships(Column::State).eq(MembershipState::Requested.code()))
            .and_where(is_active())
            .order_by((Table::Memberships, Column::Member), Order::Asc)
            .limit(u64::from(limit))
            .take();
        let rows = self.readers().query_all(&select).await?;
        let read = |row: &sea_orm::QueryResult| {
            let uid = |column| uid_of(&row.try_get::<String>("", column)?);
            Ok((uid("member")?, uid("organisation")?))
        };
        rows.iter().map(read).collect()
    }
}
