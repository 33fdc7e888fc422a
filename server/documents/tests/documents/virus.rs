// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The check for viruses, with somebody who answers as clamd does.

use documents::{Clamd, Verdict};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, UnixListener};

use crate::child::pieces;

/// Reads one question and gives clamd's answer: a name for whatever has `EICAR` in it.
async fn answer(mut asked: impl AsyncReadExt + AsyncWriteExt + Unpin) {
    let mut command = [0; 10];
    asked.read_exact(&mut command).await.unwrap();
    assert_eq!(&command, b"zINSTREAM\0");
    let mut file = Vec::new();
    loop {
        let length = usize::try_from(asked.read_u32().await.unwrap()).unwrap();
        if length == 0 {
            break;
        }
        let start = file.len();
        file.resize(start + length, 0);
        asked.read_exact(&mut file[start..]).await.unwrap();
    }
    let found = memchr::memmem::find(&file, b"EICAR").is_some();
    let answer = match (found, file.len()) {
        (true, _) => "stream: Eicar-Test-Signature FOUND\0",
        (_, 0..200_000) => "stream: OK\0",
        _ => "INSTREAM size limit exceeded. ERROR\0",
    };
    asked.write_all(answer.as_bytes()).await.unwrap();
}

#[tokio::test]
async fn clean_and_infected_files_are_told_apart() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let clamd = Clamd::at(&format!("tcp:{}", listener.local_addr().unwrap()));
    let serving = tokio::spawn(async move {
        for _ in 0..3 {
            answer(listener.accept().await.unwrap().0).await;
        }
    });
    assert_eq!(clamd.check(pieces(&[b'a'; 150_000])).await, Verdict::Clean);
    assert_eq!(clamd.check(pieces(b"..EICAR..")).await, Verdict::Found("Eicar-Test-Signature".to_owned()));
    assert!(matches!(clamd.check(pieces(&[b'a'; 300_000])).await, Verdict::Unavailable(_)));
    serving.await.unwrap();
}

#[tokio::test]
async fn a_socket_of_the_machine_does_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clamd.ctl");
    let listener = UnixListener::bind(&path).unwrap();
    let serving = tokio::spawn(async move { answer(listener.accept().await.unwrap().0).await });
    assert_eq!(Clamd::at(path.to_str().unwrap()).check(pieces(b"testo")).await, Verdict::Clean);
    serving.await.unwrap();
}

#[tokio::test]
async fn nobody_there_is_no_clean_file() {
    let nobody = Clamd::at("unix:/nowhere/clamd.ctl").check(pieces(b"testo")).await;
    assert!(matches!(nobody, Verdict::Unavailable(_)), "{nobody:?}");
}
