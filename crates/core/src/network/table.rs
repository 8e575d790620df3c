//! The blocks of addresses that are not the public network. The first that holds an address counts.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::Network::{self, Loopback, Private, Special};

pub(super) const V4: &[(Ipv4Addr, u32, Network)] = &[
    // By hand: servers of clouds that hand out credentials, in blocks that are something else.
    (Ipv4Addr::new(168, 63, 129, 16), 32, Special),   // Azure
    (Ipv4Addr::new(100, 100, 100, 200), 32, Special), // Alibaba
    (Ipv4Addr::new(0, 0, 0, 0), 8, Special),          // RFC 791: this network; Linux connects to this machine
    (Ipv4Addr::new(10, 0, 0, 0), 8, Private),         // RFC 1918
    (Ipv4Addr::new(100, 64, 0, 0), 10, Private),      // RFC 6598
    (Ipv4Addr::new(127, 0, 0, 0), 8, Loopback),       // RFC 1122
    (Ipv4Addr::new(169, 254, 0, 0), 16, Special),     // RFC 3927: link-local, metadata of clouds
    (Ipv4Addr::new(172, 16, 0, 0), 12, Private),      // RFC 1918
    (Ipv4Addr::new(192, 0, 0, 0), 24, Special),       // RFC 6890: protocol assignments
    (Ipv4Addr::new(192, 0, 2, 0), 24, Special),       // RFC 5737: documentation
    (Ipv4Addr::new(192, 31, 196, 0), 24, Special),    // RFC 7535: AS112
    (Ipv4Addr::new(192, 52, 193, 0), 24, Special),    // RFC 7450: AMT
    (Ipv4Addr::new(192, 88, 99, 0), 24, Special),     // RFC 7526: 6to4 relays
    (Ipv4Addr::new(192, 168, 0, 0), 16, Private),     // RFC 1918
    (Ipv4Addr::new(192, 175, 48, 0), 24, Special),    // RFC 7534: AS112
    (Ipv4Addr::new(198, 18, 0, 0), 15, Special),      // RFC 2544: benchmarks
    (Ipv4Addr::new(198, 51, 100, 0), 24, Special),    // RFC 5737: documentation
    (Ipv4Addr::new(203, 0, 113, 0), 24, Special),     // RFC 5737: documentation
    (Ipv4Addr::new(224, 0, 0, 0), 4, Special),        // RFC 5771: multicast
    (Ipv4Addr::new(240, 0, 0, 0), 4, Special),        // RFC 1112: reserved, and broadcast
];

/// What holds an IPv4 address that is the place itself was taken out before this table is asked.
pub(super) const V6: &[(Ipv6Addr, u32, Network)] = &[
    (Ipv6Addr::LOCALHOST, 128, Loopback),                               // RFC 4291
    (Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254), 128, Special), // by hand: the metadata server of AWS
    (Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7, Private),           // RFC 4193: unique local
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23, Special), // RFC 2928: protocol assignments, Teredo, ORCHID
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32, Special), // RFC 3849: documentation
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16, Special), // RFC 3056: 6to4
    (Ipv6Addr::new(0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0), 48, Special), // RFC 7534: AS112
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20, Special), // RFC 9637: documentation
    // Everything outside 2000::/3, the only block that IANA hands out for global unicast (RFC 4291): unspecified, IPv4 in
    // other forms, discard-only, SRv6, link-local, site-local, multicast.
    (Ipv6Addr::new(0, 0, 0, 0, 0, 0, 0, 0), 3, Special),
    (Ipv6Addr::new(0x4000, 0, 0, 0, 0, 0, 0, 0), 2, Special),
    (Ipv6Addr::new(0x8000, 0, 0, 0, 0, 0, 0, 0), 1, Special),
];
