// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who is told of what happens to a twinning: the people of its parties, those who coordinate it, and evaluators.

use domain::Uid;
use domain::member::{Member, MemberState, PortalRole};
use domain::policy::Viewer;
use domain::twinning::{Happening, Twinning};
use store::Change;

use crate::Portal;
use crate::error::Error;
use crate::form::FormError;
use crate::people::{MailContent, write_about};

/// The most people that one change writes to.
const TOLD_MAX: usize = 60;

/// Who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tells {
    /// Nobody: it waits for nobody.
    Nobody,
    /// Those who coordinate it.
    Coordinators,
    /// Those who coordinate it, and who writes for its parties.
    Parties,
    /// The same, and the evaluators of the portal, who are asked now.
    Evaluators,
}

/// What happened.
pub(super) struct News<'a> {
    /// The twinning after it.
    pub(super) twinning: &'a Twinning,
    /// Its address.
    pub(super) slug: &'a str,
    /// What was done.
    pub(super) happening: &'a Happening,
    /// By whom: identifier and name.
    pub(super) by: (&'a Uid, &'a str),
}

impl Portal {
    /// The people to tell, each once, without who does it.
    pub(super) async fn people_to_tell(
        &self,
        twinning: &Twinning,
        tells: Tells,
        by: &Uid,
    ) -> Result<Vec<Member>, Error> {
        if tells == Tells::Nobody {
            return Ok(Vec::new());
        }
        let coordinators = self.inner.store.members_by_uids(&Viewer::Operator, &twinning.coordinators()).await?;
        let mut people: Vec<Member> = coordinators.into_iter().map(|kept| kept.record).collect();
        if matches!(tells, Tells::Parties | Tells::Evaluators) {
            for organisation in twinning.organisations() {
                people.extend(self.editors_of(&organisation).await?);
            }
        }
        if tells == Tells::Evaluators {
            people.extend(self.inner.store.members_with_role(PortalRole::Reviewer).await?);
        }
        let mut told: Vec<Member> = Vec::new();
        for member in people {
            let is_new = member.uid != *by && told.iter().all(|known| known.uid != member.uid);
            if is_new && member.state == MemberState::Active && told.len() < TOLD_MAX {
                told.push(member);
            }
        }
        Ok(told)
    }
}

/// Writes the mails within the change.
pub(super) async fn tell(change: &mut Change, told: &[Member], news: News<'_>) -> Result<(), FormError> {
    let (by, name) = news.by;
    for member in told {
        let content = MailContent::TwinningNews {
            first_name: member.first_name.clone(),
            title: news.twinning.title.clone(),
            slug: news.slug.to_owned(),
            deed: news.happening.deed.code().to_owned(),
            to: news.happening.to.clone().unwrap_or_default(),
            by: name.to_owned(),
            note: news.happening.note.clone().unwrap_or_default(),
        };
        write_about(change, by, member, &content).await?;
    }
    Ok(())
}
