//! 注文手続き: choosing, confirming, placing.

pub(super) mod choosing;
pub(super) mod confirming;
pub(super) mod placing;

use axum::response::Response;
use maud::{Markup, html};

use jiff::civil::Date;
use kakebarai::billing::OrderProblem;

use crate::{
    Shop,
    billing::{bill, method_of},
    error::PageError,
    format,
    forms::Notice,
    payments::BuyerStatus,
    store::{
        CartItem, Choices, OrderSnapshot, Owner, Payment, Recipient, StoredItem, StoredShipping,
        StoredTax, User,
    },
    visit::Visit,
};

/// What somebody is about to order.
struct Draft {
    choices: Choices,
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

/// Why there is nothing to order yet, and where that is mended.
struct NotYet {
    path: &'static str,
    notice: Notice,
}

impl NotYet {
    fn at(path: &'static str, text: impl Into<String>) -> Self {
        Self {
            path,
            notice: Notice::warning(text),
        }
    }

    fn go(&self, shop: &Shop, visit: &Visit) -> Response {
        visit.go_and_say(shop, self.path, &self.notice)
    }
}

/// What is in the user's cart; a page that needs it leads to the cart where there is nothing.
async fn cart(shop: &Shop, user: &User) -> Result<Result<Vec<CartItem>, NotYet>, PageError> {
    let items = shop.0.store.cart(&Owner::User(user.id)).await?;
    Ok(if items.is_empty() {
        Err(NotYet::at("/cart", "カートに商品がありません。"))
    } else {
        Ok(items)
    })
}

/// How クロネコ掛け払い stands for the buyer.
async fn standing(shop: &Shop, visit: &Visit, user: &User) -> Result<BuyerStatus, PageError> {
    let payments = &shop.0.payments;
    let standing = payments.standing(&shop.0.store, user, &visit.settings);
    Ok(standing.await?)
}

/// Why クロネコ掛け払い cannot be chosen, in the buyer's words.
fn why_not(standing: &BuyerStatus, name: &str) -> Option<String> {
    match standing {
        BuyerStatus::Offered(_) => None,
        BuyerStatus::Silent => Some(format!("ただいま「{name}」を確認できません。")),
        BuyerStatus::Screened => Some(format!("「{name}」は審査中です。")),
        BuyerStatus::NotOffered => Some(format!("ただいま「{name}」をご利用いただけません。")),
    }
}

/// The order as it is now: cart, prices, taxes and what has been chosen.
async fn draft(
    shop: &Shop,
    visit: &Visit,
    user: &User,
    choices: Choices,
) -> Result<Result<Draft, NotYet>, PageError> {
    let items = match cart(shop, user).await? {
        Ok(items) => items,
        Err(not_yet) => return Ok(Err(not_yet)),
    };
    let store = &shop.0.store;
    let methods = store.shipping_methods().await?;
    let shipping = methods
        .iter()
        .find(|method| Some(method.id) == choices.shipping);
    let (Some(shipping), Some(payment)) = (shipping, choices.payment) else {
        return Ok(Err(NotYet::at(
            "/checkout",
            "配送方法とお支払い方法を選んでください。",
        )));
    };
    if payment == Payment::Kakebarai
        && let Some(why) = why_not(
            &standing(shop, visit, user).await?,
            &visit.settings.method.name,
        )
    {
        let text = format!("{why}別のお支払い方法を選んでください。");
        return Ok(Err(NotYet::at("/checkout", text)));
    }
    let taxes = store.taxes().await?;
    let method = method_of(payment, &visit.settings);
    let mut contents = OrderSnapshot {
        date: format::day(shop.0.config.clock.now()),
        recipient: choices.recipient.clone(),
        payment_name: method.name.clone(),
        items: items.iter().map(StoredItem::of).collect(),
        shipping: StoredShipping::of(shipping),
        taxes: taxes.iter().map(StoredTax::of).collect(),
        sums: Vec::new(),
        rates: Vec::new(),
        untaxed: 0,
        registration_number: visit.settings.registration_number.clone(),
    };
    Ok(match bill(&mut contents, &method.terms) {
        Ok(total) => Ok(Draft {
            choices,
            contents,
            total,
        }),
        Err(problems) => {
            for problem in &problems {
                tracing::warn!(user = user.id, %problem, "a cart cannot be billed");
            }
            Err(NotYet::at(
                "/checkout",
                cannot_be_billed(&method.name, &problems),
            ))
        }
    })
}

/// What a buyer is told of a cart that cannot be billed: what it is about, and nothing of the shop's settings.
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
        _ => format!("カートの内容に、「{name}」で扱えないものがあります。"),
    });
    let about: std::collections::BTreeSet<String> = about.collect();
    let about: String = about.into_iter().collect();
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

/// How far somebody has come.
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
