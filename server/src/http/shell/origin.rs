// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The gate against requests that a foreign page makes with our reader's cookies.

use http::header::{CONTENT_TYPE, HOST, ORIGIN, UPGRADE};
use http::{HeaderMap, Method, Uri};

/// Where an alert is ended by the link of its mail, also by the programs that show mails (RFC 8058). The address itself
/// says whose it is, and no cookie counts there.
const BY_LINK: [&str; 2] = ["/avvisi/", "/en/avvisi/"];

/// Whether the gate lets a request through.
///
/// It looks at every method that may change something, at server functions in any method and at
/// WebSocket upgrades. `/api/v1/` reads no cookies and stands outside.
pub(super) fn may_pass(method: &Method, path: &str, headers: &HeaderMap, origin: &str) -> bool {
    if !is_gated(method, path, headers) {
        return true;
    }
    let changes = !is_safe(method);
    if changes && is_plain_text(headers) {
        // The one kind that a foreign page can send without asking and that no form of ours uses.
        return false;
    }
    match headers.get("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => headers.get(ORIGIN).is_some_and(|value| value == origin),
    }
}

fn is_gated(method: &Method, path: &str, headers: &HeaderMap) -> bool {
    if path.starts_with("/api/v1/") || path == "/api/openapi.json" {
        return false;
    }
    if BY_LINK.iter().any(|root| path.starts_with(root)) {
        return false;
    }
    let upgrades = headers.get(UPGRADE).is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"websocket"));
    !is_safe(method) || path.starts_with("/api/") || upgrades
}

fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn is_plain_text(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().to_ascii_lowercase().starts_with(b"text/plain"))
}

/// Whether the request names a host that is answered; an empty list answers all.
pub(super) fn is_our_host(uri: &Uri, headers: &HeaderMap, hosts: &[String]) -> bool {
    if hosts.is_empty() {
        return true;
    }
    // HTTP/2 names the host in the address.
    let named = match uri.host() {
        Some(host) => Some(host),
        None => headers.get(HOST).and_then(|value| value.to_str().ok()),
    };
    let Some(named) = named else { return false };
    let host = match named.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => named,
    };
    hosts.iter().any(|known| known.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "https://innesto.example.it";

    fn passes(method: &str, path: &str, headers: &[(&str, &str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            let name: http::HeaderName = name.parse().expect("a header's name");
            map.append(name, value.parse().expect("a header's value"));
        }
        may_pass(&method.parse().expect("a method"), path, &map, OURS)
    }

    #[test]
    fn changes_pass_only_from_our_own_pages() {
        let site = |value| ("sec-fetch-site", value);
        for method in ["POST", "PUT", "PATCH", "DELETE"] {
            for path in ["/accedi", "/api/suggest", "/api/v1", "/api/v10/x"] {
                assert!(passes(method, path, &[site("same-origin")]), "{method} {path}");
                assert!(passes(method, path, &[("origin", OURS)]), "{method} {path}");
                for refused in ["same-site", "cross-site", "none", "", "Same-Origin"] {
                    let both = [site(refused), ("origin", OURS)];
                    assert!(!passes(method, path, &both), "{method} {path} {refused}");
                }
                let like_ours = format!("{OURS}.evil.example");
                for origin in ["null", "https://evil.example", "http://innesto.example.it", &like_ours] {
                    assert!(!passes(method, path, &[("origin", origin)]), "{origin}");
                }
                assert!(!passes(method, path, &[]), "{method} {path} without headers");
                let plain = [site("same-origin"), ("content-type", "Text/Plain; x=y")];
                assert!(!passes(method, path, &plain), "{method} {path} as plain text");
            }
        }
    }

    #[test]
    fn pages_are_read_from_anywhere() {
        for method in ["GET", "HEAD", "OPTIONS"] {
            for headers in [&[][..], &[("sec-fetch-site", "cross-site")], &[("sec-fetch-site", "none")]] {
                assert!(passes(method, "/pratiche", headers));
            }
        }
    }

    #[test]
    fn a_server_function_is_gated_in_every_method() {
        for method in ["GET", "HEAD", "OPTIONS", "POST"] {
            for headers in [&[][..], &[("sec-fetch-site", "cross-site")], &[("sec-fetch-site", "none")]] {
                assert!(!passes(method, "/api/suggest123", headers), "{method}");
            }
            assert!(passes(method, "/api/suggest123", &[("sec-fetch-site", "same-origin")]));
        }
    }

    #[test]
    fn the_open_interface_stands_outside() {
        assert!(passes("POST", "/api/v1/practices", &[("sec-fetch-site", "cross-site")]));
        assert!(passes("POST", "/api/v1/practices", &[("content-type", "text/plain")]));
        assert!(passes("GET", "/api/openapi.json", &[]));
    }

    #[test]
    fn an_alert_is_ended_by_its_link_from_anywhere() {
        assert!(passes("POST", "/avvisi/s.0aff", &[]));
        assert!(passes("POST", "/en/avvisi/s.0aff", &[("sec-fetch-site", "cross-site")]));
        assert!(!passes("POST", "/avvisi", &[]) && !passes("POST", "/scrivania/avvisi/x", &[]));
    }

    #[test]
    fn a_websocket_is_gated_wherever_it_is() {
        assert!(!passes("GET", "/", &[("upgrade", "WebSocket")]));
        assert!(passes("GET", "/", &[("upgrade", "websocket"), ("origin", OURS)]));
    }

    #[test]
    fn hosts_are_compared_without_port_and_case() {
        let hosts = ["innesto.example.it".to_owned(), "[::1]".to_owned()];
        let ours = |host: &'static str| {
            let headers = HeaderMap::from_iter([(HOST, http::HeaderValue::from_static(host))]);
            is_our_host(&Uri::from_static("/"), &headers, &hosts)
        };
        assert!(ours("Innesto.example.it:443"));
        assert!(ours("[::1]:3000"));
        assert!(ours("[::1]"));
        assert!(!ours("evil.example"));
        assert!(!is_our_host(&Uri::from_static("/"), &HeaderMap::new(), &hosts));
        assert!(is_our_host(&Uri::from_static("/"), &HeaderMap::new(), &[]));
    }
}
