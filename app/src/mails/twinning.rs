// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Letters on what happens to a twinning, to those for whom something waits there.

use domain::practice::OpinionOutcome;
use domain::twinning::{Deed, ModelState, StepState, TwinningState};

use super::letter::Parts;
use super::{Writer, name, plain};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::named::Named;

impl Writer<'_> {
    /// What happened to a twinning. `(title, slug)` names it; `(deed, to)` says what was done and what came of it;
    /// `(by, note)` by whom, and what was said beside.
    pub(super) fn twinning_news(
        &self,
        first_name: &str,
        (title, slug): (&str, &str),
        (deed, to): (&str, &str),
        (by, note): (&str, &str),
    ) -> Parts {
        let (locale, by, title) = (self.locale, name(by), name(title));
        let state = self.state(deed, to);
        let (subject, text) = match Deed::from_code(deed) {
            Some(Deed::Proposed) => (
                say!(locale, mails.twinning_news.subject_proposed),
                say!(locale, mails.twinning_news.text_proposed, by = by, title = title),
            ),
            Some(Deed::Accepted) => (
                say!(locale, mails.twinning_news.subject_accepted),
                say!(locale, mails.twinning_news.text_accepted, by = by, title = title),
            ),
            Some(Deed::Refused) => (
                say!(locale, mails.twinning_news.subject_refused),
                say!(locale, mails.twinning_news.text_refused, by = by, title = title),
            ),
            Some(Deed::Assessed) => (
                say!(locale, mails.twinning_news.subject_assessed),
                say!(locale, mails.twinning_news.text_assessed, by = by, title = title, state = state),
            ),
            Some(Deed::ModelMoved) => (
                say!(locale, mails.twinning_news.subject_model),
                say!(locale, mails.twinning_news.text_model, by = by, title = title, state = state),
            ),
            Some(Deed::StepMoved) => (
                say!(locale, mails.twinning_news.subject_step),
                say!(locale, mails.twinning_news.text_step, by = by, title = title, state = state),
            ),
            _ => (
                say!(locale, mails.twinning_news.subject_moved),
                say!(locale, mails.twinning_news.text_moved, by = by, title = title, state = state),
            ),
        };
        let page = self.at(&paths::twinning_desk(locale, &plain(slug)));
        self.to_holder(subject, first_name)
            .says(text)
            .may_say(self.reason(note))
            .action(say!(locale, mails.twinning_news.action), page)
    }

    /// What came of it, in a word.
    fn state(&self, deed: &str, to: &str) -> String {
        let word = match Deed::from_code(deed) {
            Some(Deed::Assessed) => OpinionOutcome::from_code(to).map(|one| one.name(self.locale)),
            Some(Deed::ModelMoved) => ModelState::from_code(to).map(|one| one.name(self.locale)),
            Some(Deed::StepMoved) => StepState::from_code(to).map(|one| one.name(self.locale)),
            _ => TwinningState::from_code(to).map(|one| one.name(self.locale)),
        };
        word.unwrap_or_default().to_owned()
    }
}
