// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A name is one line, no path, and says the kind.

use documents::{FileKind, FileName};
use proptest::prelude::*;

use crate::corpora::corpus;

fn named(sent: &str) -> String {
    FileName::new(sent, FileKind::Pdf).to_string()
}

/// What is wrong with a name and its header, if anything.
fn fault(name: &FileName) -> Option<&'static str> {
    let text = name.as_str();
    let header = name.content_disposition();
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    let quoted = header.split('"').count();
    [
        (text.len() > 200, "too long"),
        (text.contains(['/', '\\', ':', '"', '<', '>', '|', '?', '*']), "a character that no file may have"),
        (text.chars().any(hidden), "a hidden character"),
        (text.starts_with(['.', ' ']) || text.contains("  "), "a dot or a space too many"),
        (!text.rsplit_once('.').is_some_and(|(stem, end)| !stem.is_empty() && end == "pdf"), "the wrong end"),
        (!header.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' '), "no header"),
        (quoted != 3 || header.contains('\\'), "quotes that close too early"),
        (!header.starts_with("attachment; filename=\"") || !header.contains("\"; filename*=UTF-8''"), "no attachment"),
    ]
    .into_iter()
    .find_map(|(is_so, what)| is_so.then_some(what))
}

#[test]
fn a_good_name_stays() {
    assert_eq!(named("Relazione finale 2026.pdf"), "Relazione finale 2026.pdf");
    assert_eq!(named("C:\\Users\\Anna\\Città.PDF"), "Città.pdf");
    assert_eq!(FileName::new("dati.csv", FileKind::Text).as_str(), "dati.csv");
    assert_eq!(FileName::new("foto.JPEG", FileKind::Jpeg).as_str(), "foto.jpeg");
}

#[test]
fn the_extension_follows_the_content() {
    assert_eq!(named("fattura.exe"), "fattura.pdf");
    assert_eq!(named("fattura"), "fattura.pdf");
    assert_eq!(named("delibera n. 12.2026"), "delibera n. 12.2026.pdf");
    assert_eq!(named("dott. rossi.html"), "dott. rossi.pdf");
    assert_eq!(FileName::new("pagina.html", FileKind::Text).as_str(), "pagina.txt");
}

#[test]
fn what_hides_or_leads_elsewhere_is_taken_off() {
    assert_eq!(named("../../etc/passwd"), "passwd.pdf");
    assert_eq!(named("..\\..\\boot.ini"), "boot.pdf");
    assert_eq!(named("fattura\u{202E}fdp.exe"), "fatturafdp.pdf");
    assert_eq!(named("a\0b\r\nSet-Cookie: x=1.pdf"), "ab Set-Cookie- x=1.pdf");
    for nothing in ["", ".", "..", "/", "...", " . ", "\u{200B}", "a/"] {
        assert_eq!(named(nothing), "file.pdf", "{nothing:?}");
    }
    assert_eq!(named(".htaccess"), "htaccess.pdf");
    for (device, name) in
        [("CON", "_CON.pdf"), ("nul.tar.pdf", "_nul.tar.pdf"), ("COM1.txt", "_COM1.pdf"), ("lpt¹", "_lpt¹.pdf")]
    {
        assert_eq!(named(device), name);
    }
    assert_eq!(named("console.pdf"), "console.pdf");
}

#[test]
fn a_long_name_keeps_its_end() {
    let name = named(&format!("{}.pdf", "è".repeat(300)));
    assert!(name.ends_with("è.pdf") && name.len() <= 200 && name.len() > 195, "{name}");
    assert!(named(&"x/".repeat(1_000_000)).len() <= 200);
}

#[test]
fn the_header_has_the_name_twice() {
    let header = FileName::new("Perché \"no\" 100%.pdf", FileKind::Pdf).content_disposition();
    assert_eq!(
        header,
        "attachment; filename=\"Perche -no- 100_.pdf\"; filename*=UTF-8''Perch%C3%A9%20-no-%20100%25.pdf"
    );
}

#[test]
fn only_a_name_that_was_made_here_is_read_back() {
    let name: FileName = serde_json::from_str("\"dati 2026.csv\"").unwrap();
    assert_eq!(serde_json::to_string(&name).unwrap(), "\"dati 2026.csv\"");
    for other in ["", "a", "a.exe", "../a.pdf", "a\u{202E}.pdf", "a.PDF", ".pdf", "con.pdf"] {
        assert_eq!(FileName::parse(other), None, "{other:?}");
    }
}

#[test]
fn no_hostile_name_gets_through() {
    let lists = [
        "payloads/traversal/deep_traversal.txt",
        "payloads/traversal/directory_traversal.txt",
        "payloads/crlf/crlfinjection.txt",
    ];
    let mut count = 0;
    for list in lists {
        let Some(text) = corpus(list) else { return };
        for line in text.lines() {
            let name = FileName::new(line, FileKind::Pdf);
            assert_eq!(fault(&name), None, "{line:?}: {name}");
            count += 1;
        }
    }
    let Some(blns) = corpus("blns/blns.json") else { return };
    for line in serde_json::from_str::<Vec<String>>(&blns).unwrap() {
        let name = FileName::new(&line, FileKind::Pdf);
        assert_eq!(fault(&name), None, "{line:?}: {name}");
        count += 1;
    }
    assert!(count > 1_000, "{count}");
}

proptest! {
    #[test]
    fn any_name_is_made_fit_and_stays_so(sent in "[\\PC\\x00-\\x20\u{202E}./\\\\]{0,120}") {
        let once = FileName::new(&sent, FileKind::Pdf);
        prop_assert_eq!(fault(&once), None, "{:?}", once);
        prop_assert_eq!(&FileName::new(once.as_str(), FileKind::Pdf), &once);
        prop_assert_eq!(FileName::parse(once.as_str()), Some(once));
    }
}
