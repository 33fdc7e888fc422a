// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Gives events the form that the portal's pages want: ranks of headings, links, images, tables.

use pulldown_cmark::{Alignment, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};
use pulldown_cmark_escape::{escape_href, escape_html};

use crate::TopHeading;
use crate::destination::Destination;
use crate::sanitiser::FOREIGN;

/// The events as they are written out.
pub(crate) fn dressed<'a>(events: impl Iterator<Item = Event<'a>>, top: TopHeading) -> impl Iterator<Item = Event<'a>> {
    let mut dress = Dress { headings: Headings::below(top), links: Vec::new(), table: Table::default() };
    events.filter_map(move |event| dress.event(event))
}

struct Dress<'a> {
    headings: Headings,
    /// The links and images that are open, outermost first.
    links: Vec<Link<'a>>,
    table: Table,
}

impl<'a> Dress<'a> {
    fn event(&mut self, event: Event<'a>) -> Option<Event<'a>> {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(TagEnd::Link | TagEnd::Image) => self.end_link(),
            Event::End(TagEnd::Heading(_)) => Some(Event::End(TagEnd::Heading(self.headings.current()))),
            Event::End(tag) => Some(match self.table.end(tag) {
                Some(html) => Event::Html(html.into()),
                None => Event::End(tag),
            }),
            Event::Text(_) | Event::Code(_) => {
                for link in &mut self.links {
                    link.note_words();
                }
                Some(event)
            }
            other => Some(other),
        }
    }

    fn start(&mut self, tag: Tag<'a>) -> Option<Event<'a>> {
        match tag {
            Tag::Heading { level, id, classes, attrs } => {
                let level = self.headings.rank(level);
                Some(Event::Start(Tag::Heading { level, id, classes, attrs }))
            }
            Tag::Link { link_type: LinkType::Email, dest_url, title, .. } => {
                self.start_link(format!("mailto:{dest_url}").into(), &title)
            }
            Tag::Link { dest_url, title, .. } => self.start_link(dest_url, &title),
            Tag::Image { ref dest_url, .. } if Destination::of(dest_url) == Some(Destination::File) => {
                self.links.push(Link::Picture);
                Some(Event::Start(tag))
            }
            Tag::Image { dest_url, title, .. } => self.start_link(dest_url, &title),
            other => Some(match self.table.start(&other) {
                Some(html) => Event::Html(html.into()),
                None => Event::Start(other),
            }),
        }
    }

    /// A link begins; inside another one, or with a destination that isn't allowed, only its
    /// words stay.
    fn start_link(&mut self, address: CowStr<'a>, title: &str) -> Option<Event<'a>> {
        let nested = self.links.iter().any(|link| matches!(link, Link::Anchor { .. }));
        let Some(destination) = Destination::of(&address).filter(|_| !nested) else {
            self.links.push(Link::Words);
            return None;
        };
        let mut html = String::from("<a href=\"");
        escaped(escape_href(&mut html, &address));
        if !title.is_empty() {
            html.push_str("\" title=\"");
            escaped(escape_html(&mut html, title));
        }
        if destination == Destination::Web {
            html.push_str("\" rel=\"");
            html.push_str(FOREIGN);
        }
        html.push_str("\">");
        self.links.push(Link::Anchor { address, silent: true });
        Some(Event::Html(html.into()))
    }

    fn end_link(&mut self) -> Option<Event<'a>> {
        match self.links.pop()? {
            Link::Words => None,
            Link::Picture => {
                for link in &mut self.links {
                    link.note_words();
                }
                Some(Event::End(TagEnd::Image))
            }
            Link::Anchor { silent: false, .. } => Some(Event::Html("</a>".into())),
            Link::Anchor { address, silent: true } => {
                let mut html = String::new();
                escaped(escape_html(&mut html, &address));
                html.push_str("</a>");
                Some(Event::Html(html.into()))
            }
        }
    }
}

/// Writing to a `String` can't fail.
fn escaped(written: Result<(), std::fmt::Error>) {
    debug_assert!(written.is_ok());
}

enum Link<'a> {
    /// An open `a`; one that stays without words shows its address.
    Anchor { address: CowStr<'a>, silent: bool },
    /// An open `img`, whose words become its `alt`.
    Picture,
    /// No element.
    Words,
}

impl Link<'_> {
    fn note_words(&mut self) {
        if let Self::Anchor { silent, .. } = self {
            *silent = false;
        }
    }
}

/// Ranks headings by their place in the outline, so that no rank is skipped, whatever was typed.
struct Headings {
    top: usize,
    /// The levels, as typed, of the headings that the current one stands below, and its own.
    open: Vec<HeadingLevel>,
}

impl Headings {
    fn below(top: TopHeading) -> Self {
        let top = match top {
            TopHeading::H2 => 2,
            TopHeading::H3 => 3,
            TopHeading::H4 => 4,
        };
        Self { top, open: Vec::new() }
    }

    fn rank(&mut self, typed: HeadingLevel) -> HeadingLevel {
        while self.open.last().is_some_and(|above| *above >= typed) {
            self.open.pop();
        }
        self.open.push(typed);
        self.current()
    }

    fn current(&self) -> HeadingLevel {
        let rank = (self.top + self.open.len()).saturating_sub(1);
        HeadingLevel::try_from(rank).unwrap_or(HeadingLevel::H6)
    }
}

/// A table that can scroll sideways, with marked header cells and without inline style.
#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

impl Table {
    fn start(&mut self, tag: &Tag<'_>) -> Option<&'static str> {
        match tag {
            Tag::Table(alignments) => {
                self.alignments.clone_from(alignments);
                Some("<div class=\"table-responsive\" tabindex=\"0\"><table class=\"table\">\n")
            }
            Tag::TableHead => {
                (self.in_head, self.column) = (true, 0);
                Some("<thead><tr>")
            }
            Tag::TableRow => {
                self.column = 0;
                Some("<tr>")
            }
            Tag::TableCell => Some(self.cell()),
            _ => None,
        }
    }

    fn cell(&self) -> &'static str {
        match (self.in_head, self.alignments.get(self.column)) {
            (true, Some(Alignment::Center)) => "<th scope=\"col\" class=\"text-center\">",
            (true, Some(Alignment::Right)) => "<th scope=\"col\" class=\"text-end\">",
            (true, _) => "<th scope=\"col\">",
            (false, Some(Alignment::Center)) => "<td class=\"text-center\">",
            (false, Some(Alignment::Right)) => "<td class=\"text-end\">",
            (false, _) => "<td>",
        }
    }

    fn end(&mut self, tag: TagEnd) -> Option<&'static str> {
        match tag {
            TagEnd::Table => Some("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.in_head = false;
                Some("</tr></thead>\n<tbody>")
            }
            TagEnd::TableRow => Some("</tr>\n"),
            TagEnd::TableCell => {
                self.column += 1;
                Some(if self.in_head { "</th>" } else { "</td>" })
            }
            _ => None,
        }
    }
}
