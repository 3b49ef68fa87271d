//! Orders: their states and time lines, buttons to confirm a shipment and to book a return.

use maud::{Markup, html};

use super::{
    format::{encoded, yen},
    fragment::Page,
    history::{self, History},
    language::Language,
    query::View,
    terms,
};
use crate::{
    books::{payments::PaymentState, values::with_commas},
    control::orders::OrderView,
};

/// The most orders shown.
const MOST: usize = 50;

/// A step in the life of an order.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum OrderStep {
    Registered,
    Shipped,
    Confirmed,
    Paid,
    Cancelled,
}

pub(super) fn show(page: &Page<'_>) -> Option<Markup> {
    let (orders, count, histories, slips) = {
        let state = page.merchant.as_ref()?.state();
        let books = state.books();
        let fitting = |text| {
            let orders = books.payments_from(0);
            orders.filter(move |(_, order, payment)| {
                order.contains(text) || books.payer(payment) == text
            })
        };
        let (newest, count): (Vec<_>, _) = match page.query.sought() {
            None => {
                let all = books.payment_count();
                let newest = books.payments_from(all.saturating_sub(MOST));
                (newest.collect(), all)
            }
            Some(text) => {
                let count = fitting(text).count();
                let newest = fitting(text).skip(count.saturating_sub(MOST));
                (newest.collect(), count)
            }
        };
        let newest = newest.into_iter().rev();
        let orders: Vec<OrderView> = newest
            .map(|(place, order, payment)| OrderView::of(books, place, order, payment))
            .collect();
        let histories = history::of(state.timeline(), &orders);
        let slips: Vec<String> = books.unusable_slips().map(Into::into).collect();
        (orders, count, histories, slips)
    };
    let lang = page.lang;
    Some(html! {
        h1 { (View::Orders.name(lang)) }
        form method="get" action="/" role="search" class="search" {
            input type="hidden" name="view" value="orders";
            input type="hidden" name="lang" value=(lang.code());
            input type="hidden" name="merchant" value=(page.code);
            label { span { (lang.say("注文を探す", "Find an order")) }
                input type="search" name="q" value=(page.query.sought().unwrap_or("")) placeholder=(lang.say("受注番号・取引先ID", "order number, buyer id")); }
            button type="submit" { (lang.say("検索", "Search")) }
        }
        (unusable(page, &slips))
        @if orders.is_empty() && page.query.sought().is_some() {
            p class="panel empty" { (lang.say("条件に合う注文は見つかりません。", "No order is like that.")) }
        } @else if orders.is_empty() {
            p class="panel empty" { (lang.say("注文がありません。決済登録（AN010）をすると、ここに現れます。", "No orders. They appear here once they are registered (AN010).")) }
        } @else {
            p class="quiet" { (lang.say("全 ", "")) (with_commas(u64::try_from(count).unwrap_or(u64::MAX))) (lang.say(" 件。新しい順に50件まで表示します。", " orders in all. The newest come first, 50 at most.")) }
            div class="cards wide" { @for order in &orders { (card(page, order, histories.get(&order.order_number))) } }
        }
    })
}

/// Shows the prefixes of slip numbers that are not usable with the scheme.
fn unusable(page: &Page<'_>, slips: &[String]) -> Markup {
    let lang = page.lang;
    html! {
        section class="panel slim" id="slips" {
            details {
                summary { (lang.say("使用できない送り状番号", "Unusable slip numbers")) @if !slips.is_empty() { " " span class="tag" { (slips.len()) } } }
                p class="quiet" { (lang.say("対象外サービスの送り状番号として、出荷登録を C030005 で断ります。先頭の1～12桁で指定します。", "Slips that begin so are of services that the scheme does not carry: AN030 answers C030005.")) }
                ul class="list" {
                    @for prefix in slips {
                        li class="row" id=(format!("slip-{prefix}")) {
                            span class="what" { code { (prefix) } @if prefix.len() < 12 { "…" } }
                            button type="button" data-act=(page.act("DELETE", &format!("/unusable-slips/{prefix}"))) { (lang.say("使用できるようにする", "Make usable")) span class="hidden" { " " (prefix) } }
                        }
                    }
                }
                form class="row" data-act=(page.act("PUT", "/unusable-slips/{prefix}")) {
                    label { span { (lang.say("送り状番号の先頭", "Beginning")) } input type="text" name="prefix" required inputmode="numeric" maxlength="12" autocomplete="off"
                        data-hint=(lang.say("1～12桁の数字を入力してください。", "One to twelve digits.")); }
                    button type="submit" { (lang.say("使用できなくする", "Make unusable")) }
                }
            }
        }
    }
}

fn card(page: &Page<'_>, order: &OrderView, history: Option<&History>) -> Markup {
    let lang = page.lang;
    let path = |what: &str| {
        page.act(
            "POST",
            &format!("/orders/{}/{what}", encoded(&order.order_number)),
        )
    };
    let cancelled = order.state == PaymentState::Cancelled.number();
    html! {
        article class="card" id=(format!("order-{}", order.number)) aria-label=(format!("{} {}", lang.say("受注番号", "order"), order.order_number)) {
            div class="head" {
                h2 { (terms::spoken(lang, &order.order_number)) }
                span class=(if cancelled { "badge bad" } else { "badge good" }) { (order.state) " " (terms::state(lang, order.state_name)) }
                @if order.paid { span class="badge good" { (lang.say("支払い済み", "paid")) } }
            }
            p {
                strong { (yen(lang, order.total)) } " "
                span class="quiet" { (lang.say("税抜 ", "without tax ")) (yen(lang, order.price)) (lang.say("・税 ", ", tax ")) (yen(lang, order.tax)) }
                @if order.returned > 0 { " " span class="tag" { (lang.say("返品 ", "returned ")) (yen(lang, order.returned)) } }
            }
            p class="quiet" { (lang.say("取引先 ", "Buyer ")) (order.buyer_id) @if let Some(slip) = &order.slip_number { (lang.say(" · 送り状番号 ", " · slip ")) (slip) } }
            p class="links" {
                a href={ (page.query.link(View::Requests, lang)) "&about=%22" (encoded(&order.order_number)) "%22" } { (lang.say("この注文のリクエスト", "Its requests")) }
                @if let Some(shop) = page.of_the_shop("orders", &order.order_number) { " · " a href=(shop) { (lang.say("お店の管理画面で見る", "In the shop")) } }
            }
            (line(lang, order, cancelled))
            @if let Some(history) = history { (history.show(lang, order)) }
            @if order.state == PaymentState::Shipped.number() || (!cancelled && !order.paid) {
                div class="row" {
                    @if order.state == PaymentState::Shipped.number() {
                        button type="button" class="main" data-act=(path("confirm")) { (lang.say("出荷確定にする", "Confirm the shipment")) }
                    }
                    @if !cancelled && !order.paid {
                        form data-act=(path("returns")) {
                            label { span { (lang.say("返品額（円）", "Return (yen)")) }
                                input type="number" name="amount" min="1" max=(order.total - u64::from(order.returned)) required; }
                            button type="submit" { (lang.say("返品を記録", "Book it")) }
                        }
                    }
                }
            }
        }
    }
}

/// 登録 → 送り状番号登録済 → 出荷確定 → 支払い済み, or 登録 → 取消.
fn line(lang: Language, order: &OrderView, cancelled: bool) -> Markup {
    let reached = |step: OrderStep| match step {
        OrderStep::Registered => true,
        OrderStep::Shipped => {
            order.state == PaymentState::Shipped.number()
                || order.state == PaymentState::Confirmed.number()
        }
        OrderStep::Confirmed => order.state == PaymentState::Confirmed.number(),
        OrderStep::Paid => order.paid,
        OrderStep::Cancelled => cancelled,
    };
    let steps: &[(OrderStep, &str)] = if cancelled {
        &[
            (OrderStep::Registered, lang.say("登録", "registered")),
            (OrderStep::Cancelled, lang.say("取消", "cancelled")),
        ]
    } else {
        &[
            (OrderStep::Registered, lang.say("登録", "registered")),
            (
                OrderStep::Shipped,
                lang.say("送り状番号登録済", "slip registered"),
            ),
            (OrderStep::Confirmed, lang.say("出荷確定", "confirmed")),
            (OrderStep::Paid, lang.say("支払い済み", "paid")),
        ]
    };
    html! {
        ol class="steps" aria-label=(lang.say("状態の移り変わり", "States")) {
            @for (step, name) in steps {
                @let there = reached(*step);
                li class=[there.then_some("reached")] {
                    span { (name) @if there { span class="hidden" { (lang.say("（済み）", " (reached)")) } } }
                }
            }
        }
    }
}
