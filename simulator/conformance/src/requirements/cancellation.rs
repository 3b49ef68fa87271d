//! CAN 決済取消.

use super::{
    Area,
    Basis::{Documented, NotKnown},
    JudgedBy, Level, Requirement, Severity,
    cause::general,
};
use crate::adapter::message::capabilities::Capability::{self, BulkCancel, Cancel, Order, Status};

const TO_CANCEL: &[Capability] = &[Order, Status, Cancel];

pub(super) const CANCELLATION: &[Requirement] = &[
    Requirement {
        id: "CAN-01",
        area: Area::Cancellation,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L1,
        title: "取り消すと、お店とクロネコ掛け払いの両方で取消になる",
        why: "お店でだけ取り消しても、請求は止まりません。商品を受け取っていないお客様に請求書が\
            届き、限度額もふさがったままです。",
        check: "登録済みの注文を取り消し、ヤマト側の帳簿で「取消」になり、利用金額が戻り、\
            お店の取引状況も「取消」であることを確かめます。",
        evidence: "ヤマト側の帳簿",
        basis: &[Documented],
        causes: &[
            general("注文の詳細や一覧からの取消が、決済取消を送っていません。"),
            general("注文を削除したときに、決済取消を送っていません。"),
        ],
        remedy: "注文を取り消すすべての道（管理画面、マイページ、一括の処理、API）から、\
            決済取消（AN020）を送ってください。",
        needs: TO_CANCEL,
        concerns_money: true,
    },
    Requirement {
        id: "CAN-02",
        area: Area::Cancellation,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L3,
        title: "断られた取消を、取消済みにしない",
        why: "断られた取消を取消済みと示すと、「請求は止まりました」とお伝えしたお客様に、\
            請求書が届きます。",
        check: "出荷を登録した注文を取り消します。断られる（B020005）か、お店が自分で分かって\
            送らず、取引状況が「登録」のままであることを確かめます。",
        evidence: "注文の状態",
        basis: &[NotKnown],
        causes: &[
            general("先にお店の注文を取消にし、決済取消の結果を見ていません。"),
            general("断られたことを、記録に書くだけで、状態を戻していません。"),
        ],
        remedy: "決済取消が受け付けられてから、注文を取消にしてください。断られたら、\
            元の状態のまま理由を示します。",
        needs: TO_CANCEL,
        concerns_money: true,
    },
    Requirement {
        id: "CAN-03",
        area: Area::Cancellation,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L3,
        title: "まとめた取消は、注文ごとに結果が分かる",
        why: "5件のうち2件が断られたのに「取り消しました」とだけ示すと、残った2件の請求がお客様に\
            届きます。",
        check: "5件をまとめて取り消します（うち2件は取り消せません）。結果が1件ずつ分かり、\
            ほかの3件が取り消されていることを確かめます。",
        evidence: "ヤマト側の帳簿",
        basis: &[],
        causes: &[
            general("最初に断られたところで、残りをやめています。"),
            general("全体で1つの結果しか返していません。"),
        ],
        remedy: "1件ずつ送って1件ずつ保存し、断られても残りを続け、注文ごとの結果を\
            並べてください。",
        needs: &[Order, Status, BulkCancel],
        concerns_money: true,
    },
    Requirement {
        id: "CAN-04",
        area: Area::Cancellation,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE_AND_PASSIVE,
        level: Level::L3,
        title: "取消は1度だけ、その注文の取引先IDで送る",
        why: "違う取引先IDの取消は断られ（B020004）、請求が止まりません。お客様が申し込み直すと\
            IDが変わり、それより前のご注文を取り消せなくなります。",
        check: "受け付けられた取消がもう一度送られず、取引先IDの違いによる B020004 と、\
            取引先IDの書き方の誤り B030003 が、1度も起きないことを確かめます。",
        evidence: "通信の記録",
        basis: &[Documented],
        causes: &[
            general("取引先IDを、取消のときの会員の情報から取っています。"),
            general("画面を開いている人のセッションから、取引先IDを取っています。"),
            general("取消のボタンを2度押すと、2度送ります。"),
        ],
        remedy: "決済登録で送った取引先IDを注文に保存し、取消では、その値を1度だけ送ってください。",
        needs: TO_CANCEL,
        concerns_money: true,
    },
    Requirement {
        id: "CAN-05",
        area: Area::Cancellation,
        severity: Severity::Should,
        judged: JudgedBy::ACTIVE,
        level: Level::L4,
        title: "出荷後の取消では、先に出荷の削除を案内する",
        why: "「エラー B020005」とだけ示されても、担当者は何をすればよいか分かりません。\
            取り消せないまま、請求の締め日が過ぎます。",
        check: "出荷を登録した注文を取り消し、担当者に示す文に、「出荷」と、「削除」か「取消」の\
            文字があることを確かめます。",
        evidence: "アダプターの応答",
        basis: &[],
        causes: &[general("エラーコードを、そのまま示しています。")],
        remedy: "「出荷を登録した注文です。先に出荷を削除してください。」のように、次にすることを\
            示してください。",
        needs: TO_CANCEL,
        concerns_money: false,
    },
];
