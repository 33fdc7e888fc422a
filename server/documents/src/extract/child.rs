// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The child: closes its own fence, reads the file, says its text or draws it, ends.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::process::ExitCode;

use super::picture::{self, Shape};
use super::protocol::{Line, Refused};
use super::sections::{Halt, Sections};
use super::{Extent, PICTURE, PORTRAIT, TABLE, odf, pdf, presentation, sheet, table, word};
use crate::{FileKind, LARGEST, encoding};

/// The room for what calls itself, in bytes. A document that needs more ends the child.
const STACK: usize = 16 * 1024 * 1024;

/// What the child is asked for.
#[derive(Clone, Copy)]
enum Wants {
    /// Everything that the document says.
    Text,
    /// The cells of its first sheet.
    Table,
    /// The picture, drawn anew.
    Picture(Shape),
}

impl Wants {
    /// What a word of the command line asks for, and of which kind of file.
    fn read(word: &str) -> (Self, &str) {
        let asked =
            [(TABLE, Self::Table), (PICTURE, Self::Picture(Shape::Whole)), (PORTRAIT, Self::Picture(Shape::Portrait))];
        let named = asked.into_iter().find_map(|(before, wants)| Some((wants, word.strip_prefix(before)?)));
        named.unwrap_or((Self::Text, word))
    }
}

/// What `innesto extract KIND` does: reads a file from standard input and gives its answer on standard output, as
/// [`super::Extractor`] understands it. Standard output must be a pipe, because the child may write no file.
///
/// Call it before anything else is started: the fence holds for the whole process, so that a runtime of tokio that is
/// already there would stumble over it.
#[must_use]
pub fn child(kind: &str) -> ExitCode {
    let (wants, kind) = Wants::read(kind);
    let Some(kind) = FileKind::from_code(kind) else {
        return ExitCode::from(2);
    };
    let Ok(mut answer) = answer() else {
        return ExitCode::FAILURE;
    };
    if super::fence::limit().is_err() {
        return ExitCode::FAILURE;
    }
    // Whatever goes wrong is in the answer, or in how the process ends.
    std::panic::set_hook(Box::new(|_| ()));
    let work = move || -> io::Result<()> {
        say(&mut answer, &Line::Fence(super::fence::seal()))?;
        let mut file = Vec::new();
        io::stdin().lock().take(LARGEST + 1).read_to_end(&mut file)?;
        let read = match wants {
            Wants::Text => text(kind, &file, &mut Sections::new(&mut answer)),
            Wants::Table => table::read(kind, &file, &mut answer)?,
            Wants::Picture(shape) => return picture::say(shape, kind, &file, &mut answer),
        };
        say(&mut answer, &read.map_or_else(Line::Refused, Line::End))
    };
    // A panic ends the thread; the fence is closed by it, since a thread cannot be started behind the fence.
    match std::thread::Builder::new().stack_size(STACK).spawn(work).map(std::thread::JoinHandle::join) {
        Ok(Ok(Ok(()))) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// Standard output, for the answer alone: libraries that print something while they read print it to nobody.
fn answer() -> io::Result<File> {
    let answer = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    let nobody = File::options().write(true).open("/dev/null")?;
    rustix::stdio::dup2_stdout(&nobody)?;
    Ok(answer)
}

pub(super) fn say(answer: &mut File, line: &Line) -> io::Result<()> {
    let mut text = serde_json::to_vec(line)?;
    text.push(b'\n');
    answer.write_all(&text)
}

fn text(kind: FileKind, file: &[u8], sections: &mut Sections<'_>) -> Result<Extent, Refused> {
    if u64::try_from(file.len()).unwrap_or(u64::MAX) > LARGEST {
        return Err(Refused::TooLarge);
    }
    let read = match kind {
        FileKind::Pdf => pdf::read(file, sections),
        FileKind::Docx => word::read(file, sections).map(|()| Extent::Whole),
        FileKind::Xlsx => sheet::read(file, sections).map(|()| Extent::Whole),
        FileKind::Pptx => presentation::read(file, sections).map(|()| Extent::Whole),
        FileKind::Odt | FileKind::Ods | FileKind::Odp => odf::read(kind, file, sections).map(|()| Extent::Whole),
        FileKind::Text => plain(file, sections).map(|()| Extent::Whole),
        FileKind::Png | FileKind::Jpeg | FileKind::Webp => Ok(Extent::Whole),
    };
    let read = read.and_then(|extent| sections.finish().map(|()| extent));
    match read {
        Ok(extent) => Ok(extent),
        Err(Halt::Full) => {
            sections.finish_full();
            Ok(Extent::Part)
        }
        Err(Halt::Refused(why)) => Err(why),
    }
}

fn plain(file: &[u8], sections: &mut Sections<'_>) -> Result<(), Halt> {
    let text = encoding::decode(file, super::LONGEST_ANSWER * 2).ok_or(Halt::Refused(Refused::Broken))?;
    sections.push(&text)
}
