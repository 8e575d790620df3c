//! Lines and counters are the decisions that were taken, no more and no fewer.

use std::thread;

use authority_audit::Settings;
use serde_json::json;

use crate::support::{App, files, first, lines, of_type, verified};

#[test]
fn a_run_is_its_decisions_between_a_beginning_and_an_end() {
    let directory = tempfile::tempdir().unwrap();
    let app = App::new(Settings::new(directory.path().into()));
    let window = app.window("main");
    window.allowed();
    window.denied();
    assert!(app.log.close());
    let log = first(directory.path());
    let types: Vec<_> = lines(&log).iter().map(|line| line["type"].as_str().unwrap().to_owned()).collect();
    assert_eq!(types, ["segment", "run", "decision", "decision", "end"]);
    let decided = of_type(&log, "decision");
    assert_eq!((&decided[0]["n"], &decided[0]["decision"]), (&json!(1), &json!("allow")));
    assert_eq!((&decided[1]["n"], &decided[1]["code"]), (&json!(2), &json!("path.outside-scope")));
    let end = &of_type(&log, "end")[0];
    assert_eq!(end["totals"], json!({ "allow": 1, "deny": 1, "error": 0, "report": 0, "verbatim": 2, "counted": 0 }));
    verified(&log);
}

#[test]
fn a_log_goes_on_from_run_to_run() {
    let directory = tempfile::tempdir().unwrap();
    for _ in 0..3 {
        let app = App::new(Settings::new(directory.path().into()));
        app.window("main").allowed();
        assert!(app.log.close());
    }
    let log = first(directory.path());
    let report = verified(&log);
    assert_eq!((report.runs, report.unclosed, report.totals.allow, report.files), (3, 0, 3, 1));
    let runs = of_type(&log, "run");
    assert_eq!(runs[0].get("after"), None);
    assert_eq!(runs[2]["after"], json!({ "run": runs[1]["run"], "closed": true }));
}

/// The attack: a window asks for what it may not have, as fast as it can, from several threads.
#[test]
fn a_million_denials_and_the_work_of_another_window_add_up() {
    let directory = tempfile::tempdir().unwrap();
    let app = App::new(Settings::new(directory.path().into()));
    thread::scope(|threads| {
        for thread in 0..4 {
            let hostile = app.window("hostile").calling(&format!("read_{thread}"));
            threads.spawn(move || (0..250_000).for_each(|_| hostile.denied()));
        }
        let quiet = app.window("quiet");
        threads.spawn(move || (0..900).for_each(|_| quiet.allowed()));
    });
    assert!(app.log.close());
    let log = first(directory.path());
    let report = verified(&log);
    assert_eq!((report.totals.deny, report.totals.allow), (1_000_000, 900));
    let held: u64 = files(&log).iter().map(|file| std::fs::metadata(file).unwrap().len()).sum();
    assert!(held <= 32 << 20, "{held} bytes");
    assert_eq!((app.log.taken(), app.all()), (1_000_900, 1_000_900));
    let of = |window| of_type(&log, "decision").iter().filter(|line| line["window"] == window).count();
    assert_eq!(of("quiet"), 900, "the flood took lines from another window");
    assert!(of("hostile") <= 4_000);
}

/// The attack: each call has another name, so that no two decisions are alike.
#[test]
fn a_page_that_makes_up_names_is_counted_without_them() {
    let directory = tempfile::tempdir().unwrap();
    let app = App::new(Settings::new(directory.path().into()));
    let window = app.window("hostile");
    (0..5_000).for_each(|at| window.calling(&format!("made_up_{at}")).denied());
    app.window("quiet").allowed();
    assert!(app.log.close());
    let log = first(directory.path());
    assert_eq!(verified(&log).totals.deny, 5_000);
    assert_eq!(of_type(&log, "decision").iter().filter(|line| line["window"] == "hostile").count(), 64);
    let coarse: u64 = of_type(&log, "count")
        .iter()
        .inspect(|line| assert_eq!((line.get("command"), line.get("code")), (None, None)))
        .map(|line| line["count"].as_u64().unwrap())
        .sum();
    assert_eq!(coarse, 5_000 - 64);
}

#[test]
fn callers_beyond_those_that_are_told_apart_are_counted_together() {
    let directory = tempfile::tempdir().unwrap();
    let app = App::new(Settings::new(directory.path().into()));
    (0..100).for_each(|at| app.window(&format!("window-{at}")).denied());
    assert!(app.log.close());
    let log = first(directory.path());
    assert_eq!(verified(&log).totals.deny, 100);
    let together: Vec<_> = of_type(&log, "count").into_iter().filter(|line| line.get("window").is_none()).collect();
    assert_eq!(together.iter().map(|line| line["count"].as_u64().unwrap()).sum::<u64>(), 36);
}

#[test]
fn a_counter_says_when_and_shows_some_of_what_it_was_about() {
    let directory = tempfile::tempdir().unwrap();
    let mut settings = Settings::new(directory.path().into());
    (settings.verbatim, settings.privacy) = (2, authority_audit::Privacy::Full);
    let app = App::new(settings);
    let window = app.window("main");
    (0..100).for_each(|at| assert!(window.judge(&format!("/elsewhere/{at}")).is_err()));
    assert!(app.log.close());
    let counts = of_type(&first(directory.path()), "count");
    let sum: u64 = counts.iter().map(|line| line["count"].as_u64().unwrap()).sum();
    assert_eq!(sum, 98);
    let sample = counts[0]["sample"].as_array().unwrap();
    assert!((1..=4).contains(&sample.len()) && sample.iter().all(|it| it.as_str().unwrap().starts_with("/elsewhere/")));
    assert!(counts[0]["first"].as_u64() <= counts[0]["last"].as_u64());
}

/// In `required` whoever opens waits for the disk: what it waited for is in the file.
#[test]
fn what_was_waited_for_is_in_the_file() {
    let directory = tempfile::tempdir().unwrap();
    let mut settings = Settings::new(directory.path().into());
    settings.verbatim = 3;
    let app = App::new(settings);
    let window = app.window("main");
    let log = first(directory.path());
    for taken in 1..=20 {
        window.allowed();
        app.log.sync().unwrap();
        let told: u64 = of_type(&log, "decision").len() as u64
            + of_type(&log, "count").iter().map(|line| line["count"].as_u64().unwrap()).sum::<u64>();
        assert_eq!(told, taken);
    }
}
