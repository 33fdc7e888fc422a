// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The words for the codes of notices.

use domain::Locale;
use domain::notice::{Level, NoticeKind, Rhythm};

use super::Named;
use crate::ssr::i18n::say;

named! {
    NoticeKind, notice_kind {
        Moderation => moderation,
        Mention => mention,
        Reply => reply,
        Community => community,
        Announcement => announcement,
        Outcome => outcome,
        NewThread => new_thread,
        NewPost => new_post,
    }
    Rhythm, rhythm {
        AtOnce => at_once,
        Daily => daily,
        Weekly => weekly,
        Monthly => monthly,
        Off => off,
    }
    Level, watch_level {
        Watch => watch,
        Follow => follow,
        Mute => mute,
    }
}
