//! Who is logged in, and until when.

use super::{Result, Store};
use crate::security::sessions::SessionKind;

/// Who is logged in.
#[derive(Debug)]
pub(crate) struct LoggedIn<T> {
    pub(crate) who: T,
    /// Whether the session is worth renewing.
    pub(crate) is_old: bool,
}

fn milliseconds(kind: SessionKind) -> i64 {
    i64::try_from(kind.lasts().as_millis()).unwrap_or(i64::MAX)
}

impl Store {
    /// Adds a session, and deletes those that have expired.
    pub(crate) async fn add_session(
        &self,
        digest: &str,
        kind: SessionKind,
        account: &str,
    ) -> Result<()> {
        let mut transaction = self.pool.begin().await?;
        sqlx::query("DELETE FROM shop_sessions WHERE expires_at <= $1")
            .bind(self.now())
            .execute(&mut *transaction)
            .await?;
        sqlx::query(
            "INSERT INTO shop_sessions (digest, kind, account, expires_at) VALUES ($1, $2, $3, $4)",
        )
        .bind(digest)
        .bind(kind.word())
        .bind(account)
        .bind(self.end(kind))
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Renews a session for its whole time.
    pub(crate) async fn renew_session(&self, digest: &str, kind: SessionKind) -> Result<()> {
        sqlx::query("UPDATE shop_sessions SET expires_at = $1 WHERE digest = $2")
            .bind(self.end(kind))
            .bind(digest)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// When a session ends that begins now.
    fn end(&self, kind: SessionKind) -> i64 {
        self.now().saturating_add(milliseconds(kind))
    }

    /// A session that ends before this is old: a sixteenth of it is over.
    pub(super) fn old_before(&self, kind: SessionKind) -> i64 {
        self.end(kind) - milliseconds(kind) / 16
    }

    /// Ends a session.
    pub(crate) async fn remove_session(&self, digest: &str) -> Result<()> {
        sqlx::query("DELETE FROM shop_sessions WHERE digest = $1")
            .bind(digest)
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}
