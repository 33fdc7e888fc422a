// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A long text as the few lines that say how it is made: what is kept in `tests/seeds`. Texts stand in them as in JSON.

use std::fmt::{self, Display, Formatter};

use serde_json::{Deserializer, Value};

use super::chance::Chance;

/// A part of a text, added to what is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// `repeat "[a](" 100`: so many times, as far as there is room.
    Repeat(String, usize),
    /// `nest "[" "](b)"`: as many of the first as of the second, up to the end.
    Nest(String, String),
    /// `stairs "- "`: a line each, two spaces deeper than the one before.
    Stairs(String),
    /// `number "[{}]: /\n"`: with the numbers from 0 on.
    Number(String),
    /// `shuffle ["[", "]("] 7`: one of them by chance after the other, from this seed.
    Shuffle(Vec<String>, u64),
    /// `damage 10 7`: so many characters of the text so far taken out, put in or replaced, from this seed.
    Damage(usize, u64),
}

/// The steps, first to last; there is always one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipe(pub Vec<Step>);

impl Recipe {
    /// Reads lines; those that begin with `#` say nothing.
    ///
    /// # Errors
    /// The line that cannot be read.
    pub fn read(text: &str) -> Result<Self, String> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let steps: Vec<_> = lines.map(|line| Step::read(line).ok_or(line.to_owned())).collect::<Result<_, _>>()?;
        if steps.is_empty() { Err("no line".to_owned()) } else { Ok(Self(steps)) }
    }

    /// The text, of at most so many bytes.
    pub fn made(&self, longest: usize) -> String {
        let mut text = String::new();
        for step in &self.0 {
            step.add_to(&mut text, longest);
        }
        text.truncate(text.floor_char_boundary(longest));
        text
    }
}

impl Display for Recipe {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|step| writeln!(f, "{step}"))
    }
}

impl Step {
    fn read(line: &str) -> Option<Self> {
        let (verb, rest) = line.split_once(' ')?;
        let values: Vec<Value> = Deserializer::from_str(rest).into_iter::<Value>().collect::<Result<_, _>>().ok()?;
        let text = |at: usize| values.get(at)?.as_str().map(str::to_owned);
        let number = |at: usize| values.get(at)?.as_u64();
        let size = |at: usize| usize::try_from(number(at)?).ok();
        Some(match verb {
            "repeat" => Self::Repeat(text(0)?, size(1)?),
            "nest" => Self::Nest(text(0)?, text(1)?),
            "stairs" => Self::Stairs(text(0)?),
            "number" => Self::Number(text(0)?),
            "damage" => Self::Damage(size(0)?, number(1)?),
            "shuffle" => {
                let parts = values.first()?.as_array().filter(|parts| !parts.is_empty())?;
                let parts = parts.iter().map(|part| part.as_str().map(str::to_owned)).collect::<Option<_>>()?;
                Self::Shuffle(parts, number(1)?)
            }
            _ => return None,
        })
    }

    fn add_to(&self, text: &mut String, longest: usize) {
        let room = longest.saturating_sub(text.len());
        match self {
            Self::Repeat(part, times) => {
                let most = room / part.len().max(1) + 1;
                text.push_str(&part.repeat(most.min(*times)));
            }
            Self::Nest(open, close) => {
                let times = room / (open.len() + close.len()).max(1);
                text.push_str(&open.repeat(times));
                text.push_str(&close.repeat(times));
            }
            Self::Stairs(mark) => climb(text, longest, |step| format!("{}{mark}a\n", "  ".repeat(step))),
            Self::Number(part) => climb(text, longest, |step| part.replace("{}", &step.to_string())),
            Self::Shuffle(parts, seed) => {
                let mut chance = Chance::new(*seed);
                climb(text, longest, |_| chance.one_of(parts).clone());
            }
            Self::Damage(edits, seed) => *text = damaged(text, *edits, Chance::new(*seed)),
        }
    }
}

/// Adds what is made for each number from 0 on, until there is no more room.
fn climb(text: &mut String, longest: usize, mut part: impl FnMut(usize) -> String) {
    // A part may be empty, so the steps are counted too.
    for step in 0..longest {
        if text.len() >= longest {
            return;
        }
        text.push_str(&part(step));
    }
}

fn damaged(text: &str, edits: usize, mut chance: Chance) -> String {
    let mut all: Vec<char> = text.chars().collect();
    for _ in 0..edits {
        let at = chance.below(all.len() + 1);
        match chance.below(3) {
            0 if at < all.len() => {
                all.remove(at);
            }
            1 if at < all.len() => all[at] = chance.mark(),
            _ => all.insert(at, chance.mark()),
        }
    }
    all.into_iter().collect()
}

impl Display for Step {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let json = |part: &String| Value::from(part.as_str());
        match self {
            Self::Repeat(part, times) => write!(f, "repeat {} {times}", json(part)),
            Self::Nest(open, close) => write!(f, "nest {} {}", json(open), json(close)),
            Self::Stairs(mark) => write!(f, "stairs {}", json(mark)),
            Self::Number(part) => write!(f, "number {}", json(part)),
            Self::Shuffle(parts, seed) => write!(f, "shuffle {} {seed}", Value::from(parts.clone())),
            Self::Damage(edits, seed) => write!(f, "damage {edits} {seed}"),
        }
    }
}

#[test]
fn a_recipe_comes_back_as_it_was_written_and_makes_the_same_text() {
    let written = "repeat \"[a](\\n\" 3\nnest \"[\" \"]\"\nstairs \"- \"\nnumber \"[{}]\"\nshuffle [\"a\",\"è\"] 18446744073709551615\ndamage 9 1\n";
    let recipe = Recipe::read(&format!("# a word\n\n{written}")).unwrap();
    assert_eq!(recipe.to_string(), written);
    assert_eq!(recipe.made(5_000), recipe.made(5_000));
    assert!(recipe.made(5_000).len() > 4_900);
    for wrong in ["", "repeat", "repeat \"a\"", "repeat a 1", "shuffle [] 1", "other \"a\""] {
        assert!(Recipe::read(wrong).is_err(), "{wrong}");
    }
    let made = |text: &str| Recipe::read(text).unwrap().made(7);
    assert_eq!(made("repeat \"ab\" 65536"), "abababa");
    assert_eq!(made("nest \"[\" \"](\""), "[[](](");
    assert_eq!(made("number \"{}è\""), "0è1è2");
    assert_eq!(made("stairs \"-\""), "-a\n  -a");
}
