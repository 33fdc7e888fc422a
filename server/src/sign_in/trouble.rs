// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Why somebody was not signed in: a code for the page, and a reason for the log. No word of a provider is in either.

/// What the page says; its words stand in `sign_in.json` below `problem`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The person broke it off, or the provider did not let the person in.
    Cancelled,
    /// The provider does not answer.
    ProviderDown,
    /// What the provider answers cannot be believed.
    ProviderAnswer,
    /// It took too long, was begun in another browser, or was done already.
    Stale,
    /// No account has this identity, and nobody may register by it.
    NotLinked,
    /// The account is suspended, or waits to be let in.
    Suspended,
    /// An account with this address is there: sign in to it first, then link.
    KnownAddress,
    /// The identity is another account's already.
    Taken,
    /// The portal itself cannot take it now.
    Failed,
}

impl Kind {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::ProviderDown => "provider_down",
            Self::ProviderAnswer => "provider_answer",
            Self::Stale => "stale",
            Self::NotLinked => "not_linked",
            Self::Suspended => "suspended",
            Self::KnownAddress => "known_address",
            Self::Taken => "taken",
            Self::Failed => "failed",
        }
    }
}

/// Why somebody was not signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Trouble {
    pub(super) kind: Kind,
    /// For the log: one word for each check that can fail.
    pub(super) reason: &'static str,
}

impl Trouble {
    pub(super) const fn new(kind: Kind, reason: &'static str) -> Self {
        Self { kind, reason }
    }

    pub(super) const fn down(reason: &'static str) -> Self {
        Self::new(Kind::ProviderDown, reason)
    }

    pub(super) const fn answer(reason: &'static str) -> Self {
        Self::new(Kind::ProviderAnswer, reason)
    }

    pub(super) const fn stale(reason: &'static str) -> Self {
        Self::new(Kind::Stale, reason)
    }
}
