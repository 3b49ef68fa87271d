//! The evidence of a finding: the requests as received, the answers as sent, the provider's books.

use maud::{Markup, html};

use crate::{
    judging::report::{PaymentShown, RequestShown, RowReport},
    reports::{
        finding::{carried_out, request_title},
        wording::yen,
    },
};

/// The requests of a case that are shown; the others are in `conformance.json`.
const REQUESTS: usize = 10;

pub(super) fn show(row: &RowReport) -> Markup {
    let has_books = row
        .books_before
        .as_ref()
        .is_some_and(|before| !before.is_empty())
        || !row.books.is_empty();
    let is_empty =
        row.order_number.is_none() && row.answer.is_none() && row.requests.is_empty() && !has_books;
    html! {
        @if !is_empty {
            dt { "証拠" }
            dd {
                @if let Some(number) = &row.order_number { p { "受注番号 " code { (number) } } }
                @if !row.requests.is_empty() {
                    details {
                        summary { "届いた要求と応答（" (row.requests.len()) "件）" }
                        @for one in row.requests.iter().take(REQUESTS) { (request(one)) }
                        @if row.requests.len() > REQUESTS {
                            p class="quiet" { "ほか" (row.requests.len() - REQUESTS) "件は conformance.json にあります。" }
                        }
                    }
                }
                @if let Some(answer) = &row.answer {
                    details { summary { "アダプターの答え" } pre { (answer) } }
                }
                @if has_books {
                    details {
                        summary { "ヤマトの帳簿" }
                        @if let Some(before) = &row.books_before { (books("最後の操作の直前", before)) }
                        (books("終わり", &row.books))
                    }
                }
            }
        }
    }
}

fn request(request: &RequestShown) -> Markup {
    html! {
        section class="request" aria-label=(request_title(request)) {
            p class="title" {
                strong { "要求" (request.number) " " (request.api) " " (request.api_name) } " "
                span class="tag" { (request.outcome) } " "
                span class="tag" { (carried_out(request)) } " "
                small { (request.at) }
            }
            @if let Some(fault) = &request.fault { p { "検査の仕掛け：" (fault) } }
            @if !request.broken_rules.is_empty() {
                p { "ヤマトの規則に反するところ" }
                ul { @for rule in &request.broken_rules { li { (rule) } } }
            }
            div class="two" {
                (pairs("届いた要求", None, &request.received))
                (pairs("返した応答", Some(&request.outcome), &request.answered))
            }
            details { summary { "curl で繰り返す" } pre { (request.curl) } }
        }
    }
}

/// Fields or elements, after the outcome of the request.
fn pairs(name: &str, outcome: Option<&str>, pairs: &[(String, String)]) -> Markup {
    html! {
        table class="pairs" {
            caption { (name) }
            tbody {
                @if let Some(outcome) = outcome { tr { th scope="row" { "結果" } td { (outcome) } } }
                @else if pairs.is_empty() { tr { td { "なし" } } }
                @for (field, value) in pairs { tr { th scope="row" { (field) } td { (value) } } }
            }
        }
    }
}

fn books(when: &str, books: &[PaymentShown]) -> Markup {
    html! {
        @if books.is_empty() { p class="quiet" { (when) "：決済はありません" } }
        @else {
            div class="scroll" role="region" tabindex="0" aria-label=(when) {
                table class="books" {
                    caption { (when) "（" (books.len()) "件）" }
                    thead { tr { th { "受注番号" } th { "取引先" } th class="number" { "請求額" } th { "状態" } th { "送り状番号" } } }
                    tbody {
                        @for payment in books {
                            tr {
                                td { (payment.order_number) }
                                td { (payment.buyer_id) }
                                td class="number" { (yen(payment.total)) }
                                td { (payment.state) }
                                td { (payment.slip_number.as_deref().unwrap_or("–")) }
                            }
                        }
                    }
                }
            }
        }
    }
}
