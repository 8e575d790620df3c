//! What every operation asks of a value first, on whichever way it is done.

use super::OpenError;
use crate::{
    access::{Access, AccessSet},
    code::Code,
    guard::JudgedPath,
    platform::Platform,
};

/// What is needed to open a file that is made where there is none.
pub(super) const WRITE_OR_CREATE: AccessSet = AccessSet::of(&[Access::Write, Access::Create]);

/// INVARIANT settled-before-done: nothing is done before its judgement is on record, where the app asks for that.
///
/// An operation on a value that was not judged for it is a bug above us, and a refusal. So is opening by the host's rules
/// what was judged by another platform's.
pub(super) fn require(judged: &JudgedPath, needed: AccessSet) -> Result<(), OpenError> {
    match unfit(judged.platform(), judged.access(), needed) {
        Some(code) => Err(judged.refuse(code, None, None, None).into()),
        None => Ok(judged.must_be_settled()?),
    }
}

/// Why what was judged by this platform's rules for these accesses is no use here.
pub(super) fn unfit(platform: Platform, judged_for: AccessSet, needed: AccessSet) -> Option<Code> {
    if platform != Platform::host() || !has_an_opener(platform) {
        Some(Code::OpenUnsupported)
    } else if judged_for.contains(needed) {
        None
    } else {
        Some(Code::OpenAccess)
    }
}

/// That paths can be judged by a platform's rules does not say that they can be opened there.
const fn has_an_opener(platform: Platform) -> bool {
    matches!(platform, Platform::Linux | Platform::MacOs | Platform::Windows)
}
