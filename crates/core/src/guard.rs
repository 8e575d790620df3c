//! The flow, on one screen and without I/O: parse → decide → record → a judged value, or a denial.

mod admit;
mod held;
mod judged;
mod judged_url;
mod settle;

use std::sync::Arc;

pub use judged::JudgedPath;
pub use judged_url::{Admitted, JudgedUrl};
use serde_json::Value;

use crate::{
    access::{Access, AccessSet},
    caller::Caller,
    code::Code,
    decide::{Question, UrlQuestion, decide, decide_url, decide_value},
    denial::Denial,
    kind::{Kind, Kinds},
    platform::Platform,
    rate::Rate,
    record::{Draft, Ledger, Stage},
    report::{Mode, Report},
    scope::{Scope, bases::Bases},
    validate::{
        path::{ValidPath, Violation},
        url::ValidUrl,
        value::{Fields, ValidValue},
    },
};

/// Judges values. One for an app: it numbers the decisions.
#[derive(Debug)]
pub struct Guard {
    ledger: Ledger,
    bases: Bases,
    kinds: Kinds,
    platform: Platform,
    explain: bool,
    /// None: every refusal is one.
    report: Option<Report>,
    /// None: a window may ask as often as it likes.
    rate: Option<Rate>,
}

/// Who wants to do what, and where in the call the value stands.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "every part of a question has to be given by whoever asks it")]
pub struct Ask<'a> {
    /// The caller.
    pub caller: &'a Arc<Caller>,
    /// The command.
    pub command: &'a Arc<str>,
    /// The argument, by the name that the page uses.
    pub argument: &'a str,
    /// Where in the argument, for lists and tuples.
    pub index: &'a [u32],
    /// Everything that the command's type says will be done with the value.
    pub access: AccessSet,
}

/// A rule that a value breaks.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "whoever finds a rule broken can say both")]
pub struct Broken<'a> {
    /// Where in the value: `address.zip`. Empty for the value itself. The page learns it.
    pub field: &'a str,
    /// What is wrong there, in English. It stays in the log: it may quote a pattern.
    pub why: &'a str,
}

/// A path as the page may name it.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_enums, reason = "the page has these two forms, as Tauri's fs plugin has")]
pub enum PathInput<'a> {
    /// An absolute path.
    Absolute(&'a str),
    /// `{ path, baseDir }`: a path below one of Tauri's base directories, by its number in `BaseDirectory`.
    Below {
        /// The path.
        path: &'a str,
        /// The number.
        base: u64,
    },
}

impl Guard {
    /// A guard that reads paths by the host's rules.
    #[must_use]
    pub fn new(ledger: Ledger, bases: Bases) -> Self {
        Self {
            ledger,
            bases,
            kinds: Kinds::none(),
            platform: Platform::host(),
            explain: false,
            report: None,
            rate: None,
        }
    }

    /// The same guard for another platform's rules: the verdict is then lexical, and nothing can be opened.
    #[must_use]
    pub fn for_platform(self, platform: Platform) -> Self {
        Self { platform, ..self }
    }

    /// The same guard, whose denials show the page all that the log has. For a developer's build.
    #[must_use]
    pub fn explaining(self, explain: bool) -> Self {
        Self { explain, ..self }
    }

    /// The same guard for an app that declares these kinds.
    #[must_use]
    pub fn with_kinds(self, kinds: Kinds) -> Self {
        Self { kinds, ..self }
    }

    /// The kinds that the app declares.
    #[must_use]
    pub const fn kinds(&self) -> &Kinds {
        &self.kinds
    }

    /// By whose rules paths are read. The scopes that are asked must have been compiled for the same.
    #[must_use]
    pub const fn platform(&self) -> Platform {
        self.platform
    }

    /// Where base directories lie.
    #[must_use]
    pub const fn bases(&self) -> &Bases {
        &self.bases
    }

    /// Judges a path. Touches no disk, cannot block, leaves nothing half done.
    ///
    /// # Errors
    ///
    /// A [`Denial`], already recorded: the text is no clean path, or [`decide`] refuses it and the command is not in report
    /// mode.
    pub fn judge_path(
        self: &Arc<Self>,
        scope: &Arc<Scope>,
        input: PathInput<'_>,
        ask: Ask<'_>,
    ) -> Result<JudgedPath, Denial> {
        let asked = input.text();
        let path =
            self.valid(input, ask.access).map_err(|violation| self.refuse(ask, violation.code(), Some(asked), None))?;
        if scope.platform() != self.platform {
            let fault = format!("the scope was compiled by the rules of {}", scope.platform());
            return Err(self.refuse(ask, Code::ScopeUnavailable, Some(asked), Some(&fault)));
        }
        let decision = decide(scope, Question::new(&path, ask.access, ask.argument));
        let settled = self.settle(Draft {
            resource: Some(path.as_str()),
            asked: Some(asked),
            ..ask.draft().deciding(&decision)
        })?;
        Ok(JudgedPath::new(self, scope, path, ask, settled))
    }

    /// Judges a URL that is to be asked by `method` (in capitals). Asks no resolver and connects to nothing.
    ///
    /// # Errors
    ///
    /// A [`Denial`], already recorded: the text is not one URL to all who read it, or [`decide_url`] refuses it and the
    /// command is not in report mode.
    pub fn judge_url(
        self: &Arc<Self>,
        scope: &Arc<Scope>,
        input: &str,
        method: &str,
        ask: Ask<'_>,
    ) -> Result<JudgedUrl, Denial> {
        let url = match ValidUrl::parse(input) {
            Ok(url) => url,
            Err(violation) => {
                let draft = Draft {
                    code: violation.code(),
                    kind: Some(judged_url::KIND),
                    method: Some(method),
                    asked: Some(judged_url::without_secrets(input)),
                    ..ask.draft()
                };
                return Err(self.deny(&draft));
            }
        };
        let shown = url.shown();
        let decision = decide_url(scope, UrlQuestion::new(&url, method, ask.argument));
        let settled = self.settle(Draft {
            kind: Some(judged_url::KIND),
            method: Some(method),
            resource: Some(&shown),
            ..ask.draft().deciding(&decision)
        })?;
        Ok(JudgedUrl::new(held::Held::new(self, ask, settled), scope, url, method))
    }

    /// Judges a value of a kind that the app declared, and has `make` turn its fields into the type that the command takes.
    ///
    /// # Errors
    ///
    /// A [`Denial`], already recorded: the kind is not registered, what the page sent is no value of it or does not fit
    /// its type (then `make` gives none), or [`decide_value`] refuses it and the command is not in report mode.
    pub fn judge_value<T>(
        &self,
        scope: &Scope,
        kind: &'static Kind,
        given: &Value,
        ask: Ask<'_>,
        make: impl FnOnce(&mut Fields<'_>) -> Option<T>,
    ) -> Result<T, Denial> {
        if !self.kinds.has(kind) {
            let fault = format!("`{}` is not registered", kind.rust());
            return Err(self.refuse(ask, Code::KindUnregistered, None, Some(&fault)));
        }
        let value = ValidValue::read(kind, given)
            .and_then(|value| Ok((make(&mut value.fields()).ok_or(Violation::new(Code::ArgumentType))?, value)));
        let (made, value) = match value {
            Ok(read) => read,
            Err(violation) => return Err(self.refuse(ask, violation.code(), given.as_str(), None)),
        };
        let resource = value.to_string();
        let decision = decide_value(scope, &value, ask.argument);
        self.settle(Draft { kind: Some(kind.name()), resource: Some(&resource), ..ask.draft().deciding(&decision) })?;
        Ok(made)
    }

    /// Records that a value keeps the rules of its type, or refuses it for the first that it breaks. What it holds is not
    /// recorded: it may be a password.
    ///
    /// # Errors
    ///
    /// A [`Denial`] with [`Code::ValueInvalid`], already recorded, where a rule is broken and the command is not in report
    /// mode.
    pub fn judge_rules(&self, ask: Ask<'_>, broken: Option<Broken<'_>>) -> Result<(), Denial> {
        let draft = match broken {
            None => ask.draft(),
            Some(Broken { field, why }) => Draft {
                code: Code::ValueInvalid,
                field: Some(field).filter(|field| !field.is_empty()),
                fault: Some(why),
                ..ask.draft()
            },
        };
        self.settle(draft).map(|_| ())
    }

    /// Refuses a value that could not even be put to the scope, and records that.
    #[must_use]
    pub fn refuse(&self, ask: Ask<'_>, code: Code, asked: Option<&str>, fault: Option<&str>) -> Denial {
        self.deny(&Draft { code, asked, fault, ..ask.draft() })
    }

    /// Records what was decided, and words it as a refusal.
    fn deny(&self, draft: &Draft<'_>) -> Denial {
        Denial::new(self.ledger.write(draft), self.explain)
    }

    fn valid(&self, input: PathInput<'_>, access: AccessSet) -> Result<ValidPath, Violation> {
        let path = match input {
            PathInput::Absolute(text) => ValidPath::parse_among(self.bases.directories(), text, self.platform)?,
            PathInput::Below { path, base } => {
                let base = self.bases.by_number(base).ok_or(Violation::new(Code::PathUnknownBase))?;
                ValidPath::parse_below(base, path, self.platform)?
            }
        };
        // `link/` is not the link: the kernel takes the separator as "what it leads to", and this year two sandboxes
        // fell to it. Where a file is asked for it is malformed.
        if path.has_trailing_separator() && !AccessSet::of(&[Access::List, Access::Metadata]).contains(access) {
            return Err(Violation::new(Code::PathTrailingSeparator));
        }
        Ok(path)
    }
}

impl<'a> Ask<'a> {
    fn draft(self) -> Draft<'a> {
        Draft {
            parent: None,
            stage: Stage::Judge,
            code: Code::Allowed,
            mode: Mode::Enforce,
            caller: self.caller,
            command: self.command,
            argument: self.argument,
            index: self.index,
            access: self.access,
            kind: None,
            method: None,
            resource: None,
            asked: None,
            entry: None,
            difference: None,
            field: None,
            fault: None,
            counts: None,
        }
    }
}

impl<'a> PathInput<'a> {
    const fn text(self) -> &'a str {
        match self {
            Self::Absolute(text) | Self::Below { path: text, .. } => text,
        }
    }
}

#[cfg(test)]
mod tests;
