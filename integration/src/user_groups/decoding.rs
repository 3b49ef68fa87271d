//! Decodes the bytes of a file. If its encoding is not given, the first bytes that are not ASCII tell it, wherever they stand.

use std::borrow::Cow;

use encoding_rs::{Encoding as Charset, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

use super::Encoding;

/// The encoding of a file as far as it is known.
pub(super) struct Decoding(Option<&'static Charset>);

impl Decoding {
    /// By the encoding given, or by the beginning of the file, whose last character may be cut off.
    pub(super) fn of(given: Option<Encoding>, beginning: &[u8]) -> Self {
        if let Some(given) = given {
            let is_shift_jis = given == Encoding::ShiftJis;
            return Self(Some(if is_shift_jis { SHIFT_JIS } else { UTF_8 }));
        }
        Self(match std::str::from_utf8(beginning) {
            Ok(_) if beginning.is_ascii() => None,
            Err(error) if error.error_len().is_some() => Some(SHIFT_JIS),
            Err(error) if beginning[..error.valid_up_to()].is_ascii() => None,
            _ => Some(UTF_8),
        })
    }

    /// Looks at a whole row, which may be the first that tells the encoding.
    pub(super) fn learn(&mut self, row: &[u8]) {
        if self.0.is_none() && !row.is_ascii() {
            let is_utf8 = std::str::from_utf8(row).is_ok();
            self.0 = Some(if is_utf8 { UTF_8 } else { SHIFT_JIS });
        }
    }

    /// The text of a value; `None` if it is not text in the file's encoding.
    pub(super) fn text<'a>(&self, value: &'a [u8]) -> Option<Cow<'a, str>> {
        let charset = self.0.unwrap_or(UTF_8);
        let text = charset.decode_without_bom_handling_and_without_replacement(value)?;
        (!text.contains('\u{fffd}')).then_some(text)
    }
}

/// UTF-16, known by its byte order mark, or by the empty half of the first letter.
pub(super) fn utf_16(beginning: &[u8]) -> Option<&'static Charset> {
    match beginning {
        [0xff, 0xfe, ..] | [1..=0x7f, 0, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] | [0, 1..=0x7f, ..] => Some(UTF_16BE),
        _ => None,
    }
}
