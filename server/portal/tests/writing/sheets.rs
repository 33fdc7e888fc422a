// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Lists in spreadsheets, which a child process reads.

use std::io::{Cursor, Write as _};

use portal::form::FieldProblem as Wrong;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::cast::{IT, settle};
use crate::lists::bring;
use crate::reading::reading;
use crate::world::{on_both, problem};

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b"><office:body><office:spreadsheet><table:table table:name="Elenco">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text, method) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet", CompressionMethod::Stored),
        ("content.xml", content.as_str(), CompressionMethod::Deflated),
    ] {
        archive.start_file(name, SimpleFileOptions::default().compression_method(method)).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn row(times: u32, cells: &[&str]) -> String {
    let cells = cells.iter().map(|text| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>"));
    format!(r#"<table:table-row table:number-rows-repeated="{times}">{}</table:table-row>"#, cells.collect::<String>())
}

#[tokio::test]
async fn a_spreadsheet_is_read_by_the_child_and_a_bomb_ends_there() {
    on_both(async |world| {
        settle(world).await;
        let (portal, ada) = (reading(world).await, world.by("ada").await);
        let head = row(1, &["Titolo", "Descrizione"]);
        let good = ods(&[head.clone(), row(1, &["Orti urbani", "Si coltiva."]), row(1_048_576, &[])].concat());
        let list = bring(&portal, &ada, &good).await.unwrap();
        assert_eq!(portal.list_page(&ada, IT, &list).await.unwrap().rows, 1);
        // Rows without end, and text without end.
        let many = ods(&[head.clone(), row(1_048_576, &["Orti", "x"])].concat());
        assert_eq!(problem(bring(&portal, &ada, &many).await), ("rows", Wrong::TooLong));
        let bomb = ods(&[head, row(1, &[&"a".repeat(50_000_000), "x"])].concat());
        assert!(bomb.len() < 200_000);
        assert_eq!(problem(bring(&portal, &ada, &bomb).await), ("file", Wrong::TooLong));
        assert_eq!(world.number("SELECT count(*) FROM lists").await, 1);
        // Where nobody can read it now, its member may come back.
        assert_eq!(problem(bring(&world.portal, &ada, &good).await), ("file", Wrong::Wait));
    })
    .await;
}
