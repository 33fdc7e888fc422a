// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The program with a data folder of its own, and ways to wait for it without sleeping for a fixed time.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// Only a failing test waits that long.
pub const PATIENCE: Duration = Duration::from_secs(120);
/// Between two looks at something that another process changes.
const LOOK_AGAIN: Duration = Duration::from_millis(2);

/// A folder with a data folder in it.
pub struct Bed {
    pub folder: TempDir,
}

/// How a command ended.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ended {
    /// That the command did what it should.
    #[track_caller]
    pub fn well(self) -> Self {
        assert_eq!(self.code, Some(0), "{self:?}");
        self
    }

    /// That the command failed with one sentence, and gives the sentence.
    #[track_caller]
    pub fn failed(self) -> String {
        assert_eq!(self.code, Some(1), "{self:?}");
        let lines: Vec<&str> = self.err.lines().collect();
        let [line] = lines.as_slice() else { panic!("one line is wanted: {:?}", self.err) };
        let sentence = line.strip_prefix("innesto: ").unwrap_or_else(|| panic!("{line}"));
        assert!(!sentence.is_empty() && !sentence.contains("panicked"), "{line}");
        sentence.to_owned()
    }
}

impl Bed {
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        for inside in ["site/pkg", "tmp"] {
            fs::create_dir_all(folder.path().join(inside)).unwrap();
        }
        Self { folder }
    }

    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program with nothing of this machine's environment but its data folder.
    pub fn command<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_innesto"));
        command
            .args(arguments)
            .env_clear()
            .env("INNESTO_DATA", self.data())
            .env("INNESTO_SITE", self.path("site"))
            .env("TMPDIR", self.path("tmp"))
            .env("INNESTO_LOG_FILTER", "error")
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    /// Runs a command to its end.
    pub fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Ended {
        self.command(arguments).output().unwrap().into()
    }

    /// Writes lines into a file and takes them in.
    pub fn import(&self, lines: &str) -> Ended {
        let file = self.path("lines.jsonl");
        fs::write(&file, lines).unwrap();
        self.run([OsStr::new("import"), file.as_os_str()])
    }

    /// The identifiers of all practices, by way of an export.
    pub fn practices(&self) -> BTreeSet<String> {
        let file = self.path("export.jsonl");
        self.run([OsStr::new("export"), file.as_os_str()]).well();
        let text = fs::read_to_string(file).unwrap();
        let records = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let practices = records.filter(|record| record["type"] == "practice");
        practices.map(|record| record["uid"].as_str().unwrap().to_owned()).collect()
    }

    /// The size of all files in a folder, those in folders below it too.
    pub fn size_of(folder: &Path) -> u64 {
        let Ok(entries) = fs::read_dir(folder) else { return 0 };
        let size = |entry: fs::DirEntry| match entry.metadata() {
            Ok(found) if found.is_dir() => Self::size_of(&entry.path()),
            Ok(found) => found.len(),
            Err(_) => 0,
        };
        entries.flatten().map(size).sum()
    }
}

/// Looks again and again until something is so.
#[track_caller]
pub fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < PATIENCE, "it never came: {what}");
        thread::park_timeout(LOOK_AGAIN);
    }
}

/// As many practices, with texts long enough that a database of them grows visibly.
pub fn practices(prefix: &str, count: usize) -> String {
    let text = "Una rete di servizi per i cittadini. ".repeat(8);
    let line = |at: usize| json!({"type": "practice", "uid": format!("{prefix}{at:05}"), "title": format!("Nidi {prefix} {at}"), "language": "it", "summary": text});
    (0..count).map(|at| format!("{}\n", line(at))).collect()
}

/// A server that runs.
pub struct Serving {
    child: Child,
    pub port: u16,
    _err: thread::JoinHandle<()>,
}

impl Bed {
    /// Starts the server on a free port and waits until it says that it is ready.
    pub fn serve(&self) -> Serving {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = self.command(["serve", "--listen", &format!("127.0.0.1:{port}")]);
        let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let mut err = BufReader::new(child.stderr.take().unwrap());
        wait_for_line(&mut err, "Innesto is ready");
        // Read on, so that the server never waits for its log to be read.
        let drain = thread::spawn(move || drop(err.read_to_end(&mut Vec::new())));
        Serving { child, port, _err: drain }
    }
}

fn wait_for_line(err: &mut BufReader<ChildStderr>, wanted: &str) {
    let mut said = String::new();
    loop {
        let mut line = String::new();
        let length = err.read_line(&mut line).unwrap();
        assert!(length > 0, "it ended before it said {wanted:?}: {said}");
        if line.contains(wanted) {
            return;
        }
        said.push_str(&line);
    }
}

impl Serving {
    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Asks for an address and gives the whole answer; nothing where the server does not answer.
    pub fn get(&self, path: &str) -> Option<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        Some(String::from_utf8_lossy(&answer).into_owned())
    }

    /// Waits until the index is there and everything else, too.
    pub fn ready(&self) {
        until("ready", || self.get("/readyz").is_some_and(|answer| answer.starts_with("HTTP/1.1 200")));
    }

    /// How many practices a search finds.
    pub fn finds(&self, query: &str) -> u64 {
        let answer = self.get(&format!("/api/v1/search?q={query}&kind=practice")).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 200"), "{answer}");
        serde_json::from_str::<Value>(body).unwrap()["total"].as_u64().unwrap()
    }

    /// kill -9.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, and gives its exit code.
    pub fn stop(mut self) -> Option<i32> {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
