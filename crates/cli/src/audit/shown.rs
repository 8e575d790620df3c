//! A line of a log as a line on somebody's terminal. Most texts in it were chosen by a page, which may be hostile.

use std::{fmt::Write as _, io::Write};

use serde_json::Value;

use super::{Failed, Form, Log};

/// Shows a line.
pub(super) fn line(line: &Value, log: &Log, form: Form, out: &mut impl Write) -> Result<(), Failed> {
    if form == Form::Json {
        return log.json(line, out);
    }
    Ok(writeln!(out, "{}{}", log.said(), human(line))?)
}

fn human(line: &Value) -> String {
    if let Value::String(damage) = line {
        return damage.clone();
    }
    let text = |name: &str| line.get(name).and_then(Value::as_str).unwrap_or("-");
    let number = |name: &str| line.get(name).and_then(Value::as_u64).unwrap_or_default();
    let head = |at: &str| format!("{:>8} {}", number("seq"), utc(number(at)));
    let shown = match text("type") {
        "decision" => {
            let entry = line.get("entry").map(|entry| {
                let word = |name: &str| entry.get(name).and_then(Value::as_str).unwrap_or("-");
                format!(" ({} {})", word("list"), word("pattern"))
            });
            let words = ["decision", "code", "window", "command", "resource"].map(text).join(" ");
            let fault = line.get("fault").and_then(Value::as_str).map(|fault| format!(": {fault}"));
            format!("{} {words}{}{}", head("at"), entry.unwrap_or_default(), fault.unwrap_or_default())
        }
        "count" => {
            let words = ["decision", "code", "window", "command"].map(text).join(" ");
            let sample: Vec<&str> =
                line.get("sample").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
            format!(
                "{} {words} {} times until {}: {}",
                head("first"),
                number("count"),
                utc(number("last")),
                sample.join(" ")
            )
        }
        "segment" => format!("{} file {} of the log {}", head("at"), number("segment"), text("log")),
        "run" => {
            let words = ["run", "app", "version", "mode", "privacy"].map(text).join(" ");
            format!("{} run {words}", head("at"))
        }
        kind @ ("checkpoint" | "end") => {
            let numbers = ["taken", "verbatim", "counted", "pending"].map(|name| format!("{} {name}", number(name)));
            format!("{} {kind} of run {}: {}", head("at"), text("run"), numbers.join(", "))
        }
        "gap" => {
            let (until, taken) = (utc(number("until")), number("taken"));
            format!("{} gap until {until}, {taken} decisions meanwhile: {}", head("since"), text("reason"))
        }
        "forgot" => {
            let [file, first, last] = ["segment", "first", "last"].map(number);
            format!("{} forgot file {file}, lines {first} to {last}", head("at"))
        }
        kind => format!("{} {kind}", head("at")),
    };
    safe(&shown)
}

/// Without what moves a cursor, changes a colour, or lets text run the other way.
pub(super) fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for char in text.chars() {
        if is_hidden(char) {
            let _ = write!(safe, "\\u{{{:x}}}", u32::from(char));
        } else {
            safe.push(char);
        }
    }
    safe
}

/// The same in JSON, where such a character is within a text, and an escape stands for it.
pub(super) fn safe_json(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for char in json.chars() {
        if is_hidden(char) {
            for unit in char.encode_utf16(&mut [0; 2]) {
                let _ = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(char);
        }
    }
    safe
}

/// Controls, and what Unicode has to turn text around, to join it or to hide in it.
fn is_hidden(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(char, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// A time in UTC, by the days of the Gregorian calendar.
pub(super) fn utc(ms: u64) -> String {
    let (days, rest) = (ms / 86_400_000, ms % 86_400_000);
    // Years that begin in March have their leap day at their end; 400 of them have 146,097 days.
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + u64::from(month <= 2);
    let (seconds, ms) = (rest / 1_000, rest % 1_000);
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{ms:03}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_the_calendar() {
        for (ms, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (1_700_000_000_123, "2023-11-14T22:13:20.123Z"),
            (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        ] {
            assert_eq!(utc(ms), text);
        }
        assert!(utc(u64::MAX).ends_with('Z'));
    }

    #[test]
    fn what_a_page_chose_moves_no_cursor() {
        assert_eq!(safe("a\u{1b}[2J\n\u{9b}b\u{202e}c\\ä"), "a\\u{1b}[2J\\u{a}\\u{9b}b\\u{202e}c\\ä");
        let value = serde_json::json!({ "a": "\u{1b}\u{7f}\u{9b}\u{202e}\u{e0041}" });
        let shown = safe_json(&value.to_string());
        assert!(shown.is_ascii());
        assert_eq!(serde_json::from_str::<Value>(&shown).unwrap(), value);
    }
}
