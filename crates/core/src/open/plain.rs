//! By the plain name: what report mode lets pass is done as the app does it today, with the standard library.
//!
//! Here nothing of what [`crate::open`] promises holds: links are followed wherever they lead, pipes are waited for, and the
//! object is whatever the name stands for by now. That is the meaning of report mode, and the reason why it has an end.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::Path,
    time::UNIX_EPOCH,
};

use super::{
    Child, Kind, Listing, Metadata, OpenError, Permissions, Times, Walk, Walked,
    require::{WRITE_OR_CREATE, require},
};
use crate::{
    access::{Access, AccessSet},
    code::Code,
    danger::unguarded_name,
    guard::JudgedPath,
};

/// The name, if it may be used so.
///
/// INVARIANT plain-only-in-report: no operation is done by a plain name unless the value was judged for it while its command
/// was in report mode. It is asked here, beneath whoever chose this way.
fn name(judged: &JudgedPath, needed: impl Into<AccessSet>) -> Result<&Path, OpenError> {
    require(judged, needed.into())?;
    if !judged.is_in_report_mode() {
        return Err(judged.refuse(Code::OpenAccess, None, None, None).into());
    }
    Ok(Path::new(unguarded_name(judged)))
}

pub(super) fn read(judged: &JudgedPath) -> Result<File, OpenError> {
    Ok(File::open(name(judged, Access::Read)?)?)
}

pub(super) fn write(judged: &JudgedPath) -> Result<File, OpenError> {
    Ok(OpenOptions::new().write(true).open(name(judged, Access::Write)?)?)
}

pub(super) fn append(judged: &JudgedPath) -> Result<File, OpenError> {
    Ok(OpenOptions::new().append(true).open(name(judged, Access::Write)?)?)
}

pub(super) fn write_or_create(judged: &JudgedPath) -> Result<File, OpenError> {
    Ok(OpenOptions::new().write(true).create(true).truncate(false).open(name(judged, WRITE_OR_CREATE)?)?)
}

pub(super) fn append_or_create(judged: &JudgedPath) -> Result<File, OpenError> {
    Ok(OpenOptions::new().append(true).create(true).open(name(judged, WRITE_OR_CREATE)?)?)
}

pub(super) fn truncate(judged: &JudgedPath, len: u64) -> Result<(), OpenError> {
    Ok(OpenOptions::new().write(true).open(name(judged, Access::Truncate)?)?.set_len(len)?)
}

pub(super) fn create(judged: &JudgedPath) -> Result<File, OpenError> {
    Ok(File::create_new(name(judged, Access::Create)?)?)
}

pub(super) fn replace(judged: &JudgedPath, content: &mut dyn io::Read) -> Result<u64, OpenError> {
    let mut file = File::create(name(judged, AccessSet::REPLACE)?)?;
    Ok(io::copy(content, &mut file)?)
}

pub(super) fn copy(from: &JudgedPath, to: &JudgedPath) -> Result<u64, OpenError> {
    let mut source = read(from)?;
    if to.access().contains(AccessSet::REPLACE) {
        return replace(to, &mut source);
    }
    Ok(io::copy(&mut source, &mut create(to)?)?)
}

/// The standard library replaces what has the new name, and the operation promises not to: what is there already is kept.
pub(super) fn rename(from: &JudgedPath, to: &JudgedPath) -> Result<(), OpenError> {
    let (from, to) = (name(from, Access::RenameFrom)?, name(to, Access::RenameTo)?);
    if to.symlink_metadata().is_ok() {
        return Err(io::Error::from(io::ErrorKind::AlreadyExists).into());
    }
    Ok(fs::rename(from, to)?)
}

pub(super) fn remove_file(judged: &JudgedPath) -> Result<(), OpenError> {
    Ok(fs::remove_file(name(judged, Access::Remove)?)?)
}

pub(super) fn create_directory(judged: &JudgedPath) -> Result<(), OpenError> {
    Ok(fs::create_dir_all(name(judged, Access::Create)?)?)
}

pub(super) fn remove_directory(judged: &JudgedPath) -> Result<(), OpenError> {
    Ok(fs::remove_dir(name(judged, Access::Remove)?)?)
}

pub(super) fn remove_tree(judged: &JudgedPath) -> Result<(), OpenError> {
    Ok(fs::remove_dir_all(name(judged, Access::Remove)?)?)
}

/// A name that is not text is left out: nobody could ask for it.
pub(super) fn list(judged: &JudgedPath) -> Result<Listing, OpenError> {
    Ok(Listing { children: children(name(judged, Access::List)?)? })
}

fn children(dir: &Path) -> Result<Vec<Child>, OpenError> {
    let mut children = Vec::new();
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if let Ok(name) = entry.file_name().into_string() {
            children.push(Child { name, kind: kind_of(entry.file_type()?) });
        }
    }
    children.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    Ok(children)
}

pub(super) fn metadata(judged: &JudgedPath) -> Result<Metadata, OpenError> {
    Ok(metadata_of(&name(judged, Access::Metadata)?.metadata()?))
}

pub(super) fn link_metadata(judged: &JudgedPath) -> Result<Metadata, OpenError> {
    Ok(metadata_of(&name(judged, Access::Metadata)?.symlink_metadata()?))
}

pub(super) fn walk(judged: &JudgedPath, max_depth: usize) -> Result<Walk<'_>, OpenError> {
    let root = name(judged, Access::List)?;
    let mut levels = vec![(String::new(), children(root)?.into_iter())];
    Ok(Walk::new(std::iter::from_fn(move || {
        loop {
            let depth = levels.len();
            let (names, left) = levels.last_mut()?;
            let Some(Child { name, kind }) = left.next() else {
                levels.pop();
                continue;
            };
            let path = if names.is_empty() { name } else { format!("{names}/{name}") };
            if kind == Kind::Directory && depth < max_depth {
                match children(&root.join(&path)) {
                    Ok(below) => levels.push((path.clone(), below.into_iter())),
                    Err(error) => return Some(Err(error)),
                }
            }
            return Some(Ok(Walked { path, kind }));
        }
    })))
}

#[cfg(unix)]
pub(super) fn set_permissions(judged: &JudgedPath, permissions: Permissions) -> Result<(), OpenError> {
    use std::os::unix::fs::PermissionsExt;
    let name = name(judged, Access::SetMetadata)?;
    let mode = permissions.of(name.metadata()?.permissions().mode() & 0o7777).ok_or(io::ErrorKind::InvalidInput);
    Ok(fs::set_permissions(name, fs::Permissions::from_mode(mode.map_err(io::Error::from)?))?)
}

#[cfg(not(unix))]
pub(super) fn set_permissions(judged: &JudgedPath, permissions: Permissions) -> Result<(), OpenError> {
    let name = name(judged, Access::SetMetadata)?;
    let Permissions::Readonly(readonly) = permissions else {
        return Err(io::Error::from(io::ErrorKind::Unsupported).into());
    };
    let mut permissions = name.metadata()?.permissions();
    permissions.set_readonly(readonly);
    Ok(fs::set_permissions(name, permissions)?)
}

pub(super) fn set_times(judged: &JudgedPath, times: Times) -> Result<(), OpenError> {
    let mut set = fs::FileTimes::new();
    if let Some(at) = times.accessed {
        set = set.set_accessed(at);
    }
    if let Some(at) = times.modified {
        set = set.set_modified(at);
    }
    Ok(File::open(name(judged, Access::SetMetadata)?)?.set_times(set)?)
}

pub(super) fn probe(judged: &JudgedPath, access: Access) -> Result<(), OpenError> {
    let name = name(judged, access)?;
    match access {
        Access::Read => File::open(name).map(drop)?,
        Access::Write | Access::Truncate => OpenOptions::new().write(true).open(name).map(drop)?,
        Access::List => fs::read_dir(name).map(drop)?,
        Access::Metadata | Access::SetMetadata => name.metadata().map(drop)?,
        Access::Remove | Access::RenameFrom => name.symlink_metadata().map(drop)?,
        Access::Create | Access::RenameTo => name.parent().map(Path::metadata).transpose().map(drop)?,
    }
    Ok(())
}

fn metadata_of(metadata: &fs::Metadata) -> Metadata {
    let modified = metadata.modified().ok().map(|at| match at.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_millis()).map_or(i64::MIN, |millis| -millis),
    });
    Metadata {
        kind: kind_of(metadata.file_type()),
        len: metadata.len(),
        modified: modified.unwrap_or_default(),
        readonly: metadata.permissions().readonly(),
    }
}

fn kind_of(file_type: fs::FileType) -> Kind {
    if file_type.is_file() {
        Kind::File
    } else if file_type.is_dir() {
        Kind::Directory
    } else if file_type.is_symlink() {
        Kind::Link
    } else {
        Kind::Special
    }
}
