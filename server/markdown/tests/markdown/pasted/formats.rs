// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the usual programs put on the clipboard.

use super::html;

#[test]
fn the_usual_elements_become_markdown() {
    for (given, made) in [
        ("<h1>A</h1><h3><b>B</b> c</h3><p>d</p>e", "# A\n\n### B c\n\nd\n\ne"),
        ("<p>a <b>b</b> <i>c</i> <s>d</s> <code>e</code> <u>f</u>", "a **b** *c* ~~d~~ `e` f"),
        ("a<br>b<br>\n<br>c", "a\\\nb\n\nc"),
        ("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "- a\n- b\n  - c\n- d"),
        ("<ol start=3><li><p>a</p><p>b</p></li><li>c<ol><li>d</ol></ol>", "3. a\\\nb\n4. c\n   1. d"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b"),
        ("<blockquote><p>a</p><p>b</p></blockquote><p>c", "> a\n>\n> b\n\nc"),
        ("a<hr>b", "a\n\n---\n\nb"),
        ("<a href='https://a.it/x y'>b <b>c</b></a>", "[b **c**](https://a.it/x%20y)"),
        (
            "<a href='mailto:a@b.it'>a@b.it</a> <a href='javascript:a'>c</a> <a href='/d'>e</a>",
            "[a@b.it](mailto:a@b.it) c e",
        ),
        ("ciao!<a href='https://a.it'>b</a>", "ciao\\![b](https://a.it)"),
        ("<a href='https://a.it/b'><h2>T</h2><p>c</p></a>", "## [T](https://a.it/b)\n\n[c](https://a.it/b)"),
        ("m<sup>2</sup> CO<sub>2</sub> 1<sup>a</sup>", "m² CO₂ 1a"),
        ("<dl><dt>a<dd>b</dl>", "**a**\n\nb"),
        ("<pre>a  b\nc\n\nd</pre>", "a b\\\nc\n\nd"),
        ("a &lt;b&gt; &egrave; &amp;amp; 5*3 _c_", "a \\<b> è \\&amp; 5\\*3 \\_c\\_"),
        ("<p># a<p>> b<p>1986. c<p>***<p>---", "\\# a\n\n\\> b\n\n1986\\. c\n\n\\*\\*\\*\n\n\\---"),
        ("<p>• a<p>• b<p>1. c<p>– d<p>– e", "- a\n- b\n1. c\n\n- d\n\n- e"),
        ("", ""),
        ("<p>&nbsp;</p>\n\n<br><br>", ""),
    ] {
        assert_eq!(html(given), made, "{given}");
    }
}

#[test]
fn what_is_no_text_is_left_out() {
    for (given, made) in [
        ("<!-- a --><style>b</style><script>c</script><title>d</title>e", "e"),
        ("<nav>a</nav><aside><p>b</aside><footer>c</footer><p>d", "d"),
        ("<p hidden>a<p style='display:none'>b<p>c<span aria-hidden=true>d</span>", "c"),
        ("<figure><img src=a alt=b><figcaption>c</figcaption></figure><p>d", "d"),
        ("<table><form><tr><td>a</form></table>b", "a\n\nb"),
        ("<form><p>Cerca</p><input><button>Vai</button></form><p>a", "a"),
        ("<!--[if gte mso 9]><xml>a</xml><![endif]--><p>b<o:p>&nbsp;</o:p></p>", "b"),
        ("Version:0.9\r\nStartHTML:1\r\n<html><body><!--StartFragment-->a<!--EndFragment-->", "a"),
        ("<svg><text>a</text></svg><math><mi>b</mi></math><iframe>c</iframe><video>d</video>e", "e"),
        ("<ul class=breadcrumb><li>Home<li>Notizie</ul><p>a", "a"),
        ("<p style='color:red' class=x onclick=y>a\u{200b}\u{202e}b\u{ad}", "ab"),
    ] {
        assert_eq!(html(given), made, "{given}");
    }
}

#[test]
fn a_page_that_stands_in_a_form_keeps_its_text() {
    let long = "Il portale raccoglie le buone pratiche dei comuni. ".repeat(8);
    assert_eq!(html(&format!("<form id=aspnetForm><p>{long}</p></form>")), long.trim());
}

#[test]
fn a_table_of_values_stays_one_and_a_table_for_places_goes() {
    for (given, made) in [
        (
            "<table><tr><td><b>Anno</b><th>Enti</tr><tr><td>2021<td>a|b</table>",
            "| Anno | Enti |\n|---|---|\n| 2021 | a\\|b |",
        ),
        (
            "<table><thead><tr><td colspan=2>A<td>B</thead><tr><td rowspan=2>1<td>2<td>3<tr><td>4<td><p>5<p>6</table>",
            "| A | | B |\n|---|---|---|\n| 1 | 2 | 3 |\n| | 4 | 5 6 |",
        ),
        ("<table><tr><td><ul><li>a<li>b</ul><td>c<tr><td>d<td>e</table>", "| • a • b | c |\n|---|---|\n| d | e |"),
        (
            "<table><tr><td>a<td><table><tr><td>b<td>c<tr><td>d<td>e</table></table>",
            "a\n\n| b | c |\n|---|---|\n| d | e |",
        ),
        ("<table><tr><td>a</td></tr><tr><td><p>b</p></td></tr></table>", "a\n\nb"),
        ("<table><tr><td></td><td>a</td></tr></table>c", "a\n\nc"),
    ] {
        assert_eq!(html(given), made, "{given}");
    }
}

#[test]
fn the_lists_of_word_become_lists() {
    let entry = |level: u8, sign: &str, words: &str| {
        format!(
            "<p class=MsoListParagraphCxSpMiddle style='margin-left:54.0pt;text-indent:-18.0pt;\
             mso-list:l{level} level{level} lfo1'><![if !supportLists]><span style='font-family:Symbol'>\
             <span style='mso-list:Ignore'>{sign}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; \
             </span></span></span><![endif]>{words}<o:p></o:p></p>\n\n"
        )
    };
    let page = [
        "<p class=MsoTitle>Il piano</p><p class=MsoNormal><b style='mso-bidi-font-weight:normal'>Gli \
         enti</b><span style='mso-spacerun:yes'>  </span>sono:<o:p></o:p></p>",
        &entry(1, "·", "i <i>comuni</i>;"),
        &entry(2, "o", "piccoli;"),
        &entry(1, "&#183;", "le province."),
        "<p class=MsoNormal><o:p>&nbsp;</o:p></p>",
        &entry(1, "1.", "primo"),
        &entry(2, "a)", "sotto"),
        &entry(2, "b)", "sotto"),
        &entry(1, "2.", "secondo"),
        "<p class=MsoListParagraph>Senza segno</p>",
    ]
    .concat();
    let made = "# Il piano\n\n**Gli enti** sono:\n\n- i *comuni*;\n  - piccoli;\n- le province.\n1. primo\n   \
                1. sotto\n   2. sotto\n2. secondo\n\nSenza segno";
    assert_eq!(html(&page), made);
}

#[test]
fn google_docs_and_libreoffice_are_read_by_their_styles() {
    let docs = "<meta charset='utf-8'><b style=\"font-weight:normal;\" id=\"docs-internal-guid-1\"><h2 dir=\"ltr\">\
                <span style=\"font-size:16pt;font-weight:400;\">Titolo</span></h2><p dir=\"ltr\"><span \
                style=\"font-weight:700;\">Forte</span><span style=\"font-weight:400;\"> e </span><span \
                style=\"font-style:italic;font-weight:400\">lieve</span></p><ul><li dir=\"ltr\" aria-level=\"1\"><p \
                role=\"presentation\"><span>uno</span></p></li><ul><li aria-level=\"2\"><p>due</p></li></ul></ul></b>";
    assert_eq!(html(docs), "## Titolo\n\n**Forte** e *lieve*\n\n- uno\n  - due");
    let office = "<p align=\"justify\" style=\"line-height: 100%\"><font face=\"Arial\"><b>Art. 1</b>\n\u{a0}<font \
                  size=\"2\">testo</font></font></p>\n<ol>\n\t<li><p>a</p></li>\n\t<li><p>b</p></li>\n</ol>";
    assert_eq!(html(office), "**Art. 1** testo\n\n1. a\n2. b");
}

#[test]
fn a_paste_that_is_too_long_is_refused() {
    use markdown::pasted::{LONGEST_PASTE, TooLong, from_html, from_text};
    let room = " ".repeat(LONGEST_PASTE);
    assert_eq!(from_html(&room).unwrap().text, "");
    assert_eq!(from_html(&format!("{room} ")), Err(TooLong::Paste(LONGEST_PASTE + 1)));
    assert_eq!(from_text(&format!("{room} ")), Err(TooLong::Paste(LONGEST_PASTE + 1)));
    let full = "a".repeat(64 * 1024);
    assert_eq!(from_text(&full).unwrap().text, full);
    assert_eq!(from_html(&format!("{full}b")), Err(TooLong::Text(64 * 1024 + 1)));
}
