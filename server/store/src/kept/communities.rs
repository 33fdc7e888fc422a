// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How communities are laid out, and who belongs to them.

use domain::Uid;
use domain::community::{Belonging, Community};
use domain::record::Record;
use sea_orm::Value;

use super::{Kept, Links, RecordType};
use crate::tables::{Column, Table};

impl Kept for Community {
    const TYPE: RecordType = RecordType::Community;

    fn uid(&self) -> &Uid {
        &self.uid
    }

    fn title(&self) -> Option<&str> {
        Some(self.acronym.as_deref().unwrap_or(&self.name))
    }

    fn columns(&self) -> Vec<(Column, Value)> {
        vec![
            (Column::Name, self.name.clone().into()),
            (Column::Access, self.access.code().into()),
            (Column::Audience, self.audience.code().into()),
            (Column::State, self.state.code().into()),
            (Column::Demo, self.demo.into()),
        ]
    }

    fn links(&self) -> Vec<Links> {
        let rows = self.themes.iter().map(|theme| vec![theme.as_str().into()]).collect();
        vec![Links { table: Table::CommunityThemes, key: Column::Community, columns: vec![Column::Theme], rows }]
    }

    fn into_record(self) -> Record {
        Record::Community(Box::new(self))
    }
}

impl Kept for Belonging {
    const TYPE: RecordType = RecordType::Belonging;

    fn uid(&self) -> &Uid {
        &self.uid
    }

    fn columns(&self) -> Vec<(Column, Value)> {
        vec![
            (Column::Community, self.community.as_str().into()),
            (Column::Member, self.member.as_str().into()),
            (Column::Role, self.role.code().into()),
            (Column::State, self.state.code().into()),
            (Column::Since, self.since.into()),
        ]
    }

    fn into_record(self) -> Record {
        Record::Belonging(Box::new(self))
    }
}
