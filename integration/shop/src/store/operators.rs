//! The operators' accounts.

use sqlx::Row as _;

use super::{LoggedIn, Result, Store};
use crate::security::sessions::SessionKind;

impl Store {
    /// The hash of an operator's password.
    pub(crate) async fn operator_password(&self, name: &str) -> Result<Option<String>> {
        let row = sqlx::query("SELECT password_hash FROM shop_operators WHERE name = $1")
            .bind(name)
            .fetch_optional(&self.pool)
            .await?;
        Ok(row.map(|row| row.try_get("password_hash")).transpose()?)
    }

    /// Adds an operator's account. Returns `false` if there is one.
    pub(crate) async fn add_operator(&self, name: &str, hash: &str) -> Result<bool> {
        let added = sqlx::query(
            "INSERT INTO shop_operators (name, password_hash) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
        )
        .bind(name)
        .bind(hash)
        .execute(&self.pool)
        .await?;
        Ok(added.rows_affected() == 1)
    }

    /// Sets an operator's password, adds the account if there is none, and ends its sessions.
    pub(crate) async fn save_operator(&self, name: &str, hash: &str) -> Result<()> {
        let mut transaction = self.pool.begin().await?;
        sqlx::query(
            "INSERT INTO shop_operators (name, password_hash) VALUES ($1, $2) \
             ON CONFLICT (name) DO UPDATE SET password_hash = excluded.password_hash",
        )
        .bind(name)
        .bind(hash)
        .execute(&mut *transaction)
        .await?;
        sqlx::query("DELETE FROM shop_sessions WHERE kind = 'operator' AND account = $1")
            .bind(name)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// The operator whose session has this digest.
    pub(crate) async fn operator(&self, digest: &str) -> Result<Option<LoggedIn<String>>> {
        let row = sqlx::query(
            "SELECT account, expires_at FROM shop_sessions WHERE digest = $1 AND kind = 'operator' AND expires_at > $2",
        )
        .bind(digest)
        .bind(self.now())
        .fetch_optional(&self.pool)
        .await?;
        row.map(|row| {
            Ok(LoggedIn {
                who: row.try_get("account")?,
                is_old: row.try_get::<i64, _>("expires_at")?
                    < self.old_before(SessionKind::Operator),
            })
        })
        .transpose()
    }
}
