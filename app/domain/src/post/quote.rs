// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Quoting: another's words at the beginning of one's own.

use super::mention::with_mentions;

/// The most characters of a quotation.
pub const QUOTE_MAX: usize = 1_000;

/// What stands in the place of a name: in another's words it could not be found again when that account is closed.
const SOMEBODY: &str = "@…";

/// The Markdown that quotes a text: below a line that says where it stands, its words, without what they quote
/// themselves, without anybody's name, and no more than there is room for. Nothing, where nothing is left.
pub fn quote(attribution: &str, text: &str) -> String {
    let mut kept = String::new();
    let mut room = QUOTE_MAX;
    let mut fence = None;
    for line in with_mentions(text, |_| Some(SOMEBODY.to_owned())).lines() {
        let inner = line.trim_start();
        if fence.is_none() && inner.starts_with('>') {
            continue;
        }
        let cut: String = line.chars().take(room).collect();
        let is_cut = cut.len() < line.len();
        let sign = ["```", "~~~"].into_iter().find(|sign| inner.starts_with(sign));
        fence = match (fence, sign) {
            (None, sign) => sign,
            (Some(open), Some(sign)) if open == sign => None,
            (open, _) => open,
        };
        kept.push_str("> ");
        kept.push_str(cut.trim_end());
        kept.push_str(if is_cut { "…\n" } else { "\n" });
        room = room.saturating_sub(line.chars().count() + 1);
        if is_cut || room == 0 {
            break;
        }
    }
    if let Some(sign) = fence {
        kept.push_str(&format!("> {sign}\n"));
    }
    let kept = kept.trim_matches(|c| matches!(c, '>' | ' ' | '\n'));
    if kept.is_empty() {
        return String::new();
    }
    let attribution = attribution.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("> {attribution}\n>\n> {kept}\n\n")
}
