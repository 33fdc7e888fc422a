// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The words for the codes of the domain: `Level::Municipal` is "Comunale" or "Municipal".

use domain::adoption::{AdoptionSource, AdoptionState};
use domain::member::{MemberState, MemberType, MembershipState, OrganisationRole, PortalRole, ShownTo, VerifiedBy};
use domain::organisation::{OrganisationKind, SizeBand};
use domain::phase::Phase;
use domain::practice::{
    Audience, Beneficiary, ConditionCategory, CostBand, EvidenceKind, EvidenceRating, Level, Licence, OpinionOutcome,
    PartnerRole, PracticeKind, ResourceKind, ScaleMeasure, Stage,
};
use domain::taxonomy::EuTheme;
use domain::{Kind, Language, Locale};
use portal::Suggested;

use crate::ssr::i18n::say;

/// A value of the domain that has a word for readers.
pub trait Named: Copy {
    /// Its word in a language, as it stands alone in a list: with a capital.
    fn name(self, locale: Locale) -> &'static str;
}

/// The name of a facet's value, by the parameter and the code of its address; nothing for other parameters
/// (`theme`, `region`, `programme`, whose names are records) and for words that are no code.
pub fn name_of(parameter: &str, code: &str, locale: Locale) -> Option<&'static str> {
    match parameter {
        "kind" => Kind::from_code(code).map(|value| value.name(locale)),
        "level" => Level::from_code(code).map(|value| value.name(locale)),
        "practice_kind" => PracticeKind::from_code(code).map(|value| value.name(locale)),
        "phase" => Phase::from_code(code).map(|value| value.name(locale)),
        "lang" => Language::from_code(code).map(|value| value.name(locale)),
        "evidence" => EvidenceRating::from_code(code).map(|value| value.name(locale)),
        "size" => SizeBand::from_code(code).map(|value| value.name(locale)),
        _ => None,
    }
}

/// A name as it stands within a sentence: "Adottata" becomes "adottata", "EUPL 1.2" stays.
pub fn within(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => name.to_owned(),
    }
}

/// The name of a language within a sentence: English keeps its capital.
pub fn language_within(language: Language, locale: Locale) -> String {
    match locale {
        Locale::Italian => within(language.name(locale)),
        Locale::English => language.name(locale).to_owned(),
    }
}

/// What a suggestion leads to, in one or two words.
pub fn kind_word(what: Suggested, locale: Locale) -> &'static str {
    match what {
        Suggested::Theme => say!(locale, library.record.theme),
        Suggested::Record(Kind::Practice) => say!(locale, library.record.practice),
        Suggested::Record(Kind::Twinning) => say!(locale, library.record.twinning),
        Suggested::Record(Kind::Advert) => say!(locale, library.record.advert),
        Suggested::Record(Kind::Organisation) => say!(locale, library.record.organisation),
        Suggested::Record(Kind::Help) => say!(locale, library.record.help),
        Suggested::Record(Kind::Document) => say!(locale, library.record.document),
        Suggested::Record(Kind::Thread) => say!(locale, library.record.thread),
        Suggested::Record(Kind::Post) => say!(locale, library.record.post),
    }
}

/// The words by which a search may narrow to a phase or a kind of record: parameter, word, code, in all languages.
pub fn operator_names() -> Vec<(&'static str, &'static str, &'static str)> {
    let in_locale = |locale: &Locale| {
        let locale = *locale;
        let phases = Phase::ALL.iter().map(move |phase| ("phase", phase.name(locale), phase.code()));
        let kinds = Kind::ALL.iter().flat_map(move |kind| {
            let words = [kind.name(locale), kind_word(Suggested::Record(*kind), locale)];
            words.map(|word| ("kind", word, kind.code()))
        });
        phases.chain(kinds).collect::<Vec<_>>()
    };
    Locale::ALL.iter().flat_map(in_locale).collect()
}

/// Gives values their words: `Type, group in codes.json { Variant => key }`.
macro_rules! named {
    ($( $of:ty, $group:ident { $( $variant:ident => $key:ident, )+ } )+) => {
        $(
            impl Named for $of {
                fn name(self, locale: Locale) -> &'static str {
                    match self {
                        $( Self::$variant => say!(locale, codes.$group.$key), )+
                    }
                }
            }
        )+
    };
}

mod adverts;
mod communities;
mod matching;
mod moderation;
mod notices;
mod threads;
mod transfer;

named! {
    Phase, phase {
        Identified => identified,
        Documented => documented,
        Analysed => analysed,
        Transferring => transferring,
        Adopted => adopted,
        Evaluated => evaluated,
    }
    Stage, stage {
        Draft => draft,
        Submitted => submitted,
        ChangesRequested => changes_requested,
        Published => published,
        Archived => archived,
        Rejected => rejected,
        DeletionRequested => deletion_requested,
        Deleted => deleted,
    }
    Audience, audience {
        Public => public,
        Members => members,
        Community => community,
        Parties => parties,
    }
    PracticeKind, practice_kind {
        Service => service,
        Method => method,
        Process => process,
        OrganisationalModel => organisational_model,
        Software => software,
        Regulation => regulation,
        Network => network,
    }
    Level, level {
        Municipal => municipal,
        Union => union,
        Provincial => provincial,
        Regional => regional,
        National => national,
        European => european,
    }
    PartnerRole, partner_role {
        CoOwner => co_owner,
        TechnologyPartner => technology_partner,
        Funder => funder,
        Beneficiary => beneficiary,
        University => university,
        ThirdSector => third_sector,
    }
    Beneficiary, beneficiary {
        Citizens => citizens,
        Families => families,
        JobSeekers => job_seekers,
        Businesses => businesses,
        Employees => employees,
        PublicBodies => public_bodies,
        Associations => associations,
        Visitors => visitors,
    }
    CostBand, cost_band {
        Zero => nothing,
        Under10k => under_10k,
        From10k => from_10k,
        From50k => from_50k,
        From200k => from_200k,
        Over1m => over_1m,
    }
    OpinionOutcome, opinion_outcome {
        Favourable => favourable,
        WithReservations => with_reservations,
        Unfavourable => unfavourable,
    }
    EvidenceRating, evidence_rating {
        Declared => declared,
        Measured => measured,
        Verified => verified,
        Independent => independent,
    }
    EvidenceKind, evidence_kind {
        Quantitative => quantitative,
        Qualitative => qualitative,
    }
    ConditionCategory, condition {
        Organisational => organisational,
        Legal => legal,
        Technological => technological,
        Financial => financial,
        Skills => skills,
    }
    Licence, licence {
        Cc0 => cc_zero,
        CcBy => cc_by,
        CcBySa => cc_by_sa,
        Eupl => eupl,
        Other => different,
    }
    ResourceKind, resource_kind {
        Course => course,
        Document => document,
        Template => template,
        Software => software,
        Video => video,
        Link => link,
    }
    ScaleMeasure, scale {
        Bodies => bodies,
        Employees => employees,
        PilotTeams => pilot_teams,
        Users => users,
        Inhabitants => inhabitants,
        Sites => sites,
        Courses => courses,
        Projects => projects,
    }
    OrganisationKind, organisation_kind {
        Region => region,
        Province => province,
        MetropolitanCity => metropolitan_city,
        Municipality => municipality,
        Union => union,
        Consortium => consortium,
        Ministry => ministry,
        Agency => agency,
        School => school,
        Health => health,
        European => european,
        Association => association,
        OtherPublic => other_public,
        Supplier => supplier,
    }
    SizeBand, size {
        Under5k => under_5k,
        From5k => from_5k,
        From20k => from_20k,
        From100k => from_100k,
        Over500k => over_500k,
    }
    AdoptionState, adoption_state {
        Interested => interested,
        Evaluating => evaluating,
        Planned => planned,
        Pilot => pilot,
        Adopted => adopted,
        Adapted => adapted,
        Scaled => scaled,
        Abandoned => abandoned,
    }
    AdoptionSource, adoption_source {
        Twinning => twinning,
        Spontaneous => spontaneous,
        DeclaredByOwner => declared_by_owner,
    }
    Language, language {
        Italian => italian,
        English => english,
        French => french,
        Spanish => spanish,
        German => german,
        Romanian => romanian,
        Latvian => latvian,
    }
    EuTheme, eu_theme {
        Agri => agri,
        Econ => econ,
        Educ => educ,
        Ener => ener,
        Envi => envi,
        Gove => gove,
        Heal => heal,
        Intr => intr,
        Just => just,
        Regi => regi,
        Soci => soci,
        Tech => tech,
        Tran => tran,
    }
    Kind, kind {
        Practice => practice,
        Twinning => twinning,
        Advert => advert,
        Organisation => organisation,
        Help => help,
        Document => document,
        Thread => thread,
        Post => post,
    }
    MemberType, member_type {
        Politician => politician,
        Executive => executive,
        Official => official,
        Expert => expert,
        Partner => partner,
        Citizen => citizen,
    }
    OrganisationRole, organisation_role {
        Contributor => contributor,
        Editor => editor,
        Representative => representative,
    }
    PortalRole, portal_role {
        Reviewer => reviewer,
        Moderator => moderator,
        Administrator => administrator,
    }
    MemberState, member_state {
        PendingEmail => pending_email,
        PendingApproval => pending_approval,
        Active => active,
        Suspended => suspended,
        Anonymised => anonymised,
    }
    MembershipState, membership_state {
        Requested => requested,
        Active => active,
    }
    VerifiedBy, verified_by {
        Domain => domain,
        Representative => representative,
        Administrator => administrator,
        Invitation => invitation,
    }
    ShownTo, shown_to {
        Nobody => nobody,
        Members => members,
        Everyone => everyone,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_facet_value_has_its_name_in_both_languages() {
        assert_eq!(name_of("phase", "adopted", Locale::Italian), Some("Adottata"));
        assert_eq!(name_of("lang", "lv", Locale::English), Some("Latvian"));
        assert_eq!(name_of("size", "5k_20k", Locale::English), Some("5,000 to 19,999 inhabitants"));
        assert_eq!(name_of("level", "nonsense", Locale::Italian), None);
        assert_eq!(name_of("theme", "formazione", Locale::Italian), None);
    }

    #[test]
    fn a_name_within_a_sentence_begins_small_unless_it_is_an_acronym() {
        assert_eq!(within("Verificata da terzi"), "verificata da terzi");
        assert_eq!(within("EUPL 1.2"), "EUPL 1.2");
    }
}
