//! The steps of the gate that look at one name, or at all characters alike: shared by paths, by the children of a directory,
//! and by the literal parts of patterns.

use super::{MAX_NAME_BYTES, MAX_PATH_BYTES, Violation, macos, windows};
use crate::{code::Code, platform::Platform};

/// macOS: `PATH_MAX` less its NUL, in bytes.
const MAX_MAC_PATH_BYTES: usize = 1023;
/// Windows: the length field of a kernel string, less its NUL, in units of UTF-16.
const MAX_WINDOWS_PATH_UNITS: usize = 32_766;
/// NTFS and HFS+ (Apple's TN1150) count units of UTF-16. So does macOS on APFS: its `NAME_MAX` speaks of bytes, and longer
/// names of other scripts are made all the same.
const MAX_NAME_UNITS: usize = 255;

/// Whether this can be the name of one child of a directory.
pub(crate) fn check(name: &str, platform: Platform) -> Result<(), Violation> {
    match name {
        "" => Err(Violation::new(Code::PathEmpty)),
        "." => Err(Violation::new(Code::PathParentComponent)),
        // No directory has such a child. It would be two names for the gate, the second unjudged.
        _ if name.contains('/') || (platform == Platform::Windows && name.contains('\\')) => {
            Err(Violation::new(Code::PathInvalidName))
        }
        _ => {
            plain_characters(name)?;
            fits(name, platform)?;
            if platform == Platform::Windows && is_short(name) {
                return Err(Violation::new(Code::PathShortName));
            }
            Ok(())
        }
    }
}

/// First of all, so that a megabyte from a hostile page costs one comparison.
pub(super) fn bounded(raw: &str, platform: Platform) -> Result<(), Violation> {
    let too_long = match platform {
        Platform::Windows => more_units_than(MAX_WINDOWS_PATH_UNITS, raw),
        Platform::MacOs => raw.len() > MAX_MAC_PATH_BYTES,
        _ => raw.len() > MAX_PATH_BYTES,
    };
    if raw.is_empty() {
        Err(Violation::new(Code::PathEmpty))
    } else if too_long {
        Err(Violation::new(Code::PathTooLong))
    } else {
        Ok(())
    }
}

/// Whether a name of the page's, neither empty nor `.`, is one that the platform keeps as it is.
pub(super) fn fits(name: &str, platform: Platform) -> Result<(), Violation> {
    let too_long = match platform {
        Platform::Windows | Platform::MacOs => more_units_than(MAX_NAME_UNITS, name),
        _ => name.len() > MAX_NAME_BYTES,
    };
    if name == ".." {
        // Never collapsed: behind a link, `a/..` is not where `a` stands.
        return Err(Violation::new(Code::PathParentComponent));
    }
    if too_long {
        return Err(Violation::new(Code::PathTooLong));
    }
    match platform {
        Platform::Windows => windows::keeps(name),
        Platform::MacOs if macos::is_fork(name) => Err(Violation::new(Code::PathNamedFork)),
        _ => Ok(()),
    }
}

/// NUL ends the name early in every C interface; other controls and line separators forge lines in logs; bidi controls
/// show one name and mean another.
pub(crate) fn plain_characters(raw: &str) -> Result<(), Violation> {
    // Most paths are of ASCII that can be printed, which is told of many bytes at a time.
    if raw.bytes().fold(true, |all, byte| all & matches!(byte, b' '..=b'~')) {
        return Ok(());
    }
    if raw.chars().any(is_control) { Err(Violation::new(Code::PathControlCharacter)) } else { Ok(()) }
}

/// Whether no name that is shown to a person may hold this character.
pub(crate) fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a name has the form of those that Windows makes up for old programs, as `PROGRA~1` and `AB12CD~1.TXT`: a second
/// name of a file whose first one a deny may spell. Other short names can be set by hand; the true name tells on opening.
pub(crate) fn is_short(name: &str) -> bool {
    let (stem, extension) = name.split_once('.').unwrap_or((name, ""));
    let Some((start, digits)) = stem.rsplit_once('~') else { return false };
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number && !start.is_empty() && at_most(8, stem) && at_most(3, extension) && !extension.contains('.')
}

fn at_most(most: usize, text: &str) -> bool {
    text.chars().nth(most).is_none()
}

/// A text has at most one unit of UTF-16 for each byte of UTF-8, and at least one for three.
fn more_units_than(most: usize, text: &str) -> bool {
    text.len() > most && (text.len() > 3 * most || text.encode_utf16().nth(most).is_some())
}

#[cfg(test)]
mod tests;
