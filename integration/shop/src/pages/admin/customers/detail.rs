//! お客様: one customer, and the status of クロネコ掛け払い.

use std::time::Duration;

use axum::extract::State;
use maud::{Markup, html};

use super::{super::simulator, tabs, user};
use kakebarai::buyers::{
    eligibility::{Customer, Offer},
    test_buyer,
};

use crate::{
    Shop,
    error::PageError,
    extract::Path,
    format,
    pages::layout,
    store::{Owner, User},
    visit::Visit,
};

/// How long a page waits for クロネコ掛け払い; an order would wait longer.
const PATIENCE: Duration = Duration::from_secs(5);

/// 基本情報.
pub(crate) async fn show(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
) -> Result<Markup, PageError> {
    let store = &shop.0.store;
    let user = user(&shop, &id).await?;
    let pieces = store.count_cart(&Owner::User(user.id)).await?;
    let profile = &user.profile;
    let orders: String = form_urlencoded::byte_serialize(user.email.as_bytes()).collect();
    let content = html! {
        p.lead { (user.name()) "（" (user.email) "）" }
        (tabs(&visit, &user))
        div.two {
            section.card {
                h2 { "お客様情報" }
                dl.properties {
                    dt { "会員ID" } dd { (user.id) }
                    dt { "メールアドレス" } dd { (user.email) }
                    @if !profile.company.is_empty() { dt { "会社名" } dd { (profile.company) } }
                    dt { "氏名" }
                    dd {
                        (user.full_name())
                        @if !profile.family_name_kana.is_empty() || !profile.given_name_kana.is_empty() {
                            br; small { (profile.family_name_kana) " " (profile.given_name_kana) }
                        }
                    }
                    dt { "住所" } dd { "〒" (format::postal_code(&profile.postal_code)) br; (profile.address) }
                    dt { "電話番号" } dd { (profile.telephone) }
                    dt { "登録日時" } dd { (format::moment(user.created_at)) }
                }
                p { a href={ "/admin/orders?q=" (orders) } { "このお客様の注文" } }
                @if pieces > 0 {
                    p { a href={ "/admin/customers/" (user.id) "/cart" } { "カート（" (pieces) "点）の送信内容の確認" } }
                }
            }
            (kakebarai(&shop, &visit, &user).await?)
        }
        p { a href="/admin/customers" { "お客様の一覧へ戻る" } }
    };
    Ok(layout::admin_page(&visit, "お客様の詳細", &content))
}

/// The status of クロネコ掛け払い for a customer, for an operator whom the customer calls.
async fn kakebarai(shop: &Shop, visit: &Visit, user: &User) -> Result<Markup, PageError> {
    let payments = &shop.0.payments;
    let settings = &visit.settings;
    let connection = match payments.connect(settings) {
        Ok(connection) => connection,
        Err(why) => return Ok(card(&html! { p { (why) } })),
    };
    let test = test_buyer(&user.email, &payments.environment(settings));
    let applied = payments
        .ledger()
        .application(connection.gateway.account(), user.id)
        .await?;
    let customer = Customer::new(
        payments.buyer_id(user, settings).await?,
        shop.0.store.memberships(user.id).await?,
    );
    let screening = async {
        match test {
            Some(buyer) => Ok(connection.gateway.screening_of(buyer).await),
            None => connection.gateway.screening(user.id).await,
        }
    };
    let rules = settings.kakebarai.rules(&settings.addon);
    let offer = connection.checkout.offer(Some(&customer), &rules);
    let asked = async { tokio::join!(screening, offer) };
    let Ok((screening, offer)) = tokio::time::timeout(PATIENCE, asked).await else {
        return Ok(card(&html! {
            p.warning { "クロネコ掛け払いから応答がありません。しばらくしてから、もう一度開いてください。" }
        }));
    };
    let screening = screening?.shown_to_operator();
    let buyer = test.map(str::to_owned);
    let buyer = buyer.or_else(|| applied.as_ref().map(|applied| applied.buyer_id.clone()));
    Ok(card(&html! {
        dl.properties {
            dt { "取引先ID" }
            dd {
                @match &buyer {
                    Some(buyer) => {
                        (buyer) @if test.is_some() { " " span.badge { "テスト取引先" } }
                        (simulator::line(shop, visit, buyer, None))
                    }
                    None => { "なし" }
                }
            }
            @if let Some(applied) = applied.filter(|_| test.is_none()) {
                dt { "申込日時" } dd { (format::moment(applied.applied_at)) }
                @if !applied.error_code.is_empty() { dt { "エラーコード" } dd { (applied.error_code) } }
            }
            dt { "審査状況" } dd { (screening) }
            dt { "注文手続き" }
            dd {
                @match &offer {
                    Offer::Offered(_) => { span.badge.good { "選べます" } }
                    Offer::NotOffered(reason) => { span.badge.attention { "選べません" } br; (reason) }
                    _ => { span.badge.attention { "選べません" } }
                }
            }
            @if let Offer::Offered(notice) = &offer {
                dt { "利用状況" } dd { (notice.usability) }
                dt { "利用限度額" } dd { (format::yen(notice.credit_limit)) }
                dt { "利用金額" } dd { (format::yen(notice.used_amount)) }
            }
        }
    }))
}

fn card(content: &Markup) -> Markup {
    html! { section.card { h2 { "クロネコ掛け払い" } (content) } }
}
