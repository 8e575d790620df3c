//! What went wrong with a WebSocket, as a code.

use authority_core::{code::Code, denial::Denial, guard::JudgedUrl};
use tokio_tungstenite::tungstenite::Error;

/// A handshake that became no WebSocket.
pub(super) fn shaking_hands(url: &JudgedUrl, error: &Error) -> Denial {
    match error {
        Error::Http(response) if response.status().is_redirection() => {
            let fault = format!("the server answered {}, and a WebSocket follows no redirects", response.status());
            url.refuse(Code::ConnectRedirects, Some(&fault))
        }
        Error::Http(response) => {
            url.refuse(Code::ConnectFailed, Some(&format!("the server answered {}", response.status())))
        }
        error => url.refuse(Code::ConnectFailed, Some(&error.to_string())),
    }
}

/// A WebSocket that broke.
pub(super) fn reading(url: &JudgedUrl, error: &Error) -> Denial {
    let code = match error {
        Error::Capacity(_) => Code::ResponseTooLong,
        _ => Code::ResponseBroken,
    };
    url.refuse(code, Some(&error.to_string()))
}
