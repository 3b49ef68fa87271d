//! Marks in the journal: which test the requests belong to, so that findings name it.

use axum::{Json, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    merchant::OfMerchant,
    problem::{Body, ControlProblem},
};
use crate::{clock::in_japan, merchant::marks::Mark};

/// The most characters of the name of a test.
const MAX_NAME: usize = 200;
/// The most expected codes of a test.
const MAX_CODES: usize = 20;

/// The test that begins.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewMark {
    /// 1 to 200 characters. No password, and nothing of people: it is shown as it is.
    #[schema(example = "内税の注文")]
    test: String,
    /// The codes that the test provokes on purpose, at most 20 of at most 20 characters.
    #[serde(default)]
    #[schema(example = json!(["A060005"]))]
    expects: Vec<String>,
}

/// A mark. The requests behind it belong to its test, up to the next mark.
#[derive(Serialize, ToSchema)]
pub(super) struct MarkView {
    /// Counts the marks of this journal.
    number: u64,
    /// The number of the last request before it; 0 for none.
    after: u64,
    at: String,
    test: String,
    expects: Vec<String>,
}

/// Marks in their order.
#[derive(Serialize, ToSchema)]
pub(super) struct MarkList {
    marks: Vec<MarkView>,
}

impl MarkView {
    pub(super) fn of(mark: &Mark) -> Self {
        Self {
            number: mark.number,
            after: mark.after,
            at: in_japan(mark.at),
            test: mark.test.to_string(),
            expects: mark.expects.iter().map(ToString::to_string).collect(),
        }
    }
}

impl NewMark {
    fn check(&self) -> Result<(), ControlProblem> {
        if !(1..=MAX_NAME).contains(&self.test.chars().count()) {
            return Err(ControlProblem::unacceptable(
                "test",
                "テストの名前を200文字以内で指定してください",
            ));
        }
        let is_code = |code: &String| (1..=20).contains(&code.chars().count());
        if self.expects.len() > MAX_CODES || !self.expects.iter().all(is_code) {
            return Err(ControlProblem::unacceptable(
                "expects",
                "20文字以内のエラーコードを、20個以内で指定してください",
            ));
        }
        Ok(())
    }
}

/// Lists the marks of a merchant's journal: the newest 1,000, without those all of whose requests were dropped.
#[utoipa::path(get, path = "/merchants/{code}/marks", tag = "journal", responses((status = 200, body = MarkList)))]
pub(super) async fn list(merchant: OfMerchant) -> Result<Json<MarkList>, ControlProblem> {
    let merchant = merchant.merchant().await?;
    let marks = merchant.journal().marks().map(MarkView::of).collect();
    Ok(Json(MarkList { marks }))
}

/// Says to which test the requests belong from here on. Gone when the journal is cleared or the merchant is reset.
#[utoipa::path(post, path = "/merchants/{code}/marks", tag = "journal", request_body = NewMark, responses(
    (status = 201, body = MarkView),
    (status = 422, description = "A value is not acceptable", body = ControlProblem),
))]
pub(super) async fn add(
    merchant: OfMerchant,
    Body(mark): Body<NewMark>,
) -> Result<(StatusCode, Json<MarkView>), ControlProblem> {
    mark.check()?;
    let expects = mark
        .expects
        .iter()
        .map(|code| code.as_str().into())
        .collect();
    let (account, now) = merchant.merchant_and_time().await?;
    let added = account.journal_mut().mark(now, &mark.test, expects);
    merchant.app.trim_journals();
    Ok((StatusCode::CREATED, Json(MarkView::of(&added))))
}
