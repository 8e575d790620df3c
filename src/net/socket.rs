//! WebSockets to judged URLs (feature `websocket`), in the plugin's errors.

use std::{fmt, time::Duration};

use authority_connect::{
    reqwest::header::{HeaderMap, HeaderName, HeaderValue},
    socket::{Closing, Message},
};

use crate::{Denial, Error, Result, Url, denied::Shape, method::Get};

impl Url<Get> {
    /// Begins a WebSocket to it, a URL of `ws:` or `wss:`. Only addresses that are judged are connected to.
    ///
    /// ```
    /// use tauri_plugin_authority::{Result, ScopedUrl, connect::socket::Message};
    ///
    /// #[tauri::command]
    /// async fn greet(room: ScopedUrl) -> Result<Option<String>> {
    ///     let mut socket = room.socket().open().await?;
    ///     socket.send("hello").await?;
    ///     Ok(socket.next().await?.and_then(|message| match message {
    ///         Message::Text(text) => Some(text.to_string()),
    ///         _ => None,
    ///     }))
    /// }
    /// ```
    pub fn socket(&self) -> SocketRequest {
        let inner = self.network().connector(self.judged(), self.shape());
        SocketRequest { inner: inner.map(|connector| connector.socket(self.judged())), shape: self.shape().clone() }
    }
}

/// A WebSocket before its handshake.
#[must_use = "nothing is opened before `open` is called"]
pub struct SocketRequest {
    inner: std::result::Result<authority_connect::socket::SocketRequest, Denial>,
    shape: Shape,
}

impl SocketRequest {
    /// Adds a header of the app's own to the handshake, as [`Request::header`](crate::Request::header) does.
    pub fn header(self, name: impl TryInto<HeaderName>, value: impl TryInto<HeaderValue>) -> Self {
        self.with(|request| request.header(name, value))
    }

    /// Adds a header that the page chose, as [`Request::page_header`](crate::Request::page_header) does.
    pub fn page_header(self, name: impl TryInto<HeaderName>, value: impl TryInto<HeaderValue>) -> Self {
        self.with(|request| request.page_header(name, value))
    }

    /// Offers a subprotocol.
    pub fn protocol(self, protocol: impl Into<String>) -> Self {
        self.with(|request| request.protocol(protocol))
    }

    /// How long the socket may be quiet. Without it, for any time.
    pub fn idle(self, idle: Duration) -> Self {
        self.with(|request| request.idle(idle))
    }

    /// Connects, and shakes hands.
    ///
    /// # Errors
    ///
    /// [`Error::Denied`](crate::Error::Denied), already recorded: with a code of the family `connect.` where no connection was
    /// to be had, or to no place that was judged, and where the server redirects; `request.header` for a header that may not
    /// be set.
    pub async fn open(self) -> Result<Socket> {
        let Self { inner, shape } = self;
        match inner?.open().await {
            Ok(inner) => Ok(Socket { inner, shape }),
            Err(denial) => Err(Error::refused(denial, &shape)),
        }
    }

    fn with(
        self,
        change: impl FnOnce(authority_connect::socket::SocketRequest) -> authority_connect::socket::SocketRequest,
    ) -> Self {
        Self { inner: self.inner.map(change), ..self }
    }
}

/// A WebSocket to a server that was judged. What was not closed is torn off when it is dropped.
pub struct Socket {
    inner: authority_connect::socket::Socket,
    shape: Shape,
}

impl Socket {
    /// The headers of the server's answer to the handshake.
    #[must_use]
    pub const fn headers(&self) -> &HeaderMap {
        self.inner.headers()
    }

    /// Which of the offered subprotocols the server chose; none where none was offered.
    #[must_use]
    pub fn protocol(&self) -> Option<&str> {
        self.inner.protocol()
    }

    /// With which words the server closed the socket; none while it did not.
    #[must_use]
    pub const fn closing(&self) -> Option<&Closing> {
        self.inner.closing()
    }

    /// Sends a message.
    ///
    /// # Errors
    ///
    /// [`Error::Denied`](crate::Error::Denied), already recorded: `response.broken` where the socket is over,
    /// `response.timeout` where the server does not take it.
    pub async fn send(&mut self, message: impl Into<Message>) -> Result<()> {
        self.inner.send(message).await.map_err(|denial| Error::refused(denial, &self.shape))
    }

    /// The next message; none when the server closed the socket.
    ///
    /// # Errors
    ///
    /// [`Error::Denied`](crate::Error::Denied), already recorded: `response.too-long` beyond the `maxBytes` of the entries, or
    /// [`Limits::whole`](authority_connect::Limits::whole); `response.broken`, `response.timeout`.
    pub async fn next(&mut self) -> Result<Option<Message>> {
        self.inner.next().await.map_err(|denial| Error::refused(denial, &self.shape))
    }

    /// Closes the socket.
    ///
    /// # Errors
    ///
    /// As [`Socket::next`], where the server does not agree in time.
    pub async fn close(self, closing: Closing) -> Result<()> {
        self.inner.close(closing).await.map_err(|denial| Error::refused(denial, &self.shape))
    }
}

impl fmt::Debug for SocketRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl fmt::Debug for Socket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}
