//! 送信内容の確認 on the screen.

use maud::{Markup, html};

use super::{
    grid::grid,
    items::{Diff, Row},
};
use kakebarai::{
    client::{LineField, SentField},
    ledger::Intent,
};

use crate::{
    Shop, format,
    forms::{Choice, Field},
    pages::{
        admin::{
            listing::{cell, slim, table, title},
            settlements::history,
        },
        layout,
    },
    store::{ShippingMethod, User},
    visit::Visit,
};

const TITLE: &str = "送信内容の確認";

/// The page of an order that is paid in another way.
pub(super) fn of_a_transfer(visit: &Visit, number: &str) -> Markup {
    let content = html! {
        p { "注文" (number) "はクロネコ掛け払いの注文ではないため、何も送信しません。" }
        p { a href={ "/admin/orders/" (number) } { "注文へ戻る" } }
    };
    layout::admin_page(visit, TITLE, &content)
}

/// The page of an order.
pub(super) fn of_order(
    shop: &Shop,
    visit: &Visit,
    number: &str,
    diff: &Diff,
    intents: &[Intent],
) -> Markup {
    let content = html! {
        p.lead {
            "注文" (number) "の決済登録（AN010）"
            @if diff.is_sent { "で送信した内容です。" } @else { "で送信する内容です。まだ送信していません。" }
        }
        (body(diff, &format!("/admin/orders/{number}/sent.csv")))
        (history(shop, visit, intents))
        p { a href={ "/admin/orders/" (number) } { "注文へ戻る" } }
    };
    layout::admin_page(visit, TITLE, &content)
}

/// The page of a cart; `cart` is `None` if it is empty.
pub(super) fn of_cart(
    visit: &Visit,
    user: &User,
    methods: &[ShippingMethod],
    cart: Option<&(Diff, u32)>,
) -> Markup {
    let here = format!("/admin/customers/{}/cart", user.id);
    let content = html! {
        p.lead { (user.name()) "（" (user.email) "）のカートを、いま注文したときの決済登録（AN010）の内容です。" }
        @match cart {
            None => { p { "カートに商品はありません。" } }
            Some((diff, method)) => {
                @let choices = methods.iter().map(|method| Choice::new(method.id.to_string(), &method.name)).collect();
                form.filter method="get" action=(here) {
                    (Field::select("shipping", "配送方法", choices).settled().value(&method.to_string()).width("middle"))
                    button.button type="submit" { "この配送方法で確認する" }
                }
                (body(diff, &format!("/admin/customers/{}/cart.csv?shipping={method}", user.id)))
            }
        }
        p { a href={ "/admin/customers/" (user.id) } { "お客様の詳細へ戻る" } }
    };
    layout::admin_page(visit, TITLE, &content)
}

fn body(diff: &Diff, file: &str) -> Markup {
    let mut columns = vec!["項目", "APIの項目名", "値", "金額の元・説明"];
    if diff.differs {
        columns.insert(3, "いまの設定での値");
    }
    let rows = html! { @for row in &diff.rows { (row_of(row, diff.differs)) } };
    html! {
        @if !diff.problems.is_empty() {
            div.errors role="alert" {
                h2 { @if diff.is_sent { "いまの設定では、この注文は送信できません" } @else { "このままでは送信できません" } }
                ul { @for problem in &diff.problems { li { (problem) } } }
            }
        }
        @if diff.differs {
            p.warning { "送信した後に設定が変わったため、いまの設定では別の内容になる項目があります。値は、実際に送信したものです。" }
        }
        @if !diff.notes.is_empty() {
            section.card {
                h2 { "送信するときに変わるところ" }
                ul.plain { @for note in &diff.notes { li { (note) } } }
            }
        }
        @if let Some(total) = diff.total {
            p.total-billed { "お客様への請求額 " strong { (format::yen(total)) } " ＝ 決済金額 ＋ 消費税" }
        }
        @if !diff.rows.is_empty() {
            div.actions.top { a.button href=(file) { "CSVをダウンロード" } }
            (grid(diff))
            details.items open[diff.rows.len() <= 12] {
                summary { "項目ごとの一覧（金額の元とAPIの項目名）" }
                (table(TITLE, &columns, &rows))
            }
            p.hint { "このほかに、加盟店コードとパスワードを送信します。CSVでは、「=」などで始まる文字が式にならないように、先頭に「'」を付けます。" }
        }
    }
}

fn row_of(row: &Row, differs: bool) -> Markup {
    // A new line of the settlement is a new group to the eye.
    let begins = matches!(
        row.field,
        SentField::Line {
            field: LineField::Name,
            ..
        }
    );
    html! {
        tr.begins[begins] role="row" {
            (title("項目", &row.label))
            (slim("APIの項目名", html! { code { (row.name) } }))
            (cell("値", html! { span.value { (row.value) } }))
            @if differs {
                (cell("いまの設定での値", html! {
                    @match &row.now { Some(now) => { span.value { (now) } } None => { "同じ" } }
                }))
            }
            (cell("金額の元・説明", &row.why))
        }
    }
}
