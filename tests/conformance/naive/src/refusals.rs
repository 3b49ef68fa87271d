//! What people are told of a refusal: the buyer never why, the operator always with the code.

use serde_json::{Value, json};

use crate::faults::{Fault, Faults};

/// The codes of 決済登録.
const REGISTER: &str = "A010001 A010002 A010003 A010004 A040001 A040002 A040003 A020001 A020002 A020003 A020004 A030001 A030002 \
    A030003 A060001 A060002 A060003 A060004 A060005 A070001 A070002 A070003 A070004 A070005 A080001 A080002 A090001 A090002 \
    A100001 A100002 A110001 A110002 A120001 A120002 A120003 A130001 A130002 A140001 A150001 A150002 A130003 A130004 A130005 \
    A130006 A130007 0400001 0500001 0500002 9900001 Z020001 G12 G55 G61 G65 G78 G97";

/// Whether 決済登録 is known to answer a code.
pub(crate) fn is_listed(code: &str) -> bool {
    REGISTER.split_whitespace().any(|listed| listed == code)
}

/// The order does not fit the limit.
pub(crate) fn is_over_limit(code: &str) -> bool {
    ["A060004", "A070004", "G55"].contains(&code)
}

/// 加盟店コード or パスワード is wrong: the same again is refused again.
pub(crate) fn is_of_the_connection(code: &str) -> bool {
    let passwords = [
        "A140001", "B040001", "C040001", "D040001", "E050002", "F490001", "G060001",
    ];
    code.ends_with("010004") || passwords.contains(&code)
}

/// For the buyer of an order.
pub(crate) fn for_the_buyer(code: &str, faults: Faults) -> String {
    if faults.has(Fault::F68) && code == "G55" {
        return "システムエラーが発生しました。".to_owned();
    }
    if is_over_limit(code) {
        return "ご注文の金額が、クロネコ掛け払いのご利用可能額を超えています。ご注文の内容を見直していただくか、別のお支払い方法をお選びください。".to_owned();
    }
    let sorry = "クロネコ掛け払いでのお支払いを受け付けられませんでした。別のお支払い方法をお選びいただくか、お店までお問い合わせください。";
    if faults.has(Fault::F105) {
        return format!("与信により、{sorry}");
    }
    sorry.to_owned()
}

/// For the operator.
pub(crate) fn for_the_operator(code: &str, faults: Faults) -> String {
    if faults.has(Fault::F88) && code == "B020005" {
        return code.to_owned();
    }
    let why = match code {
        "" => "クロネコ掛け払いに断られました。",
        _ if is_over_limit(code) => "取引先の利用限度額を超えています。",
        _ if is_of_the_connection(code) => {
            "加盟店コードかパスワードが違います。クロネコ掛け払いの設定を確認してください。"
        }
        "A020004" => {
            "この受注番号はすでに使われています。クロネコ掛け払いの管理画面で確認してください。"
        }
        "G12" => "取引先は一時的に利用できません。",
        "G61" => "取引先は利用停止中か、契約が終了しています。",
        "G65" => "この取引先はありません。",
        "G78" => "加盟店情報に誤りがあります。",
        "G97" => "クロネコ掛け払いで取り扱えない取引です。",
        "B020005" => "取り消せない状態です。出荷を登録した注文は、先に出荷を削除してください。",
        "C030005" => "この配送サービスの送り状番号は使えません。",
        "D020005" => "出荷が確定しているなど、削除できない状態です。お店の出荷は残しています。",
        "E050003" => "この取引先は登録されていません。",
        _ => "クロネコ掛け払いに断られました。エラーコードを添えてお問い合わせください。",
    };
    if code.is_empty() {
        return why.to_owned();
    }
    format!("{why}（{code}）")
}

/// What both were told.
pub(crate) fn told(buyer: &str, operator: &str) -> Value {
    json!({"buyer": buyer, "operator": operator})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_buyer_does_not_learn_why() {
        for code in ["G12", "G61", "G65", "G78", "G97", "A069999", "A060004"] {
            let told = for_the_buyer(code, Faults::none());
            for word in ["審査", "停止", "解約", "与信", code] {
                assert!(!told.contains(word), "{code}: {told}");
            }
            assert!(for_the_operator(code, Faults::none()).contains(code));
        }
    }

    #[test]
    fn codes_that_no_list_has() {
        assert!(is_listed("G55") && is_listed("A020004"));
        assert!(!is_listed("A069999") && !is_listed("X-1"));
    }
}
