//! The codes of AN070 審査状況照会. The buyer waits for the screening.

use super::WhoActs::{MerchantSettings, Operator, Programmer};
use super::{Refusal, refusal};

const NOT_CONFIRMED: &str =
    "審査状況を確認できませんでした。お手数ですが、ショップまでお問い合わせください。";

/// In the provider's order.
#[rustfmt::skip]
pub(super) const CODES: &[Refusal] = &[
    refusal("G010001", MerchantSettings, "加盟店コードが設定されていません。クロネコ掛け払いの設定で登録してください。", NOT_CONFIRMED),
    refusal("G010002", MerchantSettings, "加盟店コードが9桁ではありません。クロネコ掛け払いの設定を確認してください。", NOT_CONFIRMED),
    refusal("G010003", MerchantSettings, "加盟店コードに数字以外の文字が含まれています。クロネコ掛け払いの設定を確認してください。", NOT_CONFIRMED),
    refusal("G010004", MerchantSettings, "この加盟店コードは登録されていません。加盟店コードと、接続先がテストか本番かを確認してください。", NOT_CONFIRMED),
    refusal("G020001", Programmer,       "取引先IDが20文字を超えています。取引先IDの付け方を見直してください。", NOT_CONFIRMED),
    refusal("G020002", Programmer,       "取引先IDに半角英数字とハイフン以外の文字が含まれています。取引先IDの付け方を見直してください。", NOT_CONFIRMED),
    refusal("G030001", Operator,         "取引先の電話番号が13文字を超えています。取引先の電話番号を確認してください。", NOT_CONFIRMED),
    refusal("G030002", Operator,         "取引先の電話番号に数字とハイフン以外の文字が含まれています。取引先の電話番号を確認してください。", NOT_CONFIRMED),
    refusal("G040001", MerchantSettings, "パスワードが設定されていません。クロネコ掛け払いの設定で登録してください。", NOT_CONFIRMED),
    refusal("G060001", MerchantSettings, "パスワードが一致しません。クロネコ掛け払いの設定を確認してください。", NOT_CONFIRMED),
    refusal("G050001", Programmer,       "取引先IDと電話番号のどちらも送信されていません。システム担当者に連絡してください。", NOT_CONFIRMED),
    refusal("G070001", Operator,         "この取引先IDの取引先を特定できません。取引先登録のお申し込みが済んでいるか確認してください。", NOT_CONFIRMED),
    refusal("G070002", Operator,         "この電話番号の取引先は登録されていません。取引先の電話番号を確認してください。", NOT_CONFIRMED),
    refusal("G070003", Operator,         "この電話番号の取引先が2件以上あります。取引先IDで照会してください。", NOT_CONFIRMED),
    refusal("G070004", Operator,         "取引先IDと電話番号の両方に一致する取引先を特定できません。組み合わせを確認してください。", NOT_CONFIRMED),
    refusal("G080001", Operator,         "審査結果を照会できる期間が過ぎています。クロネコ掛け払いの管理画面で確認してください。", NOT_CONFIRMED),
];
