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
    ("img", &["src", "alt", "title", "loading"]),
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

/// What the parser made of some HTML.
#[derive(Debug)]
pub struct Shape {
    pub elements: usize,
    /// How deep they are nested.
    pub depth: usize,
}

/// Reads this HTML in the middle of a page.
///
/// # Errors
/// What is wrong with it, if anything is.
pub fn judge(html: &str) -> Result<Shape, String> {
    let page =
        Html::parse_document(&format!("<!doctype html><title>t</title><body><main>{html}</main><p id=after></p>"));
    let select = |css: &str| page.select(&Selector::parse(css).unwrap()).collect::<Vec<_>>();
    let places = select("body > main:first-child + #after:last-child").len();
    let [main] = select("body > main")[..] else {
        return Err("it breaks out of its place".to_owned());
    };
    if (places, select("head > *").len()) != (1, 1) {
        return Err("it breaks out of its place".to_owned());
    }
    let mut shape = Shape { elements: 0, depth: 0 };
    let outside = main.ancestors().count() + 1;
    for node in main.descendants().skip(1) {
        match node.value() {
            Node::Text(_) => {}
            Node::Element(_) => {
                element_fault(ElementRef::wrap(node).unwrap()).map_or(Ok(()), Err)?;
                shape.elements += 1;
                shape.depth = shape.depth.max(node.ancestors().count() + 1 - outside);
            }
            other => return Err(format!("neither text nor element: {other:?}")),
        }
    }
    Ok(shape)
}

/// What is wrong with this HTML, if anything is.
pub fn fault(html: &str) -> Option<String> {
    judge(html).err()
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
    here || ["http:", "https:", "mailto:"].iter().any(|scheme| read.starts_with(scheme))
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
        "<form>",
        "<p style=color:red>",
    ] {
        assert!(fault(bad).is_some(), "{bad}");
    }
    assert_eq!(fault("<p>a <a href='/pratiche'>b</a></p>"), None);
    let shape = judge("<p>a<em>b</em></p>").unwrap();
    assert_eq!((shape.elements, shape.depth), (2, 2));
}
