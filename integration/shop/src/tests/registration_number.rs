//! Which numbers an issuer may have.

use crate::registration_number::{
    NotRegistrationNumber::{CheckDigit, Form},
    RegistrationNumber,
};

#[test]
fn the_first_digit_checks_the_others() {
    // 国税庁: from the last digit on 2×1 + 5×1 + 2×1 + 1×2 = 11, of which 2 remain, and 9 − 2 = 7.
    for (written, read) in [
        ("T7000012050002", Ok("T7000012050002")),
        ("Ｔ７０００－０１２０－５０００２", Ok("T7000012050002")),
        ("t7-0000-1205-0002", Ok("T7000012050002")),
        // 2 + 2 + 0 + 18 + 8 + 14 + 6 + 10 + 4 + 6 + 2 + 2 = 74, of which 2 remain.
        ("T7123456789012", Ok("T7123456789012")),
        // Nothing remains of 0, so that it is 9.
        ("T9000000000000", Ok("T9000000000000")),
        ("T8000012050002", Err(CheckDigit)),
        ("T7000012050020", Err(CheckDigit)),
        ("T0000000000000", Err(CheckDigit)),
        ("7000012050002", Err(Form)),
        ("T700001205000", Err(Form)),
        ("T70000120500022", Err(Form)),
        ("T700001205000X", Err(Form)),
        ("T", Err(Form)),
        ("", Err(Form)),
    ] {
        let found: Result<RegistrationNumber, _> = written.parse();
        let found = found.map(|number| number.to_string());
        assert_eq!(found, read.map(str::to_owned), "{written}");
    }
}
