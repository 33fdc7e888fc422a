// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Draws pictures anew: what was hidden in the file (places, names, other files) doesn't come along. In the child alone,
//! because a small file may be a picture of hundreds of megabytes.

use std::fs::File;
use std::io::{self, Cursor, Write};

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

use super::protocol::{Drawn, Line, Refused};
use super::{LARGEST_SIDE, PORTRAIT_SIDE, child};
use crate::{FileKind, LARGEST};

/// The widest and highest picture that is looked at, in pixels.
const SIDE_MAX: u32 = 12_000;
/// How many pixels it may have: 50 million, as a good camera makes.
const PIXELS_MAX: u64 = 50_000_000;
/// How much memory it may take once unpacked, in bytes. A copy of it must find room beside it.
const MEMORY: u64 = 256 * 1024 * 1024;
/// How faithful a JPEG is, of 100.
const QUALITY: u8 = 85;

/// What is made of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// All of it, as large as it is kept.
    Whole,
    /// A small square from its middle, as JPEG.
    Portrait,
}

/// Draws the picture and says it: a line about it, then its bytes.
pub(super) fn say(shape: Shape, kind: FileKind, file: &[u8], answer: &mut File) -> io::Result<()> {
    match draw(shape, kind, file) {
        Ok((drawn, bytes)) => {
            child::say(answer, &Line::Picture(drawn))?;
            answer.write_all(&bytes)
        }
        Err(why) => child::say(answer, &Line::Refused(why)),
    }
}

fn draw(shape: Shape, kind: FileKind, file: &[u8]) -> Result<(Drawn, Vec<u8>), Refused> {
    if u64::try_from(file.len()).unwrap_or(u64::MAX) > LARGEST {
        return Err(Refused::TooLarge);
    }
    let (picture, turned) = read(file, format(kind).ok_or(Refused::Broken)?)?;
    let mut picture = match shape {
        Shape::Whole => within(picture),
        Shape::Portrait => square(picture),
    };
    // Small before it is turned: that makes a copy.
    picture.apply_orientation(turned);
    let is_transparent = picture.color().has_alpha();
    let as_png = shape == Shape::Whole && (kind == FileKind::Png || (kind == FileKind::Webp && is_transparent));
    let mut out = Vec::new();
    let written = if as_png {
        // Sixteen bits a channel are for measuring, and double the size.
        let flat = if is_transparent { picture.to_rgba8().into() } else { DynamicImage::from(picture.to_rgb8()) };
        flat.write_with_encoder(PngEncoder::new(&mut out))
    } else {
        DynamicImage::from(picture.to_rgb8()).write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY))
    };
    written.map_err(|_| Refused::Broken)?;
    let kind = if as_png { FileKind::Png } else { FileKind::Jpeg };
    Ok((Drawn { kind, width: picture.width(), height: picture.height(), length: out.len() }, out))
}

fn format(kind: FileKind) -> Option<ImageFormat> {
    match kind {
        FileKind::Png => Some(ImageFormat::Png),
        FileKind::Jpeg => Some(ImageFormat::Jpeg),
        FileKind::Webp => Some(ImageFormat::WebP),
        _ => None,
    }
}

/// The picture as it lies in the file, and how its camera was held.
fn read(file: &[u8], format: ImageFormat) -> Result<(DynamicImage, Orientation), Refused> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| refused(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS_MAX || decoder.total_bytes() > MEMORY {
        return Err(Refused::TooLarge);
    }
    let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| refused(&error))?;
    Ok((picture, turned))
}

/// The picture, not larger than it is kept.
fn within(picture: DynamicImage) -> DynamicImage {
    if picture.width().max(picture.height()) > LARGEST_SIDE {
        return picture.thumbnail(LARGEST_SIDE, LARGEST_SIDE);
    }
    picture
}

/// The largest square in the middle, made small. It is cut first: a line of pixels made as high as a square would be
/// very long.
fn square(picture: DynamicImage) -> DynamicImage {
    let (width, height) = (picture.width(), picture.height());
    let side = width.min(height);
    let cut = picture.crop_imm((width - side) / 2, (height - side) / 2, side, side);
    drop(picture);
    cut.resize_exact(PORTRAIT_SIDE, PORTRAIT_SIDE, FilterType::Triangle)
}

fn refused(error: &ImageError) -> Refused {
    if matches!(error, ImageError::Limits(_)) { Refused::TooLarge } else { Refused::Broken }
}
