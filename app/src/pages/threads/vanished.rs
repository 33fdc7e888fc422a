// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A thread that went while somebody wrote into it: that is said, and the text is given back.

use leptos::prelude::*;
use portal::Error;

use super::crumb;
use super::reply::kept;
use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::DeskFrame;
use crate::ssr::parts::failure::failed;
use crate::ssr::render::{Asked, Refused};

/// The page for an error of a use case; where a text was sent to what is not there any more, with that text.
pub(super) fn failed_with_text(asked: &Asked, refused: Option<&Refused>, error: &Error) -> AnyView {
    let text = refused.map(|refused| refused.value("body")).filter(|text| !text.trim().is_empty());
    match (error, text) {
        (Error::NotFound | Error::NotAllowed, Some(text)) => view! { <Vanished text/> }.into_any(),
        _ => failed(asked, error),
    }
}

#[component]
fn Vanished(text: String) -> impl IntoView {
    let locale = crate::ssr::render::asked().here.locale;
    let trail = vec![crumb(locale)];
    let wrong = vec![("contenuto".to_owned(), say!(locale, threads.gone.text).to_owned())];
    view! {
        <DeskFrame title=say!(locale, threads.gone.title).to_owned() trail done=None wrong>
            {kept(locale, text)}
        </DeskFrame>
    }
}
