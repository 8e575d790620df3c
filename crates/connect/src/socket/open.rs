//! A connection to an address that was admitted.

use std::{
    io,
    net::SocketAddr,
    time::{Duration, Instant},
};

use authority_core::{
    code::Code,
    denial::Denial,
    guard::{Admitted, JudgedUrl},
};
use tokio::net::TcpStream;

use crate::peer;

/// Connects to the first of the admitted addresses that takes it, in their order. Each gets an equal share of what is
/// left of the time since the beginning: one that swallows everything takes none from the rest.
pub(super) async fn connection(
    url: &JudgedUrl,
    admitted: &Admitted,
    began: Instant,
    within: Duration,
) -> Result<TcpStream, Denial> {
    let mut left = u32::try_from(admitted.addresses().len()).unwrap_or(u32::MAX);
    let mut failed = Failed { code: Code::ConnectFailed, faults: Vec::new() };
    for address in admitted.addresses() {
        let share = within.saturating_sub(began.elapsed()) / left.max(1);
        left = left.saturating_sub(1);
        match tokio::time::timeout(share, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => {
                // Before a byte is sent: the name in a handshake, and what TLS says first, are for the judged server
                // alone.
                peer::must_be_judged(url, admitted, stream.peer_addr().ok())?;
                // A message is sent at once, or later where the system cannot do that.
                let _ = stream.set_nodelay(true);
                return Ok(stream);
            }
            Ok(Err(error)) => failed.by(*address, &error),
            Err(_) => failed.by_silence(*address, share),
        }
    }
    Err(url.refuse(failed.code, Some(&failed.faults.join("; "))))
}

/// What the addresses had to say. The code is that of the last.
struct Failed {
    code: Code,
    faults: Vec<String>,
}

impl Failed {
    fn by(&mut self, address: SocketAddr, error: &io::Error) {
        self.code = match error.kind() {
            io::ErrorKind::ConnectionRefused => Code::ConnectRefused,
            io::ErrorKind::TimedOut => Code::ConnectTimeout,
            _ => Code::ConnectFailed,
        };
        self.faults.push(format!("{address}: {error}"));
    }

    fn by_silence(&mut self, address: SocketAddr, share: Duration) {
        self.code = Code::ConnectTimeout;
        self.faults.push(format!("{address}: no connection within {share:?}"));
    }
}
