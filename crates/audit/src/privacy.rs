//! How much of what a decision was about goes into the log.
//!
//! A log is kept for years, copied into bug reports and read by people who may not read the files it speaks of. So by default it
//! has the shape of a path and not its names ([`Privacy::Template`]): `$DOCUMENT/*/*.pdf` says that a document was asked for.
//! In the app's own directories the names are the app's, and stay.
//!
//! Two ways lead past a mask, and each is shut on its own side:
//!
//! * **The place.** What stands where passwords stand (before an `@`, in a query, behind `Bearer`) is masked whatever it looks
//!   like, so a password that is a word is masked, too.
//! * **The look.** What looks like a key is masked wherever it stands, so a key in the name of a file or a host is, too.
//!
//! # Not protected
//!
//! * A short secret, or one that is a word, where names are shown: a directory `hunter2` in `$APPDATA`, a host
//!   `hunter2.example.com`, any path in `Full`. Nothing tells it from a name. A key that is cut into pieces of a few letters by
//!   separators passes as well, and so does base64 that has a `/` in it where a path is shown: it is names then.
//! * A page that *wants* to write into the log: it can spell anything in hosts, in ports, and in how deep a path is. What is
//!   kept from it is the secret of another.
//! * An app's own directory that people keep files in, too: a program that lies among documents has them shown. A directory
//!   that holds one of the person's directories (a program in `Downloads`) is not taken for the app's own.
//! * Labels, commands, arguments, patterns: the app's own words, which this module never sees.
//! * In `Hash`, who has the log's `key` can try paths until one fits.

mod cut;
mod extensions;
mod hmac;
mod homes;
mod masked;
mod secrets;
mod template;
mod text;
mod url;

use std::{borrow::Cow, fmt};

use authority_core::{code::Code, platform::Platform, record::Record, scope::bases::Bases};

use self::{
    cut::{RESOURCE_CHARS, TEXT_CHARS, cut},
    hmac::Hmac,
    homes::Homes,
    secrets::looks_secret,
};
use crate::{hash::Hex, random};

/// How much of what a decision was about goes into the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the format has these three")]
pub enum Privacy {
    /// The shape: base directory, depth, well-known extension; of a URL its host. Names in the app's own directories alone.
    #[default]
    Template,
    /// All of it; but for secrets, unless those are asked for, too.
    Full,
    /// A keyed hash, by which two lines can be told to be about the same.
    Hash,
}

/// Shows of a record what the log may have.
pub struct Redactor {
    privacy: Privacy,
    secrets: bool,
    homes: Homes,
    hmac: Hmac,
}

/// What of a record may be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shown<'a> {
    /// What was judged.
    pub resource: Option<Cow<'a, str>>,
    /// What the page asked for; `…` where no more is shown than that it was something else.
    pub asked: Option<Cow<'a, str>>,
    /// The first name that the nearest entry does not have.
    pub difference: Option<Cow<'a, str>>,
    /// What is wrong with the scope or the call.
    pub fault: Option<Cow<'a, str>>,
    /// Where in a value that breaks a rule; `…` where that is no plain name.
    pub field: Option<Cow<'a, str>>,
}

impl Privacy {
    /// The name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Template => "template",
            Self::Full => "full",
            Self::Hash => "hash",
        }
    }
}

impl Redactor {
    /// A redactor for paths of this host. `secrets`: in [`Privacy::Full`] alone, query values, credentials and what looks like a
    /// key are shown, too. `key` is that of [`Privacy::Hash`].
    #[must_use]
    pub fn new(privacy: Privacy, secrets: bool, bases: &Bases, key: [u8; 32]) -> Self {
        let homes = Homes::new(bases, Platform::host());
        Self { privacy, secrets, homes, hmac: Hmac::new(key) }
    }

    /// A redactor whose hashes can be compared within one run, and by nobody with those of another.
    #[must_use]
    pub fn for_a_run(privacy: Privacy, secrets: bool, bases: &Bases) -> Self {
        Self::new(privacy, secrets, bases, random::bytes())
    }

    /// The record, with what may be written of it and nothing else.
    #[must_use]
    pub fn redacted(&self, record: &Record) -> Record {
        let owned = |text: Option<Cow<'_, str>>| text.map(Cow::into_owned);
        let Shown { resource, asked, difference, fault, field } = self.shown(record);
        let mut redacted = record.clone();
        redacted.resource = owned(resource);
        redacted.asked = owned(asked);
        redacted.difference = owned(difference);
        redacted.fault = owned(fault);
        redacted.field = owned(field);
        redacted
    }

    /// The same redactor for another platform's rules, by which base directories are told.
    #[must_use]
    pub fn for_platform(mut self, platform: Platform) -> Self {
        self.homes = self.homes.for_platform(platform);
        self
    }

    /// What of the record may be written.
    #[must_use]
    pub fn shown<'a>(&self, record: &'a Record) -> Shown<'a> {
        Shown {
            resource: self.resource(record),
            asked: record.asked.as_deref().map(|asked| self.asked(asked)),
            difference: record.difference.as_deref().and_then(|difference| self.difference(record, difference)),
            fault: record.fault.as_deref().and_then(|fault| self.fault(record.code, fault)),
            field: record.field.as_deref().map(|field| self.field(field)),
        }
    }

    /// The resource alone, for samples of counted decisions.
    #[must_use]
    pub fn resource<'a>(&self, record: &'a Record) -> Option<Cow<'a, str>> {
        let resource = record.resource.as_deref()?;
        let shown = match (self.privacy, record.kind) {
            (Privacy::Hash, _) => return Some(self.hash(resource)),
            (Privacy::Full, _) if self.secrets => Cow::Borrowed(resource),
            (Privacy::Full, None) => masked::path(resource),
            (Privacy::Full, Some(URL)) => Cow::Owned(masked::url(resource)),
            (Privacy::Full, Some(_)) => text::sentence(text::beginning(resource)),
            (Privacy::Template, None) => Cow::Owned(template::path(&self.homes, resource)),
            (Privacy::Template, Some(URL)) => Cow::Owned(template::url(resource)),
            // Nobody knows what an app means by a value of its own kind.
            (Privacy::Template, Some(_)) => return None,
        };
        Some(cut(shown, RESOURCE_CHARS))
    }

    fn asked<'a>(&self, asked: &'a str) -> Cow<'a, str> {
        match self.privacy {
            Privacy::Template => Cow::Borrowed("…"),
            Privacy::Hash => self.hash(asked),
            Privacy::Full if self.secrets => cut(asked.into(), TEXT_CHARS),
            Privacy::Full => cut(text::asked(asked), TEXT_CHARS),
        }
    }

    fn difference<'a>(&self, record: &Record, difference: &'a str) -> Option<Cow<'a, str>> {
        let shown = match (self.privacy, record.kind) {
            (Privacy::Full, _) if self.secrets => Cow::Borrowed(difference),
            (Privacy::Full, None) => masked::path(difference),
            (Privacy::Full, Some(URL)) => masked::url_part(record, difference),
            (Privacy::Full, Some(_)) => text::sentence(difference),
            (Privacy::Template | Privacy::Hash, None) => {
                template::difference(&self.homes, record.resource.as_deref()?, difference)?
            }
            (Privacy::Template | Privacy::Hash, Some(_)) => return None,
        };
        Some(cut(shown, TEXT_CHARS))
    }

    fn fault<'a>(&self, code: Code, fault: &'a str) -> Option<Cow<'a, str>> {
        let shown = match self.privacy {
            Privacy::Full if self.secrets => Cow::Borrowed(fault),
            Privacy::Full => text::sentence(text::beginning(fault)),
            Privacy::Template | Privacy::Hash if is_of_the_app(code) => Cow::Borrowed(fault),
            Privacy::Template | Privacy::Hash => return None,
        };
        Some(cut(shown, TEXT_CHARS))
    }

    /// A field's name is a declared type's, but for the keys of a map, which are the page's.
    fn field<'a>(&self, field: &'a str) -> Cow<'a, str> {
        match self.privacy {
            Privacy::Full if self.secrets => cut(field.into(), TEXT_CHARS),
            Privacy::Full => cut(text::sentence(field), TEXT_CHARS),
            Privacy::Template | Privacy::Hash if is_plain_field(field) => Cow::Borrowed(field),
            Privacy::Template | Privacy::Hash => Cow::Borrowed("…"),
        }
    }

    fn hash<'a>(&self, text: &str) -> Cow<'a, str> {
        let hash = Hex::from(self.hmac.of(text.as_bytes()));
        Cow::Owned(format!("{HASH}{}", hash.text().get(..HASH_DIGITS).unwrap_or_default()))
    }
}

/// Whether a fault with this code is of the app's own making: it quotes entries of its capabilities, which the log has in
/// `entry` anyway, a type's name, or the name of a command that there is. All others may quote what came from outside: serde
/// repeats the value that it could not read (`argument.*`), a rule of a type the text that breaks it (`value.invalid`), a
/// header its value (`request.header`), and the errors of connections name hosts and URLs.
const fn is_of_the_app(code: Code) -> bool {
    matches!(
        code,
        Code::ScopeInvalid
            | Code::ScopeUnattributed
            | Code::ScopeOwner
            | Code::ScopeUnavailable
            | Code::ScopeEmpty
            | Code::KindUnregistered
    )
}

fn is_plain_field(field: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'[' | b']');
    field.len() <= FIELD_BYTES && field.bytes().all(is_plain) && !looks_secret(field)
}

/// Without the key.
impl fmt::Debug for Redactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Redactor")
            .field("privacy", &self.privacy)
            .field("secrets", &self.secrets)
            .finish_non_exhaustive()
    }
}

/// What a record of a URL has as its kind.
const URL: &str = "url";
/// What a hash begins with, and how much of it is shown.
const HASH: &str = "hmac:";
const HASH_DIGITS: usize = 32;
const FIELD_BYTES: usize = 80;

#[cfg(test)]
mod tests;
