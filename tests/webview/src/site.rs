use std::net::Ipv4Addr;

use anyhow::Result;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// A foreign origin: one page on this machine, served over HTTP until this is dropped. To the app it is as remote as any.
pub struct Site {
    port: u16,
    server: JoinHandle<()>,
}

impl Site {
    /// Starts serving on a free port.
    pub async fn serve() -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = listener.local_addr()?.port();
        let server = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // A visitor that hangs up early is no failure of the site.
                let _ = answer(stream).await;
            }
        });
        Ok(Self { port, server })
    }

    /// Where the page is.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// The same page under another origin: to a browser `localhost` is not `127.0.0.1`.
    pub fn other_origin(&self) -> String {
        format!("http://localhost:{}/", self.port)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    const PAGE: &str = "<!doctype html><meta charset=utf-8><title>elsewhere</title><h1>A page of foreign origin</h1>";
    // The request fits one read, and each gets the same answer.
    let _ = stream.read(&mut [0; 4096]).await?;
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        PAGE.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(PAGE.as_bytes()).await
}
