//! The plugin's own IPC commands: a few lines each, and no policy.

use std::sync::Arc;

use authority_core::record::{Record, ring::Counts};
use serde::Serialize;
use tauri::State;

use crate::authority::Authority;

#[derive(Serialize)]
pub(crate) struct RecentDecisions {
    /// Newest first.
    decisions: Vec<Arc<Record>>,
    counts: Counts,
}

#[tauri::command(async)]
#[expect(clippy::needless_pass_by_value, reason = "Tauri passes state by value")]
pub(crate) fn recent_decisions(authority: State<'_, Authority>, limit: Option<usize>) -> RecentDecisions {
    let (decisions, counts) = authority.recent_decisions(limit.unwrap_or(usize::MAX));
    RecentDecisions { decisions, counts }
}
