//! `fetch` of guest-js: scoped requests for a page, without a line of the app's own (feature `fetch`).
//!
//! The page sends what it asks for in a header and the body as bytes, and gets the head of the response back. The body comes
//! through a channel, as far as the page has room for it: memory here holds one window of it, however long it is.

mod asked;
mod running;

use authority_core::{access::AccessSet, code::Code};
use serde::Serialize;
use tauri::{
    Manager, Runtime, State, Webview,
    ipc::{Channel, InvokeBody, InvokeResponseBody, Request},
};
use tokio::sync::oneshot;

pub(crate) use self::running::Running;
use self::{
    asked::Asked,
    running::{Farewell, Flow},
};
use crate::{Call, Denial, Error, header, net::Answer, owner};

/// The head of a response, on its way to the page.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Head {
    status: u16,
    status_text: String,
    headers: Vec<(String, String)>,
    /// Without a fragment and credentials: the page sent the former, and need not read the latter.
    url: String,
    redirected: bool,
    length: Option<u64>,
}

/// What comes through the channel beside bytes: the last message, and the only one in JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum Last {
    End,
    Failed(Error),
}

/// Why no head came.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Failed {
    Refused(Error),
    Aborted { r#type: &'static str },
}

impl From<Denial> for Failed {
    fn from(denial: Denial) -> Self {
        Self::Refused(denial.into())
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

/// Judges the URL, the proxy and the headers, and sends the request. It is in scope by the entries of `authority:fetch`.
#[tauri::command]
pub(crate) async fn fetch<R: Runtime>(
    call: Call<owner::Authority>,
    webview: Webview<R>,
    running: State<'_, Running>,
    request: Request<'_>,
) -> Result<Head, Failed> {
    let refuse = |code, why: &str| Error::from(call.refuse(ARGUMENT, AccessSet::NONE, code, Some(why)));
    let asked = header::read(request.headers(), ARGUMENT).map_err(|why| refuse(Code::ArgumentHeader, &why))?;
    let asked =
        asked.ok_or_else(|| Error::from(call.refuse(ARGUMENT, AccessSet::NONE, Code::ArgumentMissing, None)))?;
    let asked = Asked::read(asked).map_err(|why| refuse(Code::ArgumentType, &why))?;
    let judged = asked.judge(&call)?;
    let body = match request.body() {
        InvokeBody::Raw(bytes) if !bytes.is_empty() => Some(bytes.clone()),
        _ => None,
    };
    let channel: Channel<InvokeResponseBody> = asked.channel.channel_on(webview.clone());
    let (tell, told) = oneshot::channel();
    let sent = judged.request(&asked, body);
    let flow = Flow::new();
    let pumped = flow.clone();
    let first = judged.shown();
    let begun = running.begin(webview.label(), asked.id, flow, async move {
        let answer = match sent.send().await {
            Ok(answer) => answer,
            Err(error) => return Box::new(move || drop(tell.send(Err(error)))) as Farewell,
        };
        let gone = tell.send(Ok(head(&answer, &first))).is_err();
        let last = if gone { None } else { pump(answer, &channel, &pumped).await };
        Box::new(move || last.into_iter().for_each(|last| drop(channel.send(last))))
    });
    if !begun {
        return Err(refuse(Code::ArgumentType, "a request of this id is running").into());
    }
    match told.await {
        Ok(head) => Ok(head?),
        // The task is gone: it was aborted.
        Err(_) => Err(Failed::Aborted { r#type: "authority.aborted" }),
    }
}

/// The argument that the page names.
const ARGUMENT: &str = "request";

/// Ends all that a webview runs.
pub(crate) fn abort_all_of<R: Runtime>(app: &impl Manager<R>, webview: &str) {
    if let Some(running) = app.try_state::<Running>() {
        running.abort_all_of(webview);
    }
}

/// Says that the page has room for so many more bytes of a response.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "Tauri passes state by value")]
pub(crate) fn fetch_more<R: Runtime>(webview: Webview<R>, running: State<'_, Running>, id: u64, bytes: u32) {
    running.more(webview.label(), id, bytes);
}

/// Ends a request, wherever it is: its connection is closed.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "Tauri passes state by value")]
pub(crate) fn fetch_abort<R: Runtime>(webview: Webview<R>, running: State<'_, Running>, id: u64) {
    running.abort(webview.label(), id);
}

/// Headers of a response that no page reads, as in a browser
/// ([Fetch, forbidden response-header name](https://fetch.spec.whatwg.org/#forbidden-response-header-name)): the app's client may keep
/// cookies, and who has them is whom they name.
const HIDDEN: [&str; 2] = ["set-cookie", "set-cookie2"];

fn head(answer: &Answer, first: &str) -> Head {
    let text = |bytes: &[u8]| bytes.iter().map(|byte| char::from(*byte)).collect();
    let url = asked::shown(answer.url());
    Head {
        status: answer.status().as_u16(),
        status_text: answer.status().canonical_reason().unwrap_or_default().to_owned(),
        headers: (answer.headers().iter())
            .filter(|(name, _)| !HIDDEN.contains(&name.as_str()))
            .map(|(name, value)| (name.to_string(), text(value.as_bytes())))
            .collect(),
        redirected: url != first,
        url,
        length: answer.content_length(),
    }
}

/// Sends the body to the page, as it has room. What is left to say is the last message; none where the page is gone.
async fn pump(mut answer: Answer, channel: &Channel<InvokeResponseBody>, flow: &Flow) -> Option<InvokeResponseBody> {
    let last = loop {
        match answer.chunk().await {
            Ok(Some(mut chunk)) => {
                while !chunk.is_empty() {
                    let piece = chunk.split_to(chunk.len().min(running::PIECE));
                    flow.room_for(piece.len()).await?;
                    channel.send(InvokeResponseBody::Raw(piece.to_vec())).ok()?;
                }
            }
            Ok(None) => break Last::End,
            Err(error) => break Last::Failed(error),
        }
    };
    serde_json::to_string(&last).ok().map(InvokeResponseBody::Json)
}
