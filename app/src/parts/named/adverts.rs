// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The words for the codes of adverts, and of what bodies write to each other.

use domain::Locale;
use domain::advert::{AdvertKind, AdvertState, Mode, RegionScope, TransferKind};
use domain::contact::{ContactState, FlagReason};

use super::Named;
use crate::ssr::i18n::say;

named! {
    AdvertKind, advert_kind {
        Seek => seek,
        Offer => offer,
    }
    AdvertState, advert_state {
        Draft => draft,
        Open => open,
        InContact => in_contact,
        Matched => matched,
        Closed => closed,
        Expired => expired,
    }
    TransferKind, transfer_kind {
        Documents => documents,
        Coaching => coaching,
        StudyVisit => study_visit,
        Training => training,
        Software => software,
        Mentoring => mentoring,
    }
    Mode, mode {
        Remote => remote,
        InPerson => in_person,
        Mixed => mixed,
    }
    RegionScope, region_scope {
        Anywhere => anywhere,
        Same => same,
        List => list,
    }
    ContactState, contact_state {
        Open => open,
        Answered => answered,
        Blocked => blocked,
        Closed => closed,
        BecameTwinning => became_twinning,
    }
    FlagReason, flag_reason {
        Spam => spam,
        Abuse => abuse,
        Personal => personal,
        Other => different,
    }
}
