//! 注文番号の設定: the prefix, and the number of the next order.

use std::ops::RangeInclusive;

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use kakebarai::buyers::application::conversion;

use crate::{
    Shop,
    error::PageError,
    extract::Form,
    forms::{self, Errors, Field, Notice, Number},
    pages::layout,
    store::OrderNumbers,
    visit::Visit,
};

const HERE: &str = "/admin/order-numbers";

/// An order number has 20 characters at most, ten of them for the prefix.
const LONGEST: usize = 10;
const NUMBERS: RangeInclusive<u32> = 1..=999_999_999;

const PREFIX: &str = "接頭辞";
const NEXT: &str = "次の番号";

/// The page.
pub(crate) async fn show(State(shop): State<Shop>, visit: Visit) -> Result<Markup, PageError> {
    let numbers = shop.0.store.order_numbers().await?;
    let next = numbers.next.to_string();
    Ok(page(&visit, &numbers.prefix, &next, &Errors::default()))
}

fn page(visit: &Visit, prefix: &str, next: &str, errors: &Errors) -> Markup {
    let fields = html! {
        div.pair {
            (Field::text("prefix", PREFIX).value(prefix).width("middle").autocomplete("off").hint("番号の前に付けます。例：WEB-").errors(errors))
            (Field::text("next", NEXT).value(next).required().keys("numeric").width("middle").hint("次のご注文の番号です。").errors(errors))
        }
        div.actions {
            button.button.primary type="submit" { "保存" }
            a.button href="/admin/orders" { "注文の一覧へ戻る" }
        }
    };
    let content = html! {
        (errors)
        section.card {
            @if errors.is_empty() { p { "次のご注文の番号は「" strong { (prefix) (next) } "」です。" } }
            p.hint { "クロネコ掛け払いには、この番号を受注番号として送信します。一度使った受注番号は、別のお店や、作り直す前のお店で使ったものでも、もう登録できません。断られるときは、別の接頭辞か、もっと大きい番号から始めてください。" }
            (forms::form(&visit.form_token, HERE, &fields))
        }
    };
    layout::admin_page(visit, errors.title("注文番号の設定"), &content)
}

/// 保存.
pub(crate) async fn save(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let prefix = conversion::to_half_width(form.get("prefix"));
    let mut errors = Errors::default();
    let is_sendable =
        |character: char| character.is_ascii_alphanumeric() || "-_".contains(character);
    if !prefix.chars().all(is_sendable) || prefix.len() > LONGEST {
        let message = "半角の英数字と「-」「_」で、10文字以内で入力してください。";
        errors.add("prefix", PREFIX, message);
    } else if prefix.ends_with(|last: char| last.is_ascii_digit()) {
        // Else two prefixes might come to the same number.
        let message = "数字で終わらない接頭辞にしてください。例：2026-";
        errors.add("prefix", PREFIX, message);
    }
    let next = Number {
        field: "next",
        label: NEXT,
        text: form.get("next"),
    };
    let next = next.optional_count(&NUMBERS, &mut errors);
    errors.require("next", NEXT, form.get("next"));
    let store = &shop.0.store;
    if errors.is_empty()
        && let Some(next) = next
    {
        let used = store.largest_order_number(&prefix).await?.unwrap_or(0);
        if u64::from(next) > used {
            let numbers = OrderNumbers {
                prefix,
                next: next.into(),
            };
            store.save_order_numbers(&numbers).await?;
            let notice = Notice::done("注文番号の設定を保存しました。");
            return Ok(visit.redirect_with_notice(&shop, HERE, &notice));
        }
        let message =
            format!("「{prefix}{used}」まで使われています。それより大きい番号にしてください。");
        errors.add("next", NEXT, message);
    }
    Ok(page(&visit, &prefix, form.get("next"), &errors).into_response())
}
