// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is discussed about a twinning: the box of its threads (AC-003-3), and what was decided in them.

use domain::thread::ThreadAbout;
use leptos::prelude::*;
use portal::Error;
use portal::notices::{Watched, Watching};
use portal::talking::{MarkedLine, ThreadsBoxed};
use portal::twinnings::TwinningPage;

use super::{Reading, Section};
use crate::ssr::i18n::say;
use crate::ssr::parts::threads::{MarkedLists, ThreadsBox};
use crate::ssr::parts::watching::WatchBox;
use crate::ssr::render::Asked;

/// What is discussed about a twinning.
pub(super) struct Talk {
    threads: ThreadsBoxed,
    marked: Vec<MarkedLine>,
    watching: Option<Watching>,
}

/// Asks the portal for it.
pub(super) async fn around(asked: &Asked, page: &TwinningPage) -> Result<Talk, Error> {
    let (portal, viewer) = (&asked.portal, &asked.here.viewer);
    let about = ThreadAbout::Twinning(page.twinning.uid.clone());
    Ok(Talk {
        threads: portal.threads_about(viewer, &about).await?,
        marked: portal.marked_in_twinning(viewer, &page.twinning.uid).await?,
        watching: portal.watching(viewer, &Watched::Place(about)).await?,
    })
}

/// The box of its threads.
pub(super) fn threads(reading: &Reading) -> Section {
    let value = reading.talk.threads.clone();
    let body = view! { <ThreadsBox value/> };
    Section::new("discussioni", say!(reading.locale, threads.boxed.twinning), body.into_any())
}

/// What was decided, is open, and is to be done.
pub(super) fn marked(reading: &Reading) -> Option<Section> {
    let lines = reading.talk.marked.clone();
    (!lines.is_empty()).then(|| {
        let body = view! { <MarkedLists lines/> };
        Section::new("decisioni", say!(reading.locale, threads.marked.title), body.into_any())
    })
}

/// How much the reader is told of it.
pub(super) fn watching(reading: &Reading) -> impl IntoView + use<> {
    reading.talk.watching.clone().map(|watching| view! { <WatchBox watching/> })
}
