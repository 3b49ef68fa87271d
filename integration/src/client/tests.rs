//! Answers that no provider would give: each is read or refused, and what is read is what was written.

use std::fs;

use proptest::prelude::*;

use super::{Decimal2, Error, Unreadable, reading::Elements};

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Reads an answer much as AN050's is read.
fn read(bytes: &[u8]) -> Result<(String, i64), Error> {
    Elements::of_answer(bytes, |elements| {
        elements.receipt();
        Ok((elements.text("buyerId")?, elements.yen("useOverLimit")?))
    })
}

/// What the fuzzer begins with: `tests/fuzz/corpus/answer`, each file read or refused as its name says.
#[test]
fn each_answer_of_the_corpus_is_taken_for_what_its_name_says() {
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fuzz/corpus/answer");
    let mut files = 0;
    for file in fs::read_dir(corpus).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let bytes = fs::read(&path).unwrap();
        let read = Elements::of_answer(&bytes, |_| Ok(()));
        let is_as_named = match name.split('-').next().unwrap() {
            "accepted" => read.is_ok(),
            "refused" => matches!(read, Err(Error::Refused(_))),
            "unreadable" => matches!(read, Err(Error::UnreadableAnswer(_))),
            _ => false,
        };
        assert!(is_as_named, "{name}: {read:?}");
        files += 1;
    }
    assert!(files >= 12, "{files}");
}

/// 株 in `Shift_JIS`.
#[test]
fn an_answer_in_another_encoding_is_not_guessed_at() {
    let shift_jis = b"<a><returnCode>0</returnCode><buyerId>\x8a\x94</buyerId></a>";
    assert!(matches!(
        read(shift_jis),
        Err(Error::UnreadableAnswer(Unreadable::NotUtf8))
    ));
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn any_bytes_are_no_answer(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        assert!(matches!(read(&bytes), Err(Error::UnreadableAnswer(_))));
    }

    #[test]
    fn a_number_is_as_long_as_it_is_written(hundredths in prop_oneof![any::<i64>(), -20_000i64..20_000]) {
        let number = Decimal2::from_hundredths(hundredths);
        prop_assert_eq!(number.characters(), number.to_string().len());
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
