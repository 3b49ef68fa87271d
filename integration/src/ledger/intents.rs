//! Intents: requests recorded before they are sent, who sends them, and their outcomes.

use std::time::Duration;

use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use super::{
    Account, Ledger, LedgerError, Request, Status,
    effects::{fits_shipment, follow},
    orders::lock,
};
use crate::refusals::{Code, WhoActs};

/// In milliseconds. What happened later than this from now happened before the clock went back.
const AN_HOUR: i64 = 3_600_000;

/// [`Intent::is_left_alone`] for a query; `now` is the placeholder of the moment.
fn left_alone(now: &str) -> String {
    format!(
        "(state = 'unknown' OR (state = 'sending' AND (held_until < {now} OR changed_at - {AN_HOUR} > {now})))"
    )
}

/// A request to the provider about one order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    /// Its id.
    pub id: String,
    /// 受注番号.
    pub order_number: String,
    /// The account under which it was sent.
    pub account: Account,
    /// The request itself.
    pub request: Request,
    /// Its state.
    pub state: IntentState,
    /// How often it was sent without its outcome being known.
    pub unanswered: u32,
    /// エラーコード of a refusal; empty if there was none.
    pub error_code: String,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// When its state changed last: when the answer came.
    pub changed_at: Timestamp,
    /// The holder while it is sent, by a random id.
    pub(crate) holder: String,
    /// When the hold ends, in milliseconds since 1970.
    pub(crate) held_until: i64,
}

impl Intent {
    /// Whether it is time to ask again: at once, but an hour after the provider has answered without a word about the earlier try. A
    /// failure of its system is no such answer: it passes.
    pub(crate) fn is_due(&self, now: i64) -> bool {
        let is_inconclusive = !self.error_code.is_empty()
            && Code::new(&self.error_code).who_acts() != WhoActs::Provider;
        let age = now.saturating_sub(self.changed_at.as_millisecond());
        // Further ahead than an hour: the clock has gone back since.
        !is_inconclusive || !(-AN_HOUR..AN_HOUR).contains(&age)
    }

    /// Whether its outcome is unknown and no process is sending it.
    pub(crate) fn is_left_alone(&self, now: i64) -> bool {
        match self.state {
            IntentState::Unknown => true,
            IntentState::Sending => {
                // Or the clock has gone back since.
                self.held_until < now || self.changed_at.as_millisecond() - AN_HOUR > now
            }
            _ => false,
        }
    }
}

/// The state of an intent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IntentState {
    /// It is being sent, or the process that sent it crashed.
    Sending,
    /// It was sent, and no answer came: it may have been carried out.
    Unknown,
    /// Carried out.
    Done,
    /// Refused, so not carried out.
    Refused,
    /// It never left this machine.
    Unsent,
    /// An operator found out and said what became of it.
    Decided,
}

impl IntentState {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Sending, "sending"),
        (Self::Unknown, "unknown"),
        (Self::Done, "done"),
        (Self::Refused, "refused"),
        (Self::Unsent, "unsent"),
        (Self::Decided, "decided"),
    ];

    pub(super) fn text(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(state, _)| *state == self)
            .map_or("unknown", |(_, text)| text)
    }

    fn of(text: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, known)| *known == text)
            .map(|(state, _)| *state)
    }
}

pub(super) const COLUMNS: &str = "SELECT id, order_number, account, request, state, holder, held_until, unanswered, error_code, recorded_at, changed_at FROM kakebarai_intents ";

impl Ledger {
    /// Records an intent and takes hold of it, in one step. Returns `None` if the order already has an open intent, or its account,
    /// status or shipment does not match the request.
    pub(crate) async fn intend(
        &self,
        account: &Account,
        order_number: &str,
        request: Request,
        hold: Duration,
    ) -> Result<Option<Intent>, LedgerError> {
        let now = self.now();
        let intent = Intent {
            id: fresh_id(),
            order_number: order_number.to_owned(),
            account: account.clone(),
            request,
            state: IntentState::Sending,
            unanswered: 0,
            error_code: String::new(),
            recorded_at: self.clock.now(),
            changed_at: self.clock.now(),
            holder: fresh_id(),
            held_until: now.saturating_add(milliseconds(hold)),
        };
        let request = intent.request.json(order_number)?;
        let mut transaction = self.pool.begin().await?;
        // Notices what another process has changed since the caller looked. The order is always locked before its intents, so that no
        // process reads a status that is changing, and there is no deadlock.
        let is_as_expected = match &intent.request {
            Request::Register(payment) => {
                let written = sqlx::query(
                    "INSERT INTO kakebarai_orders (order_number, buyer_id, price, tax, status, sent_at, error_code, created_at, account) \
                     VALUES ($1, $2, $3, $4, '', $5, '', $6, $7) ON CONFLICT (order_number) \
                     DO UPDATE SET buyer_id = excluded.buyer_id, price = excluded.price, tax = excluded.tax, sent_at = excluded.sent_at, account = excluded.account \
                     WHERE kakebarai_orders.status = ''",
                )
                .bind(order_number)
                .bind(&payment.buyer_id)
                .bind(i64::from(payment.price))
                .bind(i64::from(payment.tax))
                .bind(now)
                .bind(now)
                .bind(account.as_str())
                .execute(&mut *transaction)
                .await?;
                written.rows_affected() == 1
            }
            request => match lock(&mut transaction, order_number).await? {
                Some(order)
                    if order.status == Status::Registered && account.covers(&order.account) =>
                {
                    fits_shipment(&mut transaction, order_number, request).await?
                }
                _ => false,
            },
        };
        if !is_as_expected {
            return Ok(None);
        }
        let written = sqlx::query(
            "INSERT INTO kakebarai_intents (id, order_number, request, state, holder, held_until, unanswered, error_code, recorded_at, changed_at, account, kind) \
             VALUES ($1, $2, $3, 'sending', $4, $5, 0, '', $6, $7, $8, $9) ON CONFLICT DO NOTHING",
        )
        .bind(&intent.id)
        .bind(order_number)
        .bind(request)
        .bind(&intent.holder)
        .bind(intent.held_until)
        .bind(now)
        .bind(now)
        .bind(account.as_str())
        .bind(intent.request.word())
        .execute(&mut *transaction)
        .await?;
        if written.rows_affected() == 0 {
            return Ok(None);
        }
        transaction.commit().await?;
        Ok(Some(intent))
    }

    /// Takes hold of an intent whose outcome is unknown, or whose hold is over. Returns `None` if another process holds it, its outcome
    /// is known by now, or it was sent under another account.
    pub(crate) async fn claim(
        &self,
        account: &Account,
        id: &str,
        hold: Duration,
    ) -> Result<Option<Intent>, LedgerError> {
        let (now, holder) = (self.now(), fresh_id());
        let sql = sqlx::AssertSqlSafe(format!(
            "UPDATE kakebarai_intents SET state = 'sending', holder = $1, held_until = $2, unanswered = unanswered + 1, changed_at = $3 \
             WHERE id = $4 AND {} AND account = $5",
            left_alone("$3")
        ));
        let taken = sqlx::query(sql)
            .bind(&holder)
            .bind(now.saturating_add(milliseconds(hold)))
            .bind(now)
            .bind(id)
            .bind(account.as_str())
            .execute(&self.pool)
            .await?;
        if taken.rows_affected() == 0 {
            return Ok(None);
        }
        self.intent(id).await
    }

    /// Records the outcome of an intent, how often it went unanswered before, and what follows for the order: all or nothing. Returns
    /// `false` if it has been claimed or decided since.
    pub(crate) async fn conclude(
        &self,
        intent: &Intent,
        state: IntentState,
        error_code: &str,
        unanswered: u32,
    ) -> Result<bool, LedgerError> {
        let now = self.now();
        let mut transaction = self.pool.begin().await?;
        lock(&mut transaction, &intent.order_number).await?;
        let written = sqlx::query(
            "UPDATE kakebarai_intents SET state = $1, error_code = $2, changed_at = $3, unanswered = $6 \
             WHERE id = $4 AND holder = $5 AND state = 'sending'",
        )
        .bind(state.text())
        .bind(error_code)
        .bind(now)
        .bind(&intent.id)
        .bind(&intent.holder)
        .bind(i64::from(unanswered))
        .execute(&mut *transaction)
        .await?;
        if written.rows_affected() == 0 {
            return Ok(false);
        }
        sqlx::query(
            "UPDATE kakebarai_orders SET sent_at = $1, error_code = $2 WHERE order_number = $3",
        )
        .bind(now)
        .bind(error_code)
        .bind(&intent.order_number)
        .execute(&mut *transaction)
        .await?;
        if state == IntentState::Done {
            follow(&mut transaction, intent, now).await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// Records what an operator has found out about an intent whose outcome was unknown. Returns `false` if it does not exist, a
    /// process holds it, or its outcome is known already.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn decide(&self, id: &str, was_carried_out: bool) -> Result<bool, LedgerError> {
        let Some(intent) = self.intent(id).await? else {
            return Ok(false);
        };
        let now = self.now();
        let mut transaction = self.pool.begin().await?;
        lock(&mut transaction, &intent.order_number).await?;
        let sql = sqlx::AssertSqlSafe(format!(
            "UPDATE kakebarai_intents SET state = 'decided', changed_at = $1 WHERE id = $2 AND {}",
            left_alone("$1")
        ));
        let written = sqlx::query(sql)
            .bind(now)
            .bind(id)
            .execute(&mut *transaction)
            .await?;
        if written.rows_affected() == 0 {
            return Ok(false);
        }
        if was_carried_out {
            sqlx::query("UPDATE kakebarai_orders SET error_code = '' WHERE order_number = $1")
                .bind(&intent.order_number)
                .execute(&mut *transaction)
                .await?;
            follow(&mut transaction, &intent, now).await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// The intents whose outcome is not known, whatever their account, the oldest first: those without an answer, and those whose hold
    /// is over.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn unknown_outcomes(&self) -> Result<Vec<Intent>, LedgerError> {
        let sql = sqlx::AssertSqlSafe(format!(
            "{COLUMNS} WHERE {} ORDER BY recorded_at, id",
            left_alone("$1")
        ));
        let rows = sqlx::query(sql)
            .bind(self.now())
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(read).collect()
    }

    /// The number of unknown outcomes.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn count_unknown_outcomes(&self) -> Result<u64, LedgerError> {
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT COUNT(*) FROM kakebarai_intents WHERE {}",
            left_alone("$1")
        ));
        let count = sqlx::query_scalar::<sqlx::Any, i64>(sql)
            .bind(self.now())
            .fetch_one(&self.pool)
            .await?;
        Ok(count.unsigned_abs())
    }

    /// The intent of an order that is still open, if there is one.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn open_intent(&self, order_number: &str) -> Result<Option<Intent>, LedgerError> {
        let sql = sqlx::AssertSqlSafe(format!(
            "{COLUMNS} WHERE order_number = $1 AND state IN ('sending', 'unknown')"
        ));
        let row = sqlx::query(sql)
            .bind(order_number)
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(read).transpose()
    }

    async fn intent(&self, id: &str) -> Result<Option<Intent>, LedgerError> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE id = $1"));
        let row = sqlx::query(sql).bind(id).fetch_optional(&self.pool).await?;
        row.as_ref().map(read).transpose()
    }
}

pub(super) fn read(row: &AnyRow) -> Result<Intent, LedgerError> {
    let id: String = row.try_get("id")?;
    let unreadable = || LedgerError::Unreadable(format!("要求{id}"));
    let request: String = row.try_get("request")?;
    let order_number: String = row.try_get("order_number")?;
    let unanswered: i64 = row.try_get("unanswered")?;
    Ok(Intent {
        account: Account::read(row.try_get("account")?),
        held_until: row.try_get("held_until")?,
        request: Request::read(&request, &order_number).ok_or_else(unreadable)?,
        state: IntentState::of(row.try_get("state")?).ok_or_else(unreadable)?,
        unanswered: u32::try_from(unanswered).map_err(|_| unreadable())?,
        error_code: row.try_get("error_code")?,
        recorded_at: Timestamp::from_millisecond(row.try_get("recorded_at")?)
            .map_err(|_| unreadable())?,
        changed_at: Timestamp::from_millisecond(row.try_get("changed_at")?)
            .map_err(|_| unreadable())?,
        holder: row.try_get("holder")?,
        order_number,
        id,
    })
}

fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// 128 random bits.
pub(super) fn fresh_id() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}
