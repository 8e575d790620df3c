//! A URL as another parser reads it, by RFC 3986 and 3987: the oracle of whom it names. The fuzz target takes this file as it
//! stands.

use iri_string::types::IriStr;

use super::ValidUrl;

/// Holds what the gate took to the second parser: of the text as it came, since others along the way read that, and of what is
/// handed on.
///
/// Of other schemes than these RFC 3986 knows no rules.
pub(crate) fn agrees(raw: &str, url: &ValidUrl) -> bool {
    if !matches!(url.scheme(), "http" | "https" | "ws" | "wss") {
        return false;
    }
    let shown = url.shown();
    let (host, port) = read(&shown).unwrap_or_else(|| panic!("{shown} is read by us alone"));
    assert!(host.eq_ignore_ascii_case(url.host_text()), "{shown}: {host} and {}", url.host_text());
    assert!(port.is_none_or(|port| Some(port) == url.port()), "{shown}: {port:?} and {:?}", url.port());
    let Some((host, port)) = read(raw) else {
        // Some characters that are nothing in a name, by UTS 46, are in no IRI.
        assert!(!authority(raw).is_ascii(), "{raw:?} is read by us alone");
        return false;
    };
    // An address has many spellings, and a name that is not ASCII too: such a host is read by itself.
    let is_spelled_otherwise = url.address().is_some() || !host.is_ascii();
    let named = if is_spelled_otherwise {
        ValidUrl::parse(&format!("http://{host}/")).map_or_else(|_| String::new(), |alone| alone.host_text().to_owned())
    } else {
        host.strip_suffix('.').unwrap_or(&host).to_ascii_lowercase()
    };
    assert_eq!(named, url.host_text(), "{raw:?}: {host}");
    assert!(port.is_none_or(|port| Some(port) == url.port()), "{raw:?}: {port:?} and {:?}", url.port());
    true
}

/// Whom a text names, and the port where it says one; none where it is no IRI. Paths, queries and the names of users may have
/// characters that no IRI has: then `scheme://host:port` is read by itself.
fn read(text: &str) -> Option<(String, Option<u16>)> {
    if let Ok(iri) = IriStr::new(text) {
        return Some(place(iri));
    }
    let (scheme, _) = text.split_once(':')?;
    let alone = format!("{scheme}://{}", authority(text));
    let iri = IriStr::new(&alone).ok()?;
    // There was one in front of it already.
    let has_user = iri.authority_components().is_some_and(|authority| authority.userinfo().is_some());
    (!has_user).then(|| place(iri))
}

fn place(iri: &IriStr) -> (String, Option<u16>) {
    let Some(authority) = iri.authority_components() else { return (String::new(), None) };
    let port = authority.port().filter(|port| !port.is_empty());
    (authority.host().to_owned(), port.map(|port| port.parse().unwrap_or_default()))
}

/// The authority of a text by RFC 3986, without what stands before the first `@`.
fn authority(text: &str) -> &str {
    let rest = text.split_once("://").map_or("", |(_, rest)| rest);
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, _) = rest.split_at(end);
    authority.split_once('@').map_or(authority, |(_, place)| place)
}
