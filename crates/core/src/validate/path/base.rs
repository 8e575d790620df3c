//! Base directories, which the system names and not the page: they may be short names and shares, and a path of the page
//! may begin as its base does.

use super::{Fold, ValidPath, Violation, name, windows};
use crate::{code::Code, platform::Platform};

impl ValidPath {
    /// Reads what the system says of a base directory. On Windows it may have short names in it (`C:\Users\RUNNER~1`) and be
    /// verbatim (`\\?\UNC\server\share`).
    ///
    /// # Errors
    ///
    /// As [`ValidPath::parse`] for everything else.
    pub fn parse_base(raw: &str, platform: Platform) -> Result<Self, Violation> {
        if platform != Platform::Windows {
            return Self::parse(raw, platform);
        }
        match raw.strip_prefix(r"\\?\UNC\") {
            Some(share) if !share.contains('/') => windows::parse(&format!(r"\\{share}"), windows::Short::Taken),
            _ => windows::parse(raw, windows::Short::Taken),
        }
    }

    /// Reads an absolute path of the page in an app that has these base directories: their own short names are no
    /// obfuscation of the page's, which has them from the app.
    ///
    /// # Errors
    ///
    /// As [`ValidPath::parse`].
    pub fn parse_among<'a>(
        bases: impl IntoIterator<Item = &'a Self>,
        raw: &str,
        platform: Platform,
    ) -> Result<Self, Violation> {
        let refused = match Self::parse(raw, platform) {
            Err(violation) if violation.code() == Code::PathShortName => violation,
            read => return read,
        };
        let path = windows::parse(raw, windows::Short::Taken)?;
        let folded = path.folded(Fold::Simple);
        let own = bases.into_iter().any(|base| {
            let names = base.components().count();
            folded.starts_with(&base.folded(Fold::Simple)) && !path.components().skip(names).any(name::is_short)
        });
        if own { Ok(path) } else { Err(refused) }
    }
}

#[cfg(test)]
mod tests;
