// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The words for the codes of threads and posts.

use domain::Locale;
use domain::policy::Writers;
use domain::post::{MarkKind, Reaction};
use domain::thread::ThreadKind;
use portal::talking::PlaceKind;

use super::Named;
use crate::ssr::i18n::say;

named! {
    ThreadKind, thread_kind {
        General => general,
        Question => question,
        Announcement => announcement,
        Testimonials => testimonials,
    }
    PlaceKind, thread_place {
        Twinning => twinning,
        Practice => practice,
        Advert => advert,
        Community => community,
        Free => free,
    }
    Writers, thread_writers {
        All => all,
        Within => within,
    }
    MarkKind, mark_kind {
        Decision => decision,
        OpenQuestion => open_question,
        Action => action,
    }
    Reaction, reaction {
        Useful => useful,
        Thanks => thanks,
    }
}
