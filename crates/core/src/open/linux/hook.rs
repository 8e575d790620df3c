//! What tests do to the opening step: take `openat2` away, or change the tree between two of its steps.

use std::cell::{Cell, RefCell};

/// A point between two steps of opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::open) enum Step {
    /// The walk is done, and where it ended is not judged yet.
    Walked,
    /// The place is judged, and nothing was done at it yet.
    Placed,
    /// The object is held, and nothing was changed of it yet.
    Held,
    /// A directory was read to its end, and nothing was done about what is in it.
    Read,
    /// All that a tree holds is judged, and nothing was removed yet.
    Looked,
}

type Act = Box<dyn FnMut()>;

thread_local! {
    static NO_OPENAT2: Cell<bool> = const { Cell::new(false) };
    static ACT: RefCell<Option<(Step, Act)>> = const { RefCell::new(None) };
}

/// Does `act` where this thread has no `openat2`, as under a seccomp filter or an old kernel.
pub(in crate::open) fn without_openat2<T>(act: impl FnOnce() -> T) -> T {
    NO_OPENAT2.set(true);
    let done = act();
    NO_OPENAT2.set(false);
    done
}

/// Does `act` each time that this thread comes to `step` within `during`.
pub(in crate::open) fn at<T>(step: Step, act: impl FnMut() + 'static, during: impl FnOnce() -> T) -> T {
    ACT.set(Some((step, Box::new(act))));
    let done = during();
    ACT.set(None);
    done
}

pub(super) fn openat2_is_missing() -> bool {
    NO_OPENAT2.get()
}

pub(in crate::open) fn reached(step: Step) {
    // Taken out meanwhile, so that an act may open something itself.
    if let Some((at, mut act)) = ACT.take() {
        if at == step {
            act();
        }
        ACT.set(Some((at, act)));
    }
}
