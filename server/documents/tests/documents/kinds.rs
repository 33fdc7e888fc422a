// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The kind of a file is told by what is in it.

use documents::FileKind;

use crate::{office, pdf};

fn samples() -> Vec<(FileKind, Vec<u8>)> {
    vec![
        (FileKind::Pdf, pdf::two_pages()),
        (FileKind::Docx, office::docx("")),
        (FileKind::Odt, office::odt()),
        (FileKind::Xlsx, office::xlsx("", "")),
        (FileKind::Ods, office::ods()),
        (FileKind::Pptx, office::pptx()),
        (FileKind::Odp, office::odp()),
        (FileKind::Text, "Già così è un testo.\n".as_bytes().to_vec()),
        (FileKind::Png, crate::pictures::drawn(image::ImageFormat::Png)),
        (FileKind::Jpeg, crate::pictures::drawn(image::ImageFormat::Jpeg)),
        (FileKind::Webp, crate::pictures::drawn(image::ImageFormat::WebP)),
    ]
}

#[test]
fn every_kind_is_known_by_its_content() {
    let samples = samples();
    assert_eq!(samples.len(), FileKind::ALL.len());
    for (kind, bytes) in samples {
        assert_eq!(FileKind::of(&bytes), Some(kind));
        assert_eq!(FileKind::from_code(kind.code()), Some(kind));
        let json = serde_json::to_string(&kind).unwrap();
        assert_eq!(json, format!("\"{}\"", kind.code()), "one code everywhere");
    }
}

#[test]
fn texts_are_known_in_the_encodings_that_offices_write() {
    let utf16 = |text: &str| [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let texts: [Vec<u8>; 5] = [
        b"nome;ente\r\nAnna;Comune\r\n".to_vec(),
        "\u{FEFF}città".as_bytes().to_vec(),
        b"citt\xE0 \x93tra virgolette\x94, 5 \x80".to_vec(),
        utf16("La città è più così"),
        "è".repeat(40_000).into_bytes(),
    ];
    for text in texts {
        assert_eq!(FileKind::of(&text), Some(FileKind::Text), "{:?}", &text[..12.min(text.len())]);
    }
    for other in
        [&b""[..], b"a\0b", b"\x7FELF\x02\x01\x01\0", b"MZ\x90\0\x03", b"\xFF\xFE\x00\xD8\x00\xD8", b"\x81\x8D\x8F"]
    {
        assert_eq!(FileKind::of(other), None, "{other:?}");
    }
}

#[test]
fn what_a_browser_or_a_shell_would_run_is_refused() {
    let refused = [
        "<!DOCTYPE html><p>a",
        "\u{FEFF}  \n<html>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
        "<?xml version=\"1.0\"?><a/>",
        "<?php system('id');",
        "#!/bin/sh\nid\n",
        "Relazione\n<script>alert(1)</script>",
        "a <ScRiPt src=x>",
        "GIF89a/*<svg/onload=alert(1)>*/",
    ];
    for text in refused {
        assert_eq!(FileKind::of(text.as_bytes()), None, "{text}");
        let utf16: Vec<u8> = [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        assert_eq!(FileKind::of(&utf16), None, "{text} in UTF-16");
    }
    for harmless in ["a < b e c > d", "x<5, y>3", "<3 il riuso"] {
        assert_eq!(FileKind::of(harmless.as_bytes()), Some(FileKind::Text), "{harmless}");
    }
}

#[test]
fn a_file_that_begins_as_something_else_is_not_what_comes_later() {
    for (kind, bytes) in samples() {
        for before in ["<html><!--", "<script>/*", "#!/bin/sh\n", "MZ\0\0", "\n"] {
            let both = [before.as_bytes(), &bytes].concat();
            let allowed: &[Option<FileKind>] =
                if kind == FileKind::Text { &[None, Some(FileKind::Text)] } else { &[None] };
            assert!(allowed.contains(&FileKind::of(&both)), "{before}{kind:?}");
        }
    }
}

#[test]
fn programs_inside_office_documents_are_refused() {
    let word = office::types(office::WORD);
    let with = |name: &str, types: &str| {
        office::packed(&[("[Content_Types].xml", types.as_bytes()), ("word/document.xml", b"<a/>"), (name, b"x")])
    };
    assert_eq!(FileKind::of(&with("word/media/a.png", &word)), Some(FileKind::Docx));
    assert_eq!(FileKind::of(&with("word/vbaProject.bin", &word)), None);
    assert_eq!(FileKind::of(&with("word\\VBAPROJECT.BIN", &word)), None);
    let macros = office::types("application/vnd.ms-word.document.macroEnabled.main+xml");
    assert_eq!(FileKind::of(&with("a", &macros)), None);
    let both = [word.as_str(), &office::types(office::SHEET)].concat();
    assert_eq!(FileKind::of(&with("a", &both)), None);
    let text = b"application/vnd.oasis.opendocument.text";
    for (name, kind) in [("Basic/Standard/Module1.xml", None), ("Basic/script-lc.xml", Some(FileKind::Odt))] {
        assert_eq!(FileKind::of(&office::packed(&[("mimetype", text), (name, b"x")])), kind, "{name}");
    }
}

#[test]
fn other_archives_are_refused() {
    let jar = office::packed(&[("META-INF/MANIFEST.MF", b"Main-Class: A"), ("A.class", b"\xCA\xFE\xBA\xBE")]);
    assert_eq!(FileKind::of(&jar), None);
    assert_eq!(FileKind::of(&office::packed(&[])), None);
    assert_eq!(FileKind::of(&office::packed(&[("mimetype", b"application/epub+zip")])), None);
    let many: Vec<(String, &[u8])> = (0..2_000).map(|n| (format!("{n}.xml"), &b""[..])).collect();
    let types = office::types(office::WORD);
    let parts = many.iter().map(|(name, bytes)| (name.as_str(), *bytes));
    let parts: Vec<_> = [("[Content_Types].xml", types.as_bytes())].into_iter().chain(parts).collect();
    assert_eq!(FileKind::of(&office::packed(&parts)), None, "two thousand entries");
}
