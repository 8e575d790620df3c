//! What goes to and fro.

use bytes::Bytes;
use tokio_tungstenite::tungstenite::{
    Message as Wire,
    protocol::{CloseFrame, frame::coding::CloseCode},
};

/// What a close has to say when it says nothing (RFC 6455, 7.4.1).
const NO_STATUS: u16 = 1005;
/// A frame that controls holds 125 bytes (RFC 6455, 5.5), two of which are the code.
const LONGEST_REASON: usize = 123;

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "RFC 6455 has these two, and has reserved the rest since 2011")]
pub enum Message {
    /// Text. What came as text and is no UTF-8 is no message.
    Text(String),
    /// Bytes.
    Binary(Bytes),
}

/// Why a WebSocket is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    code: u16,
    reason: String,
}

impl Closing {
    /// What an app or a page may close by, as browsers let a page: by 1000 or 3000 to 4999, and a reason of 123 bytes.
    /// The other codes are for those who speak the protocol.
    #[must_use]
    pub fn new(code: u16, reason: impl Into<String>) -> Option<Self> {
        let reason = reason.into();
        let valid = matches!(code, 1000 | 3000..=4999) && reason.len() <= LONGEST_REASON;
        valid.then_some(Self { code, reason })
    }

    /// Its code: 1000 where all is well, 1005 where there was none.
    #[must_use]
    pub const fn code(&self) -> u16 {
        self.code
    }

    /// Its reason. The other side chose it.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// All is well.
impl Default for Closing {
    fn default() -> Self {
        Self { code: 1000, reason: String::new() }
    }
}

impl From<Option<CloseFrame>> for Closing {
    fn from(frame: Option<CloseFrame>) -> Self {
        match frame {
            Some(frame) => Self { code: frame.code.into(), reason: frame.reason.as_str().to_owned() },
            None => Self { code: NO_STATUS, reason: String::new() },
        }
    }
}

impl From<Closing> for CloseFrame {
    fn from(closing: Closing) -> Self {
        Self { code: CloseCode::from(closing.code), reason: closing.reason.into() }
    }
}

impl From<Message> for Wire {
    fn from(message: Message) -> Self {
        match message {
            Message::Text(text) => Self::Text(text.into()),
            Message::Binary(bytes) => Self::Binary(bytes),
        }
    }
}

impl From<String> for Message {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Message {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Bytes> for Message {
    fn from(bytes: Bytes) -> Self {
        Self::Binary(bytes)
    }
}

impl From<Vec<u8>> for Message {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Binary(bytes.into())
    }
}
