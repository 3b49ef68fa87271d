//! Text from programs of every system: UTF-8, with or without a byte order mark; other encodings are named, with a remedy.

use encoding_rs::SHIFT_JIS;

/// The byte order mark of UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Decodes UTF-8, without a byte order mark.
///
/// # Errors
/// The likely encoding and the remedy, in Japanese without a full stop.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, &'static str> {
    let bytes = without_mark(bytes);
    if let [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [1..=0x7f, 0, ..] | [0, 1..=0x7f, ..] = bytes {
        return Err("UTF-16 で書かれています。UTF-8 で保存し直してください");
    }
    std::str::from_utf8(bytes).map_err(|_| {
        let (_, _, is_torn) = SHIFT_JIS.decode(bytes);
        if is_torn {
            "UTF-8 ではないバイトがあります。UTF-8 で保存し直してください"
        } else {
            "Shift_JIS（Windows の「ANSI」）で書かれているようです。UTF-8 で保存し直してください"
        }
    })
}

/// Removes a byte order mark of UTF-8, if there is one.
pub(crate) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(MARK).unwrap_or(bytes)
}
