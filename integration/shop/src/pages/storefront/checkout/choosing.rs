//! 注文手続き: お届け先, 配送方法, お支払い方法.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use super::{cart, recipient_of, standing, steps, why_not};
use kakebarai::buyers::{application::conversion, eligibility::CreditStatus, postal_codes};

use crate::{
    Shop,
    billing::{fee_text, method_of},
    error::PageError,
    extract::{Customer, Form},
    format::yen,
    forms::{self, Choice, Errors, Field},
    pages::{layout, storefront::addresses::look_up},
    payments::BuyerStatus,
    redirection::redirect,
    security::key::fresh,
    store::{CartItem, Choices, Owner, Payment, Recipient, ShippingMethod, User},
    visit::Visit,
};

/// The page.
pub(crate) async fn show(
    State(shop): State<Shop>,
    visit: Visit,
    Customer(user): Customer,
) -> Result<Response, PageError> {
    if let Err(not_yet) = cart(&shop, &user).await? {
        return Ok(not_yet.go(&shop, &visit));
    }
    let choices = match shop.0.store.checkout(user.id).await? {
        Some((_, choices)) => choices,
        None => Choices {
            recipient: recipient_of(&user),
            shipping: None,
            payment: None,
        },
    };
    let page = page(&shop, &visit, &user, &choices, &Errors::default()).await?;
    Ok(page.into_response())
}

/// 注文内容を確認する and 住所を検索.
pub(crate) async fn choose(
    State(shop): State<Shop>,
    visit: Visit,
    Customer(user): Customer,
    form: Form,
) -> Result<Response, PageError> {
    let text = |name: &str| form.get(name).to_owned();
    let mut choices = Choices {
        recipient: Recipient {
            company: text("company"),
            name: text("name"),
            postal_code: text("postal_code"),
            address: text("address"),
            telephone: text("telephone"),
        },
        shipping: form.get("shipping").parse().ok(),
        payment: Payment::of(form.get("payment")),
    };
    let mut errors = Errors::default();
    if form.get("action").starts_with("look-up") {
        let recipient = &mut choices.recipient;
        let code = recipient.postal_code.clone();
        let fields = ["postal_code", "address"];
        look_up(&code, &mut recipient.address, fields, &mut errors);
        let page = page(&shop, &visit, &user, &choices, &errors).await?;
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
    let why = match choices.payment {
        None => Some(String::new()),
        // Nobody else has to be asked.
        Some(Payment::Transfer) => None,
        Some(Payment::Kakebarai) => {
            let standing = standing(&shop, &visit, &user).await?;
            why_not(&standing, &visit.settings.method.name)
        }
    };
    if let Some(why) = why {
        choices.payment = None;
        errors.add(
            "payment",
            "お支払い方法",
            format!("{why}選択してください。"),
        );
    }
    if !errors.is_empty() {
        let page = page(&shop, &visit, &user, &choices, &errors).await?;
        return Ok(page.into_response());
    }
    // Another choice is another order.
    let store = &shop.0.store;
    store.save_checkout(user.id, &fresh(), &choices).await?;
    Ok(redirect("/checkout/confirm"))
}

fn check(recipient: &Recipient, errors: &mut Errors) {
    errors.require("name", "お名前", &recipient.name);
    let code = conversion::postal_code(&recipient.postal_code);
    if postal_codes::place(&code).is_none() {
        let message = "実在する7桁の郵便番号を入力してください。";
        errors.add("postal_code", "郵便番号", message);
    }
    errors.require("address", "住所", &recipient.address);
    errors.require("telephone", "電話番号", &recipient.telephone);
    for (field, label, value) in [
        ("company", "会社名", &recipient.company),
        ("name", "お名前", &recipient.name),
        ("address", "住所", &recipient.address),
        ("telephone", "電話番号", &recipient.telephone),
    ] {
        if value.chars().count() > 100 {
            errors.add(field, label, "100文字以内で入力してください。");
        }
    }
}

async fn page(
    shop: &Shop,
    visit: &Visit,
    user: &User,
    choices: &Choices,
    errors: &Errors,
) -> Result<Markup, PageError> {
    let methods = shop.0.store.shipping_methods().await?;
    let standing = standing(shop, visit, user).await?;
    let has_applied = shop
        .0
        .payments
        .buyer_id(user, &visit.settings)
        .await?
        .is_some();
    let invites = visit.settings.installed && visit.settings.method.enabled && !has_applied;
    let shipping = choices
        .shipping
        .map(|id| id.to_string())
        .unwrap_or_default();
    let payment = choices.payment.map_or("", Payment::word);
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
            (Field::radios("payment", "お支払い方法", payments(visit, &standing))
                .value(payment).required().plain().errors(errors))
            @if let BuyerStatus::Silent | BuyerStatus::Screened = standing {
                p.hint role="status" {
                    (why_not(&standing, &visit.settings.method.name).unwrap_or_default())
                    @if standing == BuyerStatus::Screened {
                        a href="/kakebarai" { "審査の状況を確認する" }
                    } @else {
                        "しばらくしてから、この画面を開き直してください。"
                    }
                }
            }
            @if invites {
                p.hint {
                    "会社のお支払いに便利な後払い「" (visit.settings.method.name) "」は、"
                    a href="/kakebarai" { "取引先登録" } "をするとご利用いただけます。"
                }
            }
        }
        p.actions {
            a.button href="/cart" { "カートに戻る" }
            button.button.primary type="submit" { "注文内容を確認する" }
        }
    };
    let items = shop.0.store.cart(&Owner::User(user.id)).await?;
    let content = html! {
        (steps(0))
        (errors)
        div.with-aside {
            (forms::form(&visit.form_token, "/checkout", &fields))
            aside { (goods(&items)) }
        }
    };
    Ok(layout::page(visit, "注文手続き", &content))
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
        p { "送料 " strong { (yen(method.price)) } }
    })
}

fn payments(visit: &Visit, standing: &BuyerStatus) -> Vec<Choice> {
    let method = &visit.settings.method;
    let mut choices = Vec::new();
    if let BuyerStatus::Offered(usage) = standing {
        choices.push(
            Choice::new(Payment::Kakebarai.word(), &method.name).note(html! {
                @if !method.icon.is_empty() { img.method src=(method.icon) alt=""; }
                @if !method.description.is_empty() { p { (method.description) } }
                (usage_facts(usage))
                @if let Some(fee) = fee_text(method.terms.fee) {
                    p { (method.terms.fee_name()) " " strong { (fee) } }
                }
                @if !method.instructions.is_empty() { p { (method.instructions) } }
            }),
        );
    }
    let transfer = method_of(Payment::Transfer, &visit.settings);
    choices.push(
        Choice::new(Payment::Transfer.word(), transfer.name).note(html! {
            p {
                @if visit.settings.account.is_empty() {
                    "ご注文のあとに、お店からお振込先をご連絡します。7日以内にお振り込みください。"
                } @else {
                    "ご注文のあとに表示する口座へ、7日以内にお振り込みください。"
                }
                "入金を確認してから発送します。"
            }
        }),
    );
    choices
}

/// 利用状況, 利用限度額, 利用金額, and what is left.
pub(crate) fn usage_facts(usage: &CreditStatus) -> Markup {
    html! {
        dl.facts.usage {
            dt { "利用状況" } dd { (usage.usability) }
            dt { "利用限度額" } dd { (yen(usage.credit_limit)) }
            dt { "利用金額" } dd { (yen(usage.used_amount)) }
            dt { "ご利用可能額" } dd { (yen(usage.available())) }
        }
    }
}
