// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Lines to put into a portal.

use serde_json::{Value, json};

/// The address of a member.
pub fn address(member: &str) -> String {
    format!("{member}@comune.example.it")
}

/// A member whose account is in use.
pub fn member(uid: &str) -> Value {
    let (first, rest) = uid.split_at(1);
    json!({"type": "member", "uid": uid, "first_name": format!("{}{rest}", first.to_uppercase()), "last_name": "Prova",
        "email": address(uid), "job_title": "Funzionaria", "member_type": "official", "locale": "it",
        "state": "active", "joined_on": "2026-03-02"})
}

/// A member who acts for one organisation.
pub fn acting(uid: &str, organisation: &str, role: &str) -> Value {
    let membership = json!({"organisation": organisation, "role": role, "state": "active",
        "verified_by": "administrator", "since": "2026-03-02"});
    with(member(uid), json!({"memberships": [membership]}))
}

/// A member with a role in the portal.
pub fn in_office(uid: &str, role: &str) -> Value {
    with(member(uid), json!({"roles": [role]}))
}

pub fn organisation(uid: &str, name: &str) -> Value {
    json!({"type": "organisation", "uid": uid, "name": name, "kind": "municipality", "region": "09"})
}

pub fn practice(uid: &str, title: &str) -> Value {
    json!({"type": "practice", "uid": uid, "title": title, "language": "it", "summary": "Una frase."})
}

pub fn theme(uid: &str) -> Value {
    let label = json!({"it": uid, "en": uid});
    json!({"type": "theme", "uid": uid, "name": label, "description": label, "parent": null})
}

/// A record with some fields more, or others.
pub fn with(mut record: Value, fields: Value) -> Value {
    let more = fields.as_object().unwrap().clone();
    record.as_object_mut().unwrap().extend(more);
    record
}
