//! Any other argument, checked for length, range and pattern before the command's body runs.

use std::{fmt, ops::Deref};

use authority_core::{access::AccessSet, code::Code, guard::Broken};
use garde::Validate;
use serde::de::DeserializeOwned;
use tauri::{
    Runtime,
    ipc::{CommandArg, CommandItem, InvokeError},
};

use crate::{
    Denial,
    owner::App,
    scoped::{self, Bench, Input, Judge},
};

/// An argument that keeps the rules of its type, as the [`garde`] crate has them: length, range, pattern and more.
///
/// Needs the feature `garde`, and `garde` of the same major version in the app for its derive.
///
/// ```
/// use garde::Validate;
/// use serde::Deserialize;
/// use tauri_plugin_authority::Valid;
///
/// #[derive(Deserialize, Validate)]
/// struct Title(#[garde(length(chars, min = 1, max = 80), pattern(r"^[^<>]*$"))] String);
///
/// #[tauri::command]
/// fn rename(title: Valid<Title>) {
///     println!("{}", title.0);
/// }
/// ```
///
/// A value of another shape is refused with `argument.type`, one that breaks a rule with `value.invalid`: the page learns
/// where in the value (`address.zip`), and the log what is wrong there. What the value holds is in neither.
///
/// It needs no entry in a scope, and asks for none. Inside a struct of judged fields or a [`Scoped`](crate::Scoped) it can
/// stand, too: `Scoped<Vec<Valid<Title>>>`. A command of a plugin names its owner: `Scoped<Valid<Title>, Notes>`.
///
/// `garde` searches a `pattern` in the text: write `^` and `$` around it, and alternatives in a group, as in `^(?:a|b)$`.
///
/// [`garde`]: https://docs.rs/garde
pub struct Valid<T>(T);

impl<T> Valid<T> {
    /// The value.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T: DeserializeOwned + Validate<Context = ()>> Judge for Valid<T> {
    const ACCESS: AccessSet = AccessSet::NONE;

    fn judge(input: Input<'_>, bench: &Bench<'_>) -> Result<Self, Denial> {
        let given = bench.one(input, Self::ACCESS)?;
        let value = T::deserialize(given).map_err(|error| bench.fault(Code::ArgumentType, &error.to_string()))?;
        let report = value.validate().err();
        let broken = report.as_ref().and_then(|report| report.iter().next());
        let broken = broken.map(|(field, error)| (field.to_string(), error.to_string()));
        bench.rules(broken.as_ref().map(|(field, why)| Broken { field, why }))?;
        Ok(Self(value))
    }
}

impl<'de, R: Runtime, T: DeserializeOwned + Validate<Context = ()>> CommandArg<'de, R> for Valid<T> {
    fn from_command(item: CommandItem<'de, R>) -> Result<Self, InvokeError> {
        scoped::from_argument::<R, Self, App>(&item)
    }
}

impl<T> Deref for Valid<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: fmt::Debug> fmt::Debug for Valid<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Valid").field(&self.0).finish()
    }
}
