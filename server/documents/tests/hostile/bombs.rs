// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Small files that unfold, nest or loop.

use std::fmt::Write;

use documents::{Extent, ExtractProblem, FileKind};

use crate::watch::{alone, answer};
use crate::{office, pdf};

/// A document of Word with this inside its body.
fn word(inside: &str) -> Vec<u8> {
    office::docx(inside)
}

#[tokio::test]
async fn an_archive_that_unfolds_a_thousandfold_is_too_large() {
    let _alone = alone().await;
    let spaces = word(&office::paragraph("", &" ".repeat(50_000_000)));
    assert!(spaces.len() < 100_000);
    assert!(matches!(answer(FileKind::Docx, &spaces).await, Err(ExtractProblem::TooLarge)));
    let content = format!("<a>{}</a>", "<text:p/>".repeat(4_000_000));
    let odt = office::open_document_of("text", content.as_bytes());
    assert!(matches!(answer(FileKind::Odt, &odt).await, Err(ExtractProblem::TooLarge)));
}

#[tokio::test]
async fn an_archive_of_two_thousand_entries_is_too_large() {
    let _alone = alone().await;
    let names: Vec<String> = (0..2_000).map(|n| format!("word/{n}.xml")).collect();
    let (types, part) = (office::types(office::WORD), office::word_part(""));
    let mut parts = vec![("[Content_Types].xml", types.as_bytes()), ("word/document.xml", part.as_bytes())];
    parts.extend(names.iter().map(|name| (name.as_str(), &b"<a/>"[..])));
    assert!(matches!(answer(FileKind::Docx, &office::packed(&parts)).await, Err(ExtractProblem::TooLarge)));
}

#[tokio::test]
async fn a_directory_that_ends_a_million_times_is_not_looked_for() {
    let _alone = alone().await;
    let mut end = b"PK\x05\x06\0\0\0\0\xE8\x03\xE8\x03".to_vec();
    end.extend_from_slice(&[0, 16, 0, 0, 4, 0, 0, 0, 0, 0]);
    let ends = [b"PK\x03\x04".to_vec(), end.repeat(1_000_000)].concat();
    assert_eq!(FileKind::of(&ends), None);
    assert!(matches!(answer(FileKind::Docx, &ends).await, Err(ExtractProblem::TooLarge)));
}

#[tokio::test]
async fn elements_nested_without_end_are_too_large() {
    let _alone = alone().await;
    let deep = format!("{}{}", "<w:tbl>".repeat(100_000), "</w:tbl>".repeat(100_000));
    assert!(matches!(answer(FileKind::Docx, &word(&deep)).await, Err(ExtractProblem::TooLarge)));
    let open = "<draw:frame>".repeat(50_000);
    assert!(matches!(
        answer(FileKind::Odp, &office::open_document("presentation", &open)).await,
        Err(ExtractProblem::TooLarge)
    ));
}

#[tokio::test]
async fn very_many_attributes_take_no_square_of_the_time() {
    let _alone = alone().await;
    let mut attributes = String::new();
    for n in 0..200_000 {
        write!(attributes, " a{:x}=\"{n}\"", n * 7_919).unwrap();
    }
    let paragraph = format!("<w:p{attributes}><w:r><w:t>fine</w:t></w:r></w:p>");
    let found = answer(FileKind::Docx, &word(&paragraph)).await.unwrap();
    assert_eq!(found.sections[0].text, "fine");
}

#[tokio::test]
async fn entities_are_never_explained() {
    let _alone = alone().await;
    let laughs = br#"<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/passwd">]><a><p><r><t>&c;&d;</t></r></p></a>"#;
    assert!(matches!(answer(FileKind::Docx, &office::docx_of(laughs)).await, Err(ExtractProblem::Broken)));
    let unknown = word(&office::paragraph("", "a&d;b&#x41;&#0;"));
    assert_eq!(answer(FileKind::Docx, &unknown).await.unwrap().sections[0].text, "abA");
}

#[tokio::test]
async fn a_text_that_a_sheet_repeats_is_read_in_part() {
    let _alone = alone().await;
    let mut long = String::new();
    for n in 0..100_000_u64 {
        write!(long, "{} ", n * 982_451_653 % 1_000_003).unwrap();
    }
    let rows = r#"<row><c t="s"><v>0</v></c></row>"#.repeat(30_000);
    let sheet = office::xlsx(&format!("<si><t>{long}</t></si>"), &rows);
    assert_eq!(answer(FileKind::Xlsx, &sheet).await.unwrap().extent, Extent::Part);
}

#[tokio::test]
async fn arrays_nested_in_a_pdf_end_the_child_at_most() {
    let _alone = alone().await;
    for depth in [10_000, 1_000_000] {
        let nested = [b"[".repeat(depth), b"]".repeat(depth)].concat();
        let objects = [b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(), nested.clone(), nested];
        let found = answer(FileKind::Pdf, &pdf::of_objects(&objects)).await;
        assert!(found.is_err(), "{found:?}");
    }
}

#[tokio::test]
async fn a_pdf_that_runs_in_circles_ends_the_child_at_most() {
    let _alone = alone().await;
    let catalogue = b"<< /Type /Catalog /Pages 2 0 R >>".to_vec();
    let pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 2 0 R >>".to_vec();
    let without_size = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>".to_vec();
    let circle = pdf::of_objects(&[catalogue.clone(), pages, without_size, pdf::stream(b"BT ET")]);
    assert!(answer(FileKind::Pdf, &circle).await.is_err());

    let own_kid = b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /MediaBox [0 0 9 9] >>".to_vec();
    assert!(answer(FileKind::Pdf, &pdf::of_objects(&[catalogue.clone(), own_kid])).await.is_err());

    let form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >> /Length 11 >>\nstream\n/X Do /X Do\nendstream".to_vec();
    let page =
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 5 0 R /Resources << /XObject << /X 4 0 R >> >> >>"
            .to_vec();
    let pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec();
    let itself = pdf::of_objects(&[catalogue, pages, page, form, pdf::stream(b"/X Do")]);
    assert!(answer(FileKind::Pdf, &itself).await.is_err());
}

#[tokio::test]
async fn a_pdf_that_repeats_its_content_ends_the_child_at_most() {
    let _alone = alone().await;
    let content = pdf::stream(&pdf::lines(&["riuso ".repeat(100_000).as_str()]));
    let many = "4 0 R ".repeat(3_000);
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 9 9] >>".to_vec(),
        format!("<< /Type /Page /Parent 2 0 R /Contents [{many}] >>").into_bytes(),
        content,
    ];
    let found = answer(FileKind::Pdf, &pdf::of_objects(&objects)).await;
    assert!(found.is_err(), "{found:?}");
}

#[tokio::test]
async fn a_file_beyond_the_limit_is_refused_by_the_child_too() {
    let _alone = alone().await;
    let large = vec![b'a'; 25 * 1024 * 1024 + 1];
    assert!(matches!(answer(FileKind::Text, &large).await, Err(ExtractProblem::TooLarge)));
}

#[tokio::test]
async fn a_pdf_that_takes_ages_is_ended_in_time() {
    let _alone = alone().await;
    let form = |next: usize| {
        let head = "/Type /XObject /Subtype /Form /BBox [0 0 9 9]";
        format!("<< {head} /Resources << /XObject << /X {next} 0 R >> >> /Length 11 >>\nstream\n/X Do /X Do\nendstream")
    };
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 9 9] >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>".to_vec(),
        pdf::stream(b"/X Do"),
    ];
    // Each draws the next one twice: two to the power of forty.
    objects.extend((6..46).map(|next| form(next).into_bytes()));
    objects.push(b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 5 >>\nstream\nBT ET\nendstream".to_vec());
    let answer = answer(FileKind::Pdf, &pdf::of_objects(&objects)).await;
    assert!(matches!(answer, Err(ExtractProblem::TimedOut)), "{answer:?}");
}
