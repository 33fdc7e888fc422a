// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is kept is there; what isn't leaves nothing.

use std::convert::Infallible;
use std::path::Path;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use documents::{Clamd, ContentHash, Extractor, FileKind, LARGEST, ReceiveProblem, Storage, StorageProblem};
use futures::{StreamExt, TryStreamExt, stream};
use url::Url;

use crate::child::pieces;

fn files_below(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(next).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                open.push(entry.path());
            } else {
                found.push(entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned());
            }
        }
    }
    found
}

async fn read(storage: &Storage, hash: &ContentHash) -> Vec<u8> {
    let found = storage.get(hash).await.unwrap();
    let bytes = found.body.try_fold(Vec::new(), |mut all, piece| async move {
        all.extend_from_slice(&piece);
        Ok(all)
    });
    let bytes = bytes.await.unwrap();
    assert_eq!(u64::try_from(bytes.len()).unwrap(), found.size);
    bytes
}

#[tokio::test]
async fn a_file_is_kept_under_its_content() {
    let folder = tempfile::tempdir().unwrap();
    let place = Url::from_directory_path(folder.path()).unwrap();
    let storage = Storage::open(&place, [], Path::new("/nowhere")).unwrap();
    let received = storage.receive(pieces(b"Riuso\n"), LARGEST).await.unwrap();
    assert_eq!((received.size(), received.kind()), (6, Some(FileKind::Text)));
    let again: Vec<_> = received.stream().await.unwrap().try_collect().await.unwrap();
    assert_eq!(again.concat(), b"Riuso\n");
    let hash = received.hash().clone();
    storage.keep(received).await.unwrap();
    let text = hash.as_str();
    assert_eq!(text, "a236963fc2446a4e0bcb2fadb0d1b90204605c15f861fc41baae8fad2b3335b2");
    assert_eq!(files_below(folder.path()), [format!("kept/{}/{}/{text}", &text[..2], &text[2..4])]);
    assert_eq!(read(&storage, &hash).await, b"Riuso\n");
    let listed: Vec<_> = storage.list().try_collect().await.unwrap();
    assert_eq!(listed.iter().map(|one| (&one.hash, one.size)).collect::<Vec<_>>(), [(&hash, 6)]);
    storage.delete(&hash).await.unwrap();
    storage.delete(&hash).await.unwrap();
    assert!(matches!(storage.get(&hash).await, Err(StorageProblem::NotFound)));
    assert_eq!(files_below(folder.path()), Vec::<String>::new());
}

#[tokio::test]
async fn exactly_the_limit_is_taken_and_one_byte_more_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::folder(folder.path()).unwrap();
    let bytes = vec![b'a'; 300_000];
    assert_eq!(storage.receive(pieces(&bytes), 300_000).await.unwrap().size(), 300_000);
    let refused = storage.receive(pieces(&bytes), 299_999).await;
    assert!(matches!(refused, Err(ReceiveProblem::TooLarge { limit: 299_999 })));
    assert!(matches!(storage.receive(pieces(b""), LARGEST).await, Err(ReceiveProblem::Empty)));
    let endless = stream::repeat_with(|| Ok::<_, Infallible>(Bytes::from_static(&[b'x'; 65_536])));
    assert!(matches!(storage.receive(endless, LARGEST).await, Err(ReceiveProblem::TooLarge { .. })));
    assert_eq!(files_below(folder.path()), Vec::<String>::new());
}

#[tokio::test]
async fn an_interrupted_or_given_up_stream_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::folder(folder.path()).unwrap();
    let broken = stream::iter([Ok(Bytes::from_static(b"half")), Err("the line went dead")]);
    assert!(matches!(storage.receive(broken, LARGEST).await, Err(ReceiveProblem::Interrupted(_))));
    let stuck = stream::iter([Ok::<_, Infallible>(Bytes::from_static(b"half"))]).chain(stream::pending());
    let waiting = tokio::time::timeout(Duration::from_millis(50), storage.receive(stuck, LARGEST)).await;
    assert!(waiting.is_err());
    drop(storage.receive(pieces(b"not wanted after all"), LARGEST).await.unwrap());
    assert_eq!(files_below(folder.path()), Vec::<String>::new());
}

#[tokio::test]
async fn the_same_file_from_many_at_once_is_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::folder(folder.path()).unwrap();
    let bytes: Vec<u8> = (0..500_000_u32).flat_map(u32::to_le_bytes).collect();
    let all = (0..8).map(|_| async {
        let received = storage.receive(pieces(&bytes), LARGEST).await.unwrap();
        let hash = received.hash().clone();
        storage.keep(received).await.unwrap();
        assert_eq!(read(&storage, &hash).await, bytes);
        hash
    });
    let hashes = futures::future::join_all(all).await;
    assert!(hashes.iter().all(|hash| hash == &hashes[0]));
    assert_eq!(files_below(folder.path()).len(), 1);
}

#[tokio::test]
async fn what_a_dead_server_was_receiving_is_swept_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::folder(folder.path()).unwrap();
    let received = storage.receive(pieces(b"kept"), LARGEST).await.unwrap();
    let hash = received.hash().clone();
    storage.keep(received).await.unwrap();
    std::fs::write(folder.path().join("incoming/.tmpABC.part"), b"half").unwrap();
    std::fs::write(folder.path().join("incoming/README"), b"whose?").unwrap();
    let changed = std::fs::metadata(folder.path().join("incoming/.tmpABC.part")).unwrap().modified().unwrap();
    assert_eq!(storage.sweep(changed - Duration::from_secs(1)).await.unwrap(), 0, "it is young");
    assert_eq!(storage.sweep(changed + Duration::from_secs(1)).await.unwrap(), 1);
    assert_eq!(files_below(folder.path()).len(), 2);
    assert_eq!(read(&storage, &hash).await, b"kept");
    let kept = storage.list().try_collect::<Vec<_>>().await.unwrap();
    assert!(kept[0].since <= changed + Duration::from_secs(1) && kept[0].since > SystemTime::UNIX_EPOCH);
}

#[test]
fn only_a_hash_is_taken_for_one() {
    let good = "0123456789abcdef".repeat(4);
    assert_eq!(ContentHash::parse(&good).unwrap().as_str(), good);
    for bad in ["", "../../../etc/passwd", &good[1..], &good.to_uppercase(), &format!("{}/", &good[1..])] {
        assert_eq!(ContentHash::parse(bad), None, "{bad}");
    }
}

#[test]
fn everything_that_waits_can_wait_on_any_thread() {
    fn any_thread<T: Send>(future: T) -> T {
        future
    }
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::folder(folder.path()).unwrap();
    drop(any_thread(async {
        let received = storage.receive(pieces(b"a"), LARGEST).await.unwrap();
        let hash = received.hash().clone();
        let verdict = Clamd::at("/nowhere").check(received.stream().await.unwrap()).await;
        storage.keep(received).await.unwrap();
        let body = storage.get(&hash).await.unwrap().body;
        let answer = Extractor::new("/nowhere".into()).extract(FileKind::Text, body).await;
        drop((storage.list(), storage.delete(&hash).await, verdict, answer));
    }));
}
