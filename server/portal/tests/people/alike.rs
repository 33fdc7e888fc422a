// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Known addresses and unknown ones are answered alike and cost the same (TRAPS C5).

use std::time::{Duration, Instant};

use portal::people::{Hashing, PeopleSettings, RegistrationForm};
use serde_json::Value;

use crate::registering::{form, put_body};
use crate::world::{OTHER, World, address, hash, member, on_both, settings, sign_in_form, visit};

/// What a visitor does with an address that may be somebody's.
#[derive(Clone, Copy, Debug)]
enum Doing {
    SigningIn,
    Recovering,
    Registering,
}

const ALL: [Doing; 3] = [Doing::SigningIn, Doing::Recovering, Doing::Registering];

/// What it came to, in statements and in time.
struct Answer {
    known: bool,
    words: String,
    statements: u64,
    time: Duration,
}

async fn ask(world: &World, doing: Doing, email: &str, blank: &RegistrationForm) -> (String, u64, Duration) {
    let began = Instant::now();
    let (statements, words) = match doing {
        Doing::SigningIn => {
            let form = sign_in_form(email, OTHER);
            let (statements, outcome) = world.cost(world.portal.sign_in(form, &visit())).await;
            (statements, format!("{outcome:?}"))
        }
        Doing::Recovering => {
            let (statements, outcome) = world.cost(world.portal.ask_for_link(email, &visit())).await;
            (statements, format!("{outcome:?}"))
        }
        Doing::Registering => {
            let form = RegistrationForm { email: email.to_owned(), ..blank.clone() };
            let (statements, outcome) = world.cost(world.portal.register(form, &visit())).await;
            (statements, format!("{outcome:?}"))
        }
    };
    (words, statements, began.elapsed())
}

/// Known addresses and unknown ones in an order made by chance, each once.
async fn answers(world: &World, doing: Doing, count: usize) -> Vec<Answer> {
    let blank = form(world, "").await;
    let known = (0..count).map(|number| (true, address(&format!("m{number:05}"))));
    let unknown = (0..count).map(|number| (false, address(&format!("n{number:05}"))));
    let mut all: Vec<_> = known.chain(unknown).collect();
    shuffle(&mut all);
    // Whatever is done once for each server is not looked at.
    ask(world, doing, &address("primo"), &blank).await;
    let mut answers = Vec::new();
    for (known, email) in all {
        let (words, statements, time) = ask(world, doing, &email, &blank).await;
        answers.push(Answer { known, words, statements, time });
    }
    answers
}

/// By chance, but the same at each run: a fault that it shows can be looked for.
fn shuffle<T>(all: &mut [T]) {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    for place in (1..all.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        all.swap(place, usize::try_from(state % (place as u64 + 1)).unwrap());
    }
}

async fn put_members(world: &World, count: usize, hashing: Hashing) {
    put_body(world).await;
    let members: Vec<Value> = (0..count).map(|number| with_name(member(&format!("m{number:05}")))).collect();
    world.put(&members).await;
    let phc = hash(hashing, crate::world::PASSWORD);
    world.tamper(&format!("INSERT INTO credentials (member, password) SELECT uid, '{phc}' FROM members")).await;
}

/// Digits are no part of a name.
fn with_name(member: Value) -> Value {
    crate::world::with(member, serde_json::json!({"first_name": "Ada"}))
}

fn times(answers: &[Answer], known: bool) -> Vec<f64> {
    answers.iter().filter(|one| one.known == known).map(|one| one.time.as_secs_f64()).collect()
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// How likely it is that two samples which come from one source differ by so much: Mann-Whitney's U, both sides, by the
/// normal approximation with the correction for ties.
fn likelihood(one: &[f64], other: &[f64]) -> f64 {
    let mut all: Vec<(f64, bool)> = one.iter().map(|time| (*time, true)).collect();
    all.extend(other.iter().map(|time| (*time, false)));
    all.sort_by(|left, right| left.0.total_cmp(&right.0));
    let (mut rank_sum, mut ties, mut place) = (0.0, 0.0, 0);
    while place < all.len() {
        let same = all[place..].iter().take_while(|(time, _)| *time == all[place].0).count();
        let rank = (2 * place + same + 1) as f64 / 2.0;
        rank_sum += rank * all[place..place + same].iter().filter(|(_, first)| *first).count() as f64;
        ties += (same as f64).powi(3) - same as f64;
        place += same;
    }
    let (n, m) = (one.len() as f64, other.len() as f64);
    let (total, u) = (n + m, rank_sum - n * (n + 1.0) / 2.0);
    let spread = (n * m / 12.0 * (total + 1.0 - ties / (total * (total - 1.0)))).sqrt();
    2.0 * (1.0 - normal(((u - n * m / 2.0).abs() / spread).max(0.0)))
}

/// The normal distribution, to seven digits (Abramowitz and Stegun, 26.2.17).
fn normal(z: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * z);
    let sum = [0.319_381_530, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
    let tail: f64 = sum.iter().rev().fold(0.0, |before, factor| (before + factor) * t);
    1.0 - (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt() * tail
}

/// For who looks at the figures, with `--nocapture`.
fn tell(doing: Doing, known: &[f64], unknown: &[f64]) {
    let [one, other] = [known, unknown].map(|times| median(times.to_vec()) * 1_000.0);
    println!("{doing:?}: medians {one:.3} ms and {other:.3} ms, p = {:.3}", likelihood(known, unknown));
}

#[test]
fn the_likelihood_is_that_of_the_tables() {
    assert!((normal(1.959_964) - 0.975).abs() < 1e-6 && (normal(0.0) - 0.5).abs() < 1e-6);
    let row = |from: u32, step: u32| (0..100).map(|number| f64::from(from + number * step)).collect::<Vec<_>>();
    assert!(likelihood(&row(0, 2), &row(1, 2)) > 0.9);
    assert!(likelihood(&row(0, 2), &row(60, 2)) < 0.001);
    // By hand: U = 4 of 16, mean 8, spread 3.464, z = 1.1547.
    assert!((likelihood(&[1.0, 2.0, 5.0, 6.0], &[3.0, 4.0, 7.0, 8.0]) - 0.2482).abs() < 0.001);
}

#[tokio::test]
async fn an_answer_and_its_cost_do_not_say_whether_an_address_is_known() {
    on_both(async |world| {
        put_members(world, 100, Hashing::CHEAP).await;
        for doing in ALL {
            let hashes = world.portal.hashes_computed();
            let answers = answers(world, doing, 100).await;
            let first = &answers[0];
            for one in &answers {
                assert_eq!((one.words.as_str(), one.statements), (first.words.as_str(), first.statements), "{doing:?}");
            }
            let computed = if matches!(doing, Doing::SigningIn) { 201 } else { 0 };
            assert_eq!(world.portal.hashes_computed() - hashes, computed, "{doing:?}");
            let (known, unknown) = (times(&answers, true), times(&answers, false));
            tell(doing, &known, &unknown);
            let ratio = median(known) / median(unknown);
            assert!((0.33..3.0).contains(&ratio), "{doing:?}: known addresses take {ratio} times as long");
        }
    })
    .await;
}

/// The least that a password may cost (OWASP): at more than that, the noise of this machine would be all that is seen.
const LEAST: Hashing = Hashing { memory_kib: 19 * 1024, passes: 2, lanes: 1 };

/// Each address once, so that no limit is met.
#[tokio::test]
#[ignore = "takes some minutes: make prove"]
async fn a_thousand_known_addresses_take_as_long_as_a_thousand_unknown_ones() {
    let world = World::with(PeopleSettings { hashing: LEAST, ..settings() }).await;
    put_members(&world, 1_000, LEAST).await;
    for doing in ALL {
        let answers = answers(&world, doing, 1_000).await;
        assert!(answers.iter().all(|one| one.words == answers[0].words && one.statements == answers[0].statements));
        let (known, unknown) = (times(&answers, true), times(&answers, false));
        tell(doing, &known, &unknown);
        let p = likelihood(&known, &unknown);
        let apart = (median(known) - median(unknown)).abs();
        assert!(p > 0.01, "{doing:?}: p = {p}");
        assert!(apart < 0.005, "{doing:?}: {apart} s");
    }
}
