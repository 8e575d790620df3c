//! The IPv4 addresses that an IPv6 address carries: other spellings of them, which a deny has to know.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Every IPv4 address in it, by every form there is. A form that was not meant yields an address that nobody denies.
pub(crate) fn embedded(address: Ipv6Addr) -> impl Iterator<Item = Ipv4Addr> {
    [
        mapped(address),
        compatible(address),
        translated(address),
        well_known_nat64(address),
        local_nat64(address),
        local_nat64_48(address),
        six_to_four(address),
        teredo_server(address),
        teredo_client(address),
        isatap(address),
    ]
    .into_iter()
    .flatten()
}

/// `::ffff:a.b.c.d` (RFC 4291): the address itself, as sockets spell it.
pub(crate) fn mapped(address: Ipv6Addr) -> Option<Ipv4Addr> {
    address.to_ipv4_mapped()
}

/// `64:ff9b::a.b.c.d` (RFC 6052): what a resolver on a network without IPv4 makes of an address.
pub(super) fn well_known_nat64(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let [0x64, 0xff9b, 0, 0, 0, 0, high, low] = address.segments() else { return None };
    Some(v4(high, low))
}

/// The interface identifier `0:5efe:a.b.c.d` or `200:5efe:a.b.c.d` (RFC 5214).
pub(super) fn isatap(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let [_, _, _, _, 0 | 0x200, 0x5efe, high, low] = address.segments() else { return None };
    Some(v4(high, low))
}

/// `::a.b.c.d` (RFC 4291, deprecated).
fn compatible(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let [0, 0, 0, 0, 0, 0, high, low] = address.segments() else { return None };
    Some(v4(high, low))
}

/// `::ffff:0:a.b.c.d` (RFC 2765).
fn translated(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let [0, 0, 0, 0, 0xffff, 0, high, low] = address.segments() else { return None };
    Some(v4(high, low))
}

/// A prefix of `64:ff9b:1::/48` (RFC 8215) with the address at its end.
fn local_nat64(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let [0x64, 0xff9b, 1, _, _, _, high, low] = address.segments() else { return None };
    Some(v4(high, low))
}

/// `64:ff9b:1::/48` itself as the prefix: the address lies around the octet that RFC 6052 leaves out.
fn local_nat64_48(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let [0, 0x64, 0xff, 0x9b, 0, 1, a, b, _, c, d, ..] = address.octets() else { return None };
    Some(Ipv4Addr::new(a, b, c, d))
}

/// `2002:a.b.c.d::/48` (RFC 3056).
fn six_to_four(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let [0x2002, high, low, ..] = address.segments() else { return None };
    Some(v4(high, low))
}

/// `2001:0:server:..` (RFC 4380).
fn teredo_server(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let [0x2001, 0, high, low, ..] = address.segments() else { return None };
    Some(v4(high, low))
}

/// The client of the same, with its bits turned.
fn teredo_client(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let [0x2001, 0, _, _, _, _, high, low] = address.segments() else { return None };
    Some(v4(!high, !low))
}

fn v4(high: u16, low: u16) -> Ipv4Addr {
    Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low))
}
