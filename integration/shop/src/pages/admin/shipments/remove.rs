//! 削除 of a shipment after a question: here and at クロネコ掛け払い, or here alone.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};

use super::HERE;
use kakebarai::gateway::{Deleted, NotSent, RequestKind};

use crate::{
    Shop,
    error::PageError,
    extract::{Form, Pairs, Query},
    forms::Notice,
    pages::admin::{
        detached::run_detached,
        listing::back_to,
        orders::{about, order},
        question::{Answers, Question},
    },
    redirection::redirect,
    visit::Visit,
};

const REMOVED: &str = "お店の出荷情報を削除しました。";
const NONE: &str = "この注文には、出荷情報がありません。";

/// Asks before a shipment is deleted.
pub(crate) async fn ask(
    State(shop): State<Shop>,
    visit: Visit,
    Query(pairs): Query<Pairs>,
) -> Result<Response, PageError> {
    question(&shop, &visit, &pairs, false).await
}

/// Asks before the shop alone forgets a shipment.
pub(crate) async fn ask_here(
    State(shop): State<Shop>,
    visit: Visit,
    Query(pairs): Query<Pairs>,
) -> Result<Response, PageError> {
    question(&shop, &visit, &pairs, true).await
}

async fn question(
    shop: &Shop,
    visit: &Visit,
    pairs: &Pairs,
    is_here_only: bool,
) -> Result<Response, PageError> {
    let back = back_to(pairs.get("back"), HERE);
    if pairs.get("order").is_empty() {
        return Ok(redirect(back));
    }
    let order = order(shop, pairs.get("order")).await?;
    if order.slip_number.is_empty() {
        return Ok(visit.redirect_with_notice(shop, back, &Notice::warning(NONE)));
    }
    let known = shop.0.payments.ledger().order(&order.number).await?;
    let shipment = known.and_then(|known| known.shipment);
    let is_sent = shipment.is_some_and(|shipment| shipment.sent);
    if is_sent && !is_here_only && !visit.settings.installed {
        let why = "アドオン「クロネコ掛け払い」がインストールされていないため、出荷取消を送信できません。インストールしてから、もう一度削除してください。";
        return Ok(visit.redirect_with_notice(shop, back, &Notice::warning(why)));
    }
    let (action, yes, warning) = if is_here_only {
        (
            "/admin/shipments/delete-here",
            "お店の記録だけを削除する",
            "お店の記録だけを削除します。クロネコ掛け払いの出荷情報は残り、請求もそのままです。",
        )
    } else {
        let warning = if is_sent {
            "クロネコ掛け払いに出荷取消を送信し、お店の出荷情報を削除します。この注文は、もう一度配送手続きを追加するまで、出荷していない注文になります。"
        } else {
            "お店の出荷情報を削除します。クロネコ掛け払いには何も送信しません。"
        };
        ("/admin/shipments/delete", "削除する", warning)
    };
    let question = Question {
        title: "出荷情報の削除の確認",
        details: &[
            ("注文番号", order.number.clone()),
            ("送り状番号", order.slip_number.clone()),
            ("お届け先", order.contents.recipient.name.clone()),
        ],
        warning,
        action,
        back,
    };
    let answers = Answers {
        no: "削除せずに戻る",
        yes,
        is_loss: true,
        fields: &[("order", &order.number), ("back", back)],
    };
    Ok(question.page_with(visit, &answers).into_response())
}

/// 削除: 出荷取消 if クロネコ掛け払い knows the shipment.
pub(crate) async fn remove(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let number = form.get("order").to_owned();
    let back = back_to(form.get("back"), HERE);
    if shop.0.store.remove_shipment(&number).await? {
        return Ok(visit.redirect_with_notice(&shop, back, &Notice::done(REMOVED)));
    }
    let known = shop.0.payments.ledger().order(&number).await?;
    let shipment = known.and_then(|known| known.shipment);
    if shipment.is_some_and(|shipment| !shipment.sent) {
        let ledger = shop.0.payments.ledger();
        let notice = match ledger.delete_unsent_shipment(&number).await {
            Ok(()) => Notice::done(REMOVED),
            Err(NotSent::Ledger(error)) => return Err(error.into()),
            Err(why) => Notice::warning(why.to_string()),
        };
        return Ok(visit.redirect_with_notice(&shop, back, &notice));
    }
    let connection = shop.0.payments.connect_for(&visit.settings, &number);
    let notice = match connection.await? {
        Err(why) => Notice::warning(why.to_string()),
        Ok(connection) => {
            let of = number.clone();
            let deleted =
                run_detached(async move { connection.gateway.delete_shipment(&of).await });
            match deleted.await? {
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
                Ok(_) => Notice::done(REMOVED),
                Err(NotSent::Ledger(error)) => return Err(error.into()),
                Err(why) => Notice::warning(why.to_string()),
            }
        }
    };
    Ok(visit.redirect_with_notice(&shop, back, &notice))
}

/// お店の記録だけを削除: whether or not クロネコ掛け払い knows the shipment.
pub(crate) async fn remove_here(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let number = form.get("order");
    let ledger = shop.0.payments.ledger();
    let notice = match ledger.delete_shipment_here(number).await {
        Ok(()) => Notice::done(format!(
            "{REMOVED}クロネコ掛け払いの出荷情報は変わっていません。"
        )),
        Err(NotSent::Ledger(error)) => return Err(error.into()),
        Err(why) => Notice::warning(why.to_string()),
    };
    Ok(visit.redirect_with_notice(&shop, back_to(form.get("back"), HERE), &notice))
}
