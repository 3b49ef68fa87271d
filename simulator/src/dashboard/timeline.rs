//! The time line: every change of the books, with a button to go back; and snapshots: makes, restores and deletes them.

use std::sync::Arc;

use maud::{Markup, html};

use super::{
    format::yen,
    format::{encoded, short},
    fragment::Page,
    language::Language,
    query::View,
    terms,
};
use crate::{
    books::{
        change::{Cause, Change, Origin},
        values::with_commas,
    },
    clock::in_japan,
    merchant::timeline::Recorded,
};

/// Changes per page.
const MOST: usize = 100;

/// A snapshot in the list.
struct ListedSnapshot {
    name: String,
    saved_at: String,
    buyers: usize,
    orders: usize,
}

pub(super) fn show(page: &Page<'_>) -> Option<Markup> {
    let before = page.query.filter.before().unwrap_or(u64::MAX);
    let (changes, first, last, snapshots) = {
        let state = page.merchant.as_ref()?.state();
        let timeline = state.timeline();
        let (first, last) = (timeline.complete_from(), state.books().change_count());
        let end = before.min(last + 1);
        let start = end.saturating_sub(MOST as u64).max(first);
        let length = usize::try_from(end.saturating_sub(start)).unwrap_or(0);
        let mut changes: Vec<Arc<Recorded>> = timeline.from(start).take(length).cloned().collect();
        changes.reverse();
        let snapshots = state
            .snapshots()
            .iter()
            .map(|(name, snapshot)| ListedSnapshot {
                name: name.clone(),
                saved_at: in_japan(snapshot.saved_at),
                buyers: snapshot.books.buyers().len(),
                orders: snapshot.books.payment_count(),
            });
        (changes, first, last, snapshots.collect::<Vec<_>>())
    };
    let lang = page.lang;
    let link = page.query.link(View::Timeline, lang);
    let oldest = changes.last().map_or(first, |recorded| recorded.number);
    Some(html! {
        h1 { (View::Timeline.name(lang)) }
        (saved(page, &snapshots))
        section class="panel" {
            h2 { (lang.say("経過", "Changes")) }
            p class="quiet" { (lang.say("帳簿と時計を、その変更の直後に戻します。戻したことも経過に加わるため、いつでも元に戻せます。障害と審査の設定は変わりません。",
                "Books and clock go back to where they were after a change. Going back is a change, too, and can be undone in the same way. Faults and screening stay as they are.")) }
            @if last > first && before == u64::MAX {
                p { button type="button" data-act=(page.act("POST", &format!("/changes/{}/restore", last - 1)))
                    data-confirm=(lang.say("最後の変更を元に戻します。よろしいですか。", "The last change will be undone. Go on?")) { (lang.say("最後の変更を元に戻す", "Undo the last change")) } }
            }
            @if changes.is_empty() { p class="quiet" { (lang.say("経過は残っていません（設定 kept_changes）。", "None is kept (kept_changes).")) } }
            ol class="events changes" {
                @for recorded in &changes { (change(page, recorded, last)) }
            }
            p class="pages" {
                @if before != u64::MAX { a class="button" href=(link) { (lang.say("最新のページへ", "Newest")) } }
                @if oldest > first { a class="button" rel="next" href={ (link) "&before=" (oldest) } { (lang.say("もっと古い100件", "The 100 before")) } }
            }
        }
    })
}

fn saved(page: &Page<'_>, snapshots: &[ListedSnapshot]) -> Markup {
    let lang = page.lang;
    html! {
        section class="panel" id="snapshots" {
            h2 { (lang.say("スナップショット", "Snapshots")) }
            p class="quiet" { (lang.say("帳簿・時計・審査・障害をまとめて保存し、後でそっくり戻せます。同じ名前で保存すると置き換わります。加盟店を初期化しても残ります。",
                "Books, clock, screening and faults are saved together and brought back later. A name that is there is replaced. A reset of the merchant leaves them.")) }
            form class="row" data-act=(page.act("POST", "/snapshots")) {
                label { span { (lang.say("名前", "Name")) } input type="text" name="name" required maxlength="64" autocomplete="off" placeholder=(lang.say("出荷前", "before-shipping")); }
                button type="submit" class="main" { (lang.say("いまの状態を保存する", "Save it as it is")) }
            }
            @if snapshots.is_empty() { p class="quiet" { (lang.say("まだありません。", "None yet.")) } }
            ul class="list" {
                @for snapshot in snapshots {
                    @let path = format!("/snapshots/{}", encoded(&snapshot.name));
                    li class="row" id=(format!("snapshot-{}", encoded(&snapshot.name))) {
                        span class="what" {
                            strong { (terms::spoken(lang, &snapshot.name)) } " "
                            span class="quiet" { time { (short(&snapshot.saved_at)) } (lang.say("・取引先 ", " · buyers ")) (snapshot.buyers) (lang.say("・注文 ", " · orders ")) (with_commas(snapshot.orders as u64)) }
                        }
                        button type="button" data-act=(page.act("POST", &format!("{path}/restore")))
                            data-confirm=(confirmation(lang, &snapshot.name, "」の状態に戻します。いまの状態は、保存していなければ経過からだけ戻せます。よろしいですか。", " is brought back. What is now can then be had from the time line alone, unless you save it. Go on?")) { (lang.say("この状態に戻す", "Bring it back")) }
                        button type="button" class="danger" data-act=(page.act("DELETE", &path))
                            data-confirm=(confirmation(lang, &snapshot.name, "」を削除します。よろしいですか。", " will be deleted. Go on?")) { (lang.say("削除", "Delete")) }
                    }
                }
            }
        }
    }
}

/// A question about a snapshot, whose name may be in any language, which a question cannot mark.
fn confirmation(lang: Language, name: &str, japanese: &str, english: &str) -> String {
    match lang {
        Language::Ja => format!("スナップショット「{name}{japanese}"),
        Language::En => format!("This snapshot{english}"),
    }
}

fn change(page: &Page<'_>, recorded: &Recorded, last: u64) -> Markup {
    let lang = page.lang;
    let number = recorded.number;
    html! {
        li id=(format!("change-{number}")) {
            span class="number" { (number) } " "
            time { (short(&in_japan(recorded.at))) } " "
            span class="what" { (text(lang, &recorded.change)) } " "
            span class="tag" { (cause(lang, recorded.cause)) }
            @if number < last {
                " " button type="button" data-act=(page.act("POST", &format!("/changes/{number}/restore")))
                    data-confirm=(lang.say("帳簿と時計を、この変更の直後に戻します。よろしいですか。", "Books and clock go back to where they were after this change. Go on?")) {
                    (lang.say("この直後に戻す", "Go back to here")) span class="hidden" { " " (number) }
                }
            }
        }
    }
}

const fn cause(lang: Language, cause: Cause) -> &'static str {
    match cause {
        Cause::Initial => lang.say("初期状態", "at the start"),
        Cause::Api => lang.say("API", "API"),
        Cause::Control => lang.say("この画面・制御アドレス", "this page, control"),
        Cause::Clock => lang.say("時計", "clock"),
    }
}

fn text(lang: Language, change: &Change) -> Markup {
    let buyer = |id: &str, what: Markup| html! { (lang.say("取引先 ", "Buyer ")) (id) (lang.say("：", ": ")) (what) };
    let order = |id: &str, what: Markup| html! { (lang.say("注文 ", "Order ")) (terms::spoken(lang, id)) (lang.say("：", ": ")) (what) };
    match change {
        Change::BuyerAdded(new) => buyer(&new.id, html! { (lang.say("追加", "added")) }),
        Change::BuyerApplied { buyer: new, .. } => buyer(
            &new.id,
            html! { (lang.say("取引先登録の申込み", "applied")) },
        ),
        Change::BuyerScreened {
            buyer: id,
            decision,
        } => buyer(id, terms::judgement(lang, decision.judgement)),
        Change::BuyerAltered { buyer: id, .. } => {
            buyer(id, html! { (lang.say("変更", "altered")) })
        }
        Change::PaymentRegistered {
            order: number,
            buyer,
            price,
            tax,
            ..
        } => order(
            number,
            html! {
                (lang.say("決済登録 ", "settlement registered, "))
                (yen(lang, u64::from(*price) + u64::from(*tax)))
                (lang.say("（取引先 ", " (buyer ")) (buyer) (lang.say("）", ")"))
            },
        ),
        Change::PaymentCancelled { order: number } => order(
            number,
            html! { (lang.say("決済取消", "settlement cancelled")) },
        ),
        Change::ReturnBooked {
            order: number,
            amount,
        } => order(
            number,
            html! { (lang.say("返品 ", "returned ")) (yen(lang, *amount)) },
        ),
        Change::InvoicesPaid { due } => html! {
            (lang.say("取引先が支払いました（", "The buyers paid (")) (due) (lang.say("）", ")"))
        },
        Change::ShipmentRegistered {
            order: number,
            slip,
            ..
        } => order(
            number,
            html! { (lang.say("出荷登録 ", "shipment registered, slip ")) (terms::spoken(lang, slip)) },
        ),
        Change::ShipmentCancelled { order: number } => order(
            number,
            html! { (lang.say("出荷取消", "shipment cancelled")) },
        ),
        Change::ShipmentConfirmed { order: number, .. } => order(
            number,
            html! { (lang.say("出荷確定", "shipment confirmed")) },
        ),
        Change::SlipsMadeUnusable { prefix } => html! {
            (lang.say("送り状番号 ", "Slips ")) (prefix) (lang.say("… を使用不可に", "… made unusable"))
        },
        Change::SlipsMadeUsable { prefix } => html! {
            (lang.say("送り状番号 ", "Slips ")) (prefix) (lang.say("… を使用可に", "… made usable"))
        },
        Change::Restored { from, .. } => html! {
            @match from {
                Origin::Snapshot(name) => { (lang.say("スナップショット「", "Brought back: snapshot ")) (terms::spoken(lang, name)) (lang.say("」に戻した", "")) }
                Origin::Number(number) => { (lang.say("経過 ", "Gone back to after ")) (number) (lang.say(" の直後に戻した", "")) }
            }
        },
    }
}
