// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A mail server that speaks as much SMTP as is needed, takes everything or nothing, and keeps what came.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use server::config::{CommandLine, Config};
use server::work::mailer::SmtpMailer;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What the server says to a recipient.
#[derive(Clone, Copy, Debug)]
pub enum Mood {
    Takes,
    /// Answers the recipient with this line.
    Refuses(&'static str),
    /// Says nothing from the beginning.
    Silent,
}

/// What came in one transaction.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// Lines before the content: `EHLO`, `MAIL`, `RCPT`, `DATA`.
    pub commands: Vec<String>,
    /// The content as it came, without the last dot.
    pub raw: String,
}

#[derive(Clone)]
pub struct Sink {
    pub address: SocketAddr,
    taken: Arc<Mutex<Vec<Taken>>>,
}

impl Sink {
    pub async fn new(mood: Mood) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let sink = Self { address: listener.local_addr().unwrap(), taken: Arc::default() };
        let taken = Arc::clone(&sink.taken);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let taken = Arc::clone(&taken);
                tokio::spawn(async move {
                    // A client that goes away in the middle is no fault of the sink.
                    let _ = speak(stream, mood, &taken).await;
                });
            }
        });
        sink
    }

    /// All that came whole, in its order.
    pub fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap().clone()
    }

    /// What sends to this server, configured with more keys.
    pub fn mailer(&self, more: &[(&str, &str)]) -> SmtpMailer {
        let url = format!("smtp://{}", self.address);
        let own = [("INNESTO_SMTP_URL", url.as_str()), ("INNESTO_BASE_URL", "https://innesto.example.it")];
        let environment = own.iter().chain(more).map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let config = Config::load(None, environment, &CommandLine::default()).unwrap();
        SmtpMailer::configured(&config).unwrap().unwrap()
    }
}

async fn speak(stream: TcpStream, mood: Mood, taken: &Mutex<Vec<Taken>>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    if matches!(mood, Mood::Silent) {
        std::future::pending::<()>().await;
    }
    stream.write_all(b"220 sink ESMTP\r\n").await?;
    let mut mail = Taken::default();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let line = line.trim_end_matches("\r\n").to_owned();
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        mail.commands.push(line);
        let answer = match (verb.as_str(), mood) {
            ("EHLO", _) => "250-sink\r\n250 8BITMIME",
            ("MAIL", _) => "250 sender is fine",
            ("RCPT", Mood::Refuses(answer)) => answer,
            ("RCPT", _) => "250 recipient is fine",
            ("DATA", _) => "354 go on",
            ("QUIT", _) => "221 bye",
            _ => "500 what?",
        };
        stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
        if verb == "DATA" {
            mail.raw = content(&mut stream).await?;
            taken.lock().unwrap().push(mail.clone());
            stream.write_all(b"250 taken\r\n").await?;
        }
    }
}

async fn content(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut raw = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 || line == ".\r\n" {
            return Ok(raw);
        }
        raw.push_str(&line);
    }
}
