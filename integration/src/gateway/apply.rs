//! Applying for a user, and 審査状況 as the buyer and the operator see it.

use jiff::{SignedDuration, civil::Date};

use crate::{
    buyers::{
        BuyerId, ScreeningStatus,
        application::{Application, Problem},
    },
    client::{BuyerQuery, Error, Judgement, Processed},
    gateway::Gateway,
    ledger::{ApplicationState, Applied, LedgerError},
    refusals::Code,
};

/// Why no application was sent.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotApplied {
    /// The form has mistakes: these are all of them.
    #[error("申込内容に{}件の誤りがあります。", .0.len())]
    Problems(Vec<Problem>),
    /// There is an application already.
    #[error("すでに申し込み済みです。審査状況を確認してください。")]
    AlreadyApplied(Applied),
    /// The outcome of the last one is not known.
    #[error("前回の申込みの結果がまだ分かりません。審査状況を確認してください。")]
    UnknownOutcome(Applied),
    /// There is no further buyer id for the user.
    #[error(
        "この会員に割り当てられる取引先IDがありません。ヤマトクレジットファイナンスへお問い合わせください。"
    )]
    NoIdLeft,
    /// Another process applies for the user at this moment.
    #[error("ただいま別の画面から申込みを送信中です。しばらくしてから審査状況を確認してください。")]
    Busy,
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// What became of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[must_use = "a refused or unknown outcome is no error: look at it"]
pub enum ApplicationOutcome {
    /// The provider has it; the screening runs.
    Applied {
        /// 取引先ID.
        buyer_id: String,
    },
    /// Refused with a code.
    Refused(Code),
    /// No answer came. [`Gateway::screening`] finds out.
    Unknown,
    /// It never left this machine.
    Unsent,
}

impl Gateway {
    /// 取引先登録 for a user, under the next free id. `today` is the day in Japan.
    ///
    /// # Errors
    /// [`NotApplied`] if nothing was sent.
    pub async fn apply(
        &self,
        user: u64,
        form: &Application,
        today: Date,
    ) -> Result<ApplicationOutcome, NotApplied> {
        let problems = form.problems(today);
        if !problems.is_empty() {
            return Err(NotApplied::Problems(problems));
        }
        let last = self.ledger().application(self.account(), user).await?;
        let id = match last {
            Some(last) if self.is_being_sent(&last) => return Err(NotApplied::Busy),
            None => BuyerId::first(user),
            Some(last)
                if last.state == ApplicationState::Refused
                    && !Code::new(&last.error_code).names("F020004") =>
            {
                // The provider has not taken the id.
                match last.counter.checked_sub(1) {
                    None => BuyerId::first(user),
                    Some(before) => BuyerId::after(user, before),
                }
            }
            Some(last) if last.state == ApplicationState::Refused => {
                BuyerId::after(user, last.counter)
            }
            Some(last) => match self.screening(user).await? {
                ScreeningStatus::NeverArrived => BuyerId::after(user, last.counter),
                status if status.may_apply_again() => BuyerId::after(user, last.counter),
                ScreeningStatus::Unavailable(_) if last.state != ApplicationState::Applied => {
                    return Err(NotApplied::UnknownOutcome(last));
                }
                _ => return Err(NotApplied::AlreadyApplied(last)),
            },
        };
        let id = id.ok_or(NotApplied::NoIdLeft)?;
        let buyer_id = id.to_string();
        if !self
            .ledger()
            .begin_application(self.account(), user, &buyer_id, id.counter())
            .await?
        {
            return Err(NotApplied::Busy);
        }
        let (outcome, state, code) =
            match self.client().register_buyer(&form.request(&buyer_id)).await {
                Ok(_) => (
                    ApplicationOutcome::Applied {
                        buyer_id: buyer_id.clone(),
                    },
                    ApplicationState::Applied,
                    String::new(),
                ),
                // The id may be taken: the screening tells.
                Err(error @ Error::Refused(_)) if error.processed() == Processed::Unknown => {
                    let code = error.code().map_or_else(String::new, Code::to_string);
                    (ApplicationOutcome::Unknown, ApplicationState::Unknown, code)
                }
                Err(Error::Refused(code)) => (
                    ApplicationOutcome::Refused(code.clone()),
                    ApplicationState::Refused,
                    code.to_string(),
                ),
                Err(error) if error.processed() == Processed::No => (
                    ApplicationOutcome::Unsent,
                    ApplicationState::Refused,
                    String::new(),
                ),
                Err(_) => (
                    ApplicationOutcome::Unknown,
                    ApplicationState::Unknown,
                    String::new(),
                ),
            };
        self.ledger()
            .conclude_application(self.account(), &buyer_id, state, &code)
            .await?;
        Ok(outcome)
    }

    /// 審査状況 of a user's newest application. It also finds out an application whose answer never came.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn screening(&self, user: u64) -> Result<ScreeningStatus, LedgerError> {
        let Some(applied) = self.ledger().application(self.account(), user).await? else {
            return Ok(ScreeningStatus::NotApplied);
        };
        if applied.state == ApplicationState::Refused {
            return Ok(ScreeningStatus::NotApplied);
        }
        let mut status = self.screening_of(&applied.buyer_id).await;
        if let ScreeningStatus::NoLongerAsked { last_heard, .. } = &mut status
            && !applied.judgement.is_empty()
        {
            *last_heard = Some(Judgement::from(applied.judgement.clone()));
        }
        match &status {
            ScreeningStatus::Judged(judgement) => {
                self.ledger()
                    .conclude_application(
                        self.account(),
                        &applied.buyer_id,
                        ApplicationState::Applied,
                        "",
                    )
                    .await?;
                self.ledger()
                    .record_judgement(self.account(), &applied.buyer_id, judgement.as_str())
                    .await?;
            }
            ScreeningStatus::NeverArrived if self.is_being_sent(&applied) => {
                return Ok(ScreeningStatus::BeingSent);
            }
            // The provider has accepted this application, so it counts as arrived: its id must not be used a second time.
            ScreeningStatus::NeverArrived if applied.state == ApplicationState::Applied => {
                return Ok(ScreeningStatus::Unavailable(Error::Refused(Code::new(
                    "G070001",
                ))));
            }
            _ => {}
        }
        Ok(status)
    }

    /// Whether a process is sending the application; after a crash, until its hold ends.
    fn is_being_sent(&self, application: &Applied) -> bool {
        let hold = SignedDuration::try_from(self.hold()).unwrap_or(SignedDuration::MAX);
        let until = application.applied_at.saturating_add(hold);
        let is_over = until.is_ok_and(|until| until.as_millisecond() <= self.ledger().now());
        application.state == ApplicationState::Sending && !is_over
    }

    /// 審査状況 of a buyer id; asks 利用金額照会 instead when the 60 days are over.
    pub async fn screening_of(&self, buyer_id: &str) -> ScreeningStatus {
        let query = BuyerQuery::by_id(buyer_id);
        match self.client().inquire_screening(&query).await {
            Ok(screening) => ScreeningStatus::Judged(screening.judgement),
            Err(Error::Refused(code)) if code.names("G080001") => {
                match self.client().inquire_usage(&query).await {
                    Ok(usage) => ScreeningStatus::NoLongerAsked {
                        is_usable: usage.usability.is_usable(),
                        last_heard: None,
                    },
                    Err(error) => ScreeningStatus::Unavailable(error),
                }
            }
            Err(Error::Refused(code)) if code.names("G070001") => ScreeningStatus::NeverArrived,
            Err(error) => ScreeningStatus::Unavailable(error),
        }
    }
}
