// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

#![doc = include_str!("../README.md")]
#![recursion_limit = "512"]

pub mod api;
pub mod islands;
pub mod paths;

/// What only the server builds: the pages, their parts and their words.
#[cfg(feature = "ssr")]
#[path = "."]
pub mod ssr {
    mod comparison;
    mod help;
    mod i18n;
    mod ics;
    mod mails;
    mod pages;
    mod parts;
    mod render;
    mod sheet;

    pub use comparison::{asked_slugs, comparison_csv};
    pub use help::{Article, articles as help_articles};
    pub use i18n::{Words, words};
    pub use ics::plan_calendar;
    pub use mails::{Letter, mail};
    pub use pages::{App, Pages, agreements_csv, left_out_csv};
    pub use parts::named::{kind_word, operator_names};
    pub use render::{
        Assets, Carried, Here, OwnSessionToken, Owner, Reader, Refused, ShownOnce, SignInHere, Site, advert_feed_title,
        failure_document, feed_title, shell, thread_feed_title, twinning_feed_title,
    };
    pub use sheet::practice_sheet;
}
