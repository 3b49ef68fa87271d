//! Orders (受注): lists them, confirms shipments and books returns, which no API can do.

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    merchant::OfMerchant,
    problem::{Body, ControlProblem, Parameters, PathItem, limit},
};
use crate::{
    books::{
        Books,
        change::{Cause, Change},
        payments::{Payment, PaymentState},
    },
    clock::in_japan,
};

/// An order and its payment. Amounts are yen.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OrderView {
    /// In the order in which they came, from 1.
    pub(crate) number: usize,
    /// 受注番号.
    #[schema(example = "1001")]
    pub(crate) order_number: String,
    pub(crate) buyer_id: String,
    pub(crate) order_date: String,
    /// 決済金額, without tax.
    pub(crate) price: u32,
    /// 消費税.
    pub(crate) tax: u32,
    /// What the buyer is billed.
    pub(crate) total: u64,
    /// 1 登録, 2 取消, 3 送り状番号登録済, 10 出荷確定.
    pub(crate) state: u8,
    pub(crate) state_name: &'static str,
    pub(crate) slip_number: Option<String>,
    /// What came back of it.
    pub(crate) returned: u32,
    /// Whether the buyer has paid.
    pub(crate) paid: bool,
    pub(crate) registered_at: String,
}

impl OrderView {
    pub(crate) fn of(books: &Books, place: usize, order: &str, payment: &Payment) -> Self {
        Self {
            number: place + 1,
            order_number: order.to_owned(),
            buyer_id: books.payer(payment).to_owned(),
            order_date: payment.date.to_string(),
            price: payment.price,
            tax: payment.tax,
            total: payment.total(),
            state: payment.state.number(),
            state_name: payment.state.name(),
            slip_number: payment.slip().map(Into::into),
            returned: payment.returned,
            paid: payment.paid,
            registered_at: in_japan(payment.registered_at),
        }
    }

    fn find(books: &Books, order: &str) -> Result<Self, ControlProblem> {
        let place = books.place(order).ok_or_else(no_order)?;
        let payment = books.payment(order).ok_or_else(no_order)?;
        Ok(Self::of(books, place, order, payment))
    }
}

/// A page of orders.
#[derive(Serialize, ToSchema)]
pub(super) struct Orders {
    orders: Vec<OrderView>,
    /// What to give as `after` for the next page.
    next: Option<usize>,
}

/// Which orders to list.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct OrdersQuery {
    /// 1, 2, 3 or 10.
    state: Option<u8>,
    /// 取引先ID.
    buyer: Option<String>,
    /// The number of the last order of the page before.
    after: Option<usize>,
    /// Left out: 100.
    #[param(minimum = 1, maximum = 1_000)]
    limit: Option<usize>,
}

/// How much came back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Return {
    /// In yen, at least 1.
    #[schema(minimum = 1)]
    amount: u32,
}

/// Lists the orders in the order in which they came.
#[utoipa::path(get, path = "/merchants/{code}/orders", tag = "orders", params(OrdersQuery), responses(
    (status = 200, body = Orders),
    (status = 422, description = "A value is not acceptable", body = ControlProblem),
))]
pub(super) async fn list(
    merchant: OfMerchant,
    Parameters(wanted): Parameters<OrdersQuery>,
) -> Result<Json<Orders>, ControlProblem> {
    if wanted.state.is_some_and(|wanted| {
        PaymentState::ALL
            .iter()
            .all(|state| state.number() != wanted)
    }) {
        return Err(ControlProblem::unacceptable(
            "state",
            "1、2、3、10 のいずれかを指定してください",
        ));
    }
    let limit = limit(wanted.limit)?;
    let listed = merchant.transact(|state| {
        state.catch_up();
        Ok(page(state.books(), &wanted, limit))
    });
    Ok(Json(listed.await?))
}

/// The orders that the query matches, at most `limit`.
fn page(books: &Books, wanted: &OrdersQuery, limit: usize) -> Orders {
    let is_wanted = |payment: &Payment| {
        wanted
            .state
            .is_none_or(|state| payment.state.number() == state)
            && wanted
                .buyer
                .as_deref()
                .is_none_or(|buyer| books.payer(payment) == buyer)
    };
    let mut found = books
        .payments_from(wanted.after.unwrap_or(0))
        .filter(|(_, _, payment)| is_wanted(payment));
    let orders: Vec<OrderView> = found
        .by_ref()
        .take(limit)
        .map(|(place, order, payment)| OrderView::of(books, place, order, payment))
        .collect();
    let next = found.next().and(orders.last().map(|order| order.number));
    Orders { orders, next }
}

/// Shows an order.
#[utoipa::path(get, path = "/merchants/{code}/orders/{order}", tag = "orders", params(("order" = String, Path, description = "受注番号")), responses(
    (status = 200, body = OrderView),
    (status = 404, description = "There is no such merchant or order", body = ControlProblem),
))]
pub(super) async fn show(
    merchant: OfMerchant,
    PathItem(order): PathItem<String>,
) -> Result<Json<OrderView>, ControlProblem> {
    let shown = merchant.transact(|state| {
        state.catch_up();
        OrderView::find(state.books(), &order)
    });
    Ok(Json(shown.await?))
}

/// The scheme confirms the shipment: 3 送り状番号登録済 becomes 10 出荷確定.
#[utoipa::path(post, path = "/merchants/{code}/orders/{order}/confirm", tag = "orders", params(("order" = String, Path, description = "受注番号")), responses(
    (status = 200, body = OrderView),
    (status = 404, description = "There is no such merchant or order", body = ControlProblem),
    (status = 409, description = "The order is in another state", body = ControlProblem),
))]
pub(super) async fn confirm(
    merchant: OfMerchant,
    PathItem(order): PathItem<String>,
) -> Result<Json<OrderView>, ControlProblem> {
    let confirmed = merchant.transact(|state| {
        let now = state.now();
        let payment = state.books().payment(&order).ok_or_else(no_order)?;
        if payment.state != PaymentState::Shipped {
            return Err(ControlProblem::conflict(
                format!("この注文は「{}」です。", payment.state.name()),
                "出荷確定できるのは「送り状番号登録済」の注文だけです。先に出荷登録をしてください。",
            ));
        }
        let change = Change::ShipmentConfirmed {
            order: order.as_str().into(),
            pays_on: state.settings().time.payment(now.date()),
        };
        state.change(now, Cause::Control, change);
        OrderView::find(state.books(), &order)
    });
    Ok(Json(confirmed.await?))
}

/// Books a return: the buyer's settled amounts and used amount shrink, the order itself stays as it is.
#[utoipa::path(post, path = "/merchants/{code}/orders/{order}/returns", tag = "orders", request_body = Return, params(("order" = String, Path, description = "受注番号")), responses(
    (status = 200, body = OrderView),
    (status = 404, description = "There is no such merchant or order", body = ControlProblem),
    (status = 409, description = "The order is cancelled or paid", body = ControlProblem),
    (status = 422, description = "More than the order's total would come back", body = ControlProblem),
))]
pub(super) async fn book_return(
    merchant: OfMerchant,
    PathItem(order): PathItem<String>,
    Body(Return { amount }): Body<Return>,
) -> Result<Json<OrderView>, ControlProblem> {
    let booked = merchant.transact(|state| {
        let now = state.now();
        let payment = state.books().payment(&order).ok_or_else(no_order)?;
        if payment.state == PaymentState::Cancelled || payment.paid {
            return Err(ControlProblem::conflict(
                "この注文は取消済みか支払い済みです。",
                "返品を記録できるのは、取り消されていない未払いの注文だけです。",
            ));
        }
        if amount == 0 || u64::from(amount) > payment.owed() {
            let remedy = format!("1～{} 円を指定してください", payment.owed());
            return Err(ControlProblem::unacceptable("amount", remedy));
        }
        let change = Change::ReturnBooked {
            order: order.as_str().into(),
            amount,
        };
        state.change(now, Cause::Control, change);
        OrderView::find(state.books(), &order)
    });
    Ok(Json(booked.await?))
}

fn no_order() -> ControlProblem {
    ControlProblem::missing(
        "その受注番号の決済はありません。",
        "GET …/orders で一覧を確認するか、決済登録（AN010）をしてください。",
    )
}
