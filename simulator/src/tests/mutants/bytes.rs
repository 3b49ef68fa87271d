//! Ways of writing an answer: each by hand; those to endure keep the meaning.

use super::{inquire, mutated};
use crate::{
    Simulator,
    mutants::{Class, MUTANTS},
    tests::support::{
        asking::{Answered, CREDENTIALS, settings},
        raw::bytes,
    },
};

/// An answer that is only written differently means the same to an XML library.
#[test]
fn what_is_to_be_endured_means_the_same() {
    let plain = inquire(&Simulator::start(settings("")).unwrap(), "1111").body;
    let plain = Answered::read(&plain);
    let sorted = |answered: &Answered| {
        let trimmed = |(name, value): &(String, String)| (name.clone(), value.trim().to_owned());
        let mut elements: Vec<_> = answered.elements.iter().map(trimmed).collect();
        elements.sort();
        elements
    };
    let dressed = MUTANTS.iter().filter(|mutant| mutant.writing().is_some());
    for mutant in dressed.filter(|mutant| mutant.class == Class::Endure) {
        let body = inquire(&mutated(mutant.name), "1111").body;
        let answered = if mutant.name == "chunked" {
            continue;
        } else {
            Answered::read(body.trim_start_matches('\u{feff}'))
        };
        let mut elements = sorted(&answered);
        let mut expected = sorted(&plain);
        match mutant.name {
            "extra-element" => {
                elements.retain(|(name, _)| name != "shopMessage" && name != "campaign");
            }
            "empty-error-code" => elements.retain(|(name, _)| name != "errorCode"),
            "no-return-date" => expected.retain(|(name, _)| name != "returnDate"),
            _ => {}
        }
        assert_eq!(elements, expected, "{}: {body}", mutant.name);
        let root = if mutant.name == "root-renamed" {
            "result"
        } else {
            "return"
        };
        assert_eq!(answered.root, root, "{}", mutant.name);
    }
}

#[test]
fn each_dress_is_worn() {
    for (mutant, part) in [
        (
            "order-reversed",
            "<returnCode>0</returnCode><returnDate>20261124100000</returnDate></return>",
        ),
        (
            "extra-element",
            "<shopMessage>お知らせ</shopMessage><campaign><returnCode>9</returnCode>",
        ),
        (
            "attributes",
            "<useUsable type=\"string\">利用可</useUsable>",
        ),
        (
            "empty-error-code",
            "<returnCode>0</returnCode><errorCode></errorCode>",
        ),
        ("padded-values", "<useUsable>\n    利用可\n  </useUsable>"),
        (
            "crlf-indented",
            "?>\r\n<return>\r\n  <returnDate>20261124100000</returnDate>\r\n  <returnCode>0</returnCode>\r\n",
        ),
        ("cdata", "<useUsable><![CDATA[利用可]]></useUsable>"),
        (
            "character-references",
            "<useUsable>&#x5229;&#x7528;&#x53EF;</useUsable>",
        ),
        (
            "comments",
            "<!-- <returnCode>9</returnCode> --><?shop version=\"2\"?><return>",
        ),
        ("root-renamed", "?>\n<result><returnDate>"),
        ("namespace", "<return xmlns=\"urn:example:kakebarai\">"),
        ("bom", "\u{feff}<?xml"),
        (
            "entity",
            "<!DOCTYPE return [<!ENTITY file SYSTEM \"http://127.0.0.1:9/secret?a&amp;b\">]>\n<return>",
        ),
    ] {
        let body = inquire(&mutated(mutant), "1111").body;
        assert!(body.contains(part), "{mutant}: {body}");
    }
    let body = inquire(&mutated("no-declaration"), "1111").body;
    assert!(body.starts_with("<return><returnDate>"), "{body}");
    let body = inquire(&mutated("no-return-date"), "1111").body;
    assert!(body.contains("<return><returnCode>0"), "{body}");
    let body = inquire(&mutated("entity"), "1111").body;
    assert!(body.contains("<useUsable>&file;</useUsable>"), "{body}");
    assert!(!body.contains("利用可"), "{body}");
}

#[test]
fn headers_differ_where_they_are_to() {
    let head = |mutant: &str| inquire(&mutated(mutant), "1111").head.to_ascii_lowercase();
    for (mutant, line) in [
        ("text-xml", "\r\ncontent-type: text/xml; charset=utf-8\r\n"),
        ("no-charset", "\r\ncontent-type: application/xml\r\n"),
        (
            "cookie",
            "\r\nset-cookie: jsessionid=0; path=/; httponly\r\n",
        ),
        ("cookie", "\r\nx-request-trace: 0\r\n"),
        ("chunked", "\r\ntransfer-encoding: chunked"),
        ("html-200", "\r\ncontent-type: text/html; charset=utf-8\r\n"),
        // The rest is unchanged.
        (
            "bom",
            "\r\ncontent-type: application/xml; charset=utf-8\r\n",
        ),
        ("bom", "\r\nx-simulator-request: 1\r\n"),
    ] {
        assert!(head(mutant).contains(line), "{mutant}: {}", head(mutant));
    }
    let page = inquire(&mutated("html-200"), "1111");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("メンテナンス"), "{}", page.body);
}

#[test]
fn pieces_end_inside_a_character() {
    let simulator = mutated("chunked");
    let answer = bytes(&simulator, "AN050", &format!("{CREDENTIALS}&buyerId=1111"));
    let start = answer
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap()
        + 4;
    let (mut rest, mut xml, mut torn) = (&answer[start..], Vec::new(), 0);
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n").unwrap();
        let length = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap(), 16).unwrap();
        if length == 0 {
            break;
        }
        let piece = &rest[end + 2..end + 2 + length];
        torn += usize::from(std::str::from_utf8(piece).is_err());
        xml.extend_from_slice(piece);
        rest = &rest[end + 2 + length + 2..];
    }
    assert!(torn > 0, "no piece ends inside a character");
    assert_eq!(
        Answered::read(&String::from_utf8(xml).unwrap()).text("useUsable"),
        "利用可"
    );
}

#[test]
fn bytes_of_shift_jis_call_themselves_utf_8() {
    let simulator = mutated("mojibake");
    let answer = bytes(&simulator, "AN050", &format!("{CREDENTIALS}&buyerId=1111"));
    // 利用可 in Shift_JIS.
    let usable = b"<useUsable>\x97\x98\x97\x70\x89\xc2</useUsable>";
    assert!(answer.windows(usable.len()).any(|bytes| bytes == usable));
    let head = String::from_utf8_lossy(&answer).to_ascii_lowercase();
    assert!(head.contains("content-type: application/xml; charset=utf-8\r\n"));
    assert!(head.contains("encoding=\"utf-8\""));
}

#[test]
fn all_codes_are_those_of_all_broken_rules() {
    let body = inquire(&mutated("all-codes"), "あ").body;
    assert_eq!(
        Answered::read(&body).codes(),
        ["E020002", "E050003"],
        "{body}"
    );
}
