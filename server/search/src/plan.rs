// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! From the words of a query to the terms that are looked up, in each language of the index.

use domain::Language;

use crate::analysis::{kin, stem_hash};
use crate::error::Error;
use crate::excerpt::MatchedWords;
use crate::query::{Reading, Typed};
use crate::snapshot::{Found, Snapshot};
use crate::spelling;
use crate::stems::{is_stop_word, stem};
use crate::synonyms::{LONGEST_FORM, Synonyms};

/// A term, in all segments.
#[derive(Clone, Debug)]
pub(crate) struct Weighted {
    pub found: Found,
    pub weight: f32,
}

/// One word of the query with all its forms: they count as one word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Group {
    /// Stems, each in one of the languages.
    pub stems: Vec<Weighted>,
    /// Unstemmed forms.
    pub words: Vec<Weighted>,
    /// Phrases that mean the same.
    pub phrases: Vec<Vec<String>>,
    /// The hashes of the stems, as in the sequence of a record.
    pub hashes: Vec<u32>,
    /// The hash of the word's beginning; 0 if it is short.
    pub kin: u32,
}

/// What is looked up.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub groups: Vec<Group>,
    pub required: Vec<Vec<String>>,
    pub excluded: Vec<Exclusion>,
    pub correction: Option<String>,
    pub matched: MatchedWords,
}

/// What may not occur: a word in all its forms, or a phrase.
#[derive(Debug)]
pub(crate) enum Exclusion {
    Word(Group),
    Phrase(Vec<String>),
}

/// What the plan is made with.
pub(crate) struct Planner<'s> {
    pub snapshot: &'s Snapshot,
    pub synonyms: &'s Synonyms,
    /// The reader's language.
    pub reader: Language,
    /// The languages of the records that are sought, the reader's first if it is among them.
    pub languages: Vec<Language>,
}

impl Planner<'_> {
    /// Plans a query.
    pub(crate) fn plan(&self, reading: &Reading) -> Result<Plan, Error> {
        let mut plan = Plan::default();
        let all: Vec<&Typed> = reading.words.iter().chain(reading.phrases.iter().flatten()).collect();
        let telling: Vec<&Typed> =
            all.iter().copied().filter(|typed| !is_stop_word(&typed.folded, self.reader)).collect();
        let mut corrected = Vec::new();
        if telling.is_empty() {
            for typed in all {
                plan.groups.push(self.unstemmed(&typed.folded, &mut plan.matched)?);
            }
        }
        for typed in &telling {
            let mut group = self.group(&typed.written, &typed.folded, &mut plan.matched)?;
            if self.is_unknown(&group)? {
                self.correct(typed, &mut group, &mut corrected, &mut plan.matched)?;
            }
            plan.groups.push(group);
        }
        self.add_compounds(&telling, &mut plan)?;
        self.add_synonyms(&telling, &mut plan)?;
        plan.correction = rewritten(&reading.text, corrected);
        plan.required = reading.phrases.iter().map(|phrase| folded(phrase)).collect();
        for excluded in &reading.excluded {
            plan.excluded.push(match excluded.as_slice() {
                [word] => {
                    let mut ignored = MatchedWords::default();
                    Exclusion::Word(self.group(&word.written, &word.folded, &mut ignored)?)
                }
                phrase => Exclusion::Phrase(folded(phrase)),
            });
        }
        for phrase in &plan.required {
            phrase.iter().for_each(|word| plan.matched.add_word(word));
        }
        Ok(plan)
    }

    /// Whether no record that is for everybody has any form of a word.
    fn is_unknown(&self, group: &Group) -> Result<bool, Error> {
        let fields = &self.snapshot.fields;
        for (field, terms) in [(fields.stems, &group.stems), (fields.words, &group.words)] {
            for term in terms {
                if self.snapshot.is_open(field, &term.found)? {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// All forms of one word.
    fn group(&self, written: &str, folded: &str, matched: &mut MatchedWords) -> Result<Group, Error> {
        let mut group = Group::default();
        self.add_forms(&mut group, written, folded, 1.0, matched)?;
        Ok(group)
    }

    fn add_forms(
        &self,
        group: &mut Group,
        written: &str,
        folded: &str,
        weight: f32,
        matched: &mut MatchedWords,
    ) -> Result<(), Error> {
        for language in &self.languages {
            if is_stop_word(folded, *language) {
                continue;
            }
            let stem = stem(written, folded, *language);
            let hash = stem_hash(&stem);
            if group.hashes.contains(&hash) {
                continue;
            }
            if let Some(found) = self.snapshot.find(self.snapshot.fields.stems, &stem)? {
                group.hashes.push(hash);
                group.stems.push(Weighted { found, weight });
                matched.add_stem(&stem);
            }
        }
        if let Some(found) = self.snapshot.find(self.snapshot.fields.words, folded)? {
            group.words.push(Weighted { found, weight });
            matched.add_word(folded);
        }
        if group.kin == 0 {
            group.kin = kin(folded);
        }
        Ok(())
    }

    /// A word taken as it is, where nothing but stop words was asked for.
    fn unstemmed(&self, folded: &str, matched: &mut MatchedWords) -> Result<Group, Error> {
        let mut group = Group::default();
        if let Some(found) = self.snapshot.find(self.snapshot.fields.words, folded)? {
            group.words.push(Weighted { found, weight: 1.0 });
            matched.add_word(folded);
        }
        Ok(group)
    }

    fn correct(
        &self,
        typed: &Typed,
        group: &mut Group,
        corrected: &mut Vec<((usize, usize), String)>,
        matched: &mut MatchedWords,
    ) -> Result<(), Error> {
        let corrections = spelling::corrections(self.snapshot, &typed.folded)?;
        for (at, correction) in corrections.iter().enumerate() {
            if at == 0 {
                let shown = spelling::as_written(self.snapshot, &correction.word)?;
                corrected.push((typed.place, shown));
                group.kin = 0;
            }
            self.add_forms(group, &correction.word, &correction.word, correction.weight, matched)?;
        }
        Ok(())
    }

    /// `e-government` also finds `egovernment`.
    fn add_compounds(&self, telling: &[&Typed], plan: &mut Plan) -> Result<(), Error> {
        for pair in telling.windows(2) {
            if pair[1].joined {
                let joined = format!("{}{}", pair[0].folded, pair[1].folded);
                let group = self.group(&joined, &joined, &mut plan.matched)?;
                if !group.is_unknown() {
                    plan.groups.push(group);
                }
            }
        }
        Ok(())
    }

    /// Adds to the first word of each known form what means the same.
    fn add_synonyms(&self, telling: &[&Typed], plan: &mut Plan) -> Result<(), Error> {
        let stems: Vec<String> = telling.iter().map(|typed| stem(&typed.written, &typed.folded, self.reader)).collect();
        for start in 0..stems.len() {
            for end in (start + 1..=stems.len().min(start + LONGEST_FORM)).rev() {
                let sought: Vec<&str> = stems[start..end].iter().map(String::as_str).collect();
                let forms = self.synonyms.forms(&sought, self.reader);
                for form in forms {
                    self.add_form(form, &mut plan.groups[start], &mut plan.matched)?;
                }
                if !forms.is_empty() {
                    break;
                }
            }
        }
        Ok(())
    }

    fn add_form(&self, form: &[String], group: &mut Group, matched: &mut MatchedWords) -> Result<(), Error> {
        match form {
            [word] => self.add_forms(group, word, word, 0.9, matched),
            words => {
                words.iter().filter(|word| !is_stop_word(word, self.reader)).for_each(|word| matched.add_word(word));
                group.phrases.push(words.to_vec());
                Ok(())
            }
        }
    }
}

impl Group {
    /// Whether the index has none of its forms.
    pub(crate) fn is_unknown(&self) -> bool {
        self.stems.is_empty() && self.words.is_empty()
    }
}

fn folded(phrase: &[Typed]) -> Vec<String> {
    phrase.iter().map(|typed| typed.folded.clone()).collect()
}

/// The text with some places replaced, or nothing if there are none.
fn rewritten(text: &str, mut corrected: Vec<((usize, usize), String)>) -> Option<String> {
    if corrected.is_empty() {
        return None;
    }
    corrected.sort();
    let mut rewritten = String::new();
    let mut at = 0;
    for ((start, end), word) in corrected {
        rewritten.push_str(&text[at..start]);
        rewritten.push_str(&word);
        at = end;
    }
    rewritten.push_str(&text[at..]);
    Some(rewritten)
}
