// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The own data as one archive: all that is kept about a member and all that the member wrote, without what opens
//! anything.

use std::io::Write as _;

use domain::Uid;
use domain::matching::DismissalReason;
use domain::moderation::LogEntry;
use domain::policy::Viewer;
use domain::practice::Practice;
use jiff::Zoned;
use serde_json::{Value, json};
use store::{KeptMember, MatchSide, OwnModeration, OwnRows, OwnWritings};
use zip::write::SimpleFileOptions;

use crate::Portal;
use crate::error::Error;

/// What the archive says of itself.
const READ_ME: &str = "dati.json: tutto ciò che il portale conserva di questo account, tranne la password e le chiavi, \
    e quanto l'iscritto ha scritto: pratiche e bozze, osservazioni, pareri, annunci, messaggi ad altri enti, \
    ricerche salvate, segnalazioni, abbinamenti tolti dagli elenchi, risposte ai requisiti delle pratiche, \
    discussioni e interventi, notifiche, documenti (i file si scaricano dalla pagina di ciò a cui appartengono).\n\
foto.jpg: la foto, se c'è.\n\n\
dati.json: everything that the portal keeps about this account, except password and keys, and what its owner wrote: \
    practices and drafts, remarks, opinions, adverts, messages to other bodies, saved searches, what was told to the \
    moderators, matches taken out of lists, answers to prerequisites, discussions and posts, notices, \
    documents (the files are on the page of what they belong to).\n\
foto.jpg: the photo, if there is one.\n";

impl Portal {
    /// Everything that is kept about the viewer, and that the viewer wrote, as a ZIP archive.
    ///
    /// # Errors
    /// Nobody has signed in.
    pub async fn own_copy(&self, viewer: &Viewer) -> Result<Vec<u8>, Error> {
        let member = self.own_account(viewer)?;
        let store = &self.inner.store;
        let kept = store.member(viewer, &member).await?.ok_or(Error::NotFound)?;
        let rows = store.own_rows(&member).await?;
        let writings = store.own_writings(&member).await?;
        let photo = store.photo(viewer, &member).await?;
        let mut document = account(&kept, &rows);
        document["collections"] = list(&store.collections_in_full(&member).await?, |(one, practices)| {
            json!({
                "name": one.name, "note": one.note, "sharing": one.sharing.code(), "since": one.created_at,
                "practices": practices,
            })
        });
        document["moderation"] = moderated(&store.own_moderation(&member).await?);
        document["communities"] = json!(store.belongings_of(&member).await?);
        document["notices"] = self.notices_for_own_copy(&member).await?;
        document["saved_searches"] = json!(store.saved_searches(viewer, &member).await?);
        for (name, value) in written(&member, &writings).into_iter().chain(transferred(&writings)) {
            document[name] = value;
        }
        let text = serde_json::to_string_pretty(&document).map_err(|error| Error::Broken(error.to_string()))?;
        let at = self.now().to_zoned(jiff::tz::TimeZone::UTC);
        let photo = photo.map(|photo| photo.bytes);
        tokio::task::spawn_blocking(move || packed(&text, photo.as_deref(), &at)).await?
    }
}

/// What is kept about the member.
fn account(kept: &KeptMember, rows: &OwnRows) -> Value {
    let mut document = access(rows);
    document["profile"] = json!(kept.record);
    document["last_sign_in"] = json!(kept.last_sign_in);
    document["mails"] = list(&rows.mails, |one| {
        json!({
            "template": one.template, "state": one.state.code(), "at": one.created_at, "sent": one.sent_at,
        })
    });
    document["organisation_requests"] = list(&rows.organisation_requests, |one| {
        json!({
            "at": one.at, "name": one.name, "website": one.website, "note": one.note, "state": one.state.code(),
        })
    });
    document["follows"] = list(&rows.follows, |one| json!({ "practice": one.practice, "since": one.since }));
    document["lists"] = list(&rows.lists, |one| {
        json!({
            "organisation": one.organisation, "since": one.created_at, "until": one.expires_at,
            "content": serde_json::from_str::<Value>(&one.content).unwrap_or_default(),
        })
    });
    document["invitations"] = list(&rows.invitations, |one| {
        json!({
            "practice": one.practice, "purpose": one.purpose.code(), "state": one.state.code(), "at": one.created_at,
            "by_you": one.by_member, "to": one.email, "note": one.note,
        })
    });
    document["audit"] = list(&rows.audit, |one| {
        json!({
            "at": one.at, "act": one.act, "kind": one.kind, "uid": one.uid, "note": one.note,
            "by_you": one.actor.as_ref() == Some(&kept.record.uid),
        })
    });
    document
}

/// By what the member comes in, and came in.
fn access(rows: &OwnRows) -> Value {
    json!({
        "sessions": list(&rows.sessions, |one| json!({
            "since": one.created_at, "seen": one.seen_at, "until": one.expires_at, "ended": one.ended_at,
            "browser": one.browser, "shared_computer": one.computer == store::Computer::Shared,
            "provider": one.provider,
        })),
        "identities": list(&rows.identities, |one| json!({
            "issuer": one.issuer, "subject": one.subject, "label": one.label, "since": one.linked_at,
            "used": one.used_at,
        })),
        "tokens": list(&rows.tokens, |one| json!({
            "since": one.created_at, "until": one.expires_at, "used": one.used_at,
        })),
        "links": list(&rows.links, |one| json!({
            "kind": one.kind.code(), "at": one.created_at, "until": one.expires_at, "used": one.used_at,
        })),
    })
}

/// What the member wrote.
fn written(member: &Uid, writings: &OwnWritings) -> [(&'static str, Value); 7] {
    [
        ("practices", list(&writings.practices, |practice| of_author(member, practice))),
        ("done_to_practices", json!(writings.revisions)),
        ("documents", json!(writings.documents)),
        ("testimonials", json!(writings.testimonials)),
        ("adverts", json!(writings.adverts)),
        (
            "messages",
            list(&writings.messages, |one| {
                json!({
                    "contact": one.contact, "organisation": one.organisation, "at": one.at, "text": one.text,
                })
            }),
        ),
        ("opinions", Value::Array(writings.assessed.iter().flat_map(|one| opinions(member, one)).collect())),
    ]
}

/// What the member did for its bodies on the way from need to offer, and said in discussions.
fn transferred(writings: &OwnWritings) -> [(&'static str, Value); 6] {
    let side = |side: &MatchSide| json!({ "kind": side.0.code(), "uid": side.1 });
    [
        (
            "flags",
            list(&writings.flags, |one| json!({ "contact": one.contact, "at": one.at, "reason": one.reason.code() })),
        ),
        (
            "dismissed_matches",
            list(&writings.dismissals, |one| {
                json!({
                    "organisation": one.organisation, "own": side(&one.own), "other": side(&one.other), "at": one.at,
                    "reason": one.reason.map(DismissalReason::code), "note": one.note,
                })
            }),
        ),
        ("readiness", json!(writings.readiness)),
        // Who closed one is somebody else's business.
        ("threads", list(&writings.threads, |one| json!(one.clone().without_closer()))),
        ("posts", json!(writings.posts)),
        (
            "reactions",
            list(&writings.reactions, |one| json!({ "to": one.thing, "reaction": one.reaction.code(), "at": one.at })),
        ),
    ]
}

/// What the member told the moderators of threads and posts, what they did to the member's, and as one of them.
fn moderated(own: &OwnModeration) -> Value {
    let entry = |one: &LogEntry| {
        json!({
            "at": one.at, "deed": one.deed, "subject": one.subject, "community": one.community, "reason": one.reason,
            "note": one.note,
        })
    };
    json!({
        "flags": list(&own.flags, |one| json!({ "subject": one.subject, "thread": one.thread, "flag": one.flag })),
        "told": list(&own.told, entry),
        "done": list(&own.done, entry),
        "silences": list(&own.silences, |one| json!({
            "community": one.community, "at": one.silence.at, "until": one.silence.until, "reason": one.silence.reason,
        })),
    })
}

/// A practice as its author may take it along: who else gave an opinion is told on its page alone.
fn of_author(member: &Uid, practice: &Practice) -> Value {
    let mut practice = practice.clone();
    for opinion in &mut practice.opinions {
        opinion.by = opinion.by.take().filter(|by| by == member);
    }
    json!(practice)
}

/// The opinions that a member gave on a practice.
fn opinions(member: &Uid, practice: &Practice) -> Vec<Value> {
    let own = practice.opinions.iter().filter(|opinion| opinion.by.as_ref() == Some(member));
    own.map(|opinion| json!({ "practice": practice.uid, "title": practice.title, "opinion": opinion })).collect()
}

fn list<T>(all: &[T], one: impl Fn(&T) -> Value) -> Value {
    Value::Array(all.iter().map(one).collect())
}

fn packed(text: &str, photo: Option<&[u8]>, at: &Zoned) -> Result<Vec<u8>, Error> {
    let broken = |error: zip::result::ZipError| Error::Broken(error.to_string());
    let unwritten = |error: std::io::Error| Error::Broken(error.to_string());
    let part = |field: i8| u8::try_from(field).unwrap_or(1);
    let year = u16::try_from(at.year()).unwrap_or(1980);
    let (month, day) = (part(at.month()), part(at.day()));
    let time = zip::DateTime::from_date_and_time(year, month, day, part(at.hour()), part(at.minute()), 0);
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(time.unwrap_or_default());
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in [("LEGGIMI.txt", READ_ME.as_bytes()), ("dati.json", text.as_bytes())] {
        archive.start_file(name, options).map_err(broken)?;
        archive.write_all(bytes).map_err(unwritten)?;
    }
    if let Some(photo) = photo {
        archive.start_file("foto.jpg", options).map_err(broken)?;
        archive.write_all(photo).map_err(unwritten)?;
    }
    Ok(archive.finish().map_err(broken)?.into_inner())
}
