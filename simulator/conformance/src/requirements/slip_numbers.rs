//! SLP 送り状番号.

use super::{
    Area,
    Basis::{Documented, Seen},
    JudgedBy,
    Language::*,
    Level, Requirement, Severity, TO_SHIP, TO_UNSHIP,
    cause::{general, of},
};

pub(super) const SLIP_NUMBERS: &[Requirement] = &[
    Requirement {
        id: "SLP-01",
        area: Area::SlipNumbers,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L2,
        title: "送り状番号は、どう書いても同じ番号で登録し、削除する",
        why: "担当者は送り状番号を、ハイフン付きでも全角でも入力します。\
            登録のときだけ直していると、全角で入力した出荷は削除できず、ご注文を取り消せません。",
        check: "ハイフン付きや全角など5通りの書き方で、出荷を登録し、削除します。\
            出荷登録（AN030）と出荷取消（AN040）で、同じ12桁の番号が送られることを確かめます。",
        evidence: "出荷登録と出荷取消の要求",
        basis: &[Seen],
        causes: &[
            general("出荷登録だけで、全角を半角に直しています。"),
            of(
                Php,
                "mb_convert_kana($slip, 'as') を、削除の処理で呼んでいません。",
            ),
        ],
        remedy: "入力を受け取ったときに12桁の半角数字に直して保存し、どちらの送信でも、\
            その値を使ってください。",
        needs: TO_UNSHIP,
        concerns_money: true,
    },
    Requirement {
        id: "SLP-02",
        area: Area::SlipNumbers,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE_AND_PASSIVE,
        level: Level::L2,
        title: "誤った送り状番号を出荷済みにしない",
        why: "1桁の打ち間違いで、登録は断られます。それを出荷済みと示すと、だれも直さないまま、\
            そのご注文の代金が支払われません。",
        check: "チェックデジットの誤り、11桁、13桁、文字の混じった番号、使えないサービスの番号で\
            出荷を登録し、お店に、その番号が登録済みとして残らないことを確かめます。\
            送る前に気付けば、なおよいと知らせます。",
        evidence: "注文の状態",
        basis: &[Documented],
        causes: &[
            general("出荷登録の結果を見ていません。"),
            general("チェックデジットを確かめていません。"),
        ],
        remedy: "送る前に、12桁の数字で、先頭の11桁を7で割った余りが最後の1桁と同じことを\
            確かめてください。断られた番号は、登録済みにしません。",
        needs: TO_SHIP,
        concerns_money: true,
    },
    Requirement {
        id: "SLP-03",
        area: Area::SlipNumbers,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L2,
        title: "先頭の0を落とさない",
        why: "先頭の0が落ちた番号は、どの荷物の番号でもありません。断られるか、違う番号のまま\
            登録され、そのご注文の出荷が確定しません。",
        check: "送り状番号 000000000011 で出荷を登録し、12桁のまま届くことを確かめます。",
        evidence: "出荷登録の要求",
        basis: &[Documented],
        causes: &[
            general("送り状番号を、数の列に保存しています。"),
            general("CSVを表計算ソフトで開いて保存し、先頭の0が消えています。"),
            of(Php, "(int) や intval() を通しています。"),
            of(Node, "Number() や parseInt() を通しています。"),
        ],
        remedy: "送り状番号は、入力から送信まで、いつも文字列で扱ってください。",
        needs: TO_SHIP,
        concerns_money: true,
    },
];
