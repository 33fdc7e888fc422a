// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Real numbers for the home page, and references that lead nowhere.

use domain::Uid;
use domain::policy::Viewer;
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Func, Query};
use sea_orm::{ConnectionTrait, QueryResult, Statement};

use crate::Store;
use crate::error::Error;
use crate::kept::RecordType;
use crate::members::members_in_use;
use crate::practice_lists::region;
use crate::practices::join_owner;
use crate::rows::{code, count, uid_of};
use crate::tables::{Column, Table};
use crate::visible::visible_to;

/// How much the portal holds that a viewer may see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Practices.
    pub practices: u64,
    /// Regions that have at least one of them, abroad too.
    pub regions: u64,
    /// Organisations.
    pub organisations: u64,
    /// Members whose accounts are in use.
    pub members: u64,
    /// Adoptions of these practices, in whatever state.
    pub adoptions: u64,
}

/// A reference whose target is not there, or not yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dangling {
    /// Type of the record that refers.
    pub kind: RecordType,
    /// The record that refers.
    pub uid: Uid,
    /// The field that refers.
    pub field: String,
    /// What it names.
    pub missing: String,
}

const DANGLING: &str = "
SELECT 'practice' AS kind, p.uid AS uid, 'owner_org' AS field, p.owner AS missing
  FROM practices p LEFT JOIN organisations o ON o.uid = p.owner WHERE p.owner IS NOT NULL AND o.uid IS NULL
UNION ALL SELECT 'practice', l.practice, 'partner_orgs', l.organisation
  FROM practice_parts l LEFT JOIN organisations o ON o.uid = l.organisation WHERE o.uid IS NULL
UNION ALL SELECT 'practice', l.practice, 'themes', l.theme
  FROM practice_themes l LEFT JOIN themes t ON t.uid = l.theme WHERE t.uid IS NULL
UNION ALL SELECT 'practice', l.practice, 'based_on', l.origin
  FROM practice_origins l LEFT JOIN practices p ON p.uid = l.origin WHERE p.uid IS NULL
UNION ALL SELECT 'member', l.member, 'memberships', l.organisation
  FROM memberships l LEFT JOIN organisations o ON o.uid = l.organisation WHERE o.uid IS NULL
UNION ALL SELECT 'member', l.member, 'themes', l.theme
  FROM member_themes l LEFT JOIN themes t ON t.uid = l.theme WHERE t.uid IS NULL
UNION ALL SELECT 'adoption', a.uid, 'practice', a.practice
  FROM adoptions a LEFT JOIN practices p ON p.uid = a.practice WHERE p.uid IS NULL
UNION ALL SELECT 'adoption', a.uid, 'adopter_org', a.adopter_org
  FROM adoptions a LEFT JOIN organisations o ON o.uid = a.adopter_org
  WHERE a.adopter_org IS NOT NULL AND o.uid IS NULL
UNION ALL SELECT 'testimonial', t.uid, 'about', t.about
  FROM testimonials t LEFT JOIN practices p ON t.about_kind = 'practice' AND p.uid = t.about
  LEFT JOIN adoptions a ON t.about_kind = 'adoption' AND a.uid = t.about
  LEFT JOIN twinnings w ON t.about_kind = 'twinning' AND w.uid = t.about
  WHERE p.uid IS NULL AND a.uid IS NULL AND w.uid IS NULL
UNION ALL SELECT 'testimonial', t.uid, 'organisation', t.organisation
  FROM testimonials t LEFT JOIN organisations o ON o.uid = t.organisation
  WHERE t.organisation IS NOT NULL AND o.uid IS NULL
UNION ALL SELECT DISTINCT 'twinning', l.twinning, 'parties', l.organisation
  FROM twinning_parties l LEFT JOIN organisations o ON o.uid = l.organisation WHERE o.uid IS NULL
UNION ALL SELECT 'twinning', l.twinning, 'themes', l.theme
  FROM twinning_themes l LEFT JOIN themes t ON t.uid = l.theme WHERE t.uid IS NULL
UNION ALL SELECT DISTINCT 'twinning', l.twinning, 'models', l.practice
  FROM twinning_practices l LEFT JOIN practices p ON p.uid = l.practice WHERE p.uid IS NULL
UNION ALL SELECT 'event', e.uid, 'organiser', e.organisation
  FROM events e LEFT JOIN organisations o ON o.uid = e.organisation WHERE o.uid IS NULL
UNION ALL SELECT 'event', e.uid, 'twinning', e.twinning
  FROM events e LEFT JOIN twinnings w ON w.uid = e.twinning WHERE e.twinning IS NOT NULL AND w.uid IS NULL
UNION ALL SELECT 'organisation', c.uid, 'parent', c.parent
  FROM organisations c LEFT JOIN organisations o ON o.uid = c.parent WHERE c.parent IS NOT NULL AND o.uid IS NULL
UNION ALL SELECT 'organisation', c.uid, 'merged_into', c.merged_into
  FROM organisations c LEFT JOIN organisations o ON o.uid = c.merged_into
  WHERE c.merged_into IS NOT NULL AND o.uid IS NULL
ORDER BY kind, uid, field, missing LIMIT $1";

impl Store {
    /// Counts what a viewer may see. Two statements.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn counts(&self, viewer: &Viewer) -> Result<Counts, Error> {
        let mut practices = Query::select();
        practices
            .expr_as(Func::count(Expr::col(Asterisk)), "practices")
            .expr_as(Func::count_distinct(region()), "regions")
            .from(Table::Practices)
            .cond_where(visible_to(viewer));
        join_owner(&mut practices);
        let all = Query::select().expr(Func::count(Expr::col(Asterisk))).from(Table::Organisations).take();
        let present = Expr::SubQuery(None, Box::new(all.clone().into()));
        let merged = all.clone().and_where(Expr::col(Column::MergedInto).is_not_null()).take();
        // All less the few that were merged: an index has both numbers, and not that of the others.
        let organisations = present.sub(Expr::SubQuery(None, Box::new(merged.into())));
        let practice = Expr::col((Table::Practices, Column::Uid)).equals((Table::Adoptions, Column::Practice));
        let others = Query::select()
            .expr_as(Func::count(Expr::col(Asterisk)), "adoptions")
            .expr_as(organisations, "organisations")
            .expr_as(Expr::SubQuery(None, Box::new(members_in_use(viewer).into())), "members")
            .from(Table::Adoptions)
            .inner_join(Table::Practices, practice)
            .cond_where(visible_to(viewer))
            .take();
        let (Some(practices), Some(others)) =
            (self.readers().query_one(&practices).await?, self.readers().query_one(&others).await?)
        else {
            return Ok(Counts::default());
        };
        Ok(Counts {
            practices: count(&practices, "practices")?,
            regions: count(&practices, "regions")?,
            organisations: count(&others, "organisations")?,
            members: count(&others, "members")?,
            adoptions: count(&others, "adoptions")?,
        })
    }

    /// References whose target is not there; records may be imported before what they name.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn dangling(&self, limit: u32) -> Result<Vec<Dangling>, Error> {
        let db = self.readers();
        let backend = db.get_database_backend();
        let statement = Statement::from_sql_and_values(backend, DANGLING, [i64::from(limit).into()]);
        let read = |row: &QueryResult| {
            Ok(Dangling {
                kind: code(&row.try_get::<String>("", "kind")?, RecordType::from_code)?,
                uid: uid_of(&row.try_get::<String>("", "uid")?)?,
                field: row.try_get("", "field")?,
                missing: row.try_get("", "missing")?,
            })
        };
        db.query_all_raw(statement).await?.iter().map(read).collect()
    }
}
