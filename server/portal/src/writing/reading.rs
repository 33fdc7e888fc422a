// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Values as people type them: dates, numbers, money; and the same the other way round.

use domain::PartialDate;

/// A date as `2021`, `3/2021`, `15/3/2021`, `15.3.2021`, or in the order of the record.
pub(crate) fn date(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    let parts: Vec<&str> = text.split(['/', '.']).map(str::trim).collect();
    let padded = match parts.as_slice() {
        [day, month, year] => format!("{year}-{month:0>2}-{day:0>2}"),
        [month, year] => format!("{year}-{month:0>2}"),
        _ => text.to_owned(),
    };
    PartialDate::parse(&padded).ok()
}

/// A date as one types it.
pub(crate) fn typed_date(date: PartialDate) -> String {
    match (date.month(), date.day()) {
        (Some(month), Some(day)) => format!("{day:02}/{month:02}/{}", date.year()),
        (Some(month), None) => format!("{month:02}/{}", date.year()),
        _ => date.year().to_string(),
    }
}

/// A whole number, with or without points between the thousands and a sign for euro.
pub(crate) fn whole(text: &str) -> Option<u64> {
    let kept: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '\'' | '’' | '€')).collect();
    let kept = kept.strip_suffix(",00").unwrap_or(&kept);
    (!kept.is_empty() && kept.len() <= 15 && kept.bytes().all(|b| b.is_ascii_digit())).then(|| kept.parse().ok())?
}

/// A number with a comma or a point before its decimals, 0 to 10,000.
pub(super) fn decimal(text: &str) -> Option<f32> {
    let text = text.trim().replace(',', ".");
    let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let number: f32 = plain.then(|| text.parse().ok())??;
    (0.0..=10_000.0).contains(&number).then_some(number)
}

/// A number with a comma before its decimals.
pub(super) fn typed_decimal(number: f32) -> String {
    number.to_string().replace('.', ",")
}

/// Yes, no, or nothing said.
pub(super) fn yes_or_no(text: &str) -> Option<bool> {
    match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// The same as a form sends it.
pub(super) fn typed_yes_or_no(value: bool) -> &'static str {
    if value { "yes" } else { "no" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_officials_write_them() {
        let read = |text: &str| date(text).map(|date| date.to_string());
        assert_eq!(read("2021").as_deref(), Some("2021"));
        assert_eq!(read("3/2021").as_deref(), Some("2021-03"));
        assert_eq!(read(" 5/3/2021 ").as_deref(), Some("2021-03-05"));
        assert_eq!(read("15.03.2021").as_deref(), Some("2021-03-15"));
        assert_eq!(read("2021-03-15").as_deref(), Some("2021-03-15"));
        for bad in ["", "31/2/2021", "marzo 2021", "15/3/21", "1/2/3/4", "-1"] {
            assert_eq!(read(bad), None, "{bad}");
        }
        for text in ["2021", "03/2021", "05/03/2021"] {
            assert_eq!(date(text).map(typed_date).as_deref(), Some(text));
        }
    }

    #[test]
    fn numbers_are_read_with_points_between_thousands_and_a_comma_before_decimals() {
        assert_eq!(whole("1.200.000 €"), Some(1_200_000));
        assert_eq!(whole("€ 12.500,00"), Some(12_500));
        assert_eq!(whole("12,5"), None);
        assert_eq!(whole(""), None);
        assert_eq!(whole("9999999999999999"), None);
        assert_eq!(decimal("0,5"), Some(0.5));
        assert_eq!(decimal("2.25").map(typed_decimal).as_deref(), Some("2,25"));
        for bad in ["", "due", "-1", "1e3", "1,2,3", "10001"] {
            assert_eq!(decimal(bad), None, "{bad}");
        }
    }
}
