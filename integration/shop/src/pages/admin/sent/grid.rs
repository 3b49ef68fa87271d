//! The lines of a settlement as a table: a line is a row, what the settings would change is marked.

use kakebarai::client::{LineField, SentField};
use maud::{Markup, html};

use super::items::{Diff, Row};
use crate::{
    format,
    pages::admin::listing::{Column, cell, table, title},
};

const COLUMNS: [Column; 7] = [
    Column::text("明細"),
    Column::text("商品名"),
    Column::text("商品コード"),
    Column::number("数量"),
    Column::number("単価"),
    Column::number("金額"),
    Column::number("消費税"),
];

/// What the columns behind the first hold.
const PARTS: [LineField; 6] = [
    LineField::Name,
    LineField::Code,
    LineField::Quantity,
    LineField::UnitPrice,
    LineField::Price,
    LineField::Tax,
];

/// A line by its number, with its items in the order of the columns.
struct Line<'a> {
    number: usize,
    parts: [Option<&'a Row>; 6],
}

/// The table; empty if there are no lines.
pub(super) fn grid(diff: &Diff) -> Markup {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for row in &diff.rows {
        let SentField::Line { number, field } = row.field else {
            continue;
        };
        let Some(place) = PARTS.iter().position(|known| *known == field) else {
            continue;
        };
        if let Some(line) = lines.iter_mut().find(|line| line.number == number) {
            line.parts[place] = Some(row);
        } else {
            let mut parts = [None; 6];
            parts[place] = Some(row);
            lines.push(Line { number, parts });
        }
    }
    let rows = html! {
        @for line in &lines { (row_of(line)) }
        tr.total role="row" {
            (title(COLUMNS[0], "合計"))
            (cell(COLUMNS[1], "")) (cell(COLUMNS[2], "")) (cell(COLUMNS[3], "")) (cell(COLUMNS[4], ""))
            (cell(COLUMNS[5], sum(&lines, 4)))
            (cell(COLUMNS[6], sum(&lines, 5)))
        }
    };
    html! {
        @if !lines.is_empty() {
            (table("明細", &COLUMNS, &rows))
            @if diff.differs { p.hint { "色の付いたところは、いまの設定では別の値になります。" } }
        }
    }
}

fn row_of(line: &Line<'_>) -> Markup {
    let [name, code, quantity, price, amount, tax] = line.parts;
    html! {
        tr role="row" {
            (title(COLUMNS[0], line.number))
            (cell(COLUMNS[1], marked(name)))
            (cell(COLUMNS[2], marked(code)))
            (cell(COLUMNS[3], marked(quantity)))
            (cell(COLUMNS[4], marked(price)))
            (cell(COLUMNS[5], marked(amount)))
            (cell(COLUMNS[6], marked(tax)))
        }
    }
}

/// A value, with what the settings would make of it now.
fn marked(row: Option<&Row>) -> Markup {
    let Some(row) = row else {
        return html! {};
    };
    html! {
        @match &row.now {
            None => { span.value { (row.value) } }
            Some(now) => { mark.value { (row.value) } br; small { "いまの設定：" span.value { (now) } } }
        }
    }
}

/// The sum of a column, in yen.
fn sum(lines: &[Line<'_>], place: usize) -> String {
    let values = lines.iter().filter_map(|line| line.parts[place]);
    let values = values.filter_map(|row| row.value.parse::<i64>().ok());
    format::yen(values.sum())
}
