// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Prints how long searches take over many synthetic records: `speed [RECORDS]`, 50,000 by default.

use std::fs;
use std::time::{Duration, Instant};

use domain::{Kind, Language};
use search::{Document, Identity, Index, Query, Searcher, Sort, excerpt};

/// Words of the vocabulary.
const VOCABULARY: usize = 60_000;
/// Words of a record: some 2,000 characters.
const WORDS: usize = 290;
/// Searches of each kind that are timed.
const SEARCHES: usize = 2_000;

/// A small generator, so that each run has the same records (xorshift64*).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    /// A number between 0 and 1.
    fn part(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A place in the vocabulary, with the frequencies of a natural language (Zipf).
    fn place(&mut self) -> usize {
        ((VOCABULARY as f64).powf(self.part()) as usize - 1).min(VOCABULARY - 1)
    }
}

fn vocabulary() -> Vec<String> {
    const SYLLABLES: [&str; 40] = [
        "ba", "ce", "di", "fo", "ga", "li", "mo", "na", "pe", "ri", "so", "ta", "ve", "zi", "co", "tra", "ser", "con",
        "pro", "men", "tor", "pub", "gli", "sta", "re", "se", "par", "te", "cu", "lu", "mi", "ne", "bi", "fra", "gra",
        "sco", "spe", "lo", "ma", "za",
    ];
    const ENDINGS: [&str; 10] = ["o", "a", "i", "e", "zione", "mento", "ità", "are", "ato", "ivo"];
    let mut numbers = Numbers(7);
    (0..VOCABULARY)
        .map(|place| {
            let syllables = if place < 200 { 1 } else { 2 + numbers.below(3) };
            let mut word: String = (0..syllables).map(|_| SYLLABLES[numbers.below(SYLLABLES.len())]).collect();
            word.push_str(ENDINGS[numbers.below(ENDINGS.len())]);
            word
        })
        .collect()
}

fn record(number: usize, vocabulary: &[String], numbers: &mut Numbers) -> Document {
    let mut words = |count: usize| {
        let mut text = String::new();
        for at in 0..count {
            text.push_str(&vocabulary[numbers.place()]);
            text.push_str(if at % 17 == 16 { ". " } else { " " });
        }
        text
    };
    let title = words(6);
    let passages = (0..3).map(|_| words(WORDS / 3)).collect();
    let mut document = Document::new(Kind::Practice, &format!("r{number}"), Language::Italian, &title);
    document.passages = passages;
    document.themes = vec![format!("tema-{}", number % 40), format!("area-{}", number % 9)];
    document.regions = vec![format!("{:02}", number % 21)];
    document.level = Some(format!("livello-{}", number % 5));
    document.phase = Some(format!("fase-{}", number % 4));
    document.year = Some(2005 + (number % 20) as i32);
    document.size = Some(format!("fascia-{}", number % 6));
    document.evidence = Some(format!("prova-{}", number % 4));
    document.practice_kind = Some(format!("genere-{}", number % 7));
    document.published = number as i64;
    document
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let records: usize = std::env::args().nth(1).map_or(Ok(50_000), |one| one.parse())?;
    let folder = tempfile::tempdir()?;
    let identity = Identity { database: "speed".to_owned(), epoch: 1 };
    let vocabulary = vocabulary();
    let mut numbers = Numbers(42);
    let start = Instant::now();
    let rebuild = Index::rebuild(folder.path(), &identity)?;
    for number in 0..records {
        rebuild.put(&record(number, &vocabulary, &mut numbers))?;
    }
    println!("{records} records put in {:.1?}, {}", start.elapsed(), memory());
    let index = rebuild.finish(1)?;
    println!("on a core: {:.1} s of the main thread", on_core() as f64 / 1e9);
    println!("index ready after {:.1?}, {}, {}", start.elapsed(), memory(), size(folder.path()));
    let start = Instant::now();
    Index::open(folder.path(), &identity)?;
    println!("opened with all sums checked in {:.1?}", start.elapsed());
    let searcher = index.searcher();
    for words in [1, 2, 4, 8, 16] {
        time(&format!("{words} words"), &searcher, SEARCHES, |numbers| {
            Query::new(&text(words, &vocabulary, numbers), Language::Italian)
        })?;
    }
    time("2 frequent words", &searcher, SEARCHES, |numbers| {
        let text = format!("{} {}", vocabulary[numbers.below(60)], vocabulary[numbers.below(60)]);
        Query::new(&text, Language::Italian)
    })?;
    time("3 words, filtered", &searcher, SEARCHES, |numbers| {
        let mut query = Query::new(&text(3, &vocabulary, numbers), Language::Italian);
        query.region.push("07".to_owned());
        query
    })?;
    time("3 words, facets", &searcher, SEARCHES / 4, |numbers| Query {
        facets: true,
        ..Query::new(&text(3, &vocabulary, numbers), Language::Italian)
    })?;
    time("everything, newest", &searcher, SEARCHES / 4, |_| Query {
        sort: Sort::Newest,
        ..Query::new("", Language::Italian)
    })?;
    time("everything, facets", &searcher, SEARCHES / 4, |_| Query {
        facets: true,
        ..Query::new("", Language::Italian)
    })?;
    time("a wrong letter", &searcher, SEARCHES / 4, |numbers| {
        let mut word = vocabulary[1_000 + numbers.below(20_000)].clone();
        word.insert(3, 'q');
        Query::new(&word, Language::Italian)
    })?;
    others(&searcher, &vocabulary)?;
    println!("after all searches: {}", memory());
    Ok(())
}

fn text(words: usize, vocabulary: &[String], numbers: &mut Numbers) -> String {
    let words: Vec<&str> = (0..words).map(|_| vocabulary[numbers.place()].as_str()).collect();
    words.join(" ")
}

fn time(
    name: &str,
    searcher: &Searcher,
    searches: usize,
    query: impl Fn(&mut Numbers) -> Query,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut numbers = Numbers(99);
    let queries: Vec<Query> = (0..searches).map(|_| query(&mut numbers)).collect();
    let mut times = Vec::with_capacity(searches);
    let before = on_core();
    for query in &queries {
        let start = Instant::now();
        searcher.search(query)?;
        times.push(start.elapsed());
    }
    let each = (on_core() - before) / searches as u64;
    show(&format!("{name} (CPU {} µs)", each / 1_000), times);
    Ok(())
}

fn others(searcher: &Searcher, vocabulary: &[String]) -> Result<(), Box<dyn std::error::Error>> {
    let mut numbers = Numbers(5);
    let mut similar = Vec::new();
    let mut suggest = Vec::new();
    let mut excerpts = Vec::new();
    for _ in 0..300 {
        let start = Instant::now();
        searcher.similar(Kind::Practice, &format!("r{}", numbers.below(1_000)), 5)?;
        similar.push(start.elapsed());
        let typed: String = vocabulary[numbers.place()].chars().take(4).collect();
        let start = Instant::now();
        searcher.suggest(&typed, Language::Italian, 8)?;
        suggest.push(start.elapsed());
        let words = searcher.search(&Query::new(&text(3, vocabulary, &mut numbers), Language::Italian))?.words;
        let shown = record(1, vocabulary, &mut numbers).passages.join(" ");
        let start = Instant::now();
        excerpt(&shown, &words, Language::Italian, 240);
        excerpts.push(start.elapsed());
    }
    show("similar", similar);
    show("suggest", suggest);
    show("excerpt", excerpts);
    Ok(())
}

fn show(name: &str, mut times: Vec<Duration>) {
    times.sort();
    let mean = times.iter().sum::<Duration>() / times.len() as u32;
    let at = |part: usize| times[(times.len() - 1) * part / 100];
    println!("{name:<34} mean {mean:>9.1?}  p50 {:>9.1?}  p99 {:>9.1?}", at(50), at(99));
}

/// Nanoseconds that this thread has been on a core, from the kernel.
fn on_core() -> u64 {
    let stat = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    stat.split(' ').next().and_then(|one| one.parse().ok()).unwrap_or(0)
}

/// What the process holds of its own, from the kernel.
fn memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = |name: &str| {
        let found = status.lines().find(|line| line.starts_with(name)).unwrap_or("?");
        found.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    format!("{}, {}", line("RssAnon"), line("VmHWM"))
}

fn size(folder: &std::path::Path) -> String {
    let mut bytes = 0;
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.metadata() {
                Ok(one) if one.is_dir() => folders.push(entry.path()),
                Ok(one) => bytes += one.len(),
                Err(_) => {}
            }
        }
    }
    format!("{} MB on disk", bytes / 1_000_000)
}
