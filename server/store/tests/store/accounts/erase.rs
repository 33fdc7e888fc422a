// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What a member may take along, what goes with a closed account, and what goes by itself.

use domain::Locale;
use domain::organisation::OrganisationKind;
use jiff::SignedDuration;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::json;
use store::{
    AuditEntry, Change, Computer, Correction, Error, LinkKind, MailState, NewIdentity, NewMail, NewOneTimeLink,
    NewOrganisationRequest, NewSession, Page, Purged, RequestState,
};

use super::{at, at_noon, days, email, hash, member, put_member};
use crate::world::{World, noon, on_both, uid};

/// A text that stands wherever a person's data can stand.
const CANARY: &str = "canarino";

fn session(number: u32, whose: &str) -> NewSession {
    NewSession {
        id: hash(number),
        member: uid(whose),
        epoch: 1,
        expires_at: days(10),
        idle: SignedDuration::from_hours(24 * 5),
        computer: Computer::Shared,
        browser: format!("{CANARY} browser"),
        second_factor: None,
        id_token: Some(format!("{CANARY} token")),
        provider: Some(format!("{CANARY} provider")),
    }
}

fn mail(whose: &str, recipient: &str) -> NewMail {
    NewMail {
        member: Some(uid(whose)),
        recipient: email(recipient),
        template: "welcome".to_owned(),
        params: format!(r#"{{"name":"{CANARY}"}}"#),
        locale: Locale::English,
        dedup: None,
    }
}

fn link(number: u32, whose: Option<&str>, payload: &str) -> NewOneTimeLink {
    NewOneTimeLink {
        token: hash(number),
        kind: LinkKind::Invitation,
        member: whose.map(uid),
        payload: payload.to_owned(),
        expires_at: days(10),
    }
}

fn request(whose: &str) -> NewOrganisationRequest {
    NewOrganisationRequest {
        member: uid(whose),
        name: "Comune di Prova".to_owned(),
        kind: OrganisationKind::Municipality,
        website: Some(format!("https://{CANARY}.example.it")),
        note: format!("Sono {CANARY}"),
    }
}

fn audited(actor: &str, about: &str) -> AuditEntry {
    AuditEntry {
        actor: Some(uid(actor)),
        act: "suspend".to_owned(),
        kind: "member".to_owned(),
        uid: about.to_owned(),
        note: json!({}),
    }
}

/// Everything that the tables can hold of a member; its mail, link and session begin with a number.
async fn fill(change: &mut Change, whose: &str, number: u32) -> Result<(), Error> {
    let own = uid(whose);
    let address = format!("{whose}@comune.example.it");
    change.set_password(&own, Some(&format!("$argon2id${CANARY}"))).await?;
    change.start_second_factor(&own, CANARY.as_bytes()).await?;
    change.put_recovery_codes(&own, &[format!("{CANARY}{number}")]).await?;
    let identity = NewIdentity {
        issuer: format!("https://{CANARY}.example.org"),
        subject: format!("{CANARY}{number}"),
        member: own.clone(),
        label: CANARY.to_owned(),
    };
    change.add_identity(identity).await?;
    change.add_session(session(number, whose)).await?;
    change.add_one_time_link(link(number, Some(whose), &format!(r#"{{"x":"{CANARY}"}}"#))).await?;
    change.add_mail(mail(whose, &address)).await?;
    change.add_organisation_request(request(whose)).await?;
    change.audit(audited("root", whose)).await?;
    change.set_photo(&own, "image/jpeg", CANARY.as_bytes().to_vec()).await.map(drop)
}

/// All that a database holds, one line a row, bytes as text and in hexadecimal digits.
async fn dump(world: &World) -> String {
    let db = world.connection();
    let backend = db.get_database_backend();
    let all = async |sql: String| {
        let rows = db.query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()).collect::<Vec<_>>()
    };
    let tables = match backend {
        DbBackend::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table'".to_owned(),
        _ => "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'".to_owned(),
    };
    let mut lines = Vec::new();
    for table in all(tables).await {
        let rows = if backend == DbBackend::Sqlite {
            let columns = all(format!("SELECT name FROM pragma_table_info('{table}')")).await;
            let texts = columns.iter().map(|name| {
                format!("CASE typeof({name}) WHEN 'blob' THEN lower(hex({name})) ELSE coalesce(CAST({name} AS TEXT), '') END")
            });
            format!("SELECT {} FROM {table}", texts.collect::<Vec<_>>().join(" || ' ' || "))
        } else {
            format!("SELECT t::text FROM {table} t")
        };
        lines.extend(all(rows).await.into_iter().map(|row| format!("{table}: {row}")));
    }
    lines.join("\n")
}

fn places_of_canary(dump: &str) -> Vec<&str> {
    let bytes: String = CANARY.bytes().map(|byte| format!("{byte:02x}")).collect();
    dump.lines().filter(|line| line.contains(CANARY) || line.contains(&bytes)).collect()
}

#[tokio::test]
async fn a_closed_account_leaves_no_text_of_the_person_in_any_table() {
    on_both(async |world| {
        let mut person = member(CANARY);
        person.uid = uid("m-1");
        person.first_name = CANARY.to_owned();
        person.bio = Some(format!("Sono {CANARY}"));
        put_member(world, &person).await;
        let own = email(&format!("{CANARY}@comune.example.it"));
        at_noon(world, async |change| {
            change.set_last_sign_in(&uid("m-1"), noon()).await?;
            fill(change, "m-1", 1).await?;
            change.add_mail(mail("other", own.as_str())).await?;
            // To others, about the member: its identifier stands in what the template is filled with.
            let about = format!(r#"{{"about":"m-1","member":"{CANARY}"}}"#);
            change.add_mail(NewMail { params: about, ..mail("other", "other@comune.example.it") }).await?;
            let invited = format!(r#"{{"by":"m-1","inviter":"{CANARY}"}}"#);
            change.add_one_time_link(link(8, None, &invited)).await?;
            change.add_one_time_link(link(7, None, &format!(r#"{{"email":"{own}"}}"#))).await
        })
        .await;
        let job = format!(r#"{{"job":"x","email":"{own}","name":"{CANARY}"}}"#);
        world.store.add_job("x", job, noon()).await.unwrap();
        let correction = Correction {
            at: noon(),
            practice: uid("p"),
            text: "Manca una data.".to_owned(),
            name: CANARY.to_owned(),
            email: "Canarino@Comune.example.it ".to_owned(),
        };
        world.store.keep_correction(correction).await.unwrap();
        assert!(places_of_canary(&dump(world).await).len() >= 12);

        at_noon(world, async |change| {
            change.erase_account(&uid("m-1"), &own).await?;
            change.put_member(&person.anonymised()).await.map(drop)
        })
        .await;
        let after = dump(world).await;
        assert_eq!(places_of_canary(&after), Vec::<&str>::new());
        assert!(!after.to_lowercase().contains("canarino@"));
        assert_eq!(world.store.corrections(1).await.unwrap()[0].text, "Manca una data.");
        let request = &world.store.organisation_requests(None, Page::first(1)).await.unwrap().rows[0];
        assert_eq!((request.name.as_str(), request.member.clone()), ("Comune di Prova", uid("m-1")));
        assert_eq!(world.store.audit(Page::first(1), Some(&uid("m-1"))).await.unwrap().total, 1);
        let account = world.store.account(&uid("m-1")).await.unwrap().unwrap();
        assert_eq!((account.member.photo, account.member.last_sign_in), (None, None));
    })
    .await;
}

#[tokio::test]
async fn what_belongs_to_others_stays_when_an_account_is_closed() {
    on_both(async |world| {
        for one in ["ada", "bea"] {
            put_member(world, &member(one)).await;
        }
        at_noon(world, async |change| {
            fill(change, "ada", 1).await?;
            fill(change, "bea", 2).await?;
            // An address that only ends like the one that goes.
            change.add_one_time_link(link(9, None, r#"{"email":"xada@comune.example.it"}"#)).await
        })
        .await;
        let before = world.store.own_rows(&uid("bea")).await.unwrap();
        let account = world.store.account(&uid("bea")).await.unwrap();
        at_noon(world, async |change| change.erase_account(&uid("ada"), &email("ada@comune.example.it")).await).await;
        assert_eq!(world.store.own_rows(&uid("bea")).await.unwrap(), before);
        assert_eq!(world.store.account(&uid("bea")).await.unwrap(), account);
        assert!(world.store.one_time_link(&hash(9), noon()).await.unwrap().is_some());
        let gone = world.store.own_rows(&uid("ada")).await.unwrap();
        assert_eq!((gone.sessions.len(), gone.links.len(), gone.mails.len(), gone.identities.len()), (0, 0, 0, 0));
    })
    .await;
}

#[tokio::test]
async fn own_rows_are_all_rows_about_a_member_without_what_opens_anything() {
    on_both(async |world| {
        for one in ["ada", "bea"] {
            put_member(world, &member(one)).await;
        }
        at_noon(world, async |change| {
            fill(change, "ada", 1).await?;
            fill(change, "bea", 2).await?;
            change.audit(audited("ada", "bea")).await
        })
        .await;
        at(world, days(1), async |change| change.end_sessions(&uid("ada"), None).await).await;
        let own = world.store.own_rows(&uid("ada")).await.unwrap();
        assert_eq!((own.sessions.len(), own.sessions[0].ended_at), (1, Some(days(1))));
        assert_eq!((own.links.len(), own.links[0].kind, own.links[0].used_at), (1, LinkKind::Invitation, None));
        assert_eq!((own.mails.len(), own.mails[0].template.as_str()), (1, "welcome"));
        assert_eq!((own.mails[0].state, own.identities.len()), (MailState::Waiting, 1));
        assert_eq!((own.organisation_requests.len(), own.audit.len()), (1, 2));
        let shown = format!("{own:?}");
        for secret in [hash(1).as_str(), "argon2id", "canarino token", r#"{"x""#] {
            assert!(!shown.contains(secret), "{secret}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_has_done_its_work_goes_after_its_time() {
    on_both(async |world| {
        let (old, young) = at_noon(world, async |change| {
            for number in [1, 2] {
                change.add_session(session(number, "ada")).await?;
                change.add_one_time_link(link(number, Some("ada"), "{}")).await?;
                change.add_mail(mail("ada", "ada@comune.example.it")).await?;
            }
            change.end_session(&hash(1), &uid("ada")).await?;
            change.use_one_time_link(&hash(1), LinkKind::Invitation).await?;
            Ok((
                change.add_organisation_request(request("ada")).await?,
                change.add_organisation_request(request("ada")).await?,
            ))
        })
        .await;
        at_noon(world, async |change| {
            change.decide_organisation_request(old, RequestState::Refused, &uid("root"), None).await
        })
        .await;
        world.store.reserve_attempt("key", noon()).await.unwrap();
        let mails = world.store.claim_mails(noon(), SignedDuration::from_secs(9), 2).await.unwrap();
        world.store.mail_sent(mails[0].id, noon()).await.unwrap();
        world.store.mail_failed(mails[1].id, noon(), "no", None).await.unwrap();

        let purged = async |now| at(world, now, async |change| change.purge().await).await;
        let nothing = Purged::default();
        assert_eq!(purged(days(2)).await, nothing);
        let second = SignedDuration::from_secs(1);
        assert_eq!(purged(days(2) + second).await, Purged { attempts: 1, ..nothing });
        assert_eq!(purged(days(7)).await, nothing);
        assert_eq!(purged(days(7) + second).await, Purged { sessions: 1, links: 1, ..nothing });
        // The session that was never ended lies unused after 5 days; the link works for 10.
        assert_eq!(purged(days(12) + second).await, Purged { sessions: 1, ..nothing });
        assert_eq!(purged(days(17) + second).await, Purged { links: 1, ..nothing });
        assert_eq!(purged(days(30)).await, nothing);
        assert_eq!(purged(days(30) + second).await, Purged { mails: 1, ..nothing });
        assert_eq!(purged(days(90) + second).await, Purged { mails: 1, ..nothing });
        assert_eq!(purged(days(365)).await, nothing);
        assert_eq!(purged(days(365) + second).await, Purged { organisation_requests: 1, ..nothing });
        assert!(world.store.organisation_request(young).await.unwrap().is_some());
        assert_eq!(purged(days(3_650)).await, nothing);
    })
    .await;
}
