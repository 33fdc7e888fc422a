// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Words that stay words: backslashes where Markdown would read something else.

use crate::pasted::references::reference;

/// Writes words into a line of Markdown; `end` is what comes after them in it.
pub(super) fn escaped(text: &str, end: Option<char>, into: &mut String) {
    let mut before = None;
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next().or(end);
        let has_meaning = match c {
            '`' | '*' | '~' => true,
            '\\' => next.is_none_or(|next| next.is_ascii_punctuation()),
            // In the middle of a word it is nothing else.
            '_' => !(before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)),
            ']' => next.is_some_and(|next| matches!(next, '(' | '[' | ':')),
            '<' => next.is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')),
            '&' => reference(&text[at..]) > 0,
            _ => false,
        };
        if has_meaning {
            into.push('\\');
        }
        into.push(c);
        before = Some(c);
    }
}

/// A line that does not begin a heading, a list, a quotation, a rule or a table by accident.
pub(super) fn guarded(line: &str) -> String {
    if let Some(at) = accident(line) { format!("{}\\{}", &line[..at], &line[at..]) } else { line.to_owned() }
}

/// Where a backslash has to stand.
fn accident(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    let follows = |mark: &str| line[mark.len()..].is_empty() || line[mark.len()..].starts_with(' ');
    let is_first = match first {
        '>' => true,
        '#' => follows(&line[..line.len() - line.trim_start_matches('#').len()]),
        '-' | '+' => follows("-") || is_only(line, "-|: ") || is_only(line, "+ "),
        '=' => is_only(line, "= "),
        '|' | ':' => line.contains('-') && is_only(line, "-|: "),
        _ => false,
    };
    if is_first {
        return Some(0);
    }
    let number = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let marked = (1..=9).contains(&number) && line[number..].starts_with(['.', ')']);
    (marked && follows(&line[..=number])).then_some(number)
}

fn is_only(line: &str, chars: &str) -> bool {
    line.chars().all(|c| chars.contains(c))
}

/// Whether a line ends with the backslash that breaks it.
pub(super) fn ends_with_break(line: &str) -> bool {
    let backslashes = line.len() - line.trim_end_matches('\\').len();
    backslashes % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain;

    #[test]
    fn words_come_out_of_markdown_as_they_went_in() {
        for words in [
            "a *b* _c_ d_e `f` ~g~ h\\*",
            "[a](b) [c]: d [e][f] ![g](h)",
            "<b>c</b> <https://a.it> 1 < 2 <!-- -->",
            "AT&T &amp; &copy; & &#65;",
            "# a",
            "#a",
            "> a",
            "- a",
            "-",
            "+ a",
            "---",
            "- - -",
            "===",
            "1. a",
            "1) a",
            "12. a",
            "1.a",
            "|-|-|",
            ":-:",
            "***",
            "___",
            "```",
            "~~~",
            "C:\\temp\\",
            "a\\",
            "__a__",
            "5*3*2",
        ] {
            let mut line = String::new();
            escaped(words, None, &mut line);
            assert_eq!(plain(&guarded(&line)), words);
            assert_eq!(plain(&format!("a\n{}", guarded(&line))), format!("a {words}"));
        }
    }

    #[test]
    fn ordinary_words_get_no_backslash() {
        for words in
            ["L’Unione (7 enti) - 24 % [1] art. 3, c. 2; a_b @x #y 1 < 2 & 3", "2021 anno", "a-b = c + d: e | f!"]
        {
            let mut line = String::new();
            escaped(words, None, &mut line);
            assert_eq!(guarded(&line), words);
        }
    }
}
