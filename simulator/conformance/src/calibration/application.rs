//! The application of a company that does not exist.

use super::{
    prober::Prober,
    request::{Api, ProbeRequest},
};

/// An unlisted 支払方法: F480004, behind all checks of other single items.
const GUARD: (&str, &str) = ("shrhohKbn", "3");
/// Its code.
pub(super) const GUARDED: &str = "F480004";

/// Its name without legal form and branch.
pub(super) const NAME: &str = "試験商事";
/// Its branch.
pub(super) const BRANCH: &str = "試験支店";
/// Its legal form.
pub(super) const LEGAL_FORM: &str = "株式会社";

/// An application without any mistake.
pub(super) fn right(prober: &mut Prober) -> ProbeRequest {
    let (id, telephone) = if prober.is_planning() {
        ("（取引先ID）".to_owned(), "03-0000-0000".to_owned())
    } else {
        (prober.notebook.next_buyer(), prober.notebook.telephone())
    };
    ProbeRequest::new(
        Api::An060,
        &[
            ("cId", &id),
            ("hjkjKbn", "1"),
            ("houjinKaku", "1"),
            ("houjinZengo", "0"),
            ("sMei", NAME),
            ("shitenMei", BRANCH),
            ("sMeikana", "シケンショウジ"),
            ("ybnNo", "1000001"),
            ("Adress", "東京都千代田区千代田"),
            ("telNo", &telephone),
            ("daikjmeiSei", "試験"),
            ("daikjmeiMei", "太郎"),
            ("daiknameiSei", "シケン"),
            ("daiknameiMei", "タロウ"),
            ("szUmu", "0"),
            ("sqssfKbn", "1"),
            ("shrhohKbn", "2"),
        ],
    )
}

/// An application that ends at the guard at the latest.
pub(super) fn guarded(prober: &mut Prober, fields: &[(&str, &str)]) -> ProbeRequest {
    right(prober).with(fields).guarded(&[GUARD])
}
