// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reads a judged set and measures the mean reciprocal rank of the first right answer.

use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use domain::{Kind, Language};
use flate2::read::GzDecoder;
use search::{Document, Identity, Index, Query, Searcher};
use serde::Deserialize;

/// A paragraph of a set.
#[derive(Deserialize)]
struct Paragraph {
    id: String,
    title: String,
    body: String,
    lang: Language,
}

/// A question of a set.
#[derive(Clone, Deserialize)]
pub struct Question {
    id: String,
    text: String,
    lang: Language,
}

/// A judged set.
pub struct Set {
    paragraphs: Vec<Paragraph>,
    /// The questions as they are.
    pub clean: Vec<Question>,
    /// The same with one wrong letter each.
    pub typo: Vec<Question>,
    /// The right answers to each question.
    pub judgements: HashMap<String, HashSet<String>>,
}

/// An index in a folder that goes with it.
pub struct Indexed {
    _folder: tempfile::TempDir,
    /// Its reading side.
    pub searcher: Searcher,
}

/// How well questions were answered.
pub struct Measured {
    /// Mean reciprocal rank of the first right answer among the first ten.
    pub mrr: f64,
    /// The part of the questions without any answer.
    pub unanswered: f64,
}

impl Set {
    /// Reads a set from its folder.
    pub fn read(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let mut judgements: HashMap<String, HashSet<String>> = HashMap::new();
        for line in fs::read_to_string(folder.join("qrels.tsv"))?.lines() {
            let mut parts = line.split('\t');
            if let (Some(question), Some(paragraph)) = (parts.next(), parts.next()) {
                judgements.entry(question.to_owned()).or_default().insert(paragraph.to_owned());
            }
        }
        Ok(Self {
            paragraphs: lines(&folder.join("docs.jsonl.gz"))?,
            clean: lines(&folder.join("queries.jsonl.gz"))?,
            typo: lines(&folder.join("queries-typo.jsonl.gz"))?,
            judgements,
        })
    }

    /// Indexes the paragraphs as practices.
    pub fn index(&self) -> Result<Indexed, Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let identity = Identity { database: "judged".to_owned(), epoch: 1 };
        let rebuild = Index::rebuild(folder.path(), &identity)?;
        for paragraph in &self.paragraphs {
            let mut document = Document::new(Kind::Practice, &paragraph.id, paragraph.lang, &paragraph.title);
            document.passages.push(paragraph.body.clone());
            rebuild.put(&document)?;
        }
        let searcher = rebuild.finish(1)?.searcher();
        Ok(Indexed { _folder: folder, searcher })
    }
}

/// Asks all questions.
pub fn measure(
    searcher: &Searcher,
    questions: &[Question],
    judgements: &HashMap<String, HashSet<String>>,
) -> Result<Measured, Box<dyn Error>> {
    let mut sum = 0.0;
    let mut unanswered = 0usize;
    for question in questions {
        let results = searcher.search(&Query::new(&question.text, question.lang))?;
        unanswered += usize::from(results.hits.is_empty());
        let right = judgements.get(&question.id);
        let rank = results.hits.iter().position(|hit| right.is_some_and(|right| right.contains(&hit.uid)));
        sum += rank.map_or(0.0, |rank| 1.0 / (rank + 1) as f64);
    }
    let count = questions.len() as f64;
    Ok(Measured { mrr: sum / count, unanswered: unanswered as f64 / count })
}

fn lines<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<Vec<T>, Box<dyn Error>> {
    let mut text = String::new();
    GzDecoder::new(File::open(path)?).read_to_string(&mut text)?;
    text.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}
