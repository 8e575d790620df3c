//! The server of both: HTTP/1.1 by hand, so that it costs little and the same for each.

use std::{
    error::Error,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    thread,
};

use super::child;

/// The server in a process of its own. It ends with this.
pub(super) struct Process {
    child: Child,
    port: u16,
}

impl Process {
    pub(super) fn start() -> Result<Self, Box<dyn Error>> {
        let mut child =
            Command::new(std::env::current_exe()?).args([child::WORD, "serve"]).stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().ok_or("the server says nothing")?).read_line(&mut line)?;
        Ok(Self { child, port: line.trim().parse()? })
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Serves for ever: `/small`, and `/large/<bytes>`.
pub(super) fn serve() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("{}", listener.local_addr()?.port());
    for stream in listener.incoming() {
        let stream = stream?;
        // A client that goes away is no matter.
        thread::spawn(move || drop(answer(&stream)));
    }
    Ok(())
}

fn answer(mut stream: &TcpStream) -> Result<(), Box<dyn Error>> {
    stream.set_nodelay(true)?;
    let mut lines = BufReader::new(stream).lines();
    let piece = vec![b'x'; 1 << 20];
    while let Some(first) = lines.next() {
        let first = first?;
        for line in lines.by_ref() {
            if line?.is_empty() {
                break;
            }
        }
        let mut left: u64 = match first.split(['/', ' ']).nth(3) {
            Some(bytes) => bytes.parse().unwrap_or(2),
            None => 2,
        };
        write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {left}\r\n\r\n")?;
        while left > 0 {
            let now = piece.get(..usize::try_from(left)?.min(piece.len())).unwrap_or_default();
            stream.write_all(now)?;
            left -= now.len() as u64;
        }
    }
    Ok(())
}
