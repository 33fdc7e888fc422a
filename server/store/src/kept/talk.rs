// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How threads and posts are laid out. What is counted beside them is written in `threads/tally.rs`.

use std::collections::BTreeSet;

use domain::Uid;
use domain::post::Post;
use domain::record::Record;
use domain::thread::{Thread, ThreadAbout};
use sea_orm::Value;

use super::{Kept, Links, RecordType, text};
use crate::tables::{Column, Table};

/// Between a name and the identifier that it stands for, and behind that.
const BEGIN: &str = "](member:";
const END: char = ')';
/// The most places of one thing in which a name is looked for, the latest texts first: more than people write.
const NAMED_MAX: usize = 2_000;

/// The code of what a thread is about.
pub(crate) const fn about_kind(about: &ThreadAbout) -> &'static str {
    match about {
        ThreadAbout::Twinning(_) => "twinning",
        ThreadAbout::Practice(_) => "practice",
        ThreadAbout::Advert(_) => "advert",
        ThreadAbout::Community(_) => "community",
    }
}

impl Kept for Thread {
    const TYPE: RecordType = RecordType::Thread;

    fn uid(&self) -> &Uid {
        &self.uid
    }

    fn columns(&self) -> Vec<(Column, Value)> {
        vec![
            (Column::Title, self.title.clone().into()),
            (Column::Language, self.language.code().into()),
            (Column::Kind, self.kind.code().into()),
            (Column::AboutKind, text(self.about.as_ref().map(about_kind))),
            (Column::About, text(self.about.as_ref().map(|about| about.uid().as_str()))),
            (Column::Member, text(self.author.as_ref().map(Uid::as_str))),
            (Column::At, self.at.into()),
            (Column::Audience, self.audience.code().into()),
            (Column::Writers, self.writers.code().into()),
            (Column::State, self.state.code().into()),
            (Column::ClosedBy, text(self.closing.as_ref().and_then(|one| one.by.as_ref()).map(Uid::as_str))),
            (Column::ClosedAs, text(self.closing.as_ref().map(|one| one.closed_as.code()))),
            (Column::Standing, self.standing.code().into()),
            (Column::Pinned, self.pinned.into()),
            (Column::Main, self.main.into()),
            (Column::Answered, self.answer.is_some().into()),
            (Column::Demo, self.demo.into()),
        ]
    }

    fn links(&self) -> Vec<Links> {
        let texts = self.body.iter().chain(&self.conclusions);
        let earlier = self.revisions.iter().rev().map(|version| version.body.as_str());
        vec![named(texts.map(String::as_str).chain(earlier), None)]
    }

    fn into_record(self) -> Record {
        Record::Thread(Box::new(self))
    }
}

impl Kept for Post {
    const TYPE: RecordType = RecordType::Post;

    fn uid(&self) -> &Uid {
        &self.uid
    }

    fn columns(&self) -> Vec<(Column, Value)> {
        let head = Self { revisions: Vec::new(), ..self.clone() };
        let head = serde_json::to_string(&head).expect("records have string keys and finite numbers only");
        let owner = self.mark.as_ref().and_then(|mark| mark.owner.as_ref());
        vec![
            (Column::Thread, self.thread.as_str().into()),
            (Column::Position, i64::from(self.position.unwrap_or_default()).into()),
            (Column::ReplyTo, text(self.reply_to.as_ref().map(Uid::as_str))),
            (Column::Member, text(self.author.as_ref().map(Uid::as_str))),
            (Column::At, self.at.into()),
            (Column::Standing, self.standing.code().into()),
            (Column::Mark, text(self.mark.as_ref().map(|mark| mark.kind.code()))),
            (Column::Owner, text(owner.map(Uid::as_str))),
            (Column::Demo, self.demo.into()),
            (Column::Head, head.into()),
        ]
    }

    fn links(&self) -> Vec<Links> {
        let earlier = self.revisions.iter().rev().map(|version| version.body.as_str());
        let marked = self.mark.as_ref().and_then(|mark| mark.by.as_ref());
        vec![named(std::iter::once(self.body.as_str()).chain(earlier), marked)]
    }

    fn into_record(self) -> Record {
        Record::Post(Box::new(self))
    }
}

/// Whom texts name, wherever in them, and beside them one more: where the name has to go once that account is closed.
fn named<'t>(texts: impl Iterator<Item = &'t str>, beside: Option<&Uid>) -> Links {
    let uid = |rest: &str| rest.split_once(END).and_then(|(uid, _)| Uid::parse(uid).ok());
    let found = texts.flat_map(|text| text.split(BEGIN).skip(1)).filter_map(uid).take(NAMED_MAX);
    let members: BTreeSet<Uid> = found.chain(beside.cloned()).collect();
    let rows = members.iter().map(|member| vec![member.as_str().into()]).collect();
    Links { table: Table::ThreadMentions, key: Column::Thing, columns: vec![Column::Member], rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members(texts: &[&str], beside: Option<&Uid>) -> Vec<Vec<Value>> {
        named(texts.iter().copied(), beside).rows
    }

    #[test]
    fn all_whom_texts_name_are_kept_also_in_code_and_beyond_those_who_are_told() {
        let zoe = Uid::parse("zoe").expect("a uid");
        let texts = ["> @[Bea](member:bea)", "`@[Ada](member:ada)`, @[Bea](member:bea)", "](member:", "](member:a b)"];
        let wanted = ["ada", "bea", "zoe"].map(|member| vec![Value::from(member)]);
        assert_eq!(members(&texts, Some(&zoe)), wanted);
        let many: String = (0..30).map(|number| format!("@[X](member:m{number}) ")).collect();
        assert_eq!(members(&[&many], None).len(), 30);
        let too_many: String = (0..3 * NAMED_MAX).map(|number| format!("](member:m{number})")).collect();
        assert_eq!(members(&[&too_many], None).len(), NAMED_MAX);
    }
}
