// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The last step: ammonia with a short list of its own, whatever came before.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use crate::destination::Destination;
use crate::safe_html::SafeHtml;

/// The `rel` of a link that leads away from the portal.
pub(crate) const FOREIGN: &str = "nofollow ugc noopener noreferrer";

/// Never `svg`, `math`, `style` or an element that holds raw text (`title`, `textarea`,
/// `noscript`, `iframe`, `script`): each known hole of ammonia needed one of them
/// (RUSTSEC-2025-0071, RUSTSEC-2026-0193, RUSTSEC-2026-0213).
const ELEMENTS: [&str; 26] = [
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "div",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Attributes of any value; those that hold an address also pass [`lawful`].
const ATTRIBUTES: [(&str, &[&str]); 3] =
    [("a", &["href", "title"]), ("img", &["src", "alt", "title"]), ("ol", &["start"])];

/// Attributes of these values only.
const VALUES: [(&str, &str, &[&str]); 5] = [
    ("a", "rel", &[FOREIGN]),
    ("div", "class", &["table-responsive"]),
    ("div", "tabindex", &["0"]),
    ("td", "class", &["text-center", "text-end"]),
    ("th", "class", &["text-center", "text-end"]),
];

/// Attributes that each such element gets. What scrolls sideways is within the keyboard's reach.
/// Not more than one for an element, because ammonia writes several in any order.
const SET: [(&str, &str, &str); 4] =
    [("img", "loading", "lazy"), ("pre", "tabindex", "0"), ("table", "class", "table"), ("th", "scope", "col")];

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(sanitiser);

/// Cleans HTML. Its nesting must already be bounded (see `reading`).
pub(crate) fn clean(html: &str) -> SafeHtml {
    SafeHtml::sanitised(SANITISER.clean(html).to_string())
}

fn sanitiser() -> Builder<'static> {
    let mut values: HashMap<_, HashMap<_, _>> = HashMap::new();
    for (element, attribute, allowed) in VALUES {
        values.entry(element).or_default().insert(attribute, HashSet::from_iter(allowed.to_vec()));
    }
    let mut set: HashMap<_, HashMap<_, _>> = HashMap::new();
    for (element, attribute, value) in SET {
        set.entry(element).or_default().insert(attribute, value);
    }
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(ELEMENTS))
        .clean_content_tags(HashSet::from(["script", "style"]))
        .tag_attributes(ATTRIBUTES.map(|(e, a)| (e, HashSet::from_iter(a.to_vec()))).into())
        .tag_attribute_values(values)
        .set_tag_attribute_values(set)
        .generic_attributes(HashSet::new())
        .allowed_classes(HashMap::new())
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true)
        .attribute_filter(|element, attribute, value| lawful(element, attribute, value).then_some(value.into()));
    builder
}

/// The rules of [`Destination`] once more, on what the HTML parser read.
fn lawful(element: &str, attribute: &str, value: &str) -> bool {
    match (element, attribute) {
        ("a", "href") => Destination::of(value).is_some(),
        ("img", "src") => Destination::of(value) == Some(Destination::File),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sanitiser_alone_lets_nothing_through() {
        for (html, cleaned) in [
            ("<script>a</script><style>b</style>c", "c"),
            ("<p onclick=a style=b id=c class=d>e</p>", "<p>e</p>"),
            ("<a href=javascript:a rel=opener>b</a>", "<a>b</a>"),
            ("<a href='//evil.example'>b</a>", "<a>b</a>"),
            ("<img src=x onerror=a><img src=//a/files/>", "<img loading=\"lazy\"><img loading=\"lazy\">"),
            ("<svg><p><style><!--</style><img src onerror=a>-->", "<p><img loading=\"lazy\">--&gt;</p>"),
            ("<math><mtext><table><mglyph><style><img onerror=a>", ""),
            ("<noscript><p title='</noscript><img src onerror=a>'>", "&lt;p title='<img loading=\"lazy\">'&gt;"),
            ("<textarea><b></textarea><title><i></title><iframe src=a>", "&lt;b&gt;&lt;i&gt;"),
            ("<form action=a><input autofocus><button>b</button></form>", "b"),
            ("<!-- a --><![CDATA[b]]><?c?>d", "d"),
        ] {
            assert_eq!(clean(html).as_str(), cleaned, "{html}");
        }
    }
}
