//! Everything that can be judged: a path under a purpose, and options, lists and tuples of what can be judged.

use authority_core::{access::AccessSet, code::Code};
use serde_json::Value;

use super::{Bench, Input};
use crate::Denial;

/// A type that can be judged as a command's argument, inside [`Scoped`](crate::Scoped).
///
/// Its method cannot be called from outside: only the extractors have what it takes. For a struct of judged fields derive
/// it, with the macro of the same name.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be judged",
    label = "nothing says what the command does with it, or which values are in scope",
    note = "for a path name what is done with it: `File<Read>`, `NewFile`, `Dir`, `Item<Remove>`",
    note = "for a value with entries of its own `#[derive(Kind)]`; for a struct of judged fields `#[derive(Judge)]`",
    note = "for a value that keeps rules `Valid<T>`, with the feature `garde`"
)]
pub trait Judge: Sized {
    /// Everything that the command does with the value.
    const ACCESS: AccessSet;

    #[doc(hidden)]
    fn judge(input: Input<'_>, bench: &Bench<'_>) -> Result<Self, Denial>;
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
