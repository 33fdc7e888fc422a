// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What two bodies that become one have in tables of their own: conversations, matches, readiness.

use domain::Uid;
use domain::readiness::ReadinessCheck;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{Order, Value};

use crate::change::Change;
use crate::error::Error;
use crate::rows::records;
use crate::tables::{Column, Table};

/// What the two records of one body wrote to each other is over: a body does not write to itself. It keeps both names.
const END_OWN: &str = "
UPDATE contacts SET state = 'closed', blocked_by = NULL, version = version + 1
WHERE ((asking = $1 AND asked = $2) OR (asking = $2 AND asked = $1)) AND state IN ('open', 'answered', 'blocked')";
/// Of two that go on about one thing with one body, the one that was written in last goes on; of two of one moment, the
/// one whose identifier comes first.
const END_DOUBLE_ASKING: &str = "
UPDATE contacts SET state = 'closed', version = version + 1
WHERE asking IN ($1, $2) AND state IN ('open', 'answered') AND EXISTS (SELECT 1 FROM contacts o
    WHERE o.asking IN ($1, $2) AND o.asking <> contacts.asking AND o.asked = contacts.asked
        AND o.about_kind = contacts.about_kind AND o.about = contacts.about AND o.state IN ('open', 'answered')
        AND (o.updated_at > contacts.updated_at OR (o.updated_at = contacts.updated_at AND o.uid < contacts.uid)))";
const END_DOUBLE_ASKED: &str = "
UPDATE contacts SET state = 'closed', version = version + 1
WHERE asked IN ($1, $2) AND state IN ('open', 'answered') AND EXISTS (SELECT 1 FROM contacts o
    WHERE o.asked IN ($1, $2) AND o.asked <> contacts.asked AND o.asking = contacts.asking
        AND o.about_kind = contacts.about_kind AND o.about = contacts.about AND o.state IN ('open', 'answered')
        AND (o.updated_at > contacts.updated_at OR (o.updated_at = contacts.updated_at AND o.uid < contacts.uid)))";
const MOVE_ASKING: &str = "
UPDATE contacts SET asking = $2, version = version + 1 WHERE asking = $1 AND asked <> $2";
const MOVE_ASKED: &str = "
UPDATE contacts SET asked = $2, version = version + 1 WHERE asked = $1 AND asking <> $2";
/// Of two rows about one match, what was dismissed is stronger than what was only looked at; then the later one; then
/// that of the body that stays.
const END_DOUBLE_MATCHES: &str = "
DELETE FROM matches
WHERE organisation IN ($1, $2) AND EXISTS (SELECT 1 FROM matches o
    WHERE o.organisation IN ($1, $2) AND o.organisation <> matches.organisation
        AND o.own_kind = matches.own_kind AND o.own = matches.own
        AND o.other_kind = matches.other_kind AND o.other = matches.other
        AND ((o.state = 'dismissed' AND matches.state <> 'dismissed')
            OR (o.state = matches.state AND (o.since > matches.since
                OR (o.since = matches.since AND o.organisation = $2)))))";
const MOVE_MATCHES: &str = "UPDATE matches SET organisation = $2 WHERE organisation = $1";
/// What is matched now with something of the same body: nothing is matched within one body.
const END_INNER_MATCHES: &str = "
DELETE FROM matches
WHERE organisation = $1
    AND ((other_kind = 'advert' AND other IN (SELECT uid FROM adverts WHERE organisation = $1))
        OR (other_kind = 'practice' AND other IN (SELECT uid FROM practices WHERE owner = $1)))";
/// Out of the way of every number that a version can have, until it is written anew.
const PARK_VERSION: &str = "UPDATE readiness SET number = number + 8589934592 WHERE uid = $1";

impl Change {
    /// Gives one body what another has beside the records that name it: its conversations, what it did with its matches,
    /// what it answered to prerequisites. Its records are renamed before.
    ///
    /// No message, no version of answers goes. Where both have what only one can have, what decides is written above.
    ///
    /// # Errors
    /// As `put_practice`. After any error the whole change is lost.
    pub async fn move_correspondence(&mut self, from: &Uid, into: &Uid) -> Result<(), Error> {
        let both = || -> Vec<Value> { vec![from.as_str().into(), into.as_str().into()] };
        for sql in
            [END_OWN, END_DOUBLE_ASKING, END_DOUBLE_ASKED, MOVE_ASKING, MOVE_ASKED, END_DOUBLE_MATCHES, MOVE_MATCHES]
        {
            self.execute(sql, both()).await?;
        }
        self.execute(END_INNER_MATCHES, vec![into.as_str().into()]).await?;
        self.move_readiness(from, into).await
    }

    /// The versions of both bodies for one practice become one row of versions, by when they were answered.
    async fn move_readiness(&mut self, from: &Uid, into: &Uid) -> Result<(), Error> {
        let mut left = self.readiness_by(from).await?;
        if left.is_empty() {
            return Ok(());
        }
        let mut standing = self.readiness_by(into).await?;
        let mut moved = Vec::new();
        while let Some(practice) = left.first().map(|one| one.practice.clone()) {
            let of_it = |all: &mut Vec<ReadinessCheck>| {
                all.extract_if(.., |one| one.practice == practice).collect::<Vec<ReadinessCheck>>()
            };
            let (own, others) = (of_it(&mut standing), of_it(&mut left));
            let before: Vec<ReadinessCheck> = own.iter().chain(&others).cloned().collect();
            let joined = ReadinessCheck::joined(into, own, others);
            moved.extend(joined.into_iter().filter(|one| !before.contains(one)));
        }
        for one in &moved {
            self.execute(PARK_VERSION, vec![one.uid.as_str().into()]).await?;
        }
        for one in &moved {
            self.put_readiness(one).await?;
        }
        Ok(())
    }

    async fn readiness_by(&mut self, body: &Uid) -> Result<Vec<ReadinessCheck>, Error> {
        let found = records::<ReadinessCheck, _>(self.connection(), &answered_by(body)).await;
        self.marked(found)
    }
}

fn answered_by(body: &Uid) -> SelectStatement {
    Query::select()
        .column((Table::Readiness, Column::Record))
        .from(Table::Readiness)
        .and_where(Expr::col((Table::Readiness, Column::Organisation)).eq(body.as_str()))
        .order_by((Table::Readiness, Column::Uid), Order::Asc)
        .take()
}
