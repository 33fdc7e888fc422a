// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Addresses that take larger bodies than the others, and give them more time.

use std::time::Duration;

use super::Shell;

/// An address that takes larger bodies than the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LargerBody {
    /// The address; a part in braces stands for any.
    pub address: &'static str,
    /// How long a body may be, in bytes.
    pub bytes: usize,
    /// How long it may take to arrive, where that is longer than elsewhere.
    pub time: Option<Duration>,
}

/// What a request may take up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Room {
    /// Bytes of its body.
    pub bytes: usize,
    /// Time in which the body must be there.
    pub body_time: Duration,
    /// Time in which it must be answered.
    pub request_time: Duration,
}

impl Shell {
    /// What a request to an address may take up.
    pub(super) fn room_at(&self, path: &str) -> Room {
        let limits = &self.limits;
        let usual = Room { bytes: limits.body_bytes, body_time: limits.body_time, request_time: limits.request_time };
        let Some(larger) = self.larger_bodies.iter().find(|larger| fits(larger.address, path)) else { return usual };
        let usual = Room { bytes: larger.bytes, ..usual };
        match larger.time {
            // What is left to do once the body is there gets the usual time.
            Some(time) => Room {
                body_time: time.max(limits.body_time),
                request_time: time.max(limits.body_time).saturating_add(limits.request_time),
                ..usual
            },
            None => usual,
        }
    }
}

/// Whether an address is one of those that a template stands for.
fn fits(template: &str, path: &str) -> bool {
    let (wanted, given): (Vec<&str>, Vec<&str>) = (template.split('/').collect(), path.split('/').collect());
    let same = |(part, segment): (&&str, &&str)| {
        let is_any = part.starts_with('{') && !segment.is_empty();
        is_any || part == segment
    };
    wanted.len() == given.len() && wanted.iter().zip(&given).all(same)
}

#[cfg(test)]
mod tests {
    use tokio_util::sync::CancellationToken;

    use super::*;
    use crate::http::shell::Readiness;

    const UPLOAD: LargerBody =
        LargerBody { address: "/scrivania/{uid}/carica", bytes: 1_000_000, time: Some(Duration::from_secs(300)) };
    const PHOTO: LargerBody = LargerBody { address: "/foto", bytes: 500_000, time: None };

    fn shell() -> Shell {
        let readiness = Readiness::new(CancellationToken::new());
        Shell { larger_bodies: vec![PHOTO, UPLOAD], ..Shell::bare(readiness) }
    }

    #[test]
    fn a_part_in_braces_stands_for_any_one_part() {
        for path in ["/scrivania/a/carica", "/scrivania/%2E%2E/carica"] {
            assert!(fits(UPLOAD.address, path), "{path}");
        }
        for path in
            ["/scrivania//carica", "/scrivania/carica", "/scrivania/a/b/carica", "/scrivania/a/carica/", "/", ""]
        {
            assert!(!fits(UPLOAD.address, path), "{path}");
        }
    }

    #[test]
    fn a_larger_body_has_more_time_only_where_its_address_says_so() {
        let (shell, seconds) = (shell(), Duration::from_secs);
        let usual = Room { bytes: 256 * 1024, body_time: seconds(30), request_time: seconds(15) };
        assert_eq!(shell.room_at("/valuta"), usual);
        assert_eq!(shell.room_at("/foto"), Room { bytes: 500_000, ..usual });
        let upload = Room { bytes: 1_000_000, body_time: seconds(300), request_time: seconds(315) };
        assert_eq!(shell.room_at("/scrivania/x/carica"), upload);
    }
}
