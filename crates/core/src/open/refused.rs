//! Operations that a platform with an opener does not have yet.

use super::{OpenError, require::require};
use crate::{access::Access, code::Code, guard::JudgedPath};

/// Refused: what cannot be taken back is not done by code that nobody has run.
///
/// # Errors
///
/// Always, with `open.unsupported`.
pub(super) fn remove_tree(judged: &JudgedPath) -> Result<(), OpenError> {
    require(judged, Access::Remove.into())?;
    Err(judged.refuse(Code::OpenUnsupported, None, None, None).into())
}
