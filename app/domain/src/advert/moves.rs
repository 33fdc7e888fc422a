// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How an advert moves on, and what keeps it from that.

use super::{Advert, AdvertState, writing};
use crate::code::coded;
use crate::date::Day;
use crate::policy::Act;
use crate::text::Uid;

/// For how many days an advert is out, and for how many more once it is renewed (DOMAIN.md, "Seek/offer advert").
pub const LASTS_DAYS: i16 = 180;
/// How many times it can be renewed (DOMAIN.md, "Seek/offer advert").
pub const RENEWALS_MAX: u8 = 2;
/// In how many last days it can be renewed: earlier it would waste one of its times.
pub const RENEWABLE_WITHIN_DAYS: i16 = 30;

coded! {
    /// What leads an advert from one state to another.
    AdvertMove {
        /// Its body lets it out.
        Publish = "publish",
        /// Another body answers it.
        Answer = "answer",
        /// It leads to a twinning.
        Match = "match",
        /// Its body takes it back.
        Close = "close",
        /// Its time is over.
        Expire = "expire",
        /// Its body lets it run on.
        Renew = "renew",
    }
}

impl AdvertMove {
    /// The state that it leads to, where it can be made.
    ///
    /// Beside the states of DOMAIN.md in their order: what is open can be closed, can expire without an answer, and
    /// can lead to a twinning that somebody proposed without a word before. A draft is deleted and never closed, since
    /// what is closed everybody may read.
    pub const fn from(self, state: AdvertState) -> Option<AdvertState> {
        use AdvertState::{Closed, Draft, Expired, InContact, Matched, Open};
        match (self, state) {
            (Self::Publish, Draft) | (Self::Renew, Open | Expired) => Some(Open),
            (Self::Answer, Open | InContact) | (Self::Renew, InContact) => Some(InContact),
            (Self::Match, Open | InContact) => Some(Matched),
            (Self::Close, Open | InContact) => Some(Closed),
            (Self::Expire, Open | InContact) => Some(Expired),
            _ => None,
        }
    }

    /// What somebody must be allowed to do to make it; nobody makes an advert expire, but time.
    pub const fn act(self) -> Option<Act> {
        match self {
            Self::Answer => Some(Act::Answer),
            Self::Publish | Self::Match | Self::Renew => Some(Act::Advance),
            Self::Close => Some(Act::Withdraw),
            Self::Expire => None,
        }
    }
}

/// Why an advert does not move.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoveRefused {
    /// Its state has no such move.
    #[error("cannot {step} while {state}")]
    NotNow {
        /// The move.
        step: AdvertMove,
        /// Where the advert stands.
        state: AdvertState,
    },
    /// Something that must be there is not.
    #[error("is not complete")]
    Lacks(Vec<writing::Lack>),
    /// Its time is over, although nobody has moved it yet.
    #[error("has expired")]
    Over,
    /// Its time is not over.
    #[error("has not expired")]
    NotOver,
    /// It ends too far from now to be renewed.
    #[error("can be renewed from {from} on")]
    TooEarly {
        /// The first day on which it can.
        from: Day,
    },
    /// It was renewed as often as it can be.
    #[error("was renewed {RENEWALS_MAX} times")]
    RenewedEnough,
    /// A body does not answer its own advert.
    #[error("is its own")]
    Own,
}

impl Advert {
    fn step(&self, step: AdvertMove) -> Result<AdvertState, MoveRefused> {
        step.from(self.state).ok_or(MoveRefused::NotNow { step, state: self.state })
    }

    /// Lets it out.
    ///
    /// # Errors
    /// It is no draft, or something is missing: all of it at once.
    pub fn publish(mut self, today: Day) -> Result<Self, MoveRefused> {
        self.state = self.step(AdvertMove::Publish)?;
        let lacks = writing::lacks(&writing::AdvertForm::of(&self), self.kind);
        if !lacks.is_empty() {
            return Err(MoveRefused::Lacks(lacks));
        }
        self.published_on = Some(today);
        self.expires_on = Some(today.plus_days(LASTS_DAYS));
        Ok(self)
    }

    /// Another body answers it.
    ///
    /// # Errors
    /// It takes no answers, or the body is its own.
    pub fn answer(mut self, by: &Uid, today: Day) -> Result<Self, MoveRefused> {
        let state = self.step(AdvertMove::Answer)?;
        if *by == self.organisation {
            return Err(MoveRefused::Own);
        }
        if self.is_due(today) {
            return Err(MoveRefused::Over);
        }
        self.state = state;
        Ok(self)
    }

    /// It led to a twinning.
    ///
    /// # Errors
    /// It is not out.
    pub fn match_with(mut self, twinning: Uid) -> Result<Self, MoveRefused> {
        self.state = self.step(AdvertMove::Match)?;
        self.twinning = Some(twinning);
        Ok(self)
    }

    /// Takes it back.
    ///
    /// # Errors
    /// It is not out.
    pub fn close(mut self) -> Result<Self, MoveRefused> {
        self.state = self.step(AdvertMove::Close)?;
        Ok(self)
    }

    /// Its time is over.
    ///
    /// # Errors
    /// It is not out, or may be for longer.
    pub fn expire(mut self, today: Day) -> Result<Self, MoveRefused> {
        self.state = self.step(AdvertMove::Expire)?;
        if self.is_due(today) { Ok(self) } else { Err(MoveRefused::NotOver) }
    }

    /// Lets it run on, from today.
    ///
    /// # Errors
    /// It cannot, was renewed as often as it can be, or is out for long enough.
    pub fn renew(mut self, today: Day) -> Result<Self, MoveRefused> {
        let state = self.step(AdvertMove::Renew)?;
        if self.renewals >= RENEWALS_MAX {
            return Err(MoveRefused::RenewedEnough);
        }
        let from = self.expires_on.unwrap_or(today).plus_days(-RENEWABLE_WITHIN_DAYS);
        if today < from {
            return Err(MoveRefused::TooEarly { from });
        }
        self.state = if self.is_due(today) { AdvertState::Open } else { state };
        self.expires_on = Some(today.plus_days(LASTS_DAYS));
        self.renewals += 1;
        Ok(self)
    }
}
