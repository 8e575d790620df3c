//! What a page does with `fetch`, in the real WebView, to servers that the test speaks for.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tokio::{time::timeout, try_join};
use webview_tests::{App, Scratch, Server, Window};

use crate::panel::until;

/// Starts `work` in the page, a function of `fetch` and a URL, and keeps what it resolves to in `window.done`.
async fn begin(page: &Window<'_>, url: String, work: &str) -> Result<()> {
    let script = format!(
        "const [url, done] = arguments;
        window.done = null;
        window.seen = [];
        ({work})(window.__TAURI__.authority.fetch, url).then(
            (value) => {{ window.done = value ?? 'nothing' }},
            (error) => {{ window.done = `failed: ${{error?.name}} ${{error?.message ?? error}}` }});
        done()"
    );
    page.run(&script, vec![json!(url)]).await?;
    Ok(())
}

async fn done(page: &Window<'_>) -> Result<Value> {
    until(page, "return window.done !== null", &json!(true)).await?;
    page.eval("return window.done").await
}

pub(crate) async fn start() -> Result<App> {
    App::start("PAGE_BIN", Scratch::new()?, &[]).await
}

/// The window `main`, once the tests that it runs by itself are done: what happens from then on, the test asked for.
pub(crate) async fn page(app: &App) -> Result<Window<'_>> {
    let page = app.window("main").await?;
    page.wait_for("body[data-ready]").await?;
    Ok(page)
}

#[tokio::test]
async fn json_goes_there_and_comes_back() -> Result<()> {
    const WORK: &str = "async (fetch, url) => {
        const headers = { 'content-type': 'application/json', accept: 'application/json' };
        const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ title: 'Café 漢字' }) });
        return [response.status, response.headers.get('x-kind'), response.url, await response.json()];
    }";
    let (app, server) = (start().await?, Server::start().await?);
    let page = page(&app).await?;
    let url = server.url("/api/notes?limit=1")?;
    let serve = async {
        let request = server.request().await?;
        assert!(request.head.starts_with("post /api/notes?limit=1 http/1.1\r\n"), "{}", request.head);
        assert!(request.head.contains("\r\ncontent-type: application/json\r\n"), "{}", request.head);
        let sent: Value = serde_json::from_slice(&request.body)?;
        request
            .answer(&["x-kind: note", "content-type: application/json"], json!({ "got": sent }).to_string().as_bytes())
            .await
    };
    try_join!(begin(&page, url.clone(), WORK), serve)?;
    assert_eq!(done(&page).await?, json!([200, "note", url, { "got": { "title": "Café 漢字" } }]));
    Ok(())
}

#[tokio::test]
async fn an_upload_arrives_byte_by_byte() -> Result<()> {
    const WORK: &str = "async (fetch, url) => {
        const bytes = Uint8Array.from({ length: 5 * 1024 * 1024 }, (_, at) => (at * 31 + (at >> 8)) & 255);
        return (await fetch(url, { method: 'PUT', body: bytes })).text();
    }";
    let (app, server) = (start().await?, Server::start().await?);
    let page = page(&app).await?;
    let serve = async {
        let request = server.request().await?;
        let expected: Vec<u8> = (0..5 * 1024 * 1024_u32).map(|at| ((at * 31 + (at >> 8)) & 255) as u8).collect();
        assert_eq!(request.body.len(), expected.len());
        assert!(request.body == expected, "what arrived is not what was sent");
        let length = request.body.len();
        request.answer(&[], format!("{length} bytes").as_bytes()).await
    };
    try_join!(begin(&page, server.url("/upload")?, WORK), serve)?;
    assert_eq!(done(&page).await?, json!("5242880 bytes"));
    Ok(())
}

/// Whichever way the body is read.
#[tokio::test]
async fn a_body_that_breaks_off_rejects_with_a_denial() -> Result<()> {
    const WORK: &str = "async (fetch, url) => {
        const { isDenied } = window.__TAURI__.authority;
        const ways = {
            text: (response) => response.text(),
            json: (response) => response.json(),
            clone: (response) => response.clone().arrayBuffer(),
            reader: async (response) => {
                const reader = response.body.getReader();
                while (!(await reader.read()).done);
            },
        };
        const codes = {};
        for (const [way, read] of Object.entries(ways)) {
            const response = await fetch(url);
            codes[way] = await read(response).then(() => 'read', (error) => isDenied(error) ? error.code : String(error));
        }
        return codes;
    }";
    let (app, server) = (start().await?, Server::start().await?);
    let page = page(&app).await?;
    let serve = async {
        for _ in 0..4 {
            let mut request = server.request().await?;
            request.begin(&["content-length: 10"]).await?;
            request.send(b"half").await?;
        }
        Ok(())
    };
    try_join!(begin(&page, server.url("/half")?, WORK), serve)?;
    let broken = "response.broken";
    assert_eq!(done(&page).await?, json!({ "text": broken, "json": broken, "clone": broken, "reader": broken }));
    Ok(())
}

/// Each is there before the next is sent: nothing waits for a buffer to fill.
#[tokio::test]
async fn server_sent_events_come_one_by_one() -> Result<()> {
    const WORK: &str = "async (fetch, url) => {
        const response = await fetch(url, { headers: { accept: 'text/event-stream', 'last-event-id': '6' } });
        const reader = response.body.getReader();
        const text = new TextDecoder();
        for (let kept = '';;) {
            const { done, value } = await reader.read();
            if (done) return response.headers.get('content-type');
            const events = (kept + text.decode(value, { stream: true })).split('\\n\\n');
            kept = events.pop();
            window.seen.push(...events);
        }
    }";
    let (app, server) = (start().await?, Server::start().await?);
    let page = page(&app).await?;
    let ((), mut request) = try_join!(begin(&page, server.url("/events")?, WORK), server.request())?;
    assert!(request.head.contains("\r\nlast-event-id: 6\r\n"), "{}", request.head);
    request.begin(&["content-type: text/event-stream"]).await?;
    let mut sent = Vec::new();
    for number in 7..12 {
        let event = format!("id: {number}\ndata: event {number}");
        request.send(format!("{event}\n\n").as_bytes()).await?;
        sent.push(event);
        until(&page, "return window.seen", &json!(sent)).await?;
    }
    drop(request);
    assert_eq!(done(&page).await?, json!("text/event-stream"));
    Ok(())
}

/// Who reads piece by piece holds pieces. WebKit collects late what was read, and no more of it the longer it is.
#[tokio::test]
async fn a_large_download_takes_little_memory_however_large() -> Result<()> {
    const WORK: &str = "async (fetch, url) => {
        let [progressed, total] = [0, null];
        const onProgress = (progress) => { progressed += 1; total = progress.total };
        const reader = (await fetch(url, { onProgress })).body.getReader();
        let [length, sum] = [0, 0];
        for (;;) {
            const { done, value } = await reader.read();
            if (done) return { length, sum, total, progressed: progressed > 100 };
            length += value.byteLength;
            for (let at = 0; at < value.byteLength; at += 1) sum += value[at];
            window.seen = [length];
        }
    }";
    const MIB: usize = 1024 * 1024;
    let (app, server) = (start().await?, Server::start().await?);
    let page = page(&app).await?;
    let piece: Vec<u8> = (0..MIB).map(|at| (at % 251) as u8).collect();
    let sum: u64 = piece.iter().map(|byte| u64::from(*byte)).sum();
    for pieces in [100, 300] {
        let memory = app.memory();
        let since = Instant::now();
        let serve = async {
            let mut request = server.request().await?;
            request.begin(&[&format!("content-length: {}", pieces * MIB)]).await?;
            for _ in 0..pieces {
                request.send(&piece).await?;
            }
            Ok(())
        };
        try_join!(begin(&page, server.url("/large")?, WORK), serve)?;
        let (length, sum) = (pieces * MIB, pieces as u64 * sum);
        assert_eq!(done(&page).await?, json!({ "length": length, "sum": sum, "total": length, "progressed": true }));
        println!("{pieces} MiB in {:.1?}", since.elapsed());
        // The system cuts names off.
        for (process, most) in [("page", 40), ("WebKitWebProces", 150)] {
            let taken = memory.of(process).with_context(|| format!("no process `{process}`"))?;
            let [first, peak, more] = [taken.first, taken.most, taken.more()].map(|kib| kib / 1024);
            println!("`{process}`: {first} MiB before, {peak} MiB at most, {more} MiB more");
            ensure!(more < most, "`{process}` took {more} MiB more, want less than {most}");
        }
    }
    Ok(())
}

/// A page that does not read is not sent more than a window of it, and the server is held up.
#[tokio::test]
async fn a_page_that_does_not_read_holds_the_server_up() -> Result<()> {
    const WORK: &str = "async (fetch, url) => {
        window.response = await fetch(url, { onProgress: ({ received }) => { window.seen = received } });
    }";
    let (app, server) = (start().await?, Server::start().await?);
    let page = page(&app).await?;
    let ((), mut request) = try_join!(begin(&page, server.url("/stream")?, WORK), server.request())?;
    request.begin(&[]).await?;
    let piece = vec![0; 1024 * 1024];
    let mut sent = 0;
    while let Ok(answer) = timeout(Duration::from_secs(3), request.send(&piece)).await {
        answer?;
        sent += 1;
        ensure!(sent < 64, "{sent} MiB were taken, and nobody reads");
    }
    let received = page.eval("return window.seen").await?;
    println!("{sent} MiB left the server, {received} bytes reached the page");
    assert!(received.as_u64().is_some_and(|received| received <= 1024 * 1024 + 256 * 1024), "{received}");
    // Whoever drops it closes the connection.
    page.eval("window.response.body.cancel()").await?;
    timeout(Duration::from_secs(10), request.closed()).await.context("the connection stays open")?;
    Ok(())
}
