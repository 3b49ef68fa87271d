//! SET 決済登録.

use super::{
    Area,
    Basis::{Documented, Inferred, NotKnown, Seen},
    JudgedBy,
    Language::*,
    Level, Requirement, Severity, TO_ORDER,
    cause::{general, of},
};
use crate::adapter::message::capabilities::Capability::{Amend, Order, Parallel, Status};

pub(super) const SETTLEMENT: &[Requirement] = &[
    Requirement {
        id: "SET-01",
        area: Area::Settlement,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L1,
        title: "1つの注文が、1件の決済になる",
        why: "受け付けられたことをお店が知らなければ、商品が送られないまま、請求だけがお客様に\
            届きます。",
        check: "注文を1つ確定し、決済登録（AN010）が1回、ヤマト側の帳簿に正しい請求額の「登録」が\
            1件あり、お店の取引状況も「登録」であることを確かめます。",
        evidence: "ヤマト側の帳簿",
        basis: &[Documented],
        causes: &[
            general("応答を受け取った後、注文の取引状況を保存していません。"),
            general("確認画面と完了画面の両方で送っています。"),
        ],
        remedy: "注文の確定で1回だけ送り、受け付けられたら、すぐに取引状況を「登録」と\
            保存してください。",
        needs: TO_ORDER,
        concerns_money: true,
    },
    Requirement {
        id: "SET-02",
        area: Area::Settlement,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE_AND_PASSIVE,
        level: Level::L3,
        title: "登録済みの注文を、もう一度送らない",
        why: "完了画面の再読み込みだけで2件目の決済になり、1,100円のご注文に、2,200円の請求が\
            届きます。",
        check: "登録済みの注文をもう一度確定し、決済が増えないことを確かめます。通信の記録では、\
            受け付けられた受注番号の決済登録が、もう一度送られていないことを見ます。",
        evidence: "通信の記録",
        basis: &[Documented],
        causes: &[
            general("完了画面を表示するたびに送っています。"),
            general("送るたびに、新しい受注番号を付けています。"),
        ],
        remedy: "注文ごとに結果を保存し、登録済みなら、送らずに前の結果を示してください。",
        needs: TO_ORDER,
        concerns_money: true,
    },
    Requirement {
        id: "SET-03",
        area: Area::Settlement,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L3,
        title: "同時に2回確定しても、決済は1件",
        why: "ボタンの2度押しや、2つのタブからの確定で、1,100円のご注文に2,200円の請求が届き、\
            限度額も2倍減ります。",
        check: "1つの注文を同時に8回（sessions がそれより少なければ、その数だけ）確定し、\
            決済が1件で、利用金額も1件分であることを確かめます。",
        evidence: "ヤマト側の帳簿",
        basis: &[],
        causes: &[
            general(
                "「まだ送っていないか」を調べてから送るまでの間に、もう1つの確定が入り込みます。",
            ),
            of(
                Php,
                "セッションのロックに頼っています。別のブラウザーや管理画面からの確定には\
                 効きません。",
            ),
            of(Node, "await の後で、送信中のしるしを付けています。"),
            of(
                Java,
                "synchronized に頼っています。サーバーが2台になると効きません。",
            ),
        ],
        remedy: "送る前に、一意制約のある「送信中」の行をデータベースに書き、書けた1つだけが\
            送ってください。",
        needs: &[Order, Status, Parallel],
        concerns_money: true,
    },
    Requirement {
        id: "SET-04",
        area: Area::Settlement,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE_AND_PASSIVE,
        level: Level::L2,
        title: "受注日は日本の日付で、今日より後にしない",
        why: "UTCのサーバーでは、朝9時までのご注文が前の日の日付になり、お店の帳簿と合いません。\
            明日の日付になったご注文は、断られて売れません（A040003）。",
        check: "送信された受注日が、日本の今日であることを確かめます。時計を動かせるお店では、\
            日本時間の0時30分と23時30分の注文も見ます。A040003 は、1度も起きてはいけません。",
        evidence: "決済登録の要求",
        basis: &[Documented],
        causes: &[
            general("受注日に、お届け希望日や出荷予定日を入れています。"),
            of(
                Php,
                "date() は、date.timezone の日付です（DateTimeZone('Asia/Tokyo') を渡します）。",
            ),
            of(Node, "toISOString().slice(0, 10) は、UTCの日付です。"),
            of(
                Python,
                "date.today() は、サーバーの時間帯の日付です（ZoneInfo('Asia/Tokyo') を\
                 渡します）。",
            ),
            of(
                Ruby,
                "Date.today は、サーバーの時間帯の日付です（Railsなら Time.zone.today とします）。",
            ),
            of(
                Java,
                "LocalDate.now() は、サーバーの時間帯の日付です（ZoneId.of(\"Asia/Tokyo\") を\
                 渡します）。",
            ),
            of(
                CSharp,
                "DateTime.Now は、サーバーの時間帯です（TimeZoneInfo で日本時間に直します）。",
            ),
        ],
        remedy: "受注日は、サーバーの設定によらず、日本時間（Asia/Tokyo）の日付を8桁で\
            書いてください。",
        needs: TO_ORDER,
        concerns_money: false,
    },
    Requirement {
        id: "SET-05",
        area: Area::Settlement,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L3,
        title: "断られた注文を支払済みにしない",
        why: "断られたご注文を支払済みにすると、代金の入らない商品を出荷します。\
            10万円のご注文なら、10万円がそのまま損になります。",
        check: "A060004・A070004・G55・G12・G61・G65 のそれぞれで断り、お店で支払済みにならず、\
            取引状況が「なし」のままであることを確かめます。",
        evidence: "注文の状態",
        basis: &[Documented],
        causes: &[
            general("応答を見る前に、注文を支払済みにしています。"),
            general("例外を握りつぶし、完了の処理に進んでいます。"),
        ],
        remedy: "returnCode が 0 と確かめてから、支払済みにしてください。断られたら、\
            お客様に支払方法を選び直していただきます。",
        needs: TO_ORDER,
        concerns_money: true,
    },
    Requirement {
        id: "SET-06",
        area: Area::Settlement,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L3,
        title: "限度額超過を1つの意味で扱う",
        why: "限度額の超過は、3つのコードで届きます。その1つを「システムエラー」と示すと、\
            数を減らすか限度額を上げれば買えたお客様が、あきらめてしまいます。",
        check: "A060004・A070004・G55 のどれで断られても、同じ結果と、お客様への同じ\
            文になることを確かめます。限度額が上がった後は、その注文を確定できることを見ます。",
        evidence: "アダプターの応答",
        basis: &[Inferred],
        causes: &[
            general("G55 だけ、または A060004 だけを、限度額の超過として扱っています。"),
            general("「G」で始まるコードを、まとめてシステムのエラーにしています。"),
        ],
        remedy: "3つのコードを、1つの「ご利用可能額を超えています」にまとめ、\
            ご注文をやり直せるように残してください。",
        needs: TO_ORDER,
        concerns_money: false,
    },
    Requirement {
        id: "SET-07",
        area: Area::Settlement,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE_AND_PASSIVE,
        level: Level::L3,
        title: "受注番号は20桁以内の半角で、使い回さない",
        why: "使い回した番号は断られます（A020004）。受け付けられても、\
            取消と出荷がどちらのご注文のものか分からず、違うご注文の請求を止めてしまいます。",
        check: "A020002（20桁の超過）と A020003（半角でない文字）が1度も起きず、取り消した注文の\
            受注番号が、もう一度決済登録で送られないことを確かめます。",
        evidence: "送信された受注番号",
        basis: &[Documented, NotKnown],
        causes: &[
            general("取り消した後の登録のし直しに、同じ番号を使っています。"),
            general("データベースを作り直し、注文番号が1に戻っています。"),
            general("注文番号に「ご注文」のような全角の文字が付いています。"),
        ],
        remedy: "登録し直すときは、注文番号に「-2」のような枝番を付け、20桁以内の半角に\
            収めてください。",
        needs: TO_ORDER,
        concerns_money: false,
    },
    Requirement {
        id: "SET-08",
        area: Area::Settlement,
        severity: Severity::MustIfDeclared,
        judged: JudgedBy::ACTIVE,
        level: Level::L3,
        title: "金額変更に失敗しても、今の状態が分かる",
        why: "金額の変更は、取消と登録のし直しです。取消だけが通って登録が断られると、\
            決済のないご注文を「登録」と信じて出荷し、代金が入りません。",
        check: "決済取消（AN020）が受け付けられ、その後の決済登録（AN010）が断られるようにしま\
            す。お店の取引状況が、元の金額の「登録」のままではないことを確かめます。",
        evidence: "ヤマト側の帳簿、注文の状態",
        basis: &[Seen],
        causes: &[
            general("2つの送信を1つの操作とみなし、失敗すると、元のままと示しています。"),
            general("トランザクションを巻き戻し、取消の記録まで消しています。"),
        ],
        remedy: "取消が受け付けられたら、すぐに「取消」と保存し、登録のし直しの結果は、\
            その後で別に保存してください。",
        needs: &[Order, Status, Amend],
        concerns_money: true,
    },
];
