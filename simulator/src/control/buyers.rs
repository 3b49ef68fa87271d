//! Buyers (取引先): lists, adds and alters them while the simulator runs.

use axum::{Json, http::StatusCode};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::{
    merchant::OfMerchant,
    problem::{Body, ControlProblem, PathItem},
};
use crate::{
    books::{
        Books,
        buyers::{Buyer, BuyerStatus, Judgement, NewBuyer},
        change::{Alteration, Cause, Change, Decided},
        values as v,
    },
    clock::in_japan,
};

/// A buyer.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(crate) struct BuyerView {
    /// 取引先ID.
    #[schema(example = "1111")]
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) telephone: String,
    pub(crate) judgement: Judgement,
    /// Whether the switch is on; 利用可 needs also an accepted judgement and no stop.
    pub(crate) usable: bool,
    pub(crate) stopped: bool,
    pub(crate) temporarily_stopped: bool,
    /// 与信限度額, in yen.
    #[schema(example = 600_000)]
    pub(crate) credit_limit: u32,
    /// 利用金額, in yen.
    pub(crate) used_amount: u64,
    /// What is left of the limit, in yen.
    pub(crate) available: u64,
    /// The settled amounts that are not cancelled, less returns, in yen.
    pub(crate) settled_total: i64,
    /// What AN050 answers.
    pub(crate) may_buy: bool,
    pub(crate) applied_at: String,
    /// When the screening decided; without it AN070 can always be asked.
    pub(crate) decided_at: Option<String>,
}

impl BuyerView {
    pub(crate) fn of(id: &str, buyer: &Buyer) -> Self {
        let standing = &buyer.standing;
        Self {
            id: id.to_owned(),
            name: buyer.name.to_string(),
            telephone: buyer.telephone.to_string(),
            judgement: standing.judgement,
            usable: standing.usable,
            stopped: standing.stopped,
            temporarily_stopped: standing.temporarily_stopped,
            credit_limit: standing.credit_limit,
            used_amount: buyer.used_amount,
            available: buyer.available(),
            settled_total: buyer.settled_total,
            may_buy: buyer.may_buy(),
            applied_at: in_japan(buyer.applied_at),
            decided_at: buyer.decided_at.map(in_japan),
        }
    }
}

impl BuyerView {
    /// Returns all buyers, in order of arrival.
    pub(super) fn all(books: &Books) -> Vec<Self> {
        books
            .buyers()
            .map(|(id, buyer)| Self::of(id, buyer))
            .collect()
    }

    fn find(books: &Books, id: &str) -> Result<Self, ControlProblem> {
        let buyer = books.buyer(id).ok_or_else(no_buyer)?;
        Ok(Self::of(id, buyer))
    }
}

/// All buyers of a merchant.
#[derive(Serialize, ToSchema)]
pub(super) struct Buyers {
    buyers: Vec<BuyerView>,
}

/// What is said of a buyer; what is left out stays as it is, or is as with the test buyers.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct BuyerChange {
    /// 取引先ID: letters, digits and hyphens, at most twenty. Needed to add a buyer; an id cannot be altered.
    id: Option<String>,
    /// 1 to 100 characters.
    #[schema(min_length = 1, max_length = 100)]
    name: Option<String>,
    /// Ten or eleven digits, with up to two hyphens between them.
    #[schema(example = "03-0000-1111")]
    telephone: Option<String>,
    judgement: Option<Judgement>,
    usable: Option<bool>,
    stopped: Option<bool>,
    temporarily_stopped: Option<bool>,
    /// In yen.
    #[schema(maximum = 20_000_000)]
    credit_limit: Option<u32>,
    /// In yen.
    #[schema(maximum = 20_000_000)]
    used_amount: Option<u64>,
    /// When the screening decided, in Japan; `null` so that AN070 can always be asked.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "2026-11-24T10:00:00")]
    decided_at: Given<String>,
}

/// Distinguishes `null` from a missing value.
#[derive(Default)]
enum Given<T> {
    #[default]
    LeftOut,
    Null,
    Value(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Given<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let given = Option::deserialize(deserializer)?;
        Ok(given.map_or(Self::Null, Self::Value))
    }
}

impl BuyerChange {
    fn checked(self) -> Result<Alteration, ControlProblem> {
        let checked =
            |field: &'static str| move |remedy| ControlProblem::unacceptable(field, remedy);
        let credit_limit = self.credit_limit.map(v::within_credit_limit).transpose();
        let used_amount = self.used_amount.map(v::within_credit_limit).transpose();
        let name = self.name.map(|name| v::some_text(&name)).transpose();
        let telephone = self
            .telephone
            .map(|number| v::telephone(&number))
            .transpose();
        let decided_at = match self.decided_at {
            Given::LeftOut => None,
            Given::Null => Some(Decided::LongAgo),
            Given::Value(text) => Some(Decided::At(v::time(&text).map_err(checked("decidedAt"))?)),
        };
        Ok(Alteration {
            name: name.map_err(checked("name"))?,
            telephone: telephone.map_err(checked("telephone"))?,
            judgement: self.judgement,
            usable: self.usable,
            stopped: self.stopped,
            temporarily_stopped: self.temporarily_stopped,
            credit_limit: credit_limit.map_err(checked("creditLimit"))?,
            used_amount: used_amount.map_err(checked("usedAmount"))?,
            decided_at,
        })
    }
}

/// Lists the buyers.
#[utoipa::path(get, path = "/merchants/{code}/buyers", tag = "buyers", responses((status = 200, body = Buyers)))]
pub(super) async fn list(merchant: OfMerchant) -> Result<Json<Buyers>, ControlProblem> {
    let listed = merchant.transact(|state| {
        state.catch_up();
        Ok(BuyerView::all(state.books()))
    });
    Ok(Json(Buyers {
        buyers: listed.await?,
    }))
}

/// Shows a buyer.
#[utoipa::path(get, path = "/merchants/{code}/buyers/{id}", tag = "buyers", params(("id" = String, Path, description = "取引先ID")), responses(
    (status = 200, body = BuyerView),
    (status = 404, description = "There is no such merchant or buyer", body = ControlProblem),
))]
pub(super) async fn show(
    merchant: OfMerchant,
    PathItem(id): PathItem<String>,
) -> Result<Json<BuyerView>, ControlProblem> {
    let shown = merchant.transact(|state| {
        state.catch_up();
        BuyerView::find(state.books(), &id)
    });
    Ok(Json(shown.await?))
}

fn no_buyer() -> ControlProblem {
    ControlProblem::missing(
        "その取引先IDの取引先はありません。",
        "GET …/buyers で一覧を確認するか、POST で追加してください。",
    )
}

/// Adds a buyer, as if it had been screened long ago.
#[utoipa::path(post, path = "/merchants/{code}/buyers", tag = "buyers", request_body = BuyerChange, responses(
    (status = 201, body = BuyerView),
    (status = 409, description = "The id is taken", body = ControlProblem),
    (status = 422, description = "A value is not acceptable", body = ControlProblem),
))]
pub(super) async fn add(
    merchant: OfMerchant,
    Body(change): Body<BuyerChange>,
) -> Result<(StatusCode, Json<BuyerView>), ControlProblem> {
    let id = change.id.as_deref().unwrap_or("");
    let id = v::buyer_id(id).map_err(|remedy| ControlProblem::unacceptable("id", remedy))?;
    let said = change.checked()?;
    let added = merchant.transact(|state| {
        let now = state.now();
        if state.books().buyer(&id).is_some() {
            return Err(ControlProblem::conflict(
                "その取引先IDはすでに使われています。",
                "別のIDにするか、PATCH で変更してください。",
            ));
        }
        let buyer = Box::new(new_buyer(&id, said));
        state.change(now, Cause::Control, Change::BuyerAdded(buyer));
        BuyerView::find(state.books(), &id)
    });
    Ok((StatusCode::CREATED, Json(added.await?)))
}

/// A buyer with the given values, else those of the test buyers.
fn new_buyer(id: &str, said: Alteration) -> NewBuyer {
    let usual = BuyerStatus::accepted(v::STANDARD_CREDIT_LIMIT);
    NewBuyer {
        id: id.into(),
        name: said
            .name
            .unwrap_or_else(|| "株式会社テスト取引先".to_owned()),
        telephone: said.telephone.unwrap_or_else(|| "03-0000-0000".to_owned()),
        standing: BuyerStatus {
            judgement: said.judgement.unwrap_or(usual.judgement),
            usable: said.usable.unwrap_or(usual.usable),
            stopped: said.stopped.unwrap_or(usual.stopped),
            temporarily_stopped: said
                .temporarily_stopped
                .unwrap_or(usual.temporarily_stopped),
            credit_limit: said.credit_limit.unwrap_or(usual.credit_limit),
        },
        used_amount: said.used_amount.unwrap_or(0),
        decided_at: match said.decided_at {
            Some(Decided::At(moment)) => Some(moment),
            Some(Decided::LongAgo) | None => None,
        },
    }
}

/// Alters a buyer: judgement, usable or not, stopped, temporarily stopped, limit, used amount, name, telephone.
#[utoipa::path(patch, path = "/merchants/{code}/buyers/{id}", tag = "buyers", request_body = BuyerChange, params(("id" = String, Path, description = "取引先ID")), responses(
    (status = 200, body = BuyerView),
    (status = 404, description = "There is no such merchant or buyer", body = ControlProblem),
    (status = 422, description = "A value is not acceptable", body = ControlProblem),
))]
pub(super) async fn alter(
    merchant: OfMerchant,
    PathItem(id): PathItem<String>,
    Body(change): Body<BuyerChange>,
) -> Result<Json<BuyerView>, ControlProblem> {
    if change.id.as_ref().is_some_and(|new| *new != id) {
        return Err(ControlProblem::unacceptable(
            "id",
            "取引先IDは変更できません。省いてください",
        ));
    }
    let mut alteration = Box::new(change.checked()?);
    let altered = merchant.transact(|state| {
        let now = state.now();
        let known = state.books().buyer(&id).ok_or_else(no_buyer)?.standing;
        let accepts = alteration.judgement.is_some_and(Judgement::is_accepted);
        if accepts && !known.judgement.is_accepted() && known.credit_limit == 0 {
            // The limit that the screening would have given.
            let usual = state.screening().credit_limit;
            alteration.credit_limit.get_or_insert(usual);
        }
        let change = Change::BuyerAltered {
            buyer: id.as_str().into(),
            alteration,
        };
        state.change(now, Cause::Control, change);
        BuyerView::find(state.books(), &id)
    });
    Ok(Json(altered.await?))
}
