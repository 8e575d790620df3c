//! The log cannot be written: decisions go on, nothing is lost, and the log says so when it can be written again.

use std::{fs, io::Write as _, process::Command, time::Duration};
#[cfg(unix)]
use std::{
    os::unix::fs::{MetadataExt as _, PermissionsExt as _},
    path::Path,
};

use authority_audit::{Mode, Settings, verify};
use authority_core::record::Sink as _;

use crate::support::{App, files, first, lines, of_type, until, verified};

#[test]
fn a_directory_that_cannot_be_made_is_a_gap_until_it_can() {
    let directory = tempfile::tempdir().unwrap();
    let place = directory.path().join("logs");
    fs::write(&place, "a file is in the way").unwrap();
    let app = App::new(Settings::new(place.clone()));
    let window = app.window("main");
    window.allowed();
    until(|| app.log.sync().is_err());
    (0..9).for_each(|_| window.allowed());
    fs::remove_file(&place).unwrap();
    until(|| app.log.sync().is_ok());
    window.denied();
    assert!(app.log.close());
    let log = first(&place);
    assert_eq!((verified(&log).totals.allow, verified(&log).totals.deny), (10, 1));
    let gap = &of_type(&log, "gap")[0];
    assert!(gap["taken"].as_u64() == Some(10) && !gap["reason"].as_str().unwrap().is_empty(), "{gap}");
}

/// Windows removes no directory in which a file is open.
#[cfg(unix)]
#[test]
fn a_log_that_is_removed_while_it_is_written_goes_on_and_says_so() {
    let directory = tempfile::tempdir().unwrap();
    let place = directory.path().join("logs");
    let app = App::new(Settings::new(place.clone()));
    let window = app.window("main");
    window.allowed();
    app.log.sync().unwrap();
    fs::remove_dir_all(&place).unwrap();
    window.denied();
    until(|| app.log.sync().is_ok() && first(&place).exists());
    window.allowed();
    assert!(app.log.close());
    let log = first(&place);
    assert_eq!(of_type(&log, "gap")[0]["reason"], "the log was removed while it was written");
    // What was removed is known to be missing: by whom, the log cannot say.
    let report = verify::verify_all(&log, None).unwrap();
    assert_eq!(report.findings.iter().map(|finding| finding.kind.name()).collect::<Vec<_>>(), ["segment-missing"]);
    assert_eq!((report.totals.allow, report.totals.deny), (2, 1));
}

#[test]
fn a_full_disk_loses_nothing() {
    let Some(full) = SmallDisk::new("full_disk") else { return };
    full.run();
}

/// Runs in a name space of its own, where it may mount a disk of 1 MiB.
#[test]
fn full_disk() {
    let Some(disk) = std::env::var_os("SMALL_DISK").map(std::path::PathBuf::from) else { return };
    let mut settings = Settings::new(disk.join("logs"));
    (settings.verbatim, settings.segment_bytes, settings.max_bytes) = (10, 128 << 10, 512 << 10);
    let app = App::new(settings);
    let log = first(&disk.join("logs"));
    // Something else fills the disk while the log is written.
    let mut filler = fs::File::create(disk.join("filler")).unwrap();
    app.window("before").denied();
    app.log.sync().unwrap();
    while filler.write_all(&[0; 1024]).is_ok() {}
    let windows: Vec<_> = (0..20).map(|at| app.window(&format!("window-{at}"))).collect();
    windows.iter().for_each(|window| (0..1_000).for_each(|_| window.denied()));
    until(|| app.log.sync().is_err());
    (0..1_000).for_each(|_| windows[0].allowed());
    drop(filler);
    fs::remove_file(disk.join("filler")).unwrap();
    until(|| app.log.sync().is_ok());
    windows[0].allowed();
    assert!(app.log.close());
    let report = verified(&log);
    assert_eq!((report.totals.deny, report.totals.allow), (20_001, 1_001));
    let reason = of_type(&log, "gap")[0]["reason"].as_str().unwrap().to_owned();
    assert!(reason.contains("No space left"), "{reason}");
    println!("small disk done");
}

/// Root writes whatever the mode says, so this asks by what even root cannot write to.
#[test]
fn a_read_only_disk_is_a_gap_and_required_refuses() {
    let Some(disk) = SmallDisk::new("read_only_disk") else { return };
    disk.run();
}

#[test]
fn read_only_disk() {
    let Some(disk) = std::env::var_os("SMALL_DISK").map(std::path::PathBuf::from) else { return };
    let mount = |how: &str| {
        assert!(Command::new("mount").args(["-o", how]).arg(&disk).status().unwrap().success());
    };
    let mut settings = Settings::new(disk.join("logs"));
    settings.mode = Mode::Required;
    mount("remount,ro");
    let app = App::new(settings);
    let window = app.window("main");
    window.allowed();
    until(|| app.log.settled().is_err());
    let why = app.log.settled().unwrap_err().to_string();
    assert!(why.contains("Read-only"), "{why}");
    mount("remount,rw");
    until(|| app.log.settled().is_ok());
    assert!(app.log.close());
    assert_eq!(verified(&first(&disk.join("logs"))).totals.allow, 1);
    println!("small disk done");
}

#[test]
fn two_instances_write_two_logs() {
    let directory = tempfile::tempdir().unwrap();
    let apps = [0, 1].map(|_| {
        let app = App::new(Settings::new(directory.path().into()));
        app.window("main").allowed();
        app.log.sync().unwrap();
        app
    });
    for app in &apps {
        app.window("main").denied();
        assert!(app.log.close());
    }
    for instance in ["1", "2"] {
        let report = verified(&directory.path().join(instance));
        assert_eq!((report.totals.allow, report.totals.deny, report.runs), (1, 1, 1), "{instance}");
    }
}

#[test]
fn a_torn_line_is_left_as_it_is_and_spoken_of() {
    let directory = tempfile::tempdir().unwrap();
    let run = || {
        let app = App::new(Settings::new(directory.path().into()));
        app.window("main").allowed();
        assert!(app.log.close());
    };
    run();
    let log = first(directory.path());
    let torn = files(&log)[0].clone();
    let mut file = fs::OpenOptions::new().append(true).open(&torn).unwrap();
    file.write_all(br#"{"v":1,"seq":5,"prev":"#).unwrap();
    let before = fs::read(&torn).unwrap();
    run();
    assert_eq!(fs::read(&torn).unwrap(), before);
    let segments: Vec<_> = {
        let text = fs::read_to_string(&files(&log)[1]).unwrap();
        text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()).collect()
    };
    assert_eq!(segments[0]["torn"], serde_json::json!({ "segment": 1, "bytes": 22 }));
    assert_eq!(verified(&log).totals.allow, 2);
}

#[test]
fn a_line_that_was_changed_is_not_built_upon() {
    let directory = tempfile::tempdir().unwrap();
    let run = || {
        let app = App::new(Settings::new(directory.path().into()));
        (0..3).for_each(|_| app.window("main").allowed());
        assert!(app.log.close());
    };
    run();
    let log = first(directory.path());
    let text = fs::read_to_string(&files(&log)[0]).unwrap();
    let changed = text.replacen(r#""decision":"allow""#, r#""decision":"deny_""#, 1);
    fs::write(&files(&log)[0], changed).unwrap();
    run();
    assert_eq!(files(&log).len(), 2, "it went on in the file that was changed");
    let report = verify::verify_all(&log, None).unwrap();
    assert!(!report.findings.is_empty());
    assert_eq!(report.findings[0].line, 3);
}

#[test]
fn a_log_of_a_newer_version_is_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    let log = first(directory.path());
    fs::create_dir_all(&log).unwrap();
    let newer = r#"{"v":2,"seq":1,"prev":"","type":"segment"}"#.to_owned() + "\n";
    fs::write(log.join("authority-00000001.jsonl"), &newer).unwrap();
    fs::write(log.join("a stranger's.txt"), "keep me").unwrap();
    let app = App::new(Settings::new(directory.path().into()));
    app.window("main").allowed();
    assert!(app.log.close());
    assert_eq!(fs::read_to_string(log.join("authority-00000001.jsonl")).unwrap(), newer);
    assert_eq!(fs::read_to_string(log.join("a stranger's.txt")).unwrap(), "keep me");
    assert_eq!(verified(&directory.path().join("2")).totals.allow, 1);
}

#[test]
fn a_clock_that_was_set_begins_another_file_and_breaks_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let log = first(directory.path());
    let run = || {
        let app = App::new(Settings::new(directory.path().into()));
        app.window("main").allowed();
        assert!(app.log.close());
    };
    run();
    // As if it had been written in a year that has not come: the clock was set back since.
    future::rewrite(&files(&log)[0], 4_000_000_000_000);
    verified(&log);
    run();
    let report = verified(&log);
    assert_eq!((report.files, report.totals.allow), (2, 2));
    assert!(report.notes.iter().any(|note| note.contains("clock")), "{:?}", report.notes);
    // And long ago: it was set forward, or the file is old.
    let later = tempfile::tempdir().unwrap();
    let later = first(later.path());
    fs::create_dir_all(&later).unwrap();
    fs::copy(&files(&log)[0], later.join("authority-00000001.jsonl")).unwrap();
    future::rewrite(&files(&later)[0], 1_000);
    let app = App::new(Settings::new(later.parent().unwrap().into()));
    app.window("main").allowed();
    assert!(app.log.close());
    assert_eq!((verified(&later).files, verified(&later).totals.allow), (2, 2));
}

#[cfg(unix)]
#[test]
fn files_are_for_the_user_alone() {
    let directory = tempfile::tempdir().unwrap();
    let app = App::new(Settings::new(directory.path().join("logs")));
    app.window("main").allowed();
    app.log.sync().unwrap();
    let log = first(&directory.path().join("logs"));
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&log), mode(&files(&log)[0]), mode(&log.join("lock"))), (0o700, 0o600, 0o600));
}

/// A file that is somewhere else by now is not the log. Only Unix says which file it is.
#[cfg(unix)]
#[test]
fn a_file_that_was_exchanged_is_noticed() {
    let directory = tempfile::tempdir().unwrap();
    let app = App::new(Settings::new(directory.path().into()));
    app.window("main").allowed();
    app.log.sync().unwrap();
    let log = first(directory.path());
    let file = files(&log)[0].clone();
    fs::rename(&file, log.join("elsewhere")).unwrap();
    fs::write(&file, "").unwrap();
    let inode = fs::metadata(&file).unwrap().ino();
    app.window("main").denied();
    until(|| app.log.sync().is_ok() && files(&log).len() == 2);
    std::thread::sleep(Duration::from_millis(50));
    assert!(app.log.close());
    assert_eq!(fs::metadata(&file).unwrap().ino(), inode);
    assert!(fs::read(&file).unwrap().is_empty(), "it wrote into another's file");
    assert_eq!(of_type(&log, "gap").len(), 1);
}

#[test]
fn after_it_is_closed_nothing_is_written() {
    let directory = tempfile::tempdir().unwrap();
    let app = App::new(Settings::new(directory.path().into()));
    app.window("main").allowed();
    assert!(app.log.close());
    let before = lines(&first(directory.path())).len();
    app.window("main").denied();
    assert!(app.log.close());
    assert!(app.log.sync().is_err());
    assert_eq!(lines(&first(directory.path())).len(), before);
}

mod future {
    use std::{fmt::Write as _, fs, path::Path};

    use sha2::{Digest as _, Sha256};

    /// Sets every `at` of a log of one file, and chains it anew.
    pub(super) fn rewrite(file: &Path, at: u64) {
        let text = fs::read_to_string(file).unwrap();
        let mut prev = "0".repeat(64);
        let mut out = String::new();
        for line in text.lines() {
            let mut value: serde_json::Value = serde_json::from_str(line).unwrap();
            if value.get("at").is_some() {
                value["at"] = at.into();
            }
            value["prev"] = prev.clone().into();
            let line = value.to_string();
            prev = Sha256::digest(line.as_bytes()).iter().fold(String::new(), |mut text, byte| {
                write!(text, "{byte:02x}").unwrap();
                text
            });
            writeln!(out, "{line}").unwrap();
        }
        fs::write(file, out).unwrap();
    }
}

/// This test binary once more, in name spaces where it may mount.
struct SmallDisk(&'static str);

impl SmallDisk {
    fn new(test: &'static str) -> Option<Self> {
        let may = Command::new("unshare").args(["-rm", "true"]).output().is_ok_and(|done| done.status.success());
        if !may {
            eprintln!("SKIPPED: {test}: `unshare -rm` is not allowed here, so no small disk can be mounted");
        }
        may.then_some(Self(test))
    }

    fn run(&self) {
        let directory = tempfile::tempdir().unwrap();
        let script = r#"mount -t tmpfs -o size=1m none "$SMALL_DISK" && exec "$TEST" --exact "$NAME" --nocapture"#;
        let done = Command::new("unshare")
            .args(["-rm", "sh", "-c", script])
            .env("SMALL_DISK", directory.path())
            .env("TEST", std::env::current_exe().unwrap())
            .env("NAME", format!("trouble::{}", self.0))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stdout);
        assert!(
            done.status.success() && said.contains("small disk done"),
            "{said}{}",
            String::from_utf8_lossy(&done.stderr)
        );
    }
}
