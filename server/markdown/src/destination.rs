// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Where a link may lead and an image may come from.

use std::sync::LazyLock;

use ammonia::Url;

/// A site that is nobody's, to read an address in the way in which a browser reads it.
static SITE: LazyLock<Url> =
    LazyLock::new(|| Url::parse("https://site.invalid/").expect("a constant address is valid"));

/// An allowed destination. There is none for other schemes (`javascript:`, `data:`), for
/// addresses without a scheme (`//elsewhere`, `page`), nor for what a browser would read otherwise
/// than it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Destination {
    /// `http:` or `https:`, somebody else's.
    Web,
    /// `mailto:`
    Mail,
    /// A path of this portal.
    Page,
    /// A path of this portal below `/files/`.
    File,
}

impl Destination {
    pub(crate) fn of(address: &str) -> Option<Self> {
        if address.contains(|c: char| c.is_control() || c == '\\') {
            return None;
        }
        if address.starts_with('/') {
            return Self::here(address);
        }
        match Url::parse(address).ok()?.scheme() {
            "http" | "https" => Some(Self::Web),
            "mailto" => Some(Self::Mail),
            _ => None,
        }
    }

    fn here(path: &str) -> Option<Self> {
        let url = SITE.join(path).ok()?;
        if url.origin() != SITE.origin() {
            return None;
        }
        Some(if url.path().starts_with("/files/") { Self::File } else { Self::Page })
    }
}
