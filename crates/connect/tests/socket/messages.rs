//! What a server may say, how much of it, and how it ends.

use std::time::Duration;

use authority_connect::{
    Limits,
    socket::{Closing, Message},
};
use authority_core::code::Code;
use futures_util::StreamExt as _;
use serde_json::json;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpSocket, TcpStream},
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Message as Wire, protocol::Role},
};

use crate::support::{connector, connector_with, frame, opened, refused, shake, url};

const TEXT: u8 = 0x81;
const BINARY: u8 = 0x82;
const CLOSE: u8 = 0x88;
const PING: u8 = 0x89;
/// Without it a frame is one of several.
const LAST: u8 = 0x80;

/// The other side, as it reads what it is sent.
async fn reading(stream: TcpStream) -> WebSocketStream<TcpStream> {
    WebSocketStream::from_raw_socket(stream, Role::Server, None).await
}

/// What comes of these frames, where a message may have ten bytes.
async fn came(frames: &[Vec<u8>]) -> Result<Message, (Code, String)> {
    let (mut socket, mut stream) = opened(&connector(), &json!({ "maxBytes": 10 })).await;
    stream.write_all(&frames.concat()).await.unwrap();
    let came = socket.next().await;
    if came.is_err() {
        // Nothing more of it, even if there is.
        assert_eq!(socket.next().await.unwrap(), None);
        assert_eq!(refused(socket.send("x").await).0, Code::ResponseBroken);
    }
    match came {
        Ok(message) => Ok(message.unwrap()),
        came => Err(refused(came)),
    }
}

fn code(came: Result<Message, (Code, String)>) -> Code {
    came.unwrap_err().0
}

#[tokio::test]
async fn messages_go_to_and_fro() {
    let (mut socket, stream) = opened(&connector(), &json!({})).await;
    let server = tokio::spawn(async move {
        let (write, read) = reading(stream).await.split();
        read.filter(|message| std::future::ready(!message.as_ref().is_ok_and(Wire::is_close))).forward(write).await
    });
    for message in [Message::from("grüße"), vec![0, 159, 146, 150].into(), String::new().into()] {
        socket.send(message.clone()).await.unwrap();
        assert_eq!(socket.next().await.unwrap(), Some(message));
    }
    drop(socket);
    let _ = server.await.unwrap();
}

#[tokio::test]
async fn a_message_is_as_long_as_the_entry_says() {
    assert_eq!(came(&[frame(BINARY, &[7; 10])]).await, Ok(Message::Binary(vec![7; 10].into())));
    assert_eq!(code(came(&[frame(BINARY, &[7; 11])]).await), Code::ResponseTooLong);
    assert_eq!(code(came(&[frame(TEXT, b"elevenbytes")]).await), Code::ResponseTooLong);
}

#[tokio::test]
async fn a_message_of_many_frames_is_no_longer() {
    let parts = |last: &[u8]| [frame(BINARY & !LAST, &[1; 5]), frame(0, &[2; 4]), frame(LAST, last)];
    let whole = vec![1, 1, 1, 1, 1, 2, 2, 2, 2, 3];
    assert_eq!(came(&parts(&[3])).await, Ok(Message::Binary(whole.into())));
    assert_eq!(code(came(&parts(&[3, 3])).await), Code::ResponseTooLong);
    // It need not have an end.
    let endless = [frame(TEXT & !LAST, b"123456"), frame(0, b"78901")];
    assert_eq!(code(came(&endless).await), Code::ResponseTooLong);
}

#[tokio::test]
async fn a_frame_that_says_it_is_huge_is_refused_before_it_comes() {
    let mut huge = vec![BINARY, 127];
    huge.extend((u64::MAX >> 1).to_be_bytes());
    assert_eq!(code(came(&[huge]).await), Code::ResponseTooLong);
}

#[tokio::test]
async fn without_an_entrys_limit_the_connectors_counts() {
    let connector = connector_with(|limits| limits.whole = 20);
    let (mut socket, mut stream) = opened(&connector, &json!({})).await;
    stream.write_all(&[frame(BINARY, &[1; 20]), frame(BINARY, &[1; 21])].concat()).await.unwrap();
    assert_eq!(socket.next().await.unwrap(), Some(Message::Binary(vec![1; 20].into())));
    assert_eq!(refused(socket.next().await).0, Code::ResponseTooLong);
}

#[tokio::test]
async fn what_breaks_the_protocol_ends_it() {
    let masked = vec![BINARY, 0x81, 0, 0, 0, 0, 7];
    for broken in [
        frame(TEXT, b"\xff\xfe"),
        frame(TEXT, b"\xed\xa0\x80"),
        frame(0xC1, b"compressed"),
        frame(0x83, b"reserved"),
        frame(LAST, b"goes on"),
        frame(PING & !LAST, b""),
        masked,
    ] {
        let (code, fault) = came(&[broken, frame(TEXT, b"good")]).await.unwrap_err();
        assert_eq!(code, Code::ResponseBroken, "{fault}");
    }
    // A character that is cut in two by frames is whole.
    let cut = [frame(TEXT & !LAST, b"\xc3"), frame(LAST, b"\xbc")];
    assert_eq!(came(&cut).await, Ok("ü".into()));
}

#[tokio::test]
async fn a_connection_that_ends_without_a_close_is_no_end() {
    let (mut socket, mut stream) = opened(&connector(), &json!({})).await;
    stream.write_all(&frame(TEXT, b"half")).await.unwrap();
    drop(stream);
    assert_eq!(socket.next().await.unwrap(), Some("half".into()));
    assert_eq!(refused(socket.next().await).0, Code::ResponseBroken);
}

#[tokio::test]
async fn a_ping_is_answered_and_is_no_message() {
    let (mut socket, mut stream) = opened(&connector(), &json!({})).await;
    stream.write_all(&frame(PING, b"are you there")).await.unwrap();
    let mut server = reading(stream).await;
    let answers = async {
        assert_eq!(server.next().await.unwrap().unwrap(), Wire::Pong("are you there".into()));
        server.close(None).await.unwrap();
        server
    };
    let (next, _server) = tokio::join!(socket.next(), answers);
    assert_eq!(next.unwrap(), None);
}

/// Without it, answers would pile up here for as long as it likes.
#[tokio::test]
async fn who_pings_and_takes_no_answers_is_heard_no_more() {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let url = url(listener.local_addr().unwrap().port());
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        shake(&mut stream, "").await;
        let pings = frame(PING, &[0; 125]).repeat(1 << 10);
        for _ in 0..1 << 7 {
            if stream.write_all(&pings).await.is_err() {
                return;
            }
        }
        let _ = stream.write_all(&frame(TEXT, b"still heard")).await;
        std::future::pending::<()>().await;
    });
    let connector = connector_with(|limits| limits.idle = Duration::from_millis(300));
    let mut socket = connector.socket(&url).open().await.unwrap();
    assert_eq!(refused(socket.next().await).0, Code::ResponseTimeout);
    server.abort();
}

#[tokio::test]
async fn who_takes_nothing_is_sent_no_more() {
    let connector = connector_with(|limits| limits.idle = Duration::from_millis(300));
    let (mut socket, _stream) = opened(&connector, &json!({})).await;
    let (code, fault) = refused(socket.send(vec![0; 64 << 20]).await);
    assert_eq!(code, Code::ResponseTimeout);
    assert!(fault.contains("not taken"), "{fault}");
    assert_eq!(socket.next().await.unwrap(), None);
}

#[tokio::test]
async fn what_was_begun_to_be_sent_is_ended_by_the_next_call() {
    let (mut socket, mut stream) = opened(&connector(), &json!({})).await;
    let long = vec![0; 32 << 20];
    let sent = tokio::time::timeout(Duration::from_millis(100), socket.send(long.clone())).await;
    assert!(sent.is_err(), "the system took 32 MiB");
    let server = async {
        // The length, a mask and the message.
        let mut rest = vec![0; 14 + long.len()];
        stream.read_exact(&mut rest).await.unwrap();
        stream.write_all(&frame(TEXT, b"thanks")).await.unwrap();
    };
    let next = tokio::time::timeout(Duration::from_secs(30), async { tokio::join!(socket.next(), server).0 });
    assert_eq!(next.await.unwrap().unwrap(), Some("thanks".into()));
}

#[tokio::test]
async fn a_quiet_socket_lives_unless_the_app_says_otherwise() {
    let connector = connector_with(|limits| limits.idle = Duration::from_millis(20));
    let (mut socket, mut stream) = opened(&connector, &json!({})).await;
    let server = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        stream.write_all(&frame(TEXT, b"morning")).await.unwrap();
    };
    assert_eq!(tokio::join!(socket.next(), server).0.unwrap(), Some("morning".into()));

    let (listener, port) = crate::support::listener().await;
    let server = async {
        let (mut stream, _) = listener.accept().await.unwrap();
        shake(&mut stream, "").await;
        stream
    };
    let url = url(port);
    let (socket, _stream) = tokio::join!(connector.socket(&url).idle(Duration::from_millis(100)).open(), server);
    let mut socket = socket.unwrap();
    let (code, fault) = refused(socket.next().await);
    assert_eq!(code, Code::ResponseTimeout);
    assert!(fault.contains("nothing came"), "{fault}");
    assert_eq!(socket.next().await.unwrap(), None);
}

#[tokio::test]
async fn the_other_side_closes() {
    let (mut socket, mut stream) = opened(&connector(), &json!({})).await;
    let mut payload = 4000_u16.to_be_bytes().to_vec();
    payload.extend(b"enough");
    stream.write_all(&[frame(TEXT, b"last"), frame(CLOSE, &payload)].concat()).await.unwrap();
    assert_eq!(socket.next().await.unwrap(), Some("last".into()));
    assert_eq!((socket.next().await.unwrap(), socket.next().await.unwrap()), (None, None));
    let closing = socket.closing().unwrap();
    assert_eq!((closing.code(), closing.reason()), (4000, "enough"));
    assert_eq!(refused(socket.send("x").await).0, Code::ResponseBroken);
    // It hears so, and does not have to end the connection for that.
    let Some(Ok(Wire::Close(Some(frame)))) = reading(stream).await.next().await else { panic!("no close") };
    assert_eq!(u16::from(frame.code), 4000);
}

#[tokio::test]
async fn a_close_without_a_code_has_one() {
    let (mut socket, mut stream) = opened(&connector(), &json!({})).await;
    stream.write_all(&frame(CLOSE, b"")).await.unwrap();
    assert_eq!(socket.next().await.unwrap(), None);
    assert_eq!(socket.closing().map(Closing::code), Some(1005));
}

#[tokio::test]
async fn we_close_and_it_is_answered() {
    let (socket, mut stream) = opened(&connector(), &json!({})).await;
    stream.write_all(&frame(TEXT, b"still on the way")).await.unwrap();
    let server = tokio::spawn(async move {
        let mut server = reading(stream).await;
        let closed = server.next().await;
        while server.next().await.is_some() {}
        closed
    });
    socket.close(Closing::new(3001, "bye").unwrap()).await.unwrap();
    let Some(Ok(Wire::Close(Some(frame)))) = server.await.unwrap() else { panic!("no close") };
    assert_eq!((u16::from(frame.code), frame.reason.as_str()), (3001, "bye"));
}

#[tokio::test]
async fn who_does_not_close_is_left() {
    let connector = connector_with(|limits: &mut Limits| limits.close = Duration::from_millis(200));
    let (socket, stream) = opened(&connector, &json!({})).await;
    // It may say what it likes meanwhile.
    let (mut read, mut write) = stream.into_split();
    let talking = tokio::spawn(async move { while write.write_all(&frame(TEXT, b"but")).await.is_ok() {} });
    let listening = tokio::spawn(async move { read.read_to_end(&mut Vec::new()).await });
    assert_eq!(refused(socket.close(Closing::default()).await).0, Code::ResponseTimeout);
    talking.await.unwrap();
    let _ = listening.await.unwrap();
}

#[test]
fn a_close_is_for_reasons_that_an_app_has() {
    for code in [1000, 3000, 4999] {
        assert_eq!(Closing::new(code, "x".repeat(123)).map(|closing| closing.code()), Some(code));
    }
    for code in [0, 999, 1001, 1005, 1006, 1015, 2999, 5000] {
        assert_eq!(Closing::new(code, ""), None);
    }
    assert_eq!(Closing::new(1000, "x".repeat(124)), None);
    assert_eq!((Closing::default().code(), Closing::default().reason()), (1000, ""));
}
