// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What bodies write to each other. It is no record: it is neither exported nor searched. Reading always passes
//! `contact_visible_to`.

use std::collections::HashMap;

use domain::Uid;
use domain::contact::{
    ContactAbout, ContactFlag, ContactMessage, ContactRequest, ContactSide, ContactState, FlagReason,
};
use domain::policy::Viewer;
use jiff::Timestamp;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, Order, QueryResult, Statement, Value};

use crate::Store;
use crate::change::Change;
use crate::error::Error;
use crate::rows::{self, Listed, Page, code, is_one_of, moment, uid_of};
use crate::tables::{Column, Table};
use crate::visible::contact_visible_to;

/// A conversation with what the database knows beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptContact {
    /// The conversation; in lists only with its last message.
    pub request: ContactRequest,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// Which conversations to list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContactWish {
    /// Those of some bodies, on either side.
    Of(Vec<Uid>),
    /// Those of some bodies about one thing.
    About(Vec<Uid>, ContactAbout),
    /// Those that the moderators were told of.
    Flagged,
}

/// A message that a member wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnMessage {
    /// The conversation.
    pub contact: Uid,
    /// The body in whose name it was written.
    pub organisation: Uid,
    /// When.
    pub at: Timestamp,
    /// What.
    pub text: String,
}

const COLUMNS: [Column; 9] = [
    Column::Uid,
    Column::AboutKind,
    Column::About,
    Column::Asking,
    Column::Asked,
    Column::State,
    Column::BlockedBy,
    Column::Twinning,
    Column::UpdatedAt,
];
const SENT_AS: &str = "SELECT contact FROM contact_messages WHERE member = $1 AND sent_as = $2";
const WRITTEN: &str = "
SELECT m.contact, m.at, m.text, CASE WHEN m.side = 'asking' THEN c.asking ELSE c.asked END AS organisation
FROM contact_messages m JOIN contacts c ON c.uid = m.contact WHERE m.member = $1 ORDER BY m.at DESC, m.contact";
const HOLD: &str = "UPDATE contacts SET version = version + 1 WHERE uid = $1";
const ADD: &str = "
INSERT INTO contacts (uid, version, created_at, updated_at, about_kind, about, asking, asked, state, flagged)
VALUES ($1, 1, $2, $2, $3, $4, $5, $6, $7, $8)";
const SET: &str = "
UPDATE contacts SET updated_at = $2, state = $3, blocked_by = $4, twinning = $5, flagged = $6 WHERE uid = $1";
const SAY: &str = "
INSERT INTO contact_messages (contact, number, at, side, member, sent_as, text) VALUES ($1, $2, $3, $4, $5, $6, $7)";
const FLAG: &str = "
UPDATE contact_messages SET flag_at = $3, flag_by = $4, flag_reason = $5 WHERE contact = $1 AND number = $2";

impl Store {
    /// A conversation with all its messages.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where it cannot be read.
    pub async fn contact(&self, viewer: &Viewer, uid: &Uid) -> Result<Option<KeptContact>, Error> {
        let mut select = heads();
        select.and_where(column(Column::Uid).eq(uid.as_str())).cond_where(contact_visible_to(viewer));
        Ok(whole(self.readers(), &select).await?.pop())
    }

    /// Conversations with their last message, the latest first.
    ///
    /// # Errors
    /// As `contact`.
    pub async fn contacts(
        &self,
        viewer: &Viewer,
        wish: &ContactWish,
        page: Page,
    ) -> Result<Listed<KeptContact>, Error> {
        let db = self.readers();
        let wanted = Condition::all().add(contact_visible_to(viewer)).add(wish.condition());
        let mut select = heads();
        select
            .cond_where(wanted.clone())
            .order_by((Table::Contacts, Column::UpdatedAt), Order::Desc)
            .order_by((Table::Contacts, Column::Uid), Order::Asc);
        page.cut(&mut select);
        let mut found = db.query_all(&select).await?.iter().map(head).collect::<Result<Vec<_>, _>>()?;
        let last = Expr::cust(
            "number = (SELECT max(o.number) FROM contact_messages o WHERE o.contact = contact_messages.contact)",
        );
        fill(db, &mut found, Some(last)).await?;
        let total = rows::total_where(db, Table::Contacts, wanted, (page, found.len())).await?;
        Ok(Listed { total, rows: found })
    }

    /// The conversation to which a member has sent a message under this name already.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn contact_sent_as(&self, member: &Uid, name: &str) -> Result<Option<Uid>, Error> {
        let db = self.readers();
        let values: [Value; 2] = [member.as_str().into(), name.into()];
        let row = db.query_one_raw(Statement::from_sql_and_values(db.get_database_backend(), SENT_AS, values)).await?;
        row.map(|row| uid_of(&row.try_get::<String>("", "contact")?)).transpose()
    }

    /// The messages that a member wrote, the latest first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub(crate) async fn messages_by(&self, member: &Uid) -> Result<Vec<OwnMessage>, Error> {
        let db = self.readers();
        let values: [Value; 1] = [member.as_str().into()];
        let rows = db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), WRITTEN, values)).await?;
        let read = |row: &QueryResult| {
            Ok(OwnMessage {
                contact: uid_of(&row.try_get::<String>("", "contact")?)?,
                organisation: uid_of(&row.try_get::<String>("", "organisation")?)?,
                at: moment(row.try_get("", "at")?)?,
                text: row.try_get("", "text")?,
            })
        };
        rows.iter().map(read).collect()
    }
}

impl Change {
    /// A conversation that nobody else changes until the commit, whoever may see it.
    ///
    /// # Errors
    /// As `Store::contact`.
    pub async fn hold_contact(&mut self, uid: &Uid) -> Result<Option<ContactRequest>, Error> {
        if self.execute(HOLD, vec![uid.as_str().into()]).await? == 0 {
            return Ok(None);
        }
        let mut select = heads();
        select.and_where(column(Column::Uid).eq(uid.as_str()));
        Ok(whole(self.connection(), &select).await?.pop().map(|kept| kept.request))
    }

    /// The conversations of two bodies, whichever of them wrote first.
    ///
    /// # Errors
    /// As `Store::contact`.
    pub async fn contacts_between(&self, one: &Uid, other: &Uid) -> Result<Vec<ContactRequest>, Error> {
        let of = |asking: &Uid, asked: &Uid| {
            Condition::all()
                .add(column(Column::Asking).eq(asking.as_str()))
                .add(column(Column::Asked).eq(asked.as_str()))
        };
        let mut select = heads();
        select.cond_where(Condition::any().add(of(one, other)).add(of(other, one)));
        Ok(whole(self.connection(), &select).await?.into_iter().map(|kept| kept.request).collect())
    }

    /// Keeps a conversation that begins, with its first message, which was sent under this name.
    ///
    /// # Errors
    /// `Conflict` where the two bodies have one about the same thing that goes on, or the message is there already;
    /// `Refused` where a limit is broken, `Unavailable`. After any error the whole change is lost.
    pub async fn add_contact(&mut self, contact: &ContactRequest, name: &str) -> Result<(), Error> {
        let (kind, about) = about_columns(&contact.about);
        let values = vec![
            contact.uid.as_str().into(),
            self.now().as_millisecond().into(),
            kind.into(),
            about.as_str().into(),
            contact.asking.as_str().into(),
            contact.asked.as_str().into(),
            contact.state.code().into(),
            false.into(),
        ];
        self.execute(ADD, values).await?;
        self.add_message(contact, name).await
    }

    /// Keeps the last message of a conversation, which was sent under this name.
    ///
    /// # Errors
    /// As `add_contact`.
    pub async fn add_message(&mut self, contact: &ContactRequest, name: &str) -> Result<(), Error> {
        let Some(last) = contact.messages.last() else { return Ok(()) };
        let values = vec![
            contact.uid.as_str().into(),
            i64::try_from(contact.messages.len()).unwrap_or(i64::MAX).into(),
            last.at.into(),
            last.side.code().into(),
            last.by.as_ref().map(|by| by.as_str().to_owned()).into(),
            Some(name).filter(|name| !name.is_empty()).map(str::to_owned).into(),
            last.text.as_str().into(),
        ];
        self.execute(SAY, values).await.map(drop)
    }

    /// Keeps where a conversation stands.
    ///
    /// # Errors
    /// As `add_contact`.
    pub async fn set_contact(&mut self, contact: &ContactRequest) -> Result<(), Error> {
        let flagged = contact.messages.iter().any(|message| message.flag.is_some());
        let values = vec![
            contact.uid.as_str().into(),
            self.now().as_millisecond().into(),
            contact.state.code().into(),
            contact.blocked_by.map(|side| side.code().to_owned()).into(),
            contact.twinning.as_ref().map(|uid| uid.as_str().to_owned()).into(),
            flagged.into(),
        ];
        self.execute(SET, values).await.map(drop)
    }

    /// Keeps that the moderators were told of a message, by its place from 0.
    ///
    /// # Errors
    /// As `add_contact`.
    pub async fn flag_message(&mut self, contact: &Uid, place: usize, flag: &ContactFlag) -> Result<(), Error> {
        let values = vec![
            contact.as_str().into(),
            i64::try_from(place).unwrap_or(i64::MAX).saturating_add(1).into(),
            flag.at.into(),
            flag.by.as_ref().map(|by| by.as_str().to_owned()).into(),
            flag.reason.code().into(),
        ];
        self.execute(FLAG, values).await.map(drop)
    }
}

impl ContactWish {
    fn condition(&self) -> Condition {
        let of = |bodies: &[Uid]| {
            Condition::any().add(is_one_of(Table::Contacts, Column::Asking, bodies)).add(is_one_of(
                Table::Contacts,
                Column::Asked,
                bodies,
            ))
        };
        match self {
            Self::Of(bodies) => of(bodies),
            Self::About(bodies, about) => {
                let (kind, uid) = about_columns(about);
                Condition::all()
                    .add(of(bodies))
                    .add(column(Column::AboutKind).eq(kind))
                    .add(column(Column::About).eq(uid.as_str()))
            }
            Self::Flagged => Condition::all().add(column(Column::Flagged).eq(true)),
        }
    }
}

fn column(column: Column) -> Expr {
    Expr::col((Table::Contacts, column))
}

fn about_columns(about: &ContactAbout) -> (&'static str, &Uid) {
    match about {
        ContactAbout::Advert(uid) => ("advert", uid),
        ContactAbout::Practice(uid) => ("practice", uid),
    }
}

fn heads() -> SelectStatement {
    Query::select().columns(COLUMNS.map(|column| (Table::Contacts, column))).from(Table::Contacts).take()
}

/// A conversation without its messages.
fn head(row: &QueryResult) -> Result<KeptContact, Error> {
    let text = |column: &str| row.try_get::<String>("", column);
    let optional = |column: &str| row.try_get::<Option<String>>("", column);
    let about = uid_of(&text("about")?)?;
    let about = match text("about_kind")?.as_str() {
        "advert" => ContactAbout::Advert(about),
        "practice" => ContactAbout::Practice(about),
        other => return Err(Error::Corrupt(format!("a conversation about {other:?}"))),
    };
    Ok(KeptContact {
        request: ContactRequest {
            uid: uid_of(&text("uid")?)?,
            about,
            asking: uid_of(&text("asking")?)?,
            asked: uid_of(&text("asked")?)?,
            state: code(&text("state")?, ContactState::from_code)?,
            blocked_by: optional("blocked_by")?.map(|side| code(&side, ContactSide::from_code)).transpose()?,
            twinning: optional("twinning")?.map(|uid| uid_of(&uid)).transpose()?,
            messages: Vec::new(),
        },
        updated_at: moment(row.try_get("", "updated_at")?)?,
    })
}

/// Conversations with all their messages.
async fn whole<C: ConnectionTrait>(db: &C, select: &SelectStatement) -> Result<Vec<KeptContact>, Error> {
    let mut found = db.query_all(select).await?.iter().map(head).collect::<Result<Vec<_>, _>>()?;
    fill(db, &mut found, None).await?;
    Ok(found)
}

/// Reads the messages of some conversations, those that a condition lets through.
async fn fill<C: ConnectionTrait>(db: &C, found: &mut [KeptContact], only: Option<Expr>) -> Result<(), Error> {
    if found.is_empty() {
        return Ok(());
    }
    let uids: Vec<Uid> = found.iter().map(|kept| kept.request.uid.clone()).collect();
    let columns = [
        Column::Contact,
        Column::At,
        Column::Side,
        Column::Member,
        Column::Text,
        Column::FlagAt,
        Column::FlagBy,
        Column::FlagReason,
    ];
    let select = Query::select()
        .columns(columns.map(|column| (Table::ContactMessages, column)))
        .from(Table::ContactMessages)
        .and_where(is_one_of(Table::ContactMessages, Column::Contact, &uids))
        .and_where_option(only)
        .order_by((Table::ContactMessages, Column::Number), Order::Asc)
        .take();
    let mut messages: HashMap<String, Vec<ContactMessage>> = HashMap::new();
    for row in db.query_all(&select).await? {
        messages.entry(row.try_get("", "contact")?).or_default().push(message(&row)?);
    }
    for kept in found {
        kept.request.messages = messages.remove(kept.request.uid.as_str()).unwrap_or_default();
    }
    Ok(())
}

fn message(row: &QueryResult) -> Result<ContactMessage, Error> {
    let optional = |column: &str| row.try_get::<Option<String>>("", column);
    let member = |column: &str| optional(column)?.map(|uid| uid_of(&uid)).transpose();
    let flag = match (row.try_get::<Option<i64>>("", "flag_at")?, optional("flag_reason")?) {
        (Some(at), Some(reason)) => {
            Some(ContactFlag { at, by: member("flag_by")?, reason: code(&reason, FlagReason::from_code)? })
        }
        _ => None,
    };
    Ok(ContactMessage {
        at: row.try_get("", "at")?,
        side: code(&row.try_get::<String>("", "side")?, ContactSide::from_code)?,
        by: member("member")?,
        text: row.try_get("", "text")?,
        flag,
    })
}
