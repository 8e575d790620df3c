//! A response, which is read only as far as the entry goes.

use std::{fmt, future::poll_fn, pin::pin, task::Poll};

use authority_core::{code::Code, denial::Denial, guard::JudgedUrl};
use bytes::{Bytes, BytesMut};
use reqwest::{Response, StatusCode, header::HeaderMap};
use serde::de::DeserializeOwned;

use crate::{failure, limits::Limits};

/// The response of a server that was judged.
pub struct Answer {
    response: Response,
    url: JudgedUrl,
    limits: Limits,
    /// What the entries let be read.
    most: Option<u64>,
    read: u64,
}

impl Answer {
    pub(crate) fn new(response: Response, url: JudgedUrl, limits: Limits) -> Self {
        Self { response, most: url.max_bytes(), url, limits, read: 0 }
    }

    /// Its status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// Its headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// The URL that answered: after redirects, the last of them.
    #[must_use]
    pub const fn url(&self) -> &JudgedUrl {
        &self.url
    }

    /// How many bytes the server says are to come, in all; none where it does not say, or they are unpacked on the way.
    #[must_use]
    pub fn content_length(&self) -> Option<u64> {
        self.response.content_length()
    }

    /// The next piece of the body; none at its end. Memory holds one piece.
    ///
    /// # Errors
    ///
    /// A [`Denial`], already recorded: [`Code::ResponseTooLong`] beyond the `maxBytes` of the entries, counted as they come out
    /// of any packing; [`Code::ResponseTimeout`], [`Code::ResponseBroken`].
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Denial> {
        self.chunk_within(self.most).await
    }

    /// The whole body.
    ///
    /// # Errors
    ///
    /// As [`Answer::chunk`], and beyond [`Limits::whole`] where the entries have no `maxBytes`.
    pub async fn bytes(mut self) -> Result<Bytes, Denial> {
        let most = Some(self.most.unwrap_or(self.limits.whole));
        let Some(first) = self.chunk_within(most).await? else { return Ok(Bytes::new()) };
        // What is left of a body whose length the server said.
        if self.response.content_length() == Some(0) {
            return Ok(first);
        }
        let mut whole = BytesMut::from(&first[..]);
        while let Some(chunk) = self.chunk_within(most).await? {
            whole.extend_from_slice(&chunk);
        }
        Ok(whole.freeze())
    }

    /// The whole body as text. What is no UTF-8 in it becomes `�`.
    ///
    /// # Errors
    ///
    /// As [`Answer::bytes`].
    pub async fn text(self) -> Result<String, Denial> {
        Ok(String::from_utf8_lossy(&self.bytes().await?).into_owned())
    }

    /// The whole body as JSON.
    ///
    /// # Errors
    ///
    /// As [`Answer::bytes`], and [`Code::ResponseBroken`] where it is no JSON of this type.
    pub async fn json<T: DeserializeOwned>(self) -> Result<T, Denial> {
        let url = self.url.clone();
        let bytes = self.bytes().await?;
        serde_json::from_slice(&bytes).map_err(|error| url.refuse(Code::ResponseBroken, Some(&error.to_string())))
    }

    /// How many bytes were read.
    pub(crate) const fn read(&self) -> u64 {
        self.read
    }

    async fn chunk_within(&mut self, most: Option<u64>) -> Result<Option<Bytes>, Denial> {
        let too_long = |length: u64| {
            let most = most.filter(|most| length > *most)?;
            Some(self.url.refuse(Code::ResponseTooLong, Some(&format!("more than {most} bytes"))))
        };
        // Refused before a byte is read, where the server says so itself.
        if let Some(denial) = self.content_length().and_then(too_long) {
            return Err(denial);
        }
        let idle = self.limits.idle;
        let mut coming = pin!(self.response.chunk());
        // What is here already needs no timer.
        let came = match poll_fn(|context| Poll::Ready(coming.as_mut().poll(context))).await {
            Poll::Ready(came) => Ok(came),
            Poll::Pending => tokio::time::timeout(idle, coming).await,
        };
        let chunk = match came {
            Ok(chunk) => chunk.map_err(|error| failure::reading(&self.url, error))?,
            Err(_) => {
                let fault = format!("nothing came within {idle:?}");
                return Err(self.url.refuse(Code::ResponseTimeout, Some(&fault)));
            }
        };
        if let Some(chunk) = &chunk {
            self.read = self.read.saturating_add(chunk.len() as u64);
        }
        match too_long(self.read) {
            Some(denial) => Err(denial),
            None => Ok(chunk),
        }
    }
}

/// Without the URL and the headers: what is printed into an error may reach the page.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("status", &self.status()).field("url", &self.url).finish_non_exhaustive()
    }
}
