use std::net::{IpAddr, Ipv4Addr};

use super::{
    Network::{self, Loopback, Private, Public, Special},
    Networks, embedded,
};

fn of(address: &str) -> Network {
    Network::of(address.parse().unwrap_or_else(|_| panic!("{address} is an address")))
}

#[test]
fn the_public_network_is_what_no_block_takes() {
    for address in [
        "8.8.8.8",
        "1.1.1.1",
        "93.184.216.34",
        "172.15.255.255",
        "172.32.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "11.0.0.0",
        "9.255.255.255",
        "126.255.255.255",
        "128.0.0.0",
        "192.0.1.0",
        "168.63.129.15",
        "168.63.129.17",
        "2606:4700:4700::1111",
        "2000::",
        "2001:200::1",
        "2001:4860:4860::8888",
        "2001:db9::1",
        "2003::1",
        "2620:4f:8001::1",
        "3ffe:ffff::1",
        "3fff:1000::1",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
        "2606:4700::5efe:808:808",
    ] {
        assert_eq!(of(address), Public, "{address}");
    }
}

#[test]
fn each_block_begins_and_ends_where_its_registry_says() {
    for (first, last, network) in [
        ("0.0.0.0", "0.255.255.255", Special),
        ("10.0.0.0", "10.255.255.255", Private),
        ("100.64.0.0", "100.127.255.255", Private),
        ("127.0.0.0", "127.255.255.255", Loopback),
        ("169.254.0.0", "169.254.255.255", Special),
        ("172.16.0.0", "172.31.255.255", Private),
        ("192.0.0.0", "192.0.0.255", Special),
        ("192.0.2.0", "192.0.2.255", Special),
        ("192.31.196.0", "192.31.196.255", Special),
        ("192.52.193.0", "192.52.193.255", Special),
        ("192.88.99.0", "192.88.99.255", Special),
        ("192.168.0.0", "192.168.255.255", Private),
        ("192.175.48.0", "192.175.48.255", Special),
        ("198.18.0.0", "198.19.255.255", Special),
        ("198.51.100.0", "198.51.100.255", Special),
        ("203.0.113.0", "203.0.113.255", Special),
        ("224.0.0.0", "239.255.255.255", Special),
        ("240.0.0.0", "255.255.255.255", Special),
        ("::", "::", Special),
        ("::1", "::1", Loopback),
        ("::2", "::fffe:ffff:ffff", Special),
        ("64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", Special),
        ("100::", "100::ffff:ffff:ffff:ffff", Special),
        ("1fff:ffff::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", Special),
        ("2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", Special),
        ("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", Special),
        ("2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", Special),
        ("2620:4f:8000::", "2620:4f:8000:ffff:ffff:ffff:ffff:ffff", Special),
        ("3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", Special),
        ("4000::", "fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", Special),
        ("5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff", Special),
        ("fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", Private),
        ("fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", Special),
        ("fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", Special),
        ("ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", Special),
    ] {
        assert_eq!((of(first), of(last)), (network, network), "{first} to {last}");
    }
}

#[test]
fn servers_of_clouds_that_hand_out_credentials_are_in_no_network_that_can_be_had_by_private() {
    for address in ["169.254.169.254", "168.63.129.16", "100.100.100.200", "fd00:ec2::254", "::ffff:169.254.169.254"] {
        assert_eq!(of(address), Special, "{address}");
    }
    for name in ["metadata.google.internal", "metadata.goog"] {
        assert_eq!(Network::of_name(name), Some(Special), "{name}");
    }
}

#[test]
fn an_address_that_is_another_ones_spelling_is_in_its_network() {
    for (address, network) in [
        ("::ffff:127.0.0.1", Loopback),
        ("::ffff:10.0.0.1", Private),
        ("64:ff9b::127.0.0.1", Loopback),
        ("64:ff9b::10.0.0.1", Private),
        ("64:ff9b::169.254.169.254", Special),
        // Carried by a tunnel, wherever it ends.
        ("2002:0808:0808::1", Special),
        ("2001:0:4136:e378:8000:63bf:80ff:fffe", Special),
        ("2606:4700::5efe:a00:1", Special),
        ("2606:4700::200:5efe:7f00:1", Special),
    ] {
        assert_eq!(of(address), network, "{address}");
    }
}

#[test]
fn names_of_this_machine_are_known_without_a_resolver() {
    for name in ["localhost", "app.localhost", "a.b.localhost"] {
        assert_eq!(Network::of_name(name), Some(Loopback), "{name}");
    }
    for name in ["localhost.example", "notlocalhost", "example.com", ""] {
        assert_eq!(Network::of_name(name), None, "{name}");
    }
}

#[test]
fn a_deny_knows_an_address_in_every_form_that_carries_it() {
    let wanted = Ipv4Addr::new(127, 0, 0, 1);
    for address in [
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::7f00:1",
        "64:ff9b:1:7f00:0:100::",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
        "2606:4700::5efe:7f00:1",
        "fe80::200:5efe:7f00:1",
    ] {
        let IpAddr::V6(v6) = address.parse().unwrap_or_else(|_| panic!("{address} is an address")) else {
            unreachable!("it has colons")
        };
        assert!(embedded(v6).any(|v4| v4 == wanted), "{address}");
    }
}

#[test]
fn an_entry_admits_what_it_names_and_the_public_network() {
    let admitted = |name: &str| {
        let (_, networks) = Networks::NAMES.into_iter().find(|(known, _)| *known == name).unwrap_or_default();
        [Public, Private, Loopback, Special].map(|network| networks.admits(network))
    };
    assert_eq!(admitted("public"), [true, false, false, false]);
    assert_eq!(admitted("private"), [true, true, false, false]);
    assert_eq!(admitted("loopback"), [true, false, true, false]);
    assert_eq!(admitted("any"), [true; 4]);
    assert_eq!(Networks::NONE.with(Loopback).union(Networks::PUBLIC), Networks::NAMES[2].1);
}

impl Default for Networks {
    fn default() -> Self {
        Self::NONE
    }
}
