//! カート.

use axum::{extract::State, response::Response};
use maud::{Markup, html};

use crate::{
    Shop,
    error::PageError,
    extract::Form,
    format,
    forms::{self, Notice},
    pages::{assets, layout},
    store::CartItem,
    visit::Visit,
};

/// The cart.
pub(super) async fn show(State(shop): State<Shop>, visit: Visit) -> Result<Markup, PageError> {
    let items = shop.0.store.cart(&visit.owner()).await?;
    let content = if items.is_empty() {
        html! {
            p { "カートに商品はありません。" }
            p { a.button href="/" { "商品一覧へ" } }
        }
    } else {
        filled(&shop, &visit, &items)
    };
    Ok(layout::page(&visit, "カート", &content))
}

fn filled(shop: &Shop, visit: &Visit, items: &[CartItem]) -> Markup {
    let goods: i64 = items.iter().map(|item| item.ordered().amount()).sum();
    let rows = html! {
        (forms::default_button())
        ul.lines {
            @for item in items {
                @let (id, product) = (item.product.id, &item.product);
                li.line {
                    (assets::drawing(&product.picture))
                    div.what {
                        a href={ "/products/" (id) } { (product.name) }
                        span.unit-price { (format::price(product.price)) @if !product.unit.is_empty() { " / " (product.unit) } }
                    }
                    div.many {
                        label for={ "quantity-" (id) } { "数量" span.unseen { "（" (product.name) "）" } }
                        input.short id={ "quantity-" (id) } name={ "quantity-" (id) } type="text" inputmode="numeric"
                            value=(item.quantity) autocomplete="off";
                        button.link type="submit" name="remove" value=(id) {
                            "削除" span.unseen { "（" (product.name) "）" }
                        }
                    }
                    strong.amount { (format::yen(item.ordered().amount())) }
                }
            }
        }
        p.actions { button.button type="submit" { "数量を変更する" } }
    };
    html! {
        div.with-aside {
            section.card aria-label="カートの商品" { (forms::form(&visit.form_token, "/cart/quantities", &rows)) }
            aside {
                section.card {
                    h2 { "お会計" }
                    dl.sums { dt.total { "商品合計" } dd.total { (format::yen(goods)) } }
                    p.hint { "送料・手数料・消費税は、注文手続きで計算します。" }
                    p.actions {
                        a.button.primary href="/checkout" { "注文手続きへ進む" }
                        a.button href="/" { "買い物を続ける" }
                    }
                    (for_testers(shop, visit))
                }
            }
        }
    }
}

/// In the test environment, the way to what クロネコ掛け払い would be sent of the cart. It opens for operators alone.
fn for_testers(shop: &Shop, visit: &Visit) -> Markup {
    let is_test = shop.0.payments.environment(&visit.settings).is_test();
    let customer = visit.customer.as_ref();
    let shown = customer.filter(|_| visit.settings.installed && is_test);
    html! {
        @if let Some(user) = shown {
            p.hint { a href={ "/admin/customers/" (user.id) "/cart" } { "送信内容の確認（担当者用）" } }
        }
    }
}

/// カートに入れる.
pub(super) async fn put(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let id = form
        .get("product")
        .parse()
        .map_err(|_| PageError::NotFound)?;
    let product = shop.0.store.product(id).await?;
    let product = product.ok_or(PageError::NotFound)?;
    let Some(quantity) = quantity(form.get("quantity")).filter(|quantity| *quantity > 0) else {
        let notice = Notice::warning("数量は1から9,999までの数字で入力してください。");
        return Ok(visit.redirect_with_notice(&shop, &format!("/products/{id}"), &notice));
    };
    let store = &shop.0.store;
    let cart = store.cart(&visit.owner()).await?;
    let before = cart.iter().find(|item| item.product.id == id);
    let before = before.map_or(0, |item| item.quantity);
    let now = store.add_to_cart(&visit.owner(), id, quantity).await?;
    let name = &product.name;
    let notice = if now < before.saturating_add(quantity) {
        Notice::warning(format!(
            "1つの商品は9,999までのため、「{name}」の数量を9,999にしました。"
        ))
    } else {
        Notice::done(format!("「{name}」をカートに入れました。"))
    };
    Ok(visit.redirect_with_notice(&shop, "/cart", &notice))
}

/// 数量を変更する and 削除.
pub(super) async fn change(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let (store, owner) = (&shop.0.store, visit.owner());
    if let Ok(id) = form.get("remove").parse() {
        store.set_in_cart(&owner, &[(id, 0)]).await?;
        let notice = Notice::done("商品をカートから削除しました。");
        return Ok(visit.redirect_with_notice(&shop, "/cart", &notice));
    }
    let mut wrong = false;
    let mut quantities = Vec::new();
    for item in store.cart(&owner).await? {
        let field = format!("quantity-{}", item.product.id);
        match quantity(form.get(&field)) {
            Some(quantity) if quantity == item.quantity => {}
            Some(quantity) => quantities.push((item.product.id, quantity)),
            // Put there since the page was shown.
            None if !form.has(&field) => {}
            None => wrong = true,
        }
    }
    store.set_in_cart(&owner, &quantities).await?;
    let notice = if wrong {
        Notice::warning("数量は0から9,999までの数字で入力してください。")
    } else {
        Notice::done("数量を変更しました。")
    };
    Ok(visit.redirect_with_notice(&shop, "/cart", &notice))
}

/// A quantity, in digits of either width.
fn quantity(text: &str) -> Option<u32> {
    let text = kakebarai::buyers::application::conversion::to_half_width(text);
    let quantity: u32 = text.replace(',', "").trim().parse().ok()?;
    (quantity <= crate::store::MAX_QUANTITY).then_some(quantity)
}
