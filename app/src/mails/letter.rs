// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A letter from its parts, once as text and once as HTML: what one says the other says too.

use std::fmt::Write;

use domain::Locale;
use domain::text::plain_line;

use super::{Heads, Letter};

/// The longest subject, in characters.
const SUBJECT_MAX: usize = 120;
/// The frame of the HTML, below the comment that says whose it is.
const FRAME: &str = include_str!("frame.html");

/// What a letter says, line by line. Plain text throughout.
#[derive(Debug, Default)]
pub(super) struct Parts {
    subject: String,
    /// Greeting, paragraphs, and what to do if one did not expect the letter.
    before: Vec<String>,
    /// What the letter tells of, each with its address.
    links: Vec<Link>,
    action: Option<Link>,
    after: Vec<String>,
    footer: Vec<String>,
    /// Ends letters of this sort.
    unsubscribe: Option<Link>,
    heads: Heads,
}

/// A link with its words.
#[derive(Debug)]
struct Link {
    words: String,
    address: String,
}

impl Parts {
    /// A letter with a subject and a greeting.
    pub(super) fn new(subject: impl Into<String>, greeting: impl Into<String>) -> Self {
        Self { subject: subject.into(), before: vec![greeting.into()], ..Self::default() }
    }

    /// Adds a paragraph.
    pub(super) fn says(mut self, paragraph: impl Into<String>) -> Self {
        self.before.push(paragraph.into());
        self
    }

    /// Adds a paragraph where there is one.
    pub(super) fn may_say(self, paragraph: Option<String>) -> Self {
        match paragraph {
            Some(paragraph) => self.says(paragraph),
            None => self,
        }
    }

    /// Sets what can be done at an address.
    pub(super) fn action(mut self, words: impl Into<String>, address: String) -> Self {
        self.action = Some(Link { words: words.into(), address });
        self
    }

    /// Adds something that the letter tells of.
    pub(super) fn link(mut self, words: impl Into<String>, address: String) -> Self {
        self.links.push(Link { words: words.into(), address });
        self
    }

    /// Sets where letters of this sort are ended.
    pub(super) fn unsubscribe(mut self, words: impl Into<String>, address: String) -> Self {
        self.unsubscribe = Some(Link { words: words.into(), address });
        self
    }

    /// Sets how mail programs put it together with others.
    pub(super) fn heads(self, heads: Heads) -> Self {
        Self { heads, ..self }
    }

    /// Adds a paragraph below the action: what to do if one did not expect the letter.
    pub(super) fn unexpected(mut self, paragraph: impl Into<String>) -> Self {
        self.after.push(paragraph.into());
        self
    }

    /// Adds a line to the footer.
    pub(super) fn footer(mut self, line: impl Into<String>) -> Self {
        self.footer.push(line.into());
        self
    }

    /// The letter.
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        Letter {
            subject: subject(&self.subject),
            text: self.text(),
            html: self.html(locale),
            unsubscribe: self.unsubscribe.as_ref().map(|link| link.address.clone()),
            heads: self.heads.clone(),
        }
    }

    fn text(&self) -> String {
        let links = self.links.iter().map(|link| format!("{}\n{}", link.words, link.address));
        let action = self.action.iter().map(|action| format!("{}:\n{}", action.words, action.address));
        let before = self.before.iter().cloned().chain(links).chain(action);
        let body: Vec<String> = before.chain(self.after.iter().cloned()).collect();
        let last = self.unsubscribe.iter().map(|link| format!("{}:\n{}", link.words, link.address));
        let footer: Vec<String> = self.footer.iter().cloned().chain(last).collect();
        // The line by which mail programs know a footer.
        format!("{}\n\n-- \n{}\n", body.join("\n\n"), footer.join("\n"))
    }

    fn html(&self, locale: Locale) -> String {
        let mut main = paragraphs(&self.before);
        self.links.iter().for_each(|link| main.push_str(&linked(link)));
        if let Some(Link { words, address }) = &self.action {
            let (words, address) = (escaped(words), escaped(address));
            writeln!(main, "<p><a class=\"action\" href=\"{address}\">{words}</a></p>\n<p>{address}</p>")
                .expect("writing to a String cannot fail");
        }
        main.push_str(&paragraphs(&self.after));
        let mut footer = paragraphs(&self.footer);
        self.unsubscribe.iter().for_each(|link| footer.push_str(&linked(link)));
        let (_, frame) = FRAME.split_once("-->\n").expect("the frame begins with a comment");
        let gaps = [
            ("[locale]", locale.code().to_owned()),
            ("[subject]", escaped(&subject(&self.subject))),
            ("[main]", main),
            ("[footer]", footer),
        ];
        filled(frame, &gaps)
    }
}

/// Puts the values into the gaps, which follow each other in this order; a value is never looked through for gaps.
fn filled(frame: &str, gaps: &[(&str, String)]) -> String {
    let mut whole = String::with_capacity(frame.len() * 2);
    let mut rest = frame;
    for (gap, value) in gaps {
        let (before, after) = rest.split_once(gap).expect("the frame has every gap");
        whole.push_str(before);
        whole.push_str(value);
        rest = after;
    }
    whole + rest
}

fn paragraphs(lines: &[String]) -> String {
    lines.iter().map(|line| format!("<p>{}</p>\n", escaped(line))).collect()
}

fn linked(Link { words, address }: &Link) -> String {
    let (words, address) = (escaped(words), escaped(address));
    format!("<p><a href=\"{address}\">{words}</a></p>\n")
}

/// A text as it stands in HTML, within an element or an attribute.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

/// A subject of one line. What looks like an encoded word (RFC 2047) is broken up, or mail programs would decode it to
/// characters that were taken out here.
fn subject(text: &str) -> String {
    cut(&plain_line(text).replace("=?", "= ?"), SUBJECT_MAX)
}

/// A text of one line and at most so many characters; what was cut off ends in an ellipsis.
pub(super) fn cut(text: &str, max: usize) -> String {
    let line = plain_line(text);
    if line.chars().count() <= max {
        return line;
    }
    let kept: String = line.chars().take(max - 1).collect();
    format!("{}…", kept.trim_end())
}
