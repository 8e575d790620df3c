//! An app that does nothing that is not on record: while the log cannot be written nobody is asked anything, no resolver either.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use authority_core::{
    code::Code,
    record::{Record, Sink, Stage, Unsettled},
};
use serde_json::json;

use crate::kit::{App, Names, Server, connector, ok, redirect};

/// A log that is written for so many times as it is waited for.
#[derive(Debug)]
struct Disk {
    left: AtomicUsize,
}

impl Disk {
    fn full_after(times: usize) -> Arc<Self> {
        Arc::new(Self { left: AtomicUsize::new(times) })
    }
}

impl Sink for Disk {
    fn record(&self, _record: &Arc<Record>) {}

    fn settled(&self) -> Result<(), Unsettled> {
        let taken = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
        taken.map(drop).map_err(|_| Unsettled("No space left on device".into()))
    }

    fn has_to_be_settled(&self) -> bool {
        true
    }
}

#[tokio::test]
async fn nobody_is_asked_while_the_log_cannot_be_written() {
    let server = Server::forbidden();
    let app = App::recording_to(json!([server.entry("a.test")]), Disk::full_after(0));
    let names = Names::default().with("a.test", &[&["127.0.0.1"]]);
    let denial = connector(&names).request(&app.get(&server.url("a.test", "/"))).send().await.unwrap_err();
    assert_eq!((denial.record().code, denial.record().stage), (Code::RecordUnsettled, Stage::Connect));
    assert_eq!((names.asked().len(), server.connections()), (0, 0));
}

#[tokio::test]
async fn each_redirect_waits_for_its_own_record() {
    let second = Server::forbidden();
    let to = second.url("a.test", "/second");
    let first = Server::start(move |_| redirect(302, &to));
    let app = App::recording_to(json!([first.entry("a.test"), second.entry("a.test")]), Disk::full_after(1));
    let names = Names::default().with("a.test", &[&["127.0.0.1"]]);
    let denial = connector(&names).request(&app.get(&first.url("a.test", "/"))).send().await.unwrap_err();
    assert_eq!(denial.record().code, Code::RecordUnsettled);
    assert_eq!((first.connections(), second.connections()), (1, 0));
}

#[tokio::test]
async fn a_proxy_is_not_asked_either() {
    let proxy = Server::forbidden();
    let app = App::recording_to(json!([proxy.entry("p.test"), "http://a.test/*"]), Disk::full_after(0));
    let names = Names::default().with("p.test", &[&["127.0.0.1"]]);
    let via = app.to("CONNECT", &proxy.url("p.test", "/"));
    let sent = connector(&names).request(&app.get("http://a.test/")).via(&via).send().await;
    assert_eq!(sent.unwrap_err().record().code, Code::RecordUnsettled);
    assert_eq!((names.asked().len(), proxy.connections()), (0, 0));
}

#[tokio::test]
async fn what_is_on_record_is_asked() {
    let server = Server::always(ok("here"));
    let app = App::recording_to(json!([server.entry("a.test")]), Disk::full_after(9));
    let names = Names::default().with("a.test", &[&["127.0.0.1"]]);
    let answer = connector(&names).request(&app.get(&server.url("a.test", "/"))).send().await.unwrap();
    assert_eq!(answer.text().await.unwrap(), "here");
}
