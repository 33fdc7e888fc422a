// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Notices: what members are told of, in the portal and by mail, and what they watch.
//!
//! Whoever changes something writes one job with it, by `told_of` or `tell_member`. Who is told is found out when the
//! job is done, and again whenever something is shown or sent: nobody is told of what may not be read any more.

mod choosing;
mod digesting;
mod knowing;
mod mailing;
mod positions;
mod reading;
mod stopping;
mod telling;
mod values;

pub use choosing::PreferencesForm;
pub use reading::ReadForm;
pub use stopping::{NoticeLink, Stops};
pub use store::Watched;
pub use values::{
    ChoicesPage, DigestGroup, NoticeGroup, NoticeLine, NoticePlace, NoticeWriter, NoticesPage, WatchedLine, Watching,
};

pub(crate) use positions::Reads;
pub(crate) use telling::{Happened, Telling, ToMember, tell_member, told_of};
