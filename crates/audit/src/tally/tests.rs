use std::sync::LazyLock;

use authority_core::{
    caller::Caller as Asking,
    code::Code,
    guard::Guard,
    record::{Ledger, Sink},
    scope::bases::Bases,
};

use super::*;

const LIMITS: Limits = Limits { records: 400, bytes: 1 << 20, verbatim: 3 };

/// Keeps the last record.
#[derive(Debug, Default)]
struct Last(std::sync::Mutex<Option<Arc<Record>>>);

impl Sink for Last {
    fn record(&self, record: &Arc<Record>) {
        *self.0.lock().unwrap() = Some(Arc::clone(record));
    }
}

/// A call of this command that was turned away, taken at `moment`.
fn record(window: &str, command: &str, code: Code, moment: Instant) -> Arc<Record> {
    let last = Arc::new(Last::default());
    let guard = Guard::new(Ledger::new(vec![Arc::clone(&last) as _]), Bases::none());
    drop(guard.turn_away(&Arc::new(Asking::local(window, window)), &command.into(), code));
    let record = last.0.lock().unwrap().take().unwrap();
    changed(&record, |record| record.moment = moment)
}

fn changed(record: &Record, change: impl FnOnce(&mut Record)) -> Arc<Record> {
    let mut record = record.clone();
    change(&mut record);
    Arc::new(record)
}

fn take(tally: &mut Tally, record: &Arc<Record>) {
    static KEYS: LazyLock<Keys> = LazyLock::new(Keys::default);
    tally.take(record, KEYS.of(record));
}

fn drained(tally: &mut Tally, now: Instant, all: bool) -> Batch {
    let mut batch = Batch::default();
    tally.drain(&mut batch, now, all);
    batch
}

fn counts(batch: &Batch) -> Vec<u64> {
    batch.counts.iter().map(|counted| counted.count).collect()
}

#[test]
fn the_first_of_a_kind_have_a_line_each_minute_and_the_rest_is_counted() {
    let (mut tally, begin) = (Tally::new(LIMITS), Instant::now());
    let at = |seconds| begin + Duration::from_secs(seconds);
    (0..10).for_each(|_| take(&mut tally, &record("main", "read", Code::PathDenied, begin)));
    let batch = drained(&mut tally, begin, false);
    assert_eq!((batch.records.len(), counts(&batch), batch.taken, batch.pending), (3, vec![], 10, 7));
    assert_eq!(tally.due(), Some(at(1)));
    let batch = drained(&mut tally, at(1), false);
    assert_eq!((batch.records.len(), counts(&batch), batch.pending), (0, vec![7], 0));
    // The next minute has its own first ones.
    (0..5).for_each(|_| take(&mut tally, &record("main", "read", Code::PathDenied, at(61))));
    let batch = drained(&mut tally, at(61), true);
    assert_eq!((batch.records.len(), counts(&batch), batch.taken), (3, vec![2], 15));
}

#[test]
fn each_counter_waits_its_own_time() {
    let (mut tally, begin) = (Tally::new(Limits { verbatim: 0, ..LIMITS }), Instant::now());
    let at = |millis| begin + Duration::from_millis(millis);
    take(&mut tally, &record("main", "read", Code::PathDenied, begin));
    take(&mut tally, &record("main", "write", Code::PathDenied, at(500)));
    let batch = drained(&mut tally, at(1_000), false);
    assert_eq!((counts(&batch), batch.pending, tally.due()), (vec![1], 1, Some(at(1_500))));
    assert_eq!(counts(&drained(&mut tally, at(1_500), false)), [1]);
}

#[test]
fn what_differs_is_told_apart() {
    let (mut tally, now) = (Tally::new(Limits { verbatim: 0, ..LIMITS }), Instant::now());
    for (window, command, code) in [
        ("main", "read", Code::PathDenied),
        ("main", "read", Code::PathAccess),
        ("main", "write", Code::PathDenied),
        ("other", "read", Code::PathDenied),
    ] {
        (0..2).for_each(|_| take(&mut tally, &record(window, command, code, now)));
    }
    assert_eq!(counts(&drained(&mut tally, now, true)), [2, 2, 2, 2]);
}

/// The attack: one window fills the queue, so that no other has a line.
#[test]
fn a_caller_fills_its_share_of_the_queue_and_no_more() {
    let (mut tally, now) = (Tally::new(Limits { verbatim: u32::MAX, ..LIMITS }), Instant::now());
    (0..1_000).for_each(|_| take(&mut tally, &record("hostile", "read", Code::PathDenied, now)));
    (0..50).for_each(|_| take(&mut tally, &record("quiet", "read", Code::PathDenied, now)));
    let batch = drained(&mut tally, now, true);
    let of = |window: &str| batch.records.iter().filter(|queued| queued.record.caller.window == window).count();
    assert_eq!((of("hostile"), of("quiet"), counts(&batch)), (100, 50, vec![900]));
    // What was drained is no longer in its share.
    take(&mut tally, &record("hostile", "read", Code::PathDenied, now));
    assert_eq!(drained(&mut tally, now, true).records.len(), 1);
}

#[test]
fn long_records_fill_the_queue_by_their_bytes() {
    let (mut tally, now) = (Tally::new(Limits { records: 4_000, verbatim: u32::MAX, ..LIMITS }), Instant::now());
    let long = changed(&record("a", "read", Code::PathDenied, now), |it| it.resource = Some("x".repeat(50_000)));
    (0..100).for_each(|_| take(&mut tally, &long));
    let batch = drained(&mut tally, now, true);
    assert!((5..=6).contains(&batch.records.len()), "{}", batch.records.len());
    assert_eq!(batch.records.len() as u64 + counts(&batch).iter().sum::<u64>(), 100);
}

/// The attack: names are made up, so that each has a counter of its own.
#[test]
fn a_caller_has_so_many_counters_and_the_rest_is_counted_without_a_reason() {
    let (mut tally, now) = (Tally::new(Limits { verbatim: 0, ..LIMITS }), Instant::now());
    (0..1_000).for_each(|at| take(&mut tally, &record("hostile", &format!("made_up_{at}"), Code::PathDenied, now)));
    take(&mut tally, &record("quiet", "read", Code::PathDenied, now));
    let batch = drained(&mut tally, now, true);
    let coarse: Vec<_> = batch.counts.iter().filter(|counted| counted.reason.is_none()).collect();
    assert_eq!(coarse.iter().map(|counted| counted.count).collect::<Vec<_>>(), [936]);
    assert_eq!(&*coarse[0].named.as_ref().unwrap().window, "hostile");
    assert!(batch.counts.iter().any(|counted| &*counted.named.as_ref().unwrap().window == "quiet"));
    assert_eq!(counts(&batch).iter().sum::<u64>(), 1_001);
    // After a minute its counters are free again.
    let later = now + INTERVAL;
    drained(&mut tally, later, true);
    take(&mut tally, &record("hostile", "new", Code::PathDenied, later));
    assert!(drained(&mut tally, later, true).counts[0].reason.is_some());
}

#[test]
fn callers_beyond_those_that_are_told_apart_are_counted_together() {
    let (mut tally, now) = (Tally::new(LIMITS), Instant::now());
    (0..100).for_each(|at| take(&mut tally, &record(&format!("window-{at}"), "read", Code::PathDenied, now)));
    let batch = drained(&mut tally, now, true);
    assert_eq!((batch.records.len(), counts(&batch)), (64, vec![36]));
    assert!(batch.counts[0].named.is_none());
}

/// A window whose lines fill its share of the disk: what it still gets costs the others little.
#[test]
fn a_caller_without_a_share_waits_longer_each_time() {
    let (mut tally, mut now) = (Tally::new(LIMITS), Instant::now());
    let denied =
        |tally: &mut Tally, now| (0..5).for_each(|_| take(tally, &record("hostile", "read", Code::PathDenied, now)));
    denied(&mut tally, now);
    tally.set_full(&BTreeSet::from([1]));
    let mut waits = Vec::new();
    for _ in 0..14 {
        denied(&mut tally, now);
        let due = tally.due().unwrap();
        waits.push((due - now).as_secs());
        now = due;
        assert!(!drained(&mut tally, now, false).counts.is_empty());
    }
    assert_eq!(waits[..5], [1, 2, 4, 8, 16]);
    assert_eq!(waits[13], 3_600);
    tally.set_full(&BTreeSet::new());
    denied(&mut tally, now);
    drained(&mut tally, now + Duration::from_secs(3_600), true);
    denied(&mut tally, now);
    assert_eq!((tally.due().unwrap() - now).as_secs(), 1);
}

#[test]
fn a_sample_is_the_last_four_that_differ_of_ever_rarer_ones() {
    let (mut tally, now) = (Tally::new(Limits { verbatim: 0, ..LIMITS }), Instant::now());
    let one = record("main", "read", Code::PathDenied, now);
    for at in 1..=100 {
        take(&mut tally, &changed(&one, |it| it.resource = Some(format!("/{at}"))));
    }
    let batch = drained(&mut tally, now, true);
    let sample: Vec<_> = batch.counts[0].sample.iter().map(|record| record.resource.clone().unwrap()).collect();
    assert_eq!(sample, ["/8", "/16", "/32", "/64"]);
}
