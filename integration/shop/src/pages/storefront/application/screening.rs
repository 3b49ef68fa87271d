//! 審査状況, and the 利用状況 of accepted buyers.

use maud::{Markup, html};
use tokio::time::Instant;

use super::{PATH, TITLE};
use kakebarai::{
    buyers::{ScreeningStatus, eligibility::CreditStatus},
    client::Judgement,
};

use crate::{
    pages::{
        layout,
        storefront::checkout::choosing::{USABLE, credit_summary},
    },
    payments::Connection,
    visit::Visit,
};

/// The status of a user who has applied.
pub(super) struct ScreeningPage<'a> {
    /// 取引先ID.
    pub(super) buyer: Option<&'a str>,
    pub(super) status: &'a ScreeningStatus,
    pub(super) may_apply: bool,
    /// Whether the shop lets the customer use it, by the customer's groups.
    pub(super) in_the_group: bool,
    /// Whether the page reloads by itself.
    pub(super) is_refreshed: bool,
}

/// The page that reloads by itself.
const REFRESHED: &str = "/kakebarai?refresh=1";

impl ScreeningPage<'_> {
    /// The page.
    pub(super) async fn page(
        &self,
        visit: &Visit,
        connection: &Connection,
        until: Instant,
    ) -> Markup {
        let usage = match self.buyer {
            Some(buyer) if self.is_accepted() => Some(usage(connection, buyer, until).await),
            _ => None,
        };
        let is_usable = !matches!(&usage, Some(Some(usage)) if usage.usability != USABLE);
        let (badge, tone) = self.judgement();
        let words = self.explanation(is_usable);
        let content = html! {
            section.card {
                h2 { "審査状況" }
                p.judgement { span class={ "badge large " (tone) } { (badge) } }
                @if let Some(buyer) = self.buyer {
                    dl.properties { dt { "取引先ID" } dd { code { (buyer) } } }
                }
                @if !words.is_empty() { p { (words) } }
                (self.actions())
            }
            @if let Some(usage) = usage {
                section.card {
                    h2 { "ご利用状況" }
                    @match usage {
                        Some(usage) => { (credit_summary(&usage)) }
                        None => { p { "ただいまご利用状況を確認できません。しばらくしてから、もう一度この画面を開いてください。" } }
                    }
                    @if !self.in_the_group {
                        p.warning { "注文手続きで選べるようになるには、お店での手続きが必要です。お店へお問い合わせください。" }
                    }
                }
            }
        };
        layout::page(visit, TITLE, &content)
    }

    fn actions(&self) -> Markup {
        let is_rejected = self.tone() == "bad" && !self.is(&Judgement::Incomplete);
        html! {
            p.actions {
                @if self.may_apply && !is_rejected {
                    a.button.primary href={ (PATH) "?again=1" } { "もう一度申し込む" }
                } @else {
                    a.button href=(PATH) { "最新の状況を確認する" }
                }
                @if self.may_apply && is_rejected {
                    a.button href={ (PATH) "?again=1" } { "もう一度申し込む" }
                }
                @if self.is_pending() && !self.is_refreshed {
                    a.button href=(REFRESHED) { "結果が出るまで自動で確認する" }
                }
            }
            @if self.is_pending() && self.is_refreshed {
                p.hint role="status" { "この画面は、30秒ごとに新しくなります。止めるときは「最新の状況を確認する」を押してください。" }
            }
        }
    }

    fn is(&self, judgement: &Judgement) -> bool {
        matches!(self.status, ScreeningStatus::Judged(known) if known == judgement)
    }

    /// 審査中.
    pub(super) fn is_pending(&self) -> bool {
        self.is(&Judgement::Pending) || *self.status == ScreeningStatus::BeingSent
    }

    fn is_accepted(&self) -> bool {
        let status = self.status;
        self.is(&Judgement::Approved)
            || self.is(&Judgement::LimitChanged)
            || matches!(status, ScreeningStatus::NoLongerAsked { .. }) && !status.may_apply_again()
    }

    /// In a word, and how it is coloured.
    fn judgement(&self) -> (String, &'static str) {
        let word = match self.status {
            ScreeningStatus::Judged(Judgement::Incomplete) => "申込不備".to_owned(),
            // A user who cannot apply is not asked to.
            ScreeningStatus::NeverArrived if !self.may_apply => "登録がありません".to_owned(),
            other => other.shown_to_buyer(),
        };
        (word, self.tone())
    }

    fn tone(&self) -> &'static str {
        match self.status {
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

    fn explanation(&self, is_usable: bool) -> &'static str {
        let status = self.status;
        match status {
            ScreeningStatus::Judged(Judgement::Incomplete) if self.may_apply => {
                "お申し込み内容に不備がありました。前回の内容が入った画面で直して、もう一度お申し込みください。"
            }
            ScreeningStatus::Judged(Judgement::Incomplete) => {
                "お申し込み内容に不備がありました。テスト用の取引先のため、この画面からは申し込めません。"
            }
            ScreeningStatus::NeverArrived if !self.may_apply => {
                "クロネコ掛け払いのテスト環境に、この取引先がありません。テスト用の取引先のため、この画面からは申し込めません。"
            }
            _ if status.may_apply_again() && !self.may_apply => {
                "テスト用の取引先のため、この画面からは申し込めません。"
            }
            ScreeningStatus::Judged(Judgement::Pending) => {
                "審査をしています。結果が出るまで、5分から2営業日ほどかかります。"
            }
            ScreeningStatus::Judged(Judgement::Approved | Judgement::LimitChanged)
                if !is_usable =>
            {
                "審査は完了していますが、ただいまご利用いただけません。詳しくは、ヤマトクレジットファイナンス株式会社へお問い合わせください。"
            }
            ScreeningStatus::Judged(Judgement::Approved | Judgement::LimitChanged) => {
                "クロネコ掛け払いの審査が完了しました。"
            }
            ScreeningStatus::Judged(Judgement::Rejected | Judgement::Cancelled) => {
                "恐れ入りますが、クロネコ掛け払いはご利用いただけません。"
            }
            ScreeningStatus::NoLongerAsked {
                is_usable: false, ..
            } => {
                "お申し込みから60日を過ぎたため、審査の結果はこの画面では確認できません。ただいまご利用いただけません。詳しくは、ヤマトクレジットファイナンス株式会社へお問い合わせください。"
            }
            _ => "",
        }
    }
}

/// Returns `None` if the provider does not answer in time.
async fn usage(connection: &Connection, buyer: &str, until: Instant) -> Option<CreditStatus> {
    let asked = connection.checkout.credit_status(buyer);
    tokio::time::timeout_at(until, asked).await.ok()?.ok()
}
