// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The one place in the browser where HTML comes from text: a preview, as the server's renderer made it.
//!
//! Nothing that was typed may be handed in here, only what `/api/preview` answered; scripts in it would be stopped by
//! the policy of all pages, and there are none: the renderer makes `SafeHtml` and nothing else.

use web_sys::Element;

use crate::api::Shown;

/// Shows a rendered text.
pub(super) fn show(place: &Element, shown: &Shown) {
    place.set_inner_html(&shown.html);
}
