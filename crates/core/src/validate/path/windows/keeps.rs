//! Whether Windows keeps a name as it is written, or opens something else under it.

use crate::{code::Code, validate::Violation};

/// Devices in every directory, whatever extension follows. Windows 11 has freed a few forms; older ones have not.
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];
/// Devices when one digit follows. In some code pages the superscripts are digits (CVE-2023-45284, CVE-2024-51756).
const NUMBERED: [&str; 2] = ["COM", "LPT"];

/// Refuses what is opened under another name, or as no file at all.
pub(crate) fn keeps(name: &str) -> Result<(), Violation> {
    let refused = if is_device(name) {
        Code::PathReservedName
    } else if name.contains(':') {
        Code::PathStream
    } else if name.contains(['<', '>', '"', '|', '?', '*']) {
        Code::PathInvalidName
    } else if name.ends_with(['.', ' ']) {
        Code::PathTrailingDot
    } else {
        return Ok(());
    };
    Err(Violation::new(refused))
}

/// By the part before the first dot or colon, without the spaces at its end, as Win32 reads it.
fn is_device(name: &str) -> bool {
    let stem = name.split(['.', ':']).next().unwrap_or_default().trim_end_matches(' ');
    if DEVICES.iter().any(|device| device.eq_ignore_ascii_case(stem)) {
        return true;
    }
    let mut chars = stem.chars();
    let digit = chars.next_back();
    matches!(digit, Some('0'..='9' | '¹' | '²' | '³'))
        && NUMBERED.iter().any(|device| device.eq_ignore_ascii_case(chars.as_str()))
}

#[cfg(test)]
mod tests;
