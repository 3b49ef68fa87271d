//! Lists: what was asked for, the form that asks, and the way to the other pages.

use maud::{Markup, Render, html};
use serde::Deserialize;

use crate::shop::forms::{Choice, Field};

/// How many rows a page has.
pub(super) const ROWS: u32 = 50;

/// What the address of a list asks for. What cannot be read is as if it were not there.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    q: String,
    pub(super) sort: String,
    pub(super) status: String,
    page: String,
}

impl Wanted {
    /// What is looked for.
    pub(super) fn search(&self) -> &str {
        self.q.trim()
    }

    /// The page, from 1.
    fn page(&self) -> u32 {
        self.page.parse().unwrap_or(1).clamp(1, 1_000_000)
    }

    /// How many rows are before it.
    pub(super) fn skip(&self) -> u32 {
        (self.page() - 1).saturating_mul(ROWS)
    }

    /// The form at the top of a list. Without sorts or statuses there are no fields for them.
    pub(super) fn form(
        &self,
        path: &str,
        hint: &str,
        sorts: &[(&str, &str)],
        statuses: Option<(&str, &[(&str, &str)])>,
    ) -> Markup {
        let choices = |all: &[(&str, &str)]| {
            let all = all.iter().map(|(value, label)| Choice::new(*value, *label));
            all.collect()
        };
        html! {
            form.filter method="get" action=(path) role="search" {
                (Field::search("q", "検索").value(&self.q).hint(hint))
                @if let Some((label, statuses)) = statuses {
                    (Field::select("status", label, choices(statuses)).settled().value(&self.status))
                }
                @if !sorts.is_empty() {
                    (Field::select("sort", "並べ替え", choices(sorts)).settled().value(&self.sort))
                }
                button.button type="submit" { "絞り込む" }
            }
        }
    }

    /// The address of another page of the list.
    fn address(&self, path: &str, page: u32) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [
            ("q", &self.q),
            ("status", &self.status),
            ("sort", &self.sort),
        ] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        query.append_pair("page", &page.to_string());
        format!("{path}?{}", query.finish())
    }

    /// The way to the other pages of the list.
    pub(super) fn pages<'a>(&'a self, path: &'a str, total: u64) -> Pages<'a> {
        Pages {
            wanted: self,
            path,
            total,
        }
    }
}

/// The way to the other pages; nothing where there is one only.
pub(super) struct Pages<'a> {
    wanted: &'a Wanted,
    path: &'a str,
    total: u64,
}

impl Render for Pages<'_> {
    fn render(&self) -> Markup {
        let last = u32::try_from(self.total.div_ceil(ROWS.into())).unwrap_or(u32::MAX);
        let page = self.wanted.page();
        let link = |to: u32, text: &str| {
            html! { li { a.button href=(self.wanted.address(self.path, to)) { (text) } } }
        };
        html! {
            @if last > 1 || page > 1 {
                nav.pages aria-label="ページ" {
                    ul {
                        @if page > 1 { (link(1, "最初")) (link(page - 1, "前のページ")) }
                        li { (page) " / " (last) "ページ" }
                        @if page < last { (link(page + 1, "次のページ")) (link(last, "最後")) }
                    }
                }
            }
        }
    }
}

/// A cell that says on a telephone, where it stands alone, what its column is.
pub(super) fn cell(label: &str, content: impl Render) -> Markup {
    html! { td role="cell" data-label=(label) { div { (content) } } }
}

/// A cell with a number.
pub(super) fn number(label: &str, content: impl Render) -> Markup {
    html! { td.number role="cell" data-label=(label) { div { (content) } } }
}

/// The cell that says what its row is about.
pub(super) fn title(label: &str, content: impl Render) -> Markup {
    html! { th.title role="rowheader" scope="row" data-label=(label) { div { (content) } } }
}

/// The columns with numbers, which stand at the right.
const NUMBERS: [&str; 5] = ["請求額", "合計", "単価", "数量", "金額"];

/// A cell that stays on one line: a moment, a slip number.
pub(super) fn slim(label: &str, content: impl Render) -> Markup {
    html! { td.slim role="cell" data-label=(label) { div { (content) } } }
}

/// The head of a table.
pub(super) fn head(columns: &[&str]) -> Markup {
    html! {
        thead role="rowgroup" {
            tr role="row" { @for column in columns { th.number[NUMBERS.contains(column)] role="columnheader" scope="col" { (column) } } }
        }
    }
}

/// A table whose rows become cards on a telephone. The roles say that they are rows nevertheless.
pub(super) fn table(caption: &str, columns: &[&str], rows: &Markup) -> Markup {
    html! {
        div.table.cards {
            table role="table" {
                caption.unseen { (caption) }
                (head(columns))
                tbody role="rowgroup" { (rows) }
            }
        }
    }
}
