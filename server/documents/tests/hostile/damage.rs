// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Files that were cut off, and files in which bytes were changed by lot, the same ones each time.

use documents::FileKind;
use futures::{StreamExt, stream};

use crate::watch::{alone, answer};
use crate::{office, pdf};

/// How many changed files of each kind are read.
const EACH: u64 = 100;

fn samples() -> Vec<(FileKind, Vec<u8>)> {
    let body = [office::paragraph("Titolo1", "Finalità"), office::paragraph("", "Il riuso")].concat();
    vec![
        (FileKind::Pdf, pdf::two_pages()),
        (FileKind::Docx, office::docx(&body)),
        (FileKind::Xlsx, office::xlsx("<si><t>a</t></si>", r#"<row><c t="s"><v>0</v></c></row>"#)),
        (FileKind::Pptx, office::pptx()),
        (FileKind::Odt, office::odt()),
        (FileKind::Ods, office::ods()),
        (FileKind::Odp, office::odp()),
        (FileKind::Text, "La città è più così.\n".repeat(20).into_bytes()),
    ]
}

/// Numbers as if by lot (splitmix64), the same ones for the same seed.
struct Lot(u64);

impl Lot {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) >> 33).unwrap() % limit
    }
}

/// The bytes with some changes: another byte, a piece twice, a piece less, a number that is too large.
fn changed(bytes: &[u8], seed: u64) -> Vec<u8> {
    let mut lot = Lot(seed);
    let mut bytes = bytes.to_vec();
    for _ in 0..=lot.below(6) {
        let at = lot.below(bytes.len());
        let end = (at + 1 + lot.below(30)).min(bytes.len());
        match lot.below(4) {
            0 => bytes[at] = u8::try_from(lot.below(256)).unwrap(),
            1 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            2 if bytes.len() > 200 => drop(bytes.drain(at..end)),
            _ => {
                let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                bytes.splice(at..at + digits, *b"4294967295");
            }
        }
    }
    bytes
}

/// Reads many files, a few at a time; says how many gave text.
async fn read_all(files: Vec<(FileKind, Vec<u8>)>) -> usize {
    let count = files.len();
    let answers = stream::iter(files).map(|(kind, bytes)| async move { answer(kind, &bytes).await });
    let answers: Vec<_> = answers.buffer_unordered(4).collect().await;
    assert_eq!(answers.len(), count);
    answers.iter().filter(|answer| answer.is_ok()).count()
}

#[tokio::test]
async fn a_file_that_was_cut_off_gets_an_answer() {
    let _alone = alone().await;
    let cut = |(kind, bytes): (FileKind, Vec<u8>)| {
        let ends = [0, 1, 5, bytes.len() / 4, bytes.len() / 2, bytes.len() * 3 / 4, bytes.len() - 1];
        ends.map(|end| (kind, bytes[..end].to_vec()))
    };
    read_all(samples().into_iter().flat_map(cut).collect()).await;
}

#[tokio::test]
async fn a_file_changed_by_lot_gets_an_answer() {
    let _alone = alone().await;
    let files = samples()
        .into_iter()
        .flat_map(|(kind, bytes)| (0..EACH).map(move |seed| (kind, changed(&bytes, seed))).collect::<Vec<_>>());
    let read = read_all(files.collect()).await;
    assert!(read > 100, "the changes leave some files readable: {read}");
}

#[tokio::test]
async fn xml_changed_by_lot_inside_a_good_archive_gets_an_answer() {
    let _alone = alone().await;
    let word =
        office::word_part(&[office::paragraph("Titolo1", "Finalità"), office::paragraph("", "Il riuso")].concat());
    let text = r#"<o:d xmlns:o="o"><text:h>Titolo</text:h><table:table table:name="a"><table:table-row><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table></o:d>"#;
    let files = (0..EACH).flat_map(|seed| {
        let sheet = changed(text.as_bytes(), seed);
        [
            (FileKind::Docx, office::docx_of(&changed(word.as_bytes(), seed))),
            (FileKind::Odt, office::open_document_of("text", &sheet)),
            (FileKind::Ods, office::open_document_of("spreadsheet", &sheet)),
        ]
    });
    let read = read_all(files.collect()).await;
    assert!(read > 10, "the changes leave some files readable: {read}");
}
