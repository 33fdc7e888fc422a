// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

#![doc = include_str!("../README.md")]

pub mod adoption;
mod code;
pub mod date;
pub mod document;
pub mod email;
pub mod kind;
pub mod language;
pub mod member;
pub mod name;
pub mod organisation;
pub mod phase;
pub mod places;
pub mod policy;
pub mod practice;
pub mod record;
pub mod revision;
mod safe_path;
pub mod slug;
pub mod synonym;
pub mod taxonomy;
pub mod text;

pub use date::PartialDate;
pub use email::Email;
pub use kind::Kind;
pub use language::{Language, Locale};
pub use safe_path::SafePath;
pub use slug::Slug;
pub use text::{Problem, Uid};
