//! Linux: `openat2` straight to the object, and the walk for everything else.

mod copy;
mod create;
#[cfg(test)]
pub(super) mod hook;
mod list;
mod metadata;
mod object;
mod place;
mod probe;
mod read;
mod remove;
mod rename;
mod replace;
mod subtree;
mod truth;
mod walk;
mod write;

pub use copy::copy;
pub use create::create;
pub use list::list;
pub use metadata::{link_metadata, metadata};
pub use probe::probe;
pub use read::read;
pub use remove::remove_file;
pub use rename::rename;
pub use replace::replace;
pub(crate) use truth::{Truth, TruthCell};
pub use write::{append, truncate, write};

use super::OpenError;
use crate::{access::AccessSet, code::Code, guard::JudgedPath, platform::Platform};

/// An operation on a value that was not judged for it is a bug above us, and a refusal. So is opening by the host's rules
/// what was judged by another platform's.
fn require(judged: &JudgedPath, needed: AccessSet) -> Result<(), OpenError> {
    match unfit(judged.platform(), judged.access(), needed) {
        Some(code) => Err(judged.refuse(code, None, None, None).into()),
        None => Ok(()),
    }
}

/// Why what was judged by this platform's rules for these accesses is no use here.
pub(super) fn unfit(platform: Platform, judged_for: AccessSet, needed: AccessSet) -> Option<Code> {
    if platform != Platform::Linux {
        Some(Code::OpenUnsupported)
    } else if judged_for.contains(needed) {
        None
    } else {
        Some(Code::OpenAccess)
    }
}
