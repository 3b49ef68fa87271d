//! Merchants: created, reset, deleted; each an account of its own.

use maud::{Markup, html};

use super::{format::short, fragment::Page, query::View};
use crate::clock::in_japan;

pub(super) fn show(page: &Page<'_>) -> Markup {
    let rows: Vec<_> = page
        .app
        .merchants()
        .iter()
        .map(|merchant| {
            let requests = merchant.journal().last_number();
            let state = merchant.state();
            let books = state.books();
            (
                merchant.code().to_string(),
                in_japan(merchant.created_at()),
                books.buyers().len(),
                books.payment_count(),
                requests,
            )
        })
        .collect();
    let lang = page.lang;
    html! {
        h1 { (View::Merchants.name(lang)) }
        section class="panel" {
            h2 { (lang.say("新しい加盟店", "A new merchant")) }
            p class="quiet" { (lang.say("加盟店は帳簿・時計・障害・記録を別々に持ちます。並行するテストは、1つずつ自分の加盟店を使ってください。", "Each merchant has books, clock, faults and journal of its own. Tests that run side by side take one each.")) }
            form data-act="POST /merchants" class="row" {
                label { span { (lang.say("加盟店コード（空欄は自動）", "Code (blank: made for it)")) } input type="text" name="code" pattern="[0-9０-９]{9}" inputmode="numeric" size="12"; }
                button type="submit" class="main" { (lang.say("作成する", "Make it")) }
            }
        }
        div class="scroll" tabindex="0" role="region" aria-label=(View::Merchants.name(lang)) {
            table class="items" {
                thead { tr {
                    th scope="col" { (lang.say("加盟店コード", "Code")) }
                    th scope="col" class="spare" { (lang.say("作成", "Made")) }
                    th scope="col" { (lang.say("取引先", "Buyers")) }
                    th scope="col" { (lang.say("注文", "Orders")) }
                    th scope="col" class="spare" { (lang.say("リクエスト", "Requests")) }
                    th scope="col" { (lang.say("操作", "Actions")) }
                } }
                tbody {
                    @for (code, made, buyers, orders, requests) in &rows {
                        tr id=(format!("merchant-{code}")) {
                            th scope="row" { a href=(format!("/?view=requests&lang={}&merchant={code}", lang.code())) { (code) } }
                            td class="spare" { (short(made)) }
                            td { (buyers) }
                            td { (orders) }
                            td class="spare" { (requests) }
                            td class="row" {
                                button type="button" data-act=(format!("POST /merchants/{code}/reset"))
                                    data-confirm=(format!("{} {code} {}", lang.say("加盟店", "Books, clock, faults and journal of merchant"), lang.say("の帳簿・時計・障害・記録を初めに戻します。よろしいですか。", "go back to their beginning. Go on?")))
                                    aria-label=(format!("{} {code}", lang.say("初期化", "Reset"))) { (lang.say("初期化", "Reset")) }
                                button type="button" class="danger" data-act=(format!("DELETE /merchants/{code}"))
                                    data-confirm=(format!("{} {code} {}", lang.say("加盟店", "Merchant"), lang.say("を、帳簿・記録・スナップショットごと削除します。元に戻せません。よろしいですか。", "will be deleted with its books, journal and snapshots, for good. Go on?")))
                                    aria-label=(format!("{} {code}", lang.say("削除", "Delete"))) { (lang.say("削除", "Delete")) }
                            }
                        }
                    }
                }
            }
        }
    }
}
