// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The words for what notices tell, and for what became of their forms.

use domain::Locale;
use domain::notice::NoticeKind;

use crate::ssr::i18n::say;

/// What happened.
pub(super) fn happened(locale: Locale, kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Moderation => say!(locale, notices.happened.moderation),
        NoticeKind::Mention => say!(locale, notices.happened.mention),
        NoticeKind::Reply => say!(locale, notices.happened.reply),
        NoticeKind::Community => say!(locale, notices.happened.community),
        NoticeKind::Announcement => say!(locale, notices.happened.announcement),
        NoticeKind::Outcome => say!(locale, notices.happened.outcome),
        NoticeKind::NewThread => say!(locale, notices.happened.new_thread),
        NoticeKind::NewPost => say!(locale, notices.happened.new_post),
    }
}

/// What was done.
pub(super) fn done(locale: Locale, code: &str) -> Option<&'static str> {
    Some(match code {
        "one" => say!(locale, notices.done.one),
        "thing" => say!(locale, notices.done.thing),
        "all" => say!(locale, notices.done.all),
        _ => return None,
    })
}
