// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! HTML that was made to run, to last, or to come out as something else.

use std::time::{Duration, Instant};

use markdown::pasted::{LONGEST_PASTE, from_html, from_text};
use markdown::{LONGEST_TEXT, plain, render};
use proptest::prelude::*;

use crate::corpora::{corpus, json};
use crate::oracle::fault;

/// Pastes in both ways; what is shown is harmless and stays as it is.
fn is_harmless(paste: &str) {
    for pasted in [from_html(paste), from_text(paste)].into_iter().flatten() {
        assert!(pasted.text.len() <= LONGEST_TEXT);
        assert_eq!(from_text(&pasted.text).unwrap().text, pasted.text, "{paste:?}");
        if let Ok(html) = render(&pasted.text) {
            assert_eq!(fault(html.as_str()), None, "{paste}\n{}\n{}", pasted.text, html.as_str());
        }
    }
}

#[test]
fn no_payload_runs_after_it_was_pasted() {
    let Some(folder) = corpus("dompurify") else { return };
    let fixtures = json(folder.join("expect.json"));
    for fixture in fixtures.as_array().unwrap() {
        is_harmless(fixture["payload"].as_str().unwrap());
    }
    let Some(folder) = corpus("payloads") else { return };
    for file in ["xss", "svg"].iter().flat_map(|kind| std::fs::read_dir(folder.join(kind)).unwrap()) {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        is_harmless(&text);
        text.lines().for_each(is_harmless);
    }
}

/// What is not optimised gets an eighth.
const FULL: usize = if cfg!(debug_assertions) { LONGEST_PASTE / 8 } else { LONGEST_PASTE };

/// A paste of full length that begins with `head` and goes on with `part`.
fn filled(head: &str, part: &str) -> String {
    let mut text = head.to_owned();
    text.push_str(&part.repeat((FULL - head.len()) / part.len()));
    text
}

fn costly() -> Vec<(String, String)> {
    let parts = [
        "<div>",
        "<b>",
        "</b>",
        "<b><i>",
        "<p>",
        "<ul><li>",
        "<ul>",
        "<li>",
        "<table>",
        "<table><tr><td>",
        "<td>",
        "<tr>",
        "<td>a",
        "<tr><td>a<td>b",
        "<td colspan=99 rowspan=999>a",
        "<blockquote>",
        "<form>",
        "<form>a",
        "<a href=https://a.it>",
        "<a href=https://a.it>a</a>",
        "<h1>a",
        "<p>a</p>",
        "a<br>",
        "<",
        "<a",
        "<a ",
        "</",
        "<!--",
        "<!",
        "&",
        "&a;",
        "&ni;",
        "&#1;",
        "<script>",
        "<textarea></",
        "</x>",
        "<i></p>",
        "*",
        "_",
        "[",
        "](",
        "`",
        "\\",
        "~",
        "|",
        "#",
        "# a\n",
        "- a\n",
        "  - a\n",
        "1. a\n",
        "– a\n",
        "• a\n",
        ">",
        "> a\n",
        "```\n",
        "\n",
        "a\n",
        " ",
        "\u{a0}",
        "a",
        "a ",
        "è",
        "\u{202e}",
        "24.1 C\n",
        "Sab\n35 °\n",
        "Roma\n24 °\n",
        "cielo sereno\n",
        "Pubblicità\n",
        "CRONACA\n",
        "LEGGI ANCHE\n",
        "Facebook\n",
        "Condividi\n",
        "a\\\n",
        "<p>Pubblicità",
        "<sup>2",
        "<p style='mso-list:l0 level9 lfo1'>a",
        "<span style='mso-list:Ignore'>1.",
        "<b>a</b><i>b</i>",
        "<b>a</b>.<i>b</i>.",
        "<p hidden>",
        "<svg>",
        "<!--[if a]><![endif]-->",
        "<pre>a\n",
        "LEGGI ANCHE\na\n\n",
    ];
    let mut pastes: Vec<_> = parts.map(|part| (part.to_owned(), filled("", part))).into();
    let attributes: String = (0..).map(|n| format!(" a{n}")).take(60_000).collect();
    pastes.push(("many attributes".to_owned(), format!("<p{attributes}>a")));
    let names: String = (0..).map(|n| format!("&a{n};")).take(60_000).collect();
    pastes.push(("many names".to_owned(), names));
    for (head, part) in
        [("<a href='", "a"), ("<p style='", "a:b;"), ("<p class='", "a "), ("<table><tr>", "<td>a"), ("```\n", "a  \n")]
    {
        pastes.push((format!("{head}{part}"), filled(head, part)));
    }
    let deep = 60_000 / 11;
    pastes.push(("closed".to_owned(), format!("{}a{}", "<div>".repeat(deep), "</div>".repeat(deep))));
    pastes
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// Generous, because the build may not be optimised and the machine not idle; the square of these
/// lengths would take minutes.
#[test]
fn half_a_megabyte_of_anything_is_read_at_once() {
    let mut times: Vec<_> = costly()
        .into_iter()
        .map(|(name, paste)| {
            assert!(paste.len() <= LONGEST_PASTE, "{name}");
            let html = time(|| drop(from_html(&paste)));
            let text = time(|| drop(from_text(&paste)));
            (html.max(text), html, text, name)
        })
        .collect();
    times.sort();
    for (_, html, text, name) in times.iter().rev().take(12) {
        println!("{html:>12.1?} {text:>12.1?}  {name:?}");
    }
    let (slowest, _, _, name) = times.last().unwrap();
    let most = if cfg!(debug_assertions) { 5_000 } else { 600 };
    assert!(*slowest < Duration::from_millis(most), "{name:?}: {slowest:?}");
}

#[test]
fn words_that_are_nested_too_deep_stay() {
    for element in ["div", "b", "ul", "table", "blockquote", "form"] {
        let deep = format!("{}<p>fondo", format!("<{element}>").repeat(60_000 / (element.len() + 2)));
        let pasted = from_html(&deep).unwrap();
        assert!(plain(&pasted.text).contains("fondo") || element == "form", "{element}: {}", pasted.text);
    }
}

/// HTML made of what gives words a form, and text made of what gives a page its noise.
fn pastes() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "a",
        "è",
        " ",
        "\n",
        "\n\n",
        "\u{a0}",
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<s>",
        "<code>",
        "</code>",
        "<ul>",
        "</ul>",
        "<ol>",
        "<li>",
        "<h2>",
        "</h2>",
        "<br>",
        "<hr>",
        "<table>",
        "</table>",
        "<tr>",
        "<td>",
        "<pre>",
        "</pre>",
        "<blockquote>",
        "</blockquote>",
        "<a href=https://a.it>",
        "<a href='javascript:a'>",
        "</a>",
        "<p class=MsoListParagraph>",
        "<p style='mso-list:l0 level2 lfo1'>",
        "<span style='mso-list:Ignore'>",
        "</span>",
        "<form>",
        "</form>",
        "<script>",
        "<!--",
        "-->",
        "<",
        ">",
        "&",
        "&lt;",
        "&amp;",
        "*",
        "_",
        "`",
        "~",
        "[",
        "]",
        "(",
        ")",
        "!",
        "\\",
        "|",
        "#",
        "-",
        "+",
        "=",
        "1.",
        ".",
        ",",
        "«",
        "– ",
        "• ",
        "- ",
        "  - ",
        "1. ",
        "> ",
        "# ",
        "```\n",
        "|---|",
        "\t",
        "Pubblicità\n",
        "24.1 C\n",
        "35 °\n",
        "Sab\n",
        "67 %\n",
        "1.9kmh\n",
        "cielo sereno\n",
        "Roma\n",
        "CRONACA\n",
        "LEGGI ANCHE\n",
        "Condividi:\n",
        "Facebook\n",
        "HomeNotizieA\n",
        "di Redazione\n",
        "© 2021\n",
        "Meteo\n",
        "Il titolo\n",
        "Una frase che finisce con un punto e che ha più di sessanta caratteri.\n",
        "\\\n",
        "\r\n",
        "\u{200b}",
        "\0",
        "Una riga molto lunga che nessuno ha spezzato a mano e che va avanti ancora, ancora e ancora, fino a superare i centoventi caratteri",
    ]);
    prop::collection::vec(parts, 0..50).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(600) })]

    #[test]
    fn whatever_is_pasted_comes_out_harmless_and_settled(paste in prop_oneof![4 => pastes(), 1 => any::<String>()]) {
        is_harmless(&paste);
    }

    #[test]
    fn words_come_out_of_html_as_they_went_in(words in prop::collection::vec("[ -~èà’«»]{1,12}", 1..8)) {
        let escaped = |text: &String| text.replace('&', "&amp;").replace('<', "&lt;");
        let tags = ["b", "i", "span", "s", "u", "code"];
        let styled = words.iter().enumerate().map(|(at, text)| {
            let tag = tags[(at + text.len()) % tags.len()];
            format!("<{tag}>{}</{tag}>", escaped(text))
        });
        let html = format!("<p>x{}", styled.collect::<String>());
        let expected = format!("x{}", words.concat());
        let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(squeeze(&plain(&from_html(&html).unwrap().text)), squeeze(&expected), "{}", from_html(&html).unwrap().text);
    }

    #[test]
    fn styles_come_out_of_html_as_they_went_in(
        words in prop::collection::vec(("[«(]?[a-z]{1,4}[.,:»)!]?", 0..4_usize, "[ ]?"), 1..9)
    ) {
        let tags = ["span", "b", "i", "s"];
        let open = ["", "<strong>", "<em>", "<del>"];
        let mut html = String::new();
        let mut letters = Vec::new();
        for (at, (word, style, _)) in words.iter().enumerate() {
            // Apart, or beside plain words: two styles within one word cannot both be written.
            let apart = at > 0 && (words[at - 1].1 != 0 && *style != 0 && words[at - 1].1 != *style);
            html.push_str(if apart { " " } else { &words[at].2 });
            html.push_str(&format!("<{0}>{word}</{0}>", tags[*style]));
            letters.extend(word.chars().filter(|c| c.is_alphabetic()).map(|c| (c, open[*style])));
        }
        let markdown = from_html(&html).unwrap().text;
        prop_assert_eq!(styled_letters(render(&markdown).unwrap().as_str()), letters, "{}", markdown);
    }
}

/// Each letter of some HTML with the innermost style that it stands in.
fn styled_letters(html: &str) -> Vec<(char, &'static str)> {
    let mut letters = Vec::new();
    let mut style = "";
    let mut rest = html;
    while let Some(c) = rest.chars().next() {
        let tag = c == '<';
        let end = if tag { rest.find('>').unwrap() + 1 } else { c.len_utf8() };
        match &rest[..end] {
            "<strong>" => style = "<strong>",
            "<em>" => style = "<em>",
            "<del>" => style = "<del>",
            "</strong>" | "</em>" | "</del>" => style = "",
            _ if !tag && c.is_alphabetic() => letters.push((c, style)),
            _ => {}
        }
        rest = &rest[end..];
    }
    letters
}
