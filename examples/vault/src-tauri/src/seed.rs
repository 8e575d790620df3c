//! What lies in the vault at the first start: a few notes, and a few traps for the panel "Try to break out".

use std::io;
use std::path::Path;

const NOTES: &[(&str, &str)] = &[
    ("vault/Welcome.md", include_str!("../samples/welcome.md")),
    ("vault/Ideas.md", include_str!("../samples/ideas.md")),
    ("vault/Groceries.md", include_str!("../samples/groceries.md")),
    ("vault/A week in Lisbon.md", include_str!("../samples/lisbon.md")),
    ("vault/published/On walking.md", include_str!("../samples/walking.md")),
    ("vault/published/Bread, slowly.md", include_str!("../samples/bread.md")),
    ("vault/private/Diary.md", "Nobody but me.\n"),
    ("vault/.hidden.md", "A hidden name, as a program's own files have.\n"),
    ("vault/oddities/folder.md/inner.md", "A note in a folder that is named like a note.\n"),
    ("vault/oddities/project/Plan.md", "A note in a folder that holds more than notes.\n"),
    ("vault/oddities/project/.git/config", "What another program keeps here.\n"),
    ("outside/secret.md", "This is the secret outside the vault.\n"),
];

/// What a scanner leaves beside the vault: too large to go through the page.
const SCAN: (&str, usize) = ("inbox/Scan.pdf", 3 * 1024 * 1024);

/// Where exports and attachments go: outside the vault, so that no listing of notes shows them.
const FOLDERS: &[&str] = &["exports", "attachments"];

/// Links by name, with what each points to as seen from where it lies.
#[cfg(unix)]
const LINKS: &[(&str, &str)] = &[
    ("vault/oddities/inside.md", "../Welcome.md"),
    ("vault/oddities/leaves.md", "../../outside/secret.md"),
    ("vault/oddities/to-private.md", "../private/Diary.md"),
    ("vault/oddities/outdoors", "../../outside"),
    ("vault/oddities/loop.md", "loop.md"),
    ("inbox/leaves.pdf", "../outside/secret.md"),
];

/// `data` is the app's folder for its data.
pub(crate) fn fill(data: &Path) -> io::Result<()> {
    if !data.join("vault").exists() {
        write_notes(data)?;
        #[cfg(unix)]
        set_traps(data)?;
    }
    for folder in FOLDERS {
        std::fs::create_dir_all(data.join(folder))?;
    }
    Ok(())
}

fn write_notes(data: &Path) -> io::Result<()> {
    for (name, text) in NOTES {
        let note = data.join(name);
        if let Some(folder) = note.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(note, text)?;
    }
    let (scan, size) = SCAN;
    std::fs::create_dir_all(data.join("inbox"))?;
    std::fs::write(data.join(scan), vec![b'%'; size])
}

#[cfg(unix)]
fn set_traps(data: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, FileType, Mode, mknodat};

    for (name, target) in LINKS {
        std::os::unix::fs::symlink(target, data.join(name))?;
    }
    // whoever opens it without care waits for ever
    mknodat(CWD, data.join("vault/oddities/pipe.md"), FileType::Fifo, Mode::RUSR | Mode::WUSR, 0)?;
    Ok(())
}
