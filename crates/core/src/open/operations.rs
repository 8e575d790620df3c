//! Every operation on a judged value, and the one place that chooses the way on which it is done.

use std::{fs::File, io};

use super::{Listing, Metadata, OpenError, Permissions, Times, Walk, plain, vetted};
use crate::{access::Access, guard::JudgedPath, record::Verdict};

/// Opens a file for reading.
///
/// # Errors
///
/// A denial where a link on the way leaves the scope, or the object is a device, a pipe or a socket: those are opened on Linux
/// alone, where an entry says `"special": true`. Else the disk's answer.
pub fn read(judged: &JudgedPath) -> Result<File, OpenError> {
    carry_out([judged], |[file]| vetted::read(file), |[file]| plain::read(file))
}

/// Opens a file that exists for writing. It is neither made nor cut off.
///
/// # Errors
///
/// As [`read`].
pub fn write(judged: &JudgedPath) -> Result<File, OpenError> {
    carry_out([judged], |[file]| vetted::write(file), |[file]| plain::write(file))
}

/// Opens a file that exists for appending.
///
/// # Errors
///
/// As [`write()`].
pub fn append(judged: &JudgedPath) -> Result<File, OpenError> {
    carry_out([judged], |[file]| vetted::append(file), |[file]| plain::append(file))
}

/// Opens a file for writing from its start; makes it where there is none. It is not cut off.
///
/// # Errors
///
/// As [`write()`]; `NotFound` where a link leads nowhere, or a directory on the way is missing.
pub fn write_or_create(judged: &JudgedPath) -> Result<File, OpenError> {
    let vetted = |[file]: [&JudgedPath; 1]| vetted::open_or_create(file, vetted::write);
    carry_out([judged], vetted, |[file]| plain::write_or_create(file))
}

/// Opens a file for appending; makes it where there is none.
///
/// # Errors
///
/// As [`write_or_create`].
pub fn append_or_create(judged: &JudgedPath) -> Result<File, OpenError> {
    let vetted = |[file]: [&JudgedPath; 1]| vetted::open_or_create(file, vetted::append);
    carry_out([judged], vetted, |[file]| plain::append_or_create(file))
}

/// Sets the length of a regular file that exists, in bytes.
///
/// # Errors
///
/// As [`write()`]; no entry takes anything but a regular file for this.
pub fn truncate(judged: &JudgedPath, len: u64) -> Result<(), OpenError> {
    carry_out([judged], |[file]| vetted::truncate(file, len), |[file]| plain::truncate(file, len))
}

/// Makes a new file, for writing.
///
/// # Errors
///
/// A denial where a link on the way leaves the scope; `AlreadyExists` where the name is taken, also by a link that leads
/// nowhere; else the disk's answer.
pub fn create(judged: &JudgedPath) -> Result<File, OpenError> {
    carry_out([judged], |[file]| vetted::create(file), |[file]| plain::create(file))
}

/// Replaces the content of a file with all of `content`, or makes the file. Returns the number of bytes.
///
/// The new content goes into a file of its own in the same directory (a hidden name that no caller chooses), is synced to
/// disk, and takes the name over. The permission bits of the old file stay; its owner, other hard links to it and its
/// extended attributes do not. A link at the name is followed into the scope and stays. On Windows the rights, attributes and
/// streams are those of a new file, and one that is read-only is not replaced.
///
/// # Errors
///
/// A denial where a link on the way leaves the scope, or the object is a device, a pipe or a socket; else the disk's
/// answer. In every case of error the old content is as it was. (Not of what only report mode lets pass.)
pub fn replace(judged: &JudgedPath, content: &mut dyn io::Read) -> Result<u64, OpenError> {
    carry_out_with(
        content,
        [judged],
        |[file], content| vetted::replace(file, content),
        |[file], content| plain::replace(file, content),
    )
}

/// Copies the content of a file: over the target as a whole if that was judged for replacing, else into a file that does
/// not exist yet. Returns the number of bytes. Permissions and times are the new file's own.
///
/// # Errors
///
/// As [`read`] and, by what the target was judged for, [`replace`] or [`create`]. In every case of error the target is as it
/// was. (Not of what only report mode lets pass.)
pub fn copy(from: &JudgedPath, to: &JudgedPath) -> Result<u64, OpenError> {
    carry_out([from, to], |[from, to]| vetted::copy(from, to), |[from, to]| plain::copy(from, to))
}

/// Renames a file, a directory or a link itself to a name that is free.
///
/// A directory that holds something which a `deny` entry covers, here or at the new name, is refused before anything is
/// touched.
///
/// # Errors
///
/// A denial where a link on the way to either name leaves the scope, a link would come to where a base directory lies, the
/// directory holds something denied or something that cannot be judged, or the old name is a link that a `deny` entry goes
/// through; `AlreadyExists` where the new name is taken; else the disk's answer (renaming does not cross file systems).
pub fn rename(from: &JudgedPath, to: &JudgedPath) -> Result<(), OpenError> {
    carry_out([from, to], |[from, to]| vetted::rename(from, to), |[from, to]| plain::rename(from, to))
}

/// Removes a file, or a link itself and never what it leads to. Not a directory.
///
/// # Errors
///
/// A denial where a link on the way to the name leaves the scope, or the name is a link that a `deny` entry goes through;
/// else the disk's answer.
pub fn remove_file(judged: &JudgedPath) -> Result<(), OpenError> {
    carry_out([judged], |[name]| vetted::remove_file(name), |[name]| plain::remove_file(name))
}

/// Makes a directory with all directories that lead to it. One that is there already is left as it is.
///
/// Each that is made is judged for itself, and made beneath the handle of the one before.
///
/// # Errors
///
/// A denial where a link on the way leaves the scope, or one of the directories that would be made is not in scope;
/// `AlreadyExists` where the name is taken by something else; else the disk's answer.
pub fn create_directory(judged: &JudgedPath) -> Result<(), OpenError> {
    carry_out([judged], |[dir]| vetted::create_directory(dir), |[dir]| plain::create_directory(dir))
}

/// Removes a directory that holds nothing.
///
/// # Errors
///
/// A denial where a link on the way to the name leaves the scope; `DirectoryNotEmpty` or another answer of the disk.
pub fn remove_directory(judged: &JudgedPath) -> Result<(), OpenError> {
    carry_out([judged], |[dir]| vetted::remove_directory(dir), |[dir]| plain::remove_directory(dir))
}

/// Removes a directory with everything in it. Links in it are removed themselves, never what they lead to.
///
/// Everything is judged for itself before anything is touched: one thing below that is denied or not granted (a hidden one,
/// say), and the whole is refused. What is removed then lies in directories that were judged: where something else came
/// meanwhile, the rest stays.
///
/// # Errors
///
/// A denial where a link on the way to the name leaves the scope, something below is denied or not in scope or cannot be
/// judged, or the tree changes while it is removed; else the disk's answer.
pub fn remove_tree(judged: &JudgedPath) -> Result<(), OpenError> {
    carry_out([judged], |[dir]| vetted::remove_tree(dir), |[dir]| plain::remove_tree(dir))
}

/// Sets the permissions of a file or a directory, links followed into the scope.
///
/// # Errors
///
/// A denial where a link on the way leaves the scope, or the object is a device, a pipe or a socket; `InvalidInput` for bits
/// that are no permissions; `Unsupported` for any bits on Windows, which has none; else the disk's answer.
pub fn set_permissions(judged: &JudgedPath, permissions: Permissions) -> Result<(), OpenError> {
    carry_out(
        [judged],
        |[name]| vetted::set_permissions(name, permissions),
        |[name]| plain::set_permissions(name, permissions),
    )
}

/// Sets the times of a file or a directory, links followed into the scope.
///
/// # Errors
///
/// As [`set_permissions`]; `InvalidInput` for a time that the disk cannot hold.
pub fn set_times(judged: &JudgedPath, times: Times) -> Result<(), OpenError> {
    carry_out([judged], |[name]| vetted::set_times(name, times), |[name]| plain::set_times(name, times))
}

/// Lists a directory, sorted by name. Each child is judged: one that no `allow` entry takes (a hidden one, say), or that a
/// `deny` entry covers, is withheld. The log gets one record with both counts. In report mode nothing is withheld, and the
/// record says what would be.
///
/// # Errors
///
/// A denial where a link on the way leaves the scope; else the disk's answer.
pub fn list(judged: &JudgedPath) -> Result<Listing, OpenError> {
    carry_out([judged], |[dir]| vetted::list(dir), |[dir]| plain::list(dir))
}

/// Walks a directory, as deep as `max_depth` says: 1 for its children alone. Each child is judged: one that [`list`] would
/// withhold is neither shown nor entered; links are shown and not followed. At any depth two descriptors are
/// held, but on Windows each directory on the way to where the walk is.
///
/// The log gets one record with both counts when the walk ends or is dropped. In report mode nothing is withheld, and the
/// record says what would be.
///
/// # Errors
///
/// A denial where a link on the way to it leaves the scope; else the disk's answer.
pub fn walk(judged: &JudgedPath, max_depth: usize) -> Result<Walk<'_>, OpenError> {
    if judged.is_reported() {
        return plain::walk(judged, max_depth);
    }
    match vetted::walk(judged, max_depth) {
        Err(OpenError::Denied(denial)) if denial.record().decision == Verdict::Report => plain::walk(judged, max_depth),
        done => done,
    }
}

/// Size, kind and time of what the name leads to, links followed into the scope.
///
/// # Errors
///
/// A denial where a link on the way leaves the scope; else the disk's answer.
pub fn metadata(judged: &JudgedPath) -> Result<Metadata, OpenError> {
    carry_out([judged], |[name]| vetted::metadata(name), |[name]| plain::metadata(name))
}

/// Size, kind and time of the name itself, also where it is a link.
///
/// # Errors
///
/// As [`metadata`]; the link itself is not followed.
pub fn link_metadata(judged: &JudgedPath) -> Result<Metadata, OpenError> {
    carry_out([judged], |[name]| vetted::link_metadata(name), |[name]| plain::link_metadata(name))
}

/// Resolves, judges and checks for one access as the operation would, and does nothing else.
///
/// # Errors
///
/// The denial or the disk's answer that the operation would give up to the point where it would begin.
pub fn probe(judged: &JudgedPath, access: Access) -> Result<(), OpenError> {
    carry_out([judged], |[name]| vetted::probe(name, access), |[name]| plain::probe(name, access))
}

/// [`carry_out_with`] nothing.
fn carry_out<const N: usize, T>(
    values: [&JudgedPath; N],
    vetted: impl FnOnce([&JudgedPath; N]) -> Result<T, OpenError>,
    plain: impl FnOnce([&JudgedPath; N]) -> Result<T, OpenError>,
) -> Result<T, OpenError> {
    carry_out_with((), values, |values, ()| vetted(values), |values, ()| plain(values))
}

/// Does an operation on the way that its values were judged for, which is the vetted one. In report mode alone, what the
/// scope refuses, then or now, is done by its plain name.
///
/// A value that is enforced makes the whole operation so, whatever the other one is: report mode may have ended between the
/// two judgements.
fn carry_out_with<W, const N: usize, T>(
    mut with: W,
    values: [&JudgedPath; N],
    vetted: impl FnOnce([&JudgedPath; N], &mut W) -> Result<T, OpenError>,
    plain: impl FnOnce([&JudgedPath; N], &mut W) -> Result<T, OpenError>,
) -> Result<T, OpenError> {
    let reporting = values.iter().filter(|value| value.is_in_report_mode()).count();
    if reporting == 0 {
        return vetted(values, &mut with);
    }
    if reporting < N {
        for value in values {
            value.must_be_granted()?;
        }
        let enforced = values.map(JudgedPath::enforced);
        return vetted(enforced.each_ref(), &mut with);
    }
    // Not the vetted way: it takes what was handed out for granted, and would open it as if it were.
    if values.iter().any(|value| value.is_reported()) {
        return plain(values, &mut with);
    }
    match vetted(values, &mut with) {
        Err(OpenError::Denied(denial)) if denial.record().decision == Verdict::Report => plain(values, &mut with),
        done => done,
    }
}
