//! What somebody does to a log that was whole. Each must be found, and the first bad line named.

use std::{fs, path::Path};

use authority_audit::{
    read::ReadError,
    verify::{Finding, Kind, verify, verify_all},
};
use tempfile::TempDir;

use crate::forge::{Forge, Log, file, hash, path};

/// Two logs that are whole, with the anchors of their last lines.
fn logs() -> [(Log, String); 2] {
    [Log::whole("a"), Log::shortened("a")]
}

/// The only finding in this log.
#[track_caller]
fn found(log: &Log) -> Finding {
    let dir = TempDir::new().unwrap();
    log.write(dir.path());
    first(dir.path())
}

/// The same, where the line that says that a file was forgotten may be gone: then that is missing, too.
#[track_caller]
fn last(log: &Log) -> Finding {
    let dir = TempDir::new().unwrap();
    log.write(dir.path());
    let mut findings = verify(dir.path(), None).unwrap().findings;
    assert!(findings.len() == 1 || findings[0].kind == Kind::SegmentMissing, "{findings:?}");
    findings.pop().unwrap()
}

#[track_caller]
fn first(dir: &Path) -> Finding {
    let mut findings = verify(dir, None).unwrap().findings;
    let finding = findings.drain(..1).next().unwrap();
    assert!(findings.is_empty() || finding.kind == Kind::SegmentMissing, "{findings:?}");
    let all = verify_all(dir, None).unwrap().findings;
    assert!((1..=100).contains(&all.len()) && all[0] == finding, "{all:?}");
    finding
}

#[track_caller]
fn is(finding: &Finding, kind: Kind, place: (u64, usize)) {
    assert_eq!(
        (finding.kind, &*finding.file, finding.line),
        (kind, &*file(place.0), place.1 as u64 + 1),
        "{finding:#?}"
    );
}

/// An attack that leaves a log that holds: only the anchor shows it.
#[track_caller]
fn shows_by_anchor_alone(log: &Log, anchor: &str) {
    let dir = TempDir::new().unwrap();
    log.write(dir.path());
    assert_eq!(verify(dir.path(), None).unwrap().findings, []);
    let findings = verify(dir.path(), Some(anchor.parse().unwrap())).unwrap().findings;
    assert_eq!(findings.iter().map(|finding| finding.kind).collect::<Vec<_>>(), [Kind::AnchorMissing]);
}

#[test]
fn every_byte_of_every_line_is_held_by_the_chain() {
    for (log, anchor) in logs() {
        let dir = TempDir::new().unwrap();
        log.write(dir.path());
        for place in log.places() {
            let line = log.clone().at(place).clone();
            // One digit of a hash is as good as another, and one log has all that the other one has.
            let step = if log.files.contains_key(&1) { 1 } else { 5 };
            for at in (0..line.len()).step_by(step).filter(|at| !(24..78).contains(at)) {
                let mut changed = log.clone();
                let byte = match line.as_bytes()[at] {
                    digit @ b'0'..=b'8' => digit + 1,
                    b'9' => b'0',
                    letter @ (b'a'..=b'y' | b'A'..=b'Y') => letter + 1,
                    b' ' => b'_',
                    _ => b' ',
                };
                changed.at(place).replace_range(at..=at, &char::from(byte).to_string());
                let text: String = changed.files[&place.0].iter().flat_map(|line| [line, "\n"]).collect();
                fs::write(path(dir.path(), place.0), text).unwrap();
                let is_last = place == last_of(&log);
                let anchor = is_last.then(|| anchor.parse().unwrap());
                match verify(dir.path(), anchor) {
                    Ok(report) => {
                        // Of the line that says that a file was forgotten, nothing else than its word is left then.
                        let behind = usize::from(report.findings[0].kind == Kind::SegmentMissing);
                        let finding = &report.findings[behind];
                        let kinds = [Kind::Changed, Kind::NotJson, Kind::Malformed];
                        // Of the last line nothing but its anchor tells what it was.
                        let last = [Kind::AnchorMissing, Kind::Spliced, Kind::Totals, Kind::OutOfOrder];
                        let kinds = if is_last { [&kinds[..], &last].concat() } else { kinds.to_vec() };
                        let (kind, changed) = (finding.kind, changed.at(place).clone());
                        assert!(kinds.contains(&kind), "{changed}\n{finding:#?}");
                        is(finding, kind, place);
                    }
                    Err(ReadError::Line { file: name, line, error }) => {
                        assert_eq!((at, name, line), (5, file(place.0), place.1 as u64 + 1), "{error}");
                        assert!(error.to_string().starts_with("written by a newer version (2)"), "{error}");
                    }
                    Err(error) => panic!("{error}"),
                }
            }
            log.write(dir.path());
        }
    }
}

fn last_of(log: &Log) -> (u64, usize) {
    *log.places().last().unwrap()
}

#[test]
fn a_line_that_is_gone_is_missing_where_it_was() {
    for (log, anchor) in logs() {
        let places = log.places();
        let first = log.files.values().next().unwrap()[0].clone();
        let first: u64 = first[13..].split(',').next().unwrap().parse().unwrap();
        for (index, place) in places.iter().enumerate() {
            let mut cut = log.clone();
            cut.files.get_mut(&place.0).unwrap().remove(place.1);
            let Some(next) = places.get(index + 1) else {
                shows_by_anchor_alone(&cut, &anchor);
                continue;
            };
            // The next line stands in its place now, or at the beginning of the next file.
            let shows = if next.0 == place.0 { *place } else { *next };
            let finding = last(&cut);
            is(&finding, Kind::Missing, shows);
            assert_eq!(finding.seq, Some(first + index as u64), "{finding:#?}");
        }
    }
}

#[test]
fn several_lines_that_are_gone_are_counted() {
    let (mut log, _) = Log::whole("a");
    log.files.get_mut(&1).unwrap().drain(2..5);
    let finding = found(&log);
    is(&finding, Kind::Missing, (1, 2));
    assert_eq!(finding.meaning, "3 lines are missing before this one");
    let (mut log, _) = Log::whole("a");
    log.files.get_mut(&1).unwrap().truncate(3);
    is(&found(&log), Kind::Missing, (2, 0));
    log.files.get_mut(&2).unwrap().clear();
    is(&found(&log), Kind::Missing, (3, 0));
}

#[test]
fn a_line_that_stands_twice_is_one_too_many() {
    for (log, _) in logs() {
        for place in log.places() {
            let line = log.clone().at(place).clone();
            for to in log.places().into_iter().filter(|to| *to > place).step_by(3).chain([(place.0, place.1 + 1)]) {
                let mut twice = log.clone();
                twice.files.get_mut(&to.0).unwrap().insert(to.1, line.clone());
                is(&found(&twice), Kind::Duplicate, to);
            }
        }
    }
}

#[test]
fn lines_that_changed_places_are_out_of_order() {
    for (log, _) in logs() {
        for pair in log.places().windows(2) {
            let mut swapped = log.clone();
            let (one, other) = (log.clone().at(pair[0]).clone(), log.clone().at(pair[1]).clone());
            (*swapped.at(pair[0]), *swapped.at(pair[1])) = (other, one);
            is(&found(&swapped), Kind::OutOfOrder, pair[0]);
        }
    }
}

#[test]
fn a_line_that_was_moved_up_is_out_of_order() {
    let (mut log, _) = Log::whole("a");
    let lines = log.files.get_mut(&1).unwrap();
    let line = lines.remove(5);
    lines.insert(2, line);
    is(&found(&log), Kind::OutOfOrder, (1, 2));
}

#[test]
fn a_line_of_another_log_belongs_nowhere() {
    let (other, _) = Log::whole("b");
    for (log, _) in logs() {
        for line in [&other.files[&1][3], &other.files[&1][4], &other.files[&3][3]] {
            for place in log.places() {
                let mut put_in = log.clone();
                put_in.files.get_mut(&place.0).unwrap().insert(place.1, line.clone());
                is(&found(&put_in), Kind::Spliced, place);
                let mut replaced = log.clone();
                replaced.at(place).clone_from(line);
                is(&last(&replaced), Kind::Spliced, place);
            }
        }
    }
}

#[test]
fn a_file_of_another_log_belongs_nowhere() {
    let (other, _) = Log::whole("b");
    for number in [2, 3] {
        for (log, _) in logs() {
            let mut spliced = log.clone();
            spliced.files.insert(number, other.files[&number].clone());
            // Of the oldest file that is left, nothing before it says what it should be.
            let shows = if log.files.contains_key(&(number - 1)) { number } else { number + 1 };
            is(&found(&spliced), Kind::Spliced, (shows, 0));
        }
    }
    let (mut log, _) = Log::whole("a");
    log.files.insert(1, other.files[&1].clone());
    is(&found(&log), Kind::Spliced, (2, 0));
    let (mut log, _) = Log::whole("a");
    let tail = other.files[&2][2..].to_vec();
    log.files.get_mut(&2).unwrap().splice(2.., tail);
    assert_eq!(found(&log).file, file(2));
}

#[test]
fn a_file_under_another_number_is_found() {
    let (log, _) = Log::whole("a");
    let mut copied = log.clone();
    copied.files.insert(4, log.files[&2].clone());
    is(&found(&copied), Kind::Duplicate, (4, 0));
    let mut swapped = log.clone();
    swapped.files.insert(2, log.files[&3].clone());
    swapped.files.insert(3, log.files[&2].clone());
    is(&found(&swapped), Kind::OutOfOrder, (2, 0));
    let mut joined = log.clone();
    let second = joined.files.remove(&2).unwrap();
    joined.files.get_mut(&1).unwrap().extend(second);
    is(&found(&joined), Kind::Malformed, (1, log.files[&1].len()));
    let third = joined.files.remove(&3).unwrap();
    joined.files.get_mut(&1).unwrap().extend(third);
    is(&found(&joined), Kind::Malformed, (1, log.files[&1].len()));
}

#[test]
fn files_that_are_gone_are_missing_unless_the_log_forgot_them() {
    let (log, anchor) = Log::whole("a");
    let mut middle = log.clone();
    middle.files.remove(&2);
    is(&found(&middle), Kind::SegmentMissing, (3, 0));
    let mut first = log.clone();
    first.files.remove(&1);
    let finding = found(&first);
    is(&finding, Kind::SegmentMissing, (2, 0));
    assert_eq!(finding.meaning, "files before 2 are missing and the log does not say that it forgot them");
    let mut last = log;
    last.files.remove(&3);
    shows_by_anchor_alone(&last, &anchor);
    // Forgotten was the first alone.
    let (mut log, _) = Log::shortened("a");
    log.files.remove(&2);
    is(&found(&log), Kind::SegmentMissing, (3, 0));
}

#[test]
fn lines_cut_off_at_the_end_show_by_an_anchor_alone() {
    for (log, anchor) in logs() {
        let last = *log.files.keys().last().unwrap();
        let whole = log.files[&last].len();
        for left in 0..whole {
            let mut cut = log.clone();
            cut.files.get_mut(&last).unwrap().truncate(left);
            if log.files.contains_key(&1) || left > 1 {
                shows_by_anchor_alone(&cut, &anchor);
            } else {
                // The line that says that the first file was forgotten is gone with them.
                is(&found(&cut), Kind::SegmentMissing, (2, 0));
            }
        }
    }
}

#[test]
fn a_log_that_was_written_anew_shows_by_an_anchor_alone() {
    let mut forge = Forge::new("a");
    forge.segment().run("a1", None).decision("deny", "path.denied", "main").decision("allow", "allowed", "main");
    let anchor = forge.anchor();
    let mut anew = Forge::new("a");
    anew.segment().run("a1", None).decision("allow", "allowed", "main").decision("allow", "allowed", "main");
    shows_by_anchor_alone(&anew.log, &anchor);
    // A changed line whose follower was changed to agree: the next one is to blame, unless it, too, was.
    let (mut log, _) = Log::whole("a");
    let line = log.at((1, 2)).clone();
    let changed = line.replace("notes/a.md", "notes/b.md");
    let follower = log.at((1, 3)).replace(&hash(&line), &hash(&changed));
    (*log.at((1, 2)), *log.at((1, 3))) = (changed, follower);
    is(&found(&log), Kind::Changed, (1, 3));
}
