//! One request, through all redirects.

use std::{fmt, pin::pin};

use authority_core::{
    code::Code,
    danger,
    denial::Denial,
    guard::{Admitted, JudgedUrl},
};
use bytes::Bytes;
use reqwest::{
    Body, Client, Method, Response,
    header::{HeaderName, HeaderValue},
};

use crate::{
    Connector,
    answer::Answer,
    clients::{ProxyServer, Route},
    failure,
    headers::Headers,
    method, peer, proxy, redirect, settled,
};

/// A request to a judged URL, before it is sent.
#[must_use = "nothing is sent before `send` is called"]
pub struct Request {
    connector: Connector,
    url: JudgedUrl,
    headers: Headers,
    body: Payload,
    via: Option<JudgedUrl>,
    follows: bool,
}

/// What is sent.
#[derive(Default)]
enum Payload {
    #[default]
    None,
    Whole(Bytes),
    /// It can be sent once.
    Stream(Body),
    /// A stream that was sent.
    Spent,
}

/// How a server is reached.
enum Way {
    /// By one of these addresses, which are its own or those of a proxy that was judged as a destination.
    Judged(Admitted),
    /// By the system's proxy at this host, whose addresses nobody judges.
    OfSystem(String, ProxyServer),
}

impl Request {
    pub(crate) fn new(connector: &Connector, url: JudgedUrl) -> Self {
        Self {
            connector: connector.clone(),
            url,
            headers: Headers::new(),
            body: Payload::None,
            via: None,
            follows: true,
        }
    }

    /// Adds a header of the app's own. Those of the connection itself, such as `Host`, have the request refused when it is sent.
    ///
    /// Where a server sends us on to another origin, only headers that hold no secret go there.
    pub fn header(mut self, name: impl TryInto<HeaderName>, value: impl TryInto<HeaderValue>) -> Self {
        self.headers.add(name, value);
        self
    }

    /// Adds a header that the page chose. It is sent where an entry of the URL names it in `headers`, or where it is harmless
    /// (`Accept`, `Content-Type`, `Range` and their like); otherwise the request is refused when it is sent.
    pub fn page_header(mut self, name: impl TryInto<HeaderName>, value: impl TryInto<HeaderValue>) -> Self {
        self.headers.add_of_page(&self.url, name, value);
        self
    }

    /// Sets the body.
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = Payload::Whole(body.into());
        self
    }

    /// Sets a body that comes in pieces: a file that is open, say. It can be sent once: a server that asks for it again, by 307
    /// or 308, is not followed.
    pub fn stream(mut self, body: impl Into<Body>) -> Self {
        self.body = Payload::Stream(body.into());
        self
    }

    /// Sends it through this proxy, which is judged as any destination is: by its URL, and by its addresses. Where the proxy
    /// connects to is then nobody's to judge but its own.
    pub fn via(mut self, proxy: &JudgedUrl) -> Self {
        self.via = Some(proxy.clone());
        self
    }

    /// Takes a redirect for the answer, and follows none.
    pub const fn without_redirects(mut self) -> Self {
        self.follows = false;
        self
    }

    /// Connects, sends, and waits for the head of the response.
    ///
    /// # Errors
    ///
    /// A [`Denial`], already recorded: with a code of the family `connect.` where no connection was to be had, or to no place
    /// that was judged; as for the first URL where a redirect is not in scope; [`Code::RequestHeader`] for a header that may
    /// not be set; [`Code::RequestBody`] for a stream that is asked for twice.
    pub async fn send(mut self) -> Result<Answer, Denial> {
        self.headers.must_be_sendable(&self.url)?;
        let within = self.connector.inner.limits.head;
        let first = self.url.clone();
        // Where it stands, and not moved into the timer's own.
        let answer = pin!(self.follow());
        match tokio::time::timeout(within, answer).await {
            Ok(answer) => answer,
            Err(_) => Err(failure::silent(&first, within)),
        }
    }

    async fn follow(&mut self) -> Result<Answer, Denial> {
        let mut redirects = 0;
        loop {
            let body = self.body.next();
            let response = self.hop(body).await?;
            let location = redirect::location(&response).filter(|_| self.follows);
            let Some(location) = location else {
                return Ok(Answer::new(response, self.url.clone(), self.connector.inner.limits));
            };
            if redirects == self.connector.inner.limits.redirects {
                let fault = format!("{redirects} redirects were followed");
                return Err(self.url.refuse(Code::ConnectRedirects, Some(&fault)));
            }
            redirects += 1;
            let Ok(location) = std::str::from_utf8(location) else {
                return Err(self.url.refuse(Code::UrlNotText, None));
            };
            let method = redirect::method(response.status(), self.url.method());
            let next = self.url.redirected(location, method)?;
            self.go_on_to(next)?;
        }
    }

    /// What is asked next, and with what.
    fn go_on_to(&mut self, next: JudgedUrl) -> Result<(), Denial> {
        if next.method() == self.url.method() {
            if matches!(self.body, Payload::Spent) {
                return Err(next.refuse(Code::RequestBody, None));
            }
        } else {
            self.body = Payload::None;
            self.headers.drop_body();
        }
        let [from, to] = [&self.url, &next].map(|url| danger::unguarded_url(url).origin());
        if from != to {
            self.headers.leave_origin();
        }
        self.headers.go_on_to(&next);
        self.url = next;
        Ok(())
    }

    /// One request and the head of its response.
    async fn hop(&self, body: Option<Body>) -> Result<Response, Denial> {
        let inner = &self.connector.inner;
        must_be_http(&self.url)?;
        let method = method::of(&self.url)?;
        let way = self.way().await?;
        let route = self.route(&way);
        let with_tls = route.has_tls() || danger::unguarded_url(&self.url).scheme() == "https";
        let client =
            inner.clients.take(route, inner.lookup.resolver()).map_err(|unmade| failure::making(&self.url, unmade))?;
        let mut request = self.asked(&client, method).map_err(|error| failure::unasked(&self.url, error))?;
        *request.body_mut() = body;
        let response = client.execute(request).await;
        let response = response.map_err(|error| failure::connecting(&self.url, error, with_tls))?;
        if let Way::Judged(admitted) = &way {
            peer::must_be_judged(&self.url, admitted, response.remote_addr())?;
        }
        Ok(response)
    }

    /// The request without its body.
    fn asked(&self, client: &Client, method: Method) -> reqwest::Result<reqwest::Request> {
        // The client makes a header of the credentials in a URL, and takes them out of it.
        let mut request = client.request(method, danger::unguarded_url(&self.url).clone()).build()?;
        self.headers.write_into(request.headers_mut(), &self.connector.inner.secrets_by_default);
        Ok(request)
    }

    /// Where the server, or a proxy, may be connected to.
    async fn way(&self) -> Result<Way, Denial> {
        settled::must_be_on_record(&self.url).await?;
        if self.via.is_none()
            && let Some((host, server)) = proxy::of_system(&self.url)
        {
            return Ok(Way::OfSystem(host, server));
        }
        let limits = self.connector.inner.limits;
        let admitted = self.connector.inner.lookup.admit(self.next(), limits.resolve, limits.remember).await?;
        Ok(Way::Judged(admitted))
    }

    /// Whom a connection is made to, where the system's proxy is not asked.
    fn next(&self) -> &JudgedUrl {
        self.via.as_ref().unwrap_or(&self.url)
    }

    fn route<'a>(&'a self, way: &'a Way) -> Route<'a> {
        match way {
            Way::OfSystem(host, server) => Route::through_system_proxy(host, server.clone()),
            Way::Judged(admitted) => {
                let url = danger::unguarded_url(self.next());
                let proxy = self.via.as_ref().map(|_| ProxyServer { url: url.as_str().into(), authorization: None });
                Route::to(url.host_str().unwrap_or_default(), admitted.addresses(), proxy)
            }
        }
    }
}

/// Before anything is looked up. A redirect may lead to such a URL, too.
fn must_be_http(url: &JudgedUrl) -> Result<(), Denial> {
    match danger::unguarded_url(url).scheme() {
        "http" | "https" => Ok(()),
        other => {
            let fault = format!("a request has an `http:` or `https:` URL, not one of `{other}:`");
            Err(url.refuse(Code::ConnectFailed, Some(&fault)))
        }
    }
}

impl Payload {
    /// The body of one request. What is whole stays for another.
    fn next(&mut self) -> Option<Body> {
        match std::mem::take(self) {
            Self::None => None,
            Self::Whole(bytes) => {
                *self = Self::Whole(bytes.clone());
                Some(bytes.into())
            }
            Self::Stream(body) => {
                *self = Self::Spent;
                Some(body)
            }
            Self::Spent => {
                *self = Self::Spent;
                None
            }
        }
    }
}

/// Without the URL and the headers: what is printed into an error may reach the page.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("url", &self.url).finish_non_exhaustive()
    }
}
