//! Removing what has a name, from the handle of its directory.

use std::io;

use rustix::fs::{AtFlags, unlinkat};

use super::system::place::Place;

impl Place {
    /// Removes the name of a file or a link: the bare name from the handle, since a separator at its end would have the kernel
    /// follow it.
    pub(in crate::open) fn remove_file(&self) -> io::Result<()> {
        Ok(unlinkat(&self.dir, &self.name, AtFlags::empty())?)
    }

    /// Removes the directory that has the name, which holds nothing.
    pub(in crate::open) fn remove_directory(self) -> io::Result<()> {
        Ok(unlinkat(&self.dir, &self.name, AtFlags::REMOVEDIR)?)
    }
}
