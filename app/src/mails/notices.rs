// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Letters on notices: one by itself, or a digest.

use domain::notice::{NoticeKind, Period, digest_message_id, headers_of_post, headers_of_thread};
use domain::{Locale, Uid};
use portal::notices::DigestGroup;
use portal::people::NoticeMail;

use super::letter::Parts;
use super::{Heads, REASON_MAX, Writer, cut, name, plain, short};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::notice_place::address_of;

impl Writer<'_> {
    /// To who is told of something at once.
    pub(super) fn notice(&self, first_name: &str, token: &str, mail: &NoticeMail) -> Parts {
        let locale = self.locale;
        let what = mail.kind.name(locale);
        let subject = match &mail.title {
            Some(title) => say!(locale, mails.notice.subject, title = short(title), what = what),
            None => say!(locale, mails.notice.subject_alone, what = what),
        };
        let by = mail.by.as_deref().map(|by| say!(locale, mails.notice.by, by = name(by)));
        let deed = mail.deed.map(|deed| say!(locale, mails.notice.deed, deed = deed.name(locale)));
        let note = mail.note.as_deref().and_then(|note| self.reason(note));
        let page = self.at(&address_of(locale, &mail.place));
        Parts::new(subject, self.greeting(first_name))
            .says(told(locale, mail))
            .may_say(by)
            .may_say(deed)
            .may_say(note)
            .action(say!(locale, mails.notice.action), page)
            .footer(say!(locale, mails.notice.why))
            .footer(say!(locale, mails.notice.choose, address = self.at(&paths::notice_choices(locale))))
            .unsubscribe(self.stops(mail), self.at(&paths::saved::stop(locale, &plain(token))))
            .heads(self.heads_of(mail))
    }

    /// What one click on the link of a mail ends.
    fn stops(&self, mail: &NoticeMail) -> String {
        match (mail.kind, &mail.thread) {
            (NoticeKind::NewPost, Some(_)) => say!(self.locale, mails.notice.stop_thread).to_owned(),
            _ => say!(self.locale, mails.notice.stop_kind, kind = mail.kind.name(self.locale)),
        }
    }

    /// The head by which mail programs put the mails of a thread together. Only the first mail of a post has its name;
    /// those that come later are answers to it.
    fn heads_of(&self, mail: &NoticeMail) -> Heads {
        let Some(thread) = &mail.thread else { return Heads::default() };
        let host = self.host();
        let named = match &mail.post {
            Some(post) => headers_of_post(post, thread, mail.answers.as_ref(), host),
            None => headers_of_thread(thread, host),
        };
        let mut references = named.references;
        let message_id = mail.first.then(|| named.message_id.clone());
        if !mail.first {
            references.push(named.message_id);
        }
        Heads { message_id, references, list_id: Some(named.list_id) }
    }

    /// To who gets what happened gathered.
    pub(super) fn notice_digest(
        &self,
        first_name: &str,
        (member, period): (&Uid, Period),
        token: &str,
        (groups, more): (&[DigestGroup], u64),
    ) -> Parts {
        let locale = self.locale;
        let rhythm = period.rhythm.name(locale);
        let mut parts = Parts::new(say!(locale, mails.digest.subject, rhythm = rhythm), self.greeting(first_name))
            .says(say!(locale, mails.digest.text));
        for group in groups {
            let page = self.at(&address_of(locale, &group.place));
            parts = parts.link(gathered(locale, group), page);
        }
        let parts = parts.action(say!(locale, mails.digest.action), self.at(&paths::notices(locale)));
        let parts = match more {
            0 => parts,
            more => parts.unexpected(say!(locale, mails.digest.more, count = more)),
        };
        let host = self.host();
        let heads = Heads {
            message_id: Some(digest_message_id(member, period, host)),
            references: Vec::new(),
            list_id: Some(format!("<digest.{host}>")),
        };
        parts
            .footer(say!(locale, mails.digest.why))
            .footer(say!(locale, mails.notice.choose, address = self.at(&paths::notice_choices(locale))))
            .unsubscribe(say!(locale, mails.digest.stop), self.at(&paths::saved::stop(locale, &plain(token))))
            .heads(heads)
    }

    /// The host of the portal, as the names of its mails end in.
    fn host(&self) -> &str {
        let address = self.site.base_url.as_str();
        let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
        let host = rest.split(['/', ':']).next().unwrap_or_default();
        if host.is_empty() { "localhost" } else { host }
    }
}

/// What happened, in one sentence.
fn told(locale: Locale, mail: &NoticeMail) -> String {
    let title = mail.title.as_deref().map(name);
    let title = title.unwrap_or_else(|| say!(locale, mails.notice.untitled).to_owned());
    match mail.kind {
        NoticeKind::Moderation => say!(locale, mails.notice.text.moderation, title = title),
        NoticeKind::Mention => say!(locale, mails.notice.text.mention, title = title),
        NoticeKind::Reply => say!(locale, mails.notice.text.reply, title = title),
        NoticeKind::Community => say!(locale, mails.notice.text.community, title = title),
        NoticeKind::Announcement => say!(locale, mails.notice.text.announcement, title = title),
        NoticeKind::Outcome => say!(locale, mails.notice.text.outcome, title = title),
        NoticeKind::NewThread => say!(locale, mails.notice.text.new_thread, title = title),
        NoticeKind::NewPost => say!(locale, mails.notice.text.new_post, title = title),
    }
}

/// One thing in a digest: what it is called, and how much happened there.
fn gathered(locale: Locale, group: &DigestGroup) -> String {
    let title = group.title.as_deref().map(|title| cut(title, REASON_MAX));
    let title = title.unwrap_or_else(|| say!(locale, mails.digest.own_account).to_owned());
    let mut counts: Vec<String> = group.kinds.iter().map(|(kind, count)| counted(locale, *kind, *count)).collect();
    if group.more > 0 {
        counts.push(say!(locale, mails.digest.others, count = u64::from(group.more)));
    }
    format!("{title}: {}", counts.join(", "))
}

fn counted(locale: Locale, kind: NoticeKind, count: u32) -> String {
    let count = u64::from(count);
    match kind {
        NoticeKind::Moderation => say!(locale, mails.digest.count.moderation, count = count),
        NoticeKind::Mention => say!(locale, mails.digest.count.mention, count = count),
        NoticeKind::Reply => say!(locale, mails.digest.count.reply, count = count),
        NoticeKind::Community => say!(locale, mails.digest.count.community, count = count),
        NoticeKind::Announcement => say!(locale, mails.digest.count.announcement, count = count),
        NoticeKind::Outcome => say!(locale, mails.digest.count.outcome, count = count),
        NoticeKind::NewThread => say!(locale, mails.digest.count.new_thread, count = count),
        NoticeKind::NewPost => say!(locale, mails.digest.count.new_post, count = count),
    }
}

#[cfg(test)]
#[path = "tests/notices.rs"]
mod tests;
