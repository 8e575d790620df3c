//! `fetch` in an app that was built without the feature: it says so.

use authority_core::{access::AccessSet, code::Code};

use crate::{Call, Denial, owner};

/// Refuses.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "Tauri passes arguments by value")]
pub(crate) fn fetch(call: Call<owner::Authority>) -> Result<(), Denial> {
    Err(call.refuse("", AccessSet::NONE, Code::CommandFeature, None))
}

/// Refuses.
#[tauri::command]
pub(crate) fn fetch_more(call: Call<owner::Authority>) -> Result<(), Denial> {
    fetch(call)
}

/// Refuses.
#[tauri::command]
pub(crate) fn fetch_abort(call: Call<owner::Authority>) -> Result<(), Denial> {
    fetch(call)
}
