//! The question about a path, put to the code that decides in the app: compile the scope, judge, open.

use std::{io, sync::Arc};

use authority_core::{
    code::Code,
    guard::{Ask, Guard, PathInput},
    open::{self, OpenError},
    record::{Ledger, ring::Ring},
    scope::bases::Bases,
};

use super::{
    request::{Input, PathRequest},
    scope,
    verdict::{Notes, Verdict},
};

const ARGUMENT: &str = "path";

/// Answers a request.
pub(super) fn answer(request: PathRequest) -> Verdict {
    // The newest record is the judgement itself: a grant says there which entry it was.
    let ring = Arc::new(Ring::new(1));
    let ledger = Ledger::new(vec![Arc::clone(&ring) as _]);
    let guard = Arc::new(Guard::new(ledger, bases(&request)).for_platform(request.platform));
    let caller = scope::caller();
    let ask = Ask {
        caller: &caller,
        command: &Arc::from(scope::COMMAND),
        argument: ARGUMENT,
        index: &[],
        access: request.access.into(),
    };
    let Input::Text(input) = &request.input else {
        return Verdict::denied(request.id, &guard.refuse(ask, Code::PathNotText, None, None), Notes::None);
    };
    let scope = scope::compile(request.scope, &guard, &caller);
    let judged = match guard.judge_path(&scope, PathInput::Absolute(input), ask) {
        Ok(judged) => judged,
        Err(denial) => return Verdict::denied(request.id, &denial, Notes::PassedOver(scope.inert())),
    };
    let (newest, _) = ring.newest(1);
    let grant = newest.first().map(|record| &**record);
    let opened = if request.on_disk { open::probe(&judged, request.access) } else { Ok(()) };
    match opened {
        Ok(()) => Verdict::allowed(request.id, grant, Notes::PassedOver(scope.inert())),
        Err(OpenError::Denied(denial)) => Verdict::denied(request.id, &denial, Notes::PassedOver(scope.inert())),
        // Whether a file in scope exists is for the disk to say, and no reason to refuse.
        Err(OpenError::Io(error)) if error.kind() == io::ErrorKind::NotFound => {
            Verdict::allowed(request.id, grant, Notes::PassedOver(scope.inert()))
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
