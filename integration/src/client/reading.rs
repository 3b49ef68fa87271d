//! The provider's answer: a flat XML document, read strictly where money hangs on it.

use jiff::civil::DateTime;
use roxmltree::{Document, Node, ParsingOptions};

use super::{Error, Unreadable};
use crate::refusals::Code;

/// The longest answer that is read, in bytes. The longest known one has less than 1,000.
pub const ANSWER_LIMIT: usize = 64 * 1024;

/// The answer to a request that was carried out and asks for nothing back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Receipt {
    /// When the provider answered, in Japan time; `None` if the answer does not say so in a readable way, since a payment that is
    /// registered must not fail for its date.
    pub returned_at: Option<DateTime>,
}

impl Receipt {
    /// As the provider would answer, for a program's own tests.
    pub const fn new(returned_at: Option<DateTime>) -> Self {
        Self { returned_at }
    }
}

/// The elements of one answer, below its root. The root's own name does not matter (it is inferred), nor do elements
/// that nobody asks for.
pub(super) struct Elements<'a> {
    root: Node<'a, 'a>,
}

impl Elements<'_> {
    /// Reads a whole answer: a refusal, or what `read` makes of an acceptance.
    pub(super) fn of_answer<T>(
        bytes: &[u8],
        read: impl FnOnce(&Elements<'_>) -> Result<T, Unreadable>,
    ) -> Result<T, Error> {
        let unreadable = Error::UnreadableAnswer;
        let text = std::str::from_utf8(bytes).map_err(|_| unreadable(Unreadable::NotUtf8))?;
        let options = ParsingOptions {
            allow_dtd: false,
            ..ParsingOptions::default()
        };
        let document = Document::parse_with_options(text, options)
            .map_err(|_| unreadable(Unreadable::NotXml))?;
        let elements = Elements {
            root: document.root_element(),
        };
        if let Some(code) = elements.refusal().map_err(unreadable)? {
            return Err(Error::Refused(code));
        }
        read(&elements).map_err(unreadable)
    }

    fn refusal(&self) -> Result<Option<Code>, Unreadable> {
        let code = self.codes()?;
        match (self.text("returnCode")?.trim(), code.as_str()) {
            ("0", "") => Ok(None),
            ("1", "") => Err(Unreadable::Missing("errorCode")),
            ("1", _) => Ok(Some(Code::new(code))),
            _ => Err(Unreadable::ReturnCode),
        }
    }

    /// The codes of a refusal, each once. Only one is known to come; several, in one element or in several, are read as well, since an
    /// unreadable refusal would leave its outcome unknown.
    fn codes(&self) -> Result<String, Unreadable> {
        let mut codes: Vec<String> = Vec::new();
        for element in self.all("errorCode") {
            for code in Code::new(text_of(element, "errorCode")?).each() {
                if !codes.iter().any(|known| known == code) {
                    codes.push(code.to_owned());
                }
            }
        }
        Ok(codes.join(" "))
    }

    /// The answer to an accepted request that has no elements of its own.
    pub(super) fn receipt(&self) -> Receipt {
        Receipt {
            returned_at: self.returned_at(),
        }
    }

    /// `returnDate`, yyyyMMddHHmmss.
    pub(super) fn returned_at(&self) -> Option<DateTime> {
        let date = self.text("returnDate").ok()?;
        let date = date.trim();
        let is_whole = date.len() == 14 && date.bytes().all(|byte| byte.is_ascii_digit());
        if is_whole {
            DateTime::strptime("%Y%m%d%H%M%S", date).ok()
        } else {
            None
        }
    }

    /// The text of an element that must be there, exactly as it came.
    pub(super) fn text(&self, name: &'static str) -> Result<String, Unreadable> {
        self.optional(name)?.ok_or(Unreadable::Missing(name))
    }

    /// An amount in yen.
    pub(super) fn yen(&self, name: &'static str) -> Result<i64, Unreadable> {
        self.text(name)?
            .trim()
            .parse()
            .map_err(|_| Unreadable::NotANumber(name))
    }

    fn optional(&self, name: &'static str) -> Result<Option<String>, Unreadable> {
        let mut found = self.all(name);
        let Some(element) = found.next() else {
            return Ok(None);
        };
        if found.next().is_some() {
            return Err(Unreadable::Ambiguous(name));
        }
        text_of(element, name).map(Some)
    }

    fn all(&self, name: &'static str) -> impl Iterator<Item = Node<'_, '_>> {
        let elements = self.root.children();
        elements.filter(move |node| node.is_element() && node.tag_name().name() == name)
    }
}

/// The text of an element without elements inside.
fn text_of(element: Node<'_, '_>, name: &'static str) -> Result<String, Unreadable> {
    if element.children().any(|node| node.is_element()) {
        return Err(Unreadable::Ambiguous(name));
    }
    // A comment splits a text in two.
    let texts = element.children().filter(Node::is_text);
    Ok(texts.filter_map(|node| node.text()).collect())
}
