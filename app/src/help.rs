// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The articles of the help, written as Markdown in `locales/*/help/` and rendered once.
//!
//! A file is a comment with its licence, `# Title`, one paragraph that sums it up, and the text.

use std::sync::LazyLock;

use domain::Locale;
use markdown::{SafeHtml, TopHeading};

/// A page of the help.
#[derive(Clone, Debug)]
pub struct Article {
    /// Its address, the same in both languages.
    pub slug: &'static str,
    /// Its title.
    pub title: String,
    /// One sentence on it.
    pub summary: String,
    /// Its text without title and summary, rendered.
    pub html: SafeHtml,
    /// Its summary and text, plain, for the index.
    pub text: String,
}

/// The articles in a language, in reading order.
pub fn articles(locale: Locale) -> &'static [Article] {
    match locale {
        Locale::Italian => &ITALIAN,
        Locale::English => &ENGLISH,
    }
}

/// The article of an address.
pub fn article(locale: Locale, slug: &str) -> Option<&'static Article> {
    articles(locale).iter().find(|article| article.slug == slug)
}

/// The files of a language, in reading order: to add an article, write it in both languages and add its name here.
macro_rules! files {
    ($locale:literal) => {
        files!(
            $locale,
            "cercare",
            "leggere-una-pratica",
            "valutare-il-trasferimento",
            "cerco-offro",
            "siamo-pronti",
            "gemellaggi",
            "comunita",
            "discussioni",
            "notifiche",
            "mappa-dei-riusi",
            "dati-dimostrativi",
            "dati-aperti",
            "accessibilita-e-tastiera",
            "chiedere-una-correzione",
            "il-tuo-profilo",
            "inviare-una-pratica",
            "rivedere-una-pratica",
            "moderazione",
            "amministrare-il-portale",
        )
    };
    ($locale:literal, $( $slug:literal, )+) => {
        [$( ($slug, include_str!(concat!("../locales/", $locale, "/help/", $slug, ".md"))), )+]
    };
}

static ITALIAN: LazyLock<Vec<Article>> = LazyLock::new(|| files!("it").map(read).into());
static ENGLISH: LazyLock<Vec<Article>> = LazyLock::new(|| files!("en").map(read).into());

fn read((slug, file): (&'static str, &str)) -> Article {
    let (_licence, text) = file.split_once("-->\n").unwrap_or(("", file));
    let text = text.trim_start();
    let (heading, text) = text.split_once('\n').unwrap_or((text, ""));
    let text = text.trim_start();
    let (summary, body) = text.split_once("\n\n").unwrap_or((text, ""));
    Article {
        slug,
        title: heading.trim_start_matches('#').trim().to_owned(),
        summary: markdown::plain(summary),
        html: markdown::render_below(body, TopHeading::H2).unwrap_or_else(|_| SafeHtml::verbatim(body)),
        text: markdown::plain(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths;

    #[test]
    fn every_article_has_a_title_a_summary_and_a_text_in_both_languages() {
        for locale in [Locale::Italian, Locale::English] {
            for article in articles(locale) {
                assert!(!article.title.is_empty() && !article.title.contains("SPDX"), "{}", article.slug);
                assert!(article.summary.ends_with('.') && article.summary.len() < 200, "{}", article.slug);
                assert!(article.text.len() > 500 && !article.text.contains("SPDX"), "{}", article.slug);
                assert!(!article.html.as_str().contains("<h1") && article.html.as_str().contains("<h2"));
            }
        }
    }

    #[test]
    fn both_languages_have_the_same_articles_with_as_many_headings_and_tables() {
        let count = |article: &Article, tag: &str| article.html.as_str().matches(tag).count();
        assert_eq!(articles(Locale::Italian).len(), articles(Locale::English).len());
        for (italian, english) in articles(Locale::Italian).iter().zip(articles(Locale::English)) {
            assert_eq!(italian.slug, english.slug);
            for tag in ["<h2", "<table", "<tr", "<li", "<a "] {
                assert_eq!(count(italian, tag), count(english, tag), "{tag} in {}", italian.slug);
            }
        }
    }

    #[test]
    fn links_stay_in_the_language_of_their_article_and_lead_to_articles_that_exist() {
        for locale in [Locale::Italian, Locale::English] {
            for article in articles(locale) {
                for link in article.html.as_str().split("href=\"").skip(1) {
                    let link = link.split('"').next().unwrap_or_default();
                    let (of, rest) = paths::split(link);
                    let machine = link.starts_with("/api/") || link == "/sitemap.xml";
                    assert!(machine || of == locale, "{link} in {}", article.slug);
                    let named = rest.strip_prefix("/aiuto/");
                    assert!(named.is_none_or(|slug| super::article(locale, slug).is_some()), "{link}");
                }
            }
        }
    }
}
