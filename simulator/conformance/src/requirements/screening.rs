//! SCR 審査状況.

use super::{
    Area,
    Basis::{NotKnown, Seen},
    JudgedBy,
    Language::*,
    Level, Requirement, Severity,
    cause::{general, of},
};
use crate::adapter::message::capabilities::Capability::{self, Offer, Screening};

const TO_SCREEN_AND_OFFER: &[Capability] = &[Screening, Offer];

pub(super) const SCREENING: &[Requirement] = &[
    Requirement {
        id: "SCR-01",
        area: Area::Screening,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L2,
        title: "審査中は使えず、ご利用可になれば使える",
        why: "審査中に選ばせると、ご注文の最後で断られます。ご利用可になっても選べなければ、\
            買う気のあるお客様を待たせたまま、売上を逃します。",
        check: "審査中は、支払方法に現れず、審査状況を「審査中」（または「その他」）と\
            答えること、ご利用可になった後は、現れて「ご利用可」と答えることを確かめます。",
        evidence: "アダプターの応答",
        basis: &[Seen, NotKnown],
        causes: &[
            general("申込みが受け付けられたことを、審査に通ったこととみなしています。"),
            general("審査の結果を1度だけ取り込み、その後は照会していません。"),
        ],
        remedy: "支払方法に出すかどうかは、申込みの記録ではなく、そのときの利用金額照会の\
            利用状況で決めてください。",
        needs: TO_SCREEN_AND_OFFER,
        concerns_money: false,
    },
    Requirement {
        id: "SCR-02",
        area: Area::Screening,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L2,
        title: "申込不備・ご利用不可・取消は使えず、申し込み直せる",
        why: "書類の不備を断りとみなすと、お客様は直して申し込む機会を失います。\
            後から取消になった取引先に選ばせ続けると、ご注文のたびに断られます。",
        check: "申込不備とご利用不可、いったんご利用可になった後のご利用不可と取消のそれぞれで、\
            審査状況を取り違えず、支払方法に現れず、もう一度申し込めることを確かめます。",
        evidence: "アダプターの応答",
        basis: &[Seen],
        causes: &[
            general("「ご利用可」のほかを、すべて「断られた」とまとめています。"),
            general("ご利用可になった取引先を、その後は照会していません。"),
        ],
        remedy: "審査状況の5つの値を別々に扱い、この3つでは、申込書をもう一度開けるようにしてくだ\
            さい。",
        needs: TO_SCREEN_AND_OFFER,
        concerns_money: false,
    },
    Requirement {
        id: "SCR-03",
        area: Area::Screening,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L2,
        title: "限度額変更の取引先は、引き続き使える",
        why: "「限度額変更」を断りとみなすと、限度額が見直されただけの取引先が、その日から掛け\
            払いを使えなくなります。続いていたご注文を、まとめて失います。",
        check: "審査状況が「限度額変更」のお客様で、支払方法に現れ、新しい限度額が示され、\
            もう一度申し込めないことを確かめます。",
        evidence: "アダプターの応答",
        basis: &[Seen],
        causes: &[general("審査状況を「ご利用可」とだけ比べています。")],
        remedy: "「限度額変更」を「ご利用可」と同じに扱い、限度額は利用金額照会の値を\
            示してください。",
        needs: TO_SCREEN_AND_OFFER,
        concerns_money: false,
    },
    Requirement {
        id: "SCR-04",
        area: Area::Screening,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L4,
        title: "知らない審査状況を、可とも断りともみなさない",
        why: "文言は、断りなく増えることがあります。断りとみなして申し込み直せば二重の\
            審査になり、可とみなせば、使えないお客様のご注文を受けてしまいます。",
        check: "審査状況照会に、知られていない文言（「購入企業確認中」など）を返します。\
            「その他」か「審査中」と答え、もう一度申し込めず、AN060が増えず、止まらないことを\
            確かめます。",
        evidence: "アダプターの応答、通信の記録",
        basis: &[],
        causes: &[
            general("分岐の最後の「その他」が、断りになっています。"),
            of(
                Php,
                "match 式は、当てはまる値がないと UnhandledMatchError になります（default を\
                 書きます）。",
            ),
            of(Java, "Enum.valueOf() は、知らない値で例外になります。"),
            of(CSharp, "Enum.Parse() は、知らない値で例外になります。"),
        ],
        remedy: "知らない審査状況は、可でも断りでもない「その他」とし、届いた文言を担当者に\
            示して、次の照会を待ってください。",
        needs: &[Screening],
        concerns_money: false,
    },
    Requirement {
        id: "SCR-05",
        area: Area::Screening,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L3,
        title: "照会期間の後（G080001）は、利用金額照会で確かめる",
        why: "審査状況は、決定から60日を過ぎると照会できません。これを断りとみなすと、\
            2か月前に始まった取引先が、ある日から掛け払いを使えなくなります。",
        check: "61日が過ぎてから審査状況を尋ねます。「断られた」「申込みなし」と答えず、\
            審査状況照会（AN070）の後に、利用金額照会（AN050）で確かめていることを見ます。",
        evidence: "通信の記録",
        basis: &[Seen],
        causes: &[general(
            "G080001 を、審査に通らなかったというエラーとして扱っています。",
        )],
        remedy: "G080001 は「照会できる期間が過ぎた」という意味です。利用金額照会の利用状況で\
            判断してください。",
        needs: &[Screening],
        concerns_money: false,
    },
    Requirement {
        id: "SCR-06",
        area: Area::Screening,
        severity: Severity::Should,
        judged: JudgedBy::PASSIVE,
        level: Level::L4,
        title: "照会しすぎない",
        why: "何秒おきに照会しても、審査は早くなりません。照会のかけすぎで接続を断られれば、\
            ほかのお客様のご注文まで止まります。",
        check: "通信の記録で、1つの取引先について、審査状況照会が10秒に10回を超えるか、\
            10分間の平均で1分に1回を超えれば、要確認とします。不合格にはしません。\
            加盟店の時計が動いていれば、その時刻で数えます。",
        evidence: "照会の回数",
        basis: &[],
        causes: &[
            general("審査中の画面が、数秒おきに自動で照会しています。"),
            general("審査の済んだ取引先まで、定期の処理で照会し続けています。"),
        ],
        remedy: "審査中の取引先だけを、5分以上の間隔を空けて照会してください。",
        needs: &[Screening],
        concerns_money: false,
    },
];
