//! 注文内容の確認: what is ordered, and to the yen what it comes to.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use super::{Draft, draft, over_limit, steps};
use crate::{
    Shop,
    error::PageError,
    extract::LoggedInCustomer,
    forms,
    pages::{
        amounts::{rates, sums},
        layout,
        storefront::orders::{lines, recipient},
    },
    redirection::redirect,
    settings::Payment,
    visit::Visit,
};

/// The page.
pub(crate) async fn show(
    State(shop): State<Shop>,
    visit: Visit,
    LoggedInCustomer(user): LoggedInCustomer,
) -> Result<Response, PageError> {
    let Some((token, choices)) = shop.0.store.checkout(user.id).await? else {
        return Ok(redirect("/checkout"));
    };
    Ok(match draft(&shop, &visit, &user, choices).await? {
        Ok(draft) => page(&visit, &token, &draft, &draft.seal(&shop)?).into_response(),
        Err(not_yet) => not_yet.go(&shop, &visit),
    })
}

fn page(visit: &Visit, token: &str, draft: &Draft, seal: &str) -> Markup {
    let contents = &draft.contents;
    let usage = draft.usage.as_ref();
    let over = usage.and_then(|usage| over_limit(&draft.method.name, usage, draft.total));
    let order = html! {
        input type="hidden" name="token" value=(token);
        input type="hidden" name="total" value=(draft.total);
        input type="hidden" name="contents" value=(seal);
        @if draft.method.processor == Payment::Kakebarai {
            p.hint.end { "「注文する」を押してから完了の画面が出るまで、最大30秒ほどかかることがあります。そのままお待ちください。" }
        }
        p.actions.end {
            a.button href="/checkout" { "内容を変更する" }
            button.button.primary.large type="submit" { "注文する" }
        }
    };
    let content = html! {
        (steps(1))
        p.lead { "まだ注文は完了していません。内容を確認して、「注文する」を押してください。" }
        @if let Some(warning) = over {
            p.warning role="alert" { (warning) " " a href="/checkout" { "お支払い方法を変更する" } " " a href="/cart" { "カートを変更する" } }
        }
        section.card {
            h2 { "ご注文の商品" }
            (lines(contents))
            (sums(contents, draft.total))
            (rates(contents))
        }
        div.two {
            section.card { h2 { "お届け先" } (recipient(contents)) }
            section.card {
                h2 { "お支払い方法" }
                p { strong { (contents.payment_name) } }
                @if draft.method.processor == Payment::Kakebarai {
                    p.hint { "ヤマトクレジットファイナンス株式会社が、毎月末に締めて請求書をお送りします。" }
                }
            }
        }
        (forms::form(&visit.form_token, "/checkout/confirm", &order))
    };
    layout::page(visit, "注文内容の確認", &content)
}
