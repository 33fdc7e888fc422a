// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The security headers of every answer.

use http::header::{
    CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};

use super::Shell;

/// No nonce and no hash: there is no inline script, and nothing comes from elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
    form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

const FIXED: [(HeaderName, &str); 5] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), \
         microphone=(), midi=(), payment=(), usb=()",
    ),
];

/// The headers, made once.
pub(super) struct SecurityHeaders(Vec<(HeaderName, HeaderValue)>);

impl SecurityHeaders {
    /// HSTS only where the portal is reached by https.
    pub fn of(shell: &Shell) -> Self {
        let mut headers: Vec<_> =
            FIXED.into_iter().map(|(name, value)| (name, HeaderValue::from_static(value))).collect();
        if shell.origin.starts_with("https://") {
            let year = HeaderValue::from_static("max-age=31536000");
            headers.push((STRICT_TRANSPORT_SECURITY, year));
        }
        let reported = shell.csp_report_url.as_ref().and_then(|url| {
            let policy = HeaderValue::from_str(&format!("{POLICY}; report-to csp")).ok()?;
            let endpoint = HeaderValue::from_str(&format!("csp=\"{url}\"")).ok()?;
            Some((policy, endpoint))
        });
        match reported {
            Some((policy, endpoint)) => {
                headers.push((CONTENT_SECURITY_POLICY, policy));
                headers.push((HeaderName::from_static("reporting-endpoints"), endpoint));
            }
            None => headers.push((CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY))),
        }
        Self(headers)
    }

    /// Sets each header that the answer doesn't set for itself (a download has a policy of its own).
    pub fn put(&self, headers: &mut HeaderMap) {
        headers.reserve(self.0.len() + 1);
        for (name, value) in &self.0 {
            headers.entry(name).or_insert_with(|| value.clone());
        }
    }
}
