// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What programs read of a page, as schema.org.

use leptos::prelude::*;
use serde_json::{Value, json};

/// The block for programs; nothing in it can end the script.
pub fn script(described: &Value) -> impl IntoView + use<> {
    let text = harmless(described);
    view! { <script r#type="application/ld+json" data-element="metatag">{text}</script> }
}

/// Where a page stands: names with their whole addresses, from the home page to the page itself.
pub fn breadcrumbs(trail: &[(&str, String)]) -> Value {
    let step = |(place, (name, address)): (usize, &(&str, String))| json!({ "@type": "ListItem", "position": place + 1, "name": name, "item": address });
    let steps: Vec<Value> = trail.iter().enumerate().map(step).collect();
    json!({ "@type": "BreadcrumbList", "itemListElement": steps })
}

/// JSON in which no tag and no comment can begin.
fn harmless(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_cannot_end_the_script() {
        let text = harmless(&json!({ "headline": "</script><!--<script>&amp;" }));
        assert!(!text.contains(['<', '>', '&']));
        let back: Value = serde_json::from_str(&text).expect("still JSON");
        assert_eq!(back["headline"], "</script><!--<script>&amp;");
    }

    #[test]
    fn crumbs_are_counted_from_one() {
        let crumbs =
            breadcrumbs(&[("Home", "https://example.org/".to_owned()), ("Qui", "https://example.org/x".to_owned())]);
        let places: Vec<&Value> =
            crumbs["itemListElement"].as_array().expect("steps").iter().map(|one| &one["position"]).collect();
        assert_eq!(places, [1, 2]);
    }
}
