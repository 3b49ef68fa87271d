//! 支払方法: the list of them; each is added, edited and deleted.

mod delete;
mod edit;
mod form;

use maud::{Markup, html};

use crate::{
    format,
    pages::{
        admin::listing::{Column, cell, gear, name_cell, table},
        layout,
    },
    settings::{Payment, PaymentMethod},
    visit::Visit,
};
use kakebarai::billing::Fee;

pub(super) use delete::{ask as ask_to_delete, delete};
pub(super) use edit::{add, save, show, show_new};

const COLUMNS: [Column; 6] = [
    Column::text("名前"),
    Column::text("決済代行業者"),
    Column::text("ステータス"),
    Column::text("手数料"),
    Column::text("接続先"),
    Column::menu("操作"),
];

const HERE: &str = "/admin/payment-methods";

/// The list.
pub(super) async fn list(visit: Visit) -> Markup {
    let settings = &visit.settings;
    let methods = settings.methods.iter();
    let methods = methods.filter(|method| is_there(&visit, method));
    let rows = html! { @for method in methods { (row(method)) } };
    let content = html! {
        div.actions.top.end { a.button.primary href={ (HERE) "/new" } { "+" span { "支払方法を追加" } } }
        @if !settings.installed {
            p.warning { "クロネコ掛け払いは、アドオンをインストールすると、決済代行業者に選べるようになります。" a href="/admin/addons?all=1" { "アドオンの管理へ" } }
        } @else if settings.methods.iter().all(|method| method.processor != Payment::Kakebarai) {
            p.warning { "クロネコ掛け払いの支払方法がありません。「+」から、決済代行業者に「クロネコ掛け払い」を選んで追加してください。" }
        }
        (table("支払方法", &COLUMNS, &rows))
    };
    layout::admin_page(&visit, "支払方法", &content)
}

/// Whether a method is to be seen: クロネコ掛け払い comes and goes with its add-on.
fn is_there(visit: &Visit, method: &PaymentMethod) -> bool {
    visit.settings.installed || method.processor != Payment::Kakebarai
}

fn row(method: &PaymentMethod) -> Markup {
    let here = format!("{HERE}/{}", method.id);
    let status =
        html! { @if method.enabled { span.badge.good { "有効" } } @else { span.badge { "無効" } } };
    let environment = match (method.processor, method.environment.is_test()) {
        (Payment::Transfer, _) => "―",
        (Payment::Kakebarai, true) => "テスト環境",
        (Payment::Kakebarai, false) => "本番環境",
    };
    let menu = html! {
        a href=(here) { "編集" }
        a.danger href={ (here) "/delete" } { "削除" }
    };
    html! {
        tr role="row" {
            (name_cell(COLUMNS[0], html! { a href=(here) { (method.name) } }))
            (cell(COLUMNS[1], method.processor.label()))
            (cell(COLUMNS[2], status))
            (cell(COLUMNS[3], fee(method)))
            (cell(COLUMNS[4], environment))
            (cell(COLUMNS[5], gear(&method.id.to_string(), &format!("「{}」", method.name), &menu)))
        }
    }
}

fn fee(method: &PaymentMethod) -> String {
    let Fee { fixed, percent } = method.terms.fee;
    match (fixed, percent.as_hundredths()) {
        (0, 0) => "なし".to_owned(),
        (_, 0) => format::yen(fixed),
        (0, _) => format!("{percent}％"),
        _ => format!("{} ＋ {percent}％", format::yen(fixed)),
    }
}
