// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How often a practice is read: a person's reading of its page counts, and nothing else does.

use crate::bed::Library;

const FIREFOX: (&str, &str) = ("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
const PROGRAM: (&str, &str) =
    ("user-agent", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)");

#[test]
fn a_page_read_by_a_person_is_counted_without_a_cookie_and_programs_are_not() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let library = Library::new().await;
        let slug = library.practice().await;
        let (italian, english) = (format!("/pratiche/{slug}"), format!("/en/pratiche/{slug}"));
        for (method, address, headers) in [
            ("HEAD", &italian, vec![FIREFOX]),
            ("GET", &italian, vec![PROGRAM]),
            ("GET", &italian, vec![]),
            ("GET", &italian, vec![FIREFOX, ("sec-purpose", "prefetch")]),
            ("GET", &format!("{italian}/dossier"), vec![FIREFOX]),
        ] {
            assert_eq!(library.ask(method, address, &headers, "").await.status, 200, "{method} {address}");
        }
        assert_eq!(library.ask("GET", "/pratiche/mai-vista", &[FIREFOX], "").await.status, 404);
        assert_eq!(library.portal.keep_views().await.unwrap(), 0);
        for address in [&italian, &english] {
            let answer = library.ask("GET", address, &[FIREFOX], "").await;
            assert_eq!((answer.status, answer.header("set-cookie")), (200, ""));
        }
        assert_eq!(library.portal.keep_views().await.unwrap(), 2);
    });
}
