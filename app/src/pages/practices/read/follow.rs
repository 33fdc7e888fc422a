// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Following a practice, and the warning that it may be out of date.

use leptos::prelude::*;
use portal::depth::Follow;

use super::Reading;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::Done;
use crate::ssr::parts::icon::Icon;
use crate::ssr::parts::named::{Named, within};
use crate::ssr::render::asked;

/// What following it means, how many do, and the button to begin or cease.
pub(super) fn follow(reading: &Reading) -> AnyView {
    let locale = reading.locale;
    let slug = reading.page.slug.as_str();
    let button = |action: &'static str, words: &'static str, class: &'static str| {
        let address = paths::follow(locale, slug);
        view! {
            <form action=address method="post" novalidate>
                <button class=class r#type="submit" name="action" value=action>{words}</button>
            </form>
        }
        .into_any()
    };
    let way = match reading.page.depth.follow {
        Follow::Follows => button("unfollow", say!(locale, depth.follow.stop), "btn btn-outline-primary btn-sm"),
        Follow::May => button("follow", say!(locale, depth.follow.start), "btn btn-primary btn-sm"),
        Follow::SignIn => {
            let address = paths::sign_in_for(locale, &paths::practice(locale, slug));
            let words = say!(locale, depth.follow.sign_in);
            view! { <a class="btn btn-outline-primary btn-sm" href=address>{words}</a> }.into_any()
        }
        Follow::MayNot => return ().into_any(),
    };
    view! {
        <div class="follow no-print">
            {way}
            <p class="text-soft">{followers(reading)} " " {say!(locale, depth.follow.help)}</p>
        </div>
    }
    .into_any()
}

fn followers(reading: &Reading) -> String {
    let locale = reading.locale;
    match usize::try_from(reading.page.depth.followers).unwrap_or(usize::MAX) {
        0 => say!(locale, depth.follow.nobody).to_owned(),
        count => say!(locale, depth.follow.followers, count = count),
    }
}

/// What the button did, where that is still so.
pub(super) fn told(reading: &Reading) -> Option<AnyView> {
    let locale = reading.locale;
    let done = asked().here.parameter("done")?;
    let words = match (done.as_str(), reading.page.depth.follow) {
        ("followed", Follow::Follows) => say!(locale, depth.follow.started),
        ("unfollowed", Follow::May) => say!(locale, depth.follow.stopped),
        _ => return None,
    };
    Some(view! { <Done words=words.to_owned()/> }.into_any())
}

/// That a page is not for everybody yet, or any more, for the few who see it.
pub(super) fn hidden(reading: &Reading) -> Option<AnyView> {
    let locale = reading.locale;
    let stage = reading.page.practice.stage;
    if stage.is_in_library() {
        return None;
    }
    let banner = view! {
        <div class="callout outdated">
            <div class="callout-inner">
                <p class="callout-title">
                    <Icon name="it-info-circle" class="icon-sm"/>
                    <span>{say!(locale, depth.work.hidden)} " (" {within(stage.name(locale))} ")"</span>
                </p>
                <p>{say!(locale, depth.work.hidden_text)}</p>
            </div>
        </div>
    };
    Some(banner.into_any())
}

/// The warning on a practice that nobody changed or assessed for years.
pub(super) fn outdated(reading: &Reading) -> Option<AnyView> {
    let locale = reading.locale;
    if !reading.page.depth.outdated {
        return None;
    }
    let banner = view! {
        <div class="callout warning outdated">
            <div class="callout-inner">
                <p class="callout-title">
                    <Icon name="it-warning-circle" class="icon-sm"/>
                    <span>{say!(locale, depth.outdated.title)}</span>
                </p>
                <p>
                    {say!(locale, depth.outdated.text)} " "
                    <a href="#in-breve">{say!(locale, depth.outdated.contact)}</a>
                </p>
            </div>
        </div>
    };
    Some(banner.into_any())
}
