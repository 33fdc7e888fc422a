// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The addresses of files, the same in all languages.

use std::fmt::Write as _;

/// The file of a document. The name is for people: a browser shows it where it saves nothing.
pub fn document_file(uid: &str, name: &str) -> String {
    format!("/files/{uid}/{}", segment(name))
}

/// The file of a document in an earlier version, from 1.
pub fn document_version(uid: &str, name: &str, version: u32) -> String {
    format!("{}?v={version}", document_file(uid, name))
}

/// A name as one part of an address (RFC 3986: all but the unreserved characters are escaped). Two dots would lead up.
fn segment(name: &str) -> String {
    if name.bytes().all(|byte| byte == b'.') {
        return "-".to_owned();
    }
    let mut text = String::new();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => text.push(char::from(byte)),
            _ => write!(text, "%{byte:02X}").expect("a String takes all"),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_part_of_the_address_whatever_it_holds() {
        assert_eq!(document_file("d", "Piano è 1/2?.pdf"), "/files/d/Piano%20%C3%A8%201%2F2%3F.pdf");
        assert_eq!(document_version("d", "a.pdf", 2), "/files/d/a.pdf?v=2");
        for empty in ["", ".", ".."] {
            assert_eq!(document_file("d", empty), "/files/d/-");
        }
    }
}
