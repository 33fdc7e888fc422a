// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How the answers to prerequisites are laid out: each version is a record.

use domain::Uid;
use domain::readiness::ReadinessCheck;
use domain::record::Record;
use sea_orm::Value;

use super::{Kept, RecordType};
use crate::tables::Column;

impl Kept for ReadinessCheck {
    const TYPE: RecordType = RecordType::Readiness;

    fn uid(&self) -> &Uid {
        &self.uid
    }

    fn columns(&self) -> Vec<(Column, Value)> {
        vec![
            (Column::Practice, self.practice.as_str().into()),
            (Column::Organisation, self.organisation.as_str().into()),
            (Column::Number, i64::from(self.number).into()),
        ]
    }

    fn into_record(self) -> Record {
        Record::Readiness(Box::new(self))
    }
}
