//! The codes of AN020 決済取消. The shop cancels; the buyer, at most, asked for it.

use super::WhoActs::{MerchantSettings, Operator, Programmer};
use super::{Refusal, refusal};

const NOT_CANCELLED: &str = "ご注文の取消のお手続きを完了できませんでした。お手数ですが、ショップまでお問い合わせください。";

/// In the provider's order.
#[rustfmt::skip]
pub(super) const CODES: &[Refusal] = &[
    refusal("B010001", MerchantSettings, "加盟店コードが設定されていません。クロネコ掛け払いの設定で登録してください。", NOT_CANCELLED),
    refusal("B010002", MerchantSettings, "加盟店コードが9桁ではありません。クロネコ掛け払いの設定を確認してください。", NOT_CANCELLED),
    refusal("B010003", MerchantSettings, "加盟店コードに数字以外の文字が含まれています。クロネコ掛け払いの設定を確認してください。", NOT_CANCELLED),
    refusal("B010004", MerchantSettings, "この加盟店コードは登録されていません。加盟店コードと、接続先がテストか本番かを確認してください。", NOT_CANCELLED),
    refusal("B020001", Programmer,       "受注番号が送信されていません。システム担当者に連絡してください。", NOT_CANCELLED),
    refusal("B020002", Programmer,       "受注番号が20文字を超えています。受注番号の付け方を見直してください。", NOT_CANCELLED),
    refusal("B020003", Programmer,       "受注番号に半角以外の文字が含まれています。受注番号の付け方を見直してください。", NOT_CANCELLED),
    refusal("B020004", Operator,         "この受注番号の決済は登録されていません。クロネコ掛け払いの管理画面で確認してください。", NOT_CANCELLED),
    refusal("B020005", Operator,         "この決済は取り消せない状態です。出荷情報を登録済みのときは、先に出荷情報を取り消してください。", NOT_CANCELLED),
    refusal("B030001", Programmer,       "取引先IDが送信されていません。システム担当者に連絡してください。", NOT_CANCELLED),
    refusal("B030002", Programmer,       "取引先IDが20文字を超えています。取引先IDの付け方を見直してください。", NOT_CANCELLED),
    refusal("B030003", Operator,         "取引先IDに数字とハイフン以外の文字が含まれているため、ここからは取り消せません。クロネコ掛け払いの管理画面で取り消してください。", NOT_CANCELLED),
    refusal("B040001", MerchantSettings, "パスワードが一致しません。クロネコ掛け払いの設定を確認してください。", NOT_CANCELLED),
    refusal("B050001", Operator,         "取り消すと、この取引先の確定金額の合計がマイナスになります。返品などの処理を確認し、ヤマトクレジットファイナンスへお問い合わせください。", NOT_CANCELLED),
    refusal("0700001", Operator,         "取り消す決済がありません。すでに取り消されていないか、クロネコ掛け払いの管理画面で確認してください。", NOT_CANCELLED),
];
