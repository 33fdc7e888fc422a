// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! `publiccode.yml` against version 0.7 of the standard: what must be there, how long, out of which lists.

#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

use std::path::{Path, PathBuf};

use serde_yaml_ng::Value;

const VERSIONS: &[&str] = &["0", "0.7", "0.7.0"];
const STATUS: &[&str] = &["concept", "development", "beta", "stable", "obsolete"];
const SOFTWARE: &[&str] = &[
    "standalone/mobile",
    "standalone/iot",
    "standalone/desktop",
    "standalone/web",
    "standalone/backend",
    "standalone/other",
    "addon",
    "library",
    "configurationFiles",
];
const PLATFORMS: &[&str] = &["web", "windows", "mac", "linux", "ios", "android"];
const MAINTENANCE: &[&str] = &["internal", "contract", "community", "none"];
const SCOPES: &[&str] = &[
    "agriculture",
    "culture",
    "defence",
    "education",
    "emergency-services",
    "employment",
    "energy",
    "environment",
    "finance-and-economic-development",
    "foreign-affairs",
    "government",
    "healthcare",
    "infrastructures",
    "justice",
    "local-authorities",
    "manufacturing",
    "research",
    "science-and-technology",
    "security",
    "society",
    "sport",
    "tourism",
    "transportation",
    "welfare",
];
/// Of the standard's list of categories, those that can fit a portal of this kind.
const CATEGORIES: &[&str] = &[
    "collaboration",
    "communications",
    "content-management",
    "digital-citizenship",
    "document-management",
    "enterprise-social-networking",
    "event-management",
    "feedback-and-reviews-management",
    "knowledge-management",
    "local-government",
    "online-community",
    "project-collaboration",
    "regulations-and-directives",
    "website-management",
];
/// Keys that the standard has dropped or is about to.
const DEPRECATED: &[&str] = &[
    "it",
    "IT",
    "monochromeLogo",
    "inputTypes",
    "outputTypes",
    "legal.repoOwner",
    "legal.authorsFile",
    "description.*.genericName",
];
/// The longest short description, in characters.
const SHORT_MAX: usize = 150;
/// The bounds of a long description, in characters.
const LONG: std::ops::RangeInclusive<usize> = 150..=10_000;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn file() -> Value {
    let text = std::fs::read_to_string(root().join("publiccode.yml")).unwrap();
    serde_yaml_ng::from_str(&text).unwrap()
}

/// What stands at a path of keys.
fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(value, |value, key| value.get(key))
}

fn string(value: &Value, path: &str) -> Option<String> {
    at(value, path)?.as_str().map(str::to_owned)
}

fn strings(value: &Value, path: &str) -> Vec<String> {
    let list = at(value, path).and_then(Value::as_sequence).cloned().unwrap_or_default();
    list.iter().map(|one| one.as_str().unwrap_or_default().to_owned()).collect()
}

fn among(value: &Value, path: &str, known: &[&str], wrong: &mut Vec<String>) {
    if !string(value, path).is_some_and(|text| known.contains(&text.as_str())) {
        wrong.push(path.to_owned());
    }
}

fn all_among(value: &Value, path: &str, known: &[&str], wrong: &mut Vec<String>) {
    let given = strings(value, path);
    if given.is_empty() || !given.iter().all(|one| known.contains(&one.as_str())) {
        wrong.push(path.to_owned());
    }
}

/// The paths of everything that is not as the standard wants it.
fn wrong(file: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    among(file, "publiccodeYmlVersion", VERSIONS, &mut wrong);
    among(file, "developmentStatus", STATUS, &mut wrong);
    among(file, "softwareType", SOFTWARE, &mut wrong);
    all_among(file, "platforms", PLATFORMS, &mut wrong);
    all_among(file, "categories", CATEGORIES, &mut wrong);
    all_among(file, "intendedAudience.scope", SCOPES, &mut wrong);
    if string(file, "name").is_none_or(|name| name.is_empty()) {
        wrong.push("name".to_owned());
    }
    if !string(file, "url").is_some_and(|url| url.starts_with("https://")) {
        wrong.push("url".to_owned());
    }
    if string(file, "legal.license").is_none_or(|license| license != "AGPL-3.0-or-later") {
        wrong.push("legal.license".to_owned());
    }
    let upper = |code: &String| code.len() == 2 && code.chars().all(|c| c.is_ascii_uppercase());
    if !strings(file, "intendedAudience.countries").iter().all(upper) {
        wrong.push("intendedAudience.countries".to_owned());
    }
    if at(file, "organisation").is_some() && string(file, "organisation.uri").is_none() {
        wrong.push("organisation.uri".to_owned());
    }
    descriptions(file, &mut wrong);
    maintenance(file, &mut wrong);
    localisation(file, &mut wrong);
    deprecated(file, &mut wrong);
    files(file, &mut wrong);
    wrong
}

fn languages(file: &Value) -> Vec<String> {
    let descriptions = at(file, "description").and_then(Value::as_mapping).cloned().unwrap_or_default();
    descriptions.keys().filter_map(|key| key.as_str().map(str::to_owned)).collect()
}

fn descriptions(file: &Value, wrong: &mut Vec<String>) {
    let languages = languages(file);
    if languages.is_empty() {
        wrong.push("description".to_owned());
    }
    for language in languages {
        let path = |key: &str| format!("description.{language}.{key}");
        let length = |key: &str| string(file, &path(key)).map_or(0, |text| text.chars().count());
        if !(1..=SHORT_MAX).contains(&length("shortDescription")) {
            wrong.push(path("shortDescription"));
        }
        if !LONG.contains(&length("longDescription")) {
            wrong.push(path("longDescription"));
        }
        let features = strings(file, &path("features"));
        if features.is_empty() || features.iter().any(String::is_empty) {
            wrong.push(path("features"));
        }
    }
}

fn maintenance(file: &Value, wrong: &mut Vec<String>) {
    among(file, "maintenance.type", MAINTENANCE, wrong);
    let named = |path: &str| {
        let list = at(file, path).and_then(Value::as_sequence).cloned().unwrap_or_default();
        !list.is_empty() && list.iter().all(|one| string(one, "name").is_some_and(|name| !name.is_empty()))
    };
    let kind = string(file, "maintenance.type").unwrap_or_default();
    let contacts = at(file, "maintenance.contacts");
    if matches!(kind.as_str(), "internal" | "community") && !named("maintenance.contacts") {
        wrong.push("maintenance.contacts".to_owned());
    }
    if kind == "contract" && !named("maintenance.contractors") {
        wrong.push("maintenance.contractors".to_owned());
    }
    if kind != "contract" && at(file, "maintenance.contractors").is_some() {
        wrong.push("maintenance.contractors".to_owned());
    }
    if contacts.is_some() && !named("maintenance.contacts") && !wrong.contains(&"maintenance.contacts".to_owned()) {
        wrong.push("maintenance.contacts".to_owned());
    }
}

fn localisation(file: &Value, wrong: &mut Vec<String>) {
    if at(file, "localisation.localisationReady").and_then(Value::as_bool).is_none() {
        wrong.push("localisation.localisationReady".to_owned());
    }
    if strings(file, "localisation.availableLanguages").is_empty() {
        wrong.push("localisation.availableLanguages".to_owned());
    }
}

fn deprecated(file: &Value, wrong: &mut Vec<String>) {
    for path in DEPRECATED {
        let paths = match path.split_once("*") {
            Some((before, after)) => {
                languages(file).iter().map(|language| format!("{before}{language}{after}")).collect()
            }
            None => vec![(*path).to_owned()],
        };
        wrong.extend(paths.into_iter().filter(|path| at(file, path).is_some()));
    }
}

/// Pictures that the file names are in the repository.
fn files(file: &Value, wrong: &mut Vec<String>) {
    let mut named: Vec<(String, String)> =
        string(file, "logo").map(|logo| ("logo".to_owned(), logo)).into_iter().collect();
    for language in languages(file) {
        let path = format!("description.{language}.screenshots");
        named.extend(strings(file, &path).into_iter().map(|picture| (path.clone(), picture)));
    }
    let is_picture = |name: &str| [".svg", ".png", ".jpg"].iter().any(|ending| name.ends_with(ending));
    let missing = named.into_iter().filter(|(_, name)| !is_picture(name) || !root().join(name).is_file());
    wrong.extend(missing.map(|(path, _)| path));
}

#[test]
fn the_description_of_the_software_is_as_the_standard_wants_it() {
    assert_eq!(wrong(&file()), Vec::<String>::new());
}

#[test]
fn it_speaks_both_languages_of_the_interface() {
    let file = file();
    assert_eq!(languages(&file), ["it", "en"]);
    assert_eq!(strings(&file, "localisation.availableLanguages"), ["it", "en"]);
    assert_eq!(at(&file, "localisation.localisationReady"), Some(&Value::Bool(true)));
}

#[test]
fn what_is_wrong_is_found() {
    let set = |path: &str, value: Option<Value>| {
        let mut file = file();
        let (outer, key) = path.rsplit_once('.').unwrap_or(("", path));
        let mut place = &mut file;
        for step in outer.split('.').filter(|step| !step.is_empty()) {
            place = place.get_mut(step).unwrap();
        }
        let fields = place.as_mapping_mut().unwrap();
        match value {
            Some(value) => fields.insert(key.into(), value),
            None => fields.remove(key),
        };
        wrong(&file)
    };
    for mandatory in [
        "publiccodeYmlVersion",
        "name",
        "url",
        "platforms",
        "developmentStatus",
        "softwareType",
        "description.it.shortDescription",
        "description.en.longDescription",
        "description.it.features",
        "legal.license",
        "maintenance.type",
        "maintenance.contacts",
        "localisation.localisationReady",
        "localisation.availableLanguages",
    ] {
        assert!(set(mandatory, None).iter().any(|path| path == mandatory), "{mandatory} may be missing");
    }
    for (path, value) in [
        ("publiccodeYmlVersion", "9"),
        ("url", "innesto.git"),
        ("developmentStatus", "finished"),
        ("softwareType", "web"),
        ("legal.license", "AGPL"),
        ("maintenance.type", "volunteers"),
        ("maintenance.contractors", "x"),
        ("legal.repoOwner", "x"),
        ("logo", "absent.svg"),
        ("description.it.genericName", "x"),
        ("description.en.longDescription", "too short"),
    ] {
        assert!(set(path, Some(value.into())).iter().any(|found| found == path), "{path}: {value} passes");
    }
    let long = "x".repeat(SHORT_MAX + 1);
    assert!(!set("description.it.shortDescription", Some(long.into())).is_empty());
}
