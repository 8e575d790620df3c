//! Requests to judged URLs (feature `reqwest`): the app's connector, and its requests and responses in the plugin's errors.

#[cfg(feature = "websocket")]
mod socket;

use std::{
    fmt,
    sync::{Arc, OnceLock},
};

use authority_connect::{
    Connector,
    reqwest::{
        Body, StatusCode,
        header::{HeaderMap, HeaderName, HeaderValue},
    },
};
use authority_core::{code::Code, guard::JudgedUrl};
use bytes::Bytes;
use serde::de::DeserializeOwned;

#[cfg(feature = "websocket")]
pub use self::socket::{Socket, SocketRequest};
use crate::{Denial, Error, Result, Url, denied::Shape, method::Method};

/// What connects for an app: the connector that it gave, or one of the plugin's own that is made when it is first needed.
#[derive(Clone, Default)]
pub(crate) struct Network {
    made: Arc<OnceLock<std::result::Result<Connector, String>>>,
}

impl Network {
    pub(crate) fn given(connector: Connector) -> Self {
        Self { made: Arc::new(OnceLock::from(Ok(connector))) }
    }

    /// Begins a request.
    pub(crate) fn request(&self, url: &JudgedUrl, shape: &Shape) -> Request {
        let inner = self.connector(url, shape).map(|connector| connector.request(url));
        Request { inner, shape: shape.clone() }
    }

    /// What connects; a refusal of this URL where it cannot be made.
    fn connector(&self, url: &JudgedUrl, shape: &Shape) -> std::result::Result<&Connector, Denial> {
        let made = self.made.get_or_init(|| Connector::builder().build().map_err(|error| error.to_string()));
        made.as_ref().map_err(|error| Denial::new(url.refuse(Code::ConnectFailed, Some(error)), shape.clone()))
    }
}

impl<M: Method> Url<M> {
    /// Begins a request to it, by its method. Only addresses that are judged are connected to, at every redirect.
    ///
    /// ```
    /// use tauri_plugin_authority::{Result, ScopedUrl};
    ///
    /// #[tauri::command]
    /// async fn load_feed(feed: ScopedUrl) -> Result<String> {
    ///     feed.request().header("accept", "application/atom+xml").send().await?.text().await
    /// }
    /// ```
    pub fn request(&self) -> Request {
        self.network().request(self.judged(), self.shape())
    }
}

/// A request to a judged URL, before it is sent.
#[must_use = "nothing is sent before `send` is called"]
pub struct Request {
    inner: std::result::Result<authority_connect::Request, Denial>,
    shape: Shape,
}

impl Request {
    /// Adds a header of the app's own. Those of the connection itself, such as `Host`, have the request refused when it is sent.
    ///
    /// Where a server sends us on to another origin, only headers that hold no secret go there.
    pub fn header(self, name: impl TryInto<HeaderName>, value: impl TryInto<HeaderValue>) -> Self {
        self.with(|request| request.header(name, value))
    }

    /// Adds a header that the page chose. It is sent where an entry of the URL names it in `headers`, or where it is harmless
    /// (`Accept`, `Content-Type`, `Range` and their like); otherwise the request is refused when it is sent.
    pub fn page_header(self, name: impl TryInto<HeaderName>, value: impl TryInto<HeaderValue>) -> Self {
        self.with(|request| request.page_header(name, value))
    }

    /// Sets the body.
    pub fn body(self, body: impl Into<Bytes>) -> Self {
        self.with(|request| request.body(body))
    }

    /// Sets a body that comes in pieces: a file that is open, say. It can be sent once: a server that asks for it again, by 307
    /// or 308, is not followed.
    pub fn stream(self, body: impl Into<Body>) -> Self {
        self.with(|request| request.stream(body))
    }

    /// Sends it through this proxy, which is judged as any destination is: by its URL, and by its addresses. Where the proxy
    /// connects to is then nobody's to judge but its own.
    pub fn via<M: Method>(self, proxy: &Url<M>) -> Self {
        self.via_judged(proxy.judged())
    }

    /// Takes a redirect for the answer, and follows none.
    pub fn without_redirects(self) -> Self {
        self.with(authority_connect::Request::without_redirects)
    }

    /// Connects, sends, and waits for the head of the response.
    ///
    /// # Errors
    ///
    /// [`Error::Denied`](crate::Error::Denied), already recorded: with a code of the family `connect.` where no connection was
    /// to be had, or to no place that was judged; as an argument is refused, where a redirect is not in scope;
    /// `request.header` for a header that may not be set; `request.body` for a stream that is asked for twice.
    pub async fn send(self) -> Result<Answer> {
        let Self { inner, shape } = self;
        match inner?.send().await {
            Ok(inner) => Ok(Answer { inner, shape }),
            Err(denial) => Err(Error::refused(denial, &shape)),
        }
    }

    pub(crate) fn via_judged(self, proxy: &JudgedUrl) -> Self {
        self.with(|request| request.via(proxy))
    }

    fn with(self, change: impl FnOnce(authority_connect::Request) -> authority_connect::Request) -> Self {
        Self { inner: self.inner.map(change), ..self }
    }
}

/// The response of a server that was judged.
pub struct Answer {
    inner: authority_connect::Answer,
    shape: Shape,
}

impl Answer {
    /// Its status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.inner.status()
    }

    /// Its headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.inner.headers()
    }

    /// How many bytes the server says are to come, in all; none where it does not say, or they are unpacked on the way.
    #[must_use]
    pub fn content_length(&self) -> Option<u64> {
        self.inner.content_length()
    }

    /// The host that answered: after redirects, the last of them.
    #[must_use]
    pub fn host(&self) -> &str {
        self.inner.url().host()
    }

    /// The next piece of the body; none at its end. Memory holds one piece.
    ///
    /// # Errors
    ///
    /// [`Error::Denied`](crate::Error::Denied), already recorded: `response.too-long` beyond the `maxBytes` of the entries,
    /// counted as they come out of any packing; `response.timeout`, `response.broken`.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>> {
        self.inner.chunk().await.map_err(|denial| Error::refused(denial, &self.shape))
    }

    /// The whole body.
    ///
    /// # Errors
    ///
    /// As [`Answer::chunk`], and beyond [`Limits::whole`](authority_connect::Limits::whole) where the entries have no
    /// `maxBytes`.
    pub async fn bytes(self) -> Result<Bytes> {
        self.inner.bytes().await.map_err(|denial| Error::refused(denial, &self.shape))
    }

    /// The whole body as text. What is no UTF-8 in it becomes `�`.
    ///
    /// # Errors
    ///
    /// As [`Answer::bytes`].
    pub async fn text(self) -> Result<String> {
        self.inner.text().await.map_err(|denial| Error::refused(denial, &self.shape))
    }

    /// The whole body as JSON.
    ///
    /// # Errors
    ///
    /// As [`Answer::bytes`], and `response.broken` where it is no JSON of this type.
    pub async fn json<T: DeserializeOwned>(self) -> Result<T> {
        self.inner.json().await.map_err(|denial| Error::refused(denial, &self.shape))
    }

    /// Writes the body into a file that is open, and says how many bytes that were. Memory holds some
    /// hundred kilobytes of it.
    ///
    /// ```
    /// use tauri_plugin_authority::{NewFile, Result, Scoped, ScopedUrl};
    ///
    /// #[tauri::command]
    /// async fn download(from: ScopedUrl, to: Scoped<NewFile>) -> Result<u64> {
    ///     let answer = from.request().send().await?;
    ///     answer.save(to.create().await?).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Answer::chunk`], or the disk's answer. What was read until then stays in the file.
    pub async fn save(self, file: std::fs::File) -> Result<u64> {
        use authority_connect::SaveError;
        self.inner.save(file).await.map_err(|error| match error {
            SaveError::Denied(denial) => Error::refused(denial, &self.shape),
            SaveError::Io(error) => error.into(),
        })
    }

    pub(crate) fn url(&self) -> &JudgedUrl {
        self.inner.url()
    }
}

/// Without the connector: what is printed into an error may reach the page.
impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Network").finish_non_exhaustive()
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}
