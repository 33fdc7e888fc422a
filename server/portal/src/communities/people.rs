// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The people of a community, and what those who look after it do: let in, invite, keep out, appoint, hand over.

use domain::community::{Belonging, BelongingDeed, BelongingState, CommunityRole};
use domain::member::MemberState;
use domain::policy::{Act, Viewer, allows};
use domain::text::plain_line;
use domain::{Locale, Uid};
use store::{KeptCommunity, KeptMember, MemberFilter, Page};

use super::reading::{acts_of, is_open_to};
use super::values::{CommunityPeoplePage, CommunityPerson};
use super::{held, on, refused, told};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};
use crate::writing::asking;

/// How many members stand on a page.
const PER_PAGE: u32 = 50;
/// The last page that can be asked for.
const LAST_PAGE: u32 = 1_000;
/// How many requests, and how many of the others, are shown.
const WAITING: u32 = 200;
/// The longest name that is looked for, in characters.
const NAME_MAX: usize = 300;

/// A decision on somebody in a community, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommunityDecision {
    /// The member.
    pub member: String,
    /// The code of a deed, or `hand_over`.
    pub decision: String,
}

/// What is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decided {
    Deed(BelongingDeed),
    HandOver,
}

impl Decided {
    /// What those who look after a community decide; the others' deeds are their own.
    fn read(code: &str) -> Option<Self> {
        match code {
            "hand_over" => Some(Self::HandOver),
            code => match BelongingDeed::from_code(code)? {
                BelongingDeed::Join | BelongingDeed::Leave | BelongingDeed::Invite => None,
                deed => Some(Self::Deed(deed)),
            },
        }
    }

    const fn act(self) -> Act {
        match self {
            Self::HandOver => Act::HandOver,
            Self::Deed(BelongingDeed::Appoint | BelongingDeed::Dismiss) => Act::Appoint,
            Self::Deed(_) => Act::ManagePeople,
        }
    }

    /// Whether the member is told of it.
    const fn is_told(self) -> bool {
        match self {
            Self::HandOver => true,
            Self::Deed(deed) => {
                matches!(deed, BelongingDeed::Approve | BelongingDeed::Appoint | BelongingDeed::Readmit)
            }
        }
    }
}

impl Portal {
    /// The people of a community, where what is in it is open to the viewer.
    ///
    /// # Errors
    /// `NotFound` where there is none that the viewer may see, or its people are not for the viewer.
    pub async fn community_people(
        &self,
        viewer: &Viewer,
        locale: Locale,
        slug: &str,
        page: u32,
    ) -> Result<CommunityPeoplePage, Error> {
        let kept = self.community_at(viewer, slug).await?;
        if !is_open_to(viewer, &kept) {
            return Err(if viewer.acting().is_some() { Error::NotFound } else { Error::SignInFirst });
        }
        let acts = acts_of(viewer, &kept);
        let (store, uid) = (&self.inner.store, &kept.record.uid);
        let page = page.clamp(1, LAST_PAGE);
        let cut = Page { limit: PER_PAGE, offset: (page - 1) * PER_PAGE };
        let listed = store.belongings(viewer, uid, &[BelongingState::Active], cut).await?;
        let (mut requests, mut others) = (Vec::new(), Vec::new());
        if acts.contains(&Act::ManagePeople) {
            // Whoever asks to come in shows who that is to those who decide.
            let all = Page::first(WAITING);
            requests = store.belongings(&Viewer::Operator, uid, &[BelongingState::Requested], all).await?.rows;
            let states = [BelongingState::Invited, BelongingState::Suspended];
            others = store.belongings(&Viewer::Operator, uid, &states, all).await?.rows;
        }
        Ok(CommunityPeoplePage {
            card: self.community_card(viewer, locale, &kept).await?,
            acts,
            requests: self.community_persons(viewer, requests).await?,
            others: self.community_persons(viewer, others).await?,
            total: listed.total,
            per_page: PER_PAGE,
            page,
            people: self.community_persons(viewer, listed.rows).await?,
        })
    }

    async fn community_persons(
        &self,
        viewer: &Viewer,
        rows: Vec<(Belonging, KeptMember)>,
    ) -> Result<Vec<CommunityPerson>, Error> {
        let (belongings, members): (Vec<Belonging>, Vec<KeptMember>) = rows.into_iter().unzip();
        let cards = self.cards(viewer, members).await?;
        let person =
            |(one, card): (Belonging, _)| CommunityPerson { card, role: one.role, state: one.state, note: one.note };
        Ok(belongings.into_iter().zip(cards).map(person).collect())
    }

    /// Decides on somebody: lets in or refuses, keeps out or lets in again, appoints or dismisses a facilitator, hands the
    /// community over. Sent twice, it is done once.
    ///
    /// # Errors
    /// The viewer may not, or a facilitator keeps out another one; `form` is `conflict` where the member stands elsewhere
    /// by now, `not_allowed` for its owner.
    pub async fn decide_in_community(
        &self,
        viewer: &Viewer,
        slug: &str,
        form: CommunityDecision,
    ) -> Result<(), FormError> {
        let by = asking(viewer)?;
        let decided = Decided::read(&form.decision).ok_or(Error::NotFound)?;
        let member = Uid::parse(&form.member).map_err(|_| Error::NotFound)?;
        let uid = self.community_to(viewer, decided.act(), slug).await?.record.uid;
        let viewer = viewer.clone();
        self.write(move |change| {
            Box::pin(async move {
                let kept = held(change, &viewer, decided.act(), &uid).await?;
                let before = kept.people.clone();
                match decided {
                    Decided::HandOver => {
                        let after = before.clone().handed_over(&member).map_err(refused)?;
                        change.put_circle(&before, &after).await?;
                    }
                    Decided::Deed(deed) => {
                        let gone = || FormError::field("form", FieldProblem::Conflict);
                        let own = before.belonging(&member).cloned().ok_or_else(gone)?;
                        // Whoever appoints a facilitator also takes that away.
                        if deed == BelongingDeed::Suspend && own.role == CommunityRole::Facilitator {
                            allows(&viewer, Act::Appoint, &on(&kept))?;
                        }
                        let (own_uid, at) = (own.uid.clone(), change.now().as_millisecond());
                        let after = own.clone().after(deed, at).map_err(refused)?;
                        match after {
                            Some(after) if after == own => return Ok(()),
                            Some(after) => change.put_belonging(&after).await.map(drop)?,
                            None => change.remove_belonging(&own_uid).await?,
                        }
                    }
                }
                if decided.is_told() { told(change, &member, &uid, &by, None).await } else { Ok(()) }
            })
        })
        .await
    }

    /// Invites a member, by name or by the address of the profile; whoever asked to come in is in.
    ///
    /// # Errors
    /// The viewer may not; `member` is missing, unknown, ambiguous, or `taken` by who belongs to it already, `not_allowed`
    /// for who is kept out.
    pub async fn invite_to_community(&self, viewer: &Viewer, slug: &str, typed: &str) -> Result<(), FormError> {
        let by = asking(viewer)?;
        let uid = self.community_to(viewer, Act::ManagePeople, slug).await?.record.uid;
        let member = self.member_called(viewer, typed).await?;
        let (viewer, new) = (viewer.clone(), self.new_uid());
        self.write(move |change| {
            Box::pin(async move {
                let kept = held(change, &viewer, Act::ManagePeople, &uid).await?;
                let Some(invited) = invited(&kept, &member, new, change.now().as_millisecond())? else { return Ok(()) };
                change.put_belonging(&invited).await?;
                told(change, &member, &uid, &by, None).await
            })
        })
        .await
    }

    /// The member of a name or of the address of a profile, among those whom the viewer sees.
    async fn member_called(&self, viewer: &Viewer, typed: &str) -> Result<Uid, FormError> {
        let problem = |problem| FormError::field("member", problem);
        let typed = plain_line(typed);
        if typed.is_empty() {
            return Err(problem(FieldProblem::Missing));
        }
        if typed.chars().count() > NAME_MAX {
            return Err(problem(FieldProblem::TooLong));
        }
        let named = typed.rsplit_once("/iscritti/").map_or(typed.as_str(), |(_, uid)| uid);
        if let Ok(uid) = Uid::parse(named.trim_end_matches('/'))
            && let Some(kept) = self.inner.store.member(viewer, &uid).await?
            && kept.record.state == MemberState::Active
        {
            return Ok(uid);
        }
        let filter = MemberFilter { text: typed, state: Some(MemberState::Active), ..MemberFilter::default() };
        let found = self.inner.store.members(viewer, &filter, Page::first(2)).await?.rows;
        match found.as_slice() {
            [] => Err(problem(FieldProblem::Unknown)),
            [one] => Ok(one.record.uid.clone()),
            _ => Err(problem(FieldProblem::Ambiguous)),
        }
    }
}

/// What comes of an invitation; nothing where it was made before.
fn invited(kept: &KeptCommunity, member: &Uid, new: Uid, at: i64) -> Result<Option<Belonging>, FormError> {
    let problem = |problem| FormError::field("member", problem);
    let Some(own) = kept.people.belonging(member).cloned() else {
        let bare = Belonging {
            uid: new,
            community: kept.record.uid.clone(),
            member: member.clone(),
            role: CommunityRole::Member,
            state: BelongingState::Invited,
            since: at,
            note: None,
        };
        return bare.begun(BelongingDeed::Invite, kept.record.access).map(Some).map_err(refused);
    };
    match own.state {
        BelongingState::Active => Err(problem(FieldProblem::Taken)),
        BelongingState::Suspended => Err(problem(FieldProblem::NotAllowed)),
        BelongingState::Invited => Ok(None),
        BelongingState::Requested => own.after(BelongingDeed::Invite, at).map_err(refused),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_joins_leaves_or_invites_in_the_place_of_another() {
        for own in [BelongingDeed::Join, BelongingDeed::Leave, BelongingDeed::Invite] {
            assert_eq!(Decided::read(own.code()), None);
        }
        let read = |code: &str| Decided::read(code).map(Decided::act);
        assert_eq!(read("approve"), Some(Act::ManagePeople));
        assert_eq!(read("appoint"), Some(Act::Appoint));
        assert_eq!(read("hand_over"), Some(Act::HandOver));
        assert_eq!(read("altro"), None);
    }
}
