//! The text of a file in any of the usual encodings.

use encoding_rs::{Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

/// An encoding that can be chosen; otherwise it is detected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Charset {
    Utf8,
    ShiftJis,
    Utf16,
}

/// A file that is not text in the encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "ファイルの文字を読めません。文字コードは UTF-8・UTF-16・Shift_JIS のどれかにしてください。"
)]
pub(crate) struct NotText;

/// The text of a file. A byte order mark tells the encoding; else the one chosen, or UTF-16 or UTF-8 if it looks so, or `Shift_JIS`.
pub(crate) fn decoded(bytes: &[u8], charset: Option<Charset>) -> Result<String, NotText> {
    let by_mark = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let found: &'static Encoding = match (by_mark, charset) {
        (Some(encoding), _) => encoding,
        (None, Some(Charset::Utf8)) => UTF_8,
        (None, Some(Charset::Utf16)) => without_mark(bytes),
        (None, None) if is_utf16(bytes) => without_mark(bytes),
        (None, None) if std::str::from_utf8(bytes).is_ok() => UTF_8,
        (None, Some(Charset::ShiftJis) | None) => SHIFT_JIS,
    };
    let (text, is_wrong) = found.decode_with_bom_removal(bytes);
    if is_wrong {
        Err(NotText)
    } else {
        Ok(text.into_owned())
    }
}

/// Whether every other byte of the beginning is 0, as in ASCII text in UTF-16.
fn is_utf16(bytes: &[u8]) -> bool {
    bytes.len() >= 4
        && (bytes[..4] == [bytes[0], 0, bytes[2], 0] || bytes[..4] == [0, bytes[1], 0, bytes[3]])
}

/// UTF-16 without a mark: line ends tell which of its two orders it is.
fn without_mark(bytes: &[u8]) -> &'static Encoding {
    if bytes.chunks_exact(2).any(|pair| pair == [0, b'\n']) || bytes.first() == Some(&0) {
        UTF_16BE
    } else {
        UTF_16LE
    }
}

/// A text whose lines all end alike: forms end them with CRLF, some files with CR alone.
pub(crate) fn with_one_end(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
