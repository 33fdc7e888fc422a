// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Pictures that are larger than their files.

use std::io::Cursor;

use documents::{ExtractProblem, Extractor, FileKind, Picture};
use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};

use crate::child::{pieces, program};
use crate::png;
use crate::watch::{alone, watched};

async fn redrawn(kind: FileKind, bytes: &[u8]) -> Result<Picture, ExtractProblem> {
    watched(bytes, Extractor::new(program()).redraw(kind, pieces(bytes))).await
}

async fn portrait(kind: FileKind, bytes: &[u8]) -> Result<Picture, ExtractProblem> {
    watched(bytes, Extractor::new(program()).portrait(kind, pieces(bytes))).await
}

#[tokio::test]
async fn a_picture_of_a_hundred_megabytes_and_one_of_two_hundred_are_drawn_elsewhere() {
    let _alone = alone().await;
    for side in [5_000, 7_000] {
        let bomb = png::blank(side);
        assert!(bomb.len() < 2 * 1024 * 1024);
        let picture = redrawn(FileKind::Png, &bomb).await.unwrap();
        assert_eq!((picture.width, picture.height), (2_000, 2_000));
        let picture = portrait(FileKind::Png, &bomb).await.unwrap();
        assert_eq!((picture.width, picture.height), (320, 320));
    }
    for larger in [png::blank(7_500), png::head_of(100_000)] {
        assert!(matches!(redrawn(FileKind::Png, &larger).await, Err(ExtractProblem::TooLarge)));
        assert!(matches!(portrait(FileKind::Png, &larger).await, Err(ExtractProblem::TooLarge)));
    }
}

/// Baseline data under the head of a progressive JPEG, whose whole picture is held while it is read.
#[tokio::test]
async fn a_progressive_jpeg_fills_at_most_the_memory_of_the_child() {
    let _alone = alone().await;
    let mut jpeg = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(16, 16).write_to(&mut jpeg, ImageFormat::Jpeg).unwrap();
    let jpeg = jpeg.into_inner();
    let frame = memchr::memmem::find(&jpeg, &[0xFF, 0xC0]).unwrap();
    let scan = memchr::memmem::find(&jpeg, &[0xFF, 0xDA]).unwrap();
    let scan_length = usize::from(u16::from_be_bytes([jpeg[scan + 2], jpeg[scan + 3]]));
    for side in [5_000_u16, 7_000] {
        let mut bomb = jpeg.clone();
        bomb[frame + 1] = 0xC2;
        bomb[frame + 5..frame + 7].copy_from_slice(&side.to_be_bytes());
        bomb[frame + 7..frame + 9].copy_from_slice(&side.to_be_bytes());
        // The first scan of a progressive one holds the average of each block, and no more.
        bomb[scan + scan_length] = 0;
        for answer in [redrawn(FileKind::Jpeg, &bomb).await, portrait(FileKind::Jpeg, &bomb).await] {
            let ended = matches!(answer, Err(ExtractProblem::Crashed(_)));
            assert!(answer.is_ok() || (ended && side == 7_000), "{side}: {answer:?}");
        }
    }
}

#[tokio::test]
async fn a_picture_that_nothing_packs_is_the_largest_answer() {
    let _alone = alone().await;
    let mut state = 7_u32;
    let noise = RgbaImage::from_fn(2_400, 2_400, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Rgba(state.wrapping_mul(state).to_be_bytes())
    });
    let mut png = Cursor::new(Vec::new());
    noise.write_to(&mut png, ImageFormat::Png).unwrap();
    let png = png.into_inner();
    assert!(png.len() > 20_000_000, "{}", png.len());
    let picture = redrawn(FileKind::Png, &png).await.unwrap();
    assert!(picture.bytes.len() > 12_000_000, "{}", picture.bytes.len());
}
