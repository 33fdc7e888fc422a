// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! PNGs that are larger than their files, written by hand: no library would.

/// A picture of nothing, transparent, in one byte for some hundred and fifty of its pixels.
pub fn blank(side: u32) -> Vec<u8> {
    // Each row begins with the number of its filter, which is 0 as well.
    let zeros = u64::from(side) * (u64::from(side) * 4 + 1);
    file(side, &zlib_of_zeros(zeros))
}

/// A picture that says how wide and high it is, and no more.
pub fn head_of(side: u32) -> Vec<u8> {
    file(side, &[])
}

/// A PNG with four channels of eight bits.
fn file(side: u32, data: &[u8]) -> Vec<u8> {
    let side = side.to_be_bytes();
    let head = [&side[..], &side, &[8, 6, 0, 0, 0]].concat();
    [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"IHDR", &head), &chunk(b"IDAT", data), &chunk(b"IEND", &[])].concat()
}

fn chunk(name: &[u8], content: &[u8]) -> Vec<u8> {
    let named = [name, content].concat();
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    [&length[..], &named, &crc(&named).to_be_bytes()].concat()
}

/// The checksum of PNG.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 * (crc & 1)))
    })
}

/// So many zeros, packed: one, then copies of 258 at once, then one by one (RFC 1951, "fixed Huffman codes").
fn zlib_of_zeros(count: u64) -> Vec<u8> {
    let (zero, copy, end) = ("00110000", "1100010100000", "0000000");
    let (copies, rest) = ((count - 1) / 258, (count - 1) % 258);
    let many = |code: &'static str, times: u64| std::iter::repeat_n(code, usize::try_from(times).unwrap());
    // The last block, with fixed codes.
    let codes = ["110"].into_iter().chain(many(zero, 1)).chain(many(copy, copies)).chain(many(zero, rest)).chain([end]);
    let mut packed = vec![0x78, 0x01];
    let mut filled = 8;
    for bit in codes.flat_map(str::bytes) {
        if filled == 8 {
            packed.push(0);
            filled = 0;
        }
        *packed.last_mut().unwrap() |= u8::from(bit == b'1') << filled;
        filled += 1;
    }
    // Of zeros, the first sum of Adler-32 stays 1 and the second counts them.
    let checksum = (u32::try_from(count % 65_521).unwrap() << 16) | 1;
    packed.extend(checksum.to_be_bytes());
    packed
}
