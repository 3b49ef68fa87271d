//! How a shop's orders are billed: fee, rounding, product codes.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::{ProductCodes, names};
use crate::{
    client::Decimal2,
    order::{Rounding, Tax, TaxCalculation},
};

/// How orders are billed. The default charges no fee, cuts product codes and rounds down, once for each rate.
///
/// ```
/// use kakebarai::{BillingTerms, billing::Fee};
///
/// let mut terms = BillingTerms::default();
/// terms.fee = Fee::fixed(330);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BillingTerms {
    /// 手数料.
    pub fee: Fee,
    /// 手数料名; empty: 支払手数料.
    pub fee_name: String,
    /// The [id](Tax::id) of the tax on the 手数料.
    pub fee_tax: Option<u32>,
    /// 商品コード.
    pub product_codes: ProductCodes,
    /// カート社識別コード: at most 20 ASCII characters without comma and space (documented).
    pub cart_code: String,
    /// How the tax is rounded.
    pub rounding: Rounding,
    /// How often the tax is rounded.
    pub tax_calculation: TaxCalculation,
    /// Whether the line of a tax names what it is taken of: 「消費税 10%対象 20,510円」. The provider has no field for a rate or a
    /// base, so a line's name is the only place of the monthly invoice that can carry them (inferred).
    #[serde(default)]
    pub base_in_tax_names: bool,
}

impl Default for BillingTerms {
    fn default() -> Self {
        Self {
            fee: Fee::default(),
            fee_name: String::new(),
            fee_tax: None,
            product_codes: ProductCodes::default(),
            cart_code: "cscart".to_owned(),
            rounding: Rounding::default(),
            tax_calculation: TaxCalculation::default(),
            base_in_tax_names: false,
        }
    }
}

/// 手数料: the fee for this payment method. Both parts add up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fee {
    /// In yen.
    pub fixed: i64,
    /// In per cent of goods, discount and shipping as they are priced.
    pub percent: Decimal2,
}

impl Fee {
    const FIXED: RangeInclusive<i64> = 0..=999_999;
    const PERCENT: RangeInclusive<i64> = 0..=10_000;

    /// A fixed fee, in yen.
    pub fn fixed(yen: i64) -> Self {
        Self {
            fixed: yen,
            ..Self::default()
        }
    }

    /// Whether it can be charged: 0 to 999,999 yen and 0 to 100 %.
    pub fn is_within_bounds(self) -> bool {
        Self::FIXED.contains(&self.fixed) && Self::PERCENT.contains(&self.percent.as_hundredths())
    }

    /// The fee for an amount in yen, rounded half up.
    pub fn of(self, amount: i64) -> i64 {
        let percent = i128::from(self.percent.as_hundredths());
        self.fixed + Rounding::HalfUp.divide(i128::from(amount.max(0)) * percent, 10_000)
    }
}

/// One of the terms that may be set wrongly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Term {
    /// [`Fee::fixed`](struct@Fee).
    FixedFee,
    /// [`Fee::percent`].
    PercentFee,
    /// [`BillingTerms::fee_name`](struct@BillingTerms).
    FeeName,
    /// [`BillingTerms::fee_tax`].
    FeeTax,
    /// [`BillingTerms::cart_code`].
    CartCode,
}

impl Term {
    /// Its name on the screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::FixedFee => "手数料（円）",
            Self::PercentFee => "手数料（％）",
            Self::FeeName => "手数料名",
            Self::FeeTax => "手数料の税",
            Self::CartCode => "カート社識別コード",
        }
    }
}

/// What is wrong with one of the terms.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}：{message}", term.label())]
#[non_exhaustive]
pub struct TermsProblem {
    /// The term.
    pub term: Term,
    /// What to do about it, in Japanese.
    pub message: String,
}

fn problem(term: Term, message: impl Into<String>) -> TermsProblem {
    TermsProblem {
        term,
        message: message.into(),
    }
}

impl BillingTerms {
    /// 手数料名, as it is sent.
    pub fn fee_name(&self) -> &str {
        match self.fee_name.trim() {
            "" => "支払手数料",
            name => name,
        }
    }

    /// Whether the provider takes カート社識別コード.
    pub(super) fn has_sendable_cart_code(&self) -> bool {
        let code = &self.cart_code;
        let is_sendable = |byte: u8| byte.is_ascii_graphic() && byte != b',';
        code.len() <= 20 && code.bytes().all(is_sendable)
    }

    /// Everything that is wrong with the terms. `taxes` are the shop's.
    pub fn problems(&self, taxes: &[Tax]) -> Vec<TermsProblem> {
        let mut problems = Vec::new();
        if !Fee::FIXED.contains(&self.fee.fixed) {
            problems.push(problem(
                Term::FixedFee,
                "0円から999,999円までの整数で入力してください。",
            ));
        }
        if !Fee::PERCENT.contains(&self.fee.percent.as_hundredths()) {
            problems.push(problem(
                Term::PercentFee,
                "0％から100％まで、小数点以下2桁までで入力してください。",
            ));
        }
        let name = names::fit(&self.fee_name);
        if !name.cut.is_empty() {
            problems.push(problem(
                Term::FeeName,
                "全角30文字（半角60文字）以内で入力してください。",
            ));
        }
        if !name.replaced.is_empty() {
            problems.push(problem(
                Term::FeeName,
                format!(
                    "送信できない文字「{}」を使わずに入力してください。",
                    name.replaced
                ),
            ));
        }
        match self.fee_tax.map(|id| taxes.iter().find(|tax| tax.id == id)) {
            Some(None) => problems.push(problem(
                Term::FeeTax,
                "選んだ税がありません。選び直してください。",
            )),
            Some(Some(tax)) if !tax.enabled => {
                problems.push(problem(
                    Term::FeeTax,
                    format!(
                        "「{}」が有効になっていません。税のステータスを有効にしてください。",
                        tax.name
                    ),
                ));
            }
            _ => {}
        }
        if !self.has_sendable_cart_code() {
            problems.push(problem(
                Term::CartCode,
                "カンマと空白を除く、20文字以内の半角英数字と記号で入力してください。",
            ));
        }
        problems
    }

    /// The classic mistake that is allowed: no tax is enabled, so that none is ever charged.
    pub fn warnings(&self, taxes: &[Tax]) -> Vec<String> {
        let mut warnings = Vec::new();
        if taxes.iter().all(|tax| !tax.enabled) {
            warnings.push(NO_TAX_ENABLED.to_owned());
        }
        if self.fee != Fee::default() && self.fee_tax.is_none() {
            warnings.push("手数料に税が設定されていません。課税の手数料なら、手数料の「税金」を選んでください。".to_owned());
        }
        warnings
    }
}

const NO_TAX_ENABLED: &str = "有効な税がありません。このままでは消費税が0円で請求されます。「消費税」のステータスを有効にしてください。";
