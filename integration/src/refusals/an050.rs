//! The codes of AN050 利用金額照会. The buyer chooses a payment method.

use super::WhoActs::{MerchantSettings, Operator, Programmer};
use super::{Refusal, refusal};

const NOT_CONFIRMED: &str = "クロネコ掛け払いのご利用状況を確認できませんでした。別のお支払い方法をお選びいただくか、ショップまでお問い合わせください。";
const NOT_REGISTERED: &str = "クロネコ掛け払いをご利用になるには、事前のお申し込みが必要です。別のお支払い方法をお選びいただくか、ショップまでお問い合わせください。";

/// In the provider's order.
#[rustfmt::skip]
pub(super) const CODES: &[Refusal] = &[
    refusal("E010001", MerchantSettings, "加盟店コードが設定されていません。クロネコ掛け払いの設定で登録してください。", NOT_CONFIRMED),
    refusal("E010002", MerchantSettings, "加盟店コードが9桁ではありません。クロネコ掛け払いの設定を確認してください。", NOT_CONFIRMED),
    refusal("E010003", MerchantSettings, "加盟店コードに数字以外の文字が含まれています。クロネコ掛け払いの設定を確認してください。", NOT_CONFIRMED),
    refusal("E010004", MerchantSettings, "この加盟店コードは登録されていません。加盟店コードと、接続先がテストか本番かを確認してください。", NOT_CONFIRMED),
    refusal("E020001", Programmer,       "取引先IDが20文字を超えています。取引先IDの付け方を見直してください。", NOT_CONFIRMED),
    refusal("E020002", Programmer,       "取引先IDに半角英数字とハイフン以外の文字が含まれています。取引先IDの付け方を見直してください。", NOT_CONFIRMED),
    refusal("E030001", Operator,         "取引先の電話番号が13文字を超えています。取引先の電話番号を確認してください。", NOT_CONFIRMED),
    refusal("E030002", Operator,         "取引先の電話番号に数字とハイフン以外の文字が含まれています。取引先の電話番号を確認してください。", NOT_CONFIRMED),
    refusal("E040001", MerchantSettings, "パスワードが設定されていません。クロネコ掛け払いの設定で登録してください。", NOT_CONFIRMED),
    refusal("E050002", MerchantSettings, "パスワードが一致しません。クロネコ掛け払いの設定を確認してください。", NOT_CONFIRMED),
    refusal("E050001", Programmer,       "取引先IDと電話番号のどちらも送信されていません。システム担当者に連絡してください。", NOT_CONFIRMED),
    refusal("E050003", Operator,         "この取引先IDの取引先は登録されていません。取引先登録のお申し込みが済んでいるか確認してください。", NOT_REGISTERED),
    refusal("E050004", Operator,         "この電話番号の取引先は登録されていません。取引先の電話番号を確認してください。", NOT_REGISTERED),
    refusal("E050005", Operator,         "この電話番号の取引先が2件以上あります。取引先IDで照会してください。", NOT_CONFIRMED),
    refusal("E050006", Operator,         "取引先IDと電話番号の両方に一致する取引先がありません。組み合わせを確認してください。", NOT_REGISTERED),
];
