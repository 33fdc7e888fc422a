// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! HTML as a flat row of text and tags, read once from left to right.
//!
//! There is no tree, whose building takes time with the square of the depth (servo/html5ever#788),
//! and no search among the attributes of a tag for each one more, as in html5ever's tokenizer.
//! Nothing relies on it for safety: what comes out is Markdown, which `render` cleans as any other.

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Text as it stands, with its character references.
    Text(&'a str),
    Open(Tag<'a>),
    /// The name of an end tag.
    Close(&'a str),
}

/// A start tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
}

/// Attributes beyond these are not looked at.
const ATTRIBUTES: usize = 64;

/// Elements whose content is no HTML and says nothing to a reader.
const RAW: [&str; 9] = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"];

impl<'a> Tag<'a> {
    /// The value of an attribute as it stands.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        let wanted = |(other, _): &&(&'a str, &'a str)| other.eq_ignore_ascii_case(name);
        self.attributes.iter().find(wanted).map(|(_, value)| *value)
    }
}

/// The pieces of some HTML, without comments, declarations, scripts and styles.
pub(super) fn tokens(html: &str) -> Tokens<'_> {
    Tokens { rest: html }
}

pub(super) struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        while !self.rest.is_empty() {
            let token = match self.rest.as_bytes() {
                [b'<', b'a'..=b'z' | b'A'..=b'Z', ..] => self.open(),
                [b'<', b'/', b'a'..=b'z' | b'A'..=b'Z', ..] => Some(self.close()),
                [b'<', b'!', b'-', b'-', ..] => {
                    // From the third character on, because `<!-->` is a whole comment.
                    self.skip_past(2, "-->");
                    None
                }
                [b'<', b'!' | b'?' | b'/', ..] => {
                    self.skip_past(2, ">");
                    None
                }
                _ => Some(self.text()),
            };
            if token.is_some() {
                return token;
            }
        }
        None
    }
}

impl<'a> Tokens<'a> {
    /// Up to the next `<`; the first character may be one.
    fn text(&mut self) -> Token<'a> {
        let first = self.rest.chars().next().map_or(0, char::len_utf8);
        let end = self.rest[first..].find('<').map_or(self.rest.len(), |at| at + first);
        Token::Text(self.take(end))
    }

    fn take(&mut self, end: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn skip_past(&mut self, from: usize, end: &str) {
        let found = self.rest[from..].find(end);
        self.rest = found.map_or("", |at| &self.rest[from + at + end.len()..]);
    }

    fn close(&mut self) -> Token<'a> {
        self.take(2);
        let name = self.name();
        while self.attribute().is_some() {}
        Token::Close(name)
    }

    /// Nothing for an element with raw text, which goes with its content.
    fn open(&mut self) -> Option<Token<'a>> {
        self.take(1);
        let name = self.name();
        let mut attributes = Vec::new();
        while let Some(attribute) = self.attribute() {
            if attributes.len() < ATTRIBUTES {
                attributes.push(attribute);
            }
        }
        if RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name)) {
            self.skip_to_end_of(name);
            return None;
        }
        Some(Token::Open(Tag { name, attributes }))
    }

    fn skip_to_end_of(&mut self, name: &str) {
        while let Some(at) = self.rest.find("</") {
            self.take(at + 2);
            if self.rest.get(..name.len()).is_some_and(|other| other.eq_ignore_ascii_case(name)) {
                return self.skip_past(0, ">");
            }
        }
        self.rest = "";
    }

    fn name(&mut self) -> &'a str {
        self.until(|c| matches!(c, '/' | '>') || c.is_ascii_whitespace())
    }

    fn until(&mut self, end: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(end).unwrap_or(self.rest.len());
        self.take(end)
    }

    fn skip(&mut self, skipped: impl Fn(char) -> bool) {
        self.until(|c| !skipped(c));
    }

    /// The next attribute of a tag; where there is none, the tag's end is read.
    fn attribute(&mut self) -> Option<(&'a str, &'a str)> {
        self.skip(|c| c == '/' || c.is_ascii_whitespace());
        if self.rest.is_empty() || self.rest.starts_with('>') {
            self.take(usize::from(!self.rest.is_empty()));
            return None;
        }
        // An `=` in the first place is part of the name.
        let start = self.rest;
        let first = start.chars().next().map_or(0, char::len_utf8);
        self.take(first);
        let more = self.until(|c| matches!(c, '/' | '>' | '=') || c.is_ascii_whitespace());
        let name = &start[..first + more.len()];
        self.skip(|c| c.is_ascii_whitespace());
        if !self.rest.starts_with('=') {
            return Some((name, ""));
        }
        self.take(1);
        self.skip(|c| c.is_ascii_whitespace());
        Some((name, self.value()))
    }

    fn value(&mut self) -> &'a str {
        let Some(quote) = self.rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            return self.until(|c| c == '>' || c.is_ascii_whitespace());
        };
        self.take(1);
        let value = self.until(|c| c == quote);
        self.take(usize::from(!self.rest.is_empty()));
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(html: &str) -> String {
        let token = |token| match token {
            Token::Text(text) => format!("{text}."),
            Token::Open(tag) => format!("<{}{:?}>", tag.name, tag.attributes),
            Token::Close(name) => format!("</{name}>"),
        };
        tokens(html).map(token).collect()
    }

    #[test]
    fn tags_and_text_are_told_apart_as_a_browser_does() {
        for (html, pieces) in [
            ("a<b>c</b >d", "a.<b[]>c.</b>d."),
            (
                "<P class=x/y a='1>2' b = \"3\" c>",
                "<P[(\"class\", \"x/y\"), (\"a\", \"1>2\"), (\"b\", \"3\"), (\"c\", \"\")]>",
            ),
            ("1 < 2 <3 a<", "1 .< 2 .<3 a.<."),
            ("a<!-- <b> -->c<!-->d<!doctype x><?y?></ z>e<![if !x]>f<![endif]>", "a.c.d.e.f."),
            ("<script>'<b>'</SCRIPT >a<style><!-- <b></style>c<script>d", "a.c."),
            ("a<b c='", "a.<b[(\"c\", \"\")]>"),
            ("<a =b =c>", "<a[(\"=b\", \"c\")]>"),
            ("<!--", ""),
            ("<br/>è", "<br[]>è."),
        ] {
            assert_eq!(written(html), pieces, "{html}");
        }
    }
}
