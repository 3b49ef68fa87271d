//! The leftovers of a calibration at the provider, and how to remove them.

use serde::{Deserialize, Serialize};

/// A settlement that may still be there.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LeftOver {
    /// 受注番号.
    pub order: String,
    /// 取引先ID.
    pub buyer: String,
    /// 送り状番号 that may be registered for it; the last one is removed first.
    pub slips: Vec<String>,
    /// Whether an answer confirmed its registration.
    pub is_certain: bool,
}

impl LeftOver {
    /// A settlement whose request is about to be sent.
    pub(super) const fn perhaps(order: String, buyer: String) -> Self {
        Self {
            order,
            buyer,
            slips: Vec::new(),
            is_certain: false,
        }
    }

    /// Its description and removal, in Japanese.
    pub fn words(&self) -> String {
        let is_there = if self.is_certain {
            "登録されています"
        } else {
            "登録されたかどうか分かりません"
        };
        let shipment = match self.slips.last() {
            Some(slip) => format!("出荷取消（AN040、送り状番号 {slip}）の後に、"),
            None => String::new(),
        };
        format!(
            "受注番号 {}（取引先 {}、1円）：{is_there}。{shipment}決済取消（AN020）で消せます",
            self.order, self.buyer
        )
    }
}

/// An application, which cannot be taken back.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LeftOverApplication {
    /// 取引先ID.
    pub id: String,
    /// The made-up telephone number.
    pub telephone: String,
    /// Whether an answer confirmed its registration.
    pub is_certain: bool,
    /// The `returnDate` of the answer, or of the last one before it.
    pub applied_at: Option<String>,
    /// The `returnDate` of the first answer that named a decision.
    pub decided_at: Option<String>,
}

impl LeftOverApplication {
    /// An application whose request is about to be sent.
    pub(super) const fn perhaps(id: String, telephone: String, last: Option<String>) -> Self {
        Self {
            id,
            telephone,
            is_certain: false,
            applied_at: last,
            decided_at: None,
        }
    }

    /// Its description and removal, in Japanese.
    pub fn words(&self) -> String {
        let is_there = if self.is_certain {
            "申込み済みです"
        } else {
            "申込みが届いたかどうか分かりません"
        };
        format!(
            "取引先 {}：{is_there}。API では消せません。不要なら、ヤマトクレジットファイナンスに取消を依頼してください",
            self.id
        )
    }
}
