//! What a customer has chosen on the way to an order, and the token that lets it become an order once only.

use std::fmt;

use serde::{Deserialize, Serialize};
use sqlx::Row as _;

use super::{Recipient, Result, Store, StoreError, settings::json, users::key};

/// What has been chosen.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Choices {
    pub(crate) recipient: Recipient,
    pub(crate) shipping: Option<u32>,
    /// The id of the payment method.
    #[serde(default)]
    pub(crate) method: Option<u32>,
    #[serde(default, alias = "wishes")]
    pub(crate) reductions: ReductionInput,
}

/// Coupon, gift certificates and points, as they were entered. Knowing a code is enough to use it, so `Debug` shows none.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ReductionInput {
    pub(crate) coupon: String,
    /// Codes with spaces between them.
    pub(crate) gift_certificates: String,
    pub(crate) points: String,
}

impl fmt::Debug for ReductionInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReductionInput(…)")
    }
}

impl Store {
    /// What a user has chosen, with its token.
    pub(crate) async fn checkout(&self, user: u64) -> Result<Option<(String, Choices)>> {
        let row = sqlx::query("SELECT token, choices FROM shop_checkouts WHERE user_id = $1")
            .bind(key(user))
            .fetch_optional(&self.pool)
            .await?;
        row.map(|row| {
            let choices: String = row.try_get("choices")?;
            let choices = serde_json::from_str(&choices)
                .map_err(|_| StoreError::Unreadable(format!("会員{user}の注文手続き")))?;
            Ok((row.try_get("token")?, choices))
        })
        .transpose()
    }

    /// Saves what a user has chosen, under a token.
    pub(crate) async fn save_checkout(
        &self,
        user: u64,
        token: &str,
        choices: &Choices,
    ) -> Result<()> {
        sqlx::query(
            "INSERT INTO shop_checkouts (user_id, token, choices) VALUES ($1, $2, $3) ON CONFLICT (user_id) \
             DO UPDATE SET token = excluded.token, choices = excluded.choices",
        )
        .bind(key(user))
        .bind(token)
        .bind(json(choices)?)
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}
