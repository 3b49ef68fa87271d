//! An order: what it comes to, its settlement, and how it stands.

use kakebarai::{
    NotSent, NotSettled, Outcome,
    gateway::RequestKind,
    ledger::{OrderRecord, Status},
};
use serde::Serialize;
use serde_json::{Value, json};

use super::{
    answer::{Carried, Ended, Failure, Mistake, State},
    basket::{Bill, named},
    message::{OneOrder, Purchase},
    shop::Shop,
    store::PlacedOrder,
};

/// Shows what would be sent, and sends nothing.
pub(super) async fn preview(shop: &Shop, message: Purchase) -> Result<Value, Failure> {
    shop.visitor(&message.customer).await?;
    let bill = match message.order.bill(shop.clock.today(), &shop.terms) {
        Ok(bill) => bill,
        Err(problems) => return Ok(json!({"result": Ended::NotSent, "problems": problems})),
    };
    let statement = &bill.statement;
    let lines = statement.lines.iter().map(|line| {
        let mut shown = json!({
            "name": line.name, "code": line.code, "amount": line.price.to_string(), "tax": line.tax.to_string(),
        });
        for (name, number) in [("quantity", line.quantity), ("unitPrice", line.unit_price)] {
            if let Some(number) = number {
                shown[name] = number.to_string().into();
            }
        }
        shown
    });
    Ok(json!({
        "lines": lines.collect::<Vec<_>>(),
        "price": statement.price.to_string(),
        "tax": statement.tax.to_string(),
        "total": statement.total().to_string(),
        "warnings": bill.warnings(),
    }))
}

/// 注文する. The same key again is the same order: it is settled once, at what was shown first.
pub(super) async fn place(shop: &Shop, message: Purchase) -> Result<Carried, Failure> {
    let visitor = shop.visitor(&message.customer).await?;
    let _turn = shop.turn(&message.order.key).await;
    let newest = shop
        .store
        .orders(&message.order.key)
        .await?
        .into_iter()
        .next();
    let known = match newest {
        None => None,
        Some(order) => match placed_before(shop, &order).await? {
            Before::Answered(answer) => return Ok(*answer),
            Before::NotSettled => Some(order),
            Before::NumberTaken => None,
        },
    };
    let buyer_id = match shop.buyer_of(&visitor) {
        Ok(buyer_id) => buyer_id,
        Err(why) => return Ok(Carried::not_sent("customer", why.to_string())),
    };
    let bill = match message.order.bill(shop.clock.today(), &shop.terms) {
        Ok(bill) => bill,
        Err(problems) => return Ok(Carried::mistaken(problems)),
    };
    let order = if let Some(order) = known {
        shop.store.show(order, bill.shown()).await?
    } else {
        let key = &message.order.key;
        shop.store
            .add_order(key, visitor.user, bill.shown())
            .await?
    };
    let mut answer = settle(shop, &order, &buyer_id, bill).await?;
    thank(&mut answer, &order);
    Ok(answer)
}

/// What is known of an order that is confirmed once more.
enum Before {
    /// There is nothing to send any more, or not now.
    Answered(Box<Carried>),
    /// It was refused, or never left: its number is free.
    NotSettled,
    /// Its number was used by somebody else.
    NumberTaken,
}

async fn placed_before(shop: &Shop, order: &PlacedOrder) -> Result<Before, Failure> {
    let number = order.number();
    let known = Known::of(shop, order).await?;
    let mut answer = match known.state {
        State::None if known.code.as_deref() == Some("A020004") => return Ok(Before::NumberTaken),
        State::None => return Ok(Before::NotSettled),
        State::Registered => Carried::of(&Outcome::Done, RequestKind::Settlement),
        State::Cancelled => Carried::not_sent("order", format!("受注{number}は取消済みです。")),
        State::Unknown => Carried::unknown(NotSent::UnknownOutcome(number.clone()).to_string()),
    };
    thank(&mut answer, order);
    answer.order_number = Some(number);
    answer.shown = Some(order.shown.clone());
    Ok(Before::Answered(Box::new(answer)))
}

/// 決済登録, at what was shown and no other amount.
pub(super) async fn settle(
    shop: &Shop,
    order: &PlacedOrder,
    buyer_id: &str,
    bill: Bill,
) -> Result<Carried, Failure> {
    let number = order.number();
    let warnings = bill.warnings();
    let mut to_settle = bill.order.total(bill.statement.total());
    to_settle.number.clone_from(&number);
    let settled = shop.gateway.settle(&to_settle, buyer_id, &bill.terms).await;
    shop.eligibility.forget(buyer_id);
    let mut answer = match settled {
        Ok((_, outcome)) => {
            shop.note(RequestKind::Settlement, &number, &outcome)?;
            Carried::of(&outcome, RequestKind::Settlement)
        }
        Err(NotSettled::Order(problems)) => {
            Carried::mistaken(named(&to_settle, &bill.terms, &problems))
        }
        Err(NotSettled::NotSent(why)) => {
            shop.log.add(&why.to_string())?;
            let again = matches!(why, NotSent::SamePurchase { .. });
            let mut answer = Carried::not_asked(why)?;
            if again {
                answer.told.buyer = Carried::unknown("").told.buyer;
            }
            answer
        }
        Err(why @ NotSettled::BuyerId(_)) => Carried::not_sent("customer.buyerId", why.to_string()),
        Err(why) => Carried::not_sent("order", why.to_string()),
    };
    answer.warnings = warnings;
    answer.order_number = Some(number);
    answer.shown = Some(order.shown.clone());
    Ok(answer)
}

fn thank(answer: &mut Carried, order: &PlacedOrder) {
    if answer.result == Ended::Done {
        let number = order.number();
        answer.told.buyer = format!("ご注文ありがとうございました。ご注文番号は{number}です。");
    }
}

/// What the shop knows of an order under one number.
pub(super) struct Known {
    pub(super) state: State,
    /// The request that has no known outcome.
    pub(super) open: Option<RequestKind>,
    record: Option<OrderRecord>,
    code: Option<String>,
}

impl Known {
    pub(super) async fn of(shop: &Shop, order: &PlacedOrder) -> Result<Self, Failure> {
        let number = order.number();
        let ledger = shop.gateway.ledger();
        let record = ledger.order(&number).await?;
        let open = match &record {
            Some(record) if record.is_open => ledger.open_intent(&number).await?,
            _ => None,
        };
        let open = open.map(|intent| intent.request.kind());
        let status = record.as_ref().map_or(Status::None, |record| record.status);
        let state = match (open, status) {
            (Some(RequestKind::Settlement | RequestKind::Cancellation), _) => State::Unknown,
            (_, Status::Registered) => State::Registered,
            (_, Status::Cancelled) => State::Cancelled,
            _ => State::None,
        };
        let code = record.as_ref().map(|record| record.error_code.clone());
        Ok(Self {
            state,
            open,
            code: code.filter(|code| !code.is_empty()),
            record,
        })
    }

    /// 送り状番号 that the provider has; `None` if it has none or that is not known.
    fn slip_number(&self) -> Option<&str> {
        let shipment = self.record.as_ref()?.shipment.as_ref()?;
        let is_known = self.open != Some(RequestKind::ShipmentRemoval);
        (shipment.sent && is_known).then_some(&shipment.slip_number)
    }
}

/// The answer to `orderStatus`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Standing {
    pub(super) state: State,
    open: Vec<&'static str>,
    paid: bool,
    slip_number: Option<String>,
    code: Option<String>,
}

pub(super) async fn status(shop: &Shop, message: OneOrder) -> Result<Standing, Failure> {
    let orders = shop.store.orders(&message.key).await?;
    standing(shop, &orders).await
}

/// How an order stands, given all its numbers, the newest first. If the newest was never settled, the settlement before it was
/// cancelled to make room for it.
pub(super) async fn standing(shop: &Shop, orders: &[PlacedOrder]) -> Result<Standing, Failure> {
    let Some(newest) = orders.first() else {
        return Ok(Standing {
            state: State::None,
            open: Vec::new(),
            paid: false,
            slip_number: None,
            code: None,
        });
    };
    let known = Known::of(shop, newest).await?;
    let mut state = known.state;
    if state == State::None {
        for older in &orders[1..] {
            if Known::of(shop, older).await?.state == State::Cancelled {
                state = State::Cancelled;
            }
        }
    }
    let open = match known.open {
        Some(RequestKind::Shipment) => vec!["ship"],
        Some(RequestKind::ShipmentRemoval) => vec!["unship"],
        _ => Vec::new(),
    };
    let status = known.record.as_ref().map(|record| record.status);
    Ok(Standing {
        state,
        open,
        paid: status == Some(Status::Registered),
        slip_number: known.slip_number().map(str::to_owned),
        code: known.code,
    })
}

/// An order that the shop has never heard of.
pub(super) fn no_such_order(key: &str) -> Carried {
    Carried::mistaken(vec![Mistake::at(
        "key",
        format!("注文「{key}」はありません。"),
    )])
}
