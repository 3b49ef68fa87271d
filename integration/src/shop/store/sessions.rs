//! Who is logged in, and until when.

use std::time::Duration;

use super::{Result, Store};
use crate::shop::security::sessions::Kind;

impl Store {
    /// Logs somebody in. What is over is forgotten on the way.
    pub(in crate::shop) async fn add_session(
        &self,
        digest: &str,
        kind: Kind,
        account: &str,
        lasts: Duration,
    ) -> Result<()> {
        let now = self.now();
        let lasts = i64::try_from(lasts.as_millis()).unwrap_or(i64::MAX);
        let mut transaction = self.pool.begin().await?;
        sqlx::query("DELETE FROM shop_sessions WHERE expires_at <= $1")
            .bind(now)
            .execute(&mut *transaction)
            .await?;
        sqlx::query(
            "INSERT INTO shop_sessions (digest, kind, account, expires_at) VALUES ($1, $2, $3, $4)",
        )
        .bind(digest)
        .bind(kind.word())
        .bind(account)
        .bind(now.saturating_add(lasts))
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Logs somebody out.
    pub(in crate::shop) async fn remove_session(&self, digest: &str) -> Result<()> {
        sqlx::query("DELETE FROM shop_sessions WHERE digest = $1")
            .bind(digest)
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}
