//! 注文手続き: お届け先, 配送方法, お支払い方法.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use super::{
    PaymentOption, cart, chosen, over_limit, payment_options, recipient_of,
    reductions::{self, AvailableReductions},
    steps,
};
use kakebarai::buyers::eligibility::CreditStatus;

use crate::{
    Shop,
    billing::{Prices, fee_text, goods_price},
    error::PageError,
    extract::{Form, LoggedInCustomer},
    format::{self, yen},
    forms::{self, Choice, Errors, Field, typing},
    pages::{
        layout,
        storefront::{
            addresses::look_up,
            profile::{check_place, check_written},
        },
    },
    payments::BuyerStatus,
    redirection::redirect,
    security::key::fresh,
    settings::Template,
    store::{CartItem, Choices, Owner, Recipient, ReductionInput, ShippingMethod, User},
    visit::Visit,
};

/// The page.
pub(crate) async fn show(
    State(shop): State<Shop>,
    visit: Visit,
    LoggedInCustomer(user): LoggedInCustomer,
) -> Result<Response, PageError> {
    if let Err(not_yet) = cart(&shop, &user).await? {
        return Ok(not_yet.go(&shop, &visit));
    }
    let choices = match shop.0.store.checkout(user.id).await? {
        Some((_, choices)) => choices,
        None => Choices {
            recipient: recipient_of(&user),
            shipping: None,
            method: None,
            reductions: ReductionInput::default(),
        },
    };
    let accepted = &choices.reductions;
    let page = page(&shop, &visit, &user, &choices, accepted, &Errors::default()).await?;
    Ok(page.into_response())
}

/// 注文内容を確認する and 住所を検索.
pub(crate) async fn choose(
    State(shop): State<Shop>,
    visit: Visit,
    LoggedInCustomer(user): LoggedInCustomer,
    form: Form,
) -> Result<Response, PageError> {
    let text = |name: &str| form.get(name).to_owned();
    let mut choices = Choices {
        recipient: Recipient {
            company: text("company"),
            name: text("name"),
            postal_code: text("postal_code"),
            address: text("address"),
            telephone: typing::telephone(form.get("telephone")),
        },
        shipping: form.get("shipping").parse().ok(),
        method: form.get("payment").parse().ok(),
        reductions: reductions::read(&form),
    };
    let mut errors = Errors::default();
    if form.get("action").starts_with("look-up") {
        let recipient = &mut choices.recipient;
        let code = recipient.postal_code.clone();
        let fields = ["postal_code", "address"];
        look_up(&code, &mut recipient.address, fields, &mut errors);
        // Codes are not looked up without being counted: only those that were right before lower the total.
        let saved = shop.0.store.checkout(user.id).await?;
        let saved = saved.filter(|(_, saved)| saved.reductions == choices.reductions);
        let accepted = saved.map(|(_, saved)| saved.reductions).unwrap_or_default();
        let page = page(&shop, &visit, &user, &choices, &accepted, &errors).await?;
        return Ok(page.into_response());
    }
    check(&choices.recipient, &mut errors);
    let methods = shop.0.store.shipping_methods().await?;
    if !methods
        .iter()
        .any(|method| Some(method.id) == choices.shipping)
    {
        errors.add("shipping", "配送方法", "選択してください。");
    }
    let why = match chosen(&shop, &visit, &user, choices.method).await? {
        None => Some(String::new()),
        Some(option) => option.unavailable_reason(),
    };
    if let Some(why) = why {
        choices.method = None;
        errors.add(
            "payment",
            "お支払い方法",
            format!("{why}選択してください。"),
        );
    }
    let are_right =
        reductions::check(&shop, &visit, &user, &choices.reductions, &mut errors).await?;
    if !errors.is_empty() {
        let accepted = Some(&choices.reductions).filter(|_| are_right);
        let accepted = accepted.cloned().unwrap_or_default();
        let page = page(&shop, &visit, &user, &choices, &accepted, &errors).await?;
        return Ok(page.into_response());
    }
    // Another choice is another order.
    let store = &shop.0.store;
    store.save_checkout(user.id, &fresh(), &choices).await?;
    Ok(redirect("/checkout/confirm"))
}

fn check(recipient: &Recipient, errors: &mut Errors) {
    check_written("company", "会社名", &recipient.company, errors);
    errors.require("name", "お名前", &recipient.name);
    check_written("name", "お名前", &recipient.name, errors);
    let Recipient {
        postal_code,
        address,
        telephone,
        ..
    } = recipient;
    check_place(postal_code, address, telephone, errors);
}

/// The page. Of `accepted` it is known that the codes are right: they lower the totals.
async fn page(
    shop: &Shop,
    visit: &Visit,
    user: &User,
    choices: &Choices,
    accepted: &ReductionInput,
    errors: &Errors,
) -> Result<Markup, PageError> {
    let store = &shop.0.store;
    let methods = store.shipping_methods().await?;
    let usable = AvailableReductions::of(shop, user).await?;
    let items = store.cart(&Owner::User(user.id)).await?;
    let taxes = store.taxes().await?;
    let payment_options = payment_options(shop, visit, user).await?;
    let today = format::day(shop.0.config.clock.now());
    let chosen = store
        .choose(user.id, accepted, goods_price(&items), today)
        .await?;
    // Before one is chosen the order costs at least as much as with the cheapest.
    let shipped = methods
        .iter()
        .find(|method| Some(method.id) == choices.shipping);
    let shipped = shipped.or_else(|| methods.iter().min_by_key(|method| method.price));
    let over = |option: &PaymentOption<'_>| {
        let prices = Prices {
            items: &items,
            shipping: shipped?,
            taxes: &taxes,
            user: user.id,
            chosen: &chosen,
            date: today,
            registration_number: &visit.settings.registration_number,
        };
        let total = prices.by(option.method).1.ok()?;
        over_limit(&option.method.name, option.usage()?, total)
    };
    let payments = payment_options
        .iter()
        .filter(|option| option.unavailable_reason().is_none());
    let payments: Vec<Choice> = payments
        .map(|option| payment_choice(option, over(option)))
        .collect();
    let shipping = choices
        .shipping
        .map(|id| id.to_string())
        .unwrap_or_default();
    let payment = choices.method.map(|id| id.to_string()).unwrap_or_default();
    let has_payments = !payments.is_empty();
    let fields = html! {
        (forms::default_button())
        (address(&choices.recipient, errors))
        section.card {
            h2 { "配送方法" }
            (Field::radios("shipping", "配送方法", methods.iter().map(shipping_choice).collect())
                .value(&shipping).required().plain().errors(errors))
        }
        section.card {
            h2 { "お支払い方法" }
            @if payments.is_empty() {
                p.warning { "いまお選びいただけるお支払い方法がありません。お店へお問い合わせください。" }
            } @else {
                (Field::radios("payment", "お支払い方法", payments)
                    .value(&payment).required().plain().errors(errors))
            }
            @for option in &payment_options { (reason(option)) }
        }
        (usable.card(&choices.reductions, errors))
        p.actions {
            a.button href="/cart" { "カートに戻る" }
            @if has_payments { button.button.primary type="submit" { "注文内容を確認する" } }
        }
    };
    let content = html! {
        (steps(0))
        (errors)
        div.with-aside {
            (forms::form(&visit.form_token, "/checkout", &fields))
            aside { (goods(&items)) }
        }
    };
    Ok(layout::page(visit, errors.title("注文手続き"), &content))
}

/// What is in the cart, in short.
fn goods(items: &[CartItem]) -> Markup {
    let total: i64 = items.iter().map(|item| item.ordered().amount()).sum();
    html! {
        section.card {
            h2 { "カートの内容" }
            ul.goods {
                @for item in items {
                    li {
                        span { (item.product.name) " " span.many { "× " (item.quantity) } }
                        span { (yen(item.ordered().amount())) }
                    }
                }
            }
            dl.sums { dt.total { "商品合計" } dd.total { (yen(total)) } }
            p.hint { "送料・手数料・消費税は次の画面で確認できます。" }
        }
    }
}

fn address(recipient: &Recipient, errors: &Errors) -> Markup {
    let text = |name, label, value| Field::text(name, label).value(value).errors(errors);
    let search = forms::look_up_button("/checkout", "postal_code", "address", "");
    html! {
        section.card {
            h2 { "お届け先" }
            (text("company", "会社名", &recipient.company).autocomplete("shipping organization"))
            (text("name", "お名前", &recipient.name).required().width("middle").autocomplete("shipping name"))
            (text("postal_code", "郵便番号", &recipient.postal_code).required().hint("例：171-0033").keys("numeric")
                .width("short").autocomplete("shipping postal-code").beside(search))
            (text("address", "住所", &recipient.address).required().autocomplete("shipping street-address"))
            (text("telephone", "電話番号", &recipient.telephone).required().keys("tel").width("middle").autocomplete("shipping tel"))
        }
    }
}

fn shipping_choice(method: &ShippingMethod) -> Choice {
    Choice::new(method.id.to_string(), &method.name).note(html! {
        p { (method.description) }
        p {
            "送料 " strong { (yen(method.price)) }
            @if let Some(from) = method.free_from { "（商品合計" (yen(from)) "以上で無料）" }
        }
    })
}

/// A method that can be chosen; `over` says that the order is over its limit.
fn payment_choice(option: &PaymentOption<'_>, over: Option<String>) -> Choice {
    let method = option.method;
    Choice::new(method.id.to_string(), &method.name).note(html! {
        @if !method.icon.is_empty() { img.method src=(method.icon) alt=""; }
        @if !method.description.is_empty() { p { (layout::in_lines(&method.description)) } }
        @if let Some(usage) = option.usage() { (credit_summary(usage)) }
        @if method.template == Template::Transfer {
            p {
                @if method.account.is_empty() {
                    "ご注文のあとに、お店からお振込先をご連絡します。7日以内にお振り込みください。"
                } @else {
                    "ご注文のあとに表示する口座へ、7日以内にお振り込みください。"
                }
                "入金を確認してから発送します。"
            }
        }
        @if let Some(fee) = fee_text(method.terms.fee) {
            p { (method.terms.fee_name()) " " strong { (fee) } }
        }
        @if let Some(over) = over { p.warning { (over) } }
    })
}

/// Why a method is not among them, as far as it is the buyer's to know, and what to do about it.
fn reason(option: &PaymentOption<'_>) -> Markup {
    let Some(status) = &option.status else {
        return html! {};
    };
    let name = &option.method.name;
    html! {
        @match status {
            BuyerStatus::Offered(_) | BuyerStatus::NotOffered => {}
            BuyerStatus::NotApplied => {
                p.hint {
                    "会社のお支払いに便利な後払い「" (name) "」は、"
                    a href="/kakebarai" { "取引先登録" } "をするとご利用いただけます。"
                }
            }
            _ => {
                p.hint role="status" {
                    (option.unavailable_reason().unwrap_or_default())
                    @match status {
                        BuyerStatus::Screened => { a href="/kakebarai" { "審査の状況を確認する" } }
                        BuyerStatus::Incomplete => { a href="/kakebarai" { "お申し込みの内容を確認する" } }
                        BuyerStatus::Rejected | BuyerStatus::Stopped => { a href="/kakebarai" { "審査とご利用の状況を確認する" } }
                        BuyerStatus::NotInTheGroup => { "お店へお問い合わせください。" }
                        _ => { "しばらくしてから、この画面を開き直してください。" }
                    }
                }
            }
        }
    }
}

/// The 利用状況 of a buyer who may buy.
pub(crate) const USABLE: &str = "利用可";

/// 利用状況, 利用限度額, 利用金額, and the available amount of a buyer who may buy.
pub(crate) fn credit_summary(usage: &CreditStatus) -> Markup {
    html! {
        dl.properties.usage {
            dt { "利用状況" } dd { (usage.usability) }
            dt { "利用限度額" } dd { (yen(usage.credit_limit)) }
            dt { "利用金額" } dd { (yen(usage.used_amount)) }
            @if usage.usability == USABLE {
                dt { "ご利用可能額" } dd { (yen(usage.available())) }
            }
        }
    }
}
