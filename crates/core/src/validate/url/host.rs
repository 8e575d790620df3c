//! The host in the one form that is compared, and what no host has.

use std::net::IpAddr;

use url::{Host as Parsed, ParseError, Url};

use super::{Violation, scripts};
use crate::code::Code;

/// Bytes of a name in all, and of one label (RFC 1035).
const MAX_NAME: usize = 253;
const MAX_LABEL: usize = 63;

/// Brings the host of `url` to its one form: whoever is handed the URL names whom we judged.
pub(super) fn settle(url: &mut Url) -> Result<(), Violation> {
    match url.host() {
        Some(Parsed::Domain(name)) if url.is_special() => {
            let bare = name.strip_suffix('.').unwrap_or(name);
            let Some(of) = read(bare) else { return Err(Violation::new(Code::UrlHost)) };
            if of.hyphens && scripts::are_mixed(bare) {
                return Err(Violation::new(Code::UrlMixedScripts));
            }
            // What is left after one dot is no address, or the parser would have said so.
            if bare.len() < name.len() {
                let bare = bare.to_owned();
                url.set_host(Some(&bare)).map_err(|_| Violation::new(Code::UrlHost))?;
            }
        }
        Some(Parsed::Ipv6(address)) => {
            let canonical = IpAddr::V6(address).to_canonical();
            if canonical.is_ipv4() {
                url.set_ip_host(canonical).map_err(|()| Violation::new(Code::UrlHost))?;
            }
        }
        Some(Parsed::Domain(_) | Parsed::Ipv4(_)) | None => {}
    }
    Ok(())
}

/// Whether a name is one that a resolver is asked for: labels of letters, digits and hyphens. The standard takes more
/// (`a.com,evil.com`, `.example.com`), and others end the host there.
pub(crate) fn is_name(name: &str) -> bool {
    read(name).is_some()
}

/// What a name is made of.
struct Name {
    hyphens: bool,
}

/// One pass over each host.
fn read(name: &str) -> Option<Name> {
    // Bytes of the label so far.
    let mut label = 0;
    let mut hyphens = false;
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' => label += 1,
            b'.' if label > 0 && label <= MAX_LABEL => label = 0,
            b'-' => (label, hyphens) = (label + 1, true),
            _ => return None,
        }
    }
    (label > 0 && label <= MAX_LABEL && name.len() <= MAX_NAME).then_some(Name { hyphens })
}

/// What the parser refused.
pub(super) const fn code_of(error: ParseError) -> Code {
    match error {
        ParseError::InvalidPort => Code::UrlPort,
        ParseError::EmptyHost
        | ParseError::IdnaError
        | ParseError::InvalidIpv4Address
        | ParseError::InvalidIpv6Address
        | ParseError::InvalidDomainCharacter => Code::UrlHost,
        ParseError::RelativeUrlWithoutBase | ParseError::RelativeUrlWithCannotBeABaseBase => Code::UrlRelative,
        _ => Code::UrlMalformed,
    }
}
