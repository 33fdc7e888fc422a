// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A picture that was drawn anew shows the same and hides nothing.

use documents::{FileKind, LARGEST_SIDE, PictureProblem, redraw};
use image::{DynamicImage, ImageFormat, RgbImage, RgbaImage};
use std::io::Cursor;

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

#[test]
fn a_picture_keeps_its_kind_unless_it_is_webp() {
    for (format, kind, result) in [
        (ImageFormat::Png, FileKind::Png, FileKind::Png),
        (ImageFormat::Jpeg, FileKind::Jpeg, FileKind::Jpeg),
        (ImageFormat::WebP, FileKind::Webp, FileKind::Jpeg),
    ] {
        let picture = redraw(&drawn(format), kind).unwrap();
        assert_eq!((picture.kind, picture.width, picture.height), (result, 40, 20));
        assert_eq!(FileKind::of(&picture.bytes), Some(result));
    }
    let clear: DynamicImage = RgbaImage::from_pixel(3, 3, image::Rgba([1, 2, 3, 0])).into();
    let picture = redraw(&encoded(&clear, ImageFormat::WebP), FileKind::Webp).unwrap();
    assert_eq!(picture.kind, FileKind::Png);
    assert_eq!(image::load_from_memory(&picture.bytes).unwrap().to_rgba8().get_pixel(0, 0)[3], 0);
}

#[test]
fn a_large_picture_becomes_smaller_in_proportion() {
    let picture = redraw(&encoded(&plain(5_000, 1_000), ImageFormat::Png), FileKind::Png).unwrap();
    assert_eq!((picture.width, picture.height), (LARGEST_SIDE, 400));
}

#[test]
fn nothing_comes_along_that_is_not_seen() {
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
    let picture = redraw(&jpeg, FileKind::Jpeg).unwrap();
    assert!(!has(&picture.bytes, "GPS") && !has(&picture.bytes, "<script>") && !has(&picture.bytes, "Exif"));
    assert_eq!((picture.width, picture.height), (20, 40), "it stands upright");

    let mut png = drawn(ImageFormat::Png);
    png.extend_from_slice(b"<html><script>alert(1)</script>");
    assert!(!has(&redraw(&png, FileKind::Png).unwrap().bytes, "<script>"));
}

#[test]
fn what_would_fill_the_memory_or_is_no_picture_is_refused() {
    let mut png = drawn(ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 1, 0x86, 0xA0, 0, 1, 0x86, 0xA0]);
    let crc = crc(&png[12..29]).to_be_bytes();
    png[29..33].copy_from_slice(&crc);
    assert_eq!(redraw(&png, FileKind::Png), Err(PictureProblem::TooLarge));
    let good = drawn(ImageFormat::Jpeg);
    assert_eq!(redraw(&good, FileKind::Pdf), Err(PictureProblem::NoPicture));
    assert_eq!(redraw(&good, FileKind::Png), Err(PictureProblem::Broken));
    assert_eq!(redraw(&good[..30], FileKind::Jpeg), Err(PictureProblem::Broken));
}

/// The checksum of PNG.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 * (crc & 1)))
    })
}
