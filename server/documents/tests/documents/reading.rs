// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The text of each kind, with the place where it stands.

use std::time::Duration;

use documents::{Extent, ExtractProblem, Extractor, FileKind, Place, Section};
use pdf_extract::encryption::{EncryptionState, EncryptionVersion};
use pdf_extract::{Document, Permissions};

use crate::child::{extract, pieces};
use crate::{office, pdf};

/// The sections of a document that is read whole.
async fn read(kind: FileKind, bytes: &[u8]) -> Vec<(Place, String)> {
    assert_eq!(FileKind::of(bytes), Some(kind));
    let found = extract(kind, bytes).await.unwrap();
    assert_eq!(found.extent, Extent::Whole);
    found.sections.into_iter().map(|Section { place, text }| (place, text)).collect()
}

fn section(place: Place, text: &str) -> (Place, String) {
    (place, text.to_owned())
}

fn heading(name: &str) -> Place {
    Place::Heading(name.to_owned())
}

#[tokio::test]
async fn a_pdf_is_read_by_the_page() {
    let pages = read(FileKind::Pdf, &pdf::two_pages()).await;
    let folded: Vec<_> =
        pages.iter().map(|(place, text)| (place, text.replace('\n', " ").replace("  ", " "))).collect();
    assert_eq!(folded[0].0, &Place::Page(1));
    assert_eq!(folded[0].1, "La città di Forlì e le sue comunità");
    assert_eq!(folded[1], (&Place::Page(2), "Perché così? Più qualità".to_owned()));
}

#[tokio::test]
async fn a_pdf_with_a_password_says_so_and_one_without_is_read() {
    let encrypted = |user: &str| {
        let mut document = Document::load_mem(&pdf::two_pages()).unwrap();
        let version = EncryptionVersion::V2 {
            document: &document,
            owner_password: "padrone",
            user_password: user,
            key_length: 128,
            permissions: Permissions::empty(),
        };
        let state = EncryptionState::try_from(version).unwrap();
        document.encrypt(&state).unwrap();
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        bytes
    };
    let refused = extract(FileKind::Pdf, &encrypted("segreta")).await;
    assert!(matches!(refused, Err(ExtractProblem::Encrypted)), "{refused:?}");
    let found = extract(FileKind::Pdf, &encrypted("")).await.unwrap();
    assert!(found.sections[0].text.contains("La città di Forlì"), "{found:?}");
}

#[tokio::test]
async fn a_page_that_cannot_be_read_costs_only_itself() {
    let mut bytes = pdf::two_pages();
    // The second page's content is no number any more.
    let at = memchr::memmem::rfind(&bytes, b"/Contents 6").unwrap();
    bytes[at..at + 11].copy_from_slice(b"/Contents 9");
    let found = extract(FileKind::Pdf, &bytes).await.unwrap();
    assert!(found.sections[0].text.contains("Forlì"), "{found:?}");
    assert!(found.sections.len() == 1, "{found:?}");
}

#[tokio::test]
async fn a_docx_is_read_by_the_heading() {
    let body = [
        office::paragraph("", "Premessa &amp; scopo &#232; qui"),
        office::paragraph("Titolo1", "Finalità"),
        office::paragraph("Corpo", "Il  riuso\u{200B} del software"),
        r#"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>nascosto</w:t></w:r><w:r><w:t>visto</w:t><w:tab/><w:t>dopo</w:t></w:r><w:del><w:r><w:delText>tolto</w:delText></w:r></w:del></w:p>"#.to_owned(),
        r#"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Voce</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Euro</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>Corsi</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>300</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"#.to_owned(),
        office::paragraph("Titolo1", "Vuoto"),
    ];
    assert_eq!(
        read(FileKind::Docx, &office::docx(&body.concat())).await,
        [
            section(Place::Whole, "Premessa & scopo è qui"),
            section(heading("Finalità"), "Il riuso del software\nvisto\tdopo\nVoce\tEuro\nCorsi\t300"),
            section(heading("Vuoto"), ""),
            section(Place::Whole, "Nota a piè di pagina"),
        ]
    );
}

#[tokio::test]
async fn a_text_box_in_word_is_read_once() {
    let text_box = |text: &str| format!("<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>");
    let body = format!(
        r#"<w:p><w:r><w:t>fuori</w:t></w:r><mc:AlternateContent xmlns:mc="c"><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:p>"#,
        text_box("dentro"),
        text_box("dentro")
    );
    assert_eq!(read(FileKind::Docx, &office::docx(&body)).await[0], section(Place::Whole, "dentro\nfuori"));
}

#[tokio::test]
async fn an_xlsx_is_read_by_the_sheet_and_hidden_sheets_are_not() {
    let shared = r"<si><t>Attività</t></si><si><r><t>in </t></r><r><t>parti</t></r><rPh><t>x</t></rPh></si>";
    let rows = r#"<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>99</v></c></row><row><c><f>A1*2</f><v>12.5</v></c><c t="inlineStr"><is><t>qui</t></is></c><c t="e"><v>#N/A</v></c><c t="str"><f>A</f><v>esito</v></c></row>"#;
    assert_eq!(
        read(FileKind::Xlsx, &office::xlsx(shared, rows)).await,
        [section(Place::Sheet("Costi & tempi".to_owned()), "Attività\tin parti\n12.5\tqui\t\tesito")]
    );
}

#[tokio::test]
async fn a_pptx_is_read_in_the_order_of_its_slides() {
    assert_eq!(
        read(FileKind::Pptx, &office::pptx()).await,
        [section(Place::Slide(1), "Prima\nriga due"), section(Place::Slide(2), "Seconda: più città\nriga due")]
    );
}

#[tokio::test]
async fn open_documents_are_read_by_heading_sheet_and_slide() {
    assert_eq!(
        read(FileKind::Odt, &office::odt()).await,
        [section(Place::Whole, "Premessa breve"), section(heading("Finalità"), "una nota\nRiuso del software.\na\tb")]
    );
    let sheet = |name: &str| Place::Sheet(name.to_owned());
    assert_eq!(
        read(FileKind::Ods, &office::ods()).await,
        [section(sheet("Entrate"), "Tributi\t1.250,00"), section(sheet("Uscite"), "Spesa\t3")]
    );
    assert_eq!(
        read(FileKind::Odp, &office::odp()).await,
        [section(Place::Slide(1), "Il gemellaggio"), section(Place::Slide(2), "I risultati")]
    );
}

#[tokio::test]
async fn an_encrypted_open_document_says_so() {
    let manifest = b"<m:manifest xmlns:m=\"m\"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>";
    let text = b"application/vnd.oasis.opendocument.text";
    let bytes =
        office::packed(&[("mimetype", text), ("content.xml", b"\x01\x02"), ("META-INF/manifest.xml", manifest)]);
    assert!(matches!(extract(FileKind::Odt, &bytes).await, Err(ExtractProblem::Encrypted)));
}

#[tokio::test]
async fn a_text_is_read_in_its_encoding_and_a_long_one_in_part() {
    assert_eq!(read(FileKind::Text, b"citt\xE0\r\n\r\n\r\n\x80 5").await, [section(Place::Whole, "città\n\n€ 5")]);
    let long = "Parola dopo parola, è lungo.\n".repeat(200_000);
    let found = extract(FileKind::Text, long.as_bytes()).await.unwrap();
    assert_eq!(found.extent, Extent::Part);
    assert!(found.sections[0].text.len() > 900_000 && found.sections[0].text.len() < 2 * 1024 * 1024);
}

#[tokio::test]
async fn a_picture_has_no_text() {
    let found = extract(FileKind::Png, &crate::pictures::drawn(image::ImageFormat::Png)).await.unwrap();
    assert_eq!(found.sections, []);
}

#[tokio::test]
async fn a_program_that_is_missing_or_another_one_is_told_from_a_bad_document() {
    for program in ["/nowhere/innesto", "/bin/true"] {
        let answer = Extractor::new(program.into()).extract(FileKind::Text, pieces(b"testo")).await;
        assert!(matches!(answer, Err(ExtractProblem::NotStarted(_))), "{answer:?}");
    }
    let broken = futures::stream::iter([Err::<bytes::Bytes, _>("the disk is gone")]);
    let answer = Extractor::new(crate::child::program()).extract(FileKind::Text, broken).await;
    assert!(matches!(answer, Err(ExtractProblem::File(_))), "{answer:?}");
}

#[tokio::test]
async fn a_file_that_never_ends_is_given_up() {
    let stuck = futures::StreamExt::chain(pieces(b"testo"), futures::stream::pending());
    let extractor = Extractor::new(crate::child::program()).within(Duration::from_millis(300));
    let answer = extractor.extract(FileKind::Text, stuck).await;
    assert!(matches!(answer, Err(ExtractProblem::TimedOut)), "{answer:?}");
}
