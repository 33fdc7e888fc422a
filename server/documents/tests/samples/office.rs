// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Small office documents, with the structure that the programs write.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// An archive of these parts.
pub fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let method = if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        archive.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The list of types with one main part.
pub fn types(main: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/main.xml" ContentType="{main}"/></Types>"#
    )
}

pub const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
pub const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
pub const SLIDES: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml";

pub fn word_part(body: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"#
    )
}

pub fn docx(body: &str) -> Vec<u8> {
    docx_of(word_part(body).as_bytes())
}

pub fn docx_of(document: &[u8]) -> Vec<u8> {
    let styles = r#"<w:styles xmlns:w="w"><w:style w:type="paragraph" w:styleId="Titolo1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="Corpo"><w:name w:val="Body Text"/></w:style></w:styles>"#;
    let notes = r#"<w:footnotes xmlns:w="w"><w:footnote w:id="2"><w:p><w:r><w:t>Nota a piè di pagina</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
    // As Word on the web does it.
    let main = r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document2.xml"/></Relationships>"#;
    packed(&[
        ("[Content_Types].xml", types(WORD).as_bytes()),
        ("_rels/.rels", main.as_bytes()),
        ("word/document2.xml", document),
        ("word/styles.xml", styles.as_bytes()),
        ("word/footnotes.xml", notes.as_bytes()),
    ])
}

/// A paragraph of Word, with a style where one is given.
pub fn paragraph(style: &str, text: &str) -> String {
    let style = if style.is_empty() { String::new() } else { format!(r#"<w:pPr><w:pStyle w:val="{style}"/></w:pPr>"#) };
    format!(r#"<w:p>{style}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>"#)
}

pub fn xlsx(shared: &str, rows: &str) -> Vec<u8> {
    let book = r#"<workbook xmlns="m" xmlns:r="r"><sheets><sheet name="Costi &amp; tempi" sheetId="1" r:id="rId1"/><sheet name="Segreto" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>"#;
    let relations = r#"<Relationships><Relationship Id="rId1" Type="t" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="t" Target="/xl/worksheets/sheet2.xml"/></Relationships>"#;
    let hidden =
        r#"<worksheet><sheetData><row><c t="inlineStr"><is><t>nascosto</t></is></c></row></sheetData></worksheet>"#;
    packed(&[
        ("[Content_Types].xml", types(SHEET).as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/sharedStrings.xml", format!("<sst>{shared}</sst>").as_bytes()),
        ("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{rows}</sheetData></worksheet>").as_bytes()),
        ("xl/worksheets/sheet2.xml", hidden.as_bytes()),
    ])
}

pub fn pptx() -> Vec<u8> {
    let slide = |text: &str, more: &str| {
        format!(
            r#"<p:sld xmlns:p="p" xmlns:a="a" {more}><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r><a:br/><a:r><a:t>riga due</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>"#
        )
    };
    let show = r#"<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst><p:sldId id="256" r:id="rId7"/><p:sldId id="257" r:id="rId3"/><p:sldId id="258" r:id="rId4"/></p:sldIdLst></p:presentation>"#;
    let relations = r#"<Relationships><Relationship Id="rId3" Target="slides/slide1.xml"/><Relationship Id="rId7" Target="slides/slide2.xml"/><Relationship Id="rId4" Target="slides/slide3.xml"/></Relationships>"#;
    packed(&[
        ("[Content_Types].xml", types(SLIDES).as_bytes()),
        ("ppt/presentation.xml", show.as_bytes()),
        ("ppt/_rels/presentation.xml.rels", relations.as_bytes()),
        ("ppt/slides/slide1.xml", slide("Seconda: più città", "").as_bytes()),
        ("ppt/slides/slide2.xml", slide("Prima", "").as_bytes()),
        ("ppt/slides/slide3.xml", slide("Nascosta", r#"show="0""#).as_bytes()),
    ])
}

/// A document of LibreOffice; `kind` is `text`, `spreadsheet` or `presentation`.
pub fn open_document(kind: &str, body: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:draw="d" xmlns:presentation="p"><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"#
    );
    open_document_of(kind, content.as_bytes())
}

pub fn open_document_of(kind: &str, content: &[u8]) -> Vec<u8> {
    packed(&[
        ("mimetype", format!("application/vnd.oasis.opendocument.{kind}").as_bytes()),
        ("content.xml", content),
        ("META-INF/manifest.xml", b"<manifest:manifest xmlns:manifest=\"m\"/>"),
    ])
}

pub fn odt() -> Vec<u8> {
    open_document(
        "text",
        r#"<text:p>Premessa<text:s text:c="2"/>breve</text:p><text:h text:outline-level="1">Finalità</text:h><text:p>Riuso<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>una nota</text:p></text:note-body></text:note> del software<office:annotation><text:p>commento</text:p></office:annotation>.</text:p><table:table table:name="T"><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"#,
    )
}

pub fn ods() -> Vec<u8> {
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let sheet = |name: &str, first: &str, second: &str| {
        format!(
            r#"<table:table table:name="{name}"><table:table-row>{}{}</table:table-row><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>"#,
            cell(first),
            cell(second)
        )
    };
    open_document(
        "spreadsheet",
        &format!("{}{}", sheet("Entrate", "Tributi", "1.250,00"), sheet("Uscite", "Spesa", "3")),
    )
}

pub fn odp() -> Vec<u8> {
    let page = |text: &str| {
        format!(
            "<draw:page draw:name=\"p\"><draw:frame><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame><presentation:notes><text:p>appunti</text:p></presentation:notes></draw:page>"
        )
    };
    open_document("presentation", &format!("{}{}", page("Il gemellaggio"), page("I risultati")))
}
