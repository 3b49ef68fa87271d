//! What somebody has chosen on the way to an order, and the token that lets it become one once only.

use serde::{Deserialize, Serialize};
use sqlx::Row as _;

use super::{Recipient, Result, Store, StoreError, settings::json, users::key};

/// お支払い方法.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Payment {
    /// クロネコ掛け払い.
    Kakebarai,
    /// 銀行振込, before anything is shipped.
    Transfer,
}

impl Payment {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Kakebarai => "kakebarai",
            Self::Transfer => "transfer",
        }
    }

    pub(crate) fn of(word: &str) -> Option<Self> {
        [Self::Kakebarai, Self::Transfer]
            .into_iter()
            .find(|payment| payment.word() == word)
    }
}

/// What has been chosen.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Choices {
    pub(crate) recipient: Recipient,
    pub(crate) shipping: Option<u32>,
    pub(crate) payment: Option<Payment>,
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

    /// Writes down what a user has chosen, under a token.
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
