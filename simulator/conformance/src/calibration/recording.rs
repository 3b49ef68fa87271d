//! Recordings of requests and answers, by an allow-list: of ours everything but the credentials, of others nothing.

use std::{
    fs,
    ops::Range,
    path::{Path, PathBuf},
};

use super::{
    answer::WireAnswer,
    notebook::NoNotebook,
    request::{ProbeRequest, Shape, is_credential},
};

/// Replaces 加盟店コード: the code of the simulator's default merchant.
const CODE: &str = "900000001";
/// Elements whose values contain nothing about a person.
const OPEN: [&str; 4] = ["returnDate", "returnCode", "errorCode", "judgeStatus"];
/// Elements whose values belong to the requested buyer.
const OF_THE_BUYER: [&str; 5] = [
    "buyerId",
    "buyerName",
    "useUsable",
    "useOverLimit",
    "usePayment",
];
/// The buyers of the test environment.
const TEST_BUYERS: [&str; 4] = ["1111", "2222", "3333", "4444"];
/// The prefix of our own order numbers and buyers.
const OURS: &str = "KBP";

/// A folder of recordings.
#[derive(Clone, Debug)]
pub(super) struct Recorder {
    folder: PathBuf,
}

impl Recorder {
    /// Creates the folder.
    pub(super) fn new(folder: &Path) -> Result<Self, NoNotebook> {
        fs::create_dir_all(folder).map_err(|why| NoNotebook::File {
            path: folder.to_owned(),
            why,
        })?;
        Ok(Self {
            folder: folder.to_owned(),
        })
    }

    /// Writes an exchange.
    pub(super) fn record(
        &self,
        number: u32,
        probe: &str,
        request: &ProbeRequest,
        answer: &WireAnswer,
    ) -> Result<(), NoNotebook> {
        let probe = probe.replace(|c: char| !c.is_ascii_alphanumeric() && c != '.', "-");
        let api = request.api.number();
        let path = self.folder.join(format!("{number:04}-{probe}-{api}.txt"));
        fs::write(&path, exchange(request, answer)).map_err(|why| NoNotebook::File { path, why })
    }
}

/// The recorded form of an exchange.
fn exchange(request: &ProbeRequest, answer: &WireAnswer) -> String {
    let method = request.method();
    let api = request.api.number();
    let media = request
        .content_type()
        .map_or_else(String::new, |media| format!("Content-Type: {media}\n"));
    let status = answer.status;
    let answered = answer
        .content_type
        .as_ref()
        .map_or_else(String::new, |media| format!("Content-Type: {media}\n"));
    format!(
        "{method} /kuroneko-anshin/{api}APIAction.action\n{media}\n{}\n\nHTTP {status}\n{answered}\n{}\n",
        asked(request),
        said(request, answer)
    )
}

fn asked(request: &ProbeRequest) -> String {
    match request.shape {
        Shape::Get => return String::new(),
        Shape::Json => return "{}".to_owned(),
        Shape::BrokenPercent => return "buyerId=%zz".to_owned(),
        Shape::Form | Shape::NotUtf8 => {}
    }
    let mut form = form_urlencoded::Serializer::new(String::new());
    // A wrong code is part of a question; the right one is secret.
    form.append_pair("traderCode", request.field("traderCode").unwrap_or(CODE));
    for (name, value) in &request.fields {
        if is_credential(name) {
            continue;
        }
        let is_id = matches!(&**name, "buyerId" | "orderNo" | "slipNo" | "cId");
        let value = if is_id && !is_ours(value) {
            masked(value)
        } else {
            value.clone()
        };
        form.append_pair(name, &value);
    }
    let mut body = form.finish();
    if request.shape == Shape::NotUtf8 {
        body.push_str("&buyerId=%FF");
    }
    body
}

/// Whether an id is ours, a test buyer's, or wrong on purpose, so that it belongs to nobody else.
fn is_ours(id: &str) -> bool {
    TEST_BUYERS.contains(&id)
        || id.starts_with(OURS)
        || id.chars().any(|c| !c.is_ascii_alphanumeric() && c != '-')
}

fn masked(text: &str) -> String {
    "〇".repeat(text.chars().count())
}

/// The bytes of the answer, masked. Anything but a flat document may contain anything, so only its length is kept.
fn said(request: &ProbeRequest, answer: &WireAnswer) -> String {
    let bytes = answer.body.len();
    let dropped = || format!("（{bytes} バイトの、読み取れない応答。残していません）");
    let Some(text) = answer
        .document
        .as_ref()
        .and_then(|_| std::str::from_utf8(&answer.body).ok())
    else {
        return dropped();
    };
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let Ok(document) = roxmltree::Document::parse(&text[start..]) else {
        return dropped();
    };
    let buyer = request.field("buyerId").unwrap_or_default();
    let mut masks: Vec<(Range<usize>, String)> = Vec::new();
    for child in document.root_element().children() {
        if child.is_comment() || child.is_pi() {
            masks.push((child.range(), String::new()));
        }
        let name = child.tag_name().name();
        let is_kept =
            OPEN.contains(&name) || OF_THE_BUYER.contains(&name) && is_kept_of(buyer, name);
        if child.is_element() && !is_kept {
            let texts = child.children().filter(roxmltree::Node::is_text);
            masks.extend(texts.map(|text| {
                let value = text.text().unwrap_or_default();
                (text.range(), masked(value))
            }));
        }
    }
    let mut kept = text.to_owned();
    for (range, mask) in masks.into_iter().rev() {
        kept.replace_range(range.start + start..range.end + start, &mask);
    }
    kept
}

/// The names of the test buyers are the provider's, so they are masked, too.
fn is_kept_of(buyer: &str, element: &str) -> bool {
    if element == "buyerName" {
        buyer.starts_with(OURS)
    } else {
        is_ours(buyer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibration::request::Api;

    fn answer(body: &str) -> WireAnswer {
        let media = Some("application/xml; charset=UTF-8".to_owned());
        WireAnswer::new(200, media, body.into())
    }

    #[test]
    fn of_others_nothing_is_kept_but_how_long_it_is() {
        let request = ProbeRequest::new(Api::An050, &[("buyerId", "000000000800")]);
        let kept = exchange(
            &request,
            &answer(
                "<?xml version=\"1.0\"?><return><returnCode>0</returnCode><buyerId>000000000800</buyerId>\
                 <buyerName>株式会社山田</buyerName><useOverLimit>600000</useOverLimit><tel>0312345678</tel><!--山田--></return>",
            ),
        );
        assert_eq!(
            kept,
            "POST /kuroneko-anshin/AN050APIAction.action\nContent-Type: application/x-www-form-urlencoded; charset=UTF-8\n\n\
             traderCode=900000001&buyerId=%E3%80%87%E3%80%87%E3%80%87%E3%80%87%E3%80%87%E3%80%87%E3%80%87%E3%80%87%E3%80%87%E3%80%87%E3%80%87%E3%80%87\n\n\
             HTTP 200\nContent-Type: application/xml; charset=UTF-8\n\n\
             <?xml version=\"1.0\"?><return><returnCode>0</returnCode><buyerId>〇〇〇〇〇〇〇〇〇〇〇〇</buyerId>\
             <buyerName>〇〇〇〇〇〇</buyerName><useOverLimit>〇〇〇〇〇〇</useOverLimit><tel>〇〇〇〇〇〇〇〇〇〇</tel></return>\n"
        );
    }

    #[test]
    fn of_ours_all_is_kept_but_the_credentials() {
        let request = ProbeRequest::new(Api::An050, &[("buyerId", "KBP1")]);
        let body = "<return><buyerId>KBP1</buyerId><buyerName>株式会社テスト</buyerName></return>";
        let kept = exchange(&request, &answer(body));
        assert!(kept.contains(body), "{kept}");
        assert!(kept.contains("traderCode=900000001&buyerId=KBP1"), "{kept}");
        let page = answer("<html><body>加盟店 山田</body></html>");
        let page = WireAnswer {
            document: None,
            ..page
        };
        let kept = exchange(&request, &page);
        assert!(!kept.contains("山田"), "{kept}");
    }
}
