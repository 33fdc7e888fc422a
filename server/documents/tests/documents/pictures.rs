// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A picture that was drawn anew shows the same and hides nothing.

use std::io::Cursor;

use documents::{ExtractProblem, Extractor, FileKind, LARGEST_SIDE, PORTRAIT_SIDE, Picture};
use image::{DynamicImage, ImageFormat, RgbImage, RgbaImage};

use crate::child::{pieces, program};

async fn redraw(kind: FileKind, bytes: &[u8]) -> Result<Picture, ExtractProblem> {
    Extractor::new(program()).redraw(kind, pieces(bytes)).await
}

async fn portrait(kind: FileKind, bytes: &[u8]) -> Result<Picture, ExtractProblem> {
    Extractor::new(program()).portrait(kind, pieces(bytes)).await
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn plain(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_pixel(width, height, image::Rgb([0, 97, 73])).into()
}

/// A small picture.
pub fn drawn(format: ImageFormat) -> Vec<u8> {
    encoded(&plain(40, 20), format)
}

fn has(bytes: &[u8], words: &str) -> bool {
    memchr::memmem::find(bytes, words.as_bytes()).is_some()
}

#[tokio::test]
async fn a_picture_keeps_its_kind_unless_it_is_webp() {
    for (format, kind, result) in [
        (ImageFormat::Png, FileKind::Png, FileKind::Png),
        (ImageFormat::Jpeg, FileKind::Jpeg, FileKind::Jpeg),
        (ImageFormat::WebP, FileKind::Webp, FileKind::Jpeg),
    ] {
        let picture = redraw(kind, &drawn(format)).await.unwrap();
        assert_eq!((picture.kind, picture.width, picture.height), (result, 40, 20));
        assert_eq!(FileKind::of(&picture.bytes), Some(result));
    }
    let clear: DynamicImage = RgbaImage::from_pixel(3, 3, image::Rgba([1, 2, 3, 0])).into();
    let picture = redraw(FileKind::Webp, &encoded(&clear, ImageFormat::WebP)).await.unwrap();
    assert_eq!(picture.kind, FileKind::Png);
    assert_eq!(image::load_from_memory(&picture.bytes).unwrap().to_rgba8().get_pixel(0, 0)[3], 0);
}

#[tokio::test]
async fn a_large_picture_becomes_smaller_in_proportion() {
    let picture = redraw(FileKind::Png, &encoded(&plain(5_000, 1_000), ImageFormat::Png)).await.unwrap();
    assert_eq!((picture.width, picture.height), (LARGEST_SIDE, 400));
    let clear = redraw(FileKind::Png, &crate::png::blank(2_001)).await.unwrap();
    assert_eq!((clear.width, clear.height), (LARGEST_SIDE, LARGEST_SIDE));
}

#[tokio::test]
async fn nothing_comes_along_that_is_not_seen() {
    // Exif with orientation 6 (to be turned clockwise) and a comment.
    let mut exif =
        b"Exif\0\0II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\x0E\x01\x02\0\x0C\0\0\0\x26\0\0\0\0\0\0\0"
            .to_vec();
    exif.extend_from_slice(b"GPS=43.5N10E");
    let mut jpeg = drawn(ImageFormat::Jpeg);
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let segment = [&[0xFF, 0xE1][..], &length, &exif].concat();
    jpeg.splice(2..2, segment);
    jpeg.extend_from_slice(b"<script>alert(1)</script>PK\x03\x04");
    assert!(has(&jpeg, "GPS=43.5N10E"));
    let picture = redraw(FileKind::Jpeg, &jpeg).await.unwrap();
    assert!(!has(&picture.bytes, "GPS") && !has(&picture.bytes, "<script>") && !has(&picture.bytes, "Exif"));
    assert_eq!((picture.width, picture.height), (20, 40), "it stands upright");

    let mut png = drawn(ImageFormat::Png);
    png.extend_from_slice(b"<html><script>alert(1)</script>");
    assert!(!has(&redraw(FileKind::Png, &png).await.unwrap().bytes, "<script>"));
}

/// A picture in which no two parts are alike, so that nothing packs it.
fn noise(width: u32, height: u32) -> DynamicImage {
    let mut state = 7_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    RgbaImage::from_fn(width, height, |_, _| image::Rgba([next(), next(), next(), next()])).into()
}

#[tokio::test]
async fn a_picture_that_cannot_be_packed_comes_whole() {
    let picture = redraw(FileKind::Png, &encoded(&noise(LARGEST_SIDE, LARGEST_SIDE), ImageFormat::Png)).await.unwrap();
    assert!(picture.bytes.len() > 16_000_000, "{}", picture.bytes.len());
    assert_eq!(image::load_from_memory(&picture.bytes).unwrap(), noise(LARGEST_SIDE, LARGEST_SIDE));
}

#[tokio::test]
async fn what_would_fill_the_memory_or_is_no_picture_is_refused() {
    let answer = redraw(FileKind::Png, &crate::png::head_of(100_000)).await;
    assert!(matches!(answer, Err(ExtractProblem::TooLarge)), "{answer:?}");
    // Below the largest side, but of too many pixels.
    let answer = redraw(FileKind::Png, &crate::png::head_of(7_100)).await;
    assert!(matches!(answer, Err(ExtractProblem::TooLarge)), "{answer:?}");
    let good = drawn(ImageFormat::Jpeg);
    for (kind, bytes) in [(FileKind::Pdf, &good[..]), (FileKind::Png, &good), (FileKind::Jpeg, &good[..30])] {
        let answer = redraw(kind, bytes).await;
        assert!(matches!(answer, Err(ExtractProblem::Broken)), "{kind:?}: {answer:?}");
    }
}

#[tokio::test]
async fn a_portrait_is_a_small_square_from_the_middle_without_its_metadata() {
    let mut wide = RgbImage::from_pixel(640, 400, image::Rgb([255, 255, 255]));
    for (x, _, pixel) in wide.enumerate_pixels_mut() {
        if (120..520).contains(&x) {
            *pixel = image::Rgb([0, 97, 73]);
        }
    }
    for (format, kind) in
        [(ImageFormat::Png, FileKind::Png), (ImageFormat::Jpeg, FileKind::Jpeg), (ImageFormat::WebP, FileKind::Webp)]
    {
        let mut bytes = encoded(&wide.clone().into(), format);
        // What follows the picture, as some programs put their notes there.
        bytes.extend_from_slice(b"GPS 43.77, 11.25");
        let picture = portrait(kind, &bytes).await.unwrap();
        assert_eq!((picture.kind, picture.width, picture.height), (FileKind::Jpeg, PORTRAIT_SIDE, PORTRAIT_SIDE));
        let again = image::load_from_memory(&picture.bytes).unwrap().to_rgb8();
        assert_eq!((again.width(), again.height()), (PORTRAIT_SIDE, PORTRAIT_SIDE));
        assert!([3, 316].into_iter().all(|x| again.get_pixel(x, 160)[0] < 60), "{kind:?}: it is cut to its middle");
        assert!(!has(&picture.bytes, "GPS"));
    }
    let line = portrait(FileKind::Png, &encoded(&plain(12_000, 1), ImageFormat::Png)).await.unwrap();
    assert_eq!((line.width, line.height), (PORTRAIT_SIDE, PORTRAIT_SIDE));
}

#[tokio::test]
async fn what_is_no_portrait_is_refused() {
    let png = drawn(ImageFormat::Png);
    for bad in [&b""[..], b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", b"GIF89a", &png[..20]] {
        let answer = portrait(FileKind::Png, bad).await;
        assert!(matches!(answer, Err(ExtractProblem::Broken)), "{answer:?}");
    }
    assert!(matches!(portrait(FileKind::Pdf, &png).await, Err(ExtractProblem::Broken)));
    let bomb = portrait(FileKind::Png, &crate::png::head_of(60_000)).await;
    assert!(matches!(bomb, Err(ExtractProblem::TooLarge)), "{bomb:?}");
}

#[tokio::test]
async fn a_program_that_draws_nothing_is_told_from_a_bad_picture() {
    let png = drawn(ImageFormat::Png);
    for program in ["/nowhere/innesto", "/bin/true"] {
        let answer = Extractor::new(program.into()).redraw(FileKind::Png, pieces(&png)).await;
        assert!(matches!(answer, Err(ExtractProblem::NotStarted(_))), "{answer:?}");
    }
}
