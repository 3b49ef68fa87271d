//! 審査状況, and 利用状況 of who may buy.

use maud::{Markup, html};

use super::{PATH, TITLE};
use kakebarai::{
    buyers::{ScreeningStatus, eligibility::CreditStatus},
    client::Judgement,
};

use crate::{
    pages::{layout, storefront::checkout::choosing::usage_facts},
    payments::{Connection, PATIENCE},
    visit::Visit,
};

/// The page.
pub(super) async fn page(
    visit: &Visit,
    connection: &Connection,
    buyer: Option<&str>,
    status: &ScreeningStatus,
    may_apply: bool,
) -> Markup {
    let usage = match buyer {
        Some(buyer) if is_accepted(status) => usage(connection, buyer).await,
        _ => None,
    };
    let content = html! {
        section.card {
            h2 { "審査状況" }
            p.judgement { span class={ "badge large " (tone(status)) } { (status.shown_to_buyer()) } }
            @if let Some(buyer) = buyer {
                dl.facts { dt { "取引先ID" } dd { code { (buyer) } } }
            }
            @let words = explanation(status, may_apply);
            @if !words.is_empty() { p { (words) } }
            p.actions {
                @if may_apply {
                    a.button.primary href={ (PATH) "?again=1" } { "もう一度申し込む" }
                } @else {
                    a.button href=(PATH) { "最新の状況を確認する" }
                }
            }
        }
        @if let Some(usage) = usage {
            section.card {
                h2 { "ご利用状況" }
                (usage_facts(&usage))
            }
        }
    };
    layout::page(visit, TITLE, &content)
}

async fn usage(connection: &Connection, buyer: &str) -> Option<CreditStatus> {
    let asked = connection.checkout.credit_status(buyer);
    tokio::time::timeout(PATIENCE, asked).await.ok()?.ok()
}

fn is_accepted(status: &ScreeningStatus) -> bool {
    matches!(
        status,
        ScreeningStatus::Judged(Judgement::Approved | Judgement::LimitChanged)
    ) || matches!(status, ScreeningStatus::NoLongerAsked { .. }) && !status.may_apply_again()
}

fn tone(status: &ScreeningStatus) -> &'static str {
    match status {
        ScreeningStatus::Judged(Judgement::Approved | Judgement::LimitChanged)
        | ScreeningStatus::NoLongerAsked {
            is_usable: true, ..
        } => "good",
        ScreeningStatus::Judged(
            Judgement::Rejected | Judgement::Cancelled | Judgement::Incomplete,
        )
        | ScreeningStatus::NoLongerAsked {
            is_usable: false, ..
        } => "bad",
        _ => "attention",
    }
}

fn explanation(status: &ScreeningStatus, may_apply: bool) -> &'static str {
    match status {
        _ if status.may_apply_again() && !may_apply => {
            "テスト用の取引先のため、この画面からは申し込めません。"
        }
        ScreeningStatus::Judged(Judgement::Pending) => {
            "審査をしています。結果が出るまで、5分から2営業日ほどかかります。"
        }
        ScreeningStatus::Judged(Judgement::Approved | Judgement::LimitChanged) => {
            "クロネコ掛け払いの審査が完了しました。"
        }
        ScreeningStatus::Judged(Judgement::Rejected | Judgement::Cancelled) => {
            "恐れ入りますが、クロネコ掛け払いはご利用いただけません。"
        }
        _ => "",
    }
}
