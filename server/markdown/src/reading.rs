// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reads Markdown into events that are bounded in depth and hold no raw HTML.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::MOST_REFERENCES;

/// How deep elements may be nested. The HTML parser's time grows with the square of the depth
/// (servo/html5ever#788): 64 KiB of `>` took it 28 s. No honest text comes near.
const DEEPEST: usize = 50;

/// What a list or a table opens inside itself at once.
const INSIDE: usize = 3;

/// The events of a text. Raw HTML is text; what is nested too deep keeps its words and loses its
/// form. Footnotes are left out, because they multiply the output and read in quadratic time.
pub(crate) fn events(text: &str) -> impl Iterator<Item = Event<'_>> {
    let mut depth = Depth::default();
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)
        .map(without_html)
        .filter_map(move |event| depth.bound(event))
}

/// Whether a text may have more definitions of references than are read: each has these two signs, whatever else.
pub(crate) fn has_too_many_definitions(text: &str) -> bool {
    text.matches("]:").nth(MOST_REFERENCES).is_some()
}

/// Whether a link or an image begins here that names its address by a reference.
pub(crate) fn is_by_reference(event: &Event<'_>) -> bool {
    let Event::Start(Tag::Link { link_type, .. } | Tag::Image { link_type, .. }) = event else { return false };
    matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut)
}

fn without_html(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        other => other,
    }
}

#[derive(Default)]
struct Depth {
    now: usize,
    /// The depth from which on tags are hidden, while they are.
    hidden_from: Option<usize>,
    /// Whether a break already stands for the hidden blocks that have just ended.
    broken: bool,
}

impl Depth {
    fn bound<'a>(&mut self, event: Event<'a>) -> Option<Event<'a>> {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            other => {
                self.broken = false;
                Some(other)
            }
        }
    }

    fn start<'a>(&mut self, tag: Tag<'a>) -> Option<Event<'a>> {
        self.now += 1;
        let room = match tag {
            Tag::List(_) | Tag::Table(_) => INSIDE,
            _ => 0,
        };
        if self.hidden_from.is_none() && self.now + room > DEEPEST {
            self.hidden_from = Some(self.now);
        }
        self.hidden_from.is_none().then_some(Event::Start(tag))
    }

    fn end<'a>(&mut self, tag: TagEnd) -> Option<Event<'a>> {
        let depth = self.now;
        self.now -= 1;
        let Some(hidden_from) = self.hidden_from else {
            return Some(Event::End(tag));
        };
        if depth == hidden_from {
            self.hidden_from = None;
        }
        let breaks = is_block(tag) && !self.broken;
        self.broken |= breaks;
        breaks.then_some(Event::SoftBreak)
    }
}

/// Whether what ends here stands apart from what follows.
pub(crate) fn is_block(tag: TagEnd) -> bool {
    !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}
