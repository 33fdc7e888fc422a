// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The directory of members, a member's page, and the people of an organisation.

use domain::member::{Member, MemberState, MemberType, MembershipState, OrganisationRole};
use domain::policy::{Act, MemberFacts, On, Viewer, allows};
use domain::{Locale, PartialDate, Slug, Uid, places};
use store::{Found, KeptMember, MemberFilter, OrganisationName, Page};

use super::registering::today;
use super::values::{MemberCard, MemberPage, MembersPage, MembersRequest, OrganisationPeople, PeoplePage, Person};
use crate::Portal;
use crate::cards::OrganisationLink;
use crate::error::Error;
use crate::rendering;

/// How many members stand on one page.
const PER_PAGE: u32 = 24;
/// The last page that can be asked for: beyond it, narrowing helps more.
const LAST_PAGE: u32 = 1_000;
/// How many people an organisation's own page shows.
const SHOWN: u32 = 12;
/// How many its page of people shows.
const ALL: u32 = 500;

impl Portal {
    /// Members by name.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn members(
        &self,
        viewer: &Viewer,
        locale: Locale,
        request: MembersRequest,
    ) -> Result<MembersPage, Error> {
        let organisation = match request.organisation.as_deref().and_then(Slug::parse) {
            Some(slug) => match self.inner.store.organisation_by_slug(&slug).await? {
                Found::Here(kept) => Some(kept),
                Found::Moved(_) | Found::Nowhere => None,
            },
            None => None,
        };
        let taxonomy = self.taxonomy();
        let filter = MemberFilter {
            text: request.text.trim().to_owned(),
            organisation: organisation.as_ref().map(|kept| kept.record.uid.clone()),
            region: request.region.clone().filter(|code| places::region(code).is_some()),
            theme: request.theme.as_deref().and_then(|slug| taxonomy.theme(slug)).map(|theme| theme.uid.clone()),
            member_type: request.member_type.as_deref().and_then(MemberType::from_code),
            state: Some(MemberState::Active),
            role: None,
        };
        let page = request.page.clamp(1, LAST_PAGE);
        let cut = Page { limit: PER_PAGE, offset: (page - 1) * PER_PAGE };
        let listed = self.inner.store.members(viewer, &filter, cut).await?;
        let named = |theme: &domain::taxonomy::Theme| (theme.uid.to_string(), theme.name.in_locale(locale).to_owned());
        Ok(MembersPage {
            total: listed.total,
            per_page: PER_PAGE,
            members: self.cards(viewer, listed.rows).await?,
            themes: taxonomy.themes().into_iter().map(named).collect(),
            organisation: organisation
                .as_ref()
                .map(|kept| OrganisationLink { slug: kept.slug.to_string(), name: kept.record.name.clone() }),
            request: MembersRequest {
                page,
                organisation: organisation.map(|kept| kept.slug.to_string()),
                region: filter.region,
                theme: filter.theme.map(|uid| uid.to_string()),
                member_type: filter.member_type.map(|kind| kind.code().to_owned()),
                text: filter.text,
            },
        })
    }

    /// The members who came last.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn latest_members(&self, viewer: &Viewer, limit: u32) -> Result<Vec<MemberCard>, Error> {
        let rows = self.inner.store.latest_members(viewer, limit).await?;
        self.cards(viewer, rows).await
    }

    /// A member's page.
    ///
    /// # Errors
    /// `NotFound` where there is none that the viewer may see.
    pub async fn member(&self, viewer: &Viewer, locale: Locale, uid: &str) -> Result<MemberPage, Error> {
        let uid = Uid::parse(uid).map_err(|_| Error::NotFound)?;
        let kept = self.inner.store.member(viewer, &uid).await?.ok_or(Error::NotFound)?;
        let record = kept.record.clone();
        let on = On::Member(facts(&record));
        allows(viewer, Act::Read, &on)?;
        let sees_email = allows(viewer, Act::SeeEmail, &on).is_ok();
        let taxonomy = self.taxonomy();
        let mut memberships = self.membership_lines(&record).await?;
        memberships.retain(|line| line.state == MembershipState::Active);
        let card = self.cards(viewer, vec![kept]).await?.into_iter().next().ok_or(Error::NotFound)?;
        Ok(MemberPage {
            card,
            bio: record.bio.as_deref().map(rendering::rendered),
            memberships,
            themes: taxonomy.links(&record.themes, locale),
            email: record.email.as_ref().filter(|_| sees_email).map(ToString::to_string),
            own: viewer.acting().is_some_and(|acting| acting.member == record.uid),
            skills: record.skills,
            languages: record.languages,
            links: record.links.into_iter().map(|link| (link.label, link.url)).collect(),
        })
    }

    /// Cards of members whom the viewer sees. One query for the names of all their organisations.
    pub(crate) async fn cards(&self, viewer: &Viewer, members: Vec<KeptMember>) -> Result<Vec<MemberCard>, Error> {
        let first = |member: &Member| member.active_memberships().next().map(|one| one.organisation.clone());
        let mut uids: Vec<Uid> = members.iter().filter_map(|kept| first(&kept.record)).collect();
        uids.sort();
        uids.dedup();
        let names = if uids.is_empty() { Vec::new() } else { self.inner.store.organisation_names(&uids).await? };
        let today = today(self.now());
        Ok(members.iter().map(|kept| card(viewer, kept, &names, today)).collect())
    }

    /// The people of an organisation, as its own page shows them.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn organisation_people(&self, viewer: &Viewer, organisation: &Uid) -> Result<OrganisationPeople, Error> {
        self.people_shown(viewer, organisation, SHOWN).await
    }

    /// The page with the people of an organisation.
    ///
    /// # Errors
    /// `NotFound` where there is no such organisation.
    pub async fn people_page(&self, viewer: &Viewer, _locale: Locale, slug: &str) -> Result<PeoplePage, Error> {
        let slug = Slug::parse(slug).ok_or(Error::NotFound)?;
        let Found::Here(kept) = self.inner.store.organisation_by_slug(&slug).await? else {
            return Err(Error::NotFound);
        };
        let uid = kept.record.uid.clone();
        Ok(PeoplePage {
            people: self.people_shown(viewer, &uid, ALL).await?,
            organisation: OrganisationLink { slug: kept.slug.to_string(), name: kept.record.name },
            uid: uid.to_string(),
        })
    }

    async fn people_shown(&self, viewer: &Viewer, organisation: &Uid, limit: u32) -> Result<OrganisationPeople, Error> {
        let store = &self.inner.store;
        let on = On::Organisation(organisation.clone());
        // Whoever lets people in does so with a password given within the hour; to see the requests it need not be.
        let may_manage = !matches!(
            allows(viewer, Act::ManagePeople, &on),
            Err(domain::policy::Refusal::NotAllowed | domain::policy::Refusal::SignInFirst)
        );
        // Who represents the body comes first; what of it all may know is not what of its people each may see.
        let (page, state) = (Page::first(limit), MembershipState::Active);
        let all = store.people_in_use(&Viewer::Operator, organisation, state, page).await?;
        let represents = |one: &KeptMember| {
            one.record.membership(organisation).is_some_and(|one| one.role == OrganisationRole::Representative)
        };
        let without_representative = !all.rows.first().is_some_and(represents);
        let total = all.total;
        let (active, requests) = if may_manage {
            let state = MembershipState::Requested;
            (all.rows, store.people_in_use(&Viewer::Operator, organisation, state, page).await?.rows)
        } else {
            (store.people_in_use(viewer, organisation, state, page).await?.rows, Vec::new())
        };
        let own = match viewer.acting() {
            Some(acting) => store.member(viewer, &acting.member).await?,
            None => None,
        };
        let own = own.and_then(|kept| kept.record.membership(organisation).map(|one| (one.role, one.state)));
        Ok(OrganisationPeople {
            total,
            people: self.persons(viewer, organisation, active, may_manage).await?,
            requests: self.persons(viewer, organisation, requests, may_manage).await?,
            may_join: viewer.acting().is_some() && own.is_none(),
            own,
            may_manage,
            without_representative,
        })
    }

    async fn persons(
        &self,
        viewer: &Viewer,
        organisation: &Uid,
        members: Vec<KeptMember>,
        with_address: bool,
    ) -> Result<Vec<Person>, Error> {
        let records: Vec<Member> = members.iter().map(|kept| kept.record.clone()).collect();
        let cards = self.cards(viewer, members).await?;
        let person = |(record, card): (Member, MemberCard)| {
            let membership = record.membership(organisation)?;
            Some(Person {
                role: membership.role,
                state: membership.state,
                verified_by: membership.verified_by,
                email: record.email.as_ref().filter(|_| with_address).map(ToString::to_string),
                note: membership.note.clone().filter(|_| with_address),
                card,
            })
        };
        Ok(records.into_iter().zip(cards).filter_map(person).collect())
    }
}

/// What permission asks of a member.
pub(crate) fn facts(member: &Member) -> MemberFacts {
    MemberFacts { member: member.uid.clone(), state: member.state, shown: member.shown }
}

fn card(viewer: &Viewer, kept: &KeptMember, names: &[OrganisationName], today: PartialDate) -> MemberCard {
    let record = &kept.record;
    let first = record.active_memberships().next();
    let organisation = first.and_then(|one| names.iter().find(|name| name.uid == one.organisation));
    let sees_sign_in = allows(viewer, Act::SeeLastSignIn, &On::Member(facts(record))).is_ok();
    MemberCard {
        uid: record.uid.to_string(),
        name: record.full_name(),
        initials: record.initials(),
        photo: kept.photo,
        member_type: record.member_type,
        job_title: record.job_title.clone(),
        organisation: organisation.map(crate::shown::organisation_link),
        other_body: record.other_body.clone(),
        joined_on: record.joined_on,
        months: months(record.joined_on, today),
        last_sign_in: kept.last_sign_in.filter(|_| sees_sign_in),
        roles: record.roles.clone(),
        demo: record.demo,
    }
}

/// Whole months between two days; a day that is not known counts as the first.
fn months(from: PartialDate, to: PartialDate) -> u32 {
    let number = |date: PartialDate| i32::from(date.year()) * 12 + i32::from(date.month().unwrap_or(1)) - 1;
    let begun = number(to) - number(from);
    let full = if to.day().unwrap_or(1) < from.day().unwrap_or(1) { begun - 1 } else { begun };
    u32::try_from(full).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_months_count() {
        let date = |text| PartialDate::parse(text).expect("a date");
        for (from, to, wanted) in [
            ("2026-01-15", "2026-03-14", 1),
            ("2026-01-15", "2026-03-15", 2),
            ("2025-11-30", "2026-02-28", 2),
            ("2026-03-02", "2026-03-02", 0),
            ("2026-03-02", "2026-03-01", 0),
            ("2024", "2026-03-02", 26),
        ] {
            assert_eq!(months(date(from), date(to)), wanted, "{from} {to}");
        }
    }
}
