//! What is sent to open a WebSocket, and what is made of the answer.

use authority_core::{code::Code, danger, denial::Denial, guard::JudgedUrl};
use data_encoding::BASE64;
use percent_encoding::percent_decode_str;
use reqwest::header::{self, HeaderMap, HeaderValue};
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{client::IntoClientRequest as _, handshake::client::Request, protocol::WebSocketConfig},
};
use url::Url;

use super::{failure, tls::Stream};

/// Shakes hands over a connection. `longest` is the length of a message in bytes, at most.
pub(super) async fn shake(
    url: &JudgedUrl,
    headers: HeaderMap,
    stream: Stream,
    longest: u64,
) -> Result<(WebSocketStream<Stream>, HeaderMap), Denial> {
    let longest = usize::try_from(longest).unwrap_or(usize::MAX);
    let config = WebSocketConfig::default()
        // A frame is refused by the length that it says it has, before memory is set aside for it; a message of many
        // frames when they become too long together.
        .max_frame_size(Some(longest))
        .max_message_size(Some(longest))
        // Nothing waits to be sent but what the other side does not take.
        .write_buffer_size(0);
    let request = request(url, headers)?;
    let (stream, response) = client_async_with_config(request, stream, Some(config))
        .await
        .map_err(|error| failure::shaking_hands(url, &error))?;
    let headers = response.into_parts().0.headers;
    // RFC 6455, 4.1: what was not asked for fails the connection. Nobody here could read compressed messages.
    if headers.contains_key(header::SEC_WEBSOCKET_EXTENSIONS) {
        return Err(url.refuse(Code::ConnectFailed, Some("the server chose an extension that was not offered")));
    }
    Ok((stream, headers))
}

/// The handshake as a request: a random key and whatever else belongs to it, and these headers.
fn request(url: &JudgedUrl, headers: HeaderMap) -> Result<Request, Denial> {
    let judged = danger::unguarded_url(url);
    let mut request = judged.as_str().into_client_request().map_err(|error| failure::shaking_hands(url, &error))?;
    if let Some(authorization) = authorization(judged) {
        request.headers_mut().insert(header::AUTHORIZATION, authorization);
    }
    request.headers_mut().extend(headers);
    Ok(request)
}

/// Name and password of a URL, as servers take them (RFC 7617). An entry lets a URL have them.
fn authorization(url: &Url) -> Option<HeaderValue> {
    if url.username().is_empty() && url.password().is_none() {
        return None;
    }
    let mut credentials: Vec<u8> = percent_decode_str(url.username()).collect();
    credentials.push(b':');
    credentials.extend(percent_decode_str(url.password().unwrap_or_default()));
    let mut value = HeaderValue::try_from(format!("Basic {}", BASE64.encode(&credentials))).ok()?;
    value.set_sensitive(true);
    Some(value)
}
