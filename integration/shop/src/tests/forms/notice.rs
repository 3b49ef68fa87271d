//! Notices fit into a cookie.

use crate::{forms::Notice, security::key::hexadecimal};

#[test]
fn a_long_notice_is_cut_so_that_browsers_keep_its_cookie() {
    let short = Notice::warning("お名前".repeat(100));
    assert_eq!(Notice::read(&short.written()), Some(short));
    for text in [
        "「商品」は、ご注文いただけません。".repeat(100),
        "😀".repeat(2_000),
    ] {
        let written = Notice::warning(text).written();
        assert!(written.ends_with('…'));
        // With a name and a seal.
        assert!(hexadecimal(written.as_bytes()).len() <= 3_900);
    }
}
