// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Where notices lead.

use domain::Locale;
use portal::notices::NoticePlace;

use crate::paths;

/// The address that a notice leads to.
pub fn address_of(locale: Locale, place: &NoticePlace) -> String {
    match place {
        NoticePlace::Thread { address, position: Some(position) } => paths::post(locale, address, *position),
        NoticePlace::Thread { address, position: None } => paths::thread(locale, address),
        NoticePlace::Community(slug) => paths::community(locale, slug),
        NoticePlace::Notices => paths::notices(locale),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_leads_to_its_post_to_its_thing_or_to_the_list() {
        let of_thread = |position| NoticePlace::Thread { address: "12-mense".to_owned(), position };
        let leads = |place: &NoticePlace| address_of(Locale::English, place);
        assert_eq!(leads(&of_thread(None)), "/en/discussioni/12-mense");
        assert_eq!(leads(&of_thread(Some(21))), "/en/discussioni/12-mense?page=2#intervento-21");
        assert_eq!(leads(&NoticePlace::Community("sua".to_owned())), "/en/comunita/sua");
        assert_eq!(leads(&NoticePlace::Notices), "/en/notifiche");
    }
}
