//! What the page sent: as text, or as the bytes that some other language's text has.

/// The input of a request.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::eval) enum Input {
    Text(String),
    /// Bytes that are no Unicode text, in the encoding that they were said to have.
    NotText,
}

/// The variable that the input may begin with.
const ROOT: &str = "$ROOT";

impl Input {
    /// Reads the one of the three that is there.
    pub(super) fn read(text: Option<String>, hex: Option<String>, utf16: Option<String>) -> Result<Self, String> {
        let decoded = match (text, hex, utf16) {
            (Some(text), None, None) => Some(text),
            (None, Some(hex), None) => String::from_utf8(bytes("input_hex", &hex)?).ok(),
            (None, None, Some(hex)) => utf16le(&bytes("input_utf16le_hex", &hex)?),
            _ => return Err("give one of `input`, `input_hex`, `input_utf16le_hex`".to_owned()),
        };
        Ok(decoded.map_or(Self::NotText, Self::Text))
    }

    /// The input with `root` for a `$ROOT` at its start. Textual: nothing is added or normalised, so that a hostile
    /// rest (`$ROOT/../x`, `$ROOT-evil`) reaches the gate as it is.
    pub(super) fn below(self, root: &str) -> Self {
        match self {
            Self::Text(text) => match text.strip_prefix(ROOT) {
                Some(rest) => Self::Text(format!("{root}{rest}")),
                None => Self::Text(text),
            },
            Self::NotText => Self::NotText,
        }
    }
}

fn bytes(field: &str, hex: &str) -> Result<Vec<u8>, String> {
    let not_hex = || format!("`{field}` is not pairs of hexadecimal digits");
    let digits: Option<Vec<u32>> = hex.chars().map(|c| c.to_digit(16)).collect();
    let digits = digits.filter(|digits| digits.len().is_multiple_of(2)).ok_or_else(not_hex)?;
    digits
        .chunks_exact(2)
        .map(|pair| pair.iter().try_fold(0_u8, |byte, digit| u8::try_from(u32::from(byte) * 16 + digit)))
        .collect::<Result<_, _>>()
        .map_err(|_| not_hex())
}

fn utf16le(bytes: &[u8]) -> Option<String> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let units: Option<Vec<u16>> =
        bytes.chunks_exact(2).map(|pair| pair.try_into().ok().map(u16::from_le_bytes)).collect();
    String::from_utf16(&units?).ok()
}

#[cfg(test)]
mod tests {
    use super::Input;

    fn hex(hex: &str) -> Result<Input, String> {
        Input::read(None, Some(hex.to_owned()), None)
    }

    fn utf16(hex: &str) -> Result<Input, String> {
        Input::read(None, None, Some(hex.to_owned()))
    }

    #[test]
    fn bytes_that_are_text_are_that_text() {
        assert_eq!(hex("2f746d70"), Ok(Input::Text("/tmp".to_owned())));
        assert_eq!(hex("2FC3A9"), Ok(Input::Text("/é".to_owned())));
        assert_eq!(hex(""), Ok(Input::Text(String::new())));
        assert_eq!(utf16("2f00e900"), Ok(Input::Text("/é".to_owned())));
        assert_eq!(utf16("2f003dd800de"), Ok(Input::Text("/\u{1f600}".to_owned())));
    }

    #[test]
    fn bytes_that_are_no_text_are_the_gates_to_refuse() {
        for not_utf8 in ["2f746d70ff", "2fc0af", "2feda080", "2fc3"] {
            assert_eq!(hex(not_utf8), Ok(Input::NotText), "{not_utf8}");
        }
        for not_utf16 in ["2f0000d8", "2f0000dc", "2f0000dc00d8", "2f006"] {
            assert_ne!(utf16(not_utf16), Ok(Input::Text(String::new())), "{not_utf16}");
        }
        assert_eq!(utf16("2f0000d8"), Ok(Input::NotText));
        assert_eq!(utf16("2f0061"), Ok(Input::NotText));
    }

    #[test]
    fn what_is_not_hexadecimal_is_a_fault_of_the_request() {
        for wrong in ["2f7", "0x2f", "zz", "2f 74", "٣٣"] {
            assert!(hex(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn one_form_and_no_more() {
        assert!(Input::read(None, None, None).is_err());
        assert!(Input::read(Some(String::new()), Some(String::new()), None).is_err());
    }

    #[test]
    fn the_root_is_a_textual_prefix() {
        let below = |text: &str| match Input::Text(text.to_owned()).below("/r") {
            Input::Text(text) => text,
            Input::NotText => unreachable!("text stays text"),
        };
        assert_eq!(below("$ROOT/a"), "/r/a");
        assert_eq!(below("$ROOT-evil/a"), "/r-evil/a");
        assert_eq!(below("/a/$ROOT"), "/a/$ROOT");
        assert_eq!(below("$ROO/a"), "$ROO/a");
    }
}
