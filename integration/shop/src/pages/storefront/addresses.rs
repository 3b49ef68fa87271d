//! 住所を検索: the address of a postal code, in whichever form asks for it.

use kakebarai::buyers::{
    application::conversion,
    postal_codes::{self, Place},
};

use crate::forms::Errors;

/// How many places of a postal code are named.
const NAMED: usize = 10;

/// Fills in what the places of a postal code, in any spelling, have in common; names them if the visitor has to go on.
/// Typed text that goes on behind one of them stays.
pub(crate) fn look_up(
    postal_code: &str,
    address: &mut String,
    [code_field, address_field]: [&str; 2],
    errors: &mut Errors,
) {
    let code = conversion::postal_code(postal_code);
    let Some(shared) = postal_codes::place(&code) else {
        let message = "この郵便番号の住所が見つかりません。7桁の数字を確認してください。";
        errors.add(code_field, "郵便番号", message);
        return;
    };
    let shared_text = shared.to_string();
    let places: Vec<Place> = postal_codes::places(&code).collect();
    let is_gone_on_with = places.iter().any(|place| {
        let whole = place.to_string();
        address.len() > whole.len() && address.starts_with(&whole)
    });
    if is_gone_on_with {
        return;
    }
    if !shared_text.is_empty() {
        address.clone_from(&shared_text);
    }
    if places.len() > 1 {
        errors.add(address_field, "住所", several(&shared_text, &places));
    }
}

fn several(shared: &str, places: &[Place]) -> String {
    let rests: Vec<String> = places
        .iter()
        .map(|place| place.to_string().split_off(shared.len()))
        .filter(|rest| !rest.is_empty())
        .collect();
    let more = if rests.len() > NAMED {
        format!("など{}か所", rests.len())
    } else {
        String::new()
    };
    let named = rests[..rests.len().min(NAMED)].join("」「");
    format!("この郵便番号は「{named}」{more}に共通です。続きを入力してください。")
}
