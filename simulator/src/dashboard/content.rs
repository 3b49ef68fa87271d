//! The fragment of the page that holds data: the bar with the merchants, and the view.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use super::{
    buyers, clock, coverage,
    diagnoses::Diagnoses,
    diagnosis, faults,
    format::short,
    fragment::Page,
    guarded, merchants, orders,
    query::{NO_MERCHANT, PageQuery, View},
    request, requests, timeline,
};
use crate::{
    app::AppState,
    clock::{in_japan, system_time},
};

/// Clocks that are not further apart, in seconds, count as one.
const SAME: i64 = 60;

/// The bar and the view that is asked for.
pub(super) fn show(
    app: &AppState,
    query: &PageQuery,
    diagnoses: &Diagnoses,
    address: SocketAddr,
) -> Response {
    let codes = app.codes();
    let code = query
        .merchant
        .clone()
        .or_else(|| codes.first().map(ToString::to_string))
        .unwrap_or_else(|| NO_MERCHANT.to_owned());
    let page = Page {
        merchant: app.merchant(&code),
        app,
        lang: query.lang,
        code,
        query,
        diagnoses,
        host: query.host.clone().unwrap_or_else(|| address.to_string()),
    };
    let Some(view) = view(&page) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    guarded(html! {
        div id="bar" class="bar" { (bar(&page, &codes)) }
        div id="view" tabindex="-1" data-merchant=(page.code) { (view) }
    })
}

fn view(page: &Page<'_>) -> Option<Markup> {
    let lang = page.lang;
    let shown = match page.query.view {
        View::Merchants => merchants::show(page),
        _ if page.is_of_nobody() => html! {
            h1 { (page.query.view.name(lang)) }
            p class="panel odd" { (lang.say("この加盟店はありません。", "There is no such merchant.")) " " code { (page.code) } }
            p class="quiet" { (lang.say("削除されたか、コードが違います。上の一覧から選んでください。", "It was deleted, or the code is another one. Choose one above.")) }
        },
        View::Requests => match page.query.request {
            Some(number) => request::show(page, number),
            None => requests::show(page),
        },
        View::Coverage => coverage::show(page),
        _ if page.merchant.is_none() => html! {
            h1 { (page.query.view.name(lang)) }
            p class="quiet" { (lang.say("加盟店を選んでください。", "Choose a merchant.")) }
        },
        View::Buyers => buyers::show(page)?,
        View::Orders => orders::show(page)?,
        View::Clock => clock::show(page)?,
        View::Faults => faults::show(page)?,
        View::Diagnosis => diagnosis::show(page)?,
        View::Timeline => timeline::show(page)?,
    };
    Some(shown)
}

fn bar(page: &Page<'_>, codes: &[Arc<str>]) -> Markup {
    let lang = page.lang;
    let now = page.merchant.as_ref().map(|merchant| {
        let clock = merchant.state().clock();
        let apart = clock.now().duration_since(system_time()).as_secs().abs();
        (in_japan(clock.now()), clock.is_frozen(), apart > SAME)
    });
    let really = in_japan(system_time());
    html! {
        form method="get" action="/" data-choose {
            input type="hidden" name="view" value=(page.query.view.code());
            input type="hidden" name="lang" value=(lang.code());
            label {
                span { (lang.say("加盟店", "Account")) }
                select name="merchant" {
                    @if page.is_of_nobody() { option value="" selected disabled { (page.code) } }
                    @for code in codes {
                        option value=(code) selected[**code == *page.code] { (code) }
                    }
                    option value=(NO_MERCHANT) selected[page.code == NO_MERCHANT] {
                        (lang.say("（加盟店なし）", "(no merchant)"))
                    }
                }
            }
        }
        @if let Some((now, frozen, is_another)) = now {
            p class="now" {
                span class="what" { (lang.say("加盟店の時計", "Merchant's clock")) } " "
                time data-from=[(!frozen).then_some(&now)] { (short(&now)) }
                @if frozen { span class="tag" { (lang.say("停止中", "frozen")) } }
            }
            @if is_another {
                p class="now" {
                    span class="what" { (lang.say("実際の時刻", "Really")) } " "
                    time data-from=(really) { (short(&really)) }
                }
            }
        }
    }
}
