// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Testimonials: what somebody says, in the own name and for the own body, of a practice or of its adoption (AC-000-4),
//! or of a twinning of that body.

use serde::{Deserialize, Serialize};

use crate::code::coded;
use crate::date::PartialDate;
use crate::policy::Standing;
use crate::text::{self, Fault, Problem, Uid};

/// The fewest characters of a quotation (DOMAIN.md, "Others").
pub const QUOTE_MIN: usize = 20;
/// The most characters of a quotation (AC-000-4).
pub const QUOTE_MAX: usize = 600;
/// The most characters of the name under it.
pub const SIGNED_MAX: usize = 121;
/// The most characters of what the one who signs does.
pub const ROLE_MAX: usize = 100;

coded! {
    /// What a testimonial can be about.
    AboutKind {
        /// A practice.
        Practice = "practice",
        /// A body's adoption of a practice.
        Adoption = "adoption",
        /// A twinning.
        Twinning = "twinning",
    }
}

/// What a testimonial is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// What it is.
    pub kind: AboutKind,
    /// Its identifier.
    pub uid: Uid,
}

/// A signed quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Testimonial {
    /// Stable identifier.
    pub uid: Uid,
    /// What it is about.
    pub about: About,
    /// Who says it; empty once erased.
    pub author: String,
    /// What that person does: "Sindaca", "Responsabile della formazione".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The body for which it is said, where the portal knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Uid>,
    /// The body's name, where the portal does not know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation_name: Option<String>,
    /// What is said, as plain text; empty once erased.
    pub quote: String,
    /// When it was said.
    pub on: PartialDate,
    /// Where it was said first, for what was not written in the portal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Whether it is shown: queued until somebody of the practice, or of the twinning, lets it in.
    #[serde(default = "visible", skip_serializing_if = "is_visible")]
    pub standing: Standing,
    /// The member who wrote it; absent where it came from elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<Uid>,
    /// Whether the record is invented, for demonstration.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demo: bool,
}

fn visible() -> Standing {
    Standing::Visible
}

fn is_visible(standing: &Standing) -> bool {
    *standing == Standing::Visible
}

impl Testimonial {
    /// Brings the record into the form in which it is kept and checks the safety limits.
    ///
    /// # Errors
    /// Nobody signs it, no body is named, or the quotation is too short or too long.
    pub fn checked(mut self) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        text::line("author", &mut self.author, SIGNED_MAX, &mut problems);
        text::optional_line("role", &mut self.role, ROLE_MAX, &mut problems);
        text::optional_line("organisation_name", &mut self.organisation_name, text::TITLE_MAX, &mut problems);
        text::optional_line("source", &mut self.source, text::TITLE_MAX, &mut problems);
        text::long_text("quote", &mut self.quote, &mut problems);
        if self.standing != Standing::Erased {
            self.check_signed(&mut problems);
        }
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }

    fn check_signed(&self, problems: &mut Vec<Problem>) {
        if self.author.is_empty() {
            problems.push(Problem::new("author", Fault::Missing));
        }
        if self.organisation.is_none() && self.organisation_name.is_none() {
            problems.push(Problem::new("organisation", Fault::Missing));
        }
        match self.quote.trim().chars().count() {
            0 => problems.push(Problem::new("quote", Fault::Missing)),
            length if length < QUOTE_MIN => {
                problems.push(Problem::new("quote", Fault::invalid(format!("{QUOTE_MIN} characters or more"))));
            }
            length if length > QUOTE_MAX => problems.push(Problem::new("quote", Fault::TooLong { max: QUOTE_MAX })),
            _ => {}
        }
    }

    /// The same without its words and without the person, for who closes the account or takes it back for good.
    #[must_use]
    pub fn erased(self) -> Self {
        Self {
            author: String::new(),
            role: None,
            organisation: None,
            organisation_name: None,
            quote: String::new(),
            source: None,
            standing: Standing::Erased,
            member: None,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn testimonial(more: Value) -> Testimonial {
        let mut fields = json!({"uid": "t", "about": {"kind": "adoption", "uid": "a"}, "author": " Ada  Prova ",
            "role": "Sindaca", "organisation": "comune", "quote": "Ci ha convinti a proseguire.", "on": "2022-07"});
        fields.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        serde_json::from_value(fields).expect("a testimonial")
    }

    #[test]
    fn ac_000_4_it_has_a_name_a_body_and_from_20_to_600_characters() {
        let good = testimonial(json!({})).checked().expect("good");
        assert_eq!((good.author.as_str(), good.standing), ("Ada Prova", Standing::Visible));
        for quote in ["è".repeat(QUOTE_MIN), "è".repeat(QUOTE_MAX)] {
            assert!(testimonial(json!({"quote": quote})).checked().is_ok());
        }
        for (more, problem) in [
            (json!({"quote": "è".repeat(QUOTE_MIN - 1)}), "quote: is not valid: 20 characters or more"),
            (json!({"quote": "è".repeat(QUOTE_MAX + 1)}), "quote: is longer than 600"),
            (json!({"quote": " \n"}), "quote: is missing"),
            (json!({"author": "\u{202e}"}), "author: is missing"),
            (json!({"organisation": null}), "organisation: is missing"),
            (json!({"role": "x".repeat(ROLE_MAX + 1)}), "role: is longer than 100"),
        ] {
            let problems = testimonial(more).checked().expect_err(problem);
            assert_eq!(problems.iter().map(ToString::to_string).collect::<Vec<_>>(), [problem]);
        }
        let named = json!({"organisation": null, "organisation_name": "Comune di Altrove"});
        assert!(testimonial(named).checked().is_ok());
    }

    #[test]
    fn one_about_a_twinning_is_read_and_written_as_it_stands() {
        let about = json!({"kind": "twinning", "uid": "w"});
        let good = testimonial(json!({"about": about})).checked().expect("good");
        assert_eq!(good.about, About { kind: AboutKind::Twinning, uid: Uid::parse("w").expect("a uid") });
        let line = serde_json::to_value(&good).expect("JSON");
        assert_eq!(line["about"], about);
        assert!(line.get("standing").is_none() && line.get("demo").is_none(), "what is usual is not spelled out");
    }

    #[test]
    fn nothing_of_the_person_is_left_once_erased() {
        let gone = testimonial(json!({"member": "ada", "source": "Giornale"})).erased().checked().expect("a record");
        let line = serde_json::to_string(&gone).expect("JSON");
        assert_eq!(
            line,
            r#"{"uid":"t","about":{"kind":"adoption","uid":"a"},"author":"","quote":"","on":"2022-07","standing":"erased"}"#
        );
        assert_eq!(serde_json::from_str::<Testimonial>(&line).expect("the same").checked(), Ok(gone));
    }
}
