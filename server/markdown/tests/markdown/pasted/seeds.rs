// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The project's source documents, pasted whole.

use std::io::Write;
use std::path::PathBuf;

use super::text;

/// The source document with this number, or `None` with a word on stderr.
fn seed(number: &str) -> Option<String> {
    let Some(shared) = std::env::var_os("INNESTO_SHARED") else {
        let line = format!("LEFT OUT: seeds/{number}, because INNESTO_SHARED is not set\n");
        std::io::stderr().write_all(line.as_bytes()).unwrap();
        return None;
    };
    let mut files = std::fs::read_dir(PathBuf::from(shared).join("seeds")).unwrap().map(|file| file.unwrap().path());
    let wanted = files.find(|path| path.file_name().unwrap().to_string_lossy().starts_with(number));
    Some(std::fs::read_to_string(wanted.unwrap()).unwrap())
}

/// The words of a text, however they are spaced and whatever stands before an entry.
fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().filter(|word| !matches!(*word, "–" | "-")).collect()
}

#[test]
fn the_page_of_news_leaves_its_article_and_nothing_else() {
    let Some(page) = seed("004") else { return };
    let pasted = text(&page);
    for noise in [
        "24.1 C",
        "26.4",
        "Pubblicità",
        "cielo sereno",
        "LEGGI ANCHE",
        "Sab",
        "35 °",
        "Telegram",
        "CRONACA",
        "HomeNotizie",
    ] {
        assert!(!pasted.text.contains(noise), "{noise}:\n{}", pasted.text);
    }
    let start = page.find("L’Unione Tresinaro Secchia ha partecipato").unwrap();
    let end = page.find("\n\n\u{a0}\n\n(9 giugno").unwrap();
    let article = words(&page[start..end]).join(" ");
    let title = "Unione Tresinaro Secchia, nuovo metodi di lavoro agile: si parte dalle scuole dell’infanzia";
    assert_eq!(words(&pasted.text).join(" "), format!("{title} {article} (9 giugno 2021)"));
    assert_eq!(pasted.text.matches("\n\n").count(), 12, "{}", pasted.text);
    assert_eq!(pasted.removed[..3], ["24.1 C", "Comune di Sassuolo", "26.4 C"]);
    assert_eq!((pasted.removed.len(), pasted.removed_lines), (20, 34));
    assert!(pasted.whole.unwrap().starts_with("24.1 C\nComune di Sassuolo\n"));
}

#[test]
fn the_other_documents_lose_nothing_but_noise() {
    for (number, noise) in
        [("000", &[][..]), ("001", &[]), ("002", &["Condividi:", "Riproduzione riservata ©"]), ("003", &[])]
    {
        let Some(document) = seed(number) else { return };
        let pasted = text(&document);
        assert_eq!(pasted.removed, noise, "{number}");
        let mut kept = document.clone();
        noise.iter().for_each(|line| kept = kept.replace(line, ""));
        assert_eq!(words(&pasted.text), words(&kept), "{number}");
    }
}

#[test]
fn the_lists_of_a_document_are_shown_as_lists() {
    let Some(document) = seed("003") else { return };
    let pasted = text(&document);
    let html = markdown::render(&pasted.text).unwrap();
    assert_eq!(html.as_str().matches("<li>").count(), 5, "{}", html.as_str());
    let Some(document) = seed("001") else { return };
    assert!(markdown::render(&text(&document).text).unwrap().as_str().contains("<ol>\n<li>Nell’approfondimento"));
}
