//! Everything that can be judged: a path under a purpose, and options, lists and tuples of what can be judged.

use std::{cell::Cell, sync::Arc};

use authority_core::{
    access::AccessSet,
    code::Code,
    guard::{Ask, PathInput},
    scope::Scope,
};
use serde_json::Value;

use crate::{Denial, authority::Authority, held::Held};

/// A type that can be judged as a command's argument, inside [`Scoped`](crate::Scoped).
///
/// Its method cannot be called from outside: only the extractor has what it takes.
pub trait Judge: Sized {
    /// Everything that the command does with the value.
    const ACCESS: AccessSet;

    #[doc(hidden)]
    fn judge(input: Input<'_>, bench: &Bench<'_>) -> Result<Self, Denial>;
}

/// What the page sent.
#[derive(Clone, Copy, Debug)]
pub enum Input<'a> {
    /// Nothing under that name.
    Missing,
    /// A value.
    Json(&'a Value),
}

/// Where a value is judged: the call, its scope, and where in the argument we are.
pub struct Bench<'a> {
    authority: &'a Authority,
    scope: &'a Arc<Scope>,
    ask: Ask<'a>,
    index: Vec<u32>,
    left: &'a Cell<usize>,
}

impl<'a> Bench<'a> {
    pub(super) const fn new(
        authority: &'a Authority,
        scope: &'a Arc<Scope>,
        ask: Ask<'a>,
        left: &'a Cell<usize>,
    ) -> Self {
        Self { authority, scope, ask, index: Vec::new(), left }
    }

    /// Judges one path.
    pub(crate) fn path(&self, input: Input<'_>, access: AccessSet) -> Result<Held, Denial> {
        let value = match input {
            Input::Missing | Input::Json(Value::Null) => return Err(self.refuse(access, Code::ArgumentMissing)),
            Input::Json(value) => value,
        };
        let path = path_input(value).ok_or_else(|| self.refuse(access, Code::ArgumentType))?;
        let Some(left) = self.left.get().checked_sub(1) else {
            return Err(self.refuse(access, Code::ArgumentTooMany));
        };
        self.left.set(left);
        let judged = self.authority.guard.judge_path(self.scope, path, self.ask(access));
        let shape = &self.authority.shape;
        judged.map(|judged| Held::new(judged, shape.clone())).map_err(|denial| Denial::new(denial, shape.clone()))
    }

    /// The elements of a list, if it is one and not longer than what may still be judged.
    fn elements<'v>(&self, input: Input<'v>, access: AccessSet) -> Result<&'v [Value], Denial> {
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

    /// The bench for the element at `position`.
    fn at(&self, position: usize) -> Self {
        let position = u32::try_from(position).unwrap_or(u32::MAX);
        let index = self.index.iter().copied().chain([position]).collect();
        Self { authority: self.authority, scope: self.scope, ask: self.ask, index, left: self.left }
    }

    fn refuse(&self, access: AccessSet, code: Code) -> Denial {
        let denial = self.authority.guard.refuse(self.ask(access), code, None, None);
        Denial::new(denial, self.authority.shape.clone())
    }

    fn ask(&self, access: AccessSet) -> Ask<'_> {
        Ask { index: &self.index, access, ..self.ask }
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

/// An argument that may be left out or be `null`. What is there is judged.
impl<T: Judge> Judge for Option<T> {
    const ACCESS: AccessSet = T::ACCESS;

    fn judge(input: Input<'_>, bench: &Bench<'_>) -> Result<Self, Denial> {
        match input {
            Input::Missing | Input::Json(Value::Null) => Ok(None),
            Input::Json(_) => T::judge(input, bench).map(Some),
        }
    }
}

/// A list, refused as a whole at the first element that is.
impl<T: Judge> Judge for Vec<T> {
    const ACCESS: AccessSet = T::ACCESS;

    fn judge(input: Input<'_>, bench: &Bench<'_>) -> Result<Self, Denial> {
        let elements = bench.elements(input, Self::ACCESS)?;
        elements.iter().enumerate().map(|(i, value)| T::judge(Input::Json(value), &bench.at(i))).collect()
    }
}

macro_rules! tuples {
    ($($len:literal: $($name:ident $position:tt),*;)*) => { $(
        /// A list of exactly this length, each element judged as its own type.
        impl<$($name: Judge),*> Judge for ($($name,)*) {
            const ACCESS: AccessSet = AccessSet::NONE$(.union($name::ACCESS))*;

            fn judge(input: Input<'_>, bench: &Bench<'_>) -> Result<Self, Denial> {
                let elements = bench.elements(input, Self::ACCESS)?;
                if elements.len() != $len {
                    return Err(bench.refuse(Self::ACCESS, Code::ArgumentType));
                }
                Ok(($($name::judge(elements.get($position).map_or(Input::Missing, Input::Json), &bench.at($position))?,)*))
            }
        }
    )* };
}

tuples! {
    1: A 0;
    2: A 0, B 1;
    3: A 0, B 1, C 2;
    4: A 0, B 1, C 2, D 3;
}
