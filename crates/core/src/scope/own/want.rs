//! What an entry takes for one field, compiled at load.

use std::{fmt, sync::Arc};

use regex::{Regex, RegexBuilder};
use serde_json::{Map, Value};

use super::List;
use crate::{
    kind::{By, Case, Field, Scalar, Shape},
    suggest,
    validate::{path::is_control, value::MAX_TEXT_BYTES},
};

/// The most memory that one compiled expression may take, in bytes: one that needs more is a mistake or an attack.
const MAX_REGEX_BYTES: usize = 1 << 20;

#[derive(Clone, Debug)]
pub(crate) enum Want {
    /// Whatever is sent, and nothing: what a `deny` says of a field that it does not name.
    Anything,
    /// Nothing: what an `allow` says of an optional field that it does not name.
    Absent,
    /// A text.
    Text { plain: Text, folded: Option<Text> },
    /// A number, both ends included.
    Between { least: i64, most: i64 },
    /// This one.
    Bool(bool),
}

#[derive(Clone, Debug)]
pub(crate) enum Text {
    Exact(Box<str>),
    Glob(glob::Pattern),
    /// Behind a pointer, so that an app without such a field is not linked with what matches expressions.
    Regex(Arc<dyn Whole>),
}

/// What tells whether a whole text is meant.
pub(crate) trait Whole: fmt::Debug + Send + Sync {
    fn is(&self, text: &str) -> bool;
}

impl Whole for Regex {
    fn is(&self, text: &str) -> bool {
        self.is_match(text)
    }
}

impl Want {
    pub(super) fn compile(field: &Field, list: List, value: &Value) -> Result<Self, String> {
        let name = field.name;
        match (field.shape, field.by, value) {
            (Shape::Text, By::Exact | By::Glob | By::Regex, Value::String(text)) => {
                let plain = Text::compile(field, text).map_err(|why| format!("`{name}`: {why}"))?;
                // Beside the plain one, not in its place: `[!A]` takes an `a` that `[!a]` does not.
                let widened = list == List::Deny && field.case == Case::Folds;
                let folded = widened.then(|| Text::compile_folded(field, text)).transpose();
                Ok(Self::Text { plain, folded: folded.map_err(|why| format!("`{name}`: {why}"))? })
            }
            (Shape::Text, _, _) => Err(format!("`{name}` must be a string")),
            (Shape::Integer, By::Range, Value::Object(ends)) => range(name, ends),
            (Shape::Integer, by, value) => match value.as_i64() {
                Some(number) => Ok(Self::Between { least: number, most: number }),
                None if by == By::Range => Err(format!(
                    "`{name}` must be a whole number, or {{ \"min\": 1, \"max\": 16 }} with either or both"
                )),
                None => Err(format!("`{name}` must be a whole number")),
            },
            (Shape::Bool, _, Value::Bool(yes)) => Ok(Self::Bool(*yes)),
            (Shape::Bool, _, _) => Err(format!("`{name}` must be true or false")),
        }
    }

    pub(super) fn takes(&self, value: Option<&Scalar>) -> bool {
        match (self, value) {
            (Self::Anything, _) | (Self::Absent, None) => true,
            (Self::Text { plain, folded: wide }, Some(Scalar::Text(text))) => {
                plain.takes(text) || wide.as_ref().is_some_and(|wide| wide.takes(&folded(text)))
            }
            (Self::Between { least, most }, Some(Scalar::Integer(number))) => (least..=most).contains(&number),
            (Self::Bool(wanted), Some(Scalar::Bool(yes))) => wanted == yes,
            _ => false,
        }
    }

    /// The text that it takes, where that is a single one (but for folding).
    pub(super) fn spelled(&self) -> Option<&str> {
        match self {
            Self::Text { plain: Text::Exact(text), .. } => Some(text),
            _ => None,
        }
    }
}

/// As wide as the standard library folds: by upper case, then by lower, so that `ß`, `ẞ` and `ss` are one.
pub(super) fn folded(text: &str) -> String {
    text.to_uppercase().to_lowercase()
}

impl Text {
    fn compile(field: &Field, text: &str) -> Result<Self, String> {
        match field.by {
            By::Regex => field.expressions.compile(text, Case::Counts).map(Self::Regex),
            By::Glob => {
                possible(text)?;
                glob::Pattern::new(text)
                    .map(Self::Glob)
                    .map_err(|error| format!("`glob` refuses the pattern: {}", error.msg))
            }
            By::Exact | By::Range => {
                possible(text)?;
                Ok(Self::Exact(text.into()))
            }
        }
    }

    fn compile_folded(field: &Field, text: &str) -> Result<Self, String> {
        match field.by {
            By::Regex => field.expressions.compile(text, Case::Folds).map(Self::Regex),
            By::Exact | By::Glob | By::Range => Self::compile(field, &folded(text)),
        }
    }

    fn takes(&self, text: &str) -> bool {
        match self {
            Self::Exact(exact) => **exact == *text,
            Self::Glob(pattern) => pattern.matches(text),
            Self::Regex(regex) => regex.is(text),
        }
    }
}

/// What no value can be would never match, and a `deny` that never matches is worse than a crash.
fn possible(text: &str) -> Result<(), String> {
    if text.len() > MAX_TEXT_BYTES {
        return Err(format!("it is longer than {MAX_TEXT_BYTES} bytes, and so than any value that is judged"));
    }
    if text.chars().any(is_control) {
        return Err("it has a control character in it, which no value that is judged can have".to_owned());
    }
    Ok(())
}

/// An expression for the whole text.
///
/// It is compiled by itself first, so that `a)|(b` is refused: in a group it would close ours, and one of its halves would
/// no longer be held at both ends. Then it stands in a group of its own, so that `a|b` is held at both ends as a whole.
pub(crate) fn whole(text: &str, case: Case) -> Result<Arc<dyn Whole>, String> {
    build(text, case)?;
    let whole = build(&format!(r"\A(?:{text})\z"), case)?;
    Ok(Arc::new(whole))
}

fn build(text: &str, case: Case) -> Result<Regex, String> {
    let mut builder = RegexBuilder::new(text);
    builder.size_limit(MAX_REGEX_BYTES).case_insensitive(case == Case::Folds);
    builder.build().map_err(|error| {
        // The whole of it is a drawing over several lines; what is wrong stands in the last.
        let text = error.to_string();
        let last = text.lines().last().unwrap_or_default().trim();
        format!("the regular expression cannot be used: {}", last.strip_prefix("error: ").unwrap_or(last))
    })
}

fn range(name: &str, ends: &Map<String, Value>) -> Result<Want, String> {
    if let Some(unknown) = ends.keys().find(|key| !["min", "max"].contains(&key.as_str())) {
        return Err(format!("`{name}` has an unknown key `{unknown}`{}", suggest::hint(unknown, ["min", "max"])));
    }
    let end = |key: &str| {
        let end =
            ends.get(key).map(|end| end.as_i64().ok_or_else(|| format!("`{key}` of `{name}` must be a whole number")));
        end.transpose()
    };
    match (end("min")?, end("max")?) {
        (None, None) => Err(format!("`{name}` has neither `min` nor `max`")),
        (Some(least), Some(most)) if least > most => {
            Err(format!("`{name}` takes nothing: {least} is more than {most}"))
        }
        (least, most) => Ok(Want::Between { least: least.unwrap_or(i64::MIN), most: most.unwrap_or(i64::MAX) }),
    }
}
