//! The buyer ids that the shop's users have applied under.

use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use super::{Account, Ledger, LedgerError};

/// An application under one buyer id.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Applied {
    /// 取引先ID.
    pub buyer_id: String,
    /// The counter in it, from 0.
    pub counter: u8,
    /// What became of the application.
    pub state: ApplicationState,
    /// エラーコード of a refusal; empty if there was none.
    pub error_code: String,
    /// 審査状況, as it was last heard; empty before.
    pub judgement: String,
    /// When it was sent.
    pub applied_at: Timestamp,
}

/// What became of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ApplicationState {
    /// It is being sent, or the process that sent it crashed.
    Sending,
    /// No answer came: the id may be taken.
    Unknown,
    /// The provider has it.
    Applied,
    /// Refused, so the id is still free.
    Refused,
}

impl ApplicationState {
    const fn text(self) -> &'static str {
        match self {
            Self::Sending => "sending",
            Self::Unknown => "unknown",
            Self::Applied => "applied",
            Self::Refused => "refused",
        }
    }

    fn of(text: &str) -> Self {
        match text {
            "sending" => Self::Sending,
            "applied" => Self::Applied,
            "refused" => Self::Refused,
            _ => Self::Unknown,
        }
    }
}

impl Ledger {
    /// The newest application of a user under an account.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn application(
        &self,
        account: &Account,
        user: u64,
    ) -> Result<Option<Applied>, LedgerError> {
        let row = sqlx::query("SELECT buyer_id, counter, state, error_code, judgement, applied_at FROM kakebarai_buyers WHERE user_id = $1 AND account IN ('', $2) ORDER BY counter DESC, applied_at DESC LIMIT 1")
            .bind(key(user))
            .bind(account.as_str())
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// Records that a user applies under an id, before it is sent. Returns `false` if another process was first.
    pub(crate) async fn begin_application(
        &self,
        account: &Account,
        user: u64,
        buyer_id: &str,
        counter: u8,
    ) -> Result<bool, LedgerError> {
        let written = sqlx::query(
            "INSERT INTO kakebarai_buyers (buyer_id, user_id, counter, state, error_code, judgement, applied_at, account) \
             VALUES ($1, $2, $3, 'sending', '', '', $4, $5) ON CONFLICT (account, buyer_id) \
             DO UPDATE SET state = 'sending', applied_at = excluded.applied_at WHERE kakebarai_buyers.state = 'refused'",
        )
        .bind(buyer_id)
        .bind(key(user))
        .bind(i64::from(counter))
        .bind(self.now())
        .bind(account.as_str())
        .execute(&self.pool)
        .await?;
        Ok(written.rows_affected() == 1)
    }

    /// Records the outcome of an application.
    pub(crate) async fn conclude_application(
        &self,
        account: &Account,
        buyer_id: &str,
        state: ApplicationState,
        error_code: &str,
    ) -> Result<(), LedgerError> {
        sqlx::query("UPDATE kakebarai_buyers SET state = $1, error_code = $2 WHERE buyer_id = $3 AND account IN ('', $4)")
            .bind(state.text())
            .bind(error_code)
            .bind(buyer_id)
            .bind(account.as_str())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Records what the provider said of a screening.
    pub(crate) async fn record_judgement(
        &self,
        account: &Account,
        buyer_id: &str,
        judgement: &str,
    ) -> Result<(), LedgerError> {
        sqlx::query("UPDATE kakebarai_buyers SET judgement = $1 WHERE buyer_id = $2 AND account IN ('', $3)")
            .bind(judgement)
            .bind(buyer_id)
            .bind(account.as_str())
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

/// A user's id as the database keeps it.
pub(super) fn key(user: u64) -> i64 {
    i64::try_from(user).unwrap_or(i64::MAX)
}

fn read(row: &AnyRow) -> Result<Applied, LedgerError> {
    let counter: i64 = row.try_get("counter")?;
    Ok(Applied {
        buyer_id: row.try_get("buyer_id")?,
        counter: u8::try_from(counter).unwrap_or(u8::MAX),
        state: ApplicationState::of(row.try_get("state")?),
        error_code: row.try_get("error_code")?,
        judgement: row.try_get("judgement")?,
        applied_at: Timestamp::from_millisecond(row.try_get("applied_at")?)
            .map_err(|_| LedgerError::Unreadable("申込日時".to_owned()))?,
    })
}
