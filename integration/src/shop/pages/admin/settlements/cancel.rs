//! 決済取消 of one order from its menu, or of those that were ticked, with a result for each.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use super::{HERE, list};
use crate::{
    addon::{
        gateway::{Fate, NotAsked},
        messages::Asked,
    },
    shop::{
        Shop,
        forms::Notice,
        pages::{
            admin::{
                asking::to_the_end,
                listing::{ROWS, Wanted},
            },
            error::PageError,
        },
        visit::{Form, Visit},
    },
};

type Asking = (String, Result<Fate, NotAsked>);

/// 決済取消.
pub(in crate::shop::pages::admin) async fn cancel(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let one = form.get("one");
    let orders: Vec<String> = if one.is_empty() {
        let ticked = form.all("order").take(usize::try_from(ROWS).unwrap_or(50));
        ticked.map(str::to_owned).collect()
    } else {
        vec![one.to_owned()]
    };
    if orders.is_empty() {
        let notice = Notice::warning("注文を選んでください。");
        return Ok(visit.go_and_say(&shop, HERE, &notice));
    }
    let connection = match shop.0.payments.connect(&visit.settings) {
        Ok(connection) => connection,
        Err(why) => {
            let notice = Notice::warning(why.to_string());
            return Ok(visit.go_and_say(&shop, HERE, &notice));
        }
    };
    let ledger = shop.0.payments.ledger().clone();
    let results = to_the_end(async move {
        let results = connection.gateway.cancel_all(&orders).await;
        for (order, _) in results.iter().filter(|(_, result)| result.is_ok()) {
            // What is known of the limit is out of date.
            if let Ok(Some(order)) = ledger.order(order).await {
                connection.checkout.forget(&order.buyer_id).await;
            }
        }
        results
    });
    let results = results.await?;
    if let ([(order, result)], false) = (results.as_slice(), one.is_empty()) {
        let text = format!("注文{order}：{}", said(result));
        let notice = if is_done(result) {
            Notice::done(text)
        } else {
            Notice::warning(text)
        };
        return Ok(visit.go_and_say(&shop, HERE, &notice));
    }
    let page = list::page(&shop, &visit, &Wanted::default(), &shown(&results)).await?;
    Ok(page.into_response())
}

fn is_done(result: &Result<Fate, NotAsked>) -> bool {
    result.as_ref().is_ok_and(Fate::is_done)
}

fn said(result: &Result<Fate, NotAsked>) -> String {
    match result {
        Ok(fate) => fate.shown_to_operator(Asked::Cancellation),
        Err(why) => why.to_string(),
    }
}

fn shown(results: &[Asking]) -> Markup {
    let done = results.iter().filter(|(_, result)| is_done(result)).count();
    let all_done = done == results.len();
    html! {
        section.notice.done[all_done].warning[!all_done] role=(if all_done { "status" } else { "alert" }) {
            h2 { "決済取消の結果" }
            p { (results.len()) "件のうち" (done) "件を取り消しました。" }
            ul.results {
                @for (order, result) in results {
                    li {
                        span.badge.good[is_done(result)].bad[!is_done(result)] { @if is_done(result) { "完了" } @else { "未完了" } }
                        span { "注文" (order) "：" (said(result)) }
                    }
                }
            }
        }
    }
}
