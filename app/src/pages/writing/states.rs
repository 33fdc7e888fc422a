// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Where a practice stands, what leads it on, and what was done to it, in words.

use domain::Locale;
use domain::practice::Stage;
use domain::practice::writing::Move;
use domain::revision::RevisionAct;

use crate::ssr::i18n::say;
use crate::ssr::parts::numbers;

/// How long a deleted draft can be taken back, in seconds: 30 days (DOMAIN.md, edges of the practice).
const KEPT: i64 = 30 * 86_400;

/// The last day on which a draft that was deleted at a moment can be taken back.
pub fn restorable_until(locale: Locale, deleted_at: i64) -> String {
    numbers::moment(locale, deleted_at.saturating_add(KEPT))
}

/// Where a practice stands, in a sentence for who writes it.
pub fn where_it_stands(locale: Locale, stage: Stage) -> &'static str {
    match stage {
        Stage::Draft => say!(locale, writing.stands.draft),
        Stage::Submitted => say!(locale, writing.stands.submitted),
        Stage::ChangesRequested => say!(locale, writing.stands.changes_requested),
        Stage::Published => say!(locale, writing.stands.published),
        Stage::Archived => say!(locale, writing.stands.archived),
        Stage::Rejected => say!(locale, writing.stands.rejected),
        Stage::DeletionRequested => say!(locale, writing.stands.deletion_requested),
        Stage::Deleted => say!(locale, writing.stands.deleted),
    }
}

/// What the button for a move says.
pub fn button(locale: Locale, step: Move) -> &'static str {
    match step {
        Move::Submit => say!(locale, writing.moves.submit.button),
        Move::Withdraw => say!(locale, writing.moves.withdraw.button),
        Move::RequestChanges => say!(locale, writing.moves.request_changes.button),
        Move::Publish => say!(locale, writing.moves.publish.button),
        Move::Reject => say!(locale, writing.moves.reject.button),
        Move::Archive => say!(locale, writing.moves.archive.button),
        Move::PutBack => say!(locale, writing.moves.put_back.button),
        Move::RequestDeletion => say!(locale, writing.moves.request_deletion.button),
        Move::Keep => say!(locale, writing.moves.keep.button),
        Move::Delete => say!(locale, writing.moves.delete.button),
        Move::Restore => say!(locale, writing.moves.restore.button),
    }
}

/// What happens by a move.
pub fn meaning(locale: Locale, step: Move) -> &'static str {
    match step {
        Move::Submit => say!(locale, writing.moves.submit.meaning),
        Move::Withdraw => say!(locale, writing.moves.withdraw.meaning),
        Move::RequestChanges => say!(locale, writing.moves.request_changes.meaning),
        Move::Publish => say!(locale, writing.moves.publish.meaning),
        Move::Reject => say!(locale, writing.moves.reject.meaning),
        Move::Archive => say!(locale, writing.moves.archive.meaning),
        Move::PutBack => say!(locale, writing.moves.put_back.meaning),
        Move::RequestDeletion => say!(locale, writing.moves.request_deletion.meaning),
        Move::Keep => say!(locale, writing.moves.keep.meaning),
        Move::Delete => say!(locale, writing.moves.delete.meaning),
        Move::Restore => say!(locale, writing.moves.restore.meaning),
    }
}

/// What was done, by the code that the address carries: that of a move, or of another form of the desk.
pub fn done(locale: Locale, code: &str) -> Option<&'static str> {
    if let Some(step) = Move::from_code(code) {
        return Some(moved(locale, step));
    }
    Some(match code {
        "begun" => say!(locale, writing.done.begun),
        "saved" => say!(locale, writing.done.saved),
        "opened" => say!(locale, writing.done.opened),
        "author_added" => say!(locale, writing.done.author_added),
        "author_removed" => say!(locale, writing.done.author_removed),
        "taken" => say!(locale, writing.done.taken),
        "document_added" => say!(locale, documents.done.added),
        "version_added" => say!(locale, documents.done.version_added),
        "document_changed" => say!(locale, documents.done.changed),
        "document_removed" => say!(locale, documents.done.removed),
        "document_removal_waits" => say!(locale, documents.done.removal_waits),
        "document_kept" => say!(locale, documents.done.left),
        "assessed" => say!(locale, depth.assess.done),
        "invited" => say!(locale, invitations.done.sent),
        "invitation_withdrawn" => say!(locale, invitations.done.withdrawn),
        "invitation_accepted" => say!(locale, invitations.done.accepted),
        "invitation_declined" => say!(locale, invitations.done.declined),
        "joined" => say!(locale, invitations.done.joined),
        "thanked" => say!(locale, invitations.done.thanked),
        "adoption_taken_back" => say!(locale, depth.adopt.done.taken_back),
        "adoption_declared" => say!(locale, depth.adopt.done.declared),
        "testimonial_admit" => say!(locale, depth.testimonials.done.admit),
        "testimonial_refuse" => say!(locale, depth.testimonials.done.refuse),
        "testimonial_take_out" => say!(locale, depth.testimonials.done.take_out),
        _ => return None,
    })
}

fn moved(locale: Locale, step: Move) -> &'static str {
    match step {
        Move::Submit => say!(locale, writing.moves.submit.done),
        Move::Withdraw => say!(locale, writing.moves.withdraw.done),
        Move::RequestChanges => say!(locale, writing.moves.request_changes.done),
        Move::Publish => say!(locale, writing.moves.publish.done),
        Move::Reject => say!(locale, writing.moves.reject.done),
        Move::Archive => say!(locale, writing.moves.archive.done),
        Move::PutBack => say!(locale, writing.moves.put_back.done),
        Move::RequestDeletion => say!(locale, writing.moves.request_deletion.done),
        Move::Keep => say!(locale, writing.moves.keep.done),
        Move::Delete => say!(locale, writing.moves.delete.done),
        Move::Restore => say!(locale, writing.moves.restore.done),
    }
}

/// What was done to a practice, for its history.
pub fn act(locale: Locale, act: RevisionAct) -> &'static str {
    match act {
        RevisionAct::Created => say!(locale, writing.act.created),
        RevisionAct::Saved => say!(locale, writing.act.saved),
        RevisionAct::Autosaved => say!(locale, writing.act.autosaved),
        RevisionAct::Submitted => say!(locale, writing.act.submitted),
        RevisionAct::Withdrawn => say!(locale, writing.act.withdrawn),
        RevisionAct::ChangesRequested => say!(locale, writing.act.changes_requested),
        RevisionAct::Published => say!(locale, writing.act.published),
        RevisionAct::Rejected => say!(locale, writing.act.rejected),
        RevisionAct::Archived => say!(locale, writing.act.archived),
        RevisionAct::PutBack => say!(locale, writing.act.put_back),
        RevisionAct::DeletionRequested => say!(locale, writing.act.deletion_requested),
        RevisionAct::Kept => say!(locale, writing.act.kept),
        RevisionAct::Deleted => say!(locale, writing.act.deleted),
        RevisionAct::Restored => say!(locale, writing.act.restored),
        RevisionAct::Opened => say!(locale, writing.act.opened),
        RevisionAct::AuthorsChanged => say!(locale, writing.act.authors_changed),
        RevisionAct::TakenOn => say!(locale, writing.act.taken_on),
        RevisionAct::Assessed => say!(locale, writing.act.assessed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_move_says_that_it_was_made_and_a_foreign_code_nothing() {
        for step in Move::ALL {
            assert!(done(Locale::Italian, step.code()).is_some(), "{step}");
        }
        assert!(done(Locale::Italian, "saved").is_some());
        assert_eq!(done(Locale::Italian, "<b>"), None);
    }

    #[test]
    fn a_deleted_draft_is_kept_for_thirty_days() {
        assert_eq!(restorable_until(Locale::Italian, 1_795_305_600 - 30 * 86_400), "22 novembre 2026");
    }
}
