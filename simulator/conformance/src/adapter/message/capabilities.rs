//! The introduction of an adapter, once, at its start.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::words::{Words, or_default};

/// The first message to a process.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Start {
    /// The protocols that the harness knows; the adapter picks one.
    #[schema(example = json!([1]))]
    pub protocols: Vec<u32>,
    /// Name and version of the harness.
    pub harness: String,
}

/// Who the adapter is, and what it can do.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Introduction {
    /// The protocol that the adapter picked.
    #[schema(example = 1)]
    pub protocol: u32,
    /// What is judged.
    pub integration: Integration,
    /// The verbs that the adapter carries out.
    #[serde(default)]
    #[schema(value_type = Vec<Capability>)]
    pub can: Words<Capability>,
    /// What the integration can express. What lies beyond it is not asked for.
    #[serde(default, deserialize_with = "or_default")]
    pub accepts: Accepts,
    /// The most messages that may be under way at once; left out: 1.
    #[serde(default = "one")]
    #[schema(minimum = 1, maximum = 64)]
    pub sessions: u32,
}

const fn one() -> u32 {
    1
}

impl Introduction {
    /// The introduction before an adapter has sent its own.
    pub(crate) fn unknown() -> Self {
        Self {
            protocol: 1,
            integration: Integration::default(),
            can: Words::default(),
            accepts: Accepts::default(),
            sessions: 1,
        }
    }
}

/// The integration that is judged.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Integration {
    /// As it stands in the report.
    pub name: String,
    /// Its version.
    #[serde(default, deserialize_with = "or_default")]
    pub version: String,
    /// `php`, `node`, `java` …: chooses the hints in the report.
    #[serde(default, deserialize_with = "or_default")]
    pub language: String,
    /// The version of the language.
    #[serde(default, deserialize_with = "or_default")]
    pub language_version: String,
}

/// A group of verbs, or a quality, that an adapter declares.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Capability {
    /// `placeOrder`.
    Order,
    /// `orderStatus`.
    Status,
    /// `recover`.
    Recover,
    /// `cancelOrder`.
    Cancel,
    /// `cancelOrders`.
    BulkCancel,
    /// `changeOrder`.
    Amend,
    /// `ship`.
    Ship,
    /// `unship`.
    Unship,
    /// `offer`.
    Offer,
    /// `preview`.
    Preview,
    /// `apply`.
    Apply,
    /// `screening`.
    Screening,
    /// `groups`.
    Groups,
    /// `log`.
    Log,
    /// `resume`: what is under way survives the end of the process.
    Durable,
    /// One order may be sent twice at once.
    Parallel,
}

/// What the integration can express; what is left out, it cannot.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
#[expect(clippy::struct_excessive_bools, reason = "each is declared by itself")]
pub struct Accepts {
    /// How the tax may be rounded.
    #[schema(value_type = Vec<Rounding>)]
    pub rounding: Words<Rounding>,
    /// What the tax may be computed on.
    #[schema(value_type = Vec<TaxCalculation>)]
    pub tax_calculation: Words<TaxCalculation>,
    /// `true`: prices that include the tax; `false`: prices without.
    #[schema(value_type = Vec<bool>)]
    pub tax_included: Words<bool>,
    /// What may be sent as the code of a product.
    #[schema(value_type = Vec<ProductCodes>)]
    pub product_codes: Words<ProductCodes>,
    /// Whether an order may have a discount.
    #[serde(deserialize_with = "or_default")]
    pub discount: bool,
    /// How a discount is spread over several rates of tax; left out: the shop's own way, which is not judged by tables.
    pub discount_split: Option<DiscountSplit>,
    /// Whether a part may be paid otherwise: points, gift certificates.
    #[serde(deserialize_with = "or_default")]
    pub part_payments: bool,
    /// Whether the method of payment may cost a fee.
    #[serde(deserialize_with = "or_default")]
    pub fee: bool,
    /// Whether prices and quantities may have fractions.
    #[serde(deserialize_with = "or_default")]
    pub fractions: bool,
    /// Whether the method may be kept for one group of customers.
    #[serde(deserialize_with = "or_default")]
    pub only_for_group: bool,
    /// Between which environments the shop's setting chooses, while `connection.url` is kept.
    #[schema(value_type = Vec<Environment>)]
    pub environment: Words<Environment>,
    /// Whether `1111@cs-cart.jp` … `4444@cs-cart.jp` are test buyers.
    #[serde(deserialize_with = "or_default")]
    pub test_buyers: bool,
    /// Whether the time can be set: `time`, and `begin.now`.
    #[serde(deserialize_with = "or_default")]
    pub clock: bool,
    /// How long the integration waits for the provider, in milliseconds; where it has several time-outs, each of them.
    #[schema(value_type = Vec<u64>, example = json!([30000]))]
    pub timeout_ms: Words<u64>,
    /// Without a clock: how long after its loss a payment can only be cleared up, in milliseconds.
    #[serde(deserialize_with = "or_default")]
    #[schema(maximum = 180_000)]
    pub recover_within_ms: u64,
}

impl Accepts {
    /// The longest time that the integration waits for the provider, in milliseconds.
    pub fn longest_timeout_ms(&self) -> u64 {
        self.timeout_ms.known().copied().max().unwrap_or_default()
    }
}

/// What happens to a part of a yen.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Rounding {
    /// 切り捨て.
    Down,
    /// 切り上げ.
    Up,
    /// 四捨五入.
    HalfUp,
}

/// What the tax is computed on.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum TaxCalculation {
    /// Once for each rate of the order.
    PerRate,
    /// Once for each line.
    PerLine,
    /// For one piece, times the quantity.
    PerUnit,
}

/// What is sent as the code of a product.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum ProductCodes {
    /// 商品コードが10文字を超える場合、頭から超えている値を切る.
    CutFromHead,
    /// 連携しない.
    NotSent,
}

/// How a discount is spread over several rates of tax.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum DiscountSplit {
    /// In proportion to the amounts.
    ByAmount,
}

/// Which of the provider's environments the shop is set to.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Environment {
    /// テスト環境.
    Test,
    /// 本番環境.
    Production,
}
