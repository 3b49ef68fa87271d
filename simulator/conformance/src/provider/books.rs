//! The content of a merchant's books.

use serde::Deserialize;

/// A settlement.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderSeen {
    /// 受注番号.
    pub order_number: String,
    /// 取引先ID.
    pub buyer_id: String,
    /// 受注日, `2026-12-01`.
    pub order_date: String,
    /// 決済金額, without tax, in yen.
    pub price: u32,
    /// 消費税, in yen.
    pub tax: u32,
    /// The billed amount, in yen.
    pub total: u64,
    /// 1 登録, 2 取消, 3 送り状番号登録済, 10 出荷確定.
    pub state: u8,
    /// The same in words.
    pub state_name: String,
    /// 送り状番号.
    pub slip_number: Option<String>,
}

impl OrderSeen {
    /// Whether the buyer owes it.
    pub const fn stands(&self) -> bool {
        self.state != 2
    }
}

/// A buyer.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BuyerSeen {
    /// 取引先ID.
    pub id: String,
    /// 取引先名.
    pub name: String,
    /// 与信限度額, in yen.
    pub credit_limit: u32,
    /// 利用金額, in yen.
    pub used_amount: u64,
}
