// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The codes in the tables of accounts.

/// Declares an enum, its codes, and the ways between the two, as `domain` does for its own.
macro_rules! coded {
    ($(#[$meta:meta])* $name:ident { $( $(#[$variant_meta:meta])* $variant:ident = $code:literal, )+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $( $(#[$variant_meta])* $variant, )+
        }

        impl $name {
            /// All values.
            pub const ALL: &'static [Self] = &[$( Self::$variant, )+];

            /// The code in the table; it is never changed.
            pub const fn code(self) -> &'static str {
                match self { $( Self::$variant => $code, )+ }
            }

            /// The value of a code, or nothing for a word that is no code.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code() == code)
            }
        }
    };
}

coded! {
    /// What a link that works once is for.
    LinkKind {
        /// Confirms the address of a new account.
        ConfirmEmail = "confirm_email",
        /// Lets a new password be set.
        ResetPassword = "reset_password",
        /// Invites somebody to register.
        Invitation = "invitation",
        /// Invites somebody to act for an organisation.
        JoinOrganisation = "join_organisation",
        /// Confirms a change of address from the old one.
        ChangeEmailOld = "change_email_old",
        /// Confirms a change of address from the new one.
        ChangeEmailNew = "change_email_new",
    }
}

coded! {
    /// Where a mail stands.
    MailState {
        /// To be sent when its turn comes.
        Waiting = "waiting",
        /// A server holds it for a while and is sending it.
        Sending = "sending",
        /// The mail server took it.
        Sent = "sent",
        /// Given up.
        Failed = "failed",
    }
}

coded! {
    /// Where a request for an organisation that is not in the list stands.
    RequestState {
        /// Nobody has decided.
        Waiting = "waiting",
        /// The organisation is in the list now.
        Accepted = "accepted",
        /// It was not taken.
        Refused = "refused",
    }
}

/// Whose computer a session is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Computer {
    /// One that only this person uses.
    Own,
    /// One that others use too.
    Shared,
}
