//! The provider's answer: whatever way the XML is written, and nothing taken for a success that does not say so.

use std::collections::{BTreeMap, btree_map::Entry};

use roxmltree::{Document, Node};

use crate::{
    faults::{Fault, Faults},
    wire::Api,
};

/// What came back for a request.
#[derive(Debug)]
pub(crate) enum Reply {
    /// It was carried out.
    Accepted(Fields),
    /// It was refused with this code, so not carried out.
    Refused(String),
    /// It may have been carried out.
    Unknown {
        /// What came in place of an answer.
        silence: Silence,
        /// The code, where one came.
        code: Option<String>,
    },
    /// No byte of it was sent.
    NotSent,
}

/// What came in place of an answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Silence {
    /// Nothing, or its beginning.
    Lost,
    /// Another HTTP status.
    Status,
    /// Something that is no answer.
    Unreadable,
    /// A code that tells of the provider's own trouble.
    SystemError,
}

impl Silence {
    pub(crate) const fn reply(self) -> Reply {
        Reply::Unknown {
            silence: self,
            code: None,
        }
    }
}

/// The elements of an answer by their names.
#[derive(Debug, Default)]
pub(crate) struct Fields(BTreeMap<String, String>);

impl Fields {
    /// The text of an element, without the blanks around it; empty where there is none.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// A number of yen.
    pub(crate) fn yen(&self, name: &str) -> Option<i64> {
        self.text(name).parse().ok()
    }
}

/// Codes after which nobody knows whether anything was written.
fn is_system(code: &str) -> bool {
    ["0400001", "0500001", "0500002", "9900001", "Z020001"].contains(&code)
}

/// Reads an answer with HTTP status 200.
pub(crate) fn read(bytes: &[u8], api: Api, faults: Faults) -> Reply {
    let has = |fault| faults.has(fault);
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    // A document type is no part of any answer, so that nothing is resolved and nothing unfolds.
    let document = Document::parse(text).ok();
    let root = document.as_ref().map(Document::root_element);
    let root = root.filter(|root| {
        let is_usual = text.starts_with("<?xml") && root.tag_name().name() == "return";
        is_usual || !has(Fault::F110)
    });
    let fields = root.and_then(|root| fields(root, api, faults));
    if has(Fault::F103) {
        return Reply::Accepted(fields.unwrap_or_default());
    }
    fields.map_or(Silence::Unreadable.reply(), |fields| judge(fields, faults))
}

fn judge(fields: Fields, faults: Faults) -> Reply {
    let has = |fault| faults.has(fault);
    let code = fields.text("errorCode").to_owned();
    if has(Fault::F109) && fields.0.contains_key("errorCode") {
        return Reply::Refused(code);
    }
    match (fields.text("returnCode"), code.is_empty()) {
        ("0", true) => Reply::Accepted(fields),
        ("0", false) if has(Fault::F111) => Reply::Accepted(fields),
        ("", _) if has(Fault::F112) => Reply::Accepted(fields),
        ("1", false) if is_system(&code) => Reply::Unknown {
            silence: Silence::SystemError,
            code: Some(code),
        },
        ("1", false) => Reply::Refused(code),
        // Two words that contradict each other, a refusal without a reason, or a word that nobody knows.
        (_, is_empty) => Reply::Unknown {
            silence: Silence::Unreadable,
            code: Some(code).filter(|_| !is_empty),
        },
    }
}

/// The elements below the root that hold a text. Where several codes came, the first counts; anything else that comes twice
/// cannot be read.
fn fields(root: Node<'_, '_>, api: Api, faults: Faults) -> Option<Fields> {
    let elements = root.children().filter(Node::is_element);
    let texts = elements.filter(|element| !element.children().any(|child| child.is_element()));
    let mut named: Vec<(String, String)> = texts
        .map(|element| {
            let texts = element.children().filter(Node::is_text);
            let text: String = texts.filter_map(|text| text.text()).collect();
            (element.tag_name().name().to_owned(), text.trim().to_owned())
        })
        .collect();
    if faults.has(Fault::F108) {
        by_place(&mut named, api);
    }
    let mut fields = Fields::default();
    for (name, text) in named {
        let is_code = name == "errorCode";
        match fields.0.entry(name) {
            Entry::Vacant(place) => {
                place.insert(text);
            }
            Entry::Occupied(_) if is_code => {}
            Entry::Occupied(_) => return None,
        }
    }
    Some(fields)
}

/// Gives each value the name that usually stands at its place.
fn by_place(named: &mut Vec<(String, String)>, api: Api) {
    let is_refusal = named.get(1).is_some_and(|(_, text)| text == "1");
    let usual = ["returnDate", "returnCode"].into_iter();
    let rest: &[&str] = if is_refusal {
        &["errorCode"]
    } else {
        api.answers()
    };
    let usual: Vec<&str> = usual.chain(rest.iter().copied()).collect();
    named.truncate(usual.len());
    for ((name, _), usual) in named.iter_mut().zip(usual) {
        usual.clone_into(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_usage(xml: &str, faults: Faults) -> Reply {
        read(xml.as_bytes(), Api::Usage, faults)
    }

    #[test]
    fn the_same_answer_in_other_dresses() {
        for xml in [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><return><returnDate>20261201100000</returnDate><returnCode>0</returnCode><useUsable>利用可</useUsable></return>",
            "\u{feff}<result xmlns=\"urn:a\"><useUsable a=\"b\"><![CDATA[利用可]]></useUsable><returnCode>\n 0\n</returnCode><errorCode/></result>",
            "<!-- <returnCode>9</returnCode> --><return><returnCode>0</returnCode><!-- a --><useUsable>&#x5229;&#x7528;&#x53EF;</useUsable><campaign><returnCode>9</returnCode></campaign></return>",
        ] {
            let Reply::Accepted(fields) = read_usage(xml, Faults::none()) else {
                panic!("{xml}");
            };
            assert_eq!(fields.text("useUsable"), "利用可");
        }
    }

    #[test]
    fn nothing_is_a_success_that_does_not_say_so() {
        for xml in [
            "",
            "<return><returnCode>0</ret",
            "<return></return>",
            "<return><returnCode>0</returnCode><errorCode>9900001</errorCode></return>",
            "<return><returnCode>2</returnCode></return>",
            "<return><returnCode>1</returnCode></return>",
            "<return><returnCode>1</returnCode><errorCode>9900001</errorCode></return>",
            "<return><returnCode>0</returnCode><returnCode>1</returnCode></return>",
            "<!DOCTYPE a [<!ENTITY e \"0\">]><return><returnCode>&e;</returnCode></return>",
        ] {
            let reply = read_usage(xml, Faults::none());
            assert!(matches!(reply, Reply::Unknown { .. }), "{xml}");
        }
        let refused = "<return><returnCode>1</returnCode><errorCode>A020002</errorCode><errorCode>A020003</errorCode></return>";
        assert!(
            matches!(read_usage(refused, Faults::none()), Reply::Refused(code) if code == "A020002")
        );
    }

    #[test]
    fn each_switch_of_the_reader_takes_one_for_another() {
        let contradicting =
            "<return><returnCode>0</returnCode><errorCode>9900001</errorCode></return>";
        let accepted =
            |xml, fault| matches!(read_usage(xml, Faults::one(fault)), Reply::Accepted(_));
        assert!(accepted(contradicting, Fault::F111));
        assert!(accepted("<return></return>", Fault::F112));
        assert!(accepted("<html>", Fault::F103));
        let plain = "<return><returnCode>0</returnCode></return>";
        assert!(accepted(plain, Fault::F111) && !accepted(plain, Fault::F110));
        assert!(!accepted(plain, Fault::F108), "the second is no returnCode");
        let empty = "<return><returnCode>0</returnCode><errorCode/></return>";
        assert!(accepted(empty, Fault::F111) && !accepted(empty, Fault::F109));
    }
}
