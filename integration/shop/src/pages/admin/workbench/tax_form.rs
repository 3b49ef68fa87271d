//! The form of 消費税の確認: lines as they are pasted, charges, what pays a part.

use maud::{Markup, Render as _, html};

use crate::{
    forms::{self, Choice, Errors, Field, Fields, FormToken, Posted},
    workbench::{BasketInput, FIELDS},
};

/// Something to begin with: both rates, a fraction of a yen, and everything else once.
pub(super) fn example() -> BasketInput {
    let lines = "商品コード,商品名,単価,数量,税率,内税・外税\n\
         PAPER-A4-500X10,コピー用紙,3980,3,10,外税\n\
         TEA-100,宇治玉露,5460,1,8,外税\n\
         SCREW-3825,木ねじ,12.5,3,10,外税\n\
         STAMP,収入印紙,200,1,,非課税";
    let fields = [
        ("lines", lines),
        ("shipping", "800"),
        ("fee", "330"),
        ("discount", "500"),
    ];
    BasketInput::of(|name| {
        let found = fields.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| *value)
    })
}

fn label(name: &str) -> &'static str {
    let found = FIELDS.iter().find(|(known, ..)| *known == name);
    found.map_or("", |(_, label, _)| label)
}

fn kinds() -> Vec<Choice> {
    ["外税", "内税", "非課税"]
        .map(|kind| Choice::new(kind, kind))
        .to_vec()
}

/// The form.
pub(super) fn form(token: &FormToken, here: &str, entry: &BasketInput, errors: &Errors) -> Markup {
    let text = |name: &'static str| {
        Field::text(name, label(name))
            .value(entry.get(name))
            .keys("decimal")
            .errors(errors)
            .render()
    };
    let kind = |name: &'static str| {
        Field::select(name, label(name), kinds())
            .settled()
            .value(entry.get(name))
            .errors(errors)
            .render()
    };
    let fields = html! {
        section.card {
            h2 { "商品" }
            div.wide {
                (Field::area("lines", label("lines")).value(entry.get("lines")).required().errors(errors)
                    .hint("1行に1つ、「商品コード,商品名,単価,数量,税率,内税・外税・非課税」の順に入力します。表計算ソフトの列も、そのまま貼り付けられます。数量、税率、内税・外税は省略できます（1、10％、外税になります）。2,000行までです。"))
            }
            (one_more_line())
            (Field::file("file", "ファイルから読み込む", ".csv,.txt,text/csv")
                .hint("このページで保存した入力か、上と同じ列のCSVファイルです。選ぶと、入力欄の代わりにファイルを使います。").errors(errors))
        }
        section.card {
            h2 { "送料・手数料・割引など" }
            div.quarters { (text("shipping")) (text("shipping_rate")) (kind("shipping_kind")) }
            div.quarters { (text("fee")) (text("fee_percent")) (text("fee_rate")) (kind("fee_kind")) }
            div.quarters { (text("discount")) (text("gift")) (text("points")) (text("shown")) }
            p.hint { "「お店に表示された合計」を空欄にすると、いまのお店の設定での請求額と比べます。" }
        }
        div.actions { button.button.primary type="submit" { "計算する" } }
    };
    forms::form_with_files(token, here, &fields)
}

/// The fields of one line more: name, label, what stands in them, and the keys that a telephone shows.
const LINE: [(&str, &str, &str, &str); 5] = [
    ("line_code", "商品コード", "", "text"),
    ("line_name", "商品名", "", "text"),
    ("line_price", "単価（円）", "", "decimal"),
    ("line_quantity", "数量", "1", "decimal"),
    ("line_rate", "税率（％）", "10", "decimal"),
];
const LINE_KIND: &str = "line_kind";

/// What has several lines in the form.
#[derive(Debug)]
pub(in crate::pages) struct TaxFields;

impl Fields for TaxFields {
    const AREAS: &'static [&'static str] = &["lines"];
}

/// What is entered, with the one line more where there is one.
pub(super) fn read(form: &Posted) -> BasketInput {
    let entry = BasketInput::of(|name| form.has(name).then(|| form.exactly(name)));
    if LINE[..3].iter().all(|(name, ..)| form.get(name).is_empty()) {
        return entry;
    }
    let [code, name, price, quantity, rate] = LINE.map(|(name, ..)| form.get(name));
    entry.and_line([code, name, price, quantity, rate, form.get(LINE_KIND)])
}

fn one_more_line() -> Markup {
    html! {
        details {
            summary { "1行ずつ入力して足す" }
            div.quarters {
                @for (name, label, usual, keys) in LINE {
                    (Field::text(name, label).value(usual).keys(keys))
                }
                (Field::select(LINE_KIND, "内税・外税", kinds()).settled().value("外税"))
            }
            div.actions { button.button type="submit" { "この行を足して計算する" } }
        }
    }
}

/// The entered values as hidden fields.
pub(super) fn kept(entry: &BasketInput) -> Markup {
    html! {
        @for (name, value) in entry.entered().filter(|(name, _)| *name != "buyer") {
            input type="hidden" name=(name) value=(value);
        }
    }
}
