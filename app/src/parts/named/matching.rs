// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The words for the codes of matches and of readiness.

use domain::Locale;
use domain::matching::{ComponentKind, DismissalReason, MatchState};
use domain::readiness::{ReadinessAnswer, ReadinessLevel};

use super::Named;
use crate::ssr::i18n::say;

named! {
    MatchState, match_state {
        Suggested => suggested,
        Viewed => viewed,
        Contacted => contacted,
        Accepted => accepted,
        Dismissed => dismissed,
    }
    ComponentKind, match_component {
        Text => text,
        Themes => themes,
        TransferKinds => transfer_kinds,
        Size => size,
        Time => time,
        Language => language,
        Bridge => bridge,
    }
    DismissalReason, dismissal_reason {
        OtherSubject => subject,
        OtherSize => size,
        OtherTime => time,
        TooFar => too_far,
        OtherWay => way,
        AlreadyKnown => already_known,
        Other => different,
    }
    ReadinessAnswer, readiness_answer {
        Yes => yes,
        Partly => partly,
        No => no,
        Unknown => unknown,
    }
    ReadinessLevel, readiness_level {
        NotReady => not_ready,
        Open => open,
        ToPrepare => to_prepare,
        Ready => ready,
    }
}
