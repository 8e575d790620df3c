//! What the kernel counts of each thread of this process.

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

/// A thread of another's making, known by its name.
pub(super) struct Thread(PathBuf);

impl Thread {
    /// The one thread of this name, of which the kernel keeps fifteen bytes. A thread has no name before it runs.
    pub(super) fn named(name: &str) -> Result<Self, Box<dyn Error>> {
        let name = name.get(..15).unwrap_or(name);
        let deadline = Instant::now() + Duration::from_secs(5);
        loop {
            let named: Vec<_> = fs::read_dir("/proc/self/task")?
                .filter_map(|task| Some(task.ok()?.path()))
                .filter(|task| fs::read_to_string(task.join("comm")).is_ok_and(|comm| comm.trim_end() == name))
                .collect();
            match &named[..] {
                [one] => return Ok(Self(one.clone())),
                _ if Instant::now() < deadline => thread::sleep(Duration::from_millis(5)),
                _ => return Err(format!("{} threads are named `{name}`", named.len()).into()),
            }
        }
    }

    /// How long it had a processor, in nanoseconds: the first number of `schedstat`. (`stat` counts in hundredths of a second.)
    pub(super) fn nanos(&self) -> Result<f64, Box<dyn Error>> {
        let text = fs::read_to_string(self.0.join("schedstat"))?;
        Ok(text.split_whitespace().next().ok_or("the kernel does not say how long a thread ran")?.parse()?)
    }

    /// How many times it wrote.
    pub(super) fn writes(&self) -> Result<f64, Box<dyn Error>> {
        let text = fs::read_to_string(self.0.join("io"))?;
        let writes = text.lines().find_map(|line| line.strip_prefix("syscw:"));
        Ok(writes.ok_or("the kernel does not count what a thread writes")?.trim().parse()?)
    }
}

/// The files of a log, in their order.
pub(super) fn files(directory: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut files: Vec<_> =
        fs::read_dir(directory)?.map(|entry| Ok(entry?.path())).collect::<Result<_, std::io::Error>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "jsonl"));
    files.sort();
    Ok(files)
}
