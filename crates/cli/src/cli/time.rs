//! Times as they are typed.

use std::time::{SystemTime, UNIX_EPOCH};

use super::Misuse;

/// Milliseconds since the Unix epoch.
pub(super) fn read(flag: &str, text: &str) -> Result<u64, Misuse> {
    let what =
        "2025-01-31, 2025-01-31T12:30, 2025-01-31T12:30:00Z, milliseconds since 1970, or 30m, 12h, 7d for as long ago";
    date(text)
        .or_else(|| ago(text))
        .or_else(|| text.parse().ok())
        .ok_or_else(|| Misuse(format!("`{flag}` needs a time: {what}; `{text}` is none")))
}

fn ago(text: &str) -> Option<u64> {
    let unit = match text.chars().last()? {
        's' => 1_000,
        'm' => 60_000,
        'h' => 3_600_000,
        'd' => 86_400_000,
        _ => return None,
    };
    let many: u64 = text.get(..text.len().checked_sub(1)?)?.parse().ok()?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_millis();
    Some(u64::try_from(now).ok()?.saturating_sub(many.checked_mul(unit)?))
}

fn date(text: &str) -> Option<u64> {
    let (date, time) = text.split_once('T').unwrap_or((text, "00:00"));
    let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
    let time = time.strip_suffix('Z').unwrap_or(time);
    let [hour, minute, second] =
        numbers(time, ':', [2, 2, 2]).or_else(|| numbers(time, ':', [2, 2]).map(|[hour, minute]| [hour, minute, 0]))?;
    let in_range = year >= 1970 && (1..=12).contains(&month) && hour < 24 && minute < 60 && second < 60;
    if !in_range || !(1..=days_in(year, month)).contains(&day) {
        return None;
    }
    let days = days_before(year) + (1..month).map(|month| days_in(year, month)).sum::<u64>() + day - 1;
    Some((((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000)
}

fn numbers<const N: usize>(text: &str, separator: char, digits: [usize; N]) -> Option<[u64; N]> {
    let mut parts = text.split(separator);
    let mut numbers = [0; N];
    for (number, digits) in numbers.iter_mut().zip(digits) {
        let part =
            parts.next().filter(|part| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()))?;
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(numbers)
}

fn days_before(year: u64) -> u64 {
    (1970..year).map(|year| if is_leap(year) { 366 } else { 365 }).sum()
}

const fn days_in(year: u64, month: u64) -> u64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

const fn is_leap(year: u64) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_utc_and_real() {
        assert_eq!(date("1970-01-01"), Some(0));
        assert_eq!(date("2024-02-29T12:30"), Some(1_709_209_800_000));
        assert_eq!(date("2023-11-14T22:13:20Z"), Some(1_700_000_000_000));
        for wrong in
            ["2023-02-29", "2024-13-01", "2024-00-01", "2024-1-1", "2024-01-01T24:00", "2024-01-01T1:00", "1969-12-31"]
        {
            assert_eq!(date(wrong), None, "{wrong}");
        }
        assert_eq!(read("--since", "1700000000000"), Ok(1_700_000_000_000));
        assert!(read("--since", "1h").unwrap() > 1_700_000_000_000);
        assert!(read("--since", "yesterday").is_err());
    }
}
