//! One file of a log, while it is written.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
    time::Instant,
};

/// A file that lines are put into.
#[derive(Debug)]
pub(crate) struct Segment {
    file: File,
    path: PathBuf,
    pub(crate) number: u64,
    /// How long it is, as far as its lines are whole.
    pub(crate) bytes: u64,
    pub(crate) begun: Instant,
    /// Whether its first line is all that it has.
    pub(crate) fresh: bool,
}

/// How a file's name begins.
pub(crate) const PREFIX: &str = "authority-";
/// And how it ends.
pub(crate) const SUFFIX: &str = ".jsonl";

/// How the name of one ends that has not got its first line yet.
const UNFINISHED: &str = ".new";

/// The name of a file of a log.
pub(crate) fn name(number: u64) -> String {
    format!("{PREFIX}{number:08}{SUFFIX}")
}

/// The number of a file of a log, where that is its name.
pub(crate) fn number(name: &str) -> Option<u64> {
    let digits = name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX)?;
    let digits_alone = digits.len() >= 8 && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits_alone.then(|| digits.parse().ok()).flatten().filter(|number| *number > 0)
}

/// Whether a file has the name of one that has not got its first line yet.
pub(crate) fn is_unfinished(name: &str) -> bool {
    name.strip_suffix(UNFINISHED).is_some_and(|begin| number(&format!("{begin}{SUFFIX}")).is_some())
}

impl Segment {
    /// Makes the file, with this first line in it. It has its name only when the line is on the disk: a crash leaves no
    /// empty file.
    pub(crate) fn create(directory: &Path, number: u64, first: &[u8]) -> io::Result<Self> {
        let path = directory.join(name(number));
        let unfinished = directory.join(format!("{PREFIX}{number:08}{UNFINISHED}"));
        // What a crash left of an earlier attempt. It has no line that anyone counts on.
        match fs::remove_file(&unfinished) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = private().create_new(true).append(true).open(&unfinished)?;
        file.write_all(first)?;
        file.sync_all()?;
        if path.symlink_metadata().is_ok() {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, format!("{} is there already", path.display())));
        }
        fs::rename(&unfinished, &path)?;
        sync_directory(directory)?;
        Ok(Self { file, path, number, bytes: first.len() as u64, begun: Instant::now(), fresh: true })
    }

    /// Goes on with a file that ends with a whole line and is so long.
    pub(crate) fn reopen(directory: &Path, number: u64, bytes: u64) -> io::Result<Self> {
        let path = directory.join(name(number));
        if !path.symlink_metadata()?.is_file() {
            return Err(io::Error::other(format!("{} is no file", path.display())));
        }
        let file = private().append(true).open(&path)?;
        if file.metadata()?.len() != bytes {
            return Err(io::Error::other(format!("{} was changed meanwhile", path.display())));
        }
        Ok(Self { file, path, number, bytes, begun: Instant::now(), fresh: false })
    }

    /// Puts whole lines behind what is there, or nothing.
    pub(crate) fn append(&mut self, lines: &[u8]) -> io::Result<()> {
        if let Err(error) = self.file.write_all(lines) {
            // A full disk takes a part of it. Where that cannot be taken back, the file is torn: nothing more goes into it.
            self.file.set_len(self.bytes)?;
            return Err(error);
        }
        self.bytes += lines.len() as u64;
        self.fresh = false;
        Ok(())
    }

    /// Waits until the disk has it.
    pub(crate) fn sync(&self) -> io::Result<()> {
        self.file.sync_data()
    }

    /// Whether the name still stands for this file, and not for nothing or for another.
    pub(crate) fn is_there(&self) -> bool {
        let (Ok(named), Ok(held)) = (self.path.symlink_metadata(), self.file.metadata()) else { return false };
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            (named.dev(), named.ino()) == (held.dev(), held.ino())
        }
        #[cfg(not(unix))]
        {
            named.is_file() && held.is_file()
        }
    }
}

/// For the user alone.
pub(crate) fn private() -> OpenOptions {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "there is no mode to set"))]
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Waits until the disk has the names in a directory, too. Windows has no such call, and writes them with the file.
pub(crate) fn sync_directory(directory: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(directory)?.sync_all() } else { Ok(()) }
}
