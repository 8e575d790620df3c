use super::*;

fn add(before: &mut Before, window: Option<&str>) {
    before.add(Added { decision: "deny", code: Some("path.denied"), window, many: Many::Verbatim(1) });
}

/// What a page can make up, windows of its own among it, does not make the lines of the log longer without end.
#[test]
fn thirty_two_windows_have_a_number_of_their_own_and_the_others_one_together() {
    let mut before = Before::default();
    (0..100).for_each(|at| add(&mut before, Some(&format!("window-{at:03}"))));
    assert_eq!((before.windows.len(), before.windows[OTHER]), (WINDOWS + 1, 68));
    // One that has a number keeps it.
    add(&mut before, Some("window-000"));
    assert_eq!((before.windows["window-000"], before.windows[OTHER]), (2, 68));
    assert_eq!((before.totals.deny, before.codes["path.denied"]), (101, 101));
}

#[test]
fn what_was_counted_without_a_window_takes_the_place_of_none() {
    let mut before = Before::default();
    add(&mut before, None);
    (0..WINDOWS).for_each(|at| add(&mut before, Some(&format!("window-{at:03}"))));
    assert_eq!((before.windows.len(), before.windows[OTHER]), (WINDOWS + 1, 1));
}

#[test]
fn a_number_that_would_run_over_stays_where_it_is() {
    let mut before = Before::default();
    for many in [Many::Counted(u64::MAX), Many::Counted(5)] {
        before.add(Added { decision: "allow", code: None, window: None, many });
    }
    let totals = before.totals;
    assert_eq!(
        (totals.allow, totals.counted, before.codes[OTHER], before.windows[OTHER]),
        (u64::MAX, u64::MAX, u64::MAX, u64::MAX)
    );
}
