use std::net::Ipv4Addr;

use anyhow::{Context, Result, bail};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// A server on this machine that a test speaks for, a request after the other.
pub struct Server(TcpListener);

/// A request as it came over the wire, to be answered over the same connection.
pub struct Exchange {
    stream: TcpStream,
    /// The request line and the headers, in lower case.
    pub head: String,
    /// As much as `content-length` says.
    pub body: Vec<u8>,
}

impl Server {
    /// Listens on a free port.
    pub async fn start() -> Result<Self> {
        Ok(Self(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?))
    }

    /// Where it is, with a path behind that.
    pub fn url(&self, path: &str) -> Result<String> {
        Ok(format!("http://{}{path}", self.0.local_addr()?))
    }

    /// The next request, to its end.
    pub async fn request(&self) -> Result<Exchange> {
        let (mut stream, _) = self.0.accept().await?;
        let (mut read, mut piece) = (Vec::new(), vec![0; 64 * 1024]);
        let mut more = async |read: &mut Vec<u8>| {
            let length = stream.read(&mut piece).await?;
            if length == 0 {
                bail!("the request ends after {} bytes", read.len());
            }
            read.extend(piece.iter().take(length));
            Ok(())
        };
        let end = loop {
            match read.windows(4).position(|four| four == b"\r\n\r\n") {
                Some(end) => break end + 4,
                None => more(&mut read).await?,
            }
        };
        let head = String::from_utf8(read.get(..end).unwrap_or_default().to_ascii_lowercase())?;
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let length: usize = length.map_or(Ok(0), str::parse).context("no length")?;
        while read.len() < end + length {
            more(&mut read).await?;
        }
        Ok(Exchange { stream, head, body: read.split_off(end) })
    }
}

impl Exchange {
    /// Begins a response; what is sent then is its body, to the end of the connection.
    pub async fn begin(&mut self, headers: &[&str]) -> Result<()> {
        let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
        self.send(format!("HTTP/1.1 200 OK\r\nconnection: close\r\n{headers}\r\n").as_bytes()).await
    }

    /// Sends bytes as they are.
    pub async fn send(&mut self, bytes: &[u8]) -> Result<()> {
        Ok(self.stream.write_all(bytes).await?)
    }

    /// A whole response.
    pub async fn answer(mut self, headers: &[&str], body: &[u8]) -> Result<()> {
        let length = format!("content-length: {}", body.len());
        self.begin(&[headers, &[&length]].concat()).await?;
        self.send(body).await?;
        Ok(self.stream.shutdown().await?)
    }

    /// Waits until the other side has closed the connection.
    pub async fn closed(mut self) {
        // A reset says so, too.
        while self.stream.read(&mut [0; 1024]).await.is_ok_and(|length| length > 0) {}
    }
}
