// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Letters on writing and reviewing practices.

use domain::revision::RevisionAct;

use super::letter::Parts;
use super::{Writer, name, plain};
use crate::paths;
use crate::ssr::i18n::say;

impl Writer<'_> {
    /// What became of a practice. `(title, uid)` names it, `by` is who did it.
    pub(super) fn practice_moved(
        &self,
        first_name: &str,
        (title, uid): (&str, &str),
        act: &str,
        (by, note): (&str, &str),
        reviews: bool,
    ) -> Parts {
        let (locale, by, title) = (self.locale, name(by), name(title));
        let (subject, text) = self.what_happened(act, &by, &title);
        let parts =
            if reviews { self.to_who_decides(subject, first_name) } else { self.to_holder(subject, first_name) };
        let parts = parts.says(text).may_say(self.reason(note));
        let uid = plain(uid);
        let (words, address) = match (reviews, RevisionAct::from_code(act)) {
            // Back with its authors, it is out of the reviewers' sight.
            (true, Some(RevisionAct::Withdrawn)) => {
                (say!(locale, mails.practice_moved.action_reviews), paths::reviews(locale))
            }
            (true, _) => (say!(locale, mails.practice_moved.action_review), paths::review(locale, &uid)),
            (false, _) => (say!(locale, mails.practice_moved.action_author), paths::practice_desk(locale, &uid)),
        };
        parts.action(words, self.at(&address))
    }

    fn what_happened(&self, act: &str, by: &str, title: &str) -> (&'static str, String) {
        let (locale, by, title) = (self.locale, by.to_owned(), title.to_owned());
        macro_rules! words {
            ($subject:ident, $text:ident) => {
                (
                    say!(locale, mails.practice_moved.$subject),
                    say!(locale, mails.practice_moved.$text, by = by, title = title),
                )
            };
        }
        match RevisionAct::from_code(act) {
            Some(RevisionAct::Submitted) => words!(subject_submitted, text_submitted),
            Some(RevisionAct::Withdrawn) => words!(subject_withdrawn, text_withdrawn),
            Some(RevisionAct::ChangesRequested) => words!(subject_changes_requested, text_changes_requested),
            Some(RevisionAct::Published) => words!(subject_published, text_published),
            Some(RevisionAct::Rejected) => words!(subject_rejected, text_rejected),
            Some(RevisionAct::Archived) => words!(subject_archived, text_archived),
            Some(RevisionAct::PutBack) => words!(subject_put_back, text_put_back),
            Some(RevisionAct::DeletionRequested) => words!(subject_deletion_requested, text_deletion_requested),
            Some(RevisionAct::Kept) => words!(subject_kept, text_kept),
            Some(RevisionAct::Deleted) => words!(subject_deleted, text_deleted),
            Some(RevisionAct::Restored) => words!(subject_restored, text_restored),
            Some(RevisionAct::Assessed) => words!(subject_assessed, text_assessed),
            _ => words!(subject_other, text_other),
        }
    }

    /// To who was made an author.
    pub(super) fn author_added(&self, first_name: &str, by: &str, title: &str, uid: &str) -> Parts {
        let (locale, by, title) = (self.locale, name(by), name(title));
        self.to_holder(say!(locale, mails.author_added.subject), first_name)
            .says(say!(locale, mails.author_added.text, by = by, title = title))
            .action(say!(locale, mails.author_added.action), self.at(&paths::practice_desk(locale, &plain(uid))))
            .unexpected(say!(locale, mails.author_added.unexpected))
    }

    /// To an author of a practice that nobody changed for years.
    pub(super) fn practice_outdated(&self, first_name: &str, title: &str, uid: &str) -> Parts {
        let (locale, title) = (self.locale, name(title));
        self.to_holder(say!(locale, mails.practice_outdated.subject), first_name)
            .says(say!(locale, mails.practice_outdated.text, title = title))
            .says(say!(locale, mails.practice_outdated.what))
            .action(say!(locale, mails.practice_outdated.action), self.at(&paths::practice_desk(locale, &plain(uid))))
    }

    /// To who follows a practice. `(title, slug)` names it.
    pub(super) fn followed_changed(&self, first_name: &str, (title, slug): (&str, &str), act: &str) -> Parts {
        let (locale, title) = (self.locale, name(title));
        let page = self.at(&paths::practice(locale, &plain(slug)));
        let desk = self.at(&paths::desk(locale));
        let (subject, text, action, address) = match RevisionAct::from_code(act) {
            Some(RevisionAct::Archived) => (
                say!(locale, mails.followed_changed.subject_archived),
                say!(locale, mails.followed_changed.text_archived, title = title),
                say!(locale, mails.followed_changed.action_archived),
                desk,
            ),
            _ => (
                say!(locale, mails.followed_changed.subject_published),
                say!(locale, mails.followed_changed.text_published, title = title),
                say!(locale, mails.followed_changed.action_published),
                page,
            ),
        };
        Parts::new(subject, self.greeting(first_name))
            .says(text)
            .action(action, address)
            .footer(say!(locale, mails.why.follows))
    }
}
