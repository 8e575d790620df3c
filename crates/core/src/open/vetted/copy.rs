//! Copying: reads here, creates or replaces there.

use std::io;

use super::{create::create_at, file::read, replace};
use crate::{access::AccessSet, guard::JudgedPath, open::OpenError};

/// Copies the content of a file: over the target as a whole if that was judged for replacing, else into a file that does
/// not exist yet. Returns the number of bytes. Permissions and times are the new file's own.
///
/// # Errors
///
/// As `read` and, by what the target was judged for, `replace` or `create`. In every case of error the target is as it was.
pub(in crate::open) fn copy(from: &JudgedPath, to: &JudgedPath) -> Result<u64, OpenError> {
    let mut source = read(from)?;
    if to.access().contains(AccessSet::REPLACE) {
        return replace(to, &mut source);
    }
    let (mut file, place) = create_at(to)?;
    io::copy(&mut source, &mut file).map_err(|error| {
        // Half a copy is not what was asked for. Windows removes a name once nobody has the file open.
        drop(file);
        let _ = place.remove_file();
        error.into()
    })
}
