// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Whether a person seems to read a page: only such readings are counted. Nothing of this is kept.

use app::ssr::Reader;
use http::header::USER_AGENT;
use http::{HeaderMap, Method};

/// How browsers begin to say what they are.
const BROWSER: &str = "Mozilla/";
/// What programs say of themselves, small.
const PROGRAMS: &[&str] = &[
    "bot", "crawl", "spider", "slurp", "preview", "monitor", "scan", "fetch", "headless", "http", "curl", "wget",
    "python",
];

/// Who seems to ask, by what the request says of itself.
pub(super) fn reader(method: &Method, headers: &HeaderMap) -> Reader {
    let said = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let agent = said(USER_AGENT);
    let small = agent.to_ascii_lowercase();
    let is_program = !agent.starts_with(BROWSER) || PROGRAMS.iter().any(|mark| small.contains(mark));
    // A browser may ask before its reader does.
    let ahead = headers.contains_key("sec-purpose") || headers.contains_key("purpose");
    if *method == Method::GET && !is_program && !ahead { Reader::Person } else { Reader::Program }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    fn of(method: &Method, agent: &str, more: &[&'static str]) -> Reader {
        let mut headers = HeaderMap::new();
        headers.insert(USER_AGENT, agent.parse().expect("a header"));
        for name in more {
            headers.insert(*name, "prefetch".parse().expect("a header"));
        }
        reader(method, &headers)
    }

    #[test]
    fn a_person_reads_with_a_browser_and_a_program_says_so() {
        assert_eq!(of(&Method::GET, FIREFOX, &[]), Reader::Person);
        for program in [
            "",
            "curl/8.5.0",
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36",
            "python-requests/2.32",
        ] {
            assert_eq!(of(&Method::GET, program, &[]), Reader::Program, "{program}");
        }
        assert_eq!(reader(&Method::GET, &HeaderMap::new()), Reader::Program);
    }

    #[test]
    fn a_head_and_a_reading_ahead_are_no_readings() {
        assert_eq!(of(&Method::HEAD, FIREFOX, &[]), Reader::Program);
        assert_eq!(of(&Method::GET, FIREFOX, &["sec-purpose"]), Reader::Program);
    }
}
