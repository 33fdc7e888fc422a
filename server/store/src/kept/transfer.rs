// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How adoptions, twinnings, events and adverts are laid out.

use domain::Uid;
use domain::adoption::Adoption;
use domain::advert::Advert;
use domain::date::Day;
use domain::event::Event;
use domain::policy::{NoticeFacts, Publicity, TwinningFacts};
use domain::record::Record;
use domain::twinning::Twinning;
use sea_orm::Value;

use super::{Kept, Links, RecordType, text};
use crate::tables::{Column, Table};

impl Kept for Adoption {
    const TYPE: RecordType = RecordType::Adoption;

    fn uid(&self) -> &Uid {
        &self.uid
    }

    fn columns(&self) -> Vec<(Column, Value)> {
        vec![
            (Column::Practice, self.practice.as_str().into()),
            (Column::AdopterOrg, text(self.adopter_org.as_ref().map(Uid::as_str))),
            (Column::State, self.state.code().into()),
            (Column::Year, self.year.map(i64::from).into()),
            (Column::Region, self.region.clone().into()),
            (Column::Twinning, text(self.twinning.as_ref().map(Uid::as_str))),
            (Column::HasAgreement, self.agreement.is_some().into()),
        ]
    }

    fn into_record(self) -> Record {
        Record::Adoption(Box::new(self))
    }
}

impl Kept for Twinning {
    const TYPE: RecordType = RecordType::Twinning;

    fn uid(&self) -> &Uid {
        &self.uid
    }

    /// What does not run yet has its identifier for an address, so that no proposal takes a good one.
    fn title(&self) -> Option<&str> {
        let is_out = TwinningFacts::from(self).publicity != Publicity::Draft;
        Some(if is_out { self.acronym.as_deref().unwrap_or(&self.title) } else { self.uid.as_str() })
    }

    fn columns(&self) -> Vec<(Column, Value)> {
        let started = self.start_date.map(|date| date.to_string()).unwrap_or_default();
        vec![
            (Column::Title, self.title.clone().into()),
            (Column::State, self.state.code().into()),
            (Column::Publicity, TwinningFacts::from(self).publicity.code().into()),
            (Column::Audience, self.audience.code().into()),
            (Column::StartedOn, started.into()),
            (Column::Demo, self.demo.into()),
        ]
    }

    fn links(&self) -> Vec<Links> {
        let parties = self.parties.iter().map(|one| vec![one.organisation.as_str().into(), one.role.code().into()]);
        let coordinators = self.coordinators().into_iter().map(|one| vec![one.as_str().into()]);
        let themes = self.themes.iter().map(|one| vec![one.as_str().into()]);
        let practices = self.models.iter().filter_map(|model| model.practice.as_ref());
        let practices = practices.map(|one| vec![one.as_str().into()]);
        let programmes = self.programmes.iter().flat_map(|one| {
            let priorities = one.priorities.iter().map(String::as_str).chain([""]);
            priorities.map(|priority| vec![one.programme.as_str().into(), priority.into()])
        });
        let ends = self.agreements.iter().zip(0_i64..).filter_map(|(agreement, number)| {
            Some(vec![number.into(), Day::last_of(agreement.ends_on()?).to_string().into()])
        });
        let links =
            |table, columns: &[Column], rows| Links { table, key: Column::Twinning, columns: columns.to_vec(), rows };
        vec![
            links(Table::TwinningParties, &[Column::Organisation, Column::Role], parties.collect()),
            links(Table::TwinningCoordinators, &[Column::Member], coordinators.collect()),
            links(Table::TwinningThemes, &[Column::Theme], themes.collect()),
            links(Table::TwinningPractices, &[Column::Practice], practices.collect()),
            links(Table::TwinningProgrammes, &[Column::Programme, Column::Priority], programmes.collect()),
            links(Table::TwinningAgreements, &[Column::Number, Column::EndsOn], ends.collect()),
        ]
    }

    fn into_record(self) -> Record {
        Record::Twinning(Box::new(self))
    }
}

impl Kept for Event {
    const TYPE: RecordType = RecordType::Event;

    fn uid(&self) -> &Uid {
        &self.uid
    }

    fn columns(&self) -> Vec<(Column, Value)> {
        let facts = NoticeFacts::from(self);
        vec![
            (Column::Title, self.title.clone().into()),
            (Column::Publicity, facts.publicity.code().into()),
            (Column::Audience, self.audience.code().into()),
            (Column::Organisation, self.organiser.as_str().into()),
            (Column::Member, text(self.created_by.as_ref().map(Uid::as_str))),
            (Column::Twinning, text(self.twinning.as_ref().map(Uid::as_str))),
            (Column::Practice, text(self.practice.as_ref().map(Uid::as_str))),
            (Column::StartsAt, self.starts_at.since_1970().into()),
            (Column::Demo, self.demo.into()),
        ]
    }

    fn into_record(self) -> Record {
        Record::Event(Box::new(self))
    }
}

impl Kept for Advert {
    const TYPE: RecordType = RecordType::Advert;

    fn uid(&self) -> &Uid {
        &self.uid
    }

    fn columns(&self) -> Vec<(Column, Value)> {
        let facts = NoticeFacts::from(self);
        let published = self.published_on.map(|day| day.to_string()).unwrap_or_default();
        vec![
            (Column::Title, self.title.clone().into()),
            (Column::Kind, self.kind.code().into()),
            (Column::State, self.state.code().into()),
            (Column::Publicity, facts.publicity.code().into()),
            (Column::Audience, facts.audience.code().into()),
            (Column::Organisation, self.organisation.as_str().into()),
            (Column::Member, text(self.author.as_ref().map(Uid::as_str))),
            (Column::Practice, text(self.practice.as_ref().map(Uid::as_str))),
            (Column::Twinning, text(self.twinning.as_ref().map(Uid::as_str))),
            (Column::PublishedOn, published.into()),
            (Column::ExpiresOn, self.expires_on.map(|day| day.to_string()).into()),
            (Column::Demo, self.demo.into()),
        ]
    }

    fn links(&self) -> Vec<Links> {
        let rows = self.themes.iter().map(|theme| vec![theme.as_str().into()]).collect();
        vec![Links { table: Table::AdvertThemes, key: Column::Advert, columns: vec![Column::Theme], rows }]
    }

    fn into_record(self) -> Record {
        Record::Advert(Box::new(self))
    }
}
