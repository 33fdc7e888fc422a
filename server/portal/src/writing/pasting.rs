// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What a text will look like, and what is made of a paste: work that costs time, so for members only, a little at once.

use std::sync::Arc;

use domain::policy::{Act, New, On, Refusal, Viewer, allows};
use markdown::SafeHtml;
use markdown::pasted::{LONGEST_PASTE, Pasted, from_html, from_text};

use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};

/// The longest paste that is cleaned, in bytes.
pub const PASTE_MAX: usize = LONGEST_PASTE;

/// How many texts are rendered or cleaned at once.
pub(crate) const TEXTS: usize = 2;

/// What somebody pastes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paste {
    /// HTML, from a word processor or a page.
    Html(String),
    /// Plain text.
    Text(String),
}

impl Portal {
    /// What a text will look like.
    ///
    /// # Errors
    /// The viewer is nobody who writes here, or a task of the program broke off.
    pub async fn preview(&self, viewer: &Viewer, text: String) -> Result<SafeHtml, Error> {
        may_write(viewer)?;
        self.in_turn(move || crate::rendering::rendered(&text)).await
    }

    /// A paste as Markdown, without the noise around it, and what was left out.
    ///
    /// # Errors
    /// `text` is too long (`PASTE_MAX`, or more than a field takes); the viewer is nobody who writes here.
    pub async fn cleaned_paste(&self, viewer: &Viewer, paste: Paste) -> Result<Pasted, FormError> {
        may_write(viewer)?;
        let clean = move || match paste {
            Paste::Html(html) => from_html(&html),
            Paste::Text(text) => from_text(&text),
        };
        self.in_turn(clean).await?.map_err(|_| FormError::field("text", FieldProblem::TooLong))
    }

    /// Does some work on a thread of its own once there is a place; the place is held until it is done, whether or not
    /// anybody still waits for it.
    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
        let place = Arc::clone(&self.inner.texts).acquire_owned().await.map_err(|_| Error::Busy)?;
        let held = move || {
            let done = work();
            drop(place);
            done
        };
        Ok(tokio::task::spawn_blocking(held).await?)
    }
}

/// Whoever may begin a practice may ask what its text would look like.
fn may_write(viewer: &Viewer) -> Result<(), Refusal> {
    allows(viewer, Act::Create, &On::New(New::Practice, None))
}
