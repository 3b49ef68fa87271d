//! 金額変更: cancels the settlement and registers it again under another number, and never hides an incomplete change.

use kakebarai::{Outcome, gateway::RequestKind};

use super::{
    after_sale::cancel_number,
    answer::{Carried, Ended, Failure, State},
    message::ChangeOrder,
    orders::{Known, no_such_order, settle, standing},
    shop::Shop,
};

pub(super) async fn change(shop: &Shop, message: ChangeOrder) -> Result<Carried, Failure> {
    let _turn = shop.turn(&message.key).await;
    let orders = shop.store.orders(&message.key).await?;
    let Some(newest) = orders.first() else {
        return Ok(with_state(no_such_order(&message.key), State::None));
    };
    let state = standing(shop, &orders).await?.state;
    // Checked before anything is cancelled: an order that cannot be sent must not lose its settlement.
    let bill = match message.order.bill(shop.clock.today(), &shop.terms) {
        Ok(bill) => bill,
        Err(problems) => return Ok(with_state(Carried::mistaken(problems), state)),
    };
    let visitor = shop.visitor_by_id(newest.customer).await?;
    let buyer_id = match shop.buyer_of(&visitor) {
        Ok(buyer_id) => buyer_id,
        Err(why) => {
            return Ok(with_state(
                Carried::not_sent("customer", why.to_string()),
                state,
            ));
        }
    };
    let mut has_cancelled = false;
    match state {
        State::Registered => {
            let cancelled = cancel_number(shop, &newest.number()).await?;
            if cancelled.result != Ended::Done {
                let state = standing(shop, &orders).await?.state;
                return Ok(with_state(cancelled, state));
            }
            has_cancelled = true;
        }
        // An earlier change came as far as this.
        State::Cancelled => {}
        State::None => {
            let why = "決済が登録されていない注文です。もう一度ご注文ください。";
            return Ok(with_state(Carried::not_sent("key", why), state));
        }
        State::Unknown => {
            let why = Outcome::Unknown.shown_to_operator(RequestKind::Settlement);
            return Ok(with_state(Carried::unknown(why), state));
        }
    }
    let is_free = Known::of(shop, newest).await?.state == State::None;
    let order = if is_free {
        shop.store.show(newest.clone(), bill.shown()).await?
    } else {
        let user = newest.customer;
        shop.store
            .add_order(&message.key, user, bill.shown())
            .await?
    };
    let mut settled = settle(shop, &order, &buyer_id, bill).await?;
    // The answer to a change has no place for a number, nor for warnings of their own.
    settled.order_number = None;
    for warning in settled.warnings.drain(..) {
        settled.told.operator.push('\n');
        settled.told.operator.push_str(&warning);
    }
    if settled.result != Ended::Done {
        let said = std::mem::take(&mut settled.told.operator);
        settled.told.operator = format!("変更前の決済は取消済みです。{said}");
    }
    // This must not look like a change that has not begun.
    if has_cancelled && settled.result == Ended::NotSent {
        settled.result = Ended::Unknown;
    }
    let orders = shop.store.orders(&message.key).await?;
    let state = standing(shop, &orders).await?.state;
    Ok(with_state(settled, state))
}

fn with_state(answer: Carried, state: State) -> Carried {
    Carried {
        state: Some(state),
        ..answer
    }
}
