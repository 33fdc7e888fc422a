// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Texts that were made to cost time or room. What is measured here is structure: depth, number
//! of elements, size; time is measured in a release build, on demand.

use std::time::{Duration, Instant};

use markdown::{LONGEST_HTML, LONGEST_TEXT, MOST_REFERENCES, TooLarge, plain, render};

use crate::oracle::judge;

/// 64 KiB of a text that begins with `head` and goes on with `part`.
fn filled(head: &str, part: &str) -> String {
    let mut text = head.to_owned();
    while text.len() + part.len() <= LONGEST_TEXT {
        text.push_str(part);
    }
    text
}

/// A line each that is one deeper than the one before.
fn stairs(mark: &str) -> String {
    let mut text = String::new();
    for step in 0.. {
        let line = format!("{}{mark}a\n", "  ".repeat(step));
        if text.len() + line.len() > LONGEST_TEXT {
            return text;
        }
        text.push_str(&line);
    }
    text
}

/// What costs, when a text is full of it.
pub const PARTS: [&str; 113] = [
    ">",
    "> ",
    "[",
    "]",
    "![",
    "[a](",
    "[](",
    "[ (](",
    "*",
    "_",
    "**a ",
    "*a _b ",
    "***a",
    "a***",
    "*a **a ",
    "~~",
    "~",
    "- ",
    "* ",
    "* a\n",
    "+ ",
    "1. ",
    "1) ",
    "`",
    "``\\",
    "`a``",
    "\\",
    "<",
    "<a ",
    "<!--",
    "<?",
    "<!A ",
    "<![CDATA[",
    "<a href=\"",
    "&",
    "&#",
    "&lt;",
    "|",
    "| a ",
    "[^",
    "[^a",
    "[^a\n",
    "[^a]\n",
    "[^a]: b\n",
    "[^a]: b\n\n",
    "[^a]",
    "[a]: b\n",
    "[a]:\n",
    "[a]: <\n",
    "[a]: b \"\n",
    "[^\n",
    "[^a]:\n",
    "> [^a]: b\n",
    "- [^a]: b\n",
    "[^a]: > ",
    "\t",
    " ",
    "\n",
    "    a\n",
    "#",
    "# \n",
    "###### a\n",
    "a\n=\n",
    "---\n",
    "***\n",
    "```\n",
    "```a\n",
    "~~~\n",
    ">\n",
    "> a\n\n",
    "- a\n\n",
    "-\n",
    "> - ",
    "- > ",
    "->\n",
    "- >\n* >\n",
    "1. a\n2) b\n",
    "<div>\n",
    "<div>\n\n",
    "</p>",
    "<https://a.it>",
    "<a@b.it>",
    "[a](b)",
    "[](/)",
    "![](/files/a)",
    "[a](https://a.it)",
    "\u{0}",
    "\u{a0}",
    "\"",
    "'",
    "è",
    "a\u{301}",
    "a",
    "a ",
    "a  \n",
    "|-",
    "|a|\n|-|\n",
    "[[a]]",
    "![[a]](",
    "(((((",
    ")",
    "](",
    "<a@",
    "http://a.it ",
    "\r",
    "\r\n",
    "*a*",
    "**a**_b_",
    "`a`",
    "~~a~~",
    "[a]",
    "[a][]",
    "_a__b_",
];

fn costly() -> Vec<(String, String)> {
    let mut texts: Vec<_> = PARTS.map(|part| (part.to_owned(), filled("", part))).into();
    texts.push(("stairs of lists".to_owned(), stairs("- ")));
    texts.push(("stairs of quotes".to_owned(), stairs("> ")));
    for (head, part) in [
        ("[a]: https://a.example/a \"title\"\n\n", "[a] "),
        ("[a]: /\n\n", "[a]"),
        ("[^a]: b\n\n", "[^a] "),
        ("| a | b |\n|---|---|\n", "| a | b |\n"),
        ("|a|b|\n|:-:|:-:|\n", "|a|b|\n"),
        ("|a|b|\n|-|-|\n", "|*a*|b\n"),
        ("|a|b|\n|-|-|\n", "|\n"),
        ("a\n", "[^\n"),
        ("> ", "[^a]:\n> "),
    ] {
        texts.push((format!("{head}{part}"), filled(head, part)));
    }
    let wide = format!("{}|\n{}|\n", "|a".repeat(2_000), "|-".repeat(2_000));
    texts.push(("a wide table of short rows".to_owned(), filled(&wide, "|a\n")));
    let ticks = (1..350).map(|n| format!("{}a", "`".repeat(n))).collect();
    texts.push(("ticks of all lengths".to_owned(), ticks));
    let labels = (0..).map(|n| format!("[{n}]: /\n[{n}]\n\n")).take(3_000).collect();
    texts.push(("many labels".to_owned(), labels));
    texts
}

#[test]
fn a_costly_text_is_refused_or_comes_out_flat_and_small() {
    for (name, text) in costly() {
        assert!(text.len() <= LONGEST_TEXT, "{name}");
        assert!(plain(&text).len() <= 3 * LONGEST_TEXT + 4, "{name}");
        match render(&text) {
            Err(refusal) => assert!(matches!(refusal, TooLarge::Html | TooLarge::References), "{name}: {refusal}"),
            Ok(html) => {
                assert!(html.as_str().len() <= LONGEST_HTML, "{name}");
                let shape = judge(html.as_str()).unwrap();
                assert!(shape.elements <= 24_000 && shape.depth <= 52, "{name}: {shape:?}");
            }
        }
    }
}

#[test]
fn words_that_are_nested_too_deep_stay() {
    let deep = format!("{}fondo", "> - ".repeat(1_000));
    let html = render(&deep).unwrap();
    assert!(html.as_str().contains("fondo"));
    assert_eq!(judge(html.as_str()).unwrap().depth, 49);
    assert_eq!(plain(&deep), "fondo");
    let table = format!("{q}|a|b|\n{q}|-|-|\n{q}|c|d|\n\n# h", q = "> ".repeat(48));
    assert!(render(&table).unwrap().as_str().ends_with("</blockquote>\n<h3>h</h3>\n"));
    assert_eq!(plain(&table), "a b c d\nh");
}

#[test]
fn a_table_that_fills_itself_up_is_refused() {
    let wide = format!("{}|\n{}|\n", "|a".repeat(2_000), "|-".repeat(2_000));
    assert_eq!(render(&filled(&wide, "|a\n")), Err(TooLarge::Html));
}

#[test]
fn a_text_has_no_more_references_than_are_read() {
    let definitions = |count: usize| (0..count).map(|n| format!("[{n}]: /{n}\n")).collect::<String>();
    assert!(render(&definitions(MOST_REFERENCES)).is_ok());
    let over = definitions(MOST_REFERENCES + 1);
    assert_eq!(render(&over), Err(TooLarge::References));
    assert!(plain(&over).starts_with("[0]: /0\n[1]: /1\n"), "it is shown as typed");
    for link in ["[a] ", "[a][] ", "[b][a] ", "![a] "] {
        let links = |count: usize| format!("[a]: /x\n\n{}", link.repeat(count));
        assert!(render(&links(MOST_REFERENCES)).is_ok(), "{link}");
        assert_eq!(render(&links(MOST_REFERENCES + 1)), Err(TooLarge::References), "{link}");
    }
    assert!(render(&"[a](/x) ".repeat(MOST_REFERENCES + 1)).is_ok(), "a link that says where it leads is none");
}

#[test]
fn an_honest_text_of_64_kib_is_not_refused() {
    let columns = 10;
    let head = format!("{}\n{}\n", "| anno ".repeat(columns), "|-----:".repeat(columns));
    assert!(render(&filled(&head, &format!("{}\n", "| 12,5 ".repeat(columns)))).is_ok());
    assert!(render(&filled("", "Una *frase* con un [link](/pratiche/x) e \"parole\" & cose.\n")).is_ok());
    assert!(render(&filled("", "<tag nome=\"a\">valore</tag>\n")).is_ok());
}

/// Run it in a release build: `cargo test --release -p markdown -- --ignored --nocapture`.
#[test]
#[ignore = "measures time; for a release build"]
fn any_64_kib_render_in_less_than_50_ms() {
    render("a").unwrap();
    let mut times: Vec<_> = costly()
        .into_iter()
        .map(|(name, text)| {
            let best = (0..3).map(|_| time(|| drop(render(&text)))).min().unwrap();
            (best, time(|| drop(plain(&text))), name)
        })
        .collect();
    times.sort();
    for (rendering, reading, name) in times.iter().rev().take(25) {
        println!("{rendering:>12.1?} {reading:>12.1?}  {name:?}");
    }
    let (slowest, _, name) = times.last().unwrap();
    assert!(*slowest < Duration::from_millis(50), "{name:?}: {slowest:?}");
}

/// How long it takes.
pub fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}
