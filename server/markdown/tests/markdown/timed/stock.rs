// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! New recipes out of costly parts and the examples of CommonMark, and changed ones out of those that took long.

use markdown::LONGEST_TEXT;

use super::chance::Chance;
use super::recipe::{Recipe, Step};
use crate::corpora::{corpus, json};
use crate::costly::PARTS;

/// What a line can begin with, so that what follows stands inside something.
const CONTAINERS: [&str; 8] = ["> ", "- ", "1. ", "    ", "| ", "# ", "[^a]: ", "<div>"];

/// The most characters of a part: a longer one costs less the longer it is.
const LONGEST_PART: usize = 400;

/// The most steps of a recipe that somebody still wants to read.
const MOST_STEPS: usize = 8;

/// The most characters of a text that are damaged at once.
const MOST_EDITS: usize = 64;

/// The parts that recipes are made of.
pub struct Stock(Vec<String>);

impl Stock {
    /// The costly parts, and the examples of CommonMark where they are.
    pub fn new() -> Self {
        let mut parts: Vec<String> = PARTS.map(str::to_owned).into();
        if let Some(folder) = corpus("commonmark") {
            let examples = json(folder.join("spec.json"));
            parts.extend(examples.as_array().unwrap().iter().map(|one| one["markdown"].as_str().unwrap().to_owned()));
        }
        Self(parts)
    }

    /// A new recipe.
    pub fn fresh(&self, chance: &mut Chance) -> Recipe {
        let mut steps = Vec::new();
        for _ in 0..chance.below(3) {
            steps.push(Step::Repeat(self.part(chance), 1 + chance.below(64)));
        }
        steps.push(self.filling(chance));
        if chance.below(4) == 0 {
            steps.push(damage(chance));
        }
        Recipe(steps)
    }

    /// A recipe like this one.
    pub fn changed(&self, recipe: &Recipe, chance: &mut Chance) -> Recipe {
        let mut steps = recipe.0.clone();
        for _ in 0..=chance.below(3) {
            let at = chance.below(steps.len());
            match chance.below(6) {
                0 => steps.insert(at, Step::Repeat(self.part(chance), 1 + chance.below(256))),
                1 if steps.len() > 1 => {
                    steps.remove(at);
                }
                2 => steps.push(damage(chance)),
                3 => steps[at] = self.filling(chance),
                _ => self.change(&mut steps[at], chance),
            }
        }
        steps.truncate(MOST_STEPS);
        Recipe(steps)
    }

    fn change(&self, step: &mut Step, chance: &mut Chance) {
        match step {
            Step::Repeat(_, times) if chance.below(3) == 0 => *times = 1 + chance.below(LONGEST_TEXT),
            Step::Repeat(part, _) | Step::Stairs(part) | Step::Number(part) => *part = edited(part, chance),
            Step::Nest(open, close) => match chance.below(3) {
                0 => *open = edited(open, chance),
                1 => *close = edited(close, chance),
                _ => std::mem::swap(open, close),
            },
            Step::Shuffle(parts, seed) => {
                *seed = chance.draw();
                let at = chance.below(parts.len());
                parts[at] = self.part(chance);
            }
            Step::Damage(..) => *step = damage(chance),
        }
    }

    /// A step that fills a text up.
    fn filling(&self, chance: &mut Chance) -> Step {
        match chance.below(8) {
            0 => Step::Nest(self.part(chance), self.part(chance)),
            1 => Step::Stairs(self.part(chance)),
            2 => Step::Number(format!("[{{}}]{}", self.part(chance))),
            3 => {
                let parts = (0..2 + chance.below(4)).map(|_| self.part(chance)).collect();
                Step::Shuffle(parts, chance.draw())
            }
            _ => Step::Repeat(self.part(chance), LONGEST_TEXT),
        }
    }

    fn part(&self, chance: &mut Chance) -> String {
        let one = chance.one_of(&self.0).clone();
        match chance.below(4) {
            0 => one + chance.one_of(&self.0).as_str(),
            1 => edited(&one, chance),
            _ => one,
        }
    }
}

fn damage(chance: &mut Chance) -> Step {
    Step::Damage(1 + chance.below(MOST_EDITS), chance.draw())
}

/// A part with a mark more, a mark less, something twice, or inside something.
fn edited(part: &str, chance: &mut Chance) -> String {
    let mut all: Vec<char> = part.chars().collect();
    let at = chance.below(all.len() + 1);
    match chance.below(4) {
        0 if all.len() > 1 && at < all.len() => {
            all.remove(at);
        }
        1 => {
            let twice = all[at..].to_vec();
            all.extend(twice);
        }
        2 => all.splice(0..0, chance.one_of(&CONTAINERS).chars()).for_each(drop),
        _ => all.insert(at, chance.mark()),
    }
    all.truncate(LONGEST_PART);
    all.into_iter().collect()
}
