//! 送り状番号: twelve digits, however a clerk writes them; the last is what seven leaves of the others.

use crate::{
    faults::{Fault, Faults},
    text::half_width,
};

/// The number, or what is wrong with it.
pub(crate) fn read_slip(typed: &str, faults: Faults) -> Result<String, String> {
    let digits = half_width(typed).replace('-', "");
    if digits.is_empty() {
        return Err("送り状番号を入力してください".to_owned());
    }
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("送り状番号に数字でない文字があります".to_owned());
    }
    if digits.len() != 12 {
        return Err(format!(
            "送り状番号は12桁です。いまは{}桁です",
            digits.len()
        ));
    }
    let number: u64 = digits
        .parse()
        .map_err(|_| "送り状番号を読めません".to_owned())?;
    if number / 10 % 7 != number % 10 && !faults.has(Fault::F96) {
        return Err(
            "送り状番号の末尾の数字が違います。写し間違いがないか確認してください".to_owned(),
        );
    }
    Ok(if faults.has(Fault::F97) {
        number.to_string()
    } else {
        digits
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_it_is_written_it_is_the_same_number() {
        for typed in [
            "123456789013",
            "1234-5678-9013",
            "1234 5678 9013",
            "１２３４５６７８９０１３",
            "１２３４－５６７８－９０１３",
            "1234ー5678ー9013",
        ] {
            assert_eq!(
                read_slip(typed, Faults::none()).as_deref(),
                Ok("123456789013")
            );
        }
        assert_eq!(
            read_slip("000000000011", Faults::none()).as_deref(),
            Ok("000000000011")
        );
    }

    #[test]
    fn mistakes_are_found_before_anything_is_sent() {
        for wrong in [
            "",
            "123456789014",
            "12345678901",
            "1234567890131",
            "1234-5678-901A",
        ] {
            assert!(read_slip(wrong, Faults::none()).is_err(), "{wrong}");
        }
        assert_eq!(
            read_slip("123456789014", Faults::one(Fault::F96)).as_deref(),
            Ok("123456789014")
        );
        assert_eq!(
            read_slip("000000000011", Faults::one(Fault::F97)).as_deref(),
            Ok("11")
        );
    }
}
