//! A response into a file.

use std::{
    fs::{File, OpenOptions},
    io::ErrorKind,
    sync::{Arc, Mutex},
    thread::sleep,
    time::Duration,
};

use authority_connect::SaveError;
use authority_core::code::Code;
use serde_json::json;

use crate::kit::{App, Names, Server, connector, limited, ok, write};

/// Text in which each place is told from the others.
fn counted(bytes: usize) -> String {
    let mut text: String = (0..bytes / 8 + 1).map(|n| format!("{n:07}\n")).collect();
    text.truncate(bytes);
    text
}

async fn saved(app: &App, server: &Server, file: File) -> Result<u64, SaveError> {
    let connector = limited(&Names::here(&["a.test"]), |limits| limits.idle = Duration::from_millis(500));
    connector.request(&app.get(&server.url("a.test", "/"))).send().await.unwrap().save(file).await
}

#[tokio::test]
async fn a_file_has_every_byte_in_its_order() {
    // Less than is written at once, just as much, and several times that.
    for length in [0, 1, 256 * 1024, 256 * 1024 + 1, 5_000_000] {
        let body = counted(length);
        let server = Server::always(ok(&body));
        let app = App::new(json!([server.entry("a.test")]));
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("file");
        assert_eq!(saved(&app, &server, File::create(&path).unwrap()).await.unwrap(), length as u64);
        assert!(std::fs::read_to_string(&path).unwrap() == body, "{length} bytes are not those of the server");
    }
}

#[tokio::test]
async fn a_byte_at_a_time_is_a_file_too() {
    let body = counted(3_000);
    let sent = body.clone();
    let server = Server::raw("127.0.0.1:0", move |_, stream| {
        write(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")?;
        for byte in sent.chars() {
            write(stream, &format!("1\r\n{byte}\r\n"))?;
        }
        write(stream, "0\r\n\r\n")
    });
    let app = App::new(json!([server.entry("a.test")]));
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("file");
    assert_eq!(saved(&app, &server, File::create(&path).unwrap()).await.unwrap(), 3_000);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), body);
}

#[tokio::test]
async fn what_was_read_before_a_refusal_stays_in_the_file() {
    let body = counted(300_000);
    let sent = body.clone();
    let server = Server::raw("127.0.0.1:0", move |_, stream| {
        write(stream, "HTTP/1.1 200 OK\r\nContent-Length: 400000\r\n\r\n")?;
        write(stream, &sent)?;
        sleep(Duration::from_secs(10));
        Err(ErrorKind::Other.into())
    });
    let app = App::new(json!([server.entry("a.test")]));
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("file");
    let refused = saved(&app, &server, File::create(&path).unwrap()).await;
    assert!(matches!(refused, Err(SaveError::Denied(denial)) if denial.record().code == Code::ResponseTimeout));
    assert!(std::fs::read_to_string(&path).unwrap() == body, "what was read is not what is in the file");
}

#[tokio::test]
async fn the_disk_s_answer_is_handed_on_and_ends_the_reading() {
    let sent = Arc::new(Mutex::new(0_u64));
    let counter = Arc::clone(&sent);
    let server = Server::raw("127.0.0.1:0", move |_, stream| {
        write(stream, "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")?;
        let piece = "x".repeat(100_000);
        for _ in 0..10_000 {
            write(stream, &piece)?;
            *counter.lock().unwrap() += 100_000;
        }
        Ok(())
    });
    let app = App::new(json!([server.entry("a.test")]));
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("file");
    File::create(&path).unwrap();
    // A file that was opened to be read alone refuses as a full disk does, on every platform.
    let refused = saved(&app, &server, OpenOptions::new().read(true).open(&path).unwrap()).await;
    assert!(matches!(refused, Err(SaveError::Io(_))));
    assert!(*sent.lock().unwrap() < 100_000_000, "it read on though nothing could be written");
}

#[tokio::test]
async fn the_limit_of_an_entry_holds_for_a_file() {
    let server = Server::always(ok(&counted(1_000)));
    let app = App::new(json!([{ "url": server.url("a.test", "/*"), "network": "loopback", "maxBytes": 999 }]));
    let directory = tempfile::tempdir().unwrap();
    let file = File::create(directory.path().join("file")).unwrap();
    let answer = connector(&Names::here(&["a.test"])).request(&app.get(&server.url("a.test", "/"))).send().await;
    let refused = answer.unwrap().save(file).await;
    assert!(matches!(refused, Err(SaveError::Denied(denial)) if denial.record().code == Code::ResponseTooLong));
}

/// The reader of a pipe takes nothing, or what comes at first, until the runtime has done something else on its one thread.
#[cfg(unix)]
#[tokio::test]
async fn a_pipe_that_is_full_holds_up_nothing_else() {
    use std::io::Read;

    for at_first in [0, 1024 * 1024] {
        let body = counted(5_000_000);
        let server = Server::always(ok(&body));
        let app = App::new(json!([server.entry("a.test")]));
        let (mut reader, writer) = std::io::pipe().unwrap();
        let (go_on, goes_on) = std::sync::mpsc::channel();
        let reads = std::thread::spawn(move || {
            let mut text = vec![0; at_first];
            reader.read_exact(&mut text).unwrap();
            let went_on = goes_on.recv_timeout(Duration::from_secs(20)).is_ok();
            reader.read_to_end(&mut text).unwrap();
            (text, went_on)
        });
        let something_else = async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            go_on.send(()).unwrap();
        };
        let file = std::os::fd::OwnedFd::from(writer).into();
        let (saved, ()) = tokio::join!(saved(&app, &server, file), something_else);
        assert_eq!(saved.unwrap(), 5_000_000);
        let (text, went_on) = reads.join().unwrap();
        assert!(went_on, "after {at_first} bytes the pipe held up the whole runtime");
        assert!(text == body.as_bytes(), "what came out of the pipe is not what the server sent");
    }
}
