// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The addresses of writing: beginning a practice, the desks, the steps of the form, the review.

use domain::Locale;
use domain::practice::writing::Step;

use super::at;

/// What each step is called in addresses.
const STEPS: [(Step, &str); 7] = [
    (Step::Essentials, "essenziale"),
    (Step::Story, "storia"),
    (Step::Evidence, "risultati"),
    (Step::Needs, "risorse"),
    (Step::Conditions, "requisiti"),
    (Step::Documents, "documenti"),
    (Step::Send, "invio"),
];

/// Beginning a practice: "Invia una storia".
pub fn begin_practice(locale: Locale) -> String {
    at(locale, "/pratiche/nuova")
}

/// The desk of who writes.
pub fn desk(locale: Locale) -> String {
    at(locale, "/scrivania")
}

/// The desk of one practice.
pub fn practice_desk(locale: Locale, uid: &str) -> String {
    at(locale, &format!("/scrivania/{uid}"))
}

/// A step of the form of a practice.
pub fn step(locale: Locale, uid: &str, step: Step) -> String {
    let name = STEPS.iter().find(|(known, _)| *known == step).map_or("essenziale", |(_, name)| *name);
    at(locale, &format!("/scrivania/{uid}/{name}"))
}

/// Where a document of a practice is sent with its file; takes posts only.
pub fn document_upload(locale: Locale, uid: &str) -> String {
    at(locale, &format!("/scrivania/{uid}/documenti/carica"))
}

/// Where a document of a practice is changed or taken away; takes posts only.
pub fn document_changes(locale: Locale, uid: &str) -> String {
    at(locale, &format!("/scrivania/{uid}/documenti/file"))
}

/// Bringing a list of practices that a body has already.
pub fn bring_list(locale: Locale) -> String {
    at(locale, "/scrivania/elenco")
}

/// Where a list is sent with its file; takes posts only.
pub fn list_upload(locale: Locale) -> String {
    at(locale, "/scrivania/elenco/carica")
}

/// A list that was read.
pub fn list(locale: Locale, uid: &str) -> String {
    at(locale, &format!("/scrivania/elenco/{uid}"))
}

/// The rows of a list that became no draft, as a file.
pub fn list_left_out(locale: Locale, uid: &str) -> String {
    at(locale, &format!("/scrivania/elenco/{uid}/escluse.csv"))
}

/// The step of a part of an address.
pub fn step_of(name: &str) -> Option<Step> {
    STEPS.iter().find(|(_, known)| *known == name).map(|(step, _)| *step)
}

/// Two versions of a practice side by side.
pub fn versions(locale: Locale, uid: &str) -> String {
    at(locale, &format!("/scrivania/{uid}/confronto"))
}

/// An invitation to a practice, for who is invited.
pub fn invitation(locale: Locale, uid: &str) -> String {
    at(locale, &format!("/inviti/{uid}"))
}

/// The reviewers' desk.
pub fn reviews(locale: Locale) -> String {
    at(locale, "/redazione")
}

/// What the reviewers decided until now.
pub fn decided(locale: Locale) -> String {
    at(locale, "/redazione/decise")
}

/// The testimonials that wait, for who decides on them.
pub fn testimonials(locale: Locale) -> String {
    at(locale, "/redazione/testimonianze")
}

/// The review of a practice.
pub fn review(locale: Locale, uid: &str) -> String {
    at(locale, &format!("/redazione/{uid}"))
}

/// The form for an expert's opinion on a practice.
pub fn opinion(locale: Locale, uid: &str) -> String {
    at(locale, &format!("/redazione/{uid}/parere"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_has_an_address_that_leads_back_to_it() {
        for one in Step::ALL {
            let address = step(Locale::English, "u", *one);
            assert_eq!(address.strip_prefix("/en/scrivania/u/").and_then(step_of), Some(*one));
        }
        assert_eq!(step_of("confronto"), None);
    }
}
