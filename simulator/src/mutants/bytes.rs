//! Misbehaviours of writing: the same elements written differently, or bytes that are not an answer.

use std::fmt::Write as _;

use crate::vendor::wire::reply::{escaped, is_character};

/// The page shown during maintenance.
pub(crate) const MAINTENANCE: &str = "<!DOCTYPE html>\n<html lang=\"ja\"><head><meta charset=\"UTF-8\"><title>メンテナンス中</title></head>\
<body><h1>ただいまメンテナンス中です</h1><p>しばらくしてから、もう一度お試しください。</p></body></html>\n";
/// Its content type.
pub(crate) const HTML: &str = "text/html; charset=utf-8";

/// The differences from how the simulator writes.
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one misbehaviour, and none goes with another"
)]
pub(crate) struct Writing {
    pub(crate) declaration: bool,
    pub(crate) bom: bool,
    /// CRLF, and each element in a line of its own.
    pub(crate) indented: bool,
    pub(crate) reversed: bool,
    pub(crate) extra_elements: bool,
    pub(crate) attributes: bool,
    pub(crate) comments: bool,
    pub(crate) namespace: bool,
    pub(crate) empty_error_code: bool,
    /// Every broken rule's code, not the first alone.
    pub(crate) all_codes: bool,
    pub(crate) root: Option<&'static str>,
    /// The element that is left out.
    pub(crate) without: Option<&'static str>,
    pub(crate) values: ValueStyle,
    pub(crate) content_type: ContentType,
    pub(crate) chunked: bool,
    pub(crate) cookie: bool,
    /// A page of HTML in place of the answer.
    pub(crate) page: bool,
    /// `Shift_JIS` that calls itself UTF-8.
    pub(crate) shift_jis: bool,
    /// A value is an entity that points elsewhere.
    pub(crate) external_entity: bool,
}

/// How values are written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum ValueStyle {
    Plain,
    Padded,
    CData,
    References,
}

/// The content type in the header.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum ContentType {
    AsSet,
    TextXml,
    WithoutCharset,
}

/// Writes as the simulator does.
pub(crate) const PLAIN: Writing = Writing {
    declaration: true,
    bom: false,
    indented: false,
    reversed: false,
    extra_elements: false,
    attributes: false,
    comments: false,
    namespace: false,
    empty_error_code: false,
    all_codes: false,
    root: None,
    without: None,
    values: ValueStyle::Plain,
    content_type: ContentType::AsSet,
    chunked: false,
    cookie: false,
    page: false,
    shift_jis: false,
    external_entity: false,
};

/// An answer to write: a root, and elements with their values in order.
#[derive(Debug)]
pub(crate) struct ReplyDocument<'a> {
    /// The XML declaration; empty for none.
    pub(crate) declaration: &'a str,
    pub(crate) root: &'a str,
    pub(crate) elements: Vec<(&'static str, String)>,
    /// Whether the request was accepted.
    pub(crate) accepted: bool,
    pub(crate) content_type: &'a str,
}

/// A written answer.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) content_type: String,
    pub(crate) body: Vec<u8>,
    /// Whether it is sent in pieces, some of which end inside a character.
    pub(crate) chunked: bool,
    /// Additional headers.
    pub(crate) headers: &'static [(&'static str, &'static str)],
}

impl Writing {
    /// Writes an answer. `location` is the target of an entity.
    pub(crate) fn write(&self, document: ReplyDocument<'_>, location: Option<&str>) -> Written {
        if self.page {
            return Written {
                content_type: HTML.to_owned(),
                body: MAINTENANCE.into(),
                chunked: false,
                headers: &[],
            };
        }
        let content_type = match self.content_type {
            ContentType::AsSet => document.content_type.to_owned(),
            ContentType::TextXml => "text/xml; charset=UTF-8".to_owned(),
            ContentType::WithoutCharset => {
                let media_type = document.content_type.split(';').next();
                media_type.unwrap_or("application/xml").to_owned()
            }
        };
        let xml = self.xml(document, location.unwrap_or("http://127.0.0.1:9/"));
        let body = if self.shift_jis {
            encoding_rs::SHIFT_JIS.encode(&xml).0.into_owned()
        } else {
            xml.into_bytes()
        };
        Written {
            content_type,
            body,
            chunked: self.chunked,
            headers: if self.cookie {
                &[
                    ("set-cookie", "JSESSIONID=0; Path=/; HttpOnly"),
                    ("x-request-trace", "0"),
                ]
            } else {
                &[]
            },
        }
    }

    fn xml(&self, mut document: ReplyDocument<'_>, location: &str) -> String {
        let root = self.root.unwrap_or(document.root).to_owned();
        let (line, indent) = if self.indented {
            ("\r\n", "  ")
        } else {
            ("", "")
        };
        let mut xml = String::new();
        if self.bom {
            xml.push('\u{feff}');
        }
        if self.declaration && !document.declaration.is_empty() {
            xml.push_str(document.declaration);
            xml.push_str(if self.indented { line } else { "\n" });
        }
        if self.comments {
            xml.push_str("<!-- <returnCode>9</returnCode> --><?shop version=\"2\"?>");
        }
        if self.external_entity {
            let location = escaped(location);
            let _ = writeln!(
                xml,
                "<!DOCTYPE {root} [<!ENTITY file SYSTEM \"{location}\">]>"
            );
        }
        let namespace = if self.namespace {
            " xmlns=\"urn:example:kakebarai\""
        } else {
            ""
        };
        let _ = write!(xml, "<{root}{namespace}>{line}");
        let has_code = document
            .elements
            .iter()
            .any(|(name, _)| *name == "errorCode");
        if self.empty_error_code && document.accepted && !has_code {
            document.elements.insert(2, ("errorCode", String::new()));
        }
        if self.reversed {
            document.elements.reverse();
        }
        let attribute = if self.attributes {
            " type=\"string\""
        } else {
            ""
        };
        for (name, value) in &document.elements {
            if self.without == Some(*name) {
                continue;
            }
            let value = self.value(name, value);
            let _ = write!(xml, "{indent}<{name}{attribute}>{value}</{name}>{line}");
            if self.comments {
                xml.push_str("<!-- shop -->");
            }
        }
        if self.extra_elements {
            xml.push_str("<shopMessage>お知らせ</shopMessage><campaign><returnCode>9</returnCode><name>秋</name></campaign>");
        }
        let _ = write!(xml, "</{root}>");
        xml
    }

    fn value(&self, name: &str, value: &str) -> String {
        if self.external_entity && ["useUsable", "errorCode", "returnDate"].contains(&name) {
            return "&file;".to_owned();
        }
        match self.values {
            ValueStyle::Plain => escaped(value),
            ValueStyle::Padded => format!("\n    {}\n  ", escaped(value)),
            // Splits an end mark within the value between two sections.
            ValueStyle::CData => {
                let clean: String = value.chars().filter(|c| is_character(*c)).collect();
                format!("<![CDATA[{}]]>", clean.replace("]]>", "]]]]><![CDATA[>"))
            }
            ValueStyle::References => escaped(value).chars().fold(String::new(), |mut text, c| {
                if c.is_ascii() {
                    text.push(c);
                } else {
                    let _ = write!(text, "&#x{:X};", u32::from(c));
                }
                text
            }),
        }
    }
}
