// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Beginning a thread: what the form may hold, and which choices there are where (DOMAIN.md, "Others").

use super::{ThreadAbout, ThreadKind};
use crate::policy::Writers;
use crate::post::{Lack, Words};
use crate::practice::Audience;
use crate::practice::writing::LackKind;
use crate::text;

/// The shortest title, in characters.
pub const TITLE_MIN: usize = 8;
/// The longest title, in characters.
pub const TITLE_MAX: usize = 150;
/// The shortest text, in characters.
pub const BODY_MIN: usize = 8;
/// The longest conclusions, in characters.
pub const CONCLUSIONS_MAX: usize = 4_000;

/// What stands in the form, read from texts and not yet checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadForm {
    /// Title.
    pub title: String,
    /// How it begins. Markdown.
    pub body: String,
    /// What it is.
    pub kind: ThreadKind,
    /// Who may read it.
    pub audience: Audience,
    /// Who writes in it.
    pub writers: Writers,
}

/// A form that can be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// The title as it is kept.
    pub title: String,
    /// The text, with whom it names.
    pub words: Words,
}

/// For whom a thread can be, by what it is about, the widest first.
pub const fn audiences(about: Option<&ThreadAbout>) -> &'static [Audience] {
    match about {
        None | Some(ThreadAbout::Practice(_) | ThreadAbout::Advert(_)) => &[Audience::Public, Audience::Members],
        Some(ThreadAbout::Twinning(_)) => &[Audience::Public, Audience::Members, Audience::Parties],
        // For whom a community is says the community; `Parties` are those who look after it.
        Some(ThreadAbout::Community(_)) => {
            &[Audience::Public, Audience::Members, Audience::Community, Audience::Parties]
        }
    }
}

/// For whom a thread of a community is that its author meant for somebody, where what is written for all there was read by
/// `seen` when the author looked, and is read by `now`. Where those are more, it is for those who belong to the community,
/// as all that was written before is from then on.
pub fn as_it_was_seen(meant: Audience, seen: Option<Audience>, now: Audience) -> Audience {
    // The widest audience comes first.
    match (meant, seen) {
        (Audience::Public | Audience::Members, Some(seen)) if now < seen => Audience::Community,
        _ => meant,
    }
}

/// Who can write in a thread, by what it is about, as it is where nobody chooses first.
pub const fn writers(about: Option<&ThreadAbout>) -> &'static [Writers] {
    match about {
        None => &[Writers::All],
        Some(ThreadAbout::Practice(_) | ThreadAbout::Advert(_)) => &[Writers::All, Writers::Within],
        Some(ThreadAbout::Twinning(_)) => &[Writers::Within, Writers::All],
        Some(ThreadAbout::Community(_)) => &[Writers::Within],
    }
}

/// The form as it is kept; `links_max` comes from `moderation::links_max`.
///
/// # Errors
/// All that keeps it from being sent, in the order of the form.
pub fn begun(form: &ThreadForm, about: Option<&ThreadAbout>, links_max: usize) -> Result<Begun, Vec<Lack>> {
    let title = text::plain_line(&form.title);
    let mut lacks = Vec::new();
    lacks.extend(lack_of_title(&title).map(|kind| Lack { field: "title", kind }));
    let words = crate::post::of_length(&form.body, BODY_MIN, links_max);
    if let Err(more) = &words {
        lacks.extend(more);
    }
    let contradicts = |field| Lack { field, kind: LackKind::Contradicts };
    if !audiences(about).contains(&form.audience) {
        lacks.push(contradicts("audience"));
    }
    if !writers(about).contains(&form.writers) {
        lacks.push(contradicts("writers"));
    }
    match words {
        Ok(words) if lacks.is_empty() => Ok(Begun { title, words }),
        _ => Err(lacks),
    }
}

/// What is wrong with a title, if anything is.
pub fn lack_of_title(title: &str) -> Option<LackKind> {
    match title.trim().chars().count() {
        0 => Some(LackKind::Missing),
        now if now < TITLE_MIN => Some(LackKind::TooShort { min: TITLE_MIN, now }),
        now if now > TITLE_MAX => Some(LackKind::TooLong { max: TITLE_MAX, now }),
        _ => None,
    }
}
