// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The words for the codes of communities.

use domain::Locale;
use domain::community::{Access, CommunityRole, CommunityState};

use super::Named;
use crate::ssr::i18n::say;

named! {
    Access, community_access {
        Open => open,
        OnApproval => on_approval,
        Private => private,
    }
    CommunityState, community_state {
        Active => active,
        Archived => archived,
    }
    CommunityRole, community_role {
        Member => member,
        Facilitator => facilitator,
        Owner => owner,
    }
}
