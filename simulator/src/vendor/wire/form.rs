//! Reads the bytes of a request body as ordered pairs of text: blanks, repeats and unknown names included.

use std::{borrow::Cow, fmt, ops::Range};

/// The largest body that is read, in bytes. Ninety-nine full lines are about 60 KiB.
pub(crate) const MAX_BODY_BYTES: usize = 1024 * 1024;

/// The most fields that are read. The fullest request has 9 + 99 × 7 = 702.
pub(crate) const MAX_FIELDS: usize = 2_000;

/// A request body, decoded once into one piece of text.
#[derive(Debug)]
pub(crate) struct Form {
    text: String,
    pairs: Vec<Pair>,
    not_utf8: Vec<Box<str>>,
}

#[derive(Debug)]
struct Pair {
    name: Range<usize>,
    value: Range<usize>,
}

/// Why bytes are not a form.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Malformed {
    /// Another method than POST.
    Method(String),
    /// Another content type than `application/x-www-form-urlencoded`, or none.
    ContentType,
    /// The right content type with another charset than UTF-8.
    Charset,
    /// A compressed body.
    Compressed,
    /// A `%` without two hexadecimal digits behind it.
    BrokenPercent,
    /// The decoded bytes are not UTF-8, and a setting treats that as malformed.
    NotUtf8,
    /// A known field occurs twice.
    Doubled(String),
    /// The body is longer than [`MAX_BODY_BYTES`].
    TooLarge,
    /// There are more than [`MAX_FIELDS`] fields.
    TooManyFields,
    /// The connection ended before the announced body did.
    Incomplete,
}

impl Malformed {
    /// Its text's memory, in bytes.
    pub(crate) const fn bytes(&self) -> usize {
        match self {
            Self::Method(text) | Self::Doubled(text) => text.capacity(),
            _ => 0,
        }
    }
}

impl fmt::Display for Malformed {
    /// English and ASCII, because it travels in a header; never a value of the request.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Method(_) => f.write_str("only POST is answered; send the fields as a form body"),
            Self::ContentType => {
                f.write_str("the content type must be application/x-www-form-urlencoded (UTF-8)")
            }
            Self::Charset => f.write_str(
                "the charset of the content type must be UTF-8; send the fields in UTF-8",
            ),
            Self::Compressed => f.write_str(
                "the body has a content-encoding; send it as it is, without gzip or the like",
            ),
            Self::BrokenPercent => f.write_str("a % must be followed by two hexadecimal digits"),
            Self::NotUtf8 => f.write_str("the decoded fields must be UTF-8"),
            Self::Doubled(name) => write!(f, "the field {name} is there twice; send it once"),
            Self::TooLarge => write!(f, "the body is longer than {MAX_BODY_BYTES} bytes"),
            Self::TooManyFields => write!(f, "there are more than {MAX_FIELDS} fields"),
            Self::Incomplete => f.write_str("the body ended before its announced length"),
        }
    }
}

impl Form {
    /// Reads a body. A line break behind the last field, as text files have it, is not part of it.
    ///
    /// # Errors
    /// Why the bytes are not a form; the error contains nothing of the body.
    pub(crate) fn read(content_type: Option<&str>, body: &[u8]) -> Result<Self, Malformed> {
        if body.len() > MAX_BODY_BYTES {
            return Err(Malformed::TooLarge);
        }
        check_type(content_type.unwrap_or(""))?;
        let body = body.trim_ascii_end();
        let mut bytes = Vec::with_capacity(body.len());
        let mut pairs = Vec::with_capacity(32);
        for field in body
            .split(|byte| *byte == b'&')
            .filter(|field| !field.is_empty())
        {
            if pairs.len() == MAX_FIELDS {
                return Err(Malformed::TooManyFields);
            }
            let equals = field.iter().position(|byte| *byte == b'=');
            let (name, value) = match equals {
                Some(at) => (&field[..at], &field[at + 1..]),
                None => (field, &b""[..]),
            };
            let name = decode(name, &mut bytes)?;
            let value = decode(value, &mut bytes)?;
            pairs.push(Pair { name, value });
        }
        let bytes = match String::from_utf8(bytes) {
            // The whole may be UTF-8 although a name ends within a character.
            Ok(text) if is_whole(&text, &pairs) => {
                return Ok(Self {
                    text,
                    pairs,
                    not_utf8: Vec::new(),
                });
            }
            Ok(text) => text.into_bytes(),
            Err(error) => error.into_bytes(),
        };
        Ok(Self::replaced(&bytes, pairs))
    }

    /// Replaces bytes that are not UTF-8 by U+FFFD, as a servlet container decodes them, so that the rules of their field answer.
    fn replaced(bytes: &[u8], mut pairs: Vec<Pair>) -> Self {
        let mut text = String::with_capacity(bytes.len());
        let mut replace = |range: &mut Range<usize>| {
            let start = text.len();
            let decoded = String::from_utf8_lossy(&bytes[range.clone()]);
            text.push_str(&decoded);
            *range = start..text.len();
            matches!(decoded, Cow::Owned(_))
        };
        let replaced: Vec<bool> = pairs
            .iter_mut()
            .map(|pair| replace(&mut pair.name) | replace(&mut pair.value))
            .collect();
        let fields = pairs.iter().zip(replaced).filter(|(_, replaced)| *replaced);
        let not_utf8 = fields
            .map(|(pair, _)| shown_name(&text[pair.name.clone()]).into())
            .collect();
        Self {
            text,
            pairs,
            not_utf8,
        }
    }

    /// The names of the fields with bytes that are not UTF-8, in order.
    pub(crate) fn not_utf8(&self) -> &[Box<str>] {
        &self.not_utf8
    }

    /// The fields as received.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> + Clone {
        self.pairs.iter().map(|pair| {
            (
                &self.text[pair.name.clone()],
                &self.text[pair.value.clone()],
            )
        })
    }
}

/// Whether no character is split between two parts.
fn is_whole(text: &str, pairs: &[Pair]) -> bool {
    let mut ranges = pairs.iter().flat_map(|pair| [&pair.name, &pair.value]);
    ranges.all(|range| text.get(range.clone()).is_some())
}

/// A name that an API may have; any other name is hidden, because it may be anything.
pub(super) fn shown_name(name: &str) -> &str {
    let is_name = name.len() <= 40 && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_name { name } else { "?" }
}

fn check_type(content_type: &str) -> Result<(), Malformed> {
    let mut parts = content_type.split(';').map(str::trim);
    let is_form = parts
        .next()
        .is_some_and(|mime| mime.eq_ignore_ascii_case("application/x-www-form-urlencoded"));
    if !is_form {
        return Err(Malformed::ContentType);
    }
    let is_utf8 = parts.all(|parameter| match parameter.split_once('=') {
        Some((name, value)) if name.trim().eq_ignore_ascii_case("charset") => {
            let charset = value.trim().trim_matches('"');
            charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("utf8")
        }
        _ => true,
    });
    is_utf8.then_some(()).ok_or(Malformed::Charset)
}

/// Appends the decoded bytes and returns their range.
fn decode(encoded: &[u8], into: &mut Vec<u8>) -> Result<Range<usize>, Malformed> {
    let start = into.len();
    let mut rest = encoded.iter();
    while let Some(byte) = rest.next() {
        into.push(match byte {
            b'+' => b' ',
            b'%' => {
                let high = rest.next().copied().and_then(hexadecimal);
                let low = rest.next().copied().and_then(hexadecimal);
                let (Some(high), Some(low)) = (high, low) else {
                    return Err(Malformed::BrokenPercent);
                };
                high << 4 | low
            }
            other => *other,
        });
    }
    Ok(start..into.len())
}

const fn hexadecimal(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}
