// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A zip archive that may be hostile: what it holds is counted before it is opened and measured while it is unpacked.

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use memchr::memmem;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::FileKind;

/// How many entries an archive may have (TRAPS.md, D3).
const MOST_ENTRIES: usize = 1_000;
/// How often its directory may end: once, and once in each archive that is stored inside unpacked.
const MOST_ENDS: usize = 16;
/// How many times as large as its packed form an entry may become (TRAPS.md, D3) ...
const RATIO: u64 = 100;
/// ... beyond this many bytes: a small part full of repetition is no bomb.
const HEAD_START: u64 = 1024 * 1024;
/// How much may be unpacked from one archive altogether, in bytes.
const MOST_UNPACKED: u64 = 64 * 1024 * 1024;
/// How much of a part is read to tell the kind, in bytes.
const CONTENT_TYPES_MAX: u64 = 256 * 1024;

/// Why an archive or a part of it is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is no archive, or a damaged one.
    Broken,
    /// A part has a password.
    Encrypted,
    /// Too many entries, or too much comes out of it.
    TooLarge,
}

/// What a reader of a part answers once too much came out; it travels inside an `io::Error`.
#[derive(Debug, thiserror::Error)]
#[error("more comes out of the archive than is read")]
pub(crate) struct Overflow;

/// An archive whose central directory was found to be of a bearable size.
pub(crate) struct Archive<R> {
    zip: ZipArchive<R>,
    /// How much was unpacked up to now, in bytes.
    unpacked: u64,
}

impl<R: Read + Seek> Archive<R> {
    /// Opens an archive; nothing is unpacked yet.
    pub(crate) fn open(mut file: R) -> Result<Self, Fault> {
        if is_crowded(&mut file).map_err(|_| Fault::Broken)? {
            return Err(Fault::TooLarge);
        }
        let zip = ZipArchive::new(file).map_err(|error| fault(&error))?;
        if zip.len() > MOST_ENTRIES { Err(Fault::TooLarge) } else { Ok(Self { zip, unpacked: 0 }) }
    }

    /// The names of its entries, as written.
    pub(crate) fn names(&self) -> impl Iterator<Item = String> {
        self.zip.file_names_raw().map(|name| String::from_utf8_lossy(name).into_owned())
    }

    /// A part, unpacked while it is read; `None` where there is no such part.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Part<'_, R>>, Fault> {
        let Some(place) = self.zip.index_for_name(name) else {
            return Ok(None);
        };
        let entry = self.zip.by_index(place).map_err(|error| fault(&error))?;
        let packed = entry.compressed_size();
        Ok(Some(Part { entry, packed, came_out: 0, unpacked: &mut self.unpacked }))
    }
}

/// One entry of an archive, while it is unpacked.
pub(crate) struct Part<'a, R: Read> {
    entry: zip::read::ZipFile<'a, R>,
    packed: u64,
    came_out: u64,
    unpacked: &'a mut u64,
}

impl<R: Read> Read for Part<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.entry.read(into)?;
        let count_long = u64::try_from(count).unwrap_or(u64::MAX);
        self.came_out = self.came_out.saturating_add(count_long);
        *self.unpacked = self.unpacked.saturating_add(count_long);
        let swells = self.came_out > HEAD_START && self.came_out > self.packed.saturating_mul(RATIO);
        if swells || *self.unpacked > MOST_UNPACKED { Err(io::Error::other(Overflow)) } else { Ok(count) }
    }
}

fn fault(error: &ZipError) -> Fault {
    match error {
        ZipError::UnsupportedArchive(why) if *why == ZipError::PASSWORD_REQUIRED => Fault::Encrypted,
        _ => Fault::Broken,
    }
}

/// Whether the file has the signatures of a directory more often than a bearable one would: that of an entry, of which
/// there are as many as entries wherever the directory is, and that of the end, each of which a reader tries.
fn is_crowded<R: Read + Seek>(file: &mut R) -> io::Result<bool> {
    const OVERLAP: usize = 3;
    let (entry, end) = (memmem::Finder::new(b"PK\x01\x02"), memmem::Finder::new(b"PK\x05\x06"));
    file.seek(SeekFrom::Start(0))?;
    let (mut entries, mut ends) = (0, 0);
    let (mut window, mut piece) = (Vec::new(), vec![0; 64 * 1024]);
    loop {
        let length = file.read(&mut piece)?;
        window.extend_from_slice(&piece[..length]);
        entries += entry.find_iter(&window).count();
        ends += end.find_iter(&window).count();
        // The last three bytes may begin a signature, and cannot hold a whole one.
        window.drain(..window.len().saturating_sub(OVERLAP));
        if length == 0 || entries > MOST_ENTRIES || ends > MOST_ENDS {
            break;
        }
    }
    file.seek(SeekFrom::Start(0))?;
    Ok(entries > MOST_ENTRIES || ends > MOST_ENDS)
}

/// The kind of an office document, by what the archive says of itself; `None` for other archives and where there are
/// macros.
pub(crate) fn kind<R: Read + Seek>(file: &mut R) -> io::Result<Option<FileKind>> {
    let Ok(mut archive) = Archive::open(BufReader::new(file)) else {
        return Ok(None);
    };
    if archive.names().any(|name| is_macro(&name)) {
        return Ok(None);
    }
    Ok(match beginning(&mut archive, "mimetype") {
        Some(declared) => open_document(&declared),
        None => beginning(&mut archive, "[Content_Types].xml").and_then(|types| office_document(&types)),
    })
}

/// What a part begins with, if it is there and can be unpacked.
fn beginning<R: Read + Seek>(archive: &mut Archive<R>, name: &str) -> Option<String> {
    let part = archive.part(name).ok()??;
    let mut bytes = Vec::new();
    part.take(CONTENT_TYPES_MAX).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn open_document(declared: &str) -> Option<FileKind> {
    let kinds = [FileKind::Odt, FileKind::Ods, FileKind::Odp];
    kinds.into_iter().find(|kind| kind.media_type() == declared.trim())
}

/// The kind whose main part is declared; none where several are, or the main part is one with macros.
fn office_document(types: &str) -> Option<FileKind> {
    let mut found = [FileKind::Docx, FileKind::Xlsx, FileKind::Pptx]
        .into_iter()
        .filter(|kind| types.contains(&format!("{}.main+xml", kind.media_type())));
    let kind = found.next()?;
    (found.next().is_none() && !types.to_ascii_lowercase().contains("macroenabled")).then_some(kind)
}

/// Whether an entry is a program: of VBA, or of LibreOffice, which writes mere lists of its libraries, too.
fn is_macro(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace('\\', "/");
    let last = name.rsplit('/').next().unwrap_or_default();
    let is_list = matches!(last, "" | "script-lc.xml" | "script-lb.xml" | "dialog-lc.xml" | "dialog-lb.xml");
    last.starts_with("vbaproject") || ((name.starts_with("basic/") || name.starts_with("scripts/")) && !is_list)
}
