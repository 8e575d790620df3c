//! Who really answered.

use std::net::SocketAddr;

use authority_core::{
    code::Code,
    denial::Denial,
    guard::{Admitted, JudgedUrl},
};

/// Compares the other end of a connection with the addresses that were judged. A client that was told these alone cannot get
/// elsewhere by itself; a `ClientBuilder` can hold a Unix socket, and a later version of a library another way.
///
/// INVARIANT only-judged-peers: no byte of a response is handed on before this was asked.
pub(crate) fn must_be_judged(url: &JudgedUrl, admitted: &Admitted, peer: Option<SocketAddr>) -> Result<(), Denial> {
    match peer {
        Some(peer) if admitted.has(peer) => Ok(()),
        Some(peer) => Err(url.refuse(Code::ConnectPeer, Some(&peer.to_string()))),
        None => Err(url.refuse(Code::ConnectPeer, Some("the connection has no address"))),
    }
}

#[cfg(test)]
mod tests;
