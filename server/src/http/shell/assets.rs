// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! `/pkg/`: the built stylesheet, scripts and fonts, read into memory once.
//!
//! A name is looked up in a map and never in the file system, so no path leads out of the folder.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path as UrlPath, State};
use axum::response::Response;
use axum::routing::get;
use http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use http::{HeaderMap, HeaderValue, StatusCode};
use xxhash_rust::xxh3::xxh3_128;

use super::refusal::refuse;
use super::silence::not_modified;
use super::whole::names;

mod encoding;

use encoding::{Encoding, preferred};

/// All files of the built site, by name. Cheap to clone.
#[derive(Clone, Default)]
pub struct Assets(Arc<HashMap<String, Asset>>);

/// Why the built site cannot be served.
#[derive(Debug, thiserror::Error)]
#[error("the site's folder {} cannot be read: {error}", .path.display())]
pub struct AssetsError {
    path: PathBuf,
    error: io::Error,
}

struct Asset {
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    kind: &'static str,
    tag: HeaderValue,
    kept: &'static str,
    /// Whether it is of the present build; files of earlier ones serve the pages that readers still have open.
    is_present: bool,
}

impl Assets {
    /// Reads a folder and those in it. `x.br` and `x.gz` are `x` compressed, if `x` is there, too.
    ///
    /// # Errors
    /// When the folder or a file in it cannot be read.
    pub fn load(folder: &Path) -> Result<Self, AssetsError> {
        let mut files = HashMap::new();
        read_folder(folder, "", &mut files)?;
        let present = present(folder, &files)?;
        let mut assets = HashMap::new();
        for (name, plain) in &files {
            let original = name.strip_suffix(".br").or_else(|| name.strip_suffix(".gz"));
            if original.is_some_and(|original| files.contains_key(original)) {
                continue;
            }
            let beside = |ending| files.get(&format!("{name}.{ending}"));
            let smaller = |ending| beside(ending).cloned().filter(|bytes| bytes.len() < plain.len());
            let asset = Asset {
                brotli: smaller("br"),
                gzip: smaller("gz"),
                kind: kind(name),
                tag: HeaderValue::from_str(&format!("W/\"{:032x}\"", xxh3_128(plain)))
                    .expect("hexadecimal digits in quotes are a header's value"),
                kept: if is_hashed(name) { "public, max-age=31536000, immutable" } else { "public, no-cache" },
                is_present: present.as_ref().is_none_or(|present| present.contains(name)),
                plain: plain.clone(),
            };
            assets.insert(name.clone(), asset);
        }
        Ok(Self(Arc::new(assets)))
    }

    /// The address of the file `stem.HASH.ending` of the present build, for a page's head.
    pub fn address(&self, stem: &str, ending: &str) -> Option<String> {
        let hashed = |name: &str| {
            let middle = name.strip_prefix(stem)?.strip_suffix(ending)?;
            let hash = middle.strip_prefix('.')?.strip_suffix('.')?;
            (!hash.contains('.')).then_some(())
        };
        self.0
            .iter()
            .filter(|(name, asset)| asset.is_present && hashed(name).is_some())
            .map(|(name, _)| name)
            .max()
            .map(|name| format!("/pkg/{name}"))
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

type Files = HashMap<String, Bytes>;

/// The file in which a build names what it wrote.
const PRESENT: &str = "present.json";

/// The files of the present build, where it says so.
fn present(folder: &Path, files: &Files) -> Result<Option<HashSet<String>>, AssetsError> {
    let Some(names) = files.get(PRESENT) else { return Ok(None) };
    let names = serde_json::from_slice(names);
    names.map(Some).map_err(|error| AssetsError { path: folder.join(PRESENT), error: error.into() })
}

fn read_folder(folder: &Path, prefix: &str, files: &mut Files) -> Result<(), AssetsError> {
    let at = |path: &Path| {
        let path = path.to_owned();
        move |error| AssetsError { path, error }
    };
    for entry in std::fs::read_dir(folder).map_err(at(folder))? {
        let entry = entry.map_err(at(folder))?;
        let path = entry.path();
        let Some(name) = entry.file_name().to_str().map(|name| format!("{prefix}{name}")) else {
            continue;
        };
        // Follows links: a deployment may link its site.
        let about = std::fs::metadata(&path).map_err(at(&path))?;
        if about.is_dir() {
            read_folder(&path, &format!("{name}/"), files)?;
        } else {
            let bytes = std::fs::read(&path).map_err(at(&path))?;
            files.insert(name, Bytes::from(bytes));
        }
    }
    Ok(())
}

/// Whether the last but one part of a name is a hash of its content: eight characters or more,
/// among them a digit or a capital letter.
fn is_hashed(name: &str) -> bool {
    let mut parts = name.rsplit('.');
    let (Some(_), Some(hash), Some(_)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    hash.len() >= 8
        && hash.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        && hash.bytes().any(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or("") {
        "wasm" => "application/wasm",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/vnd.microsoft.icon",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

pub(super) fn routes(assets: Assets) -> Router {
    Router::new().route("/pkg/{*name}", get(give)).with_state(assets)
}

async fn give(State(assets): State<Assets>, UrlPath(name): UrlPath<String>, asked: HeaderMap) -> Response {
    let Some(asset) = assets.0.get(&name) else {
        return refuse("/pkg/", StatusCode::NOT_FOUND, None);
    };
    let known = asked.get(IF_NONE_MATCH);
    let mut response = if known.is_some_and(|known| names(known.as_bytes(), asset.tag.as_bytes())) {
        not_modified()
    } else {
        asset.content(&asked)
    };
    let headers = response.headers_mut();
    headers.insert(ETAG, asset.tag.clone());
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(asset.kept));
    if asset.brotli.is_some() || asset.gzip.is_some() {
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    }
    response
}

impl Asset {
    fn content(&self, asked: &HeaderMap) -> Response {
        let accepted = asked.get_all(ACCEPT_ENCODING);
        let encoding = preferred(accepted, |encoding| match encoding {
            Encoding::Brotli => self.brotli.is_some(),
            Encoding::Gzip => self.gzip.is_some(),
        });
        let (bytes, encoding) = match encoding {
            Some(Encoding::Brotli) => (self.brotli.as_ref(), Some("br")),
            Some(Encoding::Gzip) => (self.gzip.as_ref(), Some("gzip")),
            None => (None, None),
        };
        let mut response = Response::new(Body::from(bytes.unwrap_or(&self.plain).clone()));
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.kind));
        if let Some(encoding) = encoding {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        for name in ["innesto.Rk1N2OZ3Ny1w7Xk6eJNpVw.css", "fonts/titillium.0a1b2c3d.woff2"] {
            assert!(is_hashed(name), "{name}");
        }
        for name in ["innesto.css", "start.min.js", "bootstrap.overrides.css", "LICENSE", "a.12.js"] {
            assert!(!is_hashed(name), "{name}");
        }
    }
}
