//! A WebSocket before it is open.

use std::{
    fmt,
    time::{Duration, Instant},
};

use authority_core::{
    code::Code, danger, denial::Denial, guard::JudgedUrl, validate::url::headers::is_of_the_connection,
};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue, SEC_WEBSOCKET_PROTOCOL};
use tokio::net::TcpStream;

use super::{Socket, handshake, open, tls::Stream};
use crate::{Connector, failure, headers::Headers, settled};

/// A WebSocket to a judged URL, before it is opened.
#[must_use = "nothing is connected before `open` is called"]
pub struct SocketRequest {
    connector: Connector,
    url: JudgedUrl,
    headers: Headers,
    protocols: Vec<String>,
    idle: Option<Duration>,
}

impl SocketRequest {
    pub(crate) fn new(connector: &Connector, url: JudgedUrl) -> Self {
        let headers = Headers::without(|name| is_of_the_connection(name) || name.starts_with("sec-websocket-"));
        Self { connector: connector.clone(), url, headers, protocols: Vec::new(), idle: None }
    }

    /// Adds a header of the app's own, `Origin` say, without which some servers take nobody. Those of the connection
    /// itself and of the handshake (`Sec-WebSocket-*`) have it refused when it is opened.
    pub fn header(mut self, name: impl TryInto<HeaderName>, value: impl TryInto<HeaderValue>) -> Self {
        self.headers.add(name, value);
        self
    }

    /// Adds a header that the page chose. It is sent where an entry of the URL names it in `headers`, or where it is
    /// harmless (`Accept` and its like); otherwise opening is refused. `Origin` is none that is harmless: a page that
    /// may set it can pass itself off as another.
    pub fn page_header(mut self, name: impl TryInto<HeaderName>, value: impl TryInto<HeaderValue>) -> Self {
        self.headers.add_of_page(&self.url, name, value);
        self
    }

    /// Offers a subprotocol, the one that is liked best first. One that is no token (RFC 6455, 4.1), or was offered
    /// already, has opening refused.
    ///
    /// A server that chooses none of those that were offered is refused, and so is one that chooses where none was.
    pub fn protocol(mut self, protocol: impl Into<String>) -> Self {
        let protocol = protocol.into();
        // A header's name is a token, too. With a comma in it, it would be two.
        let token = HeaderName::from_bytes(protocol.as_bytes()).is_ok();
        if !token || self.protocols.contains(&protocol) {
            self.headers.refuse(SEC_WEBSOCKET_PROTOCOL.as_str());
        }
        self.protocols.push(protocol);
        self
    }

    /// Takes it for dead where nothing comes for so long: no message, and no ping either. Without it a socket lives as
    /// long as its connection.
    pub const fn idle(mut self, idle: Duration) -> Self {
        self.idle = Some(idle);
        self
    }

    /// Connects and shakes hands.
    ///
    /// # Errors
    ///
    /// A [`Denial`], already recorded: with a code of the family `connect.` where no connection was to be had, or to no
    /// place that was judged, or what answers speaks no WebSocket; [`Code::ConnectFailed`] for a URL that is none of a
    /// WebSocket, and [`Code::UrlMethod`] for one that was not judged for `GET`, by which it is opened;
    /// [`Code::RequestHeader`] for a header or a subprotocol that may not be set.
    pub async fn open(self) -> Result<Socket, Denial> {
        self.must_be_a_socket()?;
        self.headers.must_be_sendable(&self.url)?;
        let within = self.connector.inner.limits.head;
        match tokio::time::timeout(within, self.shake_hands(within)).await {
            Ok(socket) => socket,
            Err(_) => Err(failure::silent(&self.url, within)),
        }
    }

    fn must_be_a_socket(&self) -> Result<(), Denial> {
        let scheme = danger::unguarded_url(&self.url).scheme();
        if !matches!(scheme, "ws" | "wss") {
            let fault = format!("a WebSocket has a `ws:` or `wss:` URL, not one of `{scheme}:`");
            return Err(self.url.refuse(Code::ConnectFailed, Some(&fault)));
        }
        if self.url.method() != "GET" {
            let fault = format!("a WebSocket is opened by GET, and the URL was judged for {}", self.url.method());
            return Err(self.url.refuse(Code::UrlMethod, Some(&fault)));
        }
        Ok(())
    }

    async fn shake_hands(&self, within: Duration) -> Result<Socket, Denial> {
        let began = Instant::now();
        let limits = self.connector.inner.limits;
        settled::must_be_on_record(&self.url).await?;
        let admitted = self.connector.inner.lookup.admit(&self.url, limits.resolve, limits.remember).await?;
        let connection = open::connection(&self.url, &admitted, began, within).await?;
        let stream = self.secured(connection).await?;
        let mut headers = HeaderMap::new();
        self.headers.write_into(&mut headers, &[]);
        if !self.protocols.is_empty() {
            let offered = HeaderValue::try_from(self.protocols.join(", "))
                .map_err(|error| self.url.refuse(Code::RequestHeader, Some(&error.to_string())))?;
            headers.insert(SEC_WEBSOCKET_PROTOCOL, offered);
        }
        let longest = self.url.max_bytes().unwrap_or(limits.whole);
        let (stream, headers) = handshake::shake(&self.url, headers, stream, longest).await?;
        Ok(Socket {
            url: self.url.clone(),
            stream: Some(stream),
            headers,
            limits,
            idle: self.idle,
            owed: false,
            closing: None,
        })
    }

    /// The connection as it is for `ws:`, and through TLS for `wss:`.
    async fn secured(&self, connection: TcpStream) -> Result<Stream, Denial> {
        let url = danger::unguarded_url(&self.url);
        if url.scheme() == "ws" {
            return Ok(Box::new(connection));
        }
        let refuse = |fault: &str| self.url.refuse(Code::ConnectTls, Some(fault));
        let Some(tls) = self.connector.inner.tls.get() else {
            return Err(refuse("the connector was given no TLS for WebSockets"));
        };
        let host = url.host_str().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
        tls.secure(host, connection).await.map_err(|error| refuse(&error.to_string()))
    }
}

/// Without the URL and the headers: what is printed into an error may reach the page.
impl fmt::Debug for SocketRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SocketRequest").field("url", &self.url).finish_non_exhaustive()
    }
}
