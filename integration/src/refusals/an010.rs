//! The codes of AN010 決済登録. The buyer stands at the checkout.

use super::WhoActs::{Buyer, MerchantSettings, Operator, Programmer, Provider};
use super::{Refusal, refusal};

const DECLINED: &str = "クロネコ掛け払いでのお支払いを受け付けられませんでした。別のお支払い方法をお選びいただくか、ショップまでお問い合わせください。";
const TAKEN: &str = "このご注文は、すでに受け付けている可能性があります。もう一度ご注文になる前に、ショップまでお問い合わせください。";
const OVER_LIMIT: &str = "ご注文金額が、クロネコ掛け払いのご利用可能額を超えています。ご注文内容を見直していただくか、別のお支払い方法をお選びください。";
const UNAVAILABLE: &str = "現在、クロネコ掛け払いをご利用いただけません。別のお支払い方法をお選びいただくか、ショップまでお問い合わせください。";
const LATER: &str = "ただいまクロネコ掛け払いをご利用いただけません。しばらくしてからもう一度お試しいただくか、別のお支払い方法をお選びください。";

/// In the provider's order.
#[rustfmt::skip]
pub(super) const CODES: &[Refusal] = &[
    refusal("A010001", MerchantSettings, "加盟店コードが設定されていません。クロネコ掛け払いの設定で登録してください。", DECLINED),
    refusal("A010002", MerchantSettings, "加盟店コードが9桁ではありません。クロネコ掛け払いの設定を確認してください。", DECLINED),
    refusal("A010003", MerchantSettings, "加盟店コードに数字以外の文字が含まれています。クロネコ掛け払いの設定を確認してください。", DECLINED),
    refusal("A010004", MerchantSettings, "この加盟店コードは登録されていません。加盟店コードと、接続先がテストか本番かを確認してください。", DECLINED),
    refusal("A040001", Programmer,       "受注日が送信されていません。システム担当者に連絡してください。", DECLINED),
    refusal("A040002", Programmer,       "受注日に数字以外の文字が含まれています。システム担当者に連絡してください。", DECLINED),
    refusal("A040003", Programmer,       "受注日が実在しない日付か、本日より後の日付です。サーバーの日付と時刻を確認してください。", DECLINED),
    refusal("A020001", Programmer,       "受注番号が送信されていません。システム担当者に連絡してください。", DECLINED),
    refusal("A020002", Programmer,       "受注番号が20文字を超えています。受注番号の付け方を見直してください。", DECLINED),
    refusal("A020003", Programmer,       "受注番号に半角以外の文字が含まれています。受注番号の付け方を見直してください。", DECLINED),
    refusal("A020004", Operator,         "この受注番号はすでに使われています。同じご注文の決済が登録済みでないか、クロネコ掛け払いの管理画面で確認してください。", TAKEN),
    refusal("A030001", Programmer,       "取引先IDが送信されていません。システム担当者に連絡してください。", DECLINED),
    refusal("A030002", Programmer,       "取引先IDが20文字を超えています。取引先IDの付け方を見直してください。", DECLINED),
    refusal("A030003", Programmer,       "取引先IDに半角英数字とハイフン以外の文字が含まれています。取引先IDの付け方を見直してください。", DECLINED),
    refusal("A060001", Programmer,       "決済金額が送信されていません。システム担当者に連絡してください。", DECLINED),
    refusal("A060002", Buyer,            "決済金額が9桁を超えています。ご注文を分けるなど、金額の見直しをご案内ください。", OVER_LIMIT),
    refusal("A060003", Programmer,       "決済金額に数字以外の文字が含まれています。システム担当者に連絡してください。", DECLINED),
    refusal("A060004", Buyer,            "決済金額（税抜）が取引先の利用限度額を超えています。金額の見直しか、限度額の変更のお申し出をご案内ください。", OVER_LIMIT),
    refusal("A060005", Programmer,       "明細の金額の合計が決済金額と一致しません。税・値引き・送料の設定を確認し、システム担当者に連絡してください。", DECLINED),
    refusal("A070001", Programmer,       "消費税が送信されていません。システム担当者に連絡してください。", DECLINED),
    refusal("A070002", Buyer,            "消費税が6桁を超えています。ご注文を分けるなど、金額の見直しをご案内ください。", OVER_LIMIT),
    refusal("A070003", Programmer,       "消費税に数字以外の文字が含まれています。システム担当者に連絡してください。", DECLINED),
    refusal("A070004", Buyer,            "決済金額と消費税の合計が取引先の利用限度額を超えています。金額の見直しか、限度額の変更のお申し出をご案内ください。", OVER_LIMIT),
    refusal("A070005", Programmer,       "明細の消費税の合計が消費税と一致しません。税の設定を確認し、システム担当者に連絡してください。", DECLINED),
    refusal("A080001", Programmer,       "明細の有無が送信されていません。システム担当者に連絡してください。", DECLINED),
    refusal("A080002", Programmer,       "明細の有無の値が「有り」でも「無し」でもありません。システム担当者に連絡してください。", DECLINED),
    refusal("A090001", Operator,         "商品名が長すぎます。全角30文字（半角60文字）以内に直してください。", DECLINED),
    refusal("A090002", Operator,         "商品名に使えない文字が含まれています。①、㈱、髙、絵文字などを別の文字に直してください。", DECLINED),
    refusal("A100001", Operator,         "商品コードが10文字を超えています。商品コードか、商品コードの送り方の設定を直してください。", DECLINED),
    refusal("A100002", Operator,         "商品コードに半角以外の文字が含まれています。商品コードか、商品コードの送り方の設定を直してください。", DECLINED),
    refusal("A110001", Programmer,       "明細の数量が9文字を超えています。システム担当者に連絡してください。", DECLINED),
    refusal("A110002", Programmer,       "明細の数量が、小数第2位までの数値ではありません。システム担当者に連絡してください。", DECLINED),
    refusal("A120001", Operator,         "明細の単位が全角5文字を超えています。短く直してください。", DECLINED),
    refusal("A120002", Operator,         "明細の単位に使えない文字が含まれています。別の文字に直してください。", DECLINED),
    refusal("A120003", Operator,         "明細の単位に全角以外の文字が含まれています。全角に直してください。", DECLINED),
    refusal("A130001", Programmer,       "明細の単価・決済金額・消費税のいずれかが8文字を超えています。システム担当者に連絡してください。", DECLINED),
    refusal("A130002", Programmer,       "明細の単価・決済金額・消費税のいずれかが正しい数値ではありません（小数は単価だけに使えます）。システム担当者に連絡してください。", DECLINED),
    refusal("A140001", MerchantSettings, "パスワードが一致しません。クロネコ掛け払いの設定を確認してください。", DECLINED),
    refusal("A150001", Programmer,       "カート社識別コードが20文字を超えています。システム担当者に連絡してください。", DECLINED),
    refusal("A150002", Programmer,       "カート社識別コードに使えない文字が含まれています。カンマと空白を除く半角文字だけが使えます。システム担当者に連絡してください。", DECLINED),
    refusal("A130003", Programmer,       "明細の数量と単価が、どちらもマイナスです。システム担当者に連絡してください。", DECLINED),
    refusal("A130004", Programmer,       "明細の金額の合計がマイナスです。値引きの設定を確認し、システム担当者に連絡してください。", DECLINED),
    refusal("A130005", Programmer,       "明細の消費税の合計がマイナスです。税の設定を確認し、システム担当者に連絡してください。", DECLINED),
    refusal("A130006", Programmer,       "金額が0円以上の明細で、消費税がマイナスです。税の設定を確認し、システム担当者に連絡してください。", DECLINED),
    refusal("A130007", Programmer,       "金額がマイナスの明細で、消費税がプラスです。税の設定を確認し、システム担当者に連絡してください。", DECLINED),
    refusal("0400001", Provider,         "クロネコ掛け払い側で、データベースに接続できませんでした。時間をおいてもう一度お試しください。続くときは、ヤマトクレジットファイナンスへお問い合わせください。", LATER),
    refusal("0500001", Provider,         "クロネコ掛け払い側で、データベースを読み取れませんでした。時間をおいてもう一度お試しください。続くときは、ヤマトクレジットファイナンスへお問い合わせください。", LATER),
    refusal("0500002", Provider,         "クロネコ掛け払い側で、データベースに書き込めませんでした。時間をおいてもう一度お試しください。続くときは、ヤマトクレジットファイナンスへお問い合わせください。", LATER),
    refusal("9900001", Provider,         "クロネコ掛け払い側で、システムエラーが発生しました。時間をおいてもう一度お試しください。続くときは、ヤマトクレジットファイナンスへお問い合わせください。", LATER),
    refusal("Z020001", Provider,         "クロネコ掛け払い側で、処理エラーが発生しました。要求の形式が正しくないときにも返ります。時間をおいてもう一度お試しください。続くときは、ヤマトクレジットファイナンスへお問い合わせください。", LATER),
    refusal("G12",     Buyer,            "この取引先は、クロネコ掛け払いを一時的に利用できません。取引先からヤマトクレジットファイナンスへの確認をご案内ください。", UNAVAILABLE),
    refusal("G55",     Buyer,            "ご利用中の金額とこのご注文の合計が、取引先の利用限度額を超えます。金額の見直しか、お支払い後の再注文をご案内ください。", OVER_LIMIT),
    refusal("G61",     Buyer,            "この取引先は、利用停止中か契約終了のため、クロネコ掛け払いを利用できません。別のお支払い方法をご案内ください。", UNAVAILABLE),
    refusal("G65",     Operator,         "この会員番号の取引先はありません。取引先登録と審査の状況を確認してください。", UNAVAILABLE),
    refusal("G78",     MerchantSettings, "加盟店情報に誤りがあります。設定を確認し、解決しないときはヤマトクレジットファイナンスへお問い合わせください。", DECLINED),
    refusal("G97",     Operator,         "クロネコ掛け払い側で、この取引を取り扱えません。ヤマトクレジットファイナンスへお問い合わせください。", DECLINED),
];
