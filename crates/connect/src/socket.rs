//! WebSockets to judged URLs.
//!
//! ```
//! # use authority_connect::{Connector, socket::Message};
//! # use authority_core::{denial::Denial, guard::JudgedUrl};
//! async fn greet(connector: &Connector, room: &JudgedUrl) -> Result<Option<Message>, Denial> {
//!     let mut socket = connector.socket(room).open().await?;
//!     socket.send("hello").await?;
//!     socket.next().await
//! }
//! ```
//!
//! What is other than with a request:
//!
//! * A connection is opened here, to an admitted address; nothing of `reqwest` is in it. The app's `ClientBuilder` does
//!   not count, neither its certificates nor its headers: TLS is what
//!   [`Builder::socket_tls`](crate::Builder::socket_tls) was given.
//! * It goes straight to the host, whatever the entry says of a `proxy`: addresses that a proxy looks up nobody would
//!   judge.
//! * A server that redirects is refused ([`Code::ConnectRedirects`]). RFC 6455 lets clients follow; browsers do not
//!   either.
//! * There is no compression, so that a short message never becomes a long one.
//!
//! Of the [`Limits`] count `resolve`, `remember`, `head` for the whole handshake, `whole` for each
//! message where the entries have no `maxBytes`, `idle` for how long the other side may leave what is sent to it, and
//! `close`. A socket may be quiet for any time, unless [`SocketRequest::idle`] says otherwise: a chat at night is no
//! fault.

mod failure;
mod handshake;
mod message;
mod open;
mod request;
pub mod tls;

use std::{fmt, time::Duration};

use authority_core::{code::Code, denial::Denial, guard::JudgedUrl};
use futures_util::{SinkExt as _, StreamExt as _};
pub use message::{Closing, Message};
pub use request::SocketRequest;
use reqwest::header::{self, HeaderMap};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Message as Wire, error::Result as WireResult, protocol::CloseFrame},
};

use crate::limits::Limits;

/// A WebSocket to a server that was judged.
///
/// What was not closed is torn off when it is dropped.
pub struct Socket {
    url: JudgedUrl,
    /// None when it is over.
    stream: Option<WebSocketStream<tls::Stream>>,
    headers: HeaderMap,
    limits: Limits,
    idle: Option<Duration>,
    /// Whether something may stand in the buffer that the other side did not take: an answer to a ping, or a message
    /// whose sending was dropped.
    owed: bool,
    closing: Option<Closing>,
}

impl Socket {
    /// The URL that it was opened by.
    #[must_use]
    pub const fn url(&self) -> &JudgedUrl {
        &self.url
    }

    /// The headers of the server's answer to the handshake.
    #[must_use]
    pub const fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Which of the offered subprotocols the server chose; none where none was offered.
    #[must_use]
    pub fn protocol(&self) -> Option<&str> {
        self.headers.get(header::SEC_WEBSOCKET_PROTOCOL)?.to_str().ok()
    }

    /// How the other side closed it, if it did.
    #[must_use]
    pub const fn closing(&self) -> Option<&Closing> {
        self.closing.as_ref()
    }

    /// Sends a message. Where this is dropped half-way, what was begun is ended by the next call.
    ///
    /// # Errors
    ///
    /// A [`Denial`], already recorded: [`Code::ResponseTimeout`] where the other side does not take it within
    /// [`Limits::idle`], [`Code::ResponseBroken`] where the connection is gone or was closed. It is over then.
    pub async fn send(&mut self, message: impl Into<Message>) -> Result<(), Denial> {
        let Some(stream) = &mut self.stream else {
            return Err(self.url.refuse(Code::ResponseBroken, Some("the socket is over")));
        };
        self.owed = true;
        let sent = tokio::time::timeout(self.limits.idle, stream.send(message.into().into())).await;
        self.owed = false;
        self.taken(sent)
    }

    /// The next message; none when the other side has closed it, as [`Socket::closing`] then says, or when it is over
    /// by a failure that was returned before. Pings are answered on the way. Memory holds one message.
    ///
    /// It can be dropped at any point, by `select!` say, and asked again: nothing is lost.
    ///
    /// # Errors
    ///
    /// A [`Denial`], already recorded: [`Code::ResponseTooLong`] for a message beyond the `maxBytes` of the entries, or
    /// beyond [`Limits::whole`] where they have none; [`Code::ResponseBroken`] where the connection ends without being
    /// closed, or what comes is no WebSocket; [`Code::ResponseTimeout`] where the other side takes no answers to its
    /// pings, or nothing came within [`SocketRequest::idle`]. It is over then.
    pub async fn next(&mut self) -> Result<Option<Message>, Denial> {
        loop {
            self.settle().await?;
            let Some(stream) = &mut self.stream else { return Ok(None) };
            let came = match self.idle {
                Some(idle) => tokio::time::timeout(idle, stream.next()).await.map_err(|_| idle),
                None => Ok(stream.next().await),
            };
            match came {
                Ok(Some(Ok(Wire::Text(text)))) => return Ok(Some(Message::Text(text.as_str().to_owned()))),
                Ok(Some(Ok(Wire::Binary(bytes)))) => return Ok(Some(Message::Binary(bytes))),
                Ok(Some(Ok(Wire::Close(frame)))) => {
                    self.closing = Some(frame.into());
                    self.owed = true;
                }
                Ok(Some(Ok(Wire::Ping(_)))) => self.owed = true,
                // A frame as such is never read.
                Ok(Some(Ok(Wire::Pong(_) | Wire::Frame(_)))) => {}
                Ok(Some(Err(error))) => return Err(self.over(failure::reading(&self.url, &error))),
                Ok(None) => self.stream = None,
                Err(idle) => {
                    let fault = format!("nothing came within {idle:?}");
                    return Err(self.over(self.url.refuse(Code::ResponseTimeout, Some(&fault))));
                }
            }
        }
    }

    /// Closes it: says so, and waits until the other side has said so, too. Messages that are still on the way are
    /// thrown away. It is over in any case.
    ///
    /// # Errors
    ///
    /// A [`Denial`], already recorded: [`Code::ResponseTimeout`] where the other side does not do its half within
    /// [`Limits::close`], and as [`Socket::next`].
    pub async fn close(mut self, closing: Closing) -> Result<(), Denial> {
        let within = self.limits.close;
        match tokio::time::timeout(within, self.end(closing)).await {
            Ok(ended) => ended,
            Err(_) => {
                let fault = format!("it was not closed within {within:?}");
                Err(self.url.refuse(Code::ResponseTimeout, Some(&fault)))
            }
        }
    }

    async fn end(&mut self, closing: Closing) -> Result<(), Denial> {
        let Some(stream) = &mut self.stream else { return Ok(()) };
        let sent = stream.send(Wire::Close(Some(CloseFrame::from(closing)))).await;
        self.taken(Ok(sent))?;
        while self.next().await?.is_some() {}
        Ok(())
    }

    /// Has the other side take what it is owed, before it gets to say more. One that pings and takes no answers would
    /// have us keep them all. Where it was the answer to its end, this is ours.
    async fn settle(&mut self) -> Result<(), Denial> {
        if !self.owed {
            return Ok(());
        }
        let Some(stream) = &mut self.stream else { return Ok(()) };
        let within = if self.closing.is_some() { self.limits.close } else { self.limits.idle };
        let sent = tokio::time::timeout(within, stream.flush()).await;
        self.owed = false;
        if self.closing.is_some() {
            // It has said that it is over. Whether our answer got there is of no interest to anybody.
            self.stream = None;
            return Ok(());
        }
        self.taken(sent)
    }

    fn taken(&mut self, sent: Result<WireResult<()>, tokio::time::error::Elapsed>) -> Result<(), Denial> {
        let denial = match sent {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(error)) => failure::reading(&self.url, &error),
            Err(_) => {
                let fault = format!("what was sent was not taken within {:?}", self.limits.idle);
                self.url.refuse(Code::ResponseTimeout, Some(&fault))
            }
        };
        Err(self.over(denial))
    }

    /// Nothing more comes from a server that failed once: the connection goes at once, with all that waits in it.
    fn over(&mut self, denial: Denial) -> Denial {
        self.stream = None;
        denial
    }
}

/// Without the URL and the headers: what is printed into an error may reach the page.
impl fmt::Debug for Socket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Socket").field("url", &self.url).finish_non_exhaustive()
    }
}
