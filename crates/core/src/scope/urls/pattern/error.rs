//! Why a pattern for URLs cannot be used; the text tells a developer what to write.

/// A pattern that is refused when it is loaded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum UrlPatternError {
    #[error("a pattern for URLs has no spaces and no control characters: write `%20`")]
    Space,
    #[error("it begins with no scheme: write `https://..`")]
    Relative,
    #[error(
        "a wildcard stands for the scheme, which would take `file:` and `javascript:` too: write one entry for each scheme, or `http{{s}}?://..`"
    )]
    AnyScheme,
    #[error("no wildcard reaches what `{0}:` leads to: write the whole URL, if it is really meant")]
    ExactScheme(Box<str>),
    #[error("two slashes must follow the scheme: write `{0}://..`")]
    Slashes(Box<str>),
    #[error("a fragment (`#..`) is never sent to a server: leave it out")]
    Fragment,
    #[error(
        "servers read one query in many spellings, so a `deny` cannot depend on it: leave `?..` out, or write `\\?` for a question mark in a path"
    )]
    DenyQuery,
    #[error(
        "`(..)` is a regular expression, which is not taken here: write an entry for each case, or `{{..}}?` for a part that may be absent"
    )]
    Regex,
    #[error("`{0}` repeats something, which is not taken here: `*` by itself is any text")]
    Repeated(&'static str),
    #[error("`*?` makes a wildcard optional, which it is anyway: write `*`, or `*\\?` for a question mark behind it")]
    OptionalWildcard,
    #[error("a `{{` stands within another, or without its `}}`")]
    Braces,
    #[error("its optional parts make more than {0} alternatives: write several entries")]
    Alternatives(usize),
    #[error("it ends in `\\`, which says that the next character is meant as it is")]
    Escape,
    #[error("a backslash is no part of a URL: write `/`")]
    Backslash,
    #[error(
        "a user's name or password is no part of a pattern: leave it out, and add `\"credentials\": true` if URLs may have them"
    )]
    Credentials,
    #[error("it names no host: write `https://host/path`")]
    NoHost,
    #[error(
        "a wildcard is a whole label of a host, and not a part of one: `{0}` would take hosts of somebody else; write `*.example.com` for what is below a name, and another entry for the name itself"
    )]
    GluedHost(String),
    #[error("`{0}` ends in a wildcard, which would take every server whose name begins so: write the host to its end")]
    OpenHost(String),
    #[error("`{0}` is no host: labels of letters, digits and hyphens with dots between, or an address")]
    Host(String),
    #[error("`{0}` is no port: write a number from 1 to 65535, or `*`")]
    Port(String),
    #[error("`{0}` is a `.` or `..`, which no path of a URL keeps: write the path that it stands for")]
    Dots(String),
    #[error("its path begins with no `/`")]
    Path,
}
