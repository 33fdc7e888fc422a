// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The picture of a key that a phone scans, as the address of an image.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use qrcode::render::svg::Color;
use qrcode::{EcLevel, QrCode};

/// The width of one square, in pixels of the image.
const SQUARE: u32 = 4;

/// A QR code as a `data:` address, black on white whatever the page's colours are; nothing for a text that is too long.
///
/// The secret goes nowhere else: the picture is made here, and no other server is asked for it.
pub fn picture(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let svg = code
        .render()
        .dark_color(Color("#000"))
        .light_color(Color("#fff"))
        .quiet_zone(true)
        .module_dimensions(SQUARE, SQUARE)
        .build();
    Some(format!("data:image/svg+xml;base64,{}", STANDARD.encode(svg)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_is_an_image_of_squares_black_on_white() {
        let address = "otpauth://totp/Innesto:ada@example.org?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Innesto";
        let source = picture(address).expect("short enough");
        let encoded = source.strip_prefix("data:image/svg+xml;base64,").expect("an image");
        let svg = String::from_utf8(STANDARD.decode(encoded).expect("Base64")).expect("text");
        assert!(svg.contains("<svg") && svg.contains("fill=\"#fff\"") && svg.contains("fill=\"#000\""), "{svg}");
        assert!(!svg.contains("JBSWY3DP") && !svg.contains("<script"), "{svg}");
    }

    #[test]
    fn a_text_that_is_too_long_has_no_picture() {
        assert_eq!(picture(&"x".repeat(5_000)), None);
    }
}
