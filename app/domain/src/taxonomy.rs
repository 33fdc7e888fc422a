// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Themes and programmes: the controlled lists by which practices are filed.

use serde::{Deserialize, Serialize};

use crate::code::coded;
use crate::language::Locale;
use crate::text::{self, Fault, Problem, Uid};

coded! {
    /// The thirteen data themes of the European Union (authority table "data-theme").
    EuTheme {
        /// Agriculture, fisheries, forestry and food.
        Agri = "AGRI",
        /// Economy and finance.
        Econ = "ECON",
        /// Education, culture and sport.
        Educ = "EDUC",
        /// Energy.
        Ener = "ENER",
        /// Environment.
        Envi = "ENVI",
        /// Government and public sector.
        Gove = "GOVE",
        /// Health.
        Heal = "HEAL",
        /// International issues.
        Intr = "INTR",
        /// Justice, legal system and public safety.
        Just = "JUST",
        /// Regions and cities.
        Regi = "REGI",
        /// Population and society.
        Soci = "SOCI",
        /// Science and technology.
        Tech = "TECH",
        /// Transport.
        Tran = "TRAN",
    }
}

/// A text in both languages of the interface.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Italian.
    pub it: String,
    /// English.
    pub en: String,
}

impl Label {
    /// The text for a reader.
    pub fn in_locale(&self, locale: Locale) -> &str {
        match locale {
            Locale::Italian => &self.it,
            Locale::English => &self.en,
        }
    }

    fn check(&mut self, field: &str, max: usize, problems: &mut Vec<Problem>) {
        for (part, value) in [("it", &mut self.it), ("en", &mut self.en)] {
            text::line(&format!("{field}.{part}"), value, max, problems);
            if value.is_empty() {
                problems.push(Problem::new(format!("{field}.{part}"), Fault::Missing));
            }
        }
    }
}

/// An entry of the theme taxonomy. Its `uid` is also its address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theme {
    /// Stable identifier and slug.
    pub uid: Uid,
    /// Its name.
    pub name: Label,
    /// One sentence on what belongs here.
    pub description: Label,
    /// The theme above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Uid>,
    /// The data themes of the European Union that it falls under.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub eu_themes: Vec<EuTheme>,
    /// Its place among its siblings.
    #[serde(default)]
    pub position: u16,
}

impl Theme {
    /// Checks the safety limits; the `uid` must also be a slug.
    ///
    /// # Errors
    /// All problems at once, each with its field.
    pub fn checked(mut self) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        self.name.check("name", 80, &mut problems);
        self.description.check("description", 300, &mut problems);
        if crate::Slug::parse(self.uid.as_str()).is_none() {
            problems.push(Problem::new("uid", Fault::invalid("lower-case letters, digits and hyphens")));
        }
        if self.parent.as_ref() == Some(&self.uid) {
            problems.push(Problem::new("parent", Fault::Contradicts { other: "uid".to_owned() }));
        }
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }
}

/// A funding programme or strategy with its priorities (AC-003-12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Programme {
    /// Stable identifier.
    pub uid: Uid,
    /// Its name.
    pub name: Label,
    /// Period, such as `2007-2013`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// Its priorities, each with its code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub priorities: Vec<Priority>,
}

/// One priority of a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Priority {
    /// Its code within the programme, such as `4`.
    pub code: String,
    /// Its name.
    pub name: Label,
}

impl Programme {
    /// Checks the safety limits.
    ///
    /// # Errors
    /// All problems at once, each with its field.
    pub fn checked(mut self) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        self.name.check("name", text::TITLE_MAX, &mut problems);
        text::optional_line("period", &mut self.period, 40, &mut problems);
        text::list("priorities", &self.priorities, &mut problems);
        for (at, priority) in self.priorities.iter_mut().enumerate() {
            text::line(&format!("priorities[{at}].code"), &mut priority.code, 20, &mut problems);
            priority.name.check(&format!("priorities[{at}].name"), text::TITLE_MAX, &mut problems);
        }
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }
}
