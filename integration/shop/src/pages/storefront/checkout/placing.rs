//! 注文する: from a draft to an order, exactly once, whatever becomes of the answers.

use axum::{extract::State, response::Response};

use super::{Draft, draft};
use kakebarai::gateway::{NotSent, NotSettled, Outcome};

use crate::{
    Shop,
    error::PageError,
    extract::{Form, LoggedInCustomer},
    forms::Notice,
    redirection::redirect,
    security::key::fresh,
    settings::Payment,
    store::{BegunOrder, NewOrder, OrderStatus, PlacedOrder, User},
    visit::Visit,
};

const CHANGED: &str = "別の画面で内容が変更されました。もう一度ご確認ください。";

/// What the buyer saw when it was ordered.
struct Confirmed<'a> {
    token: &'a str,
    /// In yen.
    total: &'a str,
    seal: &'a str,
}

/// 注文する. It goes on to its end even if the visitor does not wait for it.
pub(crate) async fn place(
    State(shop): State<Shop>,
    visit: Visit,
    LoggedInCustomer(user): LoggedInCustomer,
    form: Form,
) -> Result<Response, PageError> {
    let placing = tokio::spawn(async move {
        let confirmed = Confirmed {
            token: form.get("token"),
            total: form.get("total"),
            seal: form.get("contents"),
        };
        place_once(&shop, &visit, &user, &confirmed).await
    });
    placing
        .await
        .map_err(|error| PageError::Inside(Box::new(error)))?
}

async fn place_once(
    shop: &Shop,
    visit: &Visit,
    user: &User,
    confirmed: &Confirmed<'_>,
) -> Result<Response, PageError> {
    let token = confirmed.token;
    let store = &shop.0.store;
    if let Some(known) = store.order_of_token(token).await? {
        return placed_before(shop, user, &known).await;
    }
    let again = |text: &str| {
        let notice = Notice::warning(text);
        Ok(visit.redirect_with_notice(shop, "/checkout/confirm", &notice))
    };
    let choices = match store.checkout(user.id).await? {
        Some((known, choices)) if known == token => choices,
        Some(_) => return again(CHANGED),
        None => return Ok(redirect("/checkout")),
    };
    let draft = match draft(shop, visit, user, choices).await? {
        Ok(draft) => draft,
        Err(not_yet) => return Ok(not_yet.go(shop, visit)),
    };
    if confirmed.total != draft.total.to_string() {
        return again("ご注文の金額が変わりました。もう一度ご確認ください。");
    }
    // Other goods may come to the same.
    if !draft.is_sealed(shop, confirmed.seal)? {
        return again(CHANGED);
    }
    let payment = draft.method.processor;
    let order = NewOrder {
        user: user.id,
        payment,
        total: draft.total,
        token,
        contents: &draft.contents,
    };
    let number = match store.begin_order(&order).await? {
        BegunOrder::Numbered(number) => number,
        // Another window was faster.
        BegunOrder::Known => {
            return match store.order_of_token(token).await? {
                Some(known) => placed_before(shop, user, &known).await,
                None => Ok(redirect("/orders")),
            };
        }
        BegunOrder::UsedUp => {
            return again(
                "クーポン・ギフト券・ポイントの残りが変わりました。もう一度ご確認ください。",
            );
        }
    };
    let refusal = match payment {
        Payment::Transfer => None,
        Payment::Kakebarai => settle(shop, visit, user, &number, &draft).await?,
    };
    match refusal {
        None => {
            store.accept_order(&number, user.id).await?;
            Ok(redirect(&format!("/orders/{number}/complete")))
        }
        Some(text) => {
            store.fail_order(&number, user.id, &fresh()).await?;
            let notice = Notice::warning(text);
            Ok(visit.redirect_with_notice(shop, "/checkout", &notice))
        }
    }
}

/// 決済登録. Returns what to tell the buyer if the order fails; `None` if it exists, or may exist.
async fn settle(
    shop: &Shop,
    visit: &Visit,
    user: &User,
    number: &str,
    draft: &Draft,
) -> Result<Option<String>, PageError> {
    let (payments, settings) = (&shop.0.payments, &visit.settings.by(&draft.method));
    let unavailable = Outcome::Unsent.shown_to_buyer().map(str::to_owned);
    let Ok(connection) = payments.connect(settings) else {
        return Ok(unavailable);
    };
    let Some(buyer) = payments.buyer_id(user, settings).await? else {
        return Ok(unavailable);
    };
    let order = draft.contents.order(number, Some(draft.total));
    let gateway = &connection.gateway;
    let settled = gateway.settle(&order, &buyer, &draft.method.terms).await;
    connection.checkout.forget(&buyer);
    match settled {
        Ok((_, outcome)) if outcome.is_unknown() => {
            tracing::warn!(%number, "no answer to a settlement");
            Ok(None)
        }
        Ok((_, outcome)) => {
            if let Outcome::Refused(code) = &outcome {
                tracing::warn!(%number, %code, "a settlement was refused");
            }
            Ok(outcome.shown_to_buyer().map(str::to_owned))
        }
        Err(NotSettled::Order(problems)) => {
            for problem in problems {
                tracing::warn!(%number, %problem, "an order cannot be sent");
            }
            Ok(unavailable)
        }
        // The same cart was ordered a moment ago, and its outcome is not known yet.
        Err(NotSettled::NotSent(why @ NotSent::SamePurchase { .. })) => {
            tracing::warn!(%number, %why, "an order is not sent a second time");
            Ok(Outcome::Unknown.shown_to_buyer().map(str::to_owned))
        }
        Err(error) => Err(PageError::Inside(Box::new(error))),
    }
}

/// The form was sent before: by a second press, or by a browser that has not seen the answer.
async fn placed_before(
    shop: &Shop,
    user: &User,
    known: &PlacedOrder,
) -> Result<Response, PageError> {
    if known.user != user.id {
        return Err(PageError::NotFound);
    }
    let number = &known.number;
    match known.status {
        OrderStatus::Failed => Ok(redirect("/checkout")),
        // The other one is still waiting for the answer.
        OrderStatus::Checking => Ok(redirect(&format!("/orders/{number}/complete"))),
        _ => {
            shop.0.store.accept_order(number, user.id).await?;
            Ok(redirect(&format!("/orders/{number}/complete")))
        }
    }
}
