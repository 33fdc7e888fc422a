// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The widths of a font's characters, in the form that the library reads right.

use pdf_extract::{Document, Object};

/// How many widths are spelled out in a document: those of all characters of three large fonts. Each takes memory.
const MOST: usize = 200_000;

/// Writes ranges of widths (`15 17 318`) as lists (`15 [318 318 318]`), for every font that has some. The library
/// (pdf-extract 0.12) leaves ranges out and takes what comes after such a character for a gap, so that words fall apart
/// in what browsers print.
pub(super) fn spell_out(document: &mut Document) {
    let mut room = MOST;
    let mut elsewhere = Vec::new();
    for object in document.objects.values_mut() {
        let Ok(font) = object.as_dict_mut() else { continue };
        let kind = font.get(b"Subtype").and_then(Object::as_name);
        if !kind.is_ok_and(|kind| kind.starts_with(b"CIDFontType")) {
            continue;
        }
        match font.get_mut(b"W") {
            Ok(Object::Array(widths)) => *widths = spelled_out(widths, &mut room),
            Ok(Object::Reference(place)) => elsewhere.push(*place),
            _ => {}
        }
    }
    for place in elsewhere {
        if let Some(Object::Array(widths)) = document.objects.get_mut(&place) {
            *widths = spelled_out(widths, &mut room);
        }
    }
}

fn spelled_out(widths: &[Object], room: &mut usize) -> Vec<Object> {
    let mut lists = Vec::with_capacity(widths.len());
    let mut rest = widths;
    loop {
        rest = match rest {
            [
                Object::Integer(first),
                Object::Integer(last),
                width @ (Object::Integer(_) | Object::Real(_)),
                after @ ..,
            ] => {
                let count = usize::try_from(last.saturating_sub(*first).saturating_add(1)).unwrap_or(0);
                if let Some(left) = room.checked_sub(count) {
                    *room = left;
                    lists.extend([Object::Integer(*first), Object::Array(vec![width.clone(); count])]);
                }
                after
            }
            [first @ Object::Integer(_), list @ Object::Array(_), after @ ..] => {
                lists.extend([first.clone(), list.clone()]);
                after
            }
            // The end, or nothing that a font has: the library may judge.
            others => {
                lists.extend_from_slice(others);
                return lists;
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(numbers: &[i64]) -> Vec<Object> {
        numbers.iter().map(|number| Object::Integer(*number)).collect()
    }

    #[test]
    fn ranges_become_lists_and_lists_stay() {
        let list = Object::Array(whole(&[600, 0, 318]));
        let widths = [whole(&[0]), vec![list.clone()], whole(&[15, 17]), vec![Object::Real(317.5)], whole(&[9, 8, 1])];
        let mut room = 10;
        let lists = spelled_out(&widths.concat(), &mut room);
        let three = Object::Array(vec![Object::Real(317.5); 3]);
        let [zero, fifteen, nine] = [0, 15, 9].map(Object::Integer);
        assert_eq!(lists, [zero, list, fifteen, three, nine, Object::Array(Vec::new())]);
        assert_eq!(room, 7);
        assert_eq!(spelled_out(&lists, &mut room), lists);
    }

    #[test]
    fn what_has_no_room_or_no_sense_is_not_spelled_out() {
        for (numbers, left) in
            [(&[0, 10, 5][..], Vec::new()), (&[i64::MIN, i64::MAX, 5][..], Vec::new()), (&[1, 2][..], whole(&[1, 2]))]
        {
            let mut room = 10;
            assert_eq!((spelled_out(&whole(numbers), &mut room), room), (left, 10), "{numbers:?}");
        }
    }
}
