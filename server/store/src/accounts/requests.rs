// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Requests for organisations that are not in the list.

use domain::organisation::OrganisationKind;
use domain::{Uid, name};
use jiff::Timestamp;
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use super::{RequestState, at, get, member, ms, optional_at, optional_member, optional_uid, paged};
use crate::Store;
use crate::change::Change;
use crate::error::Error;
use crate::rows::{Listed, Page, code};

/// A request to put an organisation into the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationRequest {
    /// Its identifier.
    pub id: Uuid,
    /// When it came in.
    pub at: Timestamp,
    /// Who asks.
    pub member: Uid,
    /// The organisation's name.
    pub name: String,
    /// What the name looks like (`domain::name::looks`).
    pub looks: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// Its site.
    pub website: Option<String>,
    /// What else the member said; may be empty.
    pub note: String,
    /// Where the request stands.
    pub state: RequestState,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
    /// Who decided.
    pub decided_by: Option<Uid>,
    /// The organisation that came of it.
    pub organisation: Option<Uid>,
}

/// A request to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOrganisationRequest {
    /// Who asks.
    pub member: Uid,
    /// The organisation's name, 1 to 300 characters.
    pub name: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// Its site, at most 2,000 characters.
    pub website: Option<String>,
    /// What else the member says, at most 2,000 characters.
    pub note: String,
}

pub(super) const COLUMNS: &str =
    "id, at, member, name, looks, kind, website, note, state, decided_at, decided_by, organisation";
const COUNT: &str = "SELECT count(*) AS total FROM organisation_requests WHERE $1 IS NULL OR state = $1";
const ADD: &str = "
INSERT INTO organisation_requests (id, at, member, name, looks, kind, website, note, state)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting')";
const DECIDE: &str = "
UPDATE organisation_requests SET state = $2, decided_at = $3, decided_by = $4, organisation = $5
WHERE id = $1 AND state = 'waiting'";

impl Store {
    /// Requests in a state or in any, the newest first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn organisation_requests(
        &self,
        state: Option<RequestState>,
        page: Page,
    ) -> Result<Listed<OrganisationRequest>, Error> {
        let state: Value = state.map(|state| state.code().to_owned()).into();
        let total = self.read_total(COUNT, vec![state.clone()]).await?;
        let sql = format!(
            "SELECT {COLUMNS} FROM organisation_requests WHERE $1 IS NULL OR state = $1 ORDER BY at DESC, id DESC \
             LIMIT $2 OFFSET $3"
        );
        let [limit, offset] = paged(page);
        let rows = self.read_rows(&sql, vec![state, limit, offset]).await?;
        Ok(Listed { total, rows: rows.iter().map(read).collect::<Result<_, _>>()? })
    }

    /// A request.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn organisation_request(&self, id: Uuid) -> Result<Option<OrganisationRequest>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM organisation_requests WHERE id = $1");
        self.read_row(&sql, vec![id.into()]).await?.as_ref().map(read).transpose()
    }
}

impl Change {
    /// Keeps a request; says by which identifier.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn add_organisation_request(&mut self, request: NewOrganisationRequest) -> Result<Uuid, Error> {
        let id = self.new_id();
        let values: Vec<Value> = vec![
            id.into(),
            ms(self.now()),
            request.member.as_str().into(),
            request.name.as_str().into(),
            name::looks(&request.name).into(),
            request.kind.code().into(),
            request.website.into(),
            request.note.into(),
        ];
        self.execute(ADD, values).await?;
        Ok(id)
    }

    /// Decides a request; false where it was decided already, or there is none.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn decide_organisation_request(
        &mut self,
        id: Uuid,
        state: RequestState,
        by: &Uid,
        organisation: Option<&Uid>,
    ) -> Result<bool, Error> {
        let values: Vec<Value> =
            vec![id.into(), state.code().into(), ms(self.now()), by.as_str().into(), optional_uid(organisation)];
        Ok(self.execute(DECIDE, values).await? == 1)
    }
}

pub(super) fn read(row: &QueryResult) -> Result<OrganisationRequest, Error> {
    Ok(OrganisationRequest {
        id: get(row, "id")?,
        at: at(row, "at")?,
        member: member(row, "member")?,
        name: get(row, "name")?,
        looks: get(row, "looks")?,
        kind: code(&get::<String>(row, "kind")?, OrganisationKind::from_code)?,
        website: get(row, "website")?,
        note: get(row, "note")?,
        state: code(&get::<String>(row, "state")?, RequestState::from_code)?,
        decided_at: optional_at(row, "decided_at")?,
        decided_by: optional_member(row, "decided_by")?,
        organisation: optional_member(row, "organisation")?,
    })
}
