//! The second judgement: of what was found, by the name under which it lies. One for every platform.

use super::OpenError;
use crate::{
    code::Code,
    guard::JudgedPath,
    scope::{Facts, Scope},
    validate::path::ValidPath,
};

/// INVARIANT true-name-judged: no object is opened, made or moved under a true name that the scope does not grant. What
/// report mode lets pass nevertheless is not opened here, but by [`plain`](crate::open::plain).
pub(super) fn judge_true_name(judged: &JudgedPath, path: &ValidPath) -> Result<(), OpenError> {
    let truth = judged.scope().truth();
    let scope: &Scope = truth.scope().unwrap_or_else(|| judged.scope());
    let decision = judged.judge_again(scope, path, Facts::default());
    if decision.is_allowed() {
        return Ok(());
    }
    let code = match decision.code {
        Code::PathDenied => Code::LinkDenied,
        // Report mode lets a link pass that leads to what is denied, and none that leads to the log.
        Code::PathReserved => Code::PathReserved,
        _ => Code::LinkOutside,
    };
    Err(judged.refuse(code, Some(path.as_str()), decision.entry, decision.difference).into())
}

/// Refuses what the entries that grant the object do not take, by the name as given and by the true one.
pub(super) fn judge_facts(judged: &JudgedPath, path: &ValidPath, facts: Facts) -> Result<(), OpenError> {
    if facts == Facts::default() {
        return Ok(());
    }
    let truth = judged.scope().truth();
    let names: [(&Scope, _); 2] =
        [(judged.scope(), judged.path()), (truth.scope().unwrap_or_else(|| judged.scope()), path)];
    for (scope, name) in names {
        if !judged.judge_again(scope, name, facts).is_allowed() {
            let code = if facts.special { Code::OpenSpecial } else { Code::LinkRefused };
            let entry = judged.judge_again(scope, name, Facts::default()).entry;
            return Err(judged.refuse(code, Some(path.as_str()), entry, None).into());
        }
    }
    Ok(())
}

/// How often a tree that changes under the walk is walked again before it is refused.
pub(super) const TRIES: u32 = 8;

/// What is found is not what was judged, or not where it was.
pub(super) fn changed(judged: &JudgedPath) -> OpenError {
    judged.refuse(Code::OpenChanged, None, None, None).into()
}

/// The true name of what has this name in a directory, if it can be judged.
pub(super) fn true_child(judged: &JudgedPath, dir: &ValidPath, name: &str) -> Result<ValidPath, OpenError> {
    judged.child_of(dir, name).map_err(|_| judged.refuse(Code::OpenUnresolved, None, None, None).into())
}
