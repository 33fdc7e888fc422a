// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Mails that wait in the database, and how they leave it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use app::ssr::{Letter, Site};
use domain::{Email, Locale};
use jiff::{SignedDuration, Timestamp};
use portal::Portal;
use portal::people::{MailContent, MailToSend};
use server::commands::open_portal;
use server::config::{CommandLine, Config};
use server::work::mailer::{Mailer, Postman, Round, SendProblem, SmtpMailer};
use store::{Mail, MailState, NewMail, Page};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use crate::sink::{Mood, Sink};

/// A portal with so many mails that wait.
struct Waiting {
    portal: Portal,
    _data: TempDir,
}

impl Waiting {
    async fn with(mails: usize) -> Self {
        let data = TempDir::new().unwrap();
        let over = CommandLine { data: Some(data.path().to_owned()), listen: None };
        let portal = open_portal(&Config::load(None, [], &over).unwrap()).await.unwrap();
        let content = MailContent::PasswordChanged { first_name: "Ada".to_owned() };
        let params = serde_json::to_value(&content).unwrap();
        for number in 0..mails {
            let mail = NewMail {
                member: None,
                recipient: Email::parse(&format!("ada{number}@example.org")).unwrap(),
                template: params["template"].as_str().unwrap().to_owned(),
                params: params.to_string(),
                locale: Locale::Italian,
                dedup: None,
            };
            let add = portal
                .store()
                .write(Timestamp::now(), move |change| Box::pin(async move { change.add_mail(mail).await }));
            assert!(add.await.unwrap());
        }
        Self { portal, _data: data }
    }

    fn postman<M: Mailer>(&self, mailer: M) -> Postman<M> {
        let site = Site { base_url: "https://innesto.example.it".to_owned(), ..Site::default() };
        Postman::new(self.portal.clone(), mailer, Arc::new(site))
    }

    async fn mails(&self, state: MailState) -> Vec<Mail> {
        self.portal.store().mails(Some(state), Page::first(100)).await.unwrap().rows
    }
}

async fn round<M: Mailer>(postman: &Postman<M>) -> Round {
    postman.send_waiting(&CancellationToken::new()).await.unwrap()
}

#[tokio::test]
async fn every_mail_that_waits_is_sent_once_and_then_forgotten() {
    let (waiting, sink) = (Waiting::with(25).await, Sink::new(Mood::Takes).await);
    let (one, other) = (waiting.postman(sink.mailer(&[])), waiting.postman(sink.mailer(&[])));
    let (first, second) = tokio::join!(round(&one), round(&other));
    assert_eq!((first.sent + second.sent, first.not_sent + second.not_sent), (25, 0));
    assert_eq!(round(&one).await, Round::default());
    let recipients: BTreeSet<String> = sink.taken().iter().map(|taken| taken.commands[2].clone()).collect();
    assert_eq!((sink.taken().len(), recipients.len()), (25, 25));
    let sent = waiting.mails(MailState::Sent).await;
    assert_eq!(sent.len(), 25);
    assert!(sent.iter().all(|mail| mail.params == "{}" && mail.problem.is_none()), "{sent:?}");
}

#[tokio::test]
async fn what_the_server_refuses_waits_with_its_answer() {
    for answer in ["550 5.1.1 no such user", "450 4.2.0 come back later"] {
        let (waiting, sink) = (Waiting::with(1).await, Sink::new(Mood::Refuses(answer)).await);
        let postman = waiting.postman(sink.mailer(&[]));
        assert_eq!(round(&postman).await, Round { sent: 0, not_sent: 1 });
        let [mail] = waiting.mails(MailState::Waiting).await.try_into().unwrap();
        assert!(mail.problem.as_ref().is_some_and(|problem| problem.contains(&answer[4..])), "{mail:?}");
        assert!(mail.next_at > Timestamp::now() + SignedDuration::from_secs(30), "{mail:?}");
        assert_eq!(round(&postman).await, Round::default(), "not at once again");
    }
}

#[tokio::test]
async fn a_refusal_for_good_is_told_from_one_for_now() {
    for (answer, for_good) in [
        ("550 no such user", true),
        ("553 no such name", true),
        ("530 sign in first", false),
        ("535 wrong password", false),
        ("421 too busy", false),
        ("452 full", false),
    ] {
        let sink = Sink::new(Mood::Refuses(answer)).await;
        let waiting = Waiting::with(1).await;
        let [mail] = waiting.portal.mails_to_send(1).await.unwrap().try_into().unwrap();
        let letter = app::ssr::mail(&mail.content, mail.locale, &Site::default());
        let problem = sink.mailer(&[]).send(&letter, &mail).await.unwrap_err();
        assert_eq!(matches!(problem, SendProblem::Permanent(_)), for_good, "{answer}: {problem:?}");
    }
}

#[tokio::test]
async fn a_server_that_is_down_or_silent_costs_a_try_and_no_mail() {
    let waiting = Waiting::with(1).await;
    let silent = Sink::new(Mood::Silent).await;
    let postman = waiting.postman(silent.mailer(&[])).with_limit(Duration::from_millis(50));
    assert_eq!(round(&postman).await, Round { sent: 0, not_sent: 1 });
    let [mail] = waiting.mails(MailState::Waiting).await.try_into().unwrap();
    assert!(mail.problem.is_some_and(|problem| problem.contains("took longer than")));

    let waiting = Waiting::with(1).await;
    let closed = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("smtp://{}", listener.local_addr().unwrap())
    };
    let environment = [("INNESTO_SMTP_URL".to_owned(), closed)];
    let config = Config::load(None, environment, &CommandLine::default()).unwrap();
    let mailer = SmtpMailer::configured(&config).unwrap().unwrap();
    assert_eq!(round(&waiting.postman(mailer)).await, Round { sent: 0, not_sent: 1 });
    assert_eq!(waiting.mails(MailState::Waiting).await.len(), 1);
}

/// Notes nothing and takes everything.
struct Swallows;

impl Mailer for Swallows {
    async fn send(&self, _: &Letter, _: &MailToSend) -> Result<(), SendProblem> {
        Ok(())
    }
}

#[tokio::test]
async fn a_server_that_stops_begins_no_other_mail() {
    let waiting = Waiting::with(3).await;
    let stop = CancellationToken::new();
    stop.cancel();
    let round = waiting.postman(Swallows).send_waiting(&stop).await.unwrap();
    assert_eq!(round, Round::default());
    assert_eq!(waiting.mails(MailState::Sent).await.len(), 0);
}

#[tokio::test]
async fn mails_are_sent_without_being_asked_for_until_the_server_stops() {
    let (waiting, sink) = (Waiting::with(21).await, Sink::new(Mood::Takes).await);
    let (postman, stop) = (waiting.postman(sink.mailer(&[])), CancellationToken::new());
    let stopping = stop.clone();
    let working = tokio::spawn(async move { postman.keep_sending(&stopping).await });
    while sink.taken().len() < 21 {
        tokio::task::yield_now().await;
    }
    stop.cancel();
    working.await.unwrap();
}
