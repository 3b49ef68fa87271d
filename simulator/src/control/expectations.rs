//! Expectations: what the shop showed the buyer for an order, for comparison with the billed amount.

use axum::{Json, http::StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{
    ToSchema,
    openapi::{Array, OneOf, RefOr, Schema},
};

use super::{
    merchant::OfMerchant,
    problem::{Body, ControlProblem},
};
use crate::{
    clock::in_japan,
    merchant::{expectations::Expectation, journal::Journal},
};

/// The most characters of an order number. More than the API allows, since a shop may show one that is too long.
const MAX_ORDER: usize = 100;
/// The most yen of a total.
const MAX_YEN: u64 = 9_999_999_999;
/// The most expectations per request.
const MAX_AT_ONCE: usize = 1_000;

/// What the buyer was shown for an order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewExpectation {
    /// 受注番号: 1 to 100 characters. No password, and nothing of people: it is shown as it is.
    #[schema(example = "1001")]
    order: String,
    /// The total in yen, with tax, at most 9,999,999,999.
    #[schema(maximum = 9_999_999_999_u64, example = 1100)]
    total: u64,
    /// The tax within it in yen, where the buyer was shown it.
    #[serde(default)]
    #[schema(example = 100)]
    tax: Option<u64>,
}

/// One, or at most 1,000 at once.
#[derive(Deserialize)]
#[serde(try_from = "Value")]
pub(super) enum NewExpectations {
    One(NewExpectation),
    Several(Vec<NewExpectation>),
}

impl TryFrom<Value> for NewExpectations {
    type Error = serde_json::Error;

    fn try_from(value: Value) -> Result<Self, Self::Error> {
        if value.is_array() {
            serde_json::from_value(value).map(Self::Several)
        } else {
            serde_json::from_value(value).map(Self::One)
        }
    }
}

impl utoipa::PartialSchema for NewExpectations {
    fn schema() -> RefOr<Schema> {
        let one = <NewExpectation as utoipa::PartialSchema>::schema();
        let several = Array::builder()
            .items(one.clone())
            .max_items(Some(MAX_AT_ONCE));
        OneOf::builder().item(one).item(several).into()
    }
}

impl ToSchema for NewExpectations {}

/// What the buyer was shown for an order, and when that was said.
#[derive(Serialize, ToSchema)]
pub(super) struct ExpectationView {
    order: String,
    total: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    tax: Option<u64>,
    /// The number of the last request before it; 0 for none.
    after: u64,
    at: String,
}

/// Expectations, one for each order, the newest last.
#[derive(Serialize, ToSchema)]
pub(super) struct ExpectationList {
    expectations: Vec<ExpectationView>,
}

impl ExpectationView {
    fn of(order: &str, expectation: &Expectation) -> Self {
        Self {
            order: order.to_owned(),
            total: expectation.total,
            tax: expectation.tax,
            after: expectation.after,
            at: in_japan(expectation.at),
        }
    }

    /// All expectations of a journal.
    pub(super) fn all(journal: &Journal) -> Vec<Self> {
        let expectations = journal.expectations();
        expectations
            .map(|(order, expectation)| Self::of(order, expectation))
            .collect()
    }
}

impl NewExpectation {
    fn check(&self) -> Result<(), ControlProblem> {
        if !(1..=MAX_ORDER).contains(&self.order.chars().count()) {
            return Err(ControlProblem::unacceptable(
                "order",
                "受注番号を100文字以内で指定してください",
            ));
        }
        if self.total > MAX_YEN {
            return Err(ControlProblem::unacceptable(
                "total",
                "税込の合計を、9999999999 以下の円で指定してください",
            ));
        }
        if self.tax.is_some_and(|tax| tax > self.total) {
            return Err(ControlProblem::unacceptable(
                "tax",
                "合計に含まれる消費税を、合計以下の円で指定してください",
            ));
        }
        Ok(())
    }
}

/// Lists what buyers were shown: the newest 10,000 orders.
#[utoipa::path(get, path = "/merchants/{code}/expectations", tag = "journal", responses((status = 200, body = ExpectationList)))]
pub(super) async fn list(merchant: OfMerchant) -> Result<Json<ExpectationList>, ControlProblem> {
    let merchant = merchant.merchant().await?;
    let expectations = ExpectationView::all(&merchant.journal());
    Ok(Json(ExpectationList { expectations }))
}

/// Says what the buyer was shown for an order, or for several. The last word on an order counts. Gone when the journal is cleared or the
/// merchant is reset.
#[utoipa::path(post, path = "/merchants/{code}/expectations", tag = "journal", request_body = NewExpectations, responses(
    (status = 201, body = ExpectationList),
    (status = 422, description = "A value is not acceptable", body = ControlProblem),
))]
pub(super) async fn add(
    merchant: OfMerchant,
    Body(expectations): Body<NewExpectations>,
) -> Result<(StatusCode, Json<ExpectationList>), ControlProblem> {
    let expectations = match expectations {
        NewExpectations::One(expectation) => vec![expectation],
        NewExpectations::Several(expectations) => expectations,
    };
    if !(1..=MAX_AT_ONCE).contains(&expectations.len()) {
        return Err(ControlProblem::unacceptable(
            "order",
            "一度に1,000件以内で、1件以上を指定してください",
        ));
    }
    for expectation in &expectations {
        expectation.check()?;
    }
    let (account, now) = merchant.merchant_and_time().await?;
    let mut added = Vec::with_capacity(expectations.len());
    {
        let mut journal = account.journal_mut();
        for NewExpectation { order, total, tax } in expectations {
            let expectation = journal.expect(now, &order, total, tax);
            added.push(ExpectationView::of(&order, &expectation));
        }
    }
    merchant.app.trim_journals();
    let added = ExpectationList {
        expectations: added,
    };
    Ok((StatusCode::CREATED, Json(added)))
}
