//! `getaddrinfo` and addresses of the public network: in a network of its own, where this machine has them all, with a name
//! server that says what it likes.

use std::{fs, io::Write as _, time::Duration};

use authority_connect::{Connector, Limits};
use authority_core::code::Code;
use serde_json::json;

use crate::kit::{Again, App, Server, Zone, code, ok, redirect, skip};

const PUBLIC: &str = "93.184.216.34";
const PUBLIC_V6: &str = "2606:4700::1111";
const METADATA: &str = "169.254.169.254";
const PRIVATE: &str = "10.0.0.1";

/// As root of a namespace: addresses, and the files that the resolver reads.
const SETUP: &str = "set -e
dir=$1; shift
ip link set lo up
for address in 93.184.216.34/32 169.254.169.254/32 10.0.0.1/32; do ip address add $address dev lo; done
ip address add 2606:4700::1111/128 dev lo || true
mount --bind $dir/resolv.conf /etc/resolv.conf
mount --bind $dir/nsswitch.conf /etc/nsswitch.conf
echo 'the namespace is made'
exec \"$@\"";

/// Runs the test in a namespace; none where this is not that process, and the name server where it is.
fn inside(test: &str) -> Option<Zone> {
    let dir = std::env::temp_dir().join(format!("authority-netns-{}-{}", std::process::id(), test.replace(':', "-")));
    let shown = dir.to_string_lossy().into_owned();
    let outer = ["unshare", "--user", "--map-root-user", "--net", "--mount", "sh", "-c", SETUP, "sh", &shown];
    let Some(again) = Again::within(test, &outer) else {
        return Some(Zone::serve("127.0.0.53:53").expect("port 53 of the namespace is free"));
    };
    fs::create_dir_all(&dir).unwrap();
    fs::write(dir.join("resolv.conf"), "nameserver 127.0.0.53\nsearch found.test\noptions timeout:1 attempts:2\n")
        .unwrap();
    fs::write(dir.join("nsswitch.conf"), "hosts: files dns\n").unwrap();
    let output = again.output();
    fs::remove_dir_all(&dir).unwrap();
    let Ok(output) = output else {
        skip("unshare is not installed: nothing is asked of getaddrinfo");
        return None;
    };
    let said = [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).concat();
    if !said.contains("the namespace is made") {
        skip(&format!("no network namespace can be made here ({}): nothing is asked of getaddrinfo", said.trim()));
        return None;
    }
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
    None
}

/// The system's resolver, asked each time.
fn connector() -> Connector {
    let mut limits = Limits::default();
    limits.remember = Duration::ZERO;
    Connector::builder().client(crate::kit::client).limits(limits).build().unwrap()
}

/// Everybody's server, and those that nobody may reach, on one port.
fn servers() -> (Server, Vec<Server>) {
    let public = Server::raw(format!("{PUBLIC}:80"), |request, stream| {
        let path = request.split(' ').nth(1).unwrap();
        let answer = path.strip_prefix("/go?").map_or_else(|| ok("public"), |location| redirect(302, location));
        stream.write_all(&answer)
    });
    let hidden = ["127.0.0.1", METADATA, PRIVATE, "127.0.0.2", "[::1]"];
    (public, hidden.iter().map(|address| Server::forbidden_at(format!("{address}:80"))).collect())
}

fn reached(hidden: &[Server]) -> usize {
    hidden.iter().map(Server::connections).sum()
}

#[tokio::test]
async fn a_public_name_is_reached_by_the_system_s_resolver() {
    let Some(zone) = inside("netns::a_public_name_is_reached_by_the_system_s_resolver") else { return };
    let (public, hidden) = servers();
    zone.set("a.test", &[&[PUBLIC]]);
    let app = App::new(json!(["http://*.test/*"]));
    let answer = connector().request(&app.get("http://A.test./")).send().await.unwrap();
    assert_eq!(answer.text().await.unwrap(), "public");
    assert_eq!((public.connections(), reached(&hidden), zone.asked("a.test")), (1, 0, 1));
}

#[tokio::test]
async fn a_name_that_turns_to_this_machine_reaches_nobody() {
    let Some(zone) = inside("netns::a_name_that_turns_to_this_machine_reaches_nobody") else { return };
    let (public, hidden) = servers();
    let app = App::new(json!(["http://*.test/*"]));
    for to in ["127.0.0.1", METADATA, PRIVATE, "::1"] {
        zone.set("a.test", &[&[PUBLIC], &[to]]);
        let connector = connector();
        let before = public.requests().len();
        assert!(connector.request(&app.get("http://a.test/")).send().await.is_ok(), "{to}");
        assert_eq!(zone.asked("a.test"), 1, "one look-up for one connection");
        assert_eq!(code(connector.request(&app.get("http://a.test/")).send().await), Code::ConnectNetwork, "{to}");
        assert_eq!(public.requests().len(), before + 1, "nor does the kept connection serve it");
    }
    assert_eq!(reached(&hidden), 0);
}

#[tokio::test]
async fn a_name_that_turns_between_two_hops_reaches_nobody() {
    let Some(zone) = inside("netns::a_name_that_turns_between_two_hops_reaches_nobody") else { return };
    let (public, hidden) = servers();
    zone.set("a.test", &[&[PUBLIC], &["127.0.0.1"]]);
    let app = App::new(json!(["http://*.test/*"]));
    let sent = connector().request(&app.get("http://a.test/go?/next")).send().await;
    assert_eq!((code(sent), public.requests().len(), reached(&hidden)), (Code::ConnectNetwork, 1, 0));
}

#[tokio::test]
async fn one_bad_answer_among_good_ones_and_nobody_is_reached() {
    let Some(zone) = inside("netns::one_bad_answer_among_good_ones_and_nobody_is_reached") else { return };
    let (public, hidden) = servers();
    let app = App::new(json!(["http://*.test/*"]));
    for bad in [
        "127.0.0.1",
        "127.0.0.2",
        "0.0.0.0",
        PRIVATE,
        METADATA,
        "::1",
        "::",
        "::ffff:127.0.0.1",
        "::ffff:0:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::7f00:1",
        "64:ff9b:1:7f00:0:100::",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
        "2606:4700::5efe:7f00:1",
        "fe80::1",
        "fc00::1",
    ] {
        for answers in [&[bad][..], &[PUBLIC, bad], &[bad, PUBLIC], &[PUBLIC_V6, bad]] {
            zone.set("a.test", &[answers]);
            let sent = connector().request(&app.get("http://a.test/")).send().await;
            assert_eq!(code(sent), Code::ConnectNetwork, "{answers:?}");
        }
    }
    assert_eq!((public.connections(), reached(&hidden)), (0, 0));
}

#[tokio::test]
async fn where_a_chain_of_aliases_ends_is_judged() {
    let Some(zone) = inside("netns::where_a_chain_of_aliases_ends_is_judged") else { return };
    let (public, hidden) = servers();
    let app = App::new(json!(["http://*.test/*"]));
    zone.set("a.test", &[&["b.other"]]);
    zone.set("b.other", &[&["c.other"]]);
    for (end, refused) in [(PUBLIC, false), ("127.0.0.1", true), ("::1", true), (METADATA, true), ("localhost", true)] {
        zone.set("c.other", &[&[end]]);
        zone.set("localhost", &[&["127.0.0.1"]]);
        let sent = connector().request(&app.get("http://a.test/")).send().await;
        if refused {
            assert_eq!(code(sent), Code::ConnectNetwork, "{end}");
        } else {
            assert!(sent.is_ok(), "{end}");
        }
    }
    assert_eq!((public.connections(), reached(&hidden)), (1, 0));
}

#[tokio::test]
async fn cve_2026_95623_an_allowed_public_host_redirects_into_this_network() {
    let Some(zone) = inside("netns::cve_2026_95623_an_allowed_public_host_redirects_into_this_network") else { return };
    let (public, hidden) = servers();
    zone.set("a.test", &[&[PUBLIC]]);
    zone.set("inner.test", &[&[METADATA]]);
    let app = App::new(json!(["http://*/*", "http://*:*/*"]));
    for (location, refused) in [
        ("http://169.254.169.254/latest/meta-data/", Code::UrlNetwork),
        ("//169.254.169.254/", Code::UrlNetwork),
        ("http://[::ffff:169.254.169.254]/", Code::UrlNetwork),
        ("http://2852039166/", Code::UrlNetwork),
        ("http://127.0.0.1/", Code::UrlNetwork),
        ("http://[::1]/", Code::UrlNetwork),
        ("http://0/", Code::UrlNetwork),
        ("http://10.0.0.1/", Code::UrlNetwork),
        ("http://localhost/", Code::UrlNetwork),
        ("http://inner.test/", Code::ConnectNetwork),
    ] {
        let sent = connector().request(&app.get(&format!("http://a.test/go?{location}"))).send().await;
        assert_eq!(code(sent), refused, "{location}");
    }
    assert_eq!((public.requests().len(), reached(&hidden)), (10, 0));
}

#[tokio::test]
async fn what_the_search_list_finds_is_judged() {
    let Some(zone) = inside("netns::what_the_search_list_finds_is_judged") else { return };
    let (_public, hidden) = servers();
    let app = App::new(json!(["http://*.test/*"]));
    // There is no `gone.test`; what the machine is set up with looks further.
    zone.set("gone.test.found.test", &[&["127.0.0.1"]]);
    assert_eq!(code(connector().request(&app.get("http://gone.test/")).send().await), Code::ConnectNetwork);
    assert_eq!(code(connector().request(&app.get("http://nowhere.test/")).send().await), Code::ConnectUnresolved);
    assert_eq!(reached(&hidden), 0);
}
