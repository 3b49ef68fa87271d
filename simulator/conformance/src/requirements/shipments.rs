//! SHP 出荷.

use super::{
    Area,
    Basis::{Documented, Inferred, Seen},
    JudgedBy, Level, Requirement, Severity, TO_SHIP, TO_UNSHIP,
    cause::general,
};

pub(super) const SHIPMENTS: &[Requirement] = &[
    Requirement {
        id: "SHP-01",
        area: Area::Shipments,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L1,
        title: "出荷を登録すると、送り状番号登録済になる",
        why: "出荷が登録されない決済は、確定に進めません。商品は届いたのに、お店への代金の\
            支払いが始まりません。",
        check: "登録済みの注文の出荷を送り状番号とともに登録し、ヤマト側の帳簿で「送り\
            状番号登録済」になり、同じ送り状番号がお店にもあることを確かめます。",
        evidence: "ヤマト側の帳簿、注文の状態",
        basis: &[Documented],
        causes: &[
            general("お店の配送の記録だけを更新し、出荷登録（AN030）を送っていません。"),
            general("送信先が、出荷登録ではないAPIです。"),
        ],
        remedy: "出荷を登録するときに、受注番号と送り状番号をAN030で送り、受け付けられたら、\
            お店にも保存してください。",
        needs: TO_SHIP,
        concerns_money: true,
    },
    Requirement {
        id: "SHP-02",
        area: Area::Shipments,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L2,
        title: "「送信する」を外した出荷は送らない",
        why: "担当者が送らないと決めた出荷（見本の発送や、2便目など）が登録されると、\
            まだ届いていないご注文の請求が進み、取消もできなくなります。",
        check: "「出荷情報をクロネコ掛け払いに送信する」を外して出荷を登録し、出荷登録（AN030）が\
            0回であることを確かめます。",
        evidence: "通信の記録",
        basis: &[Documented],
        causes: &[
            general("チェックの有無を見ていません。"),
            general(
                "外したチェックボックスは、ブラウザーから何も届きません。\
                 「値がない」を「送信する」と読んでいます。",
            ),
        ],
        remedy: "チェックが付いているときだけ送ってください。初めの表示では付けておき、\
            届いた値がなければ「送信しない」です。",
        needs: TO_SHIP,
        concerns_money: true,
    },
    Requirement {
        id: "SHP-03",
        area: Area::Shipments,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L3,
        title: "断られた出荷を、登録済みにしない",
        why: "断られた出荷を登録済みと示すと、だれも直さないまま、そのご注文の代金が\
            支払われません。",
        check: "出荷登録に C030005（使えないサービスの送り状番号）が返るようにし、お店に、\
            その送り状番号が登録済みとして残らないことを確かめます。",
        evidence: "注文の状態",
        basis: &[Seen],
        causes: &[general(
            "お店の出荷を先に保存し、出荷登録の結果を見ていません。",
        )],
        remedy: "出荷登録が受け付けられてから、登録済みと保存してください。断られたら理由を示し、\
            送り状番号を直せるようにします。",
        needs: TO_SHIP,
        concerns_money: true,
    },
    Requirement {
        id: "SHP-04",
        area: Area::Shipments,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L3,
        title: "2つ目の出荷で、1つ目を失わない",
        why: "2つ目の送り状番号は断られます（C020005）。お店の番号だけが2つ目に変わると、\
            出荷を削除できず、請求の根拠になった荷物も分からなくなります。",
        check: "出荷を登録した注文に、別の送り状番号で2つ目の出荷を登録します。\
            送らないか断られ（C020005）、1つ目の番号がお店とヤマトの両方に残ることを確かめます。",
        evidence: "ヤマト側の帳簿、注文の状態",
        basis: &[Inferred],
        causes: &[general("送る前に、注文の送り状番号を上書きしています。")],
        remedy: "登録済みの送り状番号があれば送らず、「先に出荷を削除してください」と\
            示してください。",
        needs: TO_SHIP,
        concerns_money: true,
    },
    Requirement {
        id: "SHP-05",
        area: Area::Shipments,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L3,
        title: "出荷の削除は両方で行い、断られたら残す",
        why: "お店でだけ消すと、どの送り状番号がヤマトに残っているのか、だれにも分かりません。\
            取消も、番号の付け直しもできず、違う荷物で請求が進みます。",
        check: "出荷を削除すると、ヤマト側の帳簿で「登録」に戻ることを確かめます。\
            出荷が確定した後の削除は断られ（D020005）、お店に出荷が残る（kept が true）ことを\
            見ます。",
        evidence: "ヤマト側の帳簿、アダプターの応答",
        basis: &[Documented, Seen],
        causes: &[
            general("出荷取消（AN040）の結果を見ずに、お店の出荷を消しています。"),
            general("お店の出荷を消すだけで、出荷取消を送っていません。"),
        ],
        remedy: "出荷取消が受け付けられてから、お店の出荷を消してください。断られたら残し、\
            理由を示します。",
        needs: TO_UNSHIP,
        concerns_money: true,
    },
    Requirement {
        id: "SHP-06",
        area: Area::Shipments,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L2,
        title: "同梱した注文の1つを削除しても、ほかは残る",
        why: "1つの送り状番号には、5件までのご注文を同梱できます。1件の削除で5件とも消えると、\
            残りの4件の代金が支払われません。",
        check: "2つの注文を1つの送り状番号で出荷し、片方の出荷を削除します。\
            もう片方が「送り状番号登録済」のまま残ることを確かめます。",
        evidence: "ヤマト側の帳簿",
        basis: &[Documented],
        causes: &[general("送り状番号が同じ出荷を、すべて削除しています。")],
        remedy: "出荷は、受注番号と送り状番号の組で削除してください。",
        needs: TO_UNSHIP,
        concerns_money: true,
    },
];
