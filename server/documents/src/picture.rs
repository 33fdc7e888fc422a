// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Pictures are drawn anew: what was hidden in the file (places, names, other files) doesn't come along.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

use crate::FileKind;

/// The longest side of a picture as it is kept, in pixels.
pub const LARGEST_SIDE: u32 = 2_000;
/// The widest and highest picture that is looked at, in pixels; beyond, a small file could fill the memory.
const SIDE_MAX: u32 = 12_000;
/// How many pixels it may have: 50 million, as a good camera makes.
const PIXELS_MAX: u64 = 50_000_000;
/// How much memory the reading may take, in bytes.
const MEMORY: u64 = 256 * 1024 * 1024;
/// How faithful a JPEG is, of 100.
const QUALITY: u8 = 85;

/// A picture as it was drawn.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// The file.
    pub bytes: Vec<u8>,
    /// PNG or JPEG.
    pub kind: FileKind,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Picture({:?}, {} x {}, {} bytes)", self.kind, self.width, self.height, self.bytes.len())
    }
}

/// Why a picture is not drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureProblem {
    /// The kind is none of a picture.
    #[error("this is no picture")]
    NoPicture,
    /// The file is damaged.
    #[error("the picture cannot be read")]
    Broken,
    /// It has too many pixels.
    #[error("the picture is larger than {SIDE_MAX} pixels on a side or {PIXELS_MAX} altogether")]
    TooLarge,
}

/// Draws a picture anew, upright and with a longest side of [`LARGEST_SIDE`]. A PNG stays one, a JPEG, too; a WebP
/// becomes a PNG if it is transparent, else a JPEG.
///
/// This takes up to some seconds of one core: call it where blocking is allowed.
///
/// # Errors
/// See [`PictureProblem`].
pub fn redraw(bytes: &[u8], kind: FileKind) -> Result<Picture, PictureProblem> {
    let mut picture = read(bytes, format(kind).ok_or(PictureProblem::NoPicture)?)?;
    if picture.width().max(picture.height()) > LARGEST_SIDE {
        picture = picture.thumbnail(LARGEST_SIDE, LARGEST_SIDE);
    }
    let is_transparent = picture.color().has_alpha();
    let as_png = kind == FileKind::Png || (kind == FileKind::Webp && is_transparent);
    let mut out = Vec::new();
    let drawn = if as_png {
        // Sixteen bits a channel are for measuring, and double the size.
        let flat = if is_transparent { picture.to_rgba8().into() } else { DynamicImage::from(picture.to_rgb8()) };
        flat.write_with_encoder(PngEncoder::new(&mut out))
    } else {
        DynamicImage::from(picture.to_rgb8()).write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY))
    };
    drawn.map_err(|_| PictureProblem::Broken)?;
    let kind = if as_png { FileKind::Png } else { FileKind::Jpeg };
    Ok(Picture { bytes: out, kind, width: picture.width(), height: picture.height() })
}

fn format(kind: FileKind) -> Option<ImageFormat> {
    match kind {
        FileKind::Png => Some(ImageFormat::Png),
        FileKind::Jpeg => Some(ImageFormat::Jpeg),
        FileKind::Webp => Some(ImageFormat::WebP),
        _ => None,
    }
}

/// The picture as one sees it, turned as its camera was held.
fn read(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, PictureProblem> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| problem(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS_MAX {
        return Err(PictureProblem::TooLarge);
    }
    let turned = decoder.orientation().ok();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| problem(&error))?;
    if let Some(turned) = turned {
        picture.apply_orientation(turned);
    }
    Ok(picture)
}

fn problem(error: &ImageError) -> PictureProblem {
    if matches!(error, ImageError::Limits(_)) { PictureProblem::TooLarge } else { PictureProblem::Broken }
}
