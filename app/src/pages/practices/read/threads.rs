// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is asked and discussed about a practice.

use leptos::prelude::*;
use portal::Error;
use portal::talking::ThreadsBoxed;
use portal::values::PracticePage;

use super::{Reading, Section};
use crate::ssr::i18n::say;
use crate::ssr::parts::threads::ThreadsBox;
use crate::ssr::render::Asked;

/// The threads about it, for a practice of the library.
pub(super) async fn found(asked: &Asked, page: &PracticePage) -> Result<Option<ThreadsBoxed>, Error> {
    if !page.practice.stage.is_in_library() {
        return Ok(None);
    }
    asked.portal.threads_of_practice(&asked.here.viewer, page).await.map(Some)
}

/// The box of its threads, with the way to ask.
pub(super) fn threads(reading: &Reading) -> Option<Section> {
    let value = reading.threads.clone()?;
    let body = view! { <ThreadsBox value/> };
    Some(Section { id: "discussioni", title: say!(reading.locale, threads.boxed.title), body: body.into_any() })
}
