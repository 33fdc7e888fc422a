// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What a practice's page shows beside its text: who assessed it, when it came to its phases, how old it is, who
//! follows it, what others say of it.

use domain::member::MemberState;
use domain::phase::{Facts, Phase, is_outdated};
use domain::policy::{Act, On, PracticeFacts, Refusal, Viewer, allows};
use domain::practice::{EvidenceRating, Opinion, OpinionOutcome, Practice};
use domain::{PartialDate, Uid};
use store::{Beside, PhaseReached};

use crate::Portal;
use crate::error::Error;
use crate::people::today;
use crate::testimonials::{Subject, Testify, TestimonialLine};

/// What a practice's page shows beside its text.
#[derive(Clone, Debug)]
pub struct Depth {
    /// What experts said, in the order of the record; their words are `PracticeHtml::opinions`.
    pub opinions: Vec<OpinionLine>,
    /// The phases up to the highest one that was reached.
    pub phases: Vec<PhaseLine>,
    /// Whether nobody changed or assessed it for three years.
    pub outdated: bool,
    /// How many follow it.
    pub followers: u64,
    /// Whether the viewer does, or may.
    pub follow: Follow,
    /// Whether the viewer may give an opinion on it.
    pub may_assess: bool,
    /// Whether the viewer has it on a desk.
    pub works_on: bool,
    /// What people of other bodies say of it.
    pub testimonials: Vec<TestimonialLine>,
    /// Whether the viewer may say something of it.
    pub testify: Testify,
}

/// An expert's opinion without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpinionLine {
    /// Who gave it: identifier and name, where the viewer sees that member's profile.
    pub by: Option<(String, String)>,
    /// When.
    pub on: PartialDate,
    /// What the expert thinks.
    pub outcome: OpinionOutcome,
    /// How far the evidence can be trusted.
    pub rating: EvidenceRating,
}

/// A phase in the history of a practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhaseLine {
    /// The phase.
    pub phase: Phase,
    /// When the practice first came to it, in seconds since 1970; absent where it never did, which is a gap.
    pub at: Option<i64>,
    /// Whether the fact behind it is still there.
    pub holds: bool,
}

/// Whether a viewer follows a practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follow {
    /// The viewer does.
    Follows,
    /// The viewer may.
    May,
    /// Members may.
    SignIn,
    /// Nobody does: it is not in the library.
    MayNot,
}

/// The phases up to the highest one reached. One that was gone through without being the highest has the moment at
/// which a later one was reached, if its fact is there.
fn phase_lines(reached: &[PhaseReached], facts: Facts, present: Phase) -> Vec<PhaseLine> {
    let highest = reached.iter().map(|one| one.phase).fold(present, Ord::max);
    let line = |phase: Phase| {
        let holds = facts.has(phase);
        let own = reached.iter().find(|one| one.phase == phase);
        let later = reached.iter().find(|one| one.phase > phase).filter(|_| holds);
        PhaseLine { phase, at: own.or(later).map(|one| one.at.as_second()), holds }
    };
    Phase::ALL.iter().copied().filter(|phase| *phase <= highest).map(line).collect()
}

fn follow(viewer: &Viewer, own: bool, on: &On) -> Follow {
    match allows(viewer, Act::Follow, on) {
        // Also what was taken out meanwhile: one may cease.
        _ if own => Follow::Follows,
        Ok(()) => Follow::May,
        Err(Refusal::SignInFirst) => Follow::SignIn,
        Err(_) => Follow::MayNot,
    }
}

impl Portal {
    /// What a practice's page shows beside its text, for who has read it.
    pub(crate) async fn depth_of(
        &self,
        viewer: &Viewer,
        row: &store::PracticePage,
        facts: Facts,
    ) -> Result<Depth, Error> {
        let kept = &row.practice;
        let practice = &kept.record;
        let on = On::Practice(PracticeFacts::from(practice));
        let own = viewer.acting().map(|acting| &acting.member);
        let follows = match own {
            Some(member) if row.followers > 0 => self.inner.store.followers(&practice.uid, Some(member)).await?.own,
            _ => false,
        };
        let reached = self.inner.store.phases_of(&practice.uid).await?;
        Ok(Depth {
            opinions: self.opinions_on(viewer, practice).await?,
            phases: phase_lines(&reached, facts, kept.phase),
            outdated: is_outdated(practice, today(kept.updated_at), today(self.now())),
            followers: row.followers,
            follow: follow(viewer, follows, &on),
            may_assess: allows(viewer, Act::Assess, &on).is_ok(),
            works_on: allows(viewer, Act::SeeWork, &on).is_ok(),
            testimonials: match row.has(Beside::Testimonials) {
                true => self.testimonials_shown(viewer, (Subject::Practice, &practice.uid), &on).await?,
                false => Vec::new(),
            },
            testify: Testify::of(viewer, &on),
        })
    }

    async fn opinions_on(&self, viewer: &Viewer, practice: &Practice) -> Result<Vec<OpinionLine>, Error> {
        let experts: Vec<Uid> = practice.opinions.iter().filter_map(|opinion| opinion.by.clone()).collect();
        let kept = self.inner.store.members_by_uids(viewer, &experts).await?;
        let named = |uid: &Uid| {
            let member = kept.iter().map(|kept| &kept.record).find(|member| member.uid == *uid)?;
            (member.state == MemberState::Active).then(|| (member.uid.to_string(), member.full_name()))
        };
        let line = |opinion: &Opinion| OpinionLine {
            by: opinion.by.as_ref().and_then(named),
            on: opinion.on,
            outcome: opinion.outcome,
            rating: opinion.rating,
        };
        Ok(practice.opinions.iter().map(line).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    fn reached(phases: &[(Phase, i64)]) -> Vec<PhaseReached> {
        let at = |seconds: i64| Timestamp::from_second(seconds).expect("a moment");
        phases.iter().map(|(phase, seconds)| PhaseReached { phase: *phase, at: at(*seconds) }).collect()
    }

    #[test]
    fn a_phase_that_was_never_reached_is_a_gap_and_one_that_was_passed_has_the_moment_of_the_later_one() {
        let facts = Facts { documented: true, adopted: true, ..Facts::default() };
        let lines = phase_lines(&reached(&[(Phase::Adopted, 7)]), facts, Phase::Adopted);
        let seen: Vec<_> = lines.iter().map(|line| (line.phase, line.at, line.holds)).collect();
        assert_eq!(
            seen,
            [
                (Phase::Identified, Some(7), true),
                (Phase::Documented, Some(7), true),
                (Phase::Analysed, None, false),
                (Phase::Transferring, None, false),
                (Phase::Adopted, Some(7), true),
            ]
        );
    }

    #[test]
    fn the_first_time_counts_and_what_was_lost_is_told() {
        let history = reached(&[(Phase::Identified, 1), (Phase::Documented, 2), (Phase::Identified, 3)]);
        let lines = phase_lines(&history, Facts::default(), Phase::Identified);
        let seen: Vec<_> = lines.iter().map(|line| (line.phase, line.at, line.holds)).collect();
        assert_eq!(seen, [(Phase::Identified, Some(1), true), (Phase::Documented, Some(2), false)]);
    }
}
