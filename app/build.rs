// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Makes the catalogue of words from `locales/`, for the server only: islands get their words as props.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "ssr")]
    words::write()?;
    Ok(())
}

#[cfg(feature = "ssr")]
mod words {
    use std::path::PathBuf;

    use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
    use leptos_i18n_parser::parse_locales::parse_locales;

    /// One file for each in both folders of `locales/`.
    const NAMESPACES: [&str; 34] = [
        "common",
        "codes",
        "home",
        "library",
        "practice",
        "twinnings",
        "reuse",
        "organisations",
        "places",
        "flows",
        "help",
        "legal",
        "errors",
        "sign_in",
        "profile",
        "members",
        "administration",
        "writing",
        "depth",
        "collections",
        "documents",
        "invitations",
        "lists",
        "adverts",
        "communities",
        "contacts",
        "transfer_desk",
        "matching",
        "moderation",
        "readiness",
        "saved",
        "notices",
        "threads",
        "mails",
    ];

    /// Writes `words.rs`.
    pub(super) fn write() -> Result<(), Box<dyn std::error::Error>> {
        let mut config = Config::new("it")?.add_locale("en")?;
        for namespace in NAMESPACES {
            config = config.add_namespace(namespace)?;
        }
        let config = config.parse_options(ParseOptions::new().interpolate_display(true));
        let parsed = parse_locales(None, config)?;
        for path in parsed.tracked_files.iter().flatten() {
            println!("cargo::rerun-if-changed={path}");
        }
        let quiet =
            "#![allow(missing_docs, unused, unused_qualifications, clippy::all, clippy::allow_attributes)]".parse()?;
        let code = leptos_i18n_codegen::gen_code(&parsed, None, false, Some(&quiet), false)?;
        let diagnostics = parsed.diag.warnings().iter().map(ToString::to_string).collect::<Vec<_>>();
        if !diagnostics.is_empty() {
            return Err(diagnostics.join("\n").into());
        }
        let out = PathBuf::from(std::env::var("OUT_DIR")?).join("words.rs");
        Ok(std::fs::write(out, code.to_string())?)
    }
}
