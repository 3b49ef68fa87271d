//! The check digit of a slip number (送り状番号): 7DR, セブンチェック.

/// The last digit is the number before it, modulo 7. In a number of one digit, the number before it counts as 0.
///
/// Works digit by digit, so that no length overflows it.
pub(crate) fn check_digit_is_right(text: &str) -> bool {
    let Some((last, before)) = text.as_bytes().split_last() else {
        return false;
    };
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let remainder = before.iter().fold(0, |rest: u32, digit| {
        (rest * 10 + u32::from(digit - b'0')) % 7
    });
    u32::from(last - b'0') == remainder
}
