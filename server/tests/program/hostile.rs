// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Files that were made to harm, brought to a running server: a clear answer, nothing stored by half, little memory.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use scraper::Selector;
use serde_json::Value;

use crate::bed::{Bed, Serving, until};
use crate::documents::state;
use crate::member::{Answer, Member, around_a_file, draft, drafts};
use crate::{office, pdf, png};

/// How much the server may grow, in bytes.
const GROWTH: u64 = 100 * 1024 * 1024;
/// The largest file, in bytes.
const LARGEST: usize = 25 * 1024 * 1024;

/// What becomes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// The form comes back, and says at the file what is wrong.
    Refused,
    /// It is kept, and its text was found.
    Found,
    /// It is kept, and has no text: a picture.
    Empty,
    /// It is kept, and the page says that its text cannot be read.
    Failed,
}

/// A name, what becomes of the file, and how it is made.
type Sent = (&'static str, Fate, fn() -> Vec<u8>);

/// Files with a name and their fate. Each is made when its turn comes.
const HOSTILE: [Sent; 18] = [
    ("../../../etc/cron.d/bomba.docx", Fate::Failed, || office::docx(&office::paragraph("", &" ".repeat(50_000_000)))),
    ("paragrafi\u{202E}fdp.odt", Fate::Failed, paragraphs),
    ("voci.docx", Fate::Refused, entries),
    ("fini.docx", Fate::Refused, ends),
    ("profondo.docx", Fate::Failed, || office::docx(&nested("<w:tbl>", "</w:tbl>", 100_000))),
    ("%22; filename=%22risate.html", Fate::Failed, laughs),
    ("matrici.pdf", Fate::Failed, arrays),
    ("CON", Fate::Failed, || pdf::of_objects(&[CATALOGUE.to_vec(), OWN_KID.to_vec()])),
    ("enorme.pdf", Fate::Found, huge),
    ("foto.png", Fate::Failed, || {
        pdf::of_objects(&[CATALOGUE.to_vec(), b"<< /Type /Pages /Kids [] /Count 0 >>".to_vec()])
    }),
    ("rovinata.png", Fate::Refused, || b"\x89PNG\r\n\x1a\nno".to_vec()),
    ("immensa.png", Fate::Refused, || png::head_of(100_000)),
    ("vuota.png", Fate::Empty, || png::blank(5_000)),
    ("piena.png", Fate::Refused, || png::blank(7_500)),
    ("pagina.pdf", Fate::Refused, || b"<!DOCTYPE html><script>alert(1)</script>".to_vec()),
    ("programma.docx", Fate::Refused, || b"MZ\x90\0\x03\0\0\0".to_vec()),
    ("vuoto.pdf", Fate::Refused, Vec::new),
    ("troppo.txt", Fate::Refused, || vec![b'a'; LARGEST + 1]),
];

const CATALOGUE: &[u8] = b"<< /Type /Catalog /Pages 2 0 R >>";
const OWN_KID: &[u8] = b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /MediaBox [0 0 9 9] >>";

fn nested(open: &str, close: &str, deep: usize) -> String {
    format!("{}{}", open.repeat(deep), close.repeat(deep))
}

/// Forty megabytes of empty paragraphs.
fn paragraphs() -> Vec<u8> {
    let content = format!("<a>{}</a>", "<text:p/>".repeat(4_000_000));
    office::open_document_of("text", content.as_bytes())
}

/// An archive of two thousand entries.
fn entries() -> Vec<u8> {
    let names: Vec<String> = (0..2_000).map(|number| format!("word/{number}.xml")).collect();
    let (types, part) = (office::types(office::WORD), office::word_part(""));
    let mut parts = vec![("[Content_Types].xml", types.as_bytes()), ("word/document.xml", part.as_bytes())];
    parts.extend(names.iter().map(|name| (name.as_str(), &b"<a/>"[..])));
    office::packed(&parts)
}

/// An archive whose directory ends a million times.
fn ends() -> Vec<u8> {
    let mut end = b"PK\x05\x06\0\0\0\0\xE8\x03\xE8\x03".to_vec();
    end.extend_from_slice(&[0, 16, 0, 0, 4, 0, 0, 0, 0, 0]);
    [b"PK\x03\x04".to_vec(), end.repeat(1_000_000)].concat()
}

/// Entities that name each other, and a file of the machine.
fn laughs() -> Vec<u8> {
    office::docx_of(br#"<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/passwd">]><a><p><r><t>&c;&d;</t></r></p></a>"#)
}

/// A PDF of arrays, a million deep.
fn arrays() -> Vec<u8> {
    let nested = nested("[", "]", 1_000_000).into_bytes();
    pdf::of_objects(&[CATALOGUE.to_vec(), nested.clone(), nested])
}

/// A PDF of almost the largest size, with a line of text.
fn huge() -> Vec<u8> {
    let page = "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>";
    pdf::of_objects(&[
        CATALOGUE.to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>".to_vec(),
        page.as_bytes().to_vec(),
        pdf::stream(&pdf::lines(&["Il testo di un documento enorme"])),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
        pdf::stream(&vec![b'a'; LARGEST - 64 * 1024]),
    ])
}

/// A line of what the system says about the memory of a process, in bytes; 0 where it doesn't say.
fn memory(serving: &Serving, line: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", serving.pid())).unwrap_or_default();
    let line = status.lines().find_map(|one| one.strip_prefix(line));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) * 1024
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// How many files and how many rows there are of documents; the files named by their content, none underway.
#[track_caller]
fn whole_documents(bed: &Bed) -> (usize, usize) {
    let kept = files(&bed.data().join("files"));
    let is_hash = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    assert!(kept.iter().all(is_hash), "{kept:?}");
    let export = bed.path("documents.jsonl");
    bed.run([Path::new("export"), export.as_path()]).well();
    let text = fs::read_to_string(&export).unwrap();
    fs::remove_file(export).unwrap();
    let records = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    assert_eq!(files(&bed.path("tmp")), Vec::<PathBuf>::new());
    (kept.len(), records.filter(|record| record["type"] == "document").count())
}

/// A portal with a draft that its author has begun to document, and the looks of all its pages already in memory.
fn begun(bed: &Bed) -> Serving {
    bed.run(["demo"]).well();
    bed.import(&drafts(1)).well();
    let serving = bed.serve();
    serving.ready();
    let author = Member::signed_in(&serving, "ada.funzionaria");
    assert_eq!(fate(&author, "un.txt", b"Un testo."), Fate::Found);
    assert_eq!(fate(&author, "vuoto.txt", b""), Fate::Refused);
    serving
}

/// What becomes of a file, as its sender sees it.
#[track_caller]
fn fate(author: &Member<'_>, name: &str, file: &[u8]) -> Fate {
    let answer = author.upload(&draft(0), "Un titolo", name, file);
    if answer.status == 422 {
        assert!(is_refused(&answer), "{name}: {}", answer.body);
        return Fate::Refused;
    }
    assert_eq!(answer.status, 303, "{name}: {}", answer.body);
    let mut last = String::new();
    let waiting = state("waiting");
    until(name, || {
        last = author.documents(&draft(0)).words(".uploads > li:last-child .document-facts").pop().unwrap();
        last != waiting
    });
    match last {
        found if found == state("found") => Fate::Found,
        empty if empty == state("empty") => Fate::Empty,
        failed if failed == state("failed") => Fate::Failed,
        other => panic!("{name}: {other}"),
    }
}

/// Whether the form came back with what was typed, and says at the file what is wrong.
fn is_refused(answer: &Answer) -> bool {
    let page = answer.page();
    let shows = |selector: &str| page.select(&Selector::parse(selector).unwrap()).next().is_some();
    shows("#nuovo-file-problem") && shows("#nuovo-titolo[value='Un titolo']")
}

#[test]
fn hostile_files_get_a_clear_answer_and_fill_neither_the_memory_nor_the_disk() {
    let bed = Bed::new();
    let serving = begun(&bed);
    let author = Member::signed_in(&serving, "ada.funzionaria");
    let there = whole_documents(&bed);
    // The highest mark begins anew; where it cannot, earlier growth counts as well.
    let _ = fs::write(format!("/proc/{}/clear_refs", serving.pid()), "5");
    let before = memory(&serving, "VmRSS:");
    let mut kept = 0;
    for (name, expected, make) in HOSTILE {
        assert_eq!(fate(&author, name, &make()), expected, "{name}");
        kept += usize::from(expected != Fate::Refused);
        let growth = memory(&serving, "VmHWM:").saturating_sub(before);
        assert!(growth < GROWTH, "{name}: grew by {growth} bytes");
    }
    // So much is not even read.
    let mut stream = author.begin_upload(&draft(0), 200_000_000);
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.0 413 "), "{answer}");
    assert_eq!(whole_documents(&bed), (there.0 + kept, there.1 + kept));
    assert_eq!(serving.stop(), Some(0));
}

#[test]
fn an_upload_whose_connection_is_cut_leaves_nothing() {
    let bed = Bed::new();
    let serving = begun(&bed);
    let author = Member::signed_in(&serving, "ada.funzionaria");
    let there = whole_documents(&bed);
    let incoming = bed.data().join("files/incoming");
    let file = vec![b'a'; 8 * 1024 * 1024];
    let (before, after) = around_a_file("Interrotto", "a.txt");
    // In the words, at the beginning of the file, in its middle, and right before its end.
    for length in [0, 1, file.len() / 2, file.len()] {
        let mut stream = author.begin_upload(&draft(0), before.len() + file.len() + after.len());
        let words = if length == 0 { &before[..before.len() / 2] } else { before.as_str() };
        stream.write_all(words.as_bytes()).unwrap();
        stream.write_all(&file[..length]).unwrap();
        if length > 1 {
            // What is held back may be the beginning of the end of the file.
            until("it arrives", || Bed::size_of(&incoming) + 1024 * 1024 > length as u64);
        }
        drop(stream);
        until("what has arrived is gone", || files(&incoming).is_empty());
    }
    // Whoever comes next has all the room there is.
    assert_eq!(fate(&author, "due.txt", b"Un altro testo."), Fate::Found);
    assert_eq!(whole_documents(&bed), (there.0 + 1, there.1 + 1));
    assert_eq!(serving.stop(), Some(0));
}
