//! Which customers are offered クロネコ掛け払い at the checkout, and why others are not.

use std::{collections::BTreeSet, fmt, sync::Arc, time::Duration};

use crate::{
    buyers::usages::Usages,
    client::{BuyerQuery, Client, Error, Usage},
    clock::Clock,
    user_groups::{GroupStatus, Membership},
};

/// A customer at the checkout.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Customer {
    /// 取引先ID; `None` if the customer has not applied.
    pub buyer_id: Option<String>,
    /// The user's groups.
    pub groups: Vec<Membership>,
}

impl Customer {
    /// A customer with a 取引先ID, or without one, who is in these groups.
    pub const fn new(buyer_id: Option<String>, groups: Vec<Membership>) -> Self {
        Self { buyer_id, groups }
    }
}

/// The shop's rules for who is offered the payment method. By default nobody is: it is not enabled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rules {
    /// Whether it is offered at all.
    pub enabled: bool,
    /// The groups that may use it; empty for everybody.
    pub groups: BTreeSet<u32>,
    /// The group クロネコ掛け払い取引先, if it is for that group alone.
    pub required_group: Option<u32>,
}

impl Rules {
    /// The buyer id of a customer to whom these rules allow it; the provider is asked afterwards.
    ///
    /// # Errors
    /// Why they do not: the provider need not be asked.
    pub fn judge<'a>(&self, customer: Option<&'a Customer>) -> Result<&'a str, Ineligible> {
        let customer = customer.ok_or(Ineligible::NotLoggedIn)?;
        if !self.enabled {
            return Err(Ineligible::Disabled);
        }
        self.admit(&customer.groups)?;
        customer.buyer_id.as_deref().ok_or(Ineligible::NotApplied)
    }

    /// Whether user groups allow it to a customer of these memberships.
    ///
    /// # Errors
    /// [`Ineligible::OtherGroups`] or [`Ineligible::NotInTheGroup`].
    pub fn admit(&self, memberships: &[Membership]) -> Result<(), Ineligible> {
        let is_active = |group: u32| {
            let mut memberships = memberships.iter();
            memberships.any(|membership| {
                membership.group == group && membership.status == GroupStatus::Active
            })
        };
        if !self.groups.is_empty() && !self.groups.iter().any(|group| is_active(*group)) {
            return Err(Ineligible::OtherGroups);
        }
        if self.required_group.is_some_and(|group| !is_active(group)) {
            return Err(Ineligible::NotInTheGroup);
        }
        Ok(())
    }

    /// For everybody who has applied.
    pub fn for_everybody() -> Self {
        Self {
            enabled: true,
            ..Self::default()
        }
    }
}

/// Whether the payment method is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Offer {
    /// It is, with this notice.
    Offered(CreditStatus),
    /// It is not, for this reason; the reason is for the operator.
    NotOffered(Ineligible),
}

/// The buyer's credit, as the checkout shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CreditStatus {
    /// 利用状況.
    pub usability: String,
    /// 利用限度額, in yen.
    pub credit_limit: i64,
    /// 利用金額, in yen.
    pub used_amount: i64,
}

impl CreditStatus {
    /// Of 利用状況, 利用限度額 and 利用金額, the amounts in yen: for a shop's own tests.
    pub fn new(usability: impl Into<String>, credit_limit: i64, used_amount: i64) -> Self {
        Self {
            usability: usability.into(),
            credit_limit,
            used_amount,
        }
    }

    /// What is left of the limit, in yen; never less than 0.
    pub const fn available(&self) -> i64 {
        let left = self.credit_limit.saturating_sub(self.used_amount);
        if left < 0 { 0 } else { left }
    }
}

impl From<Usage> for CreditStatus {
    fn from(usage: Usage) -> Self {
        Self {
            usability: usage.usability.as_str().to_owned(),
            credit_limit: usage.credit_limit,
            used_amount: usage.used_amount,
        }
    }
}

/// Why it is not offered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Ineligible {
    /// ログインしていない.
    #[error("ログインしていないため、クロネコ掛け払いを表示していません。")]
    NotLoggedIn,
    /// The payment method is not enabled.
    #[error("支払方法「クロネコ掛け払い」が有効になっていません。")]
    Disabled,
    /// The payment method is for other groups.
    #[error("お客様は、支払方法に設定したユーザーグループに入っていません。")]
    OtherGroups,
    /// The user is not in the group クロネコ掛け払い取引先, or not active in it.
    #[error("お客様は、ユーザーグループ「クロネコ掛け払い取引先」で有効になっていません。")]
    NotInTheGroup,
    /// The user has not applied.
    #[error("お客様は、クロネコ掛け払いの取引先登録をしていません。")]
    NotApplied,
    /// The provider says something else than 利用可.
    #[error("利用状況が「{0}」です。")]
    NotUsable(String),
    /// The provider refused to say.
    #[error("{}", .0.shown_to_operator())]
    Refused(crate::refusals::Code),
    /// The provider did not answer.
    #[error("クロネコ掛け払いから正しい応答がないため、表示していません。")]
    NoAnswer,
}

/// Asks the provider once for a checkout page, however many parts of it want to know.
#[derive(Clone)]
pub struct Eligibility {
    client: Client,
    usages: Arc<Usages>,
}

impl Eligibility {
    /// Keeps an answer for the duration `keep` by the clock; 30 seconds are enough for a page and what it loads. At most 10,000 buyers'
    /// answers are kept.
    pub fn new(client: Client, clock: Clock, keep: Duration) -> Self {
        Self {
            client,
            usages: Arc::new(Usages::new(clock, keep)),
        }
    }

    /// Whether the payment method is offered to a customer; `None` stands for a visitor who is not logged in.
    pub async fn offer(&self, customer: Option<&Customer>, rules: &Rules) -> Offer {
        match self.judge(customer, rules).await {
            Ok(notice) => Offer::Offered(notice),
            Err(reason) => Offer::NotOffered(reason),
        }
    }

    async fn judge(
        &self,
        customer: Option<&Customer>,
        rules: &Rules,
    ) -> Result<CreditStatus, Ineligible> {
        let usage = self.usage(rules.judge(customer)?).await?;
        if !usage.usability.is_usable() {
            return Err(Ineligible::NotUsable(usage.usability.as_str().to_owned()));
        }
        Ok(usage.into())
    }

    /// 利用状況 of a buyer, by the provider or by an answer that is still kept.
    ///
    /// # Errors
    /// [`Ineligible::Refused`] or [`Ineligible::NoAnswer`].
    pub async fn credit_status(&self, buyer_id: &str) -> Result<CreditStatus, Ineligible> {
        Ok(self.usage(buyer_id).await?.into())
    }

    /// Of callers that ask at once, only one sends the request. Only a good answer is kept.
    async fn usage(&self, buyer_id: &str) -> Result<Usage, Ineligible> {
        let query = BuyerQuery::by_id(buyer_id);
        let answer = self
            .usages
            .get(buyer_id, self.client.inquire_usage(&query))
            .await;
        answer.map_err(|error| match error {
            Error::Refused(code) => Ineligible::Refused(code),
            _ => Ineligible::NoAnswer,
        })
    }

    /// Forgets what is known of a buyer: after a settlement or a cancellation, whatever came of it, it may be out of date.
    pub fn forget(&self, buyer_id: &str) {
        self.usages.forget(buyer_id);
    }
}

impl fmt::Debug for Eligibility {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Eligibility")
            .field("client", &self.client)
            .finish_non_exhaustive()
    }
}
