use std::time::Duration;

use super::*;
use crate::record::Verdict;

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

#[test]
fn it_is_on_until_its_end_and_not_at_it() {
    let report = Report::new(Covered::App, at(100));
    assert_eq!(report.mode("read_note", at(0)), Mode::Report);
    assert_eq!(report.mode("read_note", at(100) - Duration::from_nanos(100)), Mode::Report);
    assert_eq!(report.mode("read_note", at(100)), Mode::Enforce);
    assert_eq!(report.mode("read_note", at(1_000_000_000)), Mode::Enforce);
    assert_eq!((report.has_ended(at(99)), report.has_ended(at(100))), (false, true));
}

/// A name is a name: `read_note` is not `read_notes`, and not a plugin's `read_note`.
#[test]
fn of_single_commands_it_is_for_those_and_no_others() {
    let names = ["read_note", "plugin:notes|read"].map(str::to_owned);
    let report = Report::new(Covered::Commands(names.into()), at(100));
    for (command, mode) in [
        ("read_note", Mode::Report),
        ("plugin:notes|read", Mode::Report),
        ("read_notes", Mode::Enforce),
        ("read_not", Mode::Enforce),
        ("plugin:notes|read_note", Mode::Enforce),
        ("read", Mode::Enforce),
        ("", Mode::Enforce),
    ] {
        assert_eq!(report.mode(command, at(0)), mode, "{command}");
    }
    assert_eq!(Report::new(Covered::Commands(BTreeSet::new()), at(100)).mode("read_note", at(0)), Mode::Enforce);
}

/// The verdicts of a scope, and nothing that keeps a value from being parsed or a scope from being asked.
#[test]
fn this_closed_list_passes() {
    let passes: Vec<&str> = Code::ALL.iter().copied().filter(|code| lets_pass(*code)).map(Code::name).collect();
    assert_eq!(
        passes,
        [
            "path.outside-scope",
            "path.denied",
            "path.access",
            "path.kernel",
            "path.network",
            "path.hidden",
            "url.outside-scope",
            "url.denied",
            "url.method",
            "url.network",
            "url.credentials",
            "url.encoded-separator",
            "url.redirect",
            "connect.network",
            "connect.denied",
            "value.invalid",
            "value.outside-scope",
            "value.denied",
            "link.outside",
            "link.denied",
            "link.loop",
            "link.refused",
            "open.unresolved",
            "open.changed",
            "open.special",
            "open.holds-denied",
            "open.holds-outside",
            "open.unjudged",
            "scope.empty",
            "scope.invalid",
            "scope.unattributed",
        ]
    );
}

#[test]
fn a_verdict_is_reported_where_it_passes_and_in_report_mode_only() {
    for code in Code::ALL.iter().copied() {
        assert_ne!(Verdict::of(code, Mode::Enforce), Verdict::Report, "{code}");
        let reported = Verdict::of(code, Mode::Report);
        assert_eq!(reported == Verdict::Report, lets_pass(code), "{code}");
        assert!(lets_pass(code) || reported == Verdict::of(code, Mode::Enforce), "{code}");
    }
}
