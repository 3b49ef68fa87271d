//! 削除 of a shipment, here and at クロネコ掛け払い, or here alone.

use axum::{extract::State, response::Response};

use super::HERE;
use kakebarai::gateway::{Deleted, NotSent, RequestKind};

use crate::{
    Shop,
    error::PageError,
    extract::Form,
    forms::Notice,
    pages::admin::{
        detached::to_the_end,
        settlements::{about, back_to},
    },
    visit::Visit,
};

const REMOVED: &str = "お店の出荷情報を削除しました。";

/// 削除: 出荷取消 where クロネコ掛け払い knows the shipment.
pub(crate) async fn remove(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let number = form.get("order").to_owned();
    if shop.0.store.remove_shipment(&number).await? {
        return Ok(visit.go_and_say(
            &shop,
            back_to(form.get("back"), HERE),
            &Notice::done(REMOVED),
        ));
    }
    let notice = match shop.0.payments.connect(&visit.settings) {
        Err(why) => Notice::warning(why.to_string()),
        Ok(connection) => {
            let of = number.clone();
            let deleted = to_the_end(async move { connection.gateway.delete_shipment(&of).await });
            match deleted.await? {
                Ok(Deleted::OnlyHere) => Notice::done(REMOVED),
                Ok(Deleted::Sent(outcome)) => {
                    let text = about(
                        &number,
                        &outcome.shown_to_operator(RequestKind::ShipmentRemoval),
                    );
                    if outcome.is_done() {
                        Notice::done(text)
                    } else {
                        Notice::warning(text)
                    }
                }
                Err(NotSent::Ledger(error)) => return Err(error.into()),
                Err(why) => Notice::warning(why.to_string()),
            }
        }
    };
    Ok(visit.go_and_say(&shop, back_to(form.get("back"), HERE), &notice))
}

/// お店でだけ削除: whatever クロネコ掛け払い knows.
pub(crate) async fn remove_here(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let number = form.get("order");
    let notice = match shop.0.payments.connect(&visit.settings) {
        Err(why) => Notice::warning(why.to_string()),
        Ok(connection) => match connection.gateway.delete_shipment_here(number).await {
            Ok(()) => Notice::done(format!(
                "{REMOVED}クロネコ掛け払いの出荷情報は変わっていません。"
            )),
            Err(NotSent::Ledger(error)) => return Err(error.into()),
            Err(why) => Notice::warning(why.to_string()),
        },
    };
    Ok(visit.go_and_say(&shop, back_to(form.get("back"), HERE), &notice))
}
