//! The life of a session: a fresh shop with its own merchant at the simulator.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::capabilities::{Environment, ProductCodes, Rounding, TaxCalculation};

/// Opens a fresh shop.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Begin {
    /// The name of the session; used once in a run.
    #[schema(example = "s17")]
    pub session: String,
    /// The scenario, for the adapter's log.
    pub scenario: String,
    /// Where the shop is to send.
    pub connection: Connection,
    /// The time in Japan; to be ignored without `accepts.clock`.
    #[schema(example = "2026-12-01T10:00:00+09:00")]
    pub now: String,
    /// What the shop is set to.
    #[serde(default)]
    pub settings: ShopSettings,
}

/// Where the shop is to send, and as whom.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Connection {
    /// Without a slash at the end; `/kuroneko-anshin/AN010APIAction.action` … follow it.
    #[schema(example = "http://127.0.0.1:40213")]
    pub url: String,
    /// 加盟店コード.
    #[schema(example = "934512008")]
    pub trader_code: String,
    /// パスワード.
    pub pass_word: String,
    /// A file with the authorities to trust for https; `null`: the system's.
    pub ca_file: Option<String>,
    /// The same merchant without TLS, where `url` is https: for shops that send AN010 over http, as Yamato's test address allows.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub http_url: Option<String>,
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("url", &self.url)
            .field("trader_code", &self.trader_code)
            .finish_non_exhaustive()
    }
}

/// What the shop is set to; what is left out is as the shop usually has it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct ShopSettings {
    /// How the tax is rounded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rounding: Option<Rounding>,
    /// What the tax is computed on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_calculation: Option<TaxCalculation>,
    /// What is sent as the code of a product.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product_codes: Option<ProductCodes>,
    /// Whether the method is kept for the group of `groupId`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only_for_group: Option<bool>,
    /// The group クロネコ掛け払い取引先.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "9")]
    pub group_id: Option<String>,
    /// The environment; `connection.url` is kept in either.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<Environment>,
}

/// Opens the same session once more, in a new process. Its settings are the shop's to keep.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Resume {
    /// The name that it had.
    pub session: String,
    /// Where the shop is to send.
    pub connection: Connection,
    /// The time in Japan; to be ignored without `accepts.clock`.
    pub now: String,
}

/// Sets the shop's clock.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Time {
    /// The session.
    pub session: String,
    /// The time in Japan.
    #[schema(example = "2026-12-02T00:30:00+09:00")]
    pub now: String,
}

/// Closes a session.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct End {
    /// The session.
    pub session: String,
}

/// Ends the process: within five seconds, with status 0.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Stop {}

/// Asks for all that was logged in a session.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Log {
    /// The session.
    pub session: String,
}

/// What was logged.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Logged {
    /// All of it.
    pub text: String,
}

/// It was done.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Acknowledged {
    /// Always `true`.
    pub ok: bool,
}
