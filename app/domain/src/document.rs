// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Case documents: the files that document a practice or a twinning, or that a post brings, each with its versions.

use serde::{Deserialize, Serialize};

use crate::code::coded;
use crate::language::Language;
use crate::policy::Standing;
use crate::practice::{Audience, Licence, ResourceKind};
use crate::text::{self, Fault, Problem, Uid};

/// The most characters of an alternative text (DOMAIN.md, "Good practice").
pub const ALT_MAX: usize = 150;
/// How many documents a practice may have (DOMAIN.md, "Good practice").
pub const DOCUMENTS_MAX: u64 = 50;
/// How many bytes the files of a practice may have together (TRAPS.md 4.10).
pub const BYTES_MAX: u64 = 200 * 1024 * 1024;
/// How many versions a document may have.
pub const VERSIONS_MAX: usize = 50;

coded! {
    /// Whether the text of a file was found.
    TextState {
        /// It is being looked for.
        Waiting = "waiting",
        /// It was found, and is searched.
        Found = "found",
        /// There is none: a picture, a scan.
        Empty = "empty",
        /// The file could not be read.
        Failed = "failed",
    }
}

/// A file as it was brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentFile {
    /// SHA-256 of its bytes, in hexadecimal digits: where it is kept.
    pub sha256: String,
    /// Its name, for who takes it away.
    pub name: String,
    /// What it is: a code of the crate `documents`, such as `pdf`.
    pub kind: String,
    /// Its size, in bytes.
    pub size: u64,
    /// When it was brought, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// Who brought it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Uid>,
}

/// A document of a practice, of a twinning, or of a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseDocument {
    /// Stable identifier.
    pub uid: Uid,
    /// The practice that it documents; absent where it is something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub practice: Option<Uid>,
    /// The twinning that it documents; absent where it is something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub twinning: Option<Uid>,
    /// The post that brings it; absent where it documents something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<Uid>,
    /// Its title.
    pub title: String,
    /// What it is.
    pub kind: ResourceKind,
    /// Its licence.
    pub licence: Licence,
    /// Its language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// What a picture shows, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    /// Who may read it, among those who may read what it documents.
    #[serde(default = "public", skip_serializing_if = "is_public")]
    pub audience: Audience,
    /// Whether it is shown.
    #[serde(default = "visible", skip_serializing_if = "is_visible")]
    pub standing: Standing,
    /// Who brought it first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<Uid>,
    /// The present file.
    pub file: DocumentFile,
    /// Its earlier versions, the first one first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<DocumentFile>,
    /// The document of the published practice whose place it takes once the new version of that practice, to which it
    /// belongs, is let in. Readers have the other one until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renews: Option<Uid>,
    /// Whether that document is taken away then, and nothing takes its place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdraws: bool,
    /// Whether the record is invented, for demonstration.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demo: bool,
}

fn public() -> Audience {
    Audience::Public
}

fn is_public(audience: &Audience) -> bool {
    *audience == Audience::Public
}

fn visible() -> Standing {
    Standing::Visible
}

fn is_visible(standing: &Standing) -> bool {
    *standing == Standing::Visible
}

impl CaseDocument {
    /// Brings the record into the form in which it is kept and checks the safety limits.
    ///
    /// # Errors
    /// It belongs to nothing or to two things, a text is too long, a file has no hash, there are too many versions, or it
    /// takes the place of a document although it is none of a practice.
    pub fn checked(mut self) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        text::line("title", &mut self.title, text::TITLE_MAX, &mut problems);
        if self.title.is_empty() {
            problems.push(Problem::new("title", Fault::Missing));
        }
        let named = [("practice", &self.practice), ("twinning", &self.twinning), ("post", &self.post)];
        let mut named = named.map(|(field, uid)| uid.is_some().then_some(field)).into_iter().flatten();
        match (named.next(), named.next()) {
            (None, _) => problems.push(Problem::new("practice", Fault::Missing)),
            (Some(first), Some(second)) => {
                problems.push(Problem::new(second, Fault::Contradicts { other: first.to_owned() }));
            }
            (Some(_), None) => {}
        }
        self.check_renewal(&mut problems);
        text::optional_line("alt", &mut self.alt, text::TITLE_MAX, &mut problems);
        if self.earlier.len() >= VERSIONS_MAX {
            problems.push(Problem::new("earlier", Fault::TooLong { max: VERSIONS_MAX }));
        }
        for (at, file) in self.earlier.iter_mut().chain([&mut self.file]).enumerate() {
            let hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
            if file.sha256.len() != 64 || !file.sha256.chars().all(hex) {
                problems.push(Problem::new(format!("file[{at}].sha256"), Fault::invalid("64 hexadecimal digits")));
            }
            text::line(&format!("file[{at}].name"), &mut file.name, text::TITLE_MAX, &mut problems);
            text::line(&format!("file[{at}].kind"), &mut file.kind, 20, &mut problems);
        }
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }

    fn check_renewal(&self, problems: &mut Vec<Problem>) {
        let against = |other: &str| Fault::Contradicts { other: other.to_owned() };
        if self.renews.as_ref() == Some(&self.uid) {
            problems.push(Problem::new("renews", against("uid")));
        }
        if self.renews.is_some() && self.practice.is_none() {
            problems.push(Problem::new("renews", against("practice")));
        }
        if self.withdraws && self.renews.is_none() {
            problems.push(Problem::new("withdraws", against("renews")));
        }
    }

    /// Its copy in a new version of its practice, where what is changed of it waits.
    pub fn waiting_in(self, draft: Uid, uid: Uid) -> Self {
        Self { renews: Some(self.uid), uid, practice: Some(draft), ..self }
    }

    /// What becomes of it once what waited is let in: the words and the files of that, or its end. Its identifier stays,
    /// and where it stands.
    pub fn renewed_by(self, waiting: Self) -> Self {
        if waiting.withdraws {
            return Self { standing: Standing::Deleted, ..self };
        }
        Self {
            uid: self.uid,
            practice: self.practice,
            standing: self.standing,
            author: self.author,
            renews: None,
            demo: self.demo,
            ..waiting
        }
    }

    /// The number of its present version, from 1.
    pub fn version(&self) -> u32 {
        u32::try_from(self.earlier.len() + 1).unwrap_or(u32::MAX)
    }

    /// The file of a version, from 1.
    pub fn file_of(&self, version: u32) -> Option<&DocumentFile> {
        if version == self.version() {
            return Some(&self.file);
        }
        self.earlier.get(usize::try_from(version).ok()?.checked_sub(1)?)
    }

    /// The bytes of all its versions.
    pub fn bytes(&self) -> u64 {
        self.earlier.iter().chain([&self.file]).map(|file| file.size).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(size: u64) -> DocumentFile {
        DocumentFile {
            sha256: "ab".repeat(32),
            name: "a.pdf".to_owned(),
            kind: "pdf".to_owned(),
            size,
            at: 0,
            by: None,
        }
    }

    fn document() -> CaseDocument {
        let uid = |text: &str| Uid::parse(text).expect("a uid");
        CaseDocument {
            uid: uid("d"),
            practice: Some(uid("p")),
            twinning: None,
            post: None,
            title: " Il  piano ".to_owned(),
            kind: ResourceKind::Document,
            licence: Licence::CcBy,
            language: None,
            alt: None,
            audience: Audience::Public,
            standing: Standing::Visible,
            author: None,
            file: file(3),
            earlier: vec![file(1), file(2)],
            renews: None,
            withdraws: false,
            demo: false,
        }
    }

    #[test]
    fn the_present_file_is_the_last_version() {
        let document = document().checked().expect("a document");
        assert_eq!((document.title.as_str(), document.version(), document.bytes()), ("Il piano", 3, 6));
        let size = |version| document.file_of(version).map(|file| file.size);
        assert_eq!([size(0), size(1), size(2), size(3), size(4)], [None, Some(1), Some(2), Some(3), None]);
    }

    #[test]
    fn a_document_belongs_to_a_practice_or_a_twinning_or_a_post_and_never_to_two() {
        let (twinning, post) = (Uid::parse("t").expect("a uid"), Uid::parse("i").expect("a uid"));
        let field = |document: CaseDocument| document.checked().expect_err("refused")[0].field.clone();
        assert_eq!(field(CaseDocument { practice: None, ..document() }), "practice");
        assert_eq!(field(CaseDocument { twinning: Some(twinning.clone()), ..document() }), "twinning");
        assert_eq!(field(CaseDocument { post: Some(post.clone()), ..document() }), "post");
        let both = CaseDocument { practice: None, twinning: Some(twinning.clone()), ..document() };
        assert_eq!(field(CaseDocument { post: Some(post.clone()), ..both.clone() }), "post");
        assert!(both.checked().is_ok());
        let attached = CaseDocument { practice: None, post: Some(post), ..document() }.checked().expect("a document");
        let line = serde_json::to_string(&attached).expect("a record");
        assert!(line.contains(r#""post":"i""#), "{line}");
        assert_eq!(serde_json::from_str::<CaseDocument>(&line).expect("the same"), attached);
    }

    #[test]
    fn what_waits_takes_the_place_of_a_document_under_its_identifier_or_ends_it() {
        let uid = |text: &str| Uid::parse(text).expect("a uid");
        let mut waiting = document().waiting_in(uid("draft"), uid("copy"));
        assert_eq!((waiting.renews.clone(), waiting.practice.clone()), (Some(uid("d")), Some(uid("draft"))));
        waiting.title = "Nuovo".to_owned();
        waiting.earlier.push(std::mem::replace(&mut waiting.file, file(9)));
        let waiting = waiting.checked().expect("a document that waits");
        let line = serde_json::to_string(&waiting).expect("a record");
        assert!(line.contains(r#""renews":"d""#) && !line.contains("withdraws"), "{line}");
        let renewed = document().renewed_by(waiting.clone());
        assert_eq!(
            (renewed.uid.as_str(), renewed.practice.clone(), renewed.renews.clone()),
            ("d", Some(uid("p")), None)
        );
        assert_eq!((renewed.title.as_str(), renewed.version(), renewed.bytes()), ("Nuovo", 4, 15));
        let ended = document().renewed_by(CaseDocument { withdraws: true, ..waiting });
        assert_eq!(ended, CaseDocument { standing: Standing::Deleted, ..document() });
    }

    #[test]
    fn only_a_document_of_a_practice_takes_the_place_of_another_one() {
        let uid = |text: &str| Uid::parse(text).expect("a uid");
        let field = |document: CaseDocument| document.checked().expect_err("refused")[0].field.clone();
        let renewing = CaseDocument { renews: Some(uid("other")), ..document() };
        assert_eq!(field(CaseDocument { practice: None, twinning: Some(uid("t")), ..renewing.clone() }), "renews");
        assert_eq!(field(CaseDocument { renews: Some(uid("d")), ..document() }), "renews");
        assert_eq!(field(CaseDocument { withdraws: true, ..document() }), "withdraws");
        assert!(CaseDocument { withdraws: true, ..renewing }.checked().is_ok());
    }

    #[test]
    fn a_file_without_a_hash_is_refused() {
        let mut bad = document();
        bad.file.sha256 = "../../etc/passwd".to_owned();
        let problems = bad.checked().expect_err("no hash");
        assert_eq!(problems[0].field, "file[2].sha256");
    }
}
