//! TST テスト取引先.

use super::{
    Area, Basis::Documented, JudgedBy, Level, Requirement, Severity, TO_OFFER, cause::general,
};

pub(super) const TEST_BUYERS: &[Requirement] = &[
    Requirement {
        id: "TST-01",
        area: Area::TestBuyers,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L1,
        title: "テスト環境では、1111～4444@cs-cart.jp がテスト取引先になる",
        why: "テスト取引先を使えないと、試すたびに申込みと審査（2営業日かかることもあります）を\
            待つことになり、開店が遅れます。",
        check: "4つのメールアドレスのお客様で注文手続きの画面を開き、利用金額照会の\
            取引先IDが 1111・2222・3333・4444 になることを確かめます。",
        evidence: "通信の記録",
        basis: &[Documented],
        causes: &[
            general("会員の取引先IDがないので、照会せずに終えています。"),
            general("1111@cs-cart.jp だけを扱っています。"),
        ],
        remedy: "テスト環境の設定では、1111@cs-cart.jp の会員の取引先IDを 1111 とし、\
            2222～4444 も同じにしてください。",
        needs: TO_OFFER,
        concerns_money: false,
    },
    Requirement {
        id: "TST-02",
        area: Area::TestBuyers,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L2,
        title: "本番の設定では、テスト取引先にしない",
        why: "本番でも効くと、このメールアドレスで会員になるだけで、審査を受けずに掛けで\
            買えてしまいます。商品を送っても、代金を払う取引先がいません。",
        check: "環境の設定を本番にし（送信先は検査のシミュレーターのままです）、\
            同じメールアドレスのお客様について、取引先IDが 1111～4444 の要求が1件も\
            送られないことを確かめます。",
        evidence: "通信の記録",
        basis: &[],
        causes: &[general(
            "環境の設定を見ずに、メールアドレスだけで決めています。",
        )],
        remedy: "テスト取引先への置き換えは、環境の設定がテストのときだけ行ってください。",
        needs: TO_OFFER,
        concerns_money: true,
    },
];
