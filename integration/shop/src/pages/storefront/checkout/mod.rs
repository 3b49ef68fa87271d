//! 注文手続き: choosing, confirming, placing.

pub(super) mod choosing;
pub(super) mod confirming;
pub(super) mod placing;
mod reductions;

use std::fmt::Write as _;

use axum::response::Response;
use futures_util::future;
use maud::{Markup, html};

use jiff::civil::Date;
use kakebarai::{billing::OrderProblem, buyers::eligibility::CreditStatus};

use crate::{
    Shop,
    billing::{Prices, goods_price},
    error::PageError,
    format,
    forms::Notice,
    payments::BuyerStatus,
    settings::{Payment, PaymentMethod},
    store::{CartItem, Choices, OrderSnapshot, Owner, Recipient, User},
    visit::Visit,
};

/// The order that a buyer is about to place.
struct Draft {
    method: PaymentMethod,
    /// The rest of the limit, if it is paid by クロネコ掛け払い.
    usage: Option<CreditStatus>,
    contents: OrderSnapshot,
    /// In yen.
    total: i64,
}

/// What seals are for.
const CONTENTS: &str = "contents";

impl Draft {
    /// The seal of what is shown. The day is not, and may be another one when it is ordered.
    fn seal(&self, shop: &Shop) -> Result<String, PageError> {
        Ok(shop.0.key.seal(CONTENTS, &self.shown()?))
    }

    /// Whether a seal is of what would be ordered now.
    fn is_sealed(&self, shop: &Shop, seal: &str) -> Result<bool, PageError> {
        Ok(shop.0.key.is_sealed(CONTENTS, &self.shown()?, seal))
    }

    fn shown(&self) -> Result<String, PageError> {
        let shown = OrderSnapshot {
            date: Date::ZERO,
            ..self.contents.clone()
        };
        serde_json::to_string(&shown).map_err(|error| PageError::Inside(Box::new(error)))
    }
}

/// Why there is nothing to order yet, and the page where to change that.
struct CheckoutBlocked {
    path: &'static str,
    notice: Notice,
}

impl CheckoutBlocked {
    fn at(path: &'static str, text: impl Into<String>) -> Self {
        Self {
            path,
            notice: Notice::warning(text),
        }
    }

    fn go(&self, shop: &Shop, visit: &Visit) -> Response {
        visit.redirect_with_notice(shop, self.path, &self.notice)
    }
}

/// The items of the user's cart; if there are none, the way to the cart.
async fn cart(
    shop: &Shop,
    user: &User,
) -> Result<Result<Vec<CartItem>, CheckoutBlocked>, PageError> {
    let items = shop.0.store.cart(&Owner::User(user.id)).await?;
    Ok(if items.is_empty() {
        Err(CheckoutBlocked::at("/cart", "カートに商品がありません。"))
    } else {
        Ok(items)
    })
}

/// A payment method, and the buyer's status if it is クロネコ掛け払い.
struct PaymentOption<'a> {
    method: &'a PaymentMethod,
    status: Option<BuyerStatus>,
}

impl PaymentOption<'_> {
    /// Why it cannot be chosen, in the buyer's words.
    fn unavailable_reason(&self) -> Option<String> {
        unavailable_reason(self.status.as_ref()?, &self.method.name)
    }

    fn usage(&self) -> Option<&CreditStatus> {
        match &self.status {
            Some(BuyerStatus::Offered(usage)) => Some(usage),
            _ => None,
        }
    }
}

/// The payment methods that are for the buyer, usable now or not. Where no クロネコ掛け払い is for the buyer, the first one is among them
/// nevertheless: its status says why it cannot be chosen.
async fn payment_options<'a>(
    shop: &Shop,
    visit: &'a Visit,
    user: &User,
) -> Result<Vec<PaymentOption<'a>>, PageError> {
    let groups = shop.0.store.memberships(user.id).await?;
    let (for_the_buyer, for_others): (Vec<_>, Vec<_>) = visit
        .settings
        .offered()
        .partition(|method| method.is_for(&groups));
    let is_kakebarai = |method: &&PaymentMethod| method.processor == Payment::Kakebarai;
    let excluded = if for_the_buyer.iter().any(is_kakebarai) {
        None
    } else {
        for_others.into_iter().find(is_kakebarai)
    };
    let methods = for_the_buyer.into_iter().chain(excluded);
    // All at once: two environments that do not answer take no longer than one.
    let asked = methods.map(|method| payment_option(shop, visit, user, method));
    future::try_join_all(asked).await
}

/// One of them.
async fn payment_option<'a>(
    shop: &Shop,
    visit: &Visit,
    user: &User,
    method: &'a PaymentMethod,
) -> Result<PaymentOption<'a>, PageError> {
    let status = match method.processor {
        // It needs no answer from a provider.
        Payment::Transfer => None,
        Payment::Kakebarai => {
            let settings = visit.settings.by(method);
            let payments = &shop.0.payments;
            Some(
                payments
                    .buyer_status(&shop.0.store, user, &settings)
                    .await?,
            )
        }
    };
    Ok(PaymentOption { method, status })
}

/// The chosen one; `None` if it is not for the buyer (any more).
async fn chosen<'a>(
    shop: &Shop,
    visit: &'a Visit,
    user: &User,
    id: Option<u32>,
) -> Result<Option<PaymentOption<'a>>, PageError> {
    let mut methods = visit.settings.offered();
    let Some(method) = methods.find(|method| Some(method.id) == id) else {
        return Ok(None);
    };
    let groups = shop.0.store.memberships(user.id).await?;
    if !method.is_for(&groups) {
        return Ok(None);
    }
    Ok(Some(payment_option(shop, visit, user, method).await?))
}

/// Why クロネコ掛け払い cannot be chosen, in the buyer's words.
fn unavailable_reason(status: &BuyerStatus, name: &str) -> Option<String> {
    Some(match status {
        BuyerStatus::Offered(_) => return None,
        BuyerStatus::Silent => format!("ただいま「{name}」を確認できません。"),
        BuyerStatus::Screened => format!("「{name}」は審査中です。"),
        BuyerStatus::Incomplete => format!("「{name}」のお申し込み内容に不備がありました。"),
        BuyerStatus::Rejected => format!("恐れ入りますが、「{name}」はご利用いただけません。"),
        BuyerStatus::NotInTheGroup => {
            format!("「{name}」のご利用には、お店での手続きが必要です。")
        }
        BuyerStatus::NotApplied | BuyerStatus::Stopped | BuyerStatus::NotOffered => {
            format!("ただいま「{name}」をご利用いただけません。")
        }
    })
}

/// The warning if an order exceeds the rest of the limit.
fn over_limit(name: &str, usage: &CreditStatus, total: i64) -> Option<String> {
    let available = usage.available();
    (total > available).then(|| {
        format!(
            "合計{}は、「{name}」のご利用可能額{}を{}超えています。このままではご注文をお受けできないことがあります。数量を減らすか、別のお支払い方法を選んでください。",
            format::yen(total),
            format::yen(available),
            format::yen(total - available)
        )
    })
}

/// The order as it is now: cart, prices, taxes and what has been chosen.
async fn draft(
    shop: &Shop,
    visit: &Visit,
    user: &User,
    choices: Choices,
) -> Result<Result<Draft, CheckoutBlocked>, PageError> {
    let items = match cart(shop, user).await? {
        Ok(items) => items,
        Err(not_yet) => return Ok(Err(not_yet)),
    };
    let store = &shop.0.store;
    let methods = store.shipping_methods().await?;
    let shipping = methods
        .iter()
        .find(|method| Some(method.id) == choices.shipping);
    let option = chosen(shop, visit, user, choices.method).await?;
    let (Some(shipping), Some(option)) = (shipping, option) else {
        return Ok(Err(CheckoutBlocked::at(
            "/checkout",
            "配送方法とお支払い方法を選んでください。",
        )));
    };
    if let Some(why) = option.unavailable_reason() {
        let text = format!("{why}別のお支払い方法を選んでください。");
        return Ok(Err(CheckoutBlocked::at("/checkout", text)));
    }
    let taxes = store.taxes().await?;
    let method = option.method;
    let today = format::day(shop.0.config.clock.now());
    let chosen = store
        .choose(user.id, &choices.reductions, goods_price(&items), today)
        .await?;
    if let Some(problem) = chosen.problems.first() {
        return Ok(Err(CheckoutBlocked::at("/checkout", problem.to_string())));
    }
    let prices = Prices {
        items: &items,
        shipping,
        taxes: &taxes,
        user: user.id,
        chosen: &chosen,
        date: today,
        registration_number: &visit.settings.registration_number,
    };
    let (contents, total) = prices.by(method);
    Ok(match total {
        Ok(total) => Ok(Draft {
            usage: option.usage().cloned(),
            method: method.clone(),
            contents: OrderSnapshot {
                recipient: choices.recipient,
                ..contents
            },
            total,
        }),
        Err(problems) => {
            for problem in &problems {
                tracing::warn!(user = user.id, %problem, "a cart cannot be billed");
            }
            Err(CheckoutBlocked::at(
                "/checkout",
                cannot_be_billed(&method.name, &problems),
            ))
        }
    })
}

/// The most products that a message names.
const NAMED: usize = 3;

/// The text for a buyer about a cart that cannot be billed: what it is about, and nothing of the shop's settings.
fn cannot_be_billed(name: &str, problems: &[OrderProblem]) -> String {
    let about = problems.iter().map(|problem| match problem {
        OrderProblem::TooLarge { label, amount } => {
            format!(
                "「{label}」が{}になり、1回のご注文では扱えません。",
                format::yen(*amount)
            )
        }
        OrderProblem::Code { name: product, .. } => {
            format!("「{product}」は、「{name}」ではご注文いただけません。")
        }
        OrderProblem::NothingToPay => {
            format!("お支払いいただく金額が0円になるため、「{name}」ではご注文いただけません。")
        }
        _ => format!("カートの内容に、「{name}」で扱えないものがあります。"),
    });
    let about: std::collections::BTreeSet<String> = about.collect();
    let others = about.len().saturating_sub(NAMED);
    let mut about: String = about.into_iter().take(NAMED).collect();
    if others > 0 {
        let _ = write!(about, "ほかにも{others}点あります。");
    }
    let is_large = |problem: &OrderProblem| matches!(problem, OrderProblem::TooLarge { .. });
    if problems.iter().all(is_large) {
        format!("{about}数量を減らすか、ご注文を分けてください。")
    } else {
        format!("{about}別のお支払い方法を選ぶか、お店へお問い合わせください。")
    }
}

/// Who gets the parcel, as far as the shop knows.
fn recipient_of(user: &User) -> Recipient {
    let profile = &user.profile;
    Recipient {
        company: profile.company.clone(),
        name: user.full_name(),
        postal_code: format::postal_code(&profile.postal_code),
        address: profile.address.clone(),
        telephone: profile.telephone.clone(),
    }
}

/// The steps, with the current one marked.
fn steps(now: usize) -> Markup {
    html! {
        nav.steps aria-label="注文の手順" {
            ol {
                @for (place, step) in ["お届け先とお支払い方法", "注文内容の確認", "注文完了"].iter().enumerate() {
                    li aria-current=[(place == now).then_some("step")] { (step) }
                }
            }
        }
    }
}
