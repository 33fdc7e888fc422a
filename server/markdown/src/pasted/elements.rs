// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What an element, its style and its class mean for a text.

use crate::destination::Destination;
use crate::pasted::references::reference;
use crate::pasted::tokens::Tag;

/// The longest address that a link keeps.
const LONGEST_ADDRESS: usize = 2_048;

/// What an element does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It and what is in it are no text.
    Dropped,
    /// Its words stand apart from what comes before and after.
    Block,
    Form,
    Paragraph,
    Preformatted,
    Heading(u8),
    Quote,
    List,
    NumberedList,
    Entry,
    Term,
    Meaning,
    Table,
    Row,
    Cell,
    Break,
    Rule,
    /// An element that has no end tag and shows no words.
    Void,
    Strong,
    Emphasis,
    Struck,
    Code,
    Link,
    Above,
    Below,
    /// Its words go on in the line.
    Inline,
}

impl Role {
    pub(super) fn of(name: &str) -> Self {
        match name.to_ascii_lowercase().as_str() {
            "p" => Self::Paragraph,
            "div" | "section" | "article" | "main" | "header" | "address" | "details" | "summary" | "fieldset"
            | "center" | "body" | "html" | "figure" | "dl" | "hgroup" | "caption" => Self::Block,
            "form" => Self::Form,
            "pre" | "listing" => Self::Preformatted,
            "h1" => Self::Heading(1),
            "h2" => Self::Heading(2),
            "h3" => Self::Heading(3),
            "h4" => Self::Heading(4),
            "h5" => Self::Heading(5),
            "h6" => Self::Heading(6),
            "blockquote" => Self::Quote,
            "ul" | "menu" | "dir" => Self::List,
            "ol" => Self::NumberedList,
            "li" => Self::Entry,
            "dt" => Self::Term,
            "dd" => Self::Meaning,
            "table" => Self::Table,
            "tr" => Self::Row,
            "td" | "th" => Self::Cell,
            "br" => Self::Break,
            "hr" => Self::Rule,
            "img" | "input" | "meta" | "link" | "col" | "area" | "base" | "embed" | "source" | "track" | "param"
            | "wbr" => Self::Void,
            "b" | "strong" => Self::Strong,
            "i" | "em" | "cite" | "dfn" => Self::Emphasis,
            "s" | "strike" | "del" => Self::Struck,
            "code" => Self::Code,
            "a" => Self::Link,
            "sup" => Self::Above,
            "sub" => Self::Below,
            "nav" | "aside" | "footer" | "button" | "select" | "svg" | "math" | "template" | "object" | "applet"
            | "noscript" | "audio" | "video" | "canvas" | "figcaption" | "dialog" | "datalist" | "label" | "legend"
            | "meter" | "progress" | "map" | "rp" | "rt" => Self::Dropped,
            _ => Self::Inline,
        }
    }

    pub(super) fn is_list(self) -> bool {
        matches!(self, Self::List | Self::NumberedList)
    }

    /// Whether it stands apart from what comes before and after.
    pub(super) fn is_block(self) -> bool {
        use Role::{
            Block, Cell, Entry, Form, Heading, List, Meaning, NumberedList, Paragraph, Preformatted, Quote, Row, Rule,
            Table, Term,
        };
        matches!(
            self,
            Block
                | Form
                | Paragraph
                | Preformatted
                | Heading(_)
                | Quote
                | List
                | NumberedList
                | Entry
                | Term
                | Meaning
                | Table
                | Row
                | Cell
                | Rule
        )
    }
}

/// What the attributes of an element say. What they do not say is inherited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) hidden: bool,
    pub(super) strong: Option<bool>,
    pub(super) emphasis: Option<bool>,
    pub(super) struck: bool,
    pub(super) word: Word,
}

/// What Word says of a paragraph or of a part of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Word {
    #[default]
    Nothing,
    /// A paragraph of a list, this deep, from 0 on.
    Entry(u8),
    /// A paragraph that may belong to a list: its first sign says so.
    MayBeEntry,
    /// The bullet or number of such a paragraph.
    Marker,
    Heading(u8),
}

/// Classes and parts of a page that are not its text, by their whole names.
const FOREIGN_CLASSES: [&str; 12] = [
    "adsbygoogle",
    "advertisement",
    "breadcrumb",
    "breadcrumbs",
    "entry-crumbs",
    "screen-reader-text",
    "sharedaddy",
    "share-buttons",
    "skip-link",
    "skiplinks",
    "sr-only",
    "visually-hidden",
];
const FOREIGN_PARTS: [&str; 6] = ["navigation", "complementary", "contentinfo", "banner", "search", "dialog"];

impl Look {
    pub(super) fn of(tag: &Tag<'_>) -> Self {
        let mut look = Self::default();
        if let Some(class) = tag.attribute("class") {
            look.read_class(class);
        }
        if let Some(style) = tag.attribute("style") {
            look.read_style(&style.to_ascii_lowercase());
        }
        let says =
            |name, value: &str| tag.attribute(name).is_some_and(|given| given.trim().eq_ignore_ascii_case(value));
        let is_foreign = FOREIGN_PARTS.iter().any(|part| says("role", part));
        look.hidden |= is_foreign || tag.attribute("hidden").is_some() || says("aria-hidden", "true");
        if says("role", "heading") {
            look.word = Word::Heading(number(tag, "aria-level", 6).unwrap_or(2).max(1));
        }
        look
    }

    fn read_class(&mut self, class: &str) {
        for class in class.split_ascii_whitespace() {
            self.hidden |= FOREIGN_CLASSES.iter().any(|foreign| foreign.eq_ignore_ascii_case(class));
            if class == "MsoTitle" {
                self.word = Word::Heading(1);
            } else if class.starts_with("MsoListParagraph") {
                self.word = Word::MayBeEntry;
            }
        }
    }

    fn read_style(&mut self, style: &str) {
        let declarations = style.split(';').filter_map(|declaration| declaration.split_once(':'));
        for (name, value) in declarations {
            let value = value.trim();
            match name.trim() {
                "display" => self.hidden |= value.starts_with("none"),
                "visibility" => self.hidden |= value.starts_with("hidden"),
                "mso-hide" => self.hidden |= value == "all",
                "mso-list" => self.read_list(value),
                "font-weight" => self.strong = weight(value).or(self.strong),
                "font-style" => self.emphasis = slant(value).or(self.emphasis),
                "text-decoration" | "text-decoration-line" => self.struck |= value.contains("line-through"),
                _ => {}
            }
        }
    }

    /// `l0 level2 lfo1`, or `Ignore` for the sign that Word draws before the words.
    fn read_list(&mut self, value: &str) {
        if value == "ignore" {
            self.word = Word::Marker;
        }
        let level = value.split_ascii_whitespace().find_map(|word| word.strip_prefix("level")?.parse::<u8>().ok());
        if let Some(level) = level {
            self.word = Word::Entry(level.saturating_sub(1));
        }
    }
}

fn weight(value: &str) -> Option<bool> {
    match value {
        "bold" | "bolder" => Some(true),
        "normal" | "lighter" => Some(false),
        number => Some(number.parse::<u16>().ok()? >= 600),
    }
}

fn slant(value: &str) -> Option<bool> {
    match value {
        "italic" | "oblique" => Some(true),
        "normal" => Some(false),
        _ => None,
    }
}

/// A number that an attribute gives, at most `most`.
pub(super) fn number<N: std::str::FromStr + Ord>(tag: &Tag<'_>, name: &str, most: N) -> Option<N> {
    Some(tag.attribute(name)?.trim().parse::<N>().ok()?.min(most))
}

/// Where a link leads, as it may stand between the brackets of Markdown; only the web and mail.
pub(super) fn address(written: &str) -> Option<String> {
    let written = written.trim();
    let allowed = matches!(Destination::of(written), Some(Destination::Web | Destination::Mail));
    if !allowed || written.len() > LONGEST_ADDRESS {
        return None;
    }
    let mut address = String::with_capacity(written.len());
    for (at, c) in written.char_indices() {
        match c {
            '&' if reference(&written[at..]) > 0 => address.push_str("\\&"),
            ' ' | '<' | '>' | '(' | ')' | '|' | '`' => {
                address.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c if c.is_whitespace() => {}
            c => address.push(c),
        }
    }
    Some(address)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pasted::tokens::{Token, tokens};

    fn look(html: &str) -> Look {
        let Some(Token::Open(tag)) = tokens(html).next() else {
            panic!("{html} is no tag");
        };
        Look::of(&tag)
    }

    #[test]
    fn style_and_class_say_what_words_look_like() {
        assert_eq!(look("<p style='COLOR: red; font-weight: 700;font-style:italic'>").strong, Some(true));
        assert_eq!(look("<b style='font-weight:normal' id=docs-internal-guid-1>").strong, Some(false));
        assert_eq!(look("<p style='mso-list:l0 level3 lfo1'>").word, Word::Entry(2));
        assert_eq!(look("<span style='mso-list:Ignore'>").word, Word::Marker);
        assert_eq!(look("<p class='a MsoListParagraphCxSpFirst'>").word, Word::MayBeEntry);
        assert_eq!(look("<p role=heading aria-level=3>").word, Word::Heading(3));
        for hidden in ["style='display:none'", "hidden", "aria-hidden=true", "class='x sr-only'", "role=navigation"] {
            assert!(look(&format!("<div {hidden}>")).hidden, "{hidden}");
        }
        assert!(!look("<div class='with-breadcrumb' style='display:block'>").hidden);
    }

    #[test]
    fn only_the_web_and_mail_are_led_to() {
        assert_eq!(
            address(" https://a.it/b_(c)?d=1&e=2&lt; "),
            Some("https://a.it/b_%28c%29?d=1&e=2\\&lt;".to_owned())
        );
        assert_eq!(address("mailto:a@b.it"), Some("mailto:a@b.it".to_owned()));
        for nowhere in
            ["javascript:alert(1)", "/a", "#a", "file:///c:/a.docx", "data:text/html,a", "", "java\nscript:a"]
        {
            assert_eq!(address(nowhere), None, "{nowhere}");
        }
    }
}
