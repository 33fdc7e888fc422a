// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Where a redirect may lead: to an address of this portal and nowhere else.

use url::Url;

/// The longest address, in bytes.
const LONGEST: usize = 2_000;
/// Stands for the portal itself while an address is resolved; nobody has this name (RFC 2606).
const OURS: &str = "http://innesto.invalid";

/// An address of this portal, with its parameters: begins with one `/`, plain ASCII, fit for a header.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SafePath(String);

impl SafePath {
    /// Reads what came from outside (`next=`). A fragment is left out.
    ///
    /// The text is resolved as a browser would, and what comes out is kept, not what went in.
    pub fn parse(text: &str) -> Option<Self> {
        let hidden = |c: char| c.is_control() || c.is_whitespace() || c == '\\';
        if text.len() > LONGEST || !text.starts_with('/') || text.starts_with("//") || text.contains(hidden) {
            return None;
        }
        let ours = Url::parse(OURS).expect("a constant address");
        let url = ours.join(text).ok().filter(|url| url.origin() == ours.origin() && url.username().is_empty())?;
        let path = url.path();
        if path.starts_with("//") || !path.starts_with('/') {
            return None;
        }
        let whole = url.query().map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
        (whole.len() <= LONGEST && whole.bytes().all(|b| (0x21..0x7f).contains(&b))).then_some(Self(whole))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address without its parameters.
    pub fn path(&self) -> &str {
        self.0.split('?').next().unwrap_or("/")
    }
}

impl std::fmt::Display for SafePath {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Option<String> {
        SafePath::parse(text).map(|path| path.to_string())
    }

    #[test]
    fn an_address_of_ours_is_kept() {
        assert_eq!(read("/pratiche/nidi?x=1&y=%C3%A8").as_deref(), Some("/pratiche/nidi?x=1&y=%C3%A8"));
        assert_eq!(read("/cerca?q=città#risultati").as_deref(), Some("/cerca?q=citt%C3%A0"));
        assert_eq!(read("/a/../b").as_deref(), Some("/b"));
    }

    #[test]
    fn what_leads_elsewhere_is_refused() {
        for bad in [
            "",
            "pratiche",
            "//evil.example",
            "/\\evil.example",
            "\\/evil.example",
            "https://evil.example/",
            "javascript:alert(1)",
            "/\n/evil.example",
            "/\t/evil.example",
            "/x\r\nSet-Cookie: a=b",
            "/ /evil.example",
            "/..//evil.example",
            "/.//evil.example",
            "/%2e//evil.example",
        ] {
            assert_eq!(read(bad), None, "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_kept_stays_with_us(text in "[/\\\\.a-z:@%#?\\t ]{0,24}") {
            if let Some(path) = SafePath::parse(&text) {
                let base = Url::parse("https://portal.example").expect("an address");
                let there = base.join(path.as_str()).expect("an address");
                prop_assert_eq!(there.origin(), base.origin());
                prop_assert_eq!(SafePath::parse(path.as_str()), Some(path));
            }
        }
    }
}
