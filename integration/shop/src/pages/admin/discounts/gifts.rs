//! ギフト券: the list, creating and deleting. What one is worth is never changed: it was sold so.

use std::ops::RangeInclusive;

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use crate::{
    Shop,
    error::PageError,
    extract::{Form, Path, Query},
    format,
    forms::{self, Errors, Field, Notice, Number},
    pages::{
        admin::{
            listing::{Column, ListQuery, ROWS, cell, slim, table, title},
            question::Question,
        },
        layout,
    },
    security::key::fresh,
    store::GiftCertificate,
    visit::Visit,
};

pub(super) const HERE: &str = "/admin/gift-certificates";
const NEW: &str = "/admin/gift-certificates/new";

/// What one may be worth, in yen.
const AMOUNTS: RangeInclusive<i64> = 1..=9_999_999;

const COLUMNS: [Column; 6] = [
    Column::text("番号"),
    Column::number("額面"),
    Column::number("残高"),
    Column::text("有効期限"),
    Column::text("メモ"),
    Column::text("操作"),
];

/// ギフト券.
pub(crate) async fn list(
    State(shop): State<Shop>,
    visit: Visit,
    Query(query): Query<ListQuery>,
) -> Result<Markup, PageError> {
    let store = &shop.0.store;
    let total = store.count_gift_certificates().await?;
    let gifts = store.gift_certificates(query.skip(total), ROWS).await?;
    let rows = html! { @for gift in &gifts { (row(gift)) } };
    let content = html! {
        div.actions.top {
            a.button.primary href=(NEW) { "ギフト券を追加する" }
            a.button href=(super::HERE) { "割引・クーポン" }
        }
        p.lead { "ギフト券は、送料と消費税を含めた合計の一部のお支払いになります。消費税は変わりません。" }
        @if gifts.is_empty() { p { "ギフト券はまだありません。" } } @else { (table("ギフト券", &COLUMNS, &rows)) }
        (query.pages(HERE, total))
    };
    Ok(layout::admin_page(&visit, "ギフト券", &content))
}

fn row(gift: &GiftCertificate) -> Markup {
    let day = |day: jiff::civil::Date| day.strftime("%Y/%m/%d").to_string();
    html! {
        tr role="row" {
            (title(COLUMNS[0], html! { span.value { (gift.code) } }))
            (cell(COLUMNS[1], format::yen(gift.amount)))
            (cell(COLUMNS[2], format::yen(gift.balance)))
            (slim(COLUMNS[3], gift.last_day.map_or_else(|| "なし".to_owned(), day)))
            (cell(COLUMNS[4], if gift.note.is_empty() { "―" } else { &gift.note }))
            (cell(COLUMNS[5], html! { a href={ (HERE) "/" (gift.id) "/delete" } { "削除" span.unseen { "（" (gift.code) "）" } } }))
        }
    }
}

/// ギフト券の追加.
pub(crate) async fn begin(visit: Visit) -> Markup {
    // A number of 60 random bits cannot be guessed.
    let random = fresh().to_uppercase();
    let code = format!("{}-{}-{}", &random[..5], &random[5..10], &random[10..15]);
    page(&visit, [&code, "", "", ""], &Errors::default())
}

fn page(visit: &Visit, [code, amount, last_day, note]: [&str; 4], errors: &Errors) -> Markup {
    let fields = html! {
        section.card {
            (Field::text("code", "番号").value(code).required().width("middle").autocomplete("off").hint("知っている人が使えます。推測されにくい番号にしてください。").errors(errors))
            (Field::text("amount", "額面（円）").value(amount).required().keys("numeric").width("short").errors(errors))
            (Field::date("last_day", "有効期限").value(last_day).hint("この日の終わりまで使えます。期限がないときは空欄にします。").errors(errors))
            (Field::text("note", "メモ").value(note).hint("お客様には表示しません。").errors(errors))
        }
        div.actions {
            button.button.primary type="submit" { "追加する" }
            a.button href=(HERE) { "ギフト券の一覧へ戻る" }
        }
    };
    let content = html! {
        (errors)
        (forms::form(&visit.form_token, NEW, &fields))
    };
    layout::admin_page(visit, errors.title("ギフト券の追加"), &content)
}

/// 追加する.
pub(crate) async fn create(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let entered = ["code", "amount", "last_day", "note"].map(|name| form.get(name));
    let [code, text, last_day, note] = entered;
    let mut errors = Errors::default();
    errors.require("code", "番号", code);
    errors.limit("code", "番号", code, 40);
    if code.contains(|of: char| of.is_whitespace() || of == '、') {
        errors.add("code", "番号", "空白と「、」を入れずに入力してください。");
    }
    errors.limit("note", "メモ", note, 255);
    let amount = Number {
        field: "amount",
        label: "額面（円）",
        text,
    };
    let amount = amount.yen(&AMOUNTS, &mut errors);
    let gift = GiftCertificate {
        id: 0,
        code: code.to_owned(),
        amount,
        balance: amount,
        last_day: Field::read_day("last_day", "有効期限", last_day, &mut errors),
        note: note.to_owned(),
    };
    if errors.is_empty() && !shop.0.store.create_gift_certificate(&gift).await? {
        errors.add(
            "code",
            "番号",
            "同じ番号のギフト券があります。別の番号にしてください。",
        );
    }
    if !errors.is_empty() {
        return Ok(page(&visit, entered, &errors).into_response());
    }
    let notice = Notice::done(format!("ギフト券「{code}」を追加しました。"));
    Ok(visit.redirect_with_notice(&shop, HERE, &notice))
}

async fn gift(shop: &Shop, id: &str) -> Result<GiftCertificate, PageError> {
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    let gift = shop.0.store.gift_certificate(id).await?;
    gift.ok_or(PageError::NotFound)
}

/// Asks before a gift certificate is deleted.
pub(crate) async fn ask(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
) -> Result<Markup, PageError> {
    let gift = gift(&shop, &id).await?;
    let action = format!("{HERE}/{}/delete", gift.id);
    let question = Question {
        title: "ギフト券の削除の確認",
        details: &[
            ("番号", gift.code.clone()),
            ("残高", format::yen(gift.balance)),
        ],
        warning: "削除したギフト券は使えなくなり、元に戻せません。これまでのご注文の金額は変わりません。",
        action: &action,
        back: HERE,
    };
    Ok(question.page(&visit))
}

/// 削除する.
pub(crate) async fn remove(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
) -> Result<Response, PageError> {
    let gift = gift(&shop, &id).await?;
    shop.0.store.delete_gift_certificate(gift.id).await?;
    let notice = Notice::done(format!("ギフト券「{}」を削除しました。", gift.code));
    Ok(visit.redirect_with_notice(&shop, HERE, &notice))
}
