use super::*;

#[test]
fn a_target_that_goes_down_and_up_is_seen() {
    for target in ["../out/x/../../in/a", "x/..", "x/./..", "../x//../y"] {
        assert!(goes_down_and_up(target), "{target}");
        // On Windows by either separator.
        assert_eq!(goes_down_and_up(&target.replace('/', r"\")), cfg!(windows), "{target}");
    }
    for target in ["../../x", "x", ".././..", "./..", "", "x/..y"] {
        assert!(!goes_down_and_up(target), "{target}");
    }
}
