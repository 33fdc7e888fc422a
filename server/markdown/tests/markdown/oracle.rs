// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Judges HTML with another parser than the one that cleaned it (html5ever of another version).

use scraper::{ElementRef, Html, Node, Selector};

const ALLOWED: [(&str, &[&str]); 26] = [
    ("a", &["href", "title", "rel"]),
    ("blockquote", &[]),
    ("br", &[]),
    ("code", &[]),
    ("del", &[]),
    ("div", &["class", "tabindex"]),
    ("em", &[]),
    ("h2", &[]),
    ("h3", &[]),
    ("h4", &[]),
    ("h5", &[]),
    ("h6", &[]),
    ("hr", &[]),
    ("img", &["src", "alt", "title", "class", "loading"]),
    ("li", &[]),
    ("ol", &["start"]),
    ("p", &[]),
    ("pre", &["tabindex"]),
    ("strong", &[]),
    ("table", &["class"]),
    ("tbody", &[]),
    ("td", &["class"]),
    ("th", &["class", "scope"]),
    ("thead", &[]),
    ("tr", &[]),
    ("ul", &[]),
];

/// What is wrong with this HTML in the middle of a page, if anything is.
pub fn fault(html: &str) -> Option<String> {
    let page = Html::parse_document(&format!(
        "<!doctype html><title>t</title><body><main>{html}</main><p id=after></p>"
    ));
    let select = |css: &str| page.select(&Selector::parse(css).unwrap()).count();
    if (
        select("body > main:first-child + #after:last-child"),
        select("head > *"),
    ) != (1, 1)
    {
        return Some("it breaks out of its place".to_owned());
    }
    let main = page
        .select(&Selector::parse("body > main").unwrap())
        .next()?;
    main.descendants()
        .skip(1)
        .find_map(|node| match node.value() {
            Node::Text(_) => None,
            Node::Element(_) => element_fault(ElementRef::wrap(node)?),
            other => Some(format!(
                "a node that is neither text nor element: {other:?}"
            )),
        })
}

/// How many elements this HTML has.
pub fn elements(html: &str) -> usize {
    Html::parse_fragment(html)
        .root_element()
        .descendent_elements()
        .count()
        - 1
}

/// How deep its elements are nested.
pub fn depth(html: &str) -> usize {
    let page = Html::parse_fragment(html);
    page.root_element()
        .descendent_elements()
        .map(|element| element.ancestors().count())
        .max()
        .unwrap_or_default()
        .saturating_sub(1)
}

fn element_fault(element: ElementRef<'_>) -> Option<String> {
    let name = element.value().name();
    let Some((_, attributes)) = ALLOWED.iter().find(|(allowed, _)| *allowed == name) else {
        return Some(format!("element {name}"));
    };
    element.value().attrs().find_map(|(attribute, value)| {
        let fine = attributes.contains(&attribute)
            && match attribute {
                "href" => address_is_fine(value),
                "src" => value.starts_with("/files/"),
                _ => true,
            };
        (!fine).then(|| format!("{name} {attribute}={value:?}"))
    })
}

/// As a browser reads it: without white space and control characters, in any case.
fn address_is_fine(address: &str) -> bool {
    let read: String = address
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .flat_map(char::to_lowercase)
        .map(|c| if c == '\\' { '/' } else { c })
        .collect();
    let here = read.starts_with('/') && !read.starts_with("//");
    here || ["http:", "https:", "mailto:"]
        .iter()
        .any(|scheme| read.starts_with(scheme))
}

#[test]
fn the_oracle_sees_what_it_is_for() {
    for bad in [
        "<script>1</script>",
        "<p onclick=a>",
        "<a href='java\tscript:alert(1)'>",
        "<a href='\\\\evil.example'>",
        "<img src='https://evil.example/x.png'>",
        "<svg></svg>",
        "<!-- a -->",
        "</main><p>",
        "<div>",
        "<p style=color:red>",
    ] {
        assert!(fault(bad).is_some(), "{bad}");
    }
    assert_eq!(fault("<p>a <a href='/pratiche'>b</a></p>"), None);
    assert_eq!(
        (elements("<p>a<em>b</em></p>"), depth("<p>a<em>b</em></p>")),
        (2, 2)
    );
}
