//! Why a pattern is refused.

use super::{MAX_COMPONENTS, MAX_PATH_BYTES};

/// The text tells a developer what to write instead.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub(crate) enum PatternError {
    #[error("the pattern is empty")]
    Empty,
    #[error("the pattern is longer than {MAX_PATH_BYTES} bytes or has more than {MAX_COMPONENTS} components")]
    TooLong,
    #[error("the pattern has a control character in it, which no path that is judged can have")]
    ControlCharacter,
    #[error(
        "the pattern has a brace in it, which means alternatives elsewhere and nothing here: write one entry for each alternative, or `[{{]` for the character"
    )]
    Brace,
    #[error("the pattern has a `\\` in it: write `/`, which separates names in a pattern on every platform")]
    Backslash,
    #[error("the pattern has a `..` in it: write the path that it stands for")]
    Parent,
    #[error("the pattern begins with `~`: write `$HOME`")]
    Tilde,
    #[error("the pattern begins with `!`, which is not a negation here: put the entry into the `deny` list")]
    Negation,
    #[error(
        "the pattern ends in `/`: write it without for the directory itself, with `/*` for its children, or with `/**` for all below it"
    )]
    TrailingSeparator,
    #[error("no base directory is named `${name}`{hint}")]
    UnknownVariable { name: String, hint: String },
    #[error("the base directory `${name}` cannot be used: {why}")]
    UncleanBase { name: String, why: String },
    #[error("an `allow` pattern must begin with `/` or a base directory such as `$DOCUMENT`")]
    UnanchoredAllow,
    #[error("a `deny` pattern must begin with `/`, with a base directory such as `$DOCUMENT`, or with `**/`")]
    UnanchoredDeny,
    #[error(
        "on Windows an `allow` pattern must begin with a drive such as `C:/`, a share such as `//server/share`, or a base directory such as `$DOCUMENT`"
    )]
    UnanchoredAllowOnWindows,
    #[error(
        "on Windows a `deny` pattern must begin with a drive such as `C:/`, a share such as `//server/share`, a base directory such as `$DOCUMENT`, or with `**/`"
    )]
    UnanchoredDenyOnWindows,
    #[error("server and share must be spelled, since no wildcard reaches a share: write `//server/share/..`")]
    WildShare,
    #[error("the pattern can never match, because of `{part}`: {why}")]
    Unreachable { part: String, why: &'static str },
    #[error("`glob` refuses the pattern: {0}")]
    Glob(String),
}
