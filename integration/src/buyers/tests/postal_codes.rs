//! Addresses by postal code.

use crate::buyers::postal_codes::place;

#[test]
fn by_hand() {
    for (code, address) in [
        ("1710033", "東京都豊島区高田"),
        ("1000001", "東京都千代田区千代田"),
        // The first and the last of the file.
        ("0010000", "北海道札幌市北区"),
        ("9998531", "山形県飽海郡遊佐町菅里"),
        // Japan Post gives a code to one place, even where two prefectures share it.
        ("6180000", "京都府乙訓郡大山崎町"),
    ] {
        assert_eq!(place(code).unwrap().to_string(), address, "{code}");
    }
    for code in [
        "0000000",
        "9999999",
        "171003",
        "17100333",
        "171-003",
        "あいうえおかき",
        "",
    ] {
        assert_eq!(place(code), None, "{code}");
    }
}
