use std::time::Duration;

use super::*;

fn rate(per_second: u32) -> Rate {
    Rate::new(NonZeroU32::new(per_second).unwrap())
}

fn admitted(rate: &Rate, window: &str, times: usize, now: Instant) -> usize {
    (0..times).filter(|_| rate.admits(window, now)).count()
}

#[test]
fn a_window_has_so_many_a_second_and_another_has_its_own() {
    let (rate, begin) = (rate(10), Instant::now());
    assert_eq!(admitted(&rate, "hostile", 1_000, begin), 10);
    assert_eq!(admitted(&rate, "quiet", 5, begin), 5);
    assert_eq!(admitted(&rate, "hostile", 1_000, begin + Duration::from_millis(500)), 5);
    assert_eq!(admitted(&rate, "hostile", 1_000, begin + Duration::from_secs(1_000)), 10);
}

#[test]
fn a_time_that_lies_back_gives_nothing_twice() {
    let (rate, begin) = (rate(10), Instant::now() + Duration::from_secs(10));
    assert_eq!(admitted(&rate, "main", 20, begin), 10);
    assert_eq!(admitted(&rate, "main", 20, begin - Duration::from_secs(5)), 0);
    assert_eq!(admitted(&rate, "main", 20, begin), 0);
}

#[test]
fn windows_beyond_those_that_are_told_apart_share_one_rate() {
    let (rate, begin) = (rate(1), Instant::now());
    let admitted: usize = (0..2 * WINDOWS).map(|at| admitted(&rate, &at.to_string(), 2, begin)).sum();
    assert_eq!(admitted, WINDOWS + 1);
    assert_eq!(rate.windows.lock().unwrap().len(), WINDOWS + 1);
}
