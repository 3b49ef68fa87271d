//! What fields accept: times in Japan.

use jiff::civil::date;

use super::super::asking::morning;
use crate::books::values;

#[test]
fn a_time_is_one_in_japan() {
    for text in [
        "2026-11-24T10:00:00",
        "2026-11-24T10:00:00+09:00",
        "2026-11-24 10:00:00",
        "2026-11-24t10:00",
        "2026-11-24T10:00:00.999",
    ] {
        assert_eq!(values::time(text), Ok(morning()), "{text}");
    }
    assert_eq!(
        values::time("2026-12-25"),
        Ok(date(2026, 12, 25).at(0, 0, 0, 0))
    );
    for text in [
        "2026-12-25T23:00:00+00:00",
        "2026-12-25T23:00:00-09:00",
        "2026-12-25T23:00:00+09",
        "2026-12-25T23:00:00+0900",
        "2026-12-25T23:00:00+09:00[Asia/Tokyo]",
        "2026-12-25T23:00:00[Asia/Tokyo]",
        "2026-12-25T23:00:00[u-ca=japanese]",
        "2026-12-25T23:00:00Z",
        "+002026-12-25T23:00:00",
        "tomorrow",
        "",
    ] {
        assert!(values::time(text).is_err(), "{text}");
    }
}
