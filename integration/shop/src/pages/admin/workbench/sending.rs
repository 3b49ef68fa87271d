//! Sends a trial to the test environment, and shows the answer. Nothing of it ever goes to 本番.

use jiff::civil::Date;
use maud::{Markup, html};

use kakebarai::{
    billing::{BillingTerms, names},
    client::{CancelPayment, Error, LineItem, Processed, RegisterPayment},
    gateway::RequestKind,
};

use super::TAXES;
use crate::{
    Shop,
    format::yen,
    forms::{self, Notice, Posted},
    pages::admin::simulator,
    payments::NotConnected,
    security::key,
    visit::Visit,
    workbench::{AddonRequest, Basket, Comparison},
};

/// The buyers that every test environment has (documented).
pub(super) const TEST_BUYERS: [&str; 4] = ["1111", "2222", "3333", "4444"];

/// The prefix of the numbers of trials.
const PREFIX: &str = "QA";

/// Where the numbers of what the add-on would send begin.
const FIRST_OF_ADDON: usize = 50;

/// Why nothing is sent.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotSendable {
    #[error(transparent)]
    NotConnected(#[from] NotConnected),
    #[error(
        "接続先が本番環境のため、試しの送信はしません。支払方法の詳細設定で「テスト環境」を選んでください。"
    )]
    Production,
}

/// Whether there is a test environment to send to.
pub(super) fn environment(shop: &Shop, visit: &Visit) -> Result<(), NotSendable> {
    let payments = &shop.0.payments;
    if !payments.environment(&visit.settings).is_test() {
        return Err(NotSendable::Production);
    }
    payments.connect(&visit.settings)?;
    Ok(())
}

/// The prefix of the order numbers of one page: sending a page twice sends the same number, which is taken.
pub(super) struct Series(String);

impl Series {
    pub(super) fn fresh() -> String {
        key::fresh().chars().take(8).collect()
    }

    fn of(form: &Posted) -> Self {
        let given = form.get("series");
        let is_one = given.len() == 8 && given.bytes().all(|byte| byte.is_ascii_hexdigit());
        Self(if is_one {
            given.to_owned()
        } else {
            Self::fresh()
        })
    }

    fn number(&self, place: usize) -> String {
        format!("{PREFIX}{}-{place:02}", self.0)
    }
}

/// The request of the button that was pressed; `None` if it was another one.
pub(super) fn chosen(
    form: &Posted,
    basket: &Basket,
    comparison: &Comparison,
    terms: &BillingTerms,
    date: Date,
) -> Option<RegisterPayment> {
    let series = Series::of(form);
    let buyer = TEST_BUYERS
        .iter()
        .find(|buyer| **buyer == form.get("buyer"));
    let buyer = buyer.unwrap_or(&TEST_BUYERS[0]);
    if form.has("send") {
        let word = form.get("send");
        let place = comparison
            .rows
            .iter()
            .position(|row| row.combination.word() == word)?;
        let row = &comparison.rows[place];
        let statement = row.billed.as_ref().ok()?;
        let number = series.number(place);
        let (order, terms) = row.combination.billing(basket, terms, &number, date);
        return Some(statement.request(&order, buyer, &terms.cart_code));
    }
    let place: usize = form.get("send-addon").parse().ok()?;
    let (.., request) = comparison.addon.get(place)?;
    addon(
        request,
        basket,
        &series.number(FIRST_OF_ADDON + place),
        buyer,
        date,
    )
}

/// The request that the add-on would send; `None` if it cannot be sent.
fn addon(
    request: &AddonRequest,
    basket: &Basket,
    number: &str,
    buyer: &str,
    date: Date,
) -> Option<RegisterPayment> {
    if !request.is_sendable() {
        return None;
    }
    let price = u32::try_from(request.price).ok()?;
    let tax = u32::try_from(request.tax).ok()?;
    let lines = request.lines.iter().map(|line| {
        let fitted = names::fit(&line.name);
        let name = if fitted.replaced.is_empty() {
            fitted.text
        } else {
            line.name.clone()
        };
        let price = i32::try_from(line.price).ok()?;
        let sent = LineItem::new(name, price, i32::try_from(line.tax).ok()?).code(&line.code);
        Some(match line.item.and_then(|place| basket.lines.get(place)) {
            Some(item) => sent.pieces(item.quantity, item.unit_price),
            None => sent,
        })
    });
    let lines: Vec<LineItem> = lines.collect::<Option<_>>()?;
    let request = RegisterPayment::new(date, number, buyer, price, tax);
    Some(request.lines(lines).cart_code("cscart"))
}

/// Sends a request, and says what came of it. `kept` is what the page's forms carry on.
pub(super) async fn send(
    shop: &Shop,
    visit: &Visit,
    request: &RegisterPayment,
    kept: &Markup,
) -> Markup {
    let answer = match connected(shop, visit) {
        Err(why) => return html! { (Notice::warning(why.to_string())) },
        Ok(client) => client.register_payment(request).await.map(drop),
    };
    let number = &request.order_number;
    let (notice, may_be_there) = match &answer {
        Ok(()) => (
            Notice::done(format!(
                "受注{number}は、テスト環境に受け付けられました（決済登録）。"
            )),
            true,
        ),
        Err(Error::Refused(code)) => (
            Notice::warning(format!(
                "受注{number}は、テスト環境に断られました：{}",
                code.shown_to_operator()
            )),
            answer
                .as_ref()
                .is_err_and(|error| error.processed() == Processed::Unknown),
        ),
        Err(error) if error.processed() == Processed::No => (
            Notice::warning(
                "テスト環境に接続できず、送信していません。しばらくしてからもう一度お試しください。",
            ),
            false,
        ),
        Err(_) => (
            Notice::warning(format!(
                "受注{number}の正しい応答がありませんでした。テスト環境に登録された可能性があります。"
            )),
            true,
        ),
    };
    let total = i64::from(request.price) + i64::from(request.tax);
    html! {
        (notice)
        section.card {
            h2 { "送信した内容" }
            dl.properties {
                dt { "受注番号" } dd { (number) }
                dt { "取引先" } dd { (request.buyer_id) }
                dt { "決済金額" } dd { (yen(request.price.into())) }
                dt { "消費税" } dd { (yen(request.tax.into())) }
                dt { "請求額" } dd { (yen(total)) }
                dt { "明細" } dd { (request.lines.len()) "件" }
            }
            (simulator::line(shop, visit, number, Some(RequestKind::Settlement)))
            @if may_be_there {
                p.hint { "取引先の利用金額に含まれます。試しの決済は、ここで取り消せます。" }
                (forms::form(&visit.form_token, TAXES, &html! {
                    (kept)
                    input type="hidden" name="number" value=(number);
                    input type="hidden" name="buyer" value=(request.buyer_id);
                    button.button type="submit" name="action" value="cancel" { "この決済を取り消す" }
                }))
            }
        }
    }
}

/// Cancels what was sent from here, and says what came of it.
pub(super) async fn cancel(shop: &Shop, visit: &Visit, form: &Posted) -> Markup {
    let number = form.get("number");
    let notice = match connected(shop, visit) {
        Err(why) => Notice::warning(why.to_string()),
        Ok(_) if !is_trial(number) => {
            Notice::warning("このページから送信した受注だけを取り消せます。")
        }
        Ok(client) => {
            let request = CancelPayment::new(number, form.get("buyer"));
            match client.cancel_payment(&request).await {
                Ok(_) => Notice::done(format!("受注{number}の決済を取り消しました。")),
                Err(Error::Refused(code)) => Notice::warning(format!(
                    "受注{number}の決済を取り消せません：{}",
                    code.shown_to_operator()
                )),
                Err(_) => Notice::warning(format!(
                    "受注{number}の取消の正しい応答がありませんでした。もう一度お試しください。"
                )),
            }
        }
    };
    html! { (notice) }
}

/// Whether a number is one of a trial: no order of the shop is ever cancelled here.
fn is_trial(number: &str) -> bool {
    number.strip_prefix(PREFIX).is_some_and(|rest| {
        let (series, place) = rest.split_once('-').unwrap_or_default();
        series.len() == 8
            && series.bytes().all(|byte| byte.is_ascii_hexdigit())
            && place.parse::<u8>().is_ok()
    })
}

fn connected(shop: &Shop, visit: &Visit) -> Result<kakebarai::Client, NotSendable> {
    environment(shop, visit)?;
    let connection = shop.0.payments.connect(&visit.settings)?;
    Ok(connection.gateway.client().clone())
}
