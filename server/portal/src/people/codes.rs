// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Second factors: codes of an app (TOTP, RFC 6238: six digits, thirty seconds, SHA-1 as all apps know) and recovery codes.

use jiff::Timestamp;
use totp_rs::{Builder, Totp};

/// How many recovery codes are given out.
pub(crate) const RECOVERY_CODES: usize = 10;
/// Length of a step, in seconds.
const STEP: u64 = 30;
/// How many steps before and after are taken too, for clocks that differ.
const SKEW: u16 = 1;
/// The letters of recovery codes: none that looks like another.
const LETTERS: &[u8] = b"23456789abcdefghjkmnpqrstuvwxyz";

fn totp(secret: &[u8], account: &str, issuer: &str) -> Option<Totp> {
    Builder::new()
        .with_secret(secret.to_vec())
        .with_skew(SKEW)
        .with_step_duration(STEP)
        .with_account_name(account)
        .with_issuer(Some(issuer))
        .build()
        .ok()
}

/// The step that a code belongs to, where it is right now.
pub(crate) fn step_of(secret: &[u8], code: &str, now: Timestamp) -> Option<i64> {
    let time = u64::try_from(now.as_second()).ok()?;
    totp(secret, "account", "portal")?.check(code, time).and_then(|step| i64::try_from(step).ok())
}

/// The secret in letters, in groups of four, and the address that a phone scans.
pub(crate) fn to_show(secret: &[u8], account: &str, issuer: &str) -> (String, String) {
    let letters = totp_rs::Secret::from(secret.to_vec()).to_base32();
    let groups: Vec<&str> = letters.as_bytes().chunks(4).filter_map(|group| std::str::from_utf8(group).ok()).collect();
    // The address takes no colon within its parts.
    let account = account.replace(':', " ");
    let issuer = issuer.replace(':', " ");
    let address = totp(secret, &account, &issuer).and_then(|totp| totp.to_url().ok()).unwrap_or_default();
    (groups.join(" "), address)
}

/// Recovery codes from random bytes: ten letters in two groups, some 49 bits each.
pub(crate) fn recovery_codes(random: &[u8]) -> Vec<String> {
    let code = |bytes: &[u8]| {
        let letters: String =
            bytes.iter().map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()])).collect();
        format!("{}-{}", &letters[..5], &letters[5..])
    };
    random.chunks_exact(10).map(code).collect()
}

/// A code as it is compared: without spaces and hyphens, in small letters.
pub(crate) fn plain(typed: &str) -> String {
    let kept: String = typed.chars().filter(|c| c.is_ascii_alphanumeric()).take(64).collect();
    kept.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret and the moments of RFC 6238, appendix B; its codes have eight digits, ours the last six of them.
    const SECRET: &[u8] = b"12345678901234567890";

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a moment")
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924")] {
            assert_eq!(step_of(SECRET, code, at(second)), Some(second / 30), "{second}");
            assert_eq!(step_of(SECRET, code, at(second + 30)), Some(second / 30), "a clock that is late");
            assert_eq!(step_of(SECRET, code, at(second + 120)), None, "too late");
        }
        assert_eq!(step_of(SECRET, "000000", at(59)), None);
        assert_eq!(step_of(SECRET, "", at(59)), None);
    }

    #[test]
    fn recovery_codes_differ_and_are_compared_without_their_hyphen() {
        let random: Vec<u8> = (0..100).collect();
        let codes = recovery_codes(&random);
        assert_eq!(codes.len(), RECOVERY_CODES);
        assert_eq!(plain(&codes[0].to_uppercase().replace('-', " ")), codes[0].replace('-', ""));
    }

    #[test]
    fn a_secret_is_shown_in_groups_and_as_an_address() {
        let (groups, address) = to_show(SECRET, "ada@example.org", "Innesto");
        assert!(groups.starts_with("GEZD GNBV"), "{groups}");
        assert!(address.starts_with("otpauth://totp/Innesto"), "{address}");
    }
}
