// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Writing records: a new one is inserted, a known one updated, an unchanged one left alone.

use domain::Uid;
use domain::adoption::Adoption;
use domain::member::{Member, MemberState};
use domain::organisation::Organisation;
use domain::phase::Phase;
use domain::practice::Practice;
use domain::revision::Revision;
use domain::synonym::Synonym;
use domain::taxonomy::{Programme, Theme};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ConnectionTrait, Statement, Value};
use uuid::Uuid;

use super::Change;
use crate::error::Error;
use crate::kept::{Kept, RecordType};
use crate::log::Operation;
use crate::tables::{Column, Table};

/// What a put did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The record is new.
    Created,
    /// The record was there and is now different.
    Changed,
    /// The record was there and was the same: nothing was written.
    Unchanged,
}

/// The outcome of a put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Put {
    /// What it did.
    pub effect: Effect,
    /// The version that the record has now, from 1.
    pub version: i64,
    /// The version in which the record itself last changed; a change of phase alone does not count.
    pub record_version: i64,
}

/// A record as it stands in the database.
struct Standing {
    version: i64,
    record_version: i64,
    json: String,
    slug: Option<String>,
    phase: Option<String>,
}

/// Writes a rendering only where the record is still the one that was rendered.
const PUT_RENDERING: &str = "
INSERT INTO renderings (practice, record_version, renderer, html)
SELECT uid, record_version, $3, $4 FROM practices WHERE uid = $1 AND record_version = $2
ON CONFLICT (practice) DO UPDATE
SET record_version = excluded.record_version, renderer = excluded.renderer, html = excluded.html";

impl Change {
    /// Writes a theme.
    ///
    /// # Errors
    /// As `put_practice`.
    pub async fn put_theme(&mut self, theme: &Theme) -> Result<Put, Error> {
        self.put(theme, None).await
    }

    /// Writes a programme.
    ///
    /// # Errors
    /// As `put_practice`.
    pub async fn put_programme(&mut self, programme: &Programme) -> Result<Put, Error> {
        self.put(programme, None).await
    }

    /// Writes a group of synonyms.
    ///
    /// # Errors
    /// As `put_practice`.
    pub async fn put_synonym(&mut self, synonym: &Synonym) -> Result<Put, Error> {
        self.put(synonym, None).await
    }

    /// Writes an organisation.
    ///
    /// # Errors
    /// As `put_practice`.
    pub async fn put_organisation(&mut self, organisation: &Organisation) -> Result<Put, Error> {
        self.put(organisation, None).await
    }

    /// Writes a member. Of an account that is closed, the picture and the last time of signing in go as well.
    ///
    /// # Errors
    /// As `put_practice`; `Conflict` also where another member has the same e-mail.
    pub async fn put_member(&mut self, member: &Member) -> Result<Put, Error> {
        let put = self.put(member, None).await?;
        if member.state == MemberState::Anonymised && put.effect != Effect::Unchanged {
            self.forget_traces(&member.uid).await?;
        }
        Ok(put)
    }

    /// Writes something that was done to a practice.
    ///
    /// # Errors
    /// As `put_practice`.
    pub async fn put_revision(&mut self, revision: &Revision) -> Result<Put, Error> {
        self.put(revision, None).await
    }

    /// Writes an adoption. The phase of its practice may follow from it: see `set_phase`.
    ///
    /// # Errors
    /// As `put_practice`.
    pub async fn put_adoption(&mut self, adoption: &Adoption) -> Result<Put, Error> {
        self.put(adoption, None).await
    }

    /// Writes a practice with the phase that follows from it and its adoptions.
    ///
    /// # Errors
    /// `Refused` where a limit of the database is broken, `Conflict` where another change of the same record
    /// came between, `Unavailable`. After any error the whole change is lost.
    pub async fn put_practice(&mut self, practice: &Practice, phase: Phase) -> Result<Put, Error> {
        self.put(practice, Some(phase)).await
    }

    /// Sets the phase of a practice whose own record stays; says whether it was another one.
    ///
    /// # Errors
    /// As `put_practice`.
    pub async fn set_phase(&mut self, practice: &Uid, phase: Phase) -> Result<bool, Error> {
        let update = Query::update()
            .table(Table::Practices)
            .value(Column::Phase, phase.code())
            .value(Column::Version, Expr::col(Column::Version).add(1))
            .and_where(Expr::col(Column::Uid).eq(practice.as_str()))
            .and_where(Expr::col(Column::Phase).ne(phase.code()))
            .take();
        let outcome = self.transaction.execute(&update).await.map_err(Error::from);
        let changed = self.marked(outcome)?.rows_affected() > 0;
        if changed {
            self.note_phase(practice, phase).await?;
            self.note(RecordType::Practice, practice, Operation::Changed);
        }
        Ok(changed)
    }

    /// Keeps the HTML of a practice beside it, as any text that the caller can read again.
    ///
    /// `record_version` is that of the record which was rendered; when the record has changed since, nothing
    /// is kept. `renderer` is the version of the rules.
    ///
    /// # Errors
    /// As `put_practice`.
    pub async fn put_rendering(
        &mut self,
        practice: &Uid,
        record_version: i64,
        renderer: u32,
        html: &str,
    ) -> Result<(), Error> {
        let values: [Value; 4] =
            [practice.as_str().into(), record_version.into(), i64::from(renderer).into(), html.into()];
        let backend = self.transaction.get_database_backend();
        let statement = Statement::from_sql_and_values(backend, PUT_RENDERING, values);
        let outcome = self.transaction.execute_raw(statement).await.map_err(Error::from);
        self.marked(outcome).map(drop)
    }

    pub(crate) async fn put_record<T: Kept>(&mut self, record: &T) -> Result<Put, Error> {
        self.put(record, None).await
    }

    async fn put<T: Kept>(&mut self, record: &T, phase: Option<Phase>) -> Result<Put, Error> {
        let outcome = self.put_now(record, phase).await;
        self.marked(outcome)
    }

    async fn put_now<T: Kept>(&mut self, record: &T, phase: Option<Phase>) -> Result<Put, Error> {
        if self.broken {
            return Err(Error::Broken);
        }
        let json = serde_json::to_string(record).map_err(|error| Error::Corrupt(error.to_string()))?;
        if holds_nul(&json) {
            return Err(Error::Refused("text without NUL".to_owned()));
        }
        let Some(standing) = self.standing::<T>(record.uid()).await? else {
            return self.insert(record, json, phase).await;
        };
        if standing.json != json {
            return self.update(record, json, phase, &standing).await;
        }
        let Standing { mut version, record_version, phase: stood, .. } = standing;
        let mut effect = Effect::Unchanged;
        if let Some(phase) = phase.filter(|phase| stood.as_deref() != Some(phase.code())) {
            self.set_phase(record.uid(), phase).await?;
            version += 1;
            effect = Effect::Changed;
        }
        Ok(Put { effect, version, record_version })
    }

    async fn standing<T: Kept>(&self, uid: &Uid) -> Result<Option<Standing>, Error> {
        let is_practice = T::TYPE == RecordType::Practice;
        let has_slug = T::TYPE.has_slug();
        let mut select = Query::select();
        select.columns([Column::Version, Column::Record]).from(T::TYPE.table());
        select.and_where(Expr::col(Column::Uid).eq(uid.as_str()));
        if has_slug {
            select.column(Column::Slug);
        }
        if is_practice {
            select.columns([Column::Phase, Column::RecordVersion]);
        }
        let Some(row) = self.transaction.query_one(&select).await? else { return Ok(None) };
        let version = row.try_get("", "version")?;
        Ok(Some(Standing {
            version,
            record_version: if is_practice { row.try_get("", "record_version")? } else { version },
            json: row.try_get("", "record")?,
            slug: if has_slug { row.try_get("", "slug")? } else { None },
            phase: if is_practice { row.try_get("", "phase")? } else { None },
        }))
    }

    async fn insert<T: Kept>(&mut self, record: &T, json: String, phase: Option<Phase>) -> Result<Put, Error> {
        let uid = record.uid();
        let slug = match record.title() {
            Some(title) => Some(self.new_slug(T::TYPE, uid, title).await?),
            None => None,
        };
        let mut columns = changing_columns(record, json, phase, slug.as_deref(), 1);
        columns.push((Column::Id, self.id_for(uid).into()));
        columns.push((Column::Uid, uid.as_str().into()));
        columns.push((Column::CreatedAt, self.now.as_millisecond().into()));
        columns.push((Column::UpdatedAt, self.now.as_millisecond().into()));
        let mut insert = Query::insert();
        insert.into_table(T::TYPE.table()).columns(columns.iter().map(|(column, _)| *column));
        insert.values_panic(columns.into_iter().map(|(_, value)| Expr::value(value)));
        self.transaction.execute(&insert).await?;
        self.insert_links(record).await?;
        if let Some(phase) = phase {
            self.note_phase(uid, phase).await?;
        }
        self.note_publication(record).await?;
        self.note(T::TYPE, uid, Operation::Created);
        Ok(Put { effect: Effect::Created, version: 1, record_version: 1 })
    }

    async fn update<T: Kept>(
        &mut self,
        record: &T,
        json: String,
        phase: Option<Phase>,
        standing: &Standing,
    ) -> Result<Put, Error> {
        let uid = record.uid();
        let version = standing.version + 1;
        let slug = match (record.title(), standing.slug.as_deref()) {
            (Some(title), Some(slug)) => Some(self.slug_after_change(T::TYPE, uid, title, slug).await?),
            _ => None,
        };
        let mut update = Query::update();
        update.table(T::TYPE.table()).values(
            changing_columns(record, json, phase, slug.as_deref(), version)
                .into_iter()
                .map(|(column, value)| (column, Expr::value(value))),
        );
        update
            .value(Column::UpdatedAt, self.now.as_millisecond())
            .and_where(Expr::col(Column::Uid).eq(uid.as_str()))
            .and_where(Expr::col(Column::Version).eq(standing.version));
        if self.transaction.execute(&update).await?.rows_affected() != 1 {
            return Err(Error::Conflict);
        }
        for links in record.links() {
            let stale = Expr::col(links.key).eq(uid.as_str());
            self.transaction.execute(Query::delete().from_table(links.table).and_where(stale)).await?;
        }
        self.insert_links(record).await?;
        if let Some(phase) = phase.filter(|phase| standing.phase.as_deref() != Some(phase.code())) {
            self.note_phase(uid, phase).await?;
        }
        self.note_publication(record).await?;
        self.note(T::TYPE, uid, Operation::Changed);
        Ok(Put { effect: Effect::Changed, version, record_version: version })
    }

    async fn insert_links<T: Kept>(&self, record: &T) -> Result<(), Error> {
        let uid = record.uid().as_str();
        for links in record.links().into_iter().filter(|links| !links.rows.is_empty()) {
            let mut insert = Query::insert();
            insert.into_table(links.table).columns([links.key].into_iter().chain(links.columns));
            for row in links.rows {
                insert.values_panic([uid.into()].into_iter().chain(row).map(Expr::value::<Value>));
            }
            // A record may name the same thing twice.
            insert.on_conflict(OnConflict::new().do_nothing().to_owned());
            self.transaction.execute(&insert).await?;
        }
        Ok(())
    }

    /// The primary key: the `uid` itself where it is the text of a UUID, else a new one.
    fn id_for(&self, uid: &Uid) -> Uuid {
        let parsed = Uuid::parse_str(uid.as_str()).ok();
        parsed.filter(|id| id.hyphenated().to_string() == uid.as_str()).unwrap_or_else(self.new_id)
    }
}

/// The columns that each write of a record sets.
fn changing_columns<T: Kept>(
    record: &T,
    json: String,
    phase: Option<Phase>,
    slug: Option<&str>,
    version: i64,
) -> Vec<(Column, Value)> {
    let mut columns = record.columns();
    columns.push((Column::Record, json.into()));
    columns.push((Column::Version, version.into()));
    if let Some(phase) = phase {
        columns.push((Column::Phase, phase.code().into()));
        columns.push((Column::RecordVersion, version.into()));
    }
    if let Some(slug) = slug {
        columns.push((Column::Slug, slug.into()));
    }
    columns
}

/// Whether a text in the JSON has a NUL, which SQLite cuts and PostgreSQL refuses.
fn holds_nul(json: &str) -> bool {
    let mut rest = json.as_bytes();
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
        if rest[at..].starts_with(b"\\u0000") {
            return true;
        }
        rest = rest.get(at + 2..).unwrap_or_default();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nul_is_told_from_the_words_for_one() {
        let json = |text: &str| serde_json::to_string(text).expect("JSON");
        assert!(holds_nul(&json("a\0b")));
        assert!(holds_nul(&json("\\\0")));
        assert!(!holds_nul(&json("\\u0000")));
        assert!(!holds_nul(&json("a\\\\u0000\u{1}\"")));
    }
}
