//! What tests do to the opening step: say what the system would call an object, where the one at hand cannot have short names,
//! junctions and races.

use std::cell::RefCell;

type Names = Box<dyn FnMut(&str) -> Option<String>>;

thread_local! {
    static NAMES: RefCell<Option<Names>> = const { RefCell::new(None) };
}

/// Has `names` say, within `during`, what the true name of an object is instead of the one that it is given.
pub(in crate::open) fn named<T>(names: impl FnMut(&str) -> Option<String> + 'static, during: impl FnOnce() -> T) -> T {
    NAMES.set(Some(Box::new(names)));
    let done = during();
    NAMES.set(None);
    done
}

pub(super) fn instead_of(name: &str) -> Option<String> {
    NAMES.with_borrow_mut(|names| names.as_mut()?(name))
}
