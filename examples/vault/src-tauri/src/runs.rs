//! Counts the bodies that ran. Each command bumps its counter in its first line, so a counter that stands still proves
//! that a refused argument never reached the body. (`note_info` and `tidy_note` take a plain argument and judge it there, so their
//! counters move.)

use std::io;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::Serialize;

pub(crate) static RUNS: Runs = Runs {
    list_notes: Count::ZERO,
    make_folder: Count::ZERO,
    remove_folder: Count::ZERO,
    read_note: Count::ZERO,
    save_note: Count::ZERO,
    copy_note: Count::ZERO,
    rename_note: Count::ZERO,
    delete_note: Count::ZERO,
    note_info: Count::ZERO,
    count_words: Count::ZERO,
    tidy_note: Count::ZERO,
    sort_note: Count::ZERO,
    find_notes: Count::ZERO,
    export_note: Count::ZERO,
    attach: Count::ZERO,
    import_file: Count::ZERO,
};

#[derive(Serialize)]
pub(crate) struct Runs {
    pub(crate) list_notes: Count,
    pub(crate) make_folder: Count,
    pub(crate) remove_folder: Count,
    pub(crate) read_note: Count,
    pub(crate) save_note: Count,
    pub(crate) copy_note: Count,
    pub(crate) rename_note: Count,
    pub(crate) delete_note: Count,
    pub(crate) note_info: Count,
    pub(crate) count_words: Count,
    pub(crate) tidy_note: Count,
    pub(crate) sort_note: Count,
    pub(crate) find_notes: Count,
    pub(crate) export_note: Count,
    pub(crate) attach: Count,
    pub(crate) import_file: Count,
}

#[derive(Serialize)]
pub(crate) struct Count(AtomicU64);

impl Count {
    #[expect(clippy::declare_interior_mutable_const, reason = "each use makes a counter of its own")]
    const ZERO: Self = Self(AtomicU64::new(0));

    pub(crate) fn bump(&self) {
        self.0.fetch_add(1, Ordering::SeqCst);
        // whoever watches the file sees that it stands still; a note is not lost for it
        let _ = publish();
    }
}

#[tauri::command]
pub(crate) fn body_runs() -> &'static Runs {
    &RUNS
}

/// Writes the counters to the file that `VAULT_RUNS` names: a window that may not even call `body_runs` can then be
/// watched from outside.
pub(crate) fn publish() -> io::Result<()> {
    static WRITING: Mutex<()> = Mutex::new(());
    let Some(file) = std::env::var_os("VAULT_RUNS").map(PathBuf::from) else { return Ok(()) };
    let _one_at_a_time = WRITING.lock();
    let next = file.with_extension("next");
    std::fs::write(&next, serde_json::to_vec(&RUNS)?)?;
    std::fs::rename(next, file)
}
