use super::*;
use crate::{code::Code, record::tests::record};

fn fill(ring: &Ring, codes: &[Code]) -> Vec<Arc<Record>> {
    codes.iter().map(|code| record(*code)).inspect(|record| ring.record(record)).collect()
}

const MIXED: [Code; 5] = [Code::Allowed, Code::PathDenied, Code::PathEmpty, Code::Allowed, Code::ScopeEmpty];

#[test]
fn the_newest_come_first_up_to_the_limit() {
    let ring = Ring::new(10);
    let came = fill(&ring, &MIXED);
    let (newest, _) = ring.newest(2);
    assert!(newest.len() == 2 && Arc::ptr_eq(&newest[0], &came[4]) && Arc::ptr_eq(&newest[1], &came[3]));
    assert_eq!(ring.newest(0).0.len(), 0);
    assert_eq!(ring.newest(usize::MAX).0.len(), 5);
}

#[test]
fn the_capacity_is_kept_and_the_oldest_go() {
    let ring = Ring::new(3);
    let came = fill(&ring, &MIXED);
    let (newest, _) = ring.newest(usize::MAX);
    assert_eq!(newest.len(), 3);
    assert!(Arc::ptr_eq(&newest[2], &came[2]));
}

/// What is not kept is counted all the same.
#[test]
fn counts_add_up_whatever_is_kept() {
    for capacity in [0, 1, 3, 100] {
        let ring = Ring::new(capacity);
        fill(&ring, &MIXED);
        let (newest, counts) = ring.newest(usize::MAX);
        assert_eq!(newest.len(), capacity.min(5));
        assert_eq!(counts, Counts { allowed: 2, denied: 2, errors: 1, reported: 0 });
    }
}

#[test]
fn counts_add_up_under_threads() {
    let ring = Ring::new(7);
    std::thread::scope(|threads| {
        for _ in 0..4 {
            threads.spawn(|| (0..1_000).for_each(|_| drop(fill(&ring, &MIXED))));
        }
    });
    let (newest, counts) = ring.newest(usize::MAX);
    assert_eq!(newest.len(), 7);
    assert_eq!(counts, Counts { allowed: 8_000, denied: 8_000, errors: 4_000, reported: 0 });
}

#[test]
fn a_full_ring_holds_no_more_memory_than_its_capacity() {
    let ring = Ring::new(2);
    let came = fill(&ring, &[Code::Allowed; 50]);
    assert_eq!(came.iter().filter(|record| Arc::strong_count(record) > 1).count(), 2);
}
