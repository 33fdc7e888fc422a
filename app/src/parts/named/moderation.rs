// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The words for what moderation does.

use domain::Locale;
use domain::moderation::ModerationDeed;

use super::Named;
use crate::ssr::i18n::say;

named! {
    ModerationDeed, moderation_deed {
        Held => held,
        LetOut => let_out,
        HiddenByFlags => hidden_by_flags,
        Hidden => hidden,
        Shown => shown,
        Locked => locked,
        Unlocked => unlocked,
        Closed => closed,
        Reopened => reopened,
        Pinned => pinned,
        Unpinned => unpinned,
        Moved => moved,
        Merged => merged,
        Silenced => silenced,
        SilenceEnded => silence_ended,
        Suspended => suspended,
        SuspensionEnded => suspension_ended,
    }
}
