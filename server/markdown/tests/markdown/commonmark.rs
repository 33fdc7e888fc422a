// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The examples of the CommonMark specification, modulo our documented rules.

use markdown::render;
use scraper::{ElementRef, Html, Node};

use crate::corpora::{corpus, json};

/// Examples outside the two sections on raw HTML that differ, each for one of our rules.
const DIFFERENT: [(&str, &[u64]); 3] = [
    ("an address with a backslash is no link", &[20, 204, 605]),
    ("raw HTML is text", &[21, 31, 203, 310, 311, 346, 477, 478, 479, 493, 496, 526, 538, 645, 646]),
    ("an image that is a link keeps the form of its words", &[575, 578, 579, 587, 591]),
];

#[test]
fn the_examples_of_commonmark_come_out_as_specified_but_for_our_rules() {
    let Some(folder) = corpus("commonmark") else {
        return;
    };
    let examples = json(folder.join("spec.json"));
    let mut same = 0;
    let mut different = Vec::new();
    for example in examples.as_array().unwrap() {
        let field = |name: &str| example[name].as_str().unwrap();
        if ["HTML blocks", "Raw HTML"].contains(&field("section")) {
            continue;
        }
        let ours = render(field("markdown")).unwrap();
        if shape(ours.as_str()) == shape(field("html")) {
            same += 1;
        } else {
            different.push(example["example"].as_u64().unwrap());
        }
    }
    let mut expected = DIFFERENT.map(|(_, numbers)| numbers).concat();
    expected.sort_unstable();
    assert_eq!((different, same), (expected, 588 - 23));
}

/// What our rules leave of an HTML text, as a line to compare.
fn shape(html: &str) -> String {
    let mut line = String::new();
    children(Html::parse_fragment(html).root_element(), &mut line);
    line
}

fn children(element: ElementRef<'_>, line: &mut String) {
    for child in element.children() {
        match child.value() {
            // White space between blocks isn't shown.
            Node::Text(text) if element.value().name() != "code" => {
                line.push_str(text.trim_matches('\n'));
            }
            Node::Text(text) => line.push_str(text),
            Node::Element(_) => one(ElementRef::wrap(child).unwrap(), line),
            other => line.push_str(&format!("{other:?}")),
        }
    }
}

fn one(element: ElementRef<'_>, line: &mut String) {
    let attribute = |name| element.attr(name).unwrap_or_default();
    match element.value().name() {
        "div" => children(element, line),
        "img" => link(attribute("src"), attribute("title"), attribute("alt"), line),
        "a" => {
            let mut words = String::new();
            children(element, &mut words);
            link(attribute("href"), attribute("title"), &words, line);
        }
        name => {
            // Ranks of headings are ours.
            let name = if name.starts_with('h') && name != "hr" { "h" } else { name };
            line.push_str(&format!("<{name}{}>", attribute("start")));
            children(element, line);
            line.push_str("</>");
        }
    }
}

/// An image is a link, and a link that leads where it may not is its words.
fn link(address: &str, title: &str, words: &str, line: &mut String) {
    let lower = address.to_lowercase();
    if ["http:", "https:", "mailto:", "/"].iter().any(|start| lower.starts_with(start)) {
        let words = if words.is_empty() { address } else { words };
        line.push_str(&format!("<a {address} {title}>{words}</a>"));
    } else {
        line.push_str(words);
    }
}
