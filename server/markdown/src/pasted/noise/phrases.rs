// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What pages of news say around their articles, in Italian and some English.

use crate::pasted::lines::Shape;
use crate::pasted::noise::Line;

/// Above or in the place of an advertisement.
const ADVERTISING: [&str; 11] = [
    "pubblicità",
    "pubblicita'",
    "pubblicita",
    "annuncio pubblicitario",
    "messaggio pubblicitario",
    "contenuto sponsorizzato",
    "continua a leggere dopo la pubblicità",
    "continua dopo la pubblicità",
    "advertisement",
    "advertising",
    "sponsored",
];

/// What asks to pass an article on; the name of a network may follow.
const SHARING: [&str; 10] = [
    "condividi",
    "condividi su",
    "condividi con",
    "condividi l'articolo",
    "condividi questo articolo",
    "condividi questa pagina",
    "condividi la notizia",
    "condividi via",
    "share",
    "share on",
];

const NETWORKS: [&str; 18] = [
    "facebook",
    "twitter",
    "x",
    "whatsapp",
    "telegram",
    "linkedin",
    "pinterest",
    "instagram",
    "reddit",
    "messenger",
    "email",
    "e-mail",
    "stampa",
    "copia link",
    "copia il link",
    "tweet",
    "mi piace",
    "print",
];

/// How a call to follow a page begins ...
const CALLS: [&str; 13] = [
    "iscriviti",
    "iscrivetevi",
    "seguici",
    "seguiteci",
    "unisciti al",
    "unitevi al",
    "abbonati",
    "abbonatevi",
    "resta aggiornato",
    "resta sempre aggiornato",
    "rimani aggiornato",
    "ricevi le",
    "subscribe to",
];

/// ... and what it calls to.
const CHANNELS: [&str; 12] = [
    "telegram",
    "whatsapp",
    "newsletter",
    "facebook",
    "instagram",
    "twitter",
    "youtube",
    "google news",
    "nostro canale",
    "nostri canali",
    "ultime notizie",
    "nostre notizie",
];

const RIGHTS: [&str; 9] = [
    "riproduzione riservata",
    "riproduzione vietata",
    "vietata la riproduzione",
    "riproduzione è vietata",
    "diritti riservati",
    "diritti sono riservati",
    "all rights reserved",
    "copyright ©",
    "© copyright",
];

/// Headings above other articles.
const ELSEWHERE: [&str; 18] = [
    "leggi anche",
    "leggi anche questi articoli",
    "leggi tutto",
    "articoli correlati",
    "notizie correlate",
    "potrebbe interessarti",
    "potrebbe interessarti anche",
    "potrebbero interessarti",
    "potrebbero interessarti anche",
    "ti potrebbe interessare",
    "ti potrebbe interessare anche",
    "ti potrebbero interessare",
    "altre notizie",
    "ultime notizie",
    "le più lette",
    "i più letti",
    "lascia un commento",
    "related articles",
];

/// Sections that a trail of pages begins with, when it was copied without what parts them.
const SECTIONS: [&str; 16] = [
    "Notizie",
    "News",
    "Cronaca",
    "Attualità",
    "Attualita",
    "Novità",
    "Comunicati",
    "Politica",
    "Economia",
    "Cultura",
    "Ambiente",
    "Scuola",
    "Sanità",
    "Sport",
    "Eventi",
    "Territorio",
];

/// Whether a line is noise for its own words, wherever it stands.
pub(super) fn is_noise(line: &Line) -> bool {
    if line.is_marked() || line.words.is_empty() {
        return false;
    }
    let lower = line.lower.as_str();
    let is_ad = line.shape == Shape::Plain && ADVERTISING.contains(&lower);
    is_ad || asks_to_share(lower) || calls(lower) || claims_rights(line) || is_trail(line) || names_another(line)
}

pub(super) fn asks_to_share(lower: &str) -> bool {
    SHARING.iter().any(|asking| {
        let named = lower.strip_prefix(asking).map(|rest| rest.trim_matches([' ', ':']));
        named.is_some_and(|named| named.is_empty() || is_network(named))
    })
}

pub(super) fn is_network(lower: &str) -> bool {
    NETWORKS.contains(&lower)
}

fn calls(lower: &str) -> bool {
    CALLS.iter().any(|call| lower.starts_with(call)) && CHANNELS.iter().any(|channel| lower.contains(channel))
}

/// A line about copyright alone; not a sentence that speaks of it.
fn claims_rights(line: &Line) -> bool {
    let lower = line.lower.as_str();
    let claims = RIGHTS.iter().any(|claim| lower.contains(claim));
    let has_sign = line.words.contains('©') || lower.contains("copyright") || lower.contains("(c)");
    let is_bare = RIGHTS.iter().any(|claim| lower.trim_start_matches("tutti i ") == *claim);
    let begins_so = line.words.starts_with('©') && line.words.chars().any(|c| c.is_ascii_digit());
    is_bare || (has_sign && claims) || begins_so
}

/// `HomeNotizieUn titolo...`, `Home > Notizie`, `Sei in: Home / Notizie`.
fn is_trail(line: &Line) -> bool {
    if line.shape != Shape::Plain {
        return false;
    }
    let words = line.words.as_str();
    let words = ["Sei in:", "Sei qui:", "Ti trovi in:"].iter().find_map(|at| words.strip_prefix(at)).unwrap_or(words);
    let Some(rest) = words.trim_start().strip_prefix("Home") else {
        return false;
    };
    let after = rest.trim_start().trim_start_matches("page").trim_start();
    let is_parted = after.starts_with(['>', '»', '/', '|', '›', '→']);
    let is_glued = SECTIONS.iter().any(|section| {
        rest.strip_prefix(section).is_some_and(|rest| rest.chars().next().is_none_or(char::is_uppercase))
    });
    is_parted || is_glued
}

/// `LEGGI ANCHE: Un altro titolo`
fn names_another(line: &Line) -> bool {
    let rest = line.lower.strip_prefix("leggi anche").map(str::trim_start);
    line.shape == Shape::Plain && rest.is_some_and(|rest| rest.starts_with([':', '|', '>', '»', '-', '–']))
}

/// Whether what follows is other articles.
pub(super) fn leads_elsewhere(line: &Line) -> bool {
    !line.is_marked() && ELSEWHERE.contains(&line.lower.as_str())
}

/// A few words in capitals, as the name of a section has them.
pub(super) fn is_label(words: &str) -> bool {
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let fits = letters >= 3 && words.chars().count() <= 40 && words.split(' ').count() <= 4;
    let is_name = |c: char| (c.is_alphabetic() && !c.is_lowercase()) || matches!(c, ' ' | '-' | '\'' | '’' | '&' | '/');
    fits && words.chars().all(is_name)
}

/// `di Redazione, #Sassuolo`, `di Anna Bianchi`, `a cura della Redazione`.
pub(super) fn is_byline(words: &str) -> bool {
    let lower = words.to_lowercase();
    let author =
        ["di ", "by ", "a cura di ", "a cura della ", "scritto da "].iter().find_map(|by| lower.strip_prefix(by));
    let Some(author) = author.filter(|_| words.chars().count() <= 80) else {
        return lower == "redazione" || lower == "la redazione";
    };
    let author = author.strip_prefix("la ").unwrap_or(author);
    if let Some(rest) = author.strip_prefix("redazione") {
        return rest.is_empty() || rest.trim_start().starts_with([',', '|', '-', '–', '—', '#', '•', '(']);
    }
    let names = &words[words.len() - author.len()..];
    let names = names.split([',', '|', '–', '—', '•', '#']).next().unwrap_or_default().trim();
    let is_name = |word: &str| {
        word.chars().next().is_some_and(char::is_uppercase) && !word.contains(|c: char| c.is_ascii_digit())
    };
    (2..=4).contains(&names.split(' ').count()) && names.split(' ').all(is_name)
}
