// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

#![doc = include_str!("../README.md")]

mod destination;
mod dress;
pub mod pasted;
mod plain;
mod reading;
mod safe_html;
mod sanitiser;

pub use plain::{first_sentence, plain};
pub use safe_html::SafeHtml;

use std::cell::Cell;
use std::fmt;

use pulldown_cmark::Event;

/// The version of the rendering rules, kept beside HTML that is stored: raise it with every change
/// of this crate, of pulldown-cmark or of ammonia that changes what comes out.
pub const RENDERER: u32 = 2;

/// The longest text that is rendered, in bytes (64 KiB, the limit of every text of a record).
pub const LONGEST_TEXT: usize = 64 * 1024;

/// The longest HTML that comes out of one text, in bytes.
pub const LONGEST_HTML: usize = 512 * 1024;

/// HTML may be this many times as long as its text ...
const GROWTH: usize = 10;

/// ... and this many bytes more, so that a short table full of ticks is not refused.
const HEAD_START: usize = 16 * 1024;

/// How many tags and character references the HTML may have before it is cleaned. Each costs the
/// HTML parser one to two microseconds; a dense table of 64 KiB has 21,000.
const MOST_MARKS: usize = 24_000;

/// How many definitions of references (`[a]: /b`), and how many links by reference, a text may have. Honest texts have
/// some dozens; for each link the reader looks its definition up.
pub const MOST_REFERENCES: usize = 2_000;

/// Why a text has no HTML. [`SafeHtml::verbatim`] shows such a text all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TooLarge {
    /// The text is longer than [`LONGEST_TEXT`].
    #[error("the text has {0} bytes, more than the {LONGEST_TEXT} that are rendered")]
    Text(usize),
    /// The HTML grew beyond [`LONGEST_HTML`], grew out of proportion to its text, or has too many tags.
    #[error("the HTML of this text is out of proportion to it")]
    Html,
    /// The text has more than [`MOST_REFERENCES`] definitions of references, or links by reference.
    #[error("the text has more than {MOST_REFERENCES} references")]
    References,
}

/// The rank that the topmost heading of a text gets, below the headings of the page around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TopHeading {
    /// The text is the page's main content, below its `h1`.
    H2,
    /// The text is one field of a record, below the field's name.
    #[default]
    H3,
    /// The text is a post or a comment, below its author.
    H4,
}

/// Renders a field's Markdown; its topmost heading becomes an `h3`.
///
/// # Errors
/// [`TooLarge`], before the costly steps begin.
pub fn render(text: &str) -> Result<SafeHtml, TooLarge> {
    render_below(text, TopHeading::default())
}

/// Renders Markdown whose topmost heading becomes `top`.
///
/// # Errors
/// [`TooLarge`], before the costly steps begin.
pub fn render_below(text: &str, top: TopHeading) -> Result<SafeHtml, TooLarge> {
    if text.len() > LONGEST_TEXT {
        return Err(TooLarge::Text(text.len()));
    }
    if reading::has_too_many_definitions(text) {
        return Err(TooLarge::References);
    }
    let room = LONGEST_HTML.min(GROWTH * text.len() + HEAD_START);
    let mut html = Bounded { html: String::with_capacity(text.len() * 2), room, marks: MOST_MARKS };
    let references = Cell::new(0);
    let within = |event: &Event<'_>| {
        references.set(references.get() + usize::from(reading::is_by_reference(event)));
        references.get() <= MOST_REFERENCES
    };
    let events = dress::dressed(reading::events(text).take_while(within), top);
    pulldown_cmark::html::write_html_fmt(&mut html, events).map_err(|_| TooLarge::Html)?;
    if references.get() > MOST_REFERENCES {
        return Err(TooLarge::References);
    }
    let clean = sanitiser::clean(&html.html);
    if clean.as_str().len() > room {
        return Err(TooLarge::Html);
    }
    Ok(clean)
}

/// A string that refuses to grow beyond its limits, so that a hostile text fails while it is cheap.
struct Bounded {
    html: String,
    /// The most bytes it may have.
    room: usize,
    /// How many more `<` and `&` it may take.
    marks: usize,
}

impl fmt::Write for Bounded {
    fn write_str(&mut self, more: &str) -> fmt::Result {
        let marks = more.bytes().filter(|byte| matches!(byte, b'<' | b'&')).count();
        if self.html.len() + more.len() > self.room || marks > self.marks {
            return Err(fmt::Error);
        }
        self.marks -= marks;
        self.html.push_str(more);
        Ok(())
    }
}
