//! ELG 利用可否.

use super::{
    Area,
    Basis::Seen,
    JudgedBy,
    Language::*,
    Level, Requirement, Severity, TO_OFFER,
    cause::{general, of},
};
use crate::adapter::message::capabilities::Capability::{Groups, Offer};

pub(super) const ELIGIBILITY: &[Requirement] = &[
    Requirement {
        id: "ELG-01",
        area: Area::Eligibility,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L1,
        title: "利用状況が「利用可」のときだけ選べる",
        why: "使えないお客様に選ばせると、ご注文の最後で断られます。在庫を押さえたまま支払方法を\
            選び直すことになり、そこで離れるお客様が出ます。",
        check: "利用金額照会の利用状況が「利用可」なら選べ、「利用不可」「利用停止」\
            「一部利用可」なら選べないことを確かめます。「ご利用可」は、\
            どちらでも知らせるにとどめます。",
        evidence: "アダプターの応答",
        basis: &[Seen],
        causes: &[
            general("returnCode が 0 なら、使えるとみなしています。"),
            of(
                Php,
                "strpos($useUsable, '利用可') で調べていて、「一部利用可」でも選べます。",
            ),
            of(
                Python,
                "'利用可' in use_usable で調べていて、「一部利用可」でも選べます。",
            ),
        ],
        remedy: "利用状況（useUsable）が「利用可」とちょうど等しいときだけ、\
            支払方法に出してください。",
        needs: TO_OFFER,
        concerns_money: false,
    },
    Requirement {
        id: "ELG-02",
        area: Area::Eligibility,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L3,
        title: "照会できないときは選べず、注文手続きは止まらない",
        why: "照会できないだけで画面が止まると、クレジットカードや代金引換で買うお客様まで\
            失います。確かめずに選ばせれば、ご注文の最後で断られます。",
        check: "利用金額照会を、HTTPステータス503、応答の消失、途切れたXML、取引先なし（E050003）\
            にします。支払方法に現れず、画面は返り、次に照会できたときは選べることを確かめます。",
        evidence: "アダプターの応答",
        basis: &[Seen],
        causes: &[
            general("照会の例外を受け止めず、注文手続きの画面がエラーになります。"),
            general("照会できないときの既定が「使える」です。"),
            general("失敗した結果を覚えていて、照会できるようになっても選べません。"),
            of(
                Php,
                "simplexml_load_string() は、読めないと false を返します。\
                 確かめずに -> で続けています。",
            ),
        ],
        remedy: "照会に失敗したら、クロネコ掛け払いだけを支払方法から外し、ほかはいつもどおり\
            出してください。失敗は覚えず、次の画面で照会し直します。",
        needs: TO_OFFER,
        concerns_money: false,
    },
    Requirement {
        id: "ELG-03",
        area: Area::Eligibility,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L2,
        title: "ユーザーグループで有効（A）のお客様だけが選べる",
        why: "申請中（P）や却下（D）のお客様に選ばせると、お店が取引を認めていない相手に、\
            掛けで商品を売ることになります。",
        check: "取引先ユーザーグループのお客様だけに使わせる設定で、状態がAなら選べることを\
            確かめます。P・F・D、グループなし、別のグループでは選べず、利用金額照会は0回です。",
        evidence: "通信の記録",
        basis: &[Seen],
        causes: &[
            general("グループに入っているかどうかだけを見て、状態を見ていません。"),
            general("「9」を部分一致で探していて、「19」のグループでも選べます。"),
        ],
        remedy: "グループのIDと状態Aの両方が合うお客様についてだけ、利用状況を照会してください。",
        needs: &[Offer, Groups],
        concerns_money: false,
    },
    Requirement {
        id: "ELG-04",
        area: Area::Eligibility,
        severity: Severity::Should,
        judged: JudgedBy::ACTIVE,
        level: Level::L2,
        title: "利用限度額と利用金額をそのまま示す",
        why: "示した額が違うと、お客様は買える額を見誤り、確定のときに断られます。\
            問い合わせを受けた担当者も、正しい額を答えられません。",
        check: "お店が示した利用限度額と利用金額が、利用金額照会の値と1円まで同じであることを\
            確かめます。",
        evidence: "アダプターの応答",
        basis: &[Seen],
        causes: &[
            general("限度額から利用金額を引いた残りを、限度額として示しています。"),
            general("useOverLimit と usePayment を取り違えています。"),
            general("前に照会した値を示しています。"),
        ],
        remedy: "useOverLimit を利用限度額、usePayment を利用金額として、そのまま示してください。\
            残りを示すなら、別の欄にします。",
        needs: TO_OFFER,
        concerns_money: false,
    },
    Requirement {
        id: "ELG-05",
        area: Area::Eligibility,
        severity: Severity::Should,
        judged: JudgedBy::ACTIVE_AND_PASSIVE,
        level: Level::L4,
        title: "1つの画面の照会は1回",
        why: "同じ画面で何度も照会すると、その回数だけ画面が遅くなり、ご注文の途中でお客様が\
            離れます。",
        check: "1つの画面（同じ view）での利用金額照会が、2回までであることを確かめます。\
            通信の記録では、同じ取引先への照会が2秒に2回を超えれば知らせ、不合格にはしません。",
        evidence: "通信の記録",
        basis: &[],
        causes: &[
            general("支払方法の一覧、限度額の欄、確認の処理が、それぞれ照会しています。"),
            general("ログインしていないお客様についても、照会しています。"),
        ],
        remedy: "1回の画面の中では照会の結果を使い回し、次の画面では照会し直してください。",
        needs: TO_OFFER,
        concerns_money: false,
    },
];
