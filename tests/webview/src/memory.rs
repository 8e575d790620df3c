use std::{
    collections::BTreeMap,
    fs,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

/// What the processes of an app take of memory while this is there, looked at every few milliseconds, in KiB.
pub struct Memory {
    most: Arc<Mutex<BTreeMap<String, Taken>>>,
    over: Arc<AtomicBool>,
    watching: Option<JoinHandle<()>>,
}

/// Resident memory of one process.
#[derive(Clone, Copy, Debug, Default)]
pub struct Taken {
    /// When it was looked at first.
    pub first: u64,
    /// The most since then.
    pub most: u64,
}

impl Taken {
    /// How much more it took than at first.
    pub const fn more(self) -> u64 {
        self.most.saturating_sub(self.first)
    }
}

impl Memory {
    /// Watches the processes of a group, by the names that the system shows.
    pub(crate) fn watch(group: u32) -> Self {
        let (most, over) = (Arc::new(Mutex::default()), Arc::new(AtomicBool::new(false)));
        let (all, ended) = (Arc::clone(&most), Arc::clone(&over));
        look(group, &all);
        let watching = thread::spawn(move || {
            while !ended.load(Ordering::SeqCst) {
                thread::sleep(Duration::from_millis(10));
                look(group, &all);
            }
        });
        Self { most, over, watching: Some(watching) }
    }

    /// What the process of this name took; of several, the one that grew most.
    pub fn of(&self, name: &str) -> Option<Taken> {
        let all = self.most.lock().unwrap_or_else(PoisonError::into_inner);
        let named = all.iter().filter(|(id, _)| id.split(' ').nth(1) == Some(name));
        named.map(|(_, taken)| *taken).max_by_key(|taken| taken.more())
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        let _ = self.watching.take().map(JoinHandle::join);
    }
}

fn look(group: u32, all: &Mutex<BTreeMap<String, Taken>>) {
    let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
    for process in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some((id, resident)) = resident(group, &process.file_name().to_string_lossy()) else { continue };
        let taken = all.entry(id).or_insert(Taken { first: resident, most: resident });
        taken.most = taken.most.max(resident);
    }
}

/// The id and name of a process of the group, and what is resident of it.
fn resident(group: u32, id: &str) -> Option<(String, u64)> {
    id.parse::<u32>().ok()?;
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // `id (name) state parent group …`; a name may have any character.
    let (before, after) = stat.rsplit_once(") ")?;
    let name = before.split_once('(')?.1.to_owned();
    if after.split(' ').nth(2)?.parse() != Ok(group) {
        return None;
    }
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some((format!("{id} {name}"), resident.split_whitespace().next()?.parse().ok()?))
}
