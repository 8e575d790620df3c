//! Where a value is judged: the call, its scope, and how far into the argument we are.

use std::{borrow::Cow, cell::Cell, sync::Arc};

use authority_core::{
    access::AccessSet,
    caller::Caller,
    code::Code,
    guard::{Ask, JudgedUrl, PathInput},
    scope::Scope,
};
use serde_json::{Map, Value};

use crate::{
    Denial,
    authority::Inside,
    call::{Call, Dispatched},
    held::Held,
    kind::Kind,
};

/// What the page sent.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_enums, reason = "there is something, or there is not")]
pub enum Input<'a> {
    /// Nothing under that name.
    Missing,
    /// A value.
    Json(&'a Value),
}

/// Where a value is judged. Only the extractors have one.
pub struct Bench<'a> {
    authority: &'a Inside,
    caller: &'a Arc<Caller>,
    command: &'a Arc<str>,
    scope: &'a Arc<Scope>,
    argument: Cow<'a, str>,
    index: Vec<u32>,
    left: &'a Cell<usize>,
}

impl<'a> Bench<'a> {
    pub(crate) fn new<O>(call: &'a Call<O>, scope: &'a Arc<Scope>, argument: &'a str, left: &'a Cell<usize>) -> Self {
        let Dispatched { authority, caller, command } = &call.dispatched;
        Self { authority, caller, command, scope, argument: argument.into(), index: Vec::new(), left }
    }

    #[cfg(feature = "reqwest")]
    pub(crate) const fn authority(&self) -> &Inside {
        self.authority
    }

    /// Judges one path.
    pub(crate) fn path(&self, input: Input<'_>, access: AccessSet) -> Result<Held, Denial> {
        let value = self.one(input, access)?;
        let path = path_input(value).ok_or_else(|| self.refuse(access, Code::ArgumentType))?;
        let judged = self.authority.guard.judge_path(self.scope, path, self.ask(access));
        let shape = &self.authority.shape;
        judged.map(|judged| Held::new(judged, shape.clone())).map_err(|denial| self.denial(denial))
    }

    /// Judges one URL.
    pub(crate) fn url(&self, url: &str, method: &str) -> Result<JudgedUrl, Denial> {
        let judged = self.authority.guard.judge_url(self.scope, url, method, self.ask(AccessSet::NONE));
        judged.map_err(|denial| self.denial(denial))
    }

    /// Judges one value of a kind that the app declared.
    pub(crate) fn value<K: Kind>(&self, input: Input<'_>) -> Result<K, Denial> {
        let value = self.one(input, AccessSet::NONE)?;
        let judged =
            self.authority.guard.judge_value(self.scope, K::KIND, value, self.ask(AccessSet::NONE), K::from_fields);
        judged.map_err(|denial| self.denial(denial))
    }

    /// The fields of an object, if it is one and has no other than these.
    pub(crate) fn fields<'v>(
        &self,
        input: Input<'v>,
        access: AccessSet,
        names: &[&str],
    ) -> Result<&'v Map<String, Value>, Denial> {
        match input {
            Input::Missing | Input::Json(Value::Null) => Err(self.refuse(access, Code::ArgumentMissing)),
            // What nobody judges is not let through: the page may believe that it is a limit.
            Input::Json(Value::Object(map)) if map.keys().all(|key| names.contains(&key.as_str())) => Ok(map),
            Input::Json(_) => Err(self.refuse(access, Code::ArgumentType)),
        }
    }

    /// The elements of a list, if it is one and not longer than what may still be judged.
    pub(crate) fn elements<'v>(&self, input: Input<'v>, access: AccessSet) -> Result<&'v [Value], Denial> {
        match input {
            Input::Missing | Input::Json(Value::Null) => Err(self.refuse(access, Code::ArgumentMissing)),
            // Before the first element is looked at: a refused list leaves no thousand records behind.
            Input::Json(Value::Array(values)) if values.len() > self.left.get() => {
                Err(self.refuse(access, Code::ArgumentTooMany))
            }
            Input::Json(Value::Array(values)) => Ok(values),
            Input::Json(_) => Err(self.refuse(access, Code::ArgumentType)),
        }
    }

    /// One value out of what the argument may still hold.
    pub(crate) fn one<'v>(&self, input: Input<'v>, access: AccessSet) -> Result<&'v Value, Denial> {
        let value = match input {
            Input::Missing | Input::Json(Value::Null) => return Err(self.refuse(access, Code::ArgumentMissing)),
            Input::Json(value) => value,
        };
        let left = self.left.get().checked_sub(1).ok_or_else(|| self.refuse(access, Code::ArgumentTooMany))?;
        self.left.set(left);
        Ok(value)
    }

    /// The bench for the element at `position`.
    pub(crate) fn at(&self, position: usize) -> Bench<'_> {
        let position = u32::try_from(position).unwrap_or(u32::MAX);
        let index = self.index.iter().copied().chain([position]).collect();
        Bench { argument: Cow::Borrowed(&self.argument), index, ..*self }
    }

    /// The bench for the field `name`.
    pub(crate) fn within(&self, name: &str) -> Bench<'_> {
        Bench { argument: format!("{}.{name}", self.argument).into(), index: self.index.clone(), ..*self }
    }

    pub(crate) fn refuse(&self, access: AccessSet, code: Code) -> Denial {
        self.denial(self.authority.guard.refuse(self.ask(access), code, None, None))
    }

    pub(crate) fn ask(&self, access: AccessSet) -> Ask<'_> {
        let Self { caller, command, .. } = self;
        Ask { caller, command, argument: &self.argument, index: &self.index, access }
    }

    pub(crate) fn denial(&self, denial: authority_core::denial::Denial) -> Denial {
        self.authority.denial(denial)
    }

    /// Refuses with what is wrong, for the log.
    #[cfg(feature = "garde")]
    pub(crate) fn fault(&self, code: Code, fault: &str) -> Denial {
        self.denial(self.authority.guard.refuse(self.ask(AccessSet::NONE), code, None, Some(fault)))
    }

    /// Judges a value by the rules of its type, which broke at `broken` first.
    #[cfg(feature = "garde")]
    pub(crate) fn rules(&self, broken: Option<authority_core::guard::Broken<'_>>) -> Result<(), Denial> {
        let judged = self.authority.guard.judge_rules(self.ask(AccessSet::NONE), broken);
        judged.map_err(|denial| self.denial(denial))
    }
}

/// A string, or `{ path, baseDir }` as the callers of Tauri's fs plugin know it.
fn path_input(value: &Value) -> Option<PathInput<'_>> {
    match value {
        Value::String(path) => Some(PathInput::Absolute(path)),
        Value::Object(map) if map.keys().all(|key| key == "path" || key == "baseDir") => {
            let path = map.get("path")?.as_str()?;
            match map.get("baseDir") {
                None | Some(Value::Null) => Some(PathInput::Absolute(path)),
                Some(base) => Some(PathInput::Below { path, base: base.as_u64()? }),
            }
        }
        Value::Object(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
    }
}

impl std::fmt::Debug for Bench<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bench")
            .field("command", &self.command)
            .field("argument", &self.argument)
            .finish_non_exhaustive()
    }
}
