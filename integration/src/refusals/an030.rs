//! The codes of AN030 出荷登録. The shop ships; the buyer hears of it only if the shop passes it on.

use super::WhoActs::{MerchantSettings, Operator, Programmer};
use super::{Refusal, refusal};

const NOT_SHIPPED: &str =
    "ご注文の発送のお手続きを確認しております。お急ぎのときは、ショップまでお問い合わせください。";

/// In the provider's order.
#[rustfmt::skip]
pub(super) const CODES: &[Refusal] = &[
    refusal("C010001", MerchantSettings, "加盟店コードが設定されていません。クロネコ掛け払いの設定で登録してください。", NOT_SHIPPED),
    refusal("C010002", MerchantSettings, "加盟店コードが9桁ではありません。クロネコ掛け払いの設定を確認してください。", NOT_SHIPPED),
    refusal("C010003", MerchantSettings, "加盟店コードに数字以外の文字が含まれています。クロネコ掛け払いの設定を確認してください。", NOT_SHIPPED),
    refusal("C010004", MerchantSettings, "この加盟店コードは登録されていません。加盟店コードと、接続先がテストか本番かを確認してください。", NOT_SHIPPED),
    refusal("C020001", Programmer,       "受注番号が送信されていません。システム担当者に連絡してください。", NOT_SHIPPED),
    refusal("C020002", Programmer,       "受注番号が20文字を超えています。受注番号の付け方を見直してください。", NOT_SHIPPED),
    refusal("C020003", Programmer,       "受注番号に半角以外の文字が含まれています。受注番号の付け方を見直してください。", NOT_SHIPPED),
    refusal("C020004", Operator,         "この受注番号の決済は登録されていません。クロネコ掛け払いの管理画面で確認してください。", NOT_SHIPPED),
    refusal("C020005", Operator,         "このご注文は出荷情報を登録できない状態です。すでに登録済みか、決済が取り消されていないかを確認してください。", NOT_SHIPPED),
    refusal("C030001", Operator,         "送り状番号を入力してください。", NOT_SHIPPED),
    refusal("C030003", Operator,         "送り状番号が正しくありません。数字だけで入力されているか、写し間違いがないかを確認してください。", NOT_SHIPPED),
    refusal("C030004", Operator,         "この送り状番号は使えません。出荷が確定した送り状か、すでに5件のご注文に使われている送り状です。", NOT_SHIPPED),
    refusal("C030005", Operator,         "この送り状番号の配送サービスは、クロネコ掛け払いでは使えません。使える配送サービスの送り状番号を入力してください。", NOT_SHIPPED),
    refusal("C030006", Operator,         "同じ送り状にまとめたご注文の合計が、取引先の利用可能額を超えています。送り状を分けるか、取引先に確認してください。", NOT_SHIPPED),
    refusal("C030002", Operator,         "送り状番号が12桁を超えています。ハイフンを除いた12桁で入力してください。", NOT_SHIPPED),
    refusal("C040001", MerchantSettings, "パスワードが一致しません。クロネコ掛け払いの設定を確認してください。", NOT_SHIPPED),
];
