//! From the bytes of a request body to ordered pairs of text: blanks, repeats and unknown names included.

use std::{fmt, ops::Range};

/// The largest body that is read, in bytes. Ninety-nine full lines are about 60 KiB.
pub(crate) const MAX_BODY_BYTES: usize = 1024 * 1024;

/// The most fields that are read. The fullest request has 9 + 99 × 7 = 702.
pub(crate) const MAX_FIELDS: usize = 2_000;

/// A request body, decoded once into one piece of text.
#[derive(Debug)]
pub(crate) struct Form {
    text: String,
    pairs: Vec<Pair>,
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
    /// A `%` without two hexadecimal digits behind it.
    BrokenPercent,
    /// The decoded bytes are not UTF-8.
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
    /// What its text takes of the memory.
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
    /// Says why the bytes are not a form; nothing of the body is in the error.
    pub(crate) fn read(content_type: Option<&str>, body: &[u8]) -> Result<Self, Malformed> {
        if body.len() > MAX_BODY_BYTES {
            return Err(Malformed::TooLarge);
        }
        if !content_type.is_some_and(is_form) {
            return Err(Malformed::ContentType);
        }
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
        let text = String::from_utf8(bytes).map_err(|_| Malformed::NotUtf8)?;
        // The whole may be UTF-8 where a name ends in the middle of a character.
        let whole = |range: &Range<usize>| text.get(range.clone()).is_some();
        if !pairs
            .iter()
            .all(|pair| whole(&pair.name) && whole(&pair.value))
        {
            return Err(Malformed::NotUtf8);
        }
        Ok(Self { text, pairs })
    }

    /// The fields as they came.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> + Clone {
        self.pairs.iter().map(|pair| {
            (
                &self.text[pair.name.clone()],
                &self.text[pair.value.clone()],
            )
        })
    }
}

fn is_form(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(str::trim);
    let is_form = parts
        .next()
        .is_some_and(|mime| mime.eq_ignore_ascii_case("application/x-www-form-urlencoded"));
    is_form
        && parts.all(|parameter| match parameter.split_once('=') {
            Some((name, value)) if name.trim().eq_ignore_ascii_case("charset") => {
                let charset = value.trim().trim_matches('"');
                charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("utf8")
            }
            _ => true,
        })
}

/// Appends the decoded bytes and says where they are.
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
