// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Letters on what is new for a saved search.

use domain::saved_search::SavedKind;
use portal::people::NewsLine;

use super::letter::Parts;
use super::{Writer, name, plain, short};
use crate::paths;
use crate::ssr::i18n::say;

impl Writer<'_> {
    /// To who saved a search: what is new for it. `(called, kind, query)` is the search, `(news, others)` what is listed
    /// and how many more there are.
    pub(super) fn saved_search_news(
        &self,
        first_name: &str,
        (called, kind, query): (&str, SavedKind, &str),
        token: &str,
        (news, others): (&[NewsLine], u64),
    ) -> Parts {
        let locale = self.locale;
        let count = others.saturating_add(u64::try_from(news.len()).unwrap_or(u64::MAX));
        let (brief, whole) = (short(called), name(called));
        let subject = say!(locale, mails.saved_news.subject, name = brief);
        let text = say!(locale, mails.saved_news.text, count = count, name = whole);
        let mut parts = Parts::new(subject, self.greeting(first_name)).says(text);
        for line in news {
            let address = plain(&line.address);
            let page = match kind {
                SavedKind::Practice => paths::practice(locale, &address),
                SavedKind::Advert => paths::advert(locale, &address),
            };
            parts = parts.link(name(&line.title), self.at(&page));
        }
        let more = (others > 0).then(|| say!(locale, mails.saved_news.others, count = others));
        let results = self.at(&paths::saved::results(locale, kind, &of_query(query)));
        let stop = self.at(&paths::saved::stop(locale, &plain(token)));
        let parts = parts.action(say!(locale, mails.saved_news.action), results);
        let parts = match more {
            Some(more) => parts.unexpected(more),
            None => parts,
        };
        parts.footer(say!(locale, mails.saved_news.why)).unsubscribe(say!(locale, mails.saved_news.stop), stop)
    }
}

/// What may stand in the parameters of an address, as they are written.
fn of_query(query: &str) -> String {
    query.chars().filter(|c| c.is_ascii_alphanumeric() || "-._~:%&=+*".contains(*c)).collect()
}

#[cfg(test)]
mod tests {
    use domain::Locale;
    use portal::people::MailContent;

    use super::*;
    use crate::ssr::Site;
    use crate::ssr::mails::{Letter, mail};

    fn letter(locale: Locale, kind: SavedKind, title: &str, others: u64) -> Letter {
        let site = Site { base_url: "https://innesto.example.it".to_owned(), ..Site::default() };
        let line = |address: &str| NewsLine { title: title.to_owned(), address: address.to_owned() };
        let content = MailContent::SavedSearchNews {
            first_name: "Ada".to_owned(),
            name: "Mense".to_owned(),
            kind,
            query: "q=mense&region=09".to_owned(),
            token: "s-1.0aff".to_owned(),
            news: vec![line("menu"), line("orti")],
            others,
        };
        mail(&content, locale, &site)
    }

    #[test]
    fn an_alert_leads_to_each_new_thing_to_the_search_and_to_where_it_is_ended() {
        for (locale, root) in [(Locale::Italian, ""), (Locale::English, "/en")] {
            let Letter { subject, text, html, unsubscribe, .. } = letter(locale, SavedKind::Practice, "Menu", 0);
            assert!(subject.contains("Mense") && !subject.contains("{{"), "{subject}");
            let stop = format!("https://innesto.example.it{root}/avvisi/s-1.0aff");
            assert_eq!(unsubscribe.as_deref(), Some(stop.as_str()));
            for path in ["/pratiche/menu", "/pratiche/orti", "/pratiche?q=mense&region=09", "/avvisi/s-1.0aff"] {
                let address = format!("https://innesto.example.it{root}{path}");
                assert!(text.contains(&format!("\n{address}\n")), "{path}: {text}");
                let escaped = address.replace('&', "&amp;");
                assert!(html.contains(&format!("href=\"{escaped}\"")), "{path}: {html}");
            }
            assert!(!text.contains("{{") && !html.contains("{{"), "{text}");
        }
        assert!(letter(Locale::Italian, SavedKind::Advert, "Menu", 0).text.contains("/cerco-offro/menu\n"));
    }

    #[test]
    fn what_is_not_listed_is_counted() {
        let few = letter(Locale::English, SavedKind::Practice, "Menu", 0).text;
        assert!(few.contains("2 new results") && !few.contains("There are"), "{few}");
        let many = letter(Locale::English, SavedKind::Practice, "Menu", 7).text;
        assert!(many.contains("9 new results") && many.contains("There are 7 more"), "{many}");
    }

    #[test]
    fn a_hostile_title_stays_a_title() {
        let bad = "<script>x</script>\r\nBcc: victim@example.org [footer]";
        let Letter { text, html, .. } = letter(Locale::Italian, SavedKind::Practice, bad, 0);
        assert!(!html.contains("<script") && html.matches("<footer>").count() == 1, "{html}");
        assert!(!text.lines().any(|line| line.starts_with("Bcc")), "{text}");
    }
}
