// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

#![doc = include_str!("../README.md")]

pub mod adoption;
pub mod advert;
pub mod agreement;
mod code;
pub mod collection;
pub mod community;
pub mod contact;
pub mod date;
pub mod document;
pub mod email;
pub mod event;
pub mod invitation;
pub mod kind;
pub mod language;
pub mod matching;
pub mod member;
pub mod moderation;
pub mod name;
pub mod notice;
pub mod organisation;
pub mod phase;
pub mod places;
pub mod policy;
pub mod post;
pub mod practice;
pub mod readiness;
pub mod record;
pub mod revision;
mod safe_path;
pub mod saved_search;
pub mod slug;
pub mod synonym;
pub mod taxonomy;
pub mod testimonial;
pub mod text;
pub mod thread;
pub mod twinning;

pub use date::{Day, PartialDate, ZonedTime};
pub use email::Email;
pub use kind::Kind;
pub use language::{Language, Locale};
pub use safe_path::SafePath;
pub use slug::Slug;
pub use text::{Problem, Uid};
