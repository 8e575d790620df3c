use std::{
    fs, io,
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU32, Ordering},
};

/// A folder that one run of an app has to itself, removed with it: its home, its data, its log.
pub struct Scratch(PathBuf);

impl Scratch {
    /// Makes the folder, and the data folder in it.
    pub fn new() -> io::Result<Self> {
        static SERIAL: AtomicU32 = AtomicU32::new(0);
        let name = format!("webview-tests-{}-{}", process::id(), SERIAL.fetch_add(1, Ordering::Relaxed));
        let scratch = Self(std::env::temp_dir().join(name));
        fs::create_dir_all(scratch.data())?;
        Ok(scratch)
    }

    /// Where the app's `$APPDATA` lies: `<data>/<identifier of the app>`.
    pub fn data(&self) -> PathBuf {
        self.0.join("data")
    }

    /// What app and driver write to standard error.
    pub fn log(&self) -> PathBuf {
        self.0.join("log.txt")
    }

    /// What the app takes for the user's home.
    pub fn home(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A folder left behind in the temporary directory fails no test.
        let _ = fs::remove_dir_all(&self.0);
    }
}
