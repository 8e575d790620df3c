//! The question about a path, put to the code that decides in the app: compile the scope, judge, open.

use std::{io, sync::Arc};

use authority_core::{
    caller::Caller,
    code::Code,
    guard::{Ask, Guard, PathInput},
    open::{self, OpenError},
    record::{Ledger, ring::Ring},
    scope::{Frame, List, RawEntry, Scope, Way, bases::Bases},
};

use super::{
    request::{Input, Lists, PathRequest},
    verdict::Verdict,
};

/// Who asks. The protocol has no caller: the entries are taken as those of one window's command.
const LABEL: &str = "main";
const COMMAND: &str = "eval";
const ARGUMENT: &str = "path";

/// Answers a request.
pub(super) fn answer(request: PathRequest) -> Verdict {
    // The newest record is the judgement itself: a grant says there which entry it was.
    let ring = Arc::new(Ring::new(1));
    let ledger = Ledger::new(vec![Arc::clone(&ring) as _]);
    let guard = Arc::new(Guard::new(ledger, bases(&request)).for_platform(request.platform));
    let caller = Arc::new(Caller::local(LABEL, LABEL));
    let ask = Ask {
        caller: &caller,
        command: &Arc::from(COMMAND),
        argument: ARGUMENT,
        index: &[],
        access: request.access.into(),
    };
    let Input::Text(input) = &request.input else {
        return Verdict::denied(request.id, &guard.refuse(ask, Code::PathNotText, None, None), &[]);
    };
    let mut frame = Frame::new(COMMAND, &caller, guard.bases());
    frame.platform = guard.platform();
    let scope = Arc::new(Scope::compile(&entries(request.scope), &frame));
    let judged = match guard.judge_path(&scope, PathInput::Absolute(input), ask) {
        Ok(judged) => judged,
        Err(denial) => return Verdict::denied(request.id, &denial, scope.inert()),
    };
    let (newest, _) = ring.newest(1);
    let grant = newest.first().map(|record| &**record);
    let opened = if request.on_disk { open::probe(&judged, request.access) } else { Ok(()) };
    match opened {
        Ok(()) => Verdict::allowed(request.id, grant, scope.inert()),
        Err(OpenError::Denied(denial)) => Verdict::denied(request.id, &denial, scope.inert()),
        // Whether a file in scope exists is for the disk to say, and no reason to refuse.
        Err(OpenError::Io(error)) if error.kind() == io::ErrorKind::NotFound => {
            Verdict::allowed(request.id, grant, scope.inert())
        }
        Err(OpenError::Io(error)) => Verdict::disk(request.id, &error, grant),
    }
}

fn bases(request: &PathRequest) -> Bases {
    let mut bases = Bases::none();
    for (name, directory) in &request.vars {
        bases.set(name, directory, request.platform);
    }
    bases
}

fn entries(lists: Lists) -> Vec<RawEntry> {
    let listed = |list, values: Vec<_>| {
        values.into_iter().enumerate().map(move |(index, value)| RawEntry::new(list, Way::Command, index, value))
    };
    listed(List::Allow, lists.allow).chain(listed(List::Deny, lists.deny)).collect()
}
