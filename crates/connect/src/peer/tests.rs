//! A client that goes elsewhere by itself cannot be made any more, so that this is asked directly.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use authority_core::{
    access::AccessSet,
    caller::Caller,
    code::Code,
    guard::{Ask, Guard, JudgedUrl},
    record::{Ledger, ring::Ring},
    scope::{Frame, List, RawEntry, Scope, Way, bases::Bases},
};

use super::must_be_judged;

fn judged() -> (JudgedUrl, Arc<Ring>) {
    let ring = Arc::new(Ring::new(10));
    let guard = Arc::new(Guard::new(Ledger::new(vec![Arc::clone(&ring) as _]), Bases::none()));
    let (caller, command) = (Arc::new(Caller::local("main", "main")), Arc::from("load"));
    let entry = RawEntry::new(List::Allow, Way::Command, 0, "http://a.test".into());
    let scope = Arc::new(Scope::compile(&[entry], &Frame::new("load", &caller, guard.bases())));
    let ask = Ask { caller: &caller, command: &command, argument: "url", index: &[], access: AccessSet::NONE };
    (guard.judge_url(&scope, "http://a.test/", "GET", ask).unwrap(), ring)
}

#[test]
fn a_peer_is_one_of_the_addresses_that_were_judged() {
    let (url, ring) = judged();
    let admitted = url.admit(&["93.184.216.34", "2606:4700::1"].map(|text| text.parse::<IpAddr>().unwrap())).unwrap();
    for peer in ["93.184.216.34:80", "[::ffff:93.184.216.34]:80", "[2606:4700::1]:80"] {
        assert!(must_be_judged(&url, &admitted, Some(peer.parse().unwrap())).is_ok(), "{peer}");
    }
    let others = ["127.0.0.1:80", "93.184.216.35:80", "93.184.216.34:81", "[::1]:80"];
    let others = others.map(|text| Some(text.parse::<SocketAddr>().unwrap()));
    for peer in others.into_iter().chain([None]) {
        let denial = must_be_judged(&url, &admitted, peer).unwrap_err();
        assert_eq!(
            (denial.record().code, ring.newest(1).0[0].code),
            (Code::ConnectPeer, Code::ConnectPeer),
            "{peer:?}"
        );
        assert!(!serde_json::to_string(&denial).unwrap().contains("127.0.0.1"));
    }
}
