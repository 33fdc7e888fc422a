// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Passwords: which are taken, and how they are hashed. Hashing costs memory and time, so it is bounded.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::Portal;
use crate::error::Error;
use crate::form::FieldProblem;

/// The shortest password, in characters.
pub const PASSWORD_MIN: usize = 12;
/// The longest password, in characters.
pub const PASSWORD_MAX: usize = 128;
/// A password that is longer in bytes is not hashed at all (TRAPS D10).
const BYTES_MAX: usize = 512;
/// How many hashes are computed at once.
const AT_ONCE: usize = 2;
/// How many wait for that; who comes then is told to come back.
const QUEUE: usize = 32;
/// The least that a password must withstand, of 0 to 4: 3 is ten thousand million guesses (zxcvbn).
const STRENGTH: zxcvbn::Score = zxcvbn::Score::Three;

/// How many letters and digits a password must have beside words that others may know of its owner.
const OWN_MIN: usize = 8;

/// What a password hash costs (Argon2id).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hashing {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Default for Hashing {
    /// 64 MiB, three passes: more than the floor of 19 MiB and two that OWASP asks for.
    fn default() -> Self {
        Self { memory_kib: 64 * 1024, passes: 3, lanes: 1 }
    }
}

impl Hashing {
    /// As cheap as can be: for tests, and for what no password opens.
    pub const CHEAP: Self = Self { memory_kib: 8, passes: 1, lanes: 1 };

    fn argon(self) -> Argon2<'static> {
        let params = Params::new(self.memory_kib, self.passes, self.lanes, None);
        let params = params.expect("the cost is checked where the configuration is read");
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
    }
}

/// The outcome of comparing a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Wrong,
    Right,
    /// Right, and the hash was made at another cost than that in force.
    RightAndStale,
}

pub(crate) struct Passwords {
    hashing: Hashing,
    random: fn(&mut [u8]),
    places: Arc<Semaphore>,
    queue: Arc<Semaphore>,
    /// A hash that no password fits: an unknown address costs the same as a known one.
    nobody: String,
    /// How many hashes were asked for.
    computed: AtomicU64,
}

impl Passwords {
    pub(crate) fn new(hashing: Hashing, random: fn(&mut [u8])) -> Self {
        let mut password = [0; 16];
        random(&mut password);
        Self {
            hashing,
            random,
            places: Arc::new(Semaphore::new(AT_ONCE)),
            queue: Arc::new(Semaphore::new(AT_ONCE + QUEUE)),
            nobody: nobodys(hashing, &hex::encode(password), random),
            computed: AtomicU64::new(0),
        }
    }

    /// The hash of a password that was checked, as it is kept.
    pub(crate) async fn hash(&self, password: &str) -> Result<String, Error> {
        let (hashing, random, password) = (self.hashing, self.random, password.to_owned());
        self.in_turn(move || hashed(hashing, &password, random)).await
    }

    /// Compares a password with the hash of an account; without an account, or without a password, it costs the same.
    pub(crate) async fn compare(&self, password: &str, kept: Option<&str>) -> Result<Verdict, Error> {
        let known = kept.is_some() && password.len() <= BYTES_MAX;
        let kept = kept.unwrap_or(&self.nobody).to_owned();
        let (hashing, mut password) = (self.hashing, password.to_owned());
        if password.len() > BYTES_MAX {
            password.clear();
        }
        let (fits, stale) = self.in_turn(move || compared(hashing, &password, &kept)).await?;
        Ok(match (known && fits, stale) {
            (false, _) => Verdict::Wrong,
            (true, false) => Verdict::Right,
            (true, true) => Verdict::RightAndStale,
        })
    }

    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
        let queued = Arc::clone(&self.queue).try_acquire_owned().map_err(|_| Error::Busy)?;
        let place = Arc::clone(&self.places).acquire_owned().await.map_err(|_| Error::Busy)?;
        self.computed.fetch_add(1, Ordering::Relaxed);
        // The places go along, so that a request that is given up frees them only when its work is done.
        let task = tokio::task::spawn_blocking(move || {
            let _held = (queued, place);
            work()
        });
        Ok(task.await?)
    }
}

impl Portal {
    /// How many password hashes this portal has computed, for tests of what an attack costs.
    #[doc(hidden)]
    pub fn hashes_computed(&self) -> u64 {
        self.inner.passwords.computed.load(Ordering::Relaxed)
    }
}

fn hashed(hashing: Hashing, password: &str, random: fn(&mut [u8])) -> String {
    let mut salt = [0; 16];
    random(&mut salt);
    let hash = hashing.argon().hash_password_with_salt(password.as_bytes(), &salt);
    hash.expect("salt and password are of lengths that Argon2 takes").to_string()
}

/// A hash that says it cost what hashes cost here, and was made for next to nothing: what counts is what it costs to
/// compare a password with it. Made in earnest it would leave the server with 64 MiB more from its start.
fn nobodys(hashing: Hashing, password: &str, random: fn(&mut [u8])) -> String {
    let cost = |hashing: Hashing| format!("$m={},t={},p={}$", hashing.memory_kib, hashing.passes, hashing.lanes);
    hashed(Hashing::CHEAP, password, random).replace(&cost(Hashing::CHEAP), &cost(hashing))
}

/// Whether the password fits the hash, and whether the hash was made at another cost.
fn compared(hashing: Hashing, password: &str, kept: &str) -> (bool, bool) {
    let Ok(hash) = PasswordHash::new(kept) else { return (false, false) };
    let fits = hashing.argon().verify_password(password.as_bytes(), &hash).is_ok();
    let cost = Params::try_from(&hash).ok().map(|params| (params.m_cost(), params.t_cost(), params.p_cost()));
    (fits, cost != Some((hashing.memory_kib, hashing.passes, hashing.lanes)))
}

/// What is wrong with a new password, if anything; `about` is what others may know of its owner.
pub(crate) async fn problem(password: &str, about: Vec<String>) -> Result<Option<FieldProblem>, Error> {
    match password.chars().count() {
        0 => return Ok(Some(FieldProblem::Missing)),
        length if length < PASSWORD_MIN => return Ok(Some(FieldProblem::TooShort)),
        length if length > PASSWORD_MAX => return Ok(Some(FieldProblem::TooLong)),
        _ => {}
    }
    let password = password.to_owned();
    let judge = move || {
        let about: Vec<&str> = about.iter().map(String::as_str).collect();
        letters_beside(&password, &about) < OWN_MIN || zxcvbn::zxcvbn(&password, &about).score() < STRENGTH
    };
    Ok(tokio::task::spawn_blocking(judge).await?.then_some(FieldProblem::Weak))
}

/// How many letters and digits are left of a password without the words of some texts: one's name over and over is
/// long, and no secret.
fn letters_beside(password: &str, about: &[&str]) -> usize {
    let about = about.join(" ").to_lowercase();
    let mut words: Vec<&str> = about.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= 3).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let rest = words.into_iter().fold(password.to_lowercase(), |rest, word| rest.replace(word, " "));
    rest.chars().filter(|c| c.is_alphanumeric()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(buffer: &mut [u8]) {
        buffer.iter_mut().zip(0u8..).for_each(|(byte, number)| *byte = number);
    }

    #[tokio::test]
    async fn a_password_fits_its_own_hash_only() {
        let passwords = Passwords::new(Hashing::CHEAP, counted);
        let kept = passwords.hash("cavallo batteria graffetta").await.expect("a hash");
        assert!(kept.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{kept}");
        let verdict = async |typed: &str, kept: Option<&str>| passwords.compare(typed, kept).await.expect("a verdict");
        assert_eq!(verdict("cavallo batteria graffetta", Some(&kept)).await, Verdict::Right);
        assert_eq!(verdict("cavallo batteria", Some(&kept)).await, Verdict::Wrong);
        assert_eq!(verdict("", None).await, Verdict::Wrong);
        assert_eq!(verdict(&"x".repeat(100_000), Some(&kept)).await, Verdict::Wrong);
        assert_eq!(verdict("x", Some("not a hash")).await, Verdict::Wrong);
        let dearer = Passwords::new(Hashing { memory_kib: 16, ..Hashing::CHEAP }, counted);
        let again = dearer.compare("cavallo batteria graffetta", Some(&kept)).await.expect("a verdict");
        assert_eq!(again, Verdict::RightAndStale);
    }

    #[tokio::test]
    async fn an_unknown_address_costs_what_a_known_one_costs() {
        let here = Hashing { memory_kib: 32, passes: 2, lanes: 1 };
        let passwords = Passwords::new(here, counted);
        let kept = passwords.hash("cavallo batteria graffetta").await.expect("a hash");
        let cost = |hash: &str| Params::try_from(&PasswordHash::new(hash).expect("a hash")).expect("its cost");
        assert_eq!(cost(&passwords.nobody), cost(&kept));
        assert_eq!(passwords.nobody.len(), kept.len());
        assert_eq!(compared(here, "cavallo batteria graffetta", &passwords.nobody), (false, false));
    }

    #[tokio::test]
    async fn what_is_easily_guessed_is_refused() {
        let about = || vec!["ada.prova@example.org".to_owned(), "Comune di Firenze".to_owned()];
        for (password, wanted) in [
            ("", Some(FieldProblem::Missing)),
            ("corta", Some(FieldProblem::TooShort)),
            ("password1234", Some(FieldProblem::Weak)),
            ("aaaaaaaaaaaaaaaa", Some(FieldProblem::Weak)),
            ("ada.prova@example.org", Some(FieldProblem::Weak)),
            ("Firenze Comune di Prova 2026", Some(FieldProblem::Weak)),
            ("quattro mele rosse sul tavolo", None),
        ] {
            assert_eq!(problem(password, about()).await.expect("judged"), wanted, "{password}");
        }
        assert_eq!(problem(&"è1 ".repeat(50), about()).await.expect("judged"), Some(FieldProblem::TooLong));
    }

    #[tokio::test]
    async fn who_comes_when_all_wait_is_told_to_come_back() {
        let passwords = Passwords::new(Hashing::CHEAP, counted);
        let _all =
            Arc::clone(&passwords.queue).acquire_many_owned(u32::try_from(AT_ONCE + QUEUE).expect("small")).await;
        assert!(matches!(passwords.hash("x").await, Err(Error::Busy)));
    }
}
