//! Answers that no provider would give: each is read or refused, and what is read is what was written.
//!
//! `KAKEBARAI_FUZZ_CASES` sets how many; `.ci/run` sets many.

use proptest::prelude::*;

use super::{Error, reading::Elements};

/// What the search begins with.
const CORPUS: [&str; 5] = [
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<return><returnDate>20261124100000</returnDate><returnCode>0</returnCode></return>",
    "<return><returnDate>20261124100000</returnDate><returnCode>1</returnCode><errorCode>A060005</errorCode></return>",
    "<return><returnCode>0</returnCode><buyerId>1111</buyerId><buyerName>株式会社テスト</buyerName><useUsable>利用可</useUsable><useOverLimit>600000</useOverLimit><usePayment>0</usePayment></return>",
    "<r xmlns=\"urn:x\"><!-- c --><returnCode>0</returnCode><useOverLimit>600<!-- c -->000</useOverLimit></r>",
    "<return><returnCode>0</returnCode><useOverLimit>&#54;00000</useOverLimit><x><![CDATA[<returnCode>]]></x></return>",
];

/// Parts that may mean something.
const TOKENS: [&str; 14] = [
    "<",
    ">",
    "</",
    "/>",
    "&",
    "&lt;",
    "&#0;",
    "<!DOCTYPE r [<!ENTITY a \"b\">]>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "<returnCode>0</returnCode>",
    "<errorCode>G55</errorCode>",
    "-9223372036854775809",
];

fn many() -> ProptestConfig {
    let cases = std::env::var("KAKEBARAI_FUZZ_CASES").ok();
    ProptestConfig {
        cases: cases.map_or(2_000, |cases| cases.parse().unwrap()),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Reads an answer as AN050's is read.
fn read(bytes: &[u8]) -> Result<(String, i64), Error> {
    Elements::of_answer(bytes, |elements| {
        elements.receipt();
        Ok((elements.text("buyerId")?, elements.yen("useOverLimit")?))
    })
}

fn changed(seed: &str, changes: &[(usize, usize, u8, usize)]) -> Vec<u8> {
    let mut bytes = seed.as_bytes().to_vec();
    for (at, kind, byte, length) in changes {
        let at = at % (bytes.len() + 1);
        let end = (at + length).min(bytes.len());
        match kind {
            0 => drop(bytes.drain(at..end)),
            1 => bytes.insert(at, *byte),
            2 => drop(bytes.splice(at..at, bytes[at..end].to_vec())),
            token => {
                let token = TOKENS[token % TOKENS.len()];
                bytes.splice(at..at, token.bytes());
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(many())]

    #[test]
    fn answers_with_changes_are_read_or_refused(
        seed in 0..CORPUS.len(),
        changes in prop::collection::vec((any::<usize>(), 0..20usize, any::<u8>(), 1..60usize), 0..8),
    ) {
        let bytes = changed(CORPUS[seed], &changes);
        match read(&bytes) {
            // An acceptance is never made out of an answer that does not say so.
            Ok(_) => {
                let text = String::from_utf8(bytes).unwrap();
                assert!(text.contains('0') && text.contains("returnCode") && text.contains("useOverLimit"));
            }
            Err(Error::Refused(code)) => {
                let text = String::from_utf8(bytes).unwrap();
                assert!(text.contains("errorCode"), "{code:?} out of {text}");
            }
            Err(error) => assert!(matches!(error, Error::UnreadableAnswer(_)), "{error:?}"),
        }
    }

    #[test]
    fn any_bytes_are_no_answer(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        assert!(matches!(read(&bytes), Err(Error::UnreadableAnswer(_))));
    }

    #[test]
    fn what_was_written_is_read(buyer in "[ -~ぁ-んァ-ヶ一-龠&&[^<&\\]]]{1,20}", limit in any::<i64>(), split in 0..3usize) {
        let digits = limit.to_string();
        let (before, after) = digits.split_at(digits.len().min(split));
        let xml = format!(
            "<a><returnCode>0</returnCode><buyerId>{buyer}</buyerId><useOverLimit>{before}<!-- {split} -->{after}</useOverLimit></a>"
        );
        assert_eq!(read(xml.as_bytes()).unwrap(), (buyer, limit));
    }
}
