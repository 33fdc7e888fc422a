// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! An index knows where it stands, and whatever happens to its files ends in a rebuild.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::{Path, PathBuf};

use domain::{Kind, Language};
use search::{Document, Identity, Index, Opened, Query, Reason};

fn identity() -> Identity {
    Identity { database: "test".to_owned(), epoch: 1 }
}

fn practice(uid: &str, title: &str, version: i64) -> Document {
    Document { version, ..Document::new(Kind::Practice, uid, Language::Italian, title) }
}

fn current(folder: &Path) -> (Index, i64) {
    match Index::open(folder, &identity()).unwrap() {
        Opened::Current { index, seq } => (index, seq),
        Opened::Rebuild(reason) => panic!("to be rebuilt: {reason}"),
    }
}

fn reason(folder: &Path, identity: &Identity) -> Option<Reason> {
    match Index::open(folder, identity).unwrap() {
        Opened::Current { .. } => None,
        Opened::Rebuild(reason) => Some(reason),
    }
}

fn total(index: &Index, text: &str) -> usize {
    index.searcher().search(&Query::new(text, Language::Italian)).unwrap().total
}

#[test]
fn a_folder_without_an_index_is_to_be_rebuilt() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(reason(folder.path(), &identity()), Some(Reason::Absent));
    assert_eq!(reason(&folder.path().join("absent"), &identity()), Some(Reason::Absent));
}

#[test]
fn an_unfinished_rebuild_is_no_index_and_is_cleared_away() {
    let folder = tempfile::tempdir().unwrap();
    let rebuild = Index::rebuild(folder.path(), &identity()).unwrap();
    rebuild.put(&practice("a", "Uno", 1)).unwrap();
    drop(rebuild);
    assert_eq!(reason(folder.path(), &identity()), Some(Reason::Absent));
    Index::rebuild(folder.path(), &identity()).unwrap().finish(3).unwrap();
    assert_eq!(current(folder.path()).1, 3);
    Index::rebuild(folder.path(), &identity()).unwrap().finish(4).unwrap();
    let folders = fs::read_dir(folder.path()).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_dir()).count();
    assert_eq!((current(folder.path()).1, folders), (4, 1));
}

#[test]
fn the_old_index_serves_until_the_new_one_is_finished() {
    let folder = tempfile::tempdir().unwrap();
    let rebuild = Index::rebuild(folder.path(), &identity()).unwrap();
    rebuild.put(&practice("a", "Uno", 1)).unwrap();
    let old = rebuild.finish(1).unwrap();
    let rebuild = Index::rebuild(folder.path(), &identity()).unwrap();
    rebuild.put(&practice("b", "Due", 1)).unwrap();
    assert_eq!((total(&old, "uno"), current(folder.path()).1), (1, 1));
    let new = rebuild.finish(2).unwrap();
    assert_eq!((total(&new, "uno"), total(&new, "due")), (0, 1));
    assert_eq!(total(&old, "uno"), 1);
}

#[test]
fn what_was_not_committed_is_as_if_it_had_not_been() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::rebuild(folder.path(), &identity()).unwrap().finish(0).unwrap();
    let mut writer = index.writer().unwrap();
    writer.put(&practice("a", "Primo", 1)).unwrap();
    writer.commit_at(7).unwrap();
    writer.put(&practice("b", "Secondo", 1)).unwrap();
    writer.remove(Kind::Practice, "a").unwrap();
    drop(writer);
    drop(index);
    let (index, seq) = current(folder.path());
    assert_eq!((seq, total(&index, "primo"), total(&index, "secondo")), (7, 1, 0));
}

#[test]
fn a_commit_replaces_and_removes_and_is_seen_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::rebuild(folder.path(), &identity()).unwrap().finish(0).unwrap();
    let searcher = index.searcher();
    let mut writer = index.writer().unwrap();
    for version in 1..=20 {
        writer.put(&practice("a", &format!("Titolo numero{version}"), version)).unwrap();
        writer.put(&practice("b", "Altro titolo", version)).unwrap();
        writer.commit_at(version).unwrap();
    }
    writer.remove(Kind::Practice, "b").unwrap();
    writer.remove(Kind::Practice, "never there").unwrap();
    writer.commit_at(21).unwrap();
    let verified = searcher.verify().unwrap();
    assert_eq!(verified.len(), 1);
    assert_eq!((verified[0].uid.as_str(), verified[0].version), ("a", 20));
    assert_eq!((total(&index, "titolo"), total(&index, "numero19")), (1, 0));
    assert_eq!(searcher.records(), 1);
    drop(writer);
    assert_eq!(current(folder.path()).1, 21);
}

#[test]
fn there_is_one_writer_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::rebuild(folder.path(), &identity()).unwrap().finish(0).unwrap();
    let writer = index.writer().unwrap();
    assert!(index.writer().is_err());
    drop(writer);
    assert!(index.writer().is_ok());
}

#[test]
fn an_index_of_another_database_or_another_life_of_it_is_not_used() {
    let folder = tempfile::tempdir().unwrap();
    Index::rebuild(folder.path(), &identity()).unwrap().finish(0).unwrap();
    let other = Identity { database: "other".to_owned(), epoch: 1 };
    assert_eq!(reason(folder.path(), &other), Some(Reason::OtherDatabase));
    let restored = Identity { epoch: 2, ..identity() };
    assert_eq!(reason(folder.path(), &restored), Some(Reason::OtherDatabase));
}

#[test]
fn a_position_that_was_changed_by_hand_is_not_believed() {
    let (folder, meta) = filled();
    let text = fs::read_to_string(&meta).unwrap();
    let changed = text.replace("\\\"seq\\\":41", "\\\"seq\\\":42");
    assert_ne!(text, changed);
    fs::write(&meta, changed).unwrap();
    assert_eq!(reason(folder.path(), &identity()), Some(Reason::NoCheckpoint));
    let changed = text.replace("\"payload\"", "\"other\"");
    fs::write(&meta, changed).unwrap();
    assert_eq!(reason(folder.path(), &identity()), Some(Reason::NoCheckpoint));
}

/// An index with several records and deletions, and the path of its meta.json.
fn filled() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let rebuild = Index::rebuild(folder.path(), &identity()).unwrap();
    for number in 0..20 {
        let mut document = practice(&format!("p{number}"), "Raccolta differenziata", number);
        document.passages.push("La gestione dei rifiuti in città. ".repeat(5));
        rebuild.put(&document).unwrap();
    }
    let index = rebuild.finish(40).unwrap();
    let mut writer = index.writer().unwrap();
    writer.remove(Kind::Practice, "p3").unwrap();
    writer.commit_at(41).unwrap();
    drop(writer);
    drop(index);
    let pointer = fs::read_to_string(folder.path().join("current")).unwrap();
    let meta = folder.path().join(pointer.trim()).join("meta.json");
    (folder, meta)
}

/// Changes a file in some way, opens and uses the index, and puts the file back.
fn harm(folder: &Path, file: &Path, how: &str, change: impl Fn(&mut Vec<u8>)) -> bool {
    let whole = fs::read(file).unwrap();
    let mut harmed = whole.clone();
    change(&mut harmed);
    fs::write(file, &harmed).unwrap();
    let name = file.file_name().unwrap().to_string_lossy().into_owned();
    let noticed = match Index::open(folder, &identity()).unwrap() {
        Opened::Rebuild(_) => true,
        Opened::Current { index, seq } => {
            assert_eq!(seq, 41, "{name} {how}");
            let searcher = index.searcher();
            assert_eq!(searcher.verify().unwrap().len(), 19, "{name} {how}");
            assert_eq!(total(&index, "rifiuti città"), 19, "{name} {how}");
            searcher.similar(Kind::Practice, "p1", 3).unwrap();
            searcher.suggest("racc", Language::Italian, 3).unwrap();
            false
        }
    };
    fs::write(file, whole).unwrap();
    noticed
}

fn files(meta: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(meta.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    files
}

#[test]
fn files_cut_short_or_changed_end_in_a_rebuild_or_do_no_harm() {
    let (folder, meta) = filled();
    for file in files(&meta) {
        let length = fs::metadata(&file).unwrap().len() as usize;
        let segment = file.file_name().unwrap().to_string_lossy().contains('.')
            && file.extension().is_some_and(|end| end != "json" && end != "lock");
        let steps: Vec<usize> = (0..length).step_by((length / 12).max(1)).collect();
        for at in steps.iter().copied().chain((length.saturating_sub(9))..length) {
            let cut = harm(folder.path(), &file, &format!("cut at {at}"), |bytes| bytes.truncate(at));
            assert!(cut || !segment, "{} cut at {at}", file.display());
            for bit in [0, 6] {
                let how = format!("bit {bit} at {at}");
                let flip = |bytes: &mut Vec<u8>| bytes[at] ^= 1 << bit;
                harm(folder.path(), &file, &how, flip);
            }
        }
    }
    assert_eq!(current(folder.path()).1, 41);
}

#[test]
fn a_missing_file_ends_in_a_rebuild() {
    let (folder, meta) = filled();
    for file in files(&meta) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        if name.ends_with(".lock") || name.starts_with(".managed") {
            continue;
        }
        let whole = fs::read(&file).unwrap();
        fs::remove_file(&file).unwrap();
        let found = reason(folder.path(), &identity());
        assert!(found.is_some(), "{name}");
        fs::write(&file, whole).unwrap();
    }
    assert_eq!(current(folder.path()).1, 41);
    fs::remove_dir_all(meta.parent().unwrap()).unwrap();
    assert!(reason(folder.path(), &identity()).is_some());
    fs::write(folder.path().join("current"), "../../etc").unwrap();
    assert_eq!(reason(folder.path(), &identity()), Some(Reason::Absent));
    Index::rebuild(folder.path(), &identity()).unwrap().finish(1).unwrap();
    assert_eq!(current(folder.path()).1, 1);
}
