//! Bounded disk: the oldest file goes, and what it held stays provable.

use std::fs;

use authority_audit::{Privacy, Settings};

use crate::support::{App, files, first, of_type, verified};

fn small(directory: &std::path::Path) -> Settings {
    let mut settings = Settings::new(directory.into());
    (settings.segment_bytes, settings.max_bytes) = (128 << 10, 512 << 10);
    (settings.verbatim, settings.privacy) = (u32::MAX, Privacy::Full);
    settings
}

fn held(log: &std::path::Path) -> u64 {
    files(log).iter().map(|file| fs::metadata(file).unwrap().len()).sum()
}

#[test]
fn the_oldest_files_go_and_every_decision_stays_counted() {
    let directory = tempfile::tempdir().unwrap();
    let app = App::new(small(directory.path()));
    let log = first(directory.path());
    // Each window by itself stays within its share.
    for at in 0..40 {
        let window = app.window(&format!("window-{at}"));
        (0..100).for_each(|_| window.denied());
        app.log.sync().unwrap();
        assert!(held(&log) <= 512 << 10, "{} bytes", held(&log));
    }
    assert!(app.log.close());
    let report = verified(&log);
    assert_eq!(report.totals.deny, 4_000);
    assert!(report.forgotten > 0 && !files(&log)[0].ends_with("authority-00000001.jsonl"));
    let forgot = of_type(&log, "forgot");
    assert!(!forgot.is_empty() && forgot.iter().all(|line| line["held"]["verbatim"].as_u64() > Some(0)));
}

/// The attack: a page writes so much that what is recorded of others is forgotten for it.
#[test]
fn a_flood_fills_its_share_of_the_disk_and_no_more() {
    let directory = tempfile::tempdir().unwrap();
    let app = App::new(small(directory.path()));
    let log = first(directory.path());
    app.window("quiet").allowed();
    let hostile = app.window("hostile");
    for _ in 0..100 {
        (0..200).for_each(|_| hostile.denied());
        app.log.sync().unwrap();
    }
    assert!(app.log.close());
    let report = verified(&log);
    assert_eq!((report.totals.deny, report.totals.allow, report.forgotten), (20_000, 1, 0));
    assert!(of_type(&log, "decision").iter().any(|line| line["window"] == "quiet"));
    assert!(held(&log) <= 350 << 10, "{} bytes", held(&log));
}

#[test]
fn what_an_earlier_run_left_counts_in_the_budget() {
    let directory = tempfile::tempdir().unwrap();
    let log = first(directory.path());
    for run in 0..12 {
        let app = App::new(small(directory.path()));
        let window = app.window(&format!("window-{run}"));
        (0..200).for_each(|_| window.denied());
        assert!(app.log.close());
        assert!(held(&log) <= 512 << 10, "{} bytes", held(&log));
    }
    let report = verified(&log);
    assert_eq!((report.totals.deny, report.runs > 0), (2_400, true));
}

#[test]
fn settings_that_cannot_be_meant_say_what_to_write() {
    let refused = |change: fn(&mut Settings)| {
        let mut settings = Settings::new("/nowhere".into());
        change(&mut settings);
        settings.checked().unwrap_err().to_string()
    };
    assert!(refused(|it| it.segment_bytes = 10).contains("131072"));
    assert!(refused(|it| it.max_bytes = 3 << 20).contains("four files"));
    assert!(refused(|it| it.segment_age = std::time::Duration::ZERO).contains("a minute"));
    assert!(refused(|it| it.secrets = true).contains("`full`"));
}
