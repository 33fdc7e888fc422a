// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How themes, programmes and synonyms are laid out: as records without columns of their own.

use domain::Uid;
use domain::record::Record;
use domain::synonym::Synonym;
use domain::taxonomy::{Programme, Theme};

use super::{Kept, RecordType};

impl Kept for Theme {
    const TYPE: RecordType = RecordType::Theme;

    fn uid(&self) -> &Uid {
        &self.uid
    }

    fn into_record(self) -> Record {
        Record::Theme(self)
    }
}

impl Kept for Programme {
    const TYPE: RecordType = RecordType::Programme;

    fn uid(&self) -> &Uid {
        &self.uid
    }

    fn into_record(self) -> Record {
        Record::Programme(self)
    }
}

impl Kept for Synonym {
    const TYPE: RecordType = RecordType::Synonym;

    fn uid(&self) -> &Uid {
        &self.uid
    }

    fn into_record(self) -> Record {
        Record::Synonym(self)
    }
}
