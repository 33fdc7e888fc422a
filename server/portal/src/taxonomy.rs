// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Themes, programmes and synonyms in memory: small lists that almost every page needs.

use std::collections::BTreeMap;

use domain::taxonomy::{Programme, Theme};
use domain::{Locale, Slug, Uid};
use store::Store;

use crate::cards::ThemeLink;
use crate::error::Error;

/// The lists as they are in the database now; a change of them is a row of the log, which renews this.
#[derive(Debug, Default)]
pub(crate) struct Taxonomy {
    themes: BTreeMap<Uid, Theme>,
    programmes: BTreeMap<Uid, Programme>,
    pub(crate) synonyms: Vec<Vec<String>>,
}

impl Taxonomy {
    pub(crate) async fn load(store: &Store) -> Result<Self, Error> {
        let themes = store.themes().await?;
        let programmes = store.programmes().await?;
        let synonyms = store.synonyms().await?;
        Ok(Self {
            themes: themes.into_iter().map(|theme| (theme.uid.clone(), theme)).collect(),
            programmes: programmes.into_iter().map(|programme| (programme.uid.clone(), programme)).collect(),
            synonyms: synonyms.into_iter().map(|group| group.words).collect(),
        })
    }

    pub(crate) fn theme(&self, uid: &str) -> Option<&Theme> {
        self.themes.values().find(|theme| theme.uid.as_str() == uid)
    }

    /// All themes, those at the same place by their position.
    pub(crate) fn themes(&self) -> Vec<&Theme> {
        let mut all: Vec<&Theme> = self.themes.values().collect();
        all.sort_by_key(|theme| (theme.position, &theme.uid));
        all
    }

    /// The themes below one, or those at the top.
    pub(crate) fn below(&self, parent: Option<&Uid>) -> Vec<&Theme> {
        self.themes().into_iter().filter(|theme| theme.parent.as_ref() == parent).collect()
    }

    /// A theme with all that are above it; a circle ends where it closes.
    pub(crate) fn with_ancestors(&self, uid: &Uid) -> Vec<&Theme> {
        let mut line: Vec<&Theme> = Vec::new();
        let mut next = self.themes.get(uid);
        while let Some(theme) = next {
            if line.iter().any(|seen| seen.uid == theme.uid) {
                break;
            }
            line.push(theme);
            next = theme.parent.as_ref().and_then(|parent| self.themes.get(parent));
        }
        line
    }

    /// A theme with all that are below it.
    pub(crate) fn with_descendants(&self, uid: &Uid) -> Vec<Uid> {
        let within = |theme: &&&Theme| self.with_ancestors(&theme.uid).iter().any(|above| above.uid == *uid);
        self.themes().iter().filter(within).map(|theme| theme.uid.clone()).collect()
    }

    pub(crate) fn link(&self, uid: &Uid, locale: Locale) -> Option<ThemeLink> {
        self.themes.get(uid).map(|theme| link(theme, locale))
    }

    /// All themes to choose from, by their names.
    pub(crate) fn choices(&self, locale: Locale) -> Vec<ThemeLink> {
        let mut all: Vec<ThemeLink> = self.themes.values().map(|theme| link(theme, locale)).collect();
        // As dictionaries have it: accents and capitals make no difference.
        all.sort_by_cached_key(|theme| Slug::of(&theme.name));
        all
    }

    /// The same as the values and names of a form's choices.
    pub(crate) fn options(&self, locale: Locale) -> Vec<(String, String)> {
        self.choices(locale).into_iter().map(|theme| (theme.slug, theme.name)).collect()
    }

    pub(crate) fn links(&self, uids: &[Uid], locale: Locale) -> Vec<ThemeLink> {
        uids.iter().filter_map(|uid| self.link(uid, locale)).collect()
    }

    pub(crate) fn programme(&self, uid: &Uid) -> Option<&Programme> {
        self.programmes.get(uid)
    }

    pub(crate) fn programmes(&self) -> impl Iterator<Item = &Programme> {
        self.programmes.values()
    }
}

/// A theme for a reader.
pub(crate) fn link(theme: &Theme, locale: Locale) -> ThemeLink {
    ThemeLink { slug: theme.uid.to_string(), name: theme.name.in_locale(locale).to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn themes_to_choose_from_stand_by_their_names_in_the_language_of_who_chooses() {
        let theme = |(uid, position, it, en): (&str, u32, &str, &str)| {
            let label = serde_json::json!({"it": it, "en": en});
            let theme = serde_json::json!({"uid": uid, "position": position, "name": label, "description": label});
            let theme: Theme = serde_json::from_value(theme).expect("a theme");
            (theme.uid.clone(), theme)
        };
        let themes = [("a", 1, "Rifiuti", "Waste"), ("b", 2, "Équipe", "Teams"), ("c", 3, "ambiente", "Environment")];
        let taxonomy = Taxonomy { themes: themes.into_iter().map(theme).collect(), ..Taxonomy::default() };
        let names = |locale| taxonomy.options(locale).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
        assert_eq!(names(Locale::Italian), ["ambiente", "Équipe", "Rifiuti"]);
        assert_eq!(names(Locale::English), ["Environment", "Teams", "Waste"]);
    }
}
