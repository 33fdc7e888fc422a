// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The first sheet of a spreadsheet as rows of cells, read by the child.

use documents::{Extent, ExtractProblem, Extractor, FileKind, TABLE_ROWS, Table};

use crate::child::{pieces, program};
use crate::office;

async fn read(kind: FileKind, bytes: &[u8]) -> Result<Table, ExtractProblem> {
    Extractor::new(program()).table(kind, pieces(bytes)).await
}

/// The rows as `number: cell|cell`.
fn lines(table: &Table) -> Vec<String> {
    table.rows.iter().map(|row| format!("{}: {}", row.number, row.cells.join("|"))).collect()
}

fn ods(rows: &str) -> Vec<u8> {
    office::open_document("spreadsheet", &format!("<table:table table:name=\"Elenco\">{rows}</table:table>"))
}

fn row(attributes: &str, cells: &str) -> String {
    format!("<table:table-row {attributes}>{cells}</table:table-row>")
}

fn cell(attributes: &str, text: &str) -> String {
    format!("<table:table-cell {attributes}>\n  <text:p>{text}</text:p>\n</table:table-cell>")
}

#[tokio::test]
async fn a_sheet_of_ods_keeps_its_columns_its_dates_and_the_numbers_of_its_rows() {
    let gap = "<table:table-cell table:number-columns-repeated=\"2\"/>";
    let rows = [
        row("", &format!("{}{gap}{}", cell("", "Titolo"), cell("", "Inizio"))),
        row("table:number-rows-repeated=\"3\"", "<table:table-cell table:number-columns-repeated=\"16384\"/>"),
        row(
            "",
            &format!(
                "{}{gap}{}",
                cell("", "Orti<text:s/>urbani"),
                cell("office:date-value=\"2021-03-15T00:00:00\"", "15/03/21")
            ),
        ),
        row(
            "table:number-rows-repeated=\"2\"",
            &cell("", "Due volte<office:annotation><text:p>no</text:p></office:annotation>"),
        ),
        row("table:number-rows-repeated=\"1048576\"", "<table:table-cell table:number-columns-repeated=\"16384\"/>"),
    ];
    let table = read(FileKind::Ods, &ods(&rows.concat())).await.unwrap();
    let wanted = ["1: Titolo|||Inizio", "5: Orti urbani|||2021-03-15", "6: Due volte", "7: Due volte"];
    assert_eq!((lines(&table), table.extent), (wanted.map(str::to_owned).to_vec(), Extent::Whole));
}

#[tokio::test]
async fn only_the_first_sheet_with_something_in_it_is_read() {
    let table = read(FileKind::Ods, &office::ods()).await.unwrap();
    assert_eq!(lines(&table), ["1: Tributi|1.250,00"]);
}

#[tokio::test]
async fn a_sheet_of_xlsx_keeps_its_columns_and_what_formulas_came_to() {
    let rows = r#"<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2"><v>2021</v></c></row><row r="4"><c r="B4" t="str"><f>1+1</f><v>=due</v></c><c t="inlineStr"><is><t>accanto</t></is></c><c r="E4" t="e"><v>#REF!</v></c></row>"#;
    let table = read(FileKind::Xlsx, &office::xlsx("<si><t>Città</t></si>", rows)).await.unwrap();
    assert_eq!(lines(&table), ["2: Città||2021", "4: |=due|accanto"]);
}

#[tokio::test]
async fn what_repeats_itself_without_end_is_read_in_part() {
    let rows = row("table:number-rows-repeated=\"1048576\"", &cell("", "bomba"));
    let table = read(FileKind::Ods, &ods(&rows)).await.unwrap();
    assert_eq!((table.rows.len(), table.extent), (TABLE_ROWS, Extent::Part));
    let wide = row("", &cell("table:number-columns-repeated=\"16384\"", "bomba"));
    let table = read(FileKind::Ods, &ods(&wide)).await.unwrap();
    assert_eq!((table.rows.len(), table.extent), (0, Extent::Part));
    let far = r#"<row r="1"><c r="ZZZ1"><v>1</v></c></row>"#;
    let table = read(FileKind::Xlsx, &office::xlsx("", far)).await.unwrap();
    assert_eq!((table.rows.len(), table.extent), (0, Extent::Part));
}

#[tokio::test]
async fn a_bomb_and_what_is_no_sheet_are_refused() {
    let content = format!("<a>{}</a>", "<table:table-row/>".repeat(4_000_000));
    let bomb = office::open_document_of("spreadsheet", content.as_bytes());
    assert!(bomb.len() < 1_000_000);
    let refused = read(FileKind::Ods, &bomb).await;
    assert!(matches!(refused, Err(ExtractProblem::TooLarge)), "{refused:?}");
    let refused = read(FileKind::Odt, &office::odt()).await;
    assert!(matches!(refused, Err(ExtractProblem::Broken)), "{refused:?}");
    let refused = read(FileKind::Ods, b"PK\x03\x04 non un archivio").await;
    assert!(matches!(refused, Err(ExtractProblem::Broken)), "{refused:?}");
}
