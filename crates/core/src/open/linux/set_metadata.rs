//! Permissions and times, of the object that was opened and of no name.
//!
//! A name would be looked up once more: Go's `Root.Chmod` did, and on Linux followed the link that had come there
//! (CVE-2026-32282). The kernel takes no bare handle for this, so it is given the handle's own name in this process, which
//! leads to that object and cannot be put elsewhere.

use std::time::{SystemTime, UNIX_EPOCH};

use rustix::{
    fs::{AtFlags, CWD, Mode, Timespec, Timestamps, UTIME_OMIT, chmod, fstat, utimensat},
    io::Errno,
};

#[cfg(test)]
use super::hook::{self, Step};
use super::{
    object,
    place::{self, Found},
};
use crate::{
    access::Access,
    guard::JudgedPath,
    open::{OpenError, Permissions, Times, require::require},
};

/// Sets the permissions of what the name leads to, links followed into the scope.
///
/// # Errors
///
/// A denial where a link on the way leaves the scope, or the object is a device, a pipe or a socket; `InvalidInput` for bits
/// that are no permissions; else the disk's answer.
pub(in crate::open) fn set_permissions(judged: &JudgedPath, permissions: Permissions) -> Result<(), OpenError> {
    let found = found(judged)?;
    let old = fstat(&found.object).map_err(std::io::Error::from)?.st_mode & 0o7777;
    let mode = permissions.of(old).ok_or(std::io::ErrorKind::InvalidInput).map_err(std::io::Error::from)?;
    Ok(chmod(place::own(&found.object), Mode::from_raw_mode(mode)).map_err(std::io::Error::from)?)
}

/// Sets the times of what the name leads to, links followed into the scope.
///
/// # Errors
///
/// As [`set_permissions`]; `InvalidInput` for a time that the disk cannot hold.
pub(in crate::open) fn set_times(judged: &JudgedPath, times: Times) -> Result<(), OpenError> {
    let found = found(judged)?;
    let times = Timestamps { last_access: timespec(times.accessed)?, last_modification: timespec(times.modified)? };
    Ok(utimensat(CWD, place::own(&found.object), &times, AtFlags::empty()).map_err(std::io::Error::from)?)
}

/// A file or a directory, by a bare handle: it need not be readable to be changed.
pub(in crate::open) fn found(judged: &JudgedPath) -> Result<Found, OpenError> {
    require(judged, Access::SetMetadata.into())?;
    let found = place::find(judged)?;
    #[cfg(test)]
    hook::reached(Step::Held);
    match object::must_be_file(judged, &found) {
        Err(OpenError::Io(error)) if error.kind() == std::io::ErrorKind::IsADirectory => Ok(found),
        judged => judged.map(|_| found),
    }
}

fn timespec(time: Option<SystemTime>) -> std::io::Result<Timespec> {
    let Some(time) = time else { return Ok(Timespec { tv_sec: 0, tv_nsec: UTIME_OMIT }) };
    let seconds = |seconds: u64| i64::try_from(seconds).map_err(|_| std::io::Error::from(Errno::INVAL));
    Ok(match time.duration_since(UNIX_EPOCH) {
        Ok(since) => Timespec { tv_sec: seconds(since.as_secs())?, tv_nsec: since.subsec_nanos().into() },
        // Nanoseconds count forward also before the epoch.
        Err(before) => {
            let before = before.duration();
            let (whole, part) = (seconds(before.as_secs())?, i64::from(before.subsec_nanos()));
            if part == 0 {
                Timespec { tv_sec: -whole, tv_nsec: 0 }
            } else {
                Timespec { tv_sec: -whole - 1, tv_nsec: 1_000_000_000 - part }
            }
        }
    })
}
