//! The way to the simulator's dashboard, if the shop speaks to one whose dashboard is known, and back from it.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use kakebarai::{buyers::test_buyer, gateway::RequestKind};
use maud::{Markup, html};

use crate::{
    Shop, error::PageError, extract::Path, format, forms::Notice, redirection::redirect,
    visit::Visit,
};

/// Clocks that differ by at most this many seconds are taken for one.
const SAME: i64 = 60;

/// A link to what the simulator has received about an order or a buyer; empty if the shop does not speak to it.
pub(crate) fn link(
    shop: &Shop,
    visit: &Visit,
    about: &str,
    request: Option<RequestKind>,
) -> Markup {
    let address = dashboard(shop, visit, "requests").map(|mut address| {
        // In quotes: the whole of it.
        address.push_str("&about=%22");
        address.extend(form_urlencoded::byte_serialize(about.as_bytes()));
        address.push_str("%22");
        if let Some(request) = request {
            address.push_str("&api=");
            address.push_str(number(request));
        }
        address
    });
    html! {
        @if let Some(address) = address { a.screen-only href=(address) rel="noopener" { "シミュレーターで見る" span.unseen { "（" (about) "）" } } }
    }
}

/// The same on a line of its own.
pub(crate) fn line(
    shop: &Shop,
    visit: &Visit,
    about: &str,
    request: Option<RequestKind>,
) -> Markup {
    let link = link(shop, visit, about, request);
    html! { @if !link.0.is_empty() { div { (link) } } }
}

/// The dashboard's address and, if it differs, the simulator's clock; for a list of details.
pub(super) fn status_rows(shop: &Shop, visit: &Visit) -> Markup {
    html! {
        @if let Some(address) = dashboard(shop, visit, "requests") {
            dt { "シミュレーター" }
            dd { a href=(address) rel="noopener" { "ダッシュボードを開く" } br; small { (base(shop).unwrap_or_default()) } }
            @if let Some((theirs, ours)) = clocks(shop, visit) {
                dt { "時計" }
                dd { "シミュレーター " (theirs) br; "お店 " (ours) }
            }
        }
    }
}

/// A sentence if the simulator's clock is another one.
pub(super) fn other_clock(shop: &Shop, visit: &Visit) -> Markup {
    html! {
        @if let Some((theirs, ours)) = clocks(shop, visit) {
            p.hint { "シミュレーターの時計は " (theirs) "、お店の時計は " (ours) " です。" }
        }
    }
}

fn base(shop: &Shop) -> Option<&str> {
    shop.0.config.dashboard.as_deref()
}

/// A page of the dashboard; `None` if the settings have the shop speak to another provider.
fn dashboard(shop: &Shop, visit: &Visit, view: &str) -> Option<String> {
    let settings = &visit.settings;
    let is_test = shop.0.payments.environment(settings).is_test();
    let merchant = &settings.addon.merchant_code;
    let base = base(shop).filter(|_| is_test && settings.installed && !merchant.is_empty())?;
    let merchant: String = form_urlencoded::byte_serialize(merchant.as_bytes()).collect();
    Some(format!("{base}/?view={view}&merchant={merchant}"))
}

/// The times of the two clocks, if they differ.
fn clocks(shop: &Shop, visit: &Visit) -> Option<(String, String)> {
    let config = &shop.0.config;
    let theirs = config
        .provider_clock
        .as_ref()?
        .now(&visit.settings.addon.merchant_code)?;
    let ours = config.clock.now();
    let apart = theirs.duration_since(ours).as_secs().abs();
    (apart > SAME).then(|| (format::moment(theirs), format::moment(ours)))
}

/// Under which number the provider has a request.
const fn number(request: RequestKind) -> &'static str {
    match request {
        RequestKind::Cancellation => "AN020",
        RequestKind::Shipment => "AN030",
        RequestKind::ShipmentRemoval => "AN040",
        _ => "AN010",
    }
}

/// The customer who is a buyer: where the dashboard's links lead.
pub(super) async fn customer(
    State(shop): State<Shop>,
    visit: Visit,
    Path(buyer): Path,
) -> Result<Response, PageError> {
    let store = &shop.0.store;
    let environment = shop.0.payments.environment(&visit.settings);
    // The first ten digits are the user's id; the test buyers are known by their e-mail addresses.
    let email = format!("{buyer}@cs-cart.jp");
    let user = if test_buyer(&email, &environment).is_some() {
        store.password_of(&email).await?.map(|(user, _)| user)
    } else {
        let user = buyer.get(..10).filter(|_| buyer.len() == 12);
        let user = user.and_then(|user| user.parse().ok());
        match user {
            Some(user) => store.customer_of(user).await?.map(|user| user.id),
            None => None,
        }
    };
    let Some(user) = user else {
        let notice = Notice::warning(format!("取引先ID {buyer} のお客様は、このお店にいません。"));
        return Ok(visit.redirect_with_notice(&shop, "/admin/customers", &notice));
    };
    Ok(redirect(&format!("/admin/customers/{user}")).into_response())
}
