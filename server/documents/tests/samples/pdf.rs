// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Small PDFs, written by hand.

use std::fmt::Write as _;

/// A PDF of these objects, the first being the catalogue.
pub fn of_objects(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.5\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(objects) {
        writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
        file.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        file.extend_from_slice(object);
        file.extend_from_slice(b"\nendobj\n");
    }
    let id = "<0123456789ABCDEF0123456789ABCDEF>";
    let start = file.len();
    let size = objects.len() + 1;
    file.extend_from_slice(table.as_bytes());
    let trailer = format!("trailer\n<< /Size {size} /Root 1 0 R /ID [{id} {id}] >>\nstartxref\n{start}\n%%EOF\n");
    file.extend_from_slice(trailer.as_bytes());
    file
}

pub fn stream(content: &[u8]) -> Vec<u8> {
    let mut object = format!("<< /Length {} >>\nstream\n", content.len()).into_bytes();
    object.extend_from_slice(content);
    object.extend_from_slice(b"\nendstream");
    object
}

/// The lines in the page's own language, in Windows-1252.
pub fn lines(lines: &[&str]) -> Vec<u8> {
    let mut content = String::from("BT /F1 12 Tf 72 720 Td ");
    for line in lines {
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(line);
        let digits: String = bytes.iter().fold(String::new(), |mut all, byte| {
            write!(all, "{byte:02X}").unwrap();
            all
        });
        write!(content, "<{digits}> Tj 0 -16 Td ").unwrap();
    }
    content.push_str("ET");
    content.into_bytes()
}

/// A PDF with these pages.
pub fn of_pages(pages: &[&[&str]]) -> Vec<u8> {
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        Vec::new(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
    ];
    let mut kids = String::new();
    for page in pages {
        let content = objects.len() + 1;
        objects.push(stream(&lines(page)));
        write!(kids, "{} 0 R ", objects.len() + 1).unwrap();
        objects.push(
            format!("<< /Type /Page /Parent 2 0 R /Contents {content} 0 R /Resources << /Font << /F1 3 0 R >> >> >>")
                .into_bytes(),
        );
    }
    objects[1] =
        format!("<< /Type /Pages /Kids [{kids}] /Count {} /MediaBox [0 0 595 842] >>", pages.len()).into_bytes();
    of_objects(&objects)
}

pub fn two_pages() -> Vec<u8> {
    of_pages(&[&["La città di Forlì", "e le sue comu-", "nità"], &["Perché così? Più qualità"]])
}
