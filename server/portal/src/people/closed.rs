// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A record, outside of the database, of the accounts that were closed: an older copy of the database that is put back
//! still has them, and they are closed in it again before anybody is served (TRAPS G1).
//!
//! Each line has the hash of an account's identifier and the moment: nothing that says who it was.

use std::collections::HashSet;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use domain::Uid;
use domain::member::MemberState;
use domain::policy::Viewer;
use jiff::Timestamp;
use store::{Change, KeptMember, MemberFilter, Page};

use super::AuditAct;
use super::secrets::fingerprint;
use super::sessions::into_portal;
use crate::Portal;
use crate::error::Error;
use crate::form::FormError;
use crate::writing::leave_all_practices;

/// How many accounts are looked at together.
const AT_ONCE: u32 = 500;

/// How an account is named in the record.
fn mark(member: &Uid) -> String {
    fingerprint(&format!("closed account:{member}"))
}

/// The accounts that stand in a record; where there is none, none does.
fn read(path: &Path) -> io::Result<HashSet<String>> {
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(HashSet::new()),
        text => text?,
    };
    Ok(text.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect())
}

/// Adds accounts to a record; they are on the disk when this returns.
fn append(path: &Path, marks: &[String], at: Timestamp) -> io::Result<()> {
    if marks.is_empty() {
        return Ok(());
    }
    let lines: String = marks.iter().map(|mark| format!("{mark} {at}\n")).collect();
    let mut file = OpenOptions::new().append(true).create(true).mode(0o600).open(path)?;
    file.write_all(lines.as_bytes())?;
    file.sync_all()
}

fn broken(path: &Path, error: &io::Error) -> Error {
    Error::Broken(format!("the record of closed accounts {}: {error}", path.display()))
}

impl Portal {
    /// Keeps the record of closed accounts in a file from now on, brings it up to date, and closes again the accounts
    /// that stand in it and are open in this database; says how many those were.
    ///
    /// # Errors
    /// The file cannot be read or written, or the database cannot be asked.
    pub async fn keep_closed_accounts(&self, path: &Path) -> Result<u64, Error> {
        let _ = self.inner.closed_accounts.set(path.to_owned());
        let known = read(path).map_err(|error| broken(path, &error))?;
        let (mut new, mut open) = (Vec::new(), Vec::new());
        let mut page = Page::first(AT_ONCE);
        let filter = MemberFilter::default();
        loop {
            let rows = self.inner.store.members(&Viewer::Operator, &filter, page).await?.rows;
            let count = rows.len();
            for KeptMember { record, .. } in rows {
                match (record.state == MemberState::Anonymised, known.contains(&mark(&record.uid))) {
                    (true, false) => new.push(mark(&record.uid)),
                    (false, true) => open.push(record.uid),
                    (true, true) | (false, false) => {}
                }
            }
            if count < page.limit as usize {
                break;
            }
            page.offset += page.limit;
        }
        append(path, &new, self.now()).map_err(|error| broken(path, &error))?;
        for member in &open {
            self.close_again(member.clone()).await.map_err(into_portal)?;
        }
        Ok(open.len() as u64)
    }

    /// Notes that an account was closed. That it is closed does not hang on it: what could not be noted is noted when
    /// the portal starts again.
    pub(super) async fn note_closed(&self, member: &Uid) {
        let Some(path) = self.inner.closed_accounts.get().cloned() else { return };
        let (mark, at) = (mark(member), self.now());
        let noting = tokio::task::spawn_blocking(move || append(&path, &[mark], at));
        match noting.await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!(%error, "a closed account could not be noted"),
            Err(error) => tracing::error!(%error, "a closed account could not be noted"),
        }
    }

    async fn close_again(&self, member: Uid) -> Result<(), FormError> {
        self.write(move |change| Box::pin(async move { close(change, &member).await })).await
    }
}

/// Closes an account that was closed before, in a database that does not know it yet.
async fn close(change: &mut Change, member: &Uid) -> Result<(), FormError> {
    let Some(kept) = change.member(member).await? else { return Ok(()) };
    leave_all_practices(change, member).await?;
    if let Some(email) = &kept.record.email {
        change.erase_account(member, email).await?;
        for purpose in ["account", "mail"] {
            change.forget_attempt(&fingerprint(&format!("{purpose}:{email}"))).await?;
        }
    }
    change.put_member(&kept.record.anonymised()).await?;
    change.raise_epoch(member).await?;
    Portal::note(change, None, AuditAct::Closed, ("member", member.as_str()), serde_json::Value::Null).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_noted_is_read_again_and_names_nobody() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("closed");
        assert!(read(&path).expect("none is no fault").is_empty());
        let ada = Uid::parse("member-ada").expect("a uid");
        append(&path, &[mark(&ada)], Timestamp::UNIX_EPOCH).expect("written");
        append(&path, &["other".to_owned()], Timestamp::UNIX_EPOCH).expect("written");
        let known = read(&path).expect("read");
        assert!(known.len() == 2 && known.contains(&mark(&ada)));
        assert!(!fs::read_to_string(&path).expect("text").contains("ada"));
    }
}
