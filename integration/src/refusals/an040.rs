//! The codes of AN040 出荷取消. The shop corrects a shipment; the buyer hears of it only if the shop passes it on.

use super::WhoActs::{MerchantSettings, Operator, Programmer};
use super::{Refusal, refusal};

const NOT_RECALLED: &str =
    "ご注文の発送のお手続きを確認しております。お急ぎのときは、ショップまでお問い合わせください。";

/// In the provider's order.
#[rustfmt::skip]
pub(super) const CODES: &[Refusal] = &[
    refusal("D010001", MerchantSettings, "加盟店コードが設定されていません。クロネコ掛け払いの設定で登録してください。", NOT_RECALLED),
    refusal("D010002", MerchantSettings, "加盟店コードが9桁ではありません。クロネコ掛け払いの設定を確認してください。", NOT_RECALLED),
    refusal("D010003", MerchantSettings, "加盟店コードに数字以外の文字が含まれています。クロネコ掛け払いの設定を確認してください。", NOT_RECALLED),
    refusal("D010004", MerchantSettings, "この加盟店コードは登録されていません。加盟店コードと、接続先がテストか本番かを確認してください。", NOT_RECALLED),
    refusal("D020001", Programmer,       "受注番号が送信されていません。システム担当者に連絡してください。", NOT_RECALLED),
    refusal("D020002", Programmer,       "受注番号が20文字を超えています。受注番号の付け方を見直してください。", NOT_RECALLED),
    refusal("D020003", Programmer,       "受注番号に半角以外の文字が含まれています。受注番号の付け方を見直してください。", NOT_RECALLED),
    refusal("D020004", Operator,         "この受注番号の決済は登録されていません。クロネコ掛け払いの管理画面で確認してください。", NOT_RECALLED),
    refusal("D020005", Operator,         "このご注文は出荷情報を取り消せない状態です。出荷情報が登録されていて、まだ出荷が確定していないことを確認してください。", NOT_RECALLED),
    refusal("D030001", Operator,         "送り状番号を入力してください。", NOT_RECALLED),
    refusal("D030003", Operator,         "送り状番号が正しくありません。数字だけで入力されているか、写し間違いがないかを確認してください。", NOT_RECALLED),
    refusal("D030004", Operator,         "この送り状番号のご注文はありません。送り状番号を確認してください。", NOT_RECALLED),
    refusal("D030005", Operator,         "この送り状番号のご注文は、出荷情報を取り消せる状態ではありません。まだ出荷が確定していないことを確認してください。", NOT_RECALLED),
    refusal("D030002", Operator,         "送り状番号が12桁を超えています。ハイフンを除いた12桁で入力してください。", NOT_RECALLED),
    refusal("D040001", MerchantSettings, "パスワードが一致しません。クロネコ掛け払いの設定を確認してください。", NOT_RECALLED),
];
