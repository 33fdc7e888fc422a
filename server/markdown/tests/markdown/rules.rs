// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How a text looks.

use markdown::{RENDERER, SafeHtml, TooLarge, TopHeading, first_sentence, plain, render, render_below};
use proptest::prelude::*;

use crate::oracle::fault;

fn html(text: &str) -> String {
    render(text).unwrap().into_string()
}

#[test]
fn the_topmost_heading_is_an_h3_and_no_rank_is_skipped() {
    assert_eq!(html("# a\n### b\n## c\n# d"), "<h3>a</h3>\n<h4>b</h4>\n<h4>c</h4>\n<h3>d</h3>\n");
    assert_eq!(html("### a\n### b"), "<h3>a</h3>\n<h3>b</h3>\n");
    let all = "# 1\n## 2\n### 3\n#### 4\n##### 5\n###### 6";
    assert!(html(all).ends_with("<h6>4</h6>\n<h6>5</h6>\n<h6>6</h6>\n"), "{}", html(all));
    assert_eq!(render_below("a\n=", TopHeading::H2).unwrap().as_str(), "<h2>a</h2>\n");
    assert_eq!(render_below("a\n-", TopHeading::H4).unwrap().as_str(), "<h4>a</h4>\n");
}

#[test]
fn raw_html_is_shown_as_text() {
    assert_eq!(html("a <b>b</b>"), "<p>a &lt;b&gt;b&lt;/b&gt;</p>\n");
    assert_eq!(html("<div>\nx\n</div>"), "<p>&lt;div&gt;\nx\n&lt;/div&gt;</p>\n");
}

#[test]
fn a_link_leads_to_the_web_to_a_mailbox_or_to_a_path_of_the_portal() {
    let foreign = "rel=\"nofollow ugc noopener noreferrer\"";
    assert_eq!(
        html("[a](https://example.org/è \"t\")"),
        format!("<p><a href=\"https://example.org/%C3%A8\" title=\"t\" {foreign}>a</a></p>\n")
    );
    assert_eq!(html("[a](/pratiche/x?y=1#z)"), "<p><a href=\"/pratiche/x?y=1#z\">a</a></p>\n");
    assert_eq!(html("<a@b.it>"), "<p><a href=\"mailto:a@b.it\">a@b.it</a></p>\n");
    for nowhere in [
        "javascript:alert(1)",
        "JaVaScRiPt:a",
        "data:text/html,a",
        "vbscript:a",
        "file:///etc",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/&#9;/evil.example",
        "page",
        "#part",
        "?a=b",
        "../a",
        "https://",
        "&#106;avascript:a",
        "&#1;javascript:a",
        "blob:a",
        "java&NewLine;script:a",
        "ftp://a",
    ] {
        assert_eq!(html(&format!("[a](<{nowhere}>)")), "<p>a</p>\n", "{nowhere}");
    }
}

#[test]
fn an_image_comes_from_the_portals_files_or_is_a_link() {
    assert_eq!(html("![a *b*](/files/1.png)"), "<p><img src=\"/files/1.png\" alt=\"a b\" loading=\"lazy\"></p>\n");
    assert_eq!(html("![a](/files/../accedi)"), "<p><a href=\"/files/../accedi\">a</a></p>\n");
    assert!(html("![a](https://x.example/a.png)").starts_with("<p><a href=\"https://x.example/a"));
    assert_eq!(html("![a](data:image/png;base64,AA)"), "<p>a</p>\n");
}

#[test]
fn a_link_without_words_shows_its_address_and_links_do_not_nest() {
    assert_eq!(html("[](/a)"), "<p><a href=\"/a\">/a</a></p>\n");
    assert_eq!(html("[![b](/c)](/a)"), "<p><a href=\"/a\">b</a></p>\n");
    assert!(html("[![](/files/c)](/a)").starts_with("<p><a href=\"/a\"><img src=\"/files/c\""));
}

#[test]
fn a_table_scrolls_and_its_header_cells_have_a_scope() {
    assert_eq!(
        html("| a | b |\n|---|--:|\n| *1* | 2 |"),
        "<div class=\"table-responsive\" tabindex=\"0\"><table class=\"table\">\n\
         <thead><tr><th scope=\"col\">a</th><th class=\"text-end\" scope=\"col\">b</th></tr>\
         </thead>\n<tbody><tr><td><em>1</em></td><td class=\"text-end\">2</td></tr>\n\
         </tbody></table></div>\n"
    );
}

#[test]
fn footnotes_are_plain_words() {
    assert_eq!(html("a[^1]\n\n[^1]: b c"), "<p>a[^1]</p>\n<p>[^1]: b c</p>\n");
}

#[test]
fn stored_html_is_taken_back_from_the_same_renderer_only() {
    let made = render("*a*").unwrap();
    let back = SafeHtml::rendered_earlier(made.as_str().to_owned(), RENDERER);
    assert_eq!(back, Some(made.clone()));
    assert_eq!(SafeHtml::rendered_earlier(made.as_str().to_owned(), RENDERER + 1), None);
    assert_eq!(serde_json::to_string(&made).unwrap(), "\"<p><em>a</em></p>\\n\"");
}

#[test]
fn a_text_that_is_too_long_is_refused_and_shown_as_typed() {
    assert!(render(&"a ".repeat(32 * 1024)).is_ok());
    let long = "a".repeat(64 * 1024 + 1);
    assert_eq!(render(&long), Err(TooLarge::Text(64 * 1024 + 1)));
    let shown = SafeHtml::verbatim("</pre><script>&amp;");
    assert_eq!(shown.as_str(), "<pre tabindex=\"0\">\n&lt;/pre&gt;&lt;script&gt;&amp;amp;</pre>\n");
    assert_eq!(fault(shown.as_str()), None);
}

#[test]
fn plain_text_has_the_words_and_a_line_for_each_block() {
    let text = "# Il *titolo*\nprima\nriga  \nseconda [parola](https://x.example \"t\") ![foto](/f)\n\n\
                - uno\n  - due\n- `tre`\n\n> cita\n\n---\n| a | b |\n|---|---|\n| 1 | 2 |\n\n\
                ```sh\nls\n\ncd\n```\n<b>x</b> &amp; ~~no~~";
    let words = "Il titolo\nprima riga\nseconda parola foto\nuno\ndue\ntre\ncita\na b\n1 2\n\
                 ls\n\ncd\n<b>x</b> & no";
    assert_eq!(plain(text), words);
    assert_eq!(plain(""), "");
    assert_eq!(plain(&"è".repeat(64 * 1024)).len(), 64 * 1024);
}

#[test]
fn the_first_sentence_ends_where_a_reader_would_end_it() {
    for (text, sentence) in [
        ("Il Comune ha 5.000 abitanti. Poi cresce.", "Il Comune ha 5.000 abitanti."),
        ("Ai sensi dell'art. Uno del D.Lgs. 82/2005 si fa. Altro", "Ai sensi dell'art. Uno del D.Lgs. 82/2005 si fa."),
        ("Il dott. Rossi e G. Verdi? **Sì**.", "Il dott. Rossi e G. Verdi?"),
        ("È \"utile.\" Molto", "È \"utile."),
        ("# Titolo\n\nTesto", "Titolo"),
        ("Senza fine", "Senza fine"),
        ("", ""),
    ] {
        assert_eq!(first_sentence(text), sentence);
    }
}

/// Texts made of what Markdown and HTML give meaning to.
fn marked_up() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "a",
        "è",
        " ",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```\n",
        "#",
        "> ",
        "- ",
        "1. ",
        "[",
        "]",
        "(",
        ")",
        "](",
        "![",
        "]: ",
        "[^a]",
        "<",
        ">",
        "</",
        "<!--",
        "-->",
        "<script>",
        "<svg>",
        "</p>",
        "&lt;",
        "&#x0;",
        "&",
        "\"",
        "'",
        "\\",
        "|",
        "\n|---|:-:|\n",
        "---\n",
        "javascript:",
        "data:",
        "https://a.it",
        "mailto:a@b.it",
        "/files/a",
        "//b",
        "\0",
        "\u{202e}",
        "onerror=a",
        "<a href=\"",
        "<https://a.it>",
        "![CDATA[",
        "<?",
        "=\n",
    ]);
    prop::collection::vec(parts, 0..60).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn whatever_is_typed_comes_out_safe_and_bounded(text in prop_oneof![marked_up(), any::<String>()]) {
        let html = html(&text);
        prop_assert_eq!(fault(&html), None);
        prop_assert!(html.len() <= 10 * text.len() + 16 * 1024);
        plain(&text);
        first_sentence(&text);
    }

    #[test]
    fn html_that_is_rendered_again_as_text_stays_safe(text in marked_up()) {
        let twice = html(&html(&text));
        prop_assert_eq!(fault(&twice), None);
    }

    #[test]
    fn plain_words_come_out_as_they_went_in(words in "[a-zàèéìòù]{1,8}( [a-zàèéìòù]{1,8}){0,9}") {
        prop_assert_eq!(plain(&words), words.clone());
        prop_assert_eq!(html(&words), format!("<p>{words}</p>\n"));
    }
}
