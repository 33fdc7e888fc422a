// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What pages share.

pub mod adopted;
pub mod advert;
pub mod card;
pub mod chips;
pub mod country;
pub mod crumbs;
pub mod desk_frame;
pub mod document_words;
pub mod failure;
pub mod feedback;
pub mod flow_map;
pub mod forms;
pub mod frame;
pub mod graft;
pub mod head;
pub mod icon;
pub mod json_ld;
pub mod matches;
pub mod moderating;
pub mod named;
pub mod narrow;
pub mod notice_place;
pub mod numbers;
pub mod pager;
pub mod person;
pub mod phase;
pub mod practice_words;
pub mod raw;
pub mod runs;
pub mod search_within;
pub mod side_menu;
pub mod start;
pub mod testimonial;
pub mod threads;
pub mod transfer;
pub mod two_bodies;
pub mod watching;
pub mod when;

use domain::Locale;
use portal::cards::Text;

/// The `lang` of a text, where it differs from the page's.
pub fn lang_of(text: &Text, locale: Locale) -> Option<&'static str> {
    (text.language != locale.language()).then(|| text.language.code())
}
