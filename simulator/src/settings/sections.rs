//! The lists in the settings: merchants and buyers.

use crate::books::{buyers::BuyerStatus, values::STANDARD_CREDIT_LIMIT};

/// A merchant that exists at the start.
#[derive(Clone, Default)]
pub struct MerchantSettings {
    /// 加盟店コード: nine digits.
    pub code: String,
    /// パスワード: 1 to 100 printable ASCII characters, no space.
    pub password: String,
}

impl std::fmt::Debug for MerchantSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MerchantSettings")
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}

impl MerchantSettings {
    /// The merchant of the default settings.
    pub(crate) fn standard() -> Self {
        Self {
            code: "900000001".to_owned(),
            password: "kakebarai-test".to_owned(),
        }
    }
}

/// A buyer that every merchant has at its start.
#[derive(Clone, Debug)]
pub struct TestBuyer {
    /// 取引先ID: 1 to 20 letters, digits and hyphens.
    pub id: String,
    /// 取引先名: 1 to 100 characters.
    pub name: String,
    /// 電話番号: ten or eleven digits, with up to two hyphens between them.
    pub telephone: String,
    pub(crate) standing: BuyerStatus,
    /// In yen, at most [`MAX_CREDIT_LIMIT`](super::MAX_CREDIT_LIMIT).
    pub used_amount: u64,
}

impl Default for TestBuyer {
    fn default() -> Self {
        Self {
            id: String::new(),
            name: "テスト取引先".to_owned(),
            telephone: "03-0000-0000".to_owned(),
            standing: BuyerStatus::accepted(STANDARD_CREDIT_LIMIT),
            used_amount: 0,
        }
    }
}

impl TestBuyer {
    /// The four buyers of the vendor's test environment; names and telephone numbers are made up.
    pub(super) fn standard() -> Vec<Self> {
        let names = [
            "株式会社青葉デザイン",
            "有限会社緑山工務店",
            "合同会社みなと珈琲",
            "北の文具店",
        ];
        ["1111", "2222", "3333", "4444"]
            .iter()
            .zip(names)
            .map(|(id, name)| Self {
                id: (*id).to_owned(),
                name: name.to_owned(),
                telephone: format!("03-0000-{id}"),
                ..Self::default()
            })
            .collect()
    }
}
