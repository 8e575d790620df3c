//! The scope of a request, and who asks: the protocol has no caller, so the entries are taken as those of one window's command.

use std::sync::Arc;

use authority_core::{
    caller::Caller,
    guard::Guard,
    scope::{Frame, List, RawEntry, Scope, Way},
};

use super::request::Lists;

pub(super) const COMMAND: &str = "eval";
const LABEL: &str = "main";

pub(super) fn caller() -> Arc<Caller> {
    Arc::new(Caller::local(LABEL, LABEL))
}

/// The entries, compiled for the guard.
pub(super) fn compile(lists: Lists, guard: &Guard, caller: &Caller) -> Arc<Scope> {
    let mut frame = Frame::new(COMMAND, caller, guard.bases());
    frame.platform = guard.platform();
    Arc::new(Scope::compile(&entries(lists), &frame))
}

fn entries(lists: Lists) -> Vec<RawEntry> {
    let listed = |list, values: Vec<_>| {
        values.into_iter().enumerate().map(move |(index, value)| RawEntry::new(list, Way::Command, index, value))
    };
    listed(List::Allow, lists.allow).chain(listed(List::Deny, lists.deny)).collect()
}
