//! Where an address leads: to the public network, or to what a page must not reach by a name that it chose.
//!
//! The table is the only one. Its sources are the IANA registries of special-purpose addresses
//! (<https://www.iana.org/assignments/iana-ipv4-special-registry>, <https://www.iana.org/assignments/iana-ipv6-special-registry>)
//! and of multicast addresses, as of 2026-11; what is listed by hand says so. Where IANA calls a block for machinery of the
//! network globally reachable (AS112, AMT, PCP), it is refused all the same: no app's server lies there.

mod embedded;
mod table;

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

pub(crate) use embedded::embedded;

/// What kind of place an address is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "who admits networks should be broken by a new one")]
pub enum Network {
    /// A place in the internet.
    Public,
    /// A private network: RFC 1918, RFC 6598 (carriers and overlay networks), RFC 4193.
    Private,
    /// This machine.
    Loopback,
    /// Everything else: link-local (where clouds answer with credentials), multicast, reserved, for documentation, and the
    /// IPv6 forms that carry traffic to an IPv4 address which the name does not show.
    Special,
}

/// What an entry admits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Networks(u8);

impl Network {
    /// The network of an address.
    #[must_use]
    pub fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(address) => Self::of_v4(address),
            IpAddr::V6(address) => Self::of_v6(address),
        }
    }

    /// What is known of a host's name before anybody looks it up: names that stand for this machine (RFC 6761), and the one
    /// under which a cloud hands out credentials. The rest is for the resolver to say.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        if name == "localhost" || name.ends_with(".localhost") {
            return Some(Self::Loopback);
        }
        // By hand: Google Cloud's metadata server.
        matches!(name, "metadata.google.internal" | "metadata.goog").then_some(Self::Special)
    }

    fn of_v4(address: Ipv4Addr) -> Self {
        let bits = address.to_bits();
        let within = |(base, prefix, _): &&(Ipv4Addr, u32, Self)| (bits ^ base.to_bits()) >> (32 - prefix) == 0;
        table::V4.iter().find(within).map_or(Self::Public, |(_, _, network)| *network)
    }

    fn of_v6(address: Ipv6Addr) -> Self {
        // The same place by another spelling, or by a translator of this very network (RFC 6052): phones have no other way.
        if let Some(address) = embedded::mapped(address).or_else(|| embedded::well_known_nat64(address)) {
            return Self::of_v4(address);
        }
        let bits = address.to_bits();
        let within = |(base, prefix, _): &&(Ipv6Addr, u32, Self)| (bits ^ base.to_bits()) >> (128 - prefix) == 0;
        if let Some((_, _, network)) = table::V6.iter().find(within) {
            return *network;
        }
        // A tunnel's end in somebody's own network: no table lists it, since its first half is any.
        match embedded::isatap(address) {
            Some(inner) if Self::of_v4(inner) != Self::Public => Self::Special,
            _ => Self::Public,
        }
    }

    const fn bit(self) -> u8 {
        match self {
            Self::Public => 1,
            Self::Private => 2,
            Self::Loopback => 4,
            Self::Special => 8,
        }
    }

    /// The name in the log.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Private => "private",
            Self::Loopback => "loopback",
            Self::Special => "special",
        }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Networks {
    pub(crate) const NONE: Self = Self(0);
    /// The names that an entry may have for `network`, with what each admits. None takes the public network away: it is
    /// where a name leads that was not pointed elsewhere.
    pub(crate) const NAMES: [(&'static str, Self); 4] =
        [("public", Self(1)), ("private", Self(1 | 2)), ("loopback", Self(1 | 4)), ("any", Self(1 | 2 | 4 | 8))];
    /// As an entry that says nothing.
    pub(crate) const PUBLIC: Self = Self(1);

    pub(crate) const fn with(self, network: Network) -> Self {
        Self(self.0 | network.bit())
    }

    pub(crate) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn admits(self, network: Network) -> bool {
        self.0 & network.bit() != 0
    }
}

#[cfg(test)]
mod tests;
