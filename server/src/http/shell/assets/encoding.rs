// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Which compressed form a browser takes.

use http::HeaderValue;

/// The forms that files are kept in beside the plain one, the smallest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Brotli,
    Gzip,
}

/// The smallest form that is there and accepted; None for the plain one.
pub(super) fn preferred<'a>(
    accepted: impl IntoIterator<Item = &'a HeaderValue>,
    is_there: impl Fn(Encoding) -> bool,
) -> Option<Encoding> {
    let (mut brotli, mut gzip, mut any) = (None, None, None);
    for value in accepted {
        for part in value.to_str().unwrap_or("").split(',') {
            let (name, weight) = match part.split_once(';') {
                Some((name, weight)) => (name.trim(), !is_zero(weight)),
                None => (part.trim(), true),
            };
            match name.to_ascii_lowercase().as_str() {
                "br" => brotli = Some(weight),
                "gzip" | "x-gzip" => gzip = Some(weight),
                "*" => any = Some(weight),
                _ => {}
            }
        }
    }
    let takes = |named: Option<bool>| named.or(any).unwrap_or(false);
    if takes(brotli) && is_there(Encoding::Brotli) {
        Some(Encoding::Brotli)
    } else if takes(gzip) && is_there(Encoding::Gzip) {
        Some(Encoding::Gzip)
    } else {
        None
    }
}

/// Whether a weight such as `q=0.0` refuses.
fn is_zero(weight: &str) -> bool {
    weight
        .trim()
        .strip_prefix("q=")
        .and_then(|number| number.trim().parse::<f32>().ok())
        .is_some_and(|number| number <= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(accepted: &'static str) -> Option<Encoding> {
        preferred([&HeaderValue::from_static(accepted)], |_| true)
    }

    #[test]
    fn the_smallest_accepted_form_is_chosen() {
        assert_eq!(chosen("gzip, deflate, br, zstd"), Some(Encoding::Brotli));
        assert_eq!(chosen("gzip, br;q=0"), Some(Encoding::Gzip));
        assert_eq!(chosen("*"), Some(Encoding::Brotli));
        assert_eq!(chosen("*;q=0, gzip;q=0.5"), Some(Encoding::Gzip));
        assert_eq!(chosen("identity"), None);
        assert_eq!(chosen(""), None);
    }

    #[test]
    fn a_form_that_is_not_there_is_not_chosen() {
        let only_gzip = |encoding| encoding == Encoding::Gzip;
        let accepted = HeaderValue::from_static("br, gzip");
        assert_eq!(preferred([&accepted], only_gzip), Some(Encoding::Gzip));
        assert_eq!(preferred([&accepted], |_| false), None);
    }
}
