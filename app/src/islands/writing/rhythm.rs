// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! When a form that is being written is saved by itself: after a pause, now and then while one writes on, and again
//! after a failure. Times are milliseconds of one clock.

/// How long nothing must have changed.
const PAUSE: f64 = 2_000.0;
/// Who writes on without a pause is saved this long after the first change; and there is never less between two saves.
const APART: f64 = 5_000.0;
/// The longest wait after failures.
const LONGEST: f64 = 60_000.0;

/// Where the form stands: what is unsaved, since when, and what is on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Rhythm {
    /// The first change that was not sent yet.
    first: Option<f64>,
    /// The last change.
    last: f64,
    /// When something was sent last.
    sent: Option<f64>,
    /// Not to be sent before this, after a failure.
    not_before: f64,
    /// How many times in a row it failed.
    failures: u8,
    on_its_way: bool,
    /// Unsaved, and not worth sending again until something changes.
    held: bool,
}

impl Rhythm {
    /// Something was typed.
    pub(super) fn changed(&mut self, now: f64) {
        self.first.get_or_insert(now);
        self.last = now;
        self.held = false;
    }

    /// All that was typed is sent.
    pub(super) fn begun(&mut self, now: f64) {
        self.first = None;
        self.sent = Some(now);
        self.on_its_way = true;
    }

    /// What was sent is saved.
    pub(super) fn saved(&mut self) {
        self.on_its_way = false;
        self.failures = 0;
        self.not_before = 0.0;
    }

    /// What was sent did not arrive, or nobody knows whether it did: it is sent again after a while.
    pub(super) fn lost(&mut self, now: f64) {
        self.on_its_way = false;
        self.failures = self.failures.saturating_add(1);
        self.not_before = now + (APART * f64::from(self.failures)).min(LONGEST);
        self.first.get_or_insert(now);
    }

    /// What was sent was refused: sending the same again would not help.
    pub(super) fn hold(&mut self) {
        self.on_its_way = false;
        self.held = true;
    }

    /// The connection is back.
    pub(super) fn try_now(&mut self) {
        self.not_before = 0.0;
    }

    /// When to send, where there is something to send.
    pub(super) fn due(&self) -> Option<f64> {
        let first = self.first.filter(|_| !self.on_its_way)?;
        let paused = (self.last + PAUSE).min(first + APART);
        let apart = self.sent.map_or(0.0, |sent| sent + APART);
        Some(paused.max(apart).max(self.not_before))
    }

    /// Whether something was typed since the last sending.
    pub(super) fn has_unsent(&self) -> bool {
        self.first.is_some()
    }

    /// Whether a save is on its way.
    pub(super) fn is_on_its_way(&self) -> bool {
        self.on_its_way
    }

    /// Whether something would be lost if the page went away now.
    pub(super) fn is_unsaved(&self) -> bool {
        self.first.is_some() || self.on_its_way || self.held
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_saved_two_seconds_after_the_last_change() {
        let mut rhythm = Rhythm::default();
        assert_eq!(rhythm.due(), None);
        rhythm.changed(1_000.0);
        rhythm.changed(1_800.0);
        assert_eq!(rhythm.due(), Some(3_800.0));
        rhythm.begun(3_800.0);
        assert_eq!((rhythm.due(), rhythm.is_unsaved()), (None, true));
        rhythm.saved();
        assert_eq!((rhythm.due(), rhythm.is_unsaved()), (None, false));
    }

    #[test]
    fn who_writes_without_a_pause_is_saved_every_five_seconds() {
        let mut rhythm = Rhythm::default();
        let mut sent = Vec::new();
        for tick in 0..300 {
            let now = f64::from(tick) * 100.0;
            rhythm.changed(now);
            if rhythm.due().is_some_and(|due| due <= now) {
                rhythm.begun(now);
                rhythm.saved();
                sent.push(now);
            }
        }
        assert_eq!(sent.first(), Some(&5_000.0));
        assert!(sent.windows(2).all(|pair| pair[1] - pair[0] >= APART), "{sent:?}");
        assert!(sent.len() >= 5, "{sent:?}");
    }

    #[test]
    fn what_is_typed_while_a_save_is_on_its_way_is_saved_next() {
        let mut rhythm = Rhythm::default();
        rhythm.changed(0.0);
        rhythm.begun(2_000.0);
        rhythm.changed(2_500.0);
        assert_eq!(rhythm.due(), None);
        rhythm.saved();
        assert_eq!(rhythm.due(), Some(7_000.0));
        assert!(rhythm.has_unsent());
    }

    #[test]
    fn a_failure_is_tried_again_later_and_later_and_at_once_when_the_connection_is_back() {
        let mut rhythm = Rhythm::default();
        rhythm.changed(0.0);
        let mut now = 2_000.0;
        let mut waits = Vec::new();
        for _ in 0..20 {
            rhythm.begun(now);
            rhythm.lost(now);
            let due = rhythm.due().unwrap();
            waits.push(due - now);
            now = due;
        }
        assert_eq!(waits[..3], [5_000.0, 10_000.0, 15_000.0]);
        assert_eq!(waits.last(), Some(&LONGEST));
        rhythm.try_now();
        assert!(rhythm.due().is_some_and(|due| due <= now + APART));
    }

    #[test]
    fn what_was_refused_waits_for_the_next_change() {
        let mut rhythm = Rhythm::default();
        rhythm.changed(0.0);
        rhythm.begun(2_000.0);
        rhythm.hold();
        assert_eq!((rhythm.due(), rhythm.is_unsaved()), (None, true));
        rhythm.changed(9_000.0);
        assert_eq!(rhythm.due(), Some(11_000.0));
    }
}
