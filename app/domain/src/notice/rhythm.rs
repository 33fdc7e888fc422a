// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How often mails come, and the stretches of time that digests are of.

use crate::code::coded;
use crate::date::Day;

coded! {
    /// How often mails come.
    #[derive(Default)]
    Rhythm {
        /// Each by itself, at once.
        AtOnce = "at_once",
        /// Gathered, each day.
        Daily = "daily",
        /// Gathered, each Monday.
        #[default]
        Weekly = "weekly",
        /// Gathered, on the first of each month.
        Monthly = "monthly",
        /// Never.
        Off = "off",
    }
}

/// The stretch of time that a digest is of, in whole days: all from its first day on, before its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The rhythm.
    pub rhythm: Rhythm,
    /// The first day.
    pub from: Day,
    /// The first day after it: the one on which the digest is sent.
    pub until: Day,
}

impl Period {
    /// The last stretch that is over on a day; nothing for mails that are not gathered. Whoever was not there on the day
    /// itself sends the same digest later.
    pub fn over_on(rhythm: Rhythm, today: Day) -> Option<Self> {
        let (from, until) = match rhythm {
            Rhythm::Daily => (today.plus_days(-1), today),
            Rhythm::Weekly => {
                let monday = today.first_of_week();
                (monday.plus_days(-7), monday)
            }
            Rhythm::Monthly => {
                let first = today.first_of_month();
                (first.plus_days(-1).first_of_month(), first)
            }
            Rhythm::AtOnce | Rhythm::Off => return None,
        };
        Some(Self { rhythm, from, until })
    }

    /// What names the digest of a stretch, so that a member gets it once, however often it is made.
    pub fn key(self) -> String {
        format!("{}-{}", self.rhythm, self.until)
    }
}
