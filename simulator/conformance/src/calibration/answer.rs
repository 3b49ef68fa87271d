//! A received answer: status, header, bytes, and the flat document in them.

/// A received answer.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct WireAnswer {
    /// Whether nothing was sent, because this is a plan.
    pub(super) is_planned: bool,
    pub(super) status: u16,
    pub(super) content_type: Option<String>,
    pub(super) body: Vec<u8>,
    /// `None`: the bytes are not a flat document.
    pub(super) document: Option<FlatDocument>,
}

/// A document whose root has elements with texts.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct FlatDocument {
    /// The XML declaration; empty for none.
    pub(super) declaration: String,
    pub(super) root: String,
    /// In order.
    pub(super) elements: Vec<(String, String)>,
    /// Properties that no setting of the simulator covers: attributes, spaces, comments.
    pub(super) oddities: Vec<&'static str>,
}

impl WireAnswer {
    /// Reads an answer.
    pub(super) fn new(status: u16, content_type: Option<String>, body: Vec<u8>) -> Self {
        let document = std::str::from_utf8(&body).ok().and_then(FlatDocument::read);
        Self {
            is_planned: false,
            status,
            content_type,
            body,
            document,
        }
    }

    /// The first element of a name.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let mut elements = self.document.as_ref()?.elements.iter();
        let found = elements.find(|(known, _)| known == name);
        found.map(|(_, value)| value.trim())
    }

    /// Whether the request was accepted.
    pub(super) fn is_accepted(&self) -> bool {
        self.text("returnCode") == Some("0")
    }

    /// The first error code of a refusal.
    pub(super) fn code(&self) -> Option<&str> {
        if self.text("returnCode") == Some("0") {
            return None;
        }
        self.text("errorCode").filter(|code| !code.is_empty())
    }

    /// All error codes.
    pub(super) fn codes(&self) -> Vec<&str> {
        let elements = self.document.iter().flat_map(|one| &one.elements);
        let codes = elements.filter(|(name, value)| name == "errorCode" && !value.is_empty());
        codes.map(|(_, value)| value.trim()).collect()
    }

    /// A short summary.
    pub(super) fn words(&self) -> String {
        if self.document.is_none() {
            return format!("HTTP {}（読み取れない応答）", self.status);
        }
        let said = if self.is_accepted() {
            "受け付け".to_owned()
        } else {
            self.code().unwrap_or("コードのない拒否").to_owned()
        };
        match self.status {
            200 => said,
            status => format!("HTTP {status}、{said}"),
        }
    }
}

impl FlatDocument {
    fn read(text: &str) -> Option<Self> {
        let plain = text.trim_start_matches('\u{feff}');
        let document = roxmltree::Document::parse(plain).ok()?;
        let root = document.root_element();
        let mut oddities = Vec::new();
        let mut odd = |is_so: bool, what: &'static str| {
            if is_so && !oddities.contains(&what) {
                oddities.push(what);
            }
        };
        odd(plain.len() != text.len(), "BOM");
        odd(root.attributes().len() > 0, "ルート要素の属性");
        odd(root.tag_name().namespace().is_some(), "名前空間");
        let mut elements = Vec::new();
        for child in root.children() {
            if child.is_element() {
                if child.children().any(|inner| inner.is_element()) {
                    return None;
                }
                odd(child.attributes().len() > 0, "要素の属性");
                let value = child.text().unwrap_or_default();
                elements.push((child.tag_name().name().to_owned(), value.to_owned()));
            } else if child.is_text() {
                odd(true, "要素の間の空白・改行");
            } else {
                odd(true, "注釈・処理命令");
            }
        }
        let declaration = match plain.strip_prefix("<?xml ") {
            Some(rest) => {
                let (inside, _) = rest.split_once("?>")?;
                format!("<?xml {inside}?>")
            }
            None => String::new(),
        };
        Some(Self {
            declaration,
            root: root.tag_name().name().to_owned(),
            elements,
            oddities,
        })
    }
}
