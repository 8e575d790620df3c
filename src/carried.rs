//! A scope entry on its way out of Tauri's authority: carried as it stands, because Tauri holds its lock meanwhile.
//!
//! Reading it must not fail (Tauri would refuse with an error of its own, that nobody records), must not panic (the lock
//! would be poisoned for every later call of any command) and must not block.

use std::{convert::Infallible, marker::PhantomData};

use serde_json::Value;
use tauri::{
    AppHandle, Runtime,
    ipc::ScopeObject,
    utils::acl::{Number, Value as AclValue},
};

use crate::owner::Owner;

/// An entry of owner `O`. Tauri caches global scopes by type, so the owner is in the type.
///
/// INVARIANT owner-in-type: the type is not public, so nobody else can have Tauri read (and cache) it under another key.
#[derive(Debug)]
pub(crate) struct Carried<O: Owner> {
    pub(crate) value: Value,
    owner: PhantomData<O>,
}

impl<O: Owner> ScopeObject for Carried<O> {
    type Error = Infallible;

    fn deserialize<R: Runtime>(_: &AppHandle<R>, raw: AclValue) -> Result<Self, Self::Error> {
        Ok(Self { value: json(raw), owner: PhantomData })
    }
}

/// Tauri's own conversion panics for a number that JSON cannot hold (`inf` in TOML). Here it becomes a string, which no
/// key takes, so the entry becomes a fault that shows it.
pub(crate) fn json(value: AclValue) -> Value {
    match value {
        AclValue::Null => Value::Null,
        AclValue::Bool(yes) => Value::Bool(yes),
        AclValue::Number(Number::Int(number)) => Value::from(number),
        AclValue::Number(Number::Float(number)) => {
            serde_json::Number::from_f64(number).map_or_else(|| Value::String(number.to_string()), Value::Number)
        }
        AclValue::String(text) => Value::String(text),
        AclValue::List(list) => list.into_iter().map(json).collect(),
        AclValue::Map(map) => map.into_iter().map(|(key, value)| (key, json(value))).collect(),
    }
}
