//! 送信内容の確認: what AN010 carries, item by item, with where each yen comes from, beside what was really sent.

mod explanation;
mod file;
mod grid;
mod items;
mod page;

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::Markup;

use self::items::Diff;
use kakebarai::{
    billing::BillingTerms,
    ledger::{Intent, Request},
    order::Order,
};

use crate::{
    Shop,
    billing::{Prices, goods_price},
    error::PageError,
    extract::{Pairs, Path, Query},
    format,
    pages::admin::orders::order,
    settings::Payment,
    store::{Owner, ReductionInput, User},
    visit::Visit,
};

/// Something that is paid by クロネコ掛け払い, or would be.
struct SentOrder {
    order: Order,
    /// The terms of its payment method.
    terms: BillingTerms,
    /// 送料 by its name.
    shipping: String,
    /// 取引先ID; `None` if the customer has not applied.
    buyer_id: Option<String>,
    intents: Vec<Intent>,
}

impl SentOrder {
    /// The differences between what would be sent by the settings now and what was sent.
    fn diff(&self) -> Diff {
        let sent = self
            .intents
            .iter()
            .rev()
            .find_map(|intent| match &intent.request {
                Request::Register(payment) => Some(payment.clone()),
                _ => None,
            });
        Diff::of(
            &self.order,
            &self.shipping,
            self.buyer_id.as_deref(),
            &self.terms,
            sent.as_ref(),
        )
    }
}

async fn of_order(
    shop: &Shop,
    visit: &Visit,
    number: &str,
) -> Result<Option<SentOrder>, PageError> {
    let order = order(shop, number).await?;
    if order.payment != Payment::Kakebarai {
        return Ok(None);
    }
    let payments = &shop.0.payments;
    let buyer_id = match shop.0.store.customer_of(order.user).await? {
        Some(user) => payments.buyer_id(&user, &visit.settings).await?,
        None => None,
    };
    let method = visit.settings.method_of(&order);
    let method = method.unwrap_or(&visit.settings.kakebarai);
    Ok(Some(SentOrder {
        terms: method.terms.clone(),
        order: order.contents.order(&order.number, Some(order.total)),
        shipping: order.contents.shipping.name.clone(),
        buyer_id,
        intents: payments.ledger().intents(&order.number).await?,
    }))
}

/// Of an order.
pub(super) async fn order_page(
    State(shop): State<Shop>,
    visit: Visit,
    Path(number): Path,
) -> Result<Markup, PageError> {
    let Some(order) = of_order(&shop, &visit, &number).await? else {
        return Ok(page::of_a_transfer(&visit, &number));
    };
    let diff = order.diff();
    Ok(page::of_order(
        &shop,
        &visit,
        &number,
        &diff,
        &order.intents,
    ))
}

/// Of an order, as a file.
pub(super) async fn order_file(
    State(shop): State<Shop>,
    visit: Visit,
    Path(number): Path,
) -> Result<Response, PageError> {
    let order = of_order(&shop, &visit, &number).await?;
    let order = order.ok_or(PageError::NotFound)?;
    file::answer(&order.diff(), &format!("an010-{number}.csv"))
}

/// Which shipping method is tried.
#[derive(Debug)]
pub(super) struct CartPreviewQuery {
    shipping: String,
}

impl From<Pairs> for CartPreviewQuery {
    fn from(pairs: Pairs) -> Self {
        Self {
            shipping: pairs.get("shipping").to_owned(),
        }
    }
}

async fn of_cart(
    shop: &Shop,
    visit: &Visit,
    user: &User,
    tried: &CartPreviewQuery,
) -> Result<Option<(SentOrder, u32)>, PageError> {
    let store = &shop.0.store;
    let cart = store.cart(&Owner::User(user.id)).await?;
    let methods = store.shipping_methods().await?;
    let choices = store.checkout(user.id).await?.map(|(_, choices)| choices);
    let shipping = match tried.shipping.parse() {
        Ok(id) => Some(id),
        Err(_) => choices.as_ref().and_then(|choices| choices.shipping),
    };
    let shipping = methods.iter().find(|method| Some(method.id) == shipping);
    let (Some(shipping), false) = (shipping.or(methods.first()), cart.is_empty()) else {
        return Ok(None);
    };
    let date = format::day(shop.0.config.clock.now());
    let reductions = choices.map_or_else(ReductionInput::default, |choices| choices.reductions);
    let prices = Prices {
        items: &cart,
        shipping,
        taxes: &store.taxes().await?,
        user: user.id,
        chosen: &store
            .choose(user.id, &reductions, goods_price(&cart), date)
            .await?,
        date,
        registration_number: "",
    };
    // The comparison names what cannot be billed.
    let (contents, _) = prices.by(&visit.settings.kakebarai);
    let order = SentOrder {
        terms: visit.settings.kakebarai.terms.clone(),
        order: contents.order("", None),
        shipping: shipping.name.clone(),
        buyer_id: shop.0.payments.buyer_id(user, &visit.settings).await?,
        intents: Vec::new(),
    };
    Ok(Some((order, shipping.id)))
}

/// Of a customer's cart.
pub(super) async fn cart_page(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
    Query(tried): Query<CartPreviewQuery>,
) -> Result<Markup, PageError> {
    let user = super::customers::user(&shop, &id).await?;
    let methods = shop.0.store.shipping_methods().await?;
    let cart = of_cart(&shop, &visit, &user, &tried).await?;
    let shown = cart.map(|(order, method)| (order.diff(), method));
    Ok(page::of_cart(&visit, &user, &methods, shown.as_ref()))
}

/// Of a customer's cart, as a file.
pub(super) async fn cart_file(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
    Query(tried): Query<CartPreviewQuery>,
) -> Result<Response, PageError> {
    let user = super::customers::user(&shop, &id).await?;
    let cart = of_cart(&shop, &visit, &user, &tried).await?;
    let (order, _) = cart.ok_or(PageError::NotFound)?;
    let file = file::answer(&order.diff(), &format!("an010-cart-{id}.csv"))?;
    Ok(file.into_response())
}
