use authority_core::{
    caller::Caller,
    code::Code,
    guard::Guard,
    record::{Ledger, Sink},
    scope::bases::Bases,
};

use super::*;

#[derive(Debug)]
struct Taking(Arc<Queue>);

impl Sink for Taking {
    fn record(&self, record: &Arc<Record>) {
        self.0.take(record);
    }
}

/// The attack: a flood. It may wake the writer for its first line, and once to say when its count is due, and no more.
#[test]
fn what_is_counted_does_not_wake_the_writer_each_time() {
    let queue = Arc::new(Queue::new(Limits { records: 64, bytes: 1 << 20, verbatim: 1 }));
    let guard = Guard::new(Ledger::new(vec![Arc::new(Taking(Arc::clone(&queue))) as _]), Bases::none());
    let wakes = || {
        queue.lock().waits = Waits::ForOne;
        drop(guard.turn_away(&Arc::new(Caller::local("main", "main")), &"read_note".into(), Code::PathDenied));
        queue.lock().waits == Waits::Not
    };
    assert!(wakes(), "the first has a line");
    queue.lock().tally.drain(&mut Batch::default(), Instant::now(), false);
    assert!(wakes(), "the first that is counted says when to wake");
    assert!((0..100).all(|_| !wakes()));
}
