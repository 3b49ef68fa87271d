//! Lists: what was asked for, the form that asks, and the way to the other pages.

use maud::{Markup, Render, html};

use crate::{
    extract::Pairs,
    forms::{Choice, Field},
    pages::layout::{self, last_page, page_number},
};

/// How many rows a page has.
pub(super) const ROWS: u32 = 50;

/// The longest text that is looked for, in characters.
const LONGEST: usize = 100;

/// What the address of a list asks for. What cannot be read is as if it were not there.
#[derive(Clone, Debug, Default)]
pub(super) struct ListQuery {
    q: String,
    pub(super) sort: String,
    pub(super) status: String,
    page: u32,
}

impl From<Pairs> for ListQuery {
    fn from(pairs: Pairs) -> Self {
        Self {
            q: pairs.get("q").chars().take(LONGEST).collect(),
            sort: pairs.get("sort").to_owned(),
            status: pairs.get("status").to_owned(),
            page: page_number(pairs.get("page")),
        }
    }
}

impl ListQuery {
    /// The list that an address shows, if it is one of this list; else all of it.
    pub(super) fn at(path: &str, address: &str) -> Self {
        let query = address.strip_prefix(path);
        let query = query.and_then(|rest| rest.strip_prefix('?'));
        Pairs::read(query.unwrap_or_default()).into()
    }

    /// What is looked for.
    pub(super) fn search(&self) -> &str {
        self.q.trim()
    }

    /// The page, from 1 to the last.
    fn page(&self, total: u64) -> u32 {
        self.page.clamp(1, last_page(total, ROWS))
    }

    /// How many of all rows are before it.
    pub(super) fn skip(&self, total: u64) -> u32 {
        (self.page(total) - 1).saturating_mul(ROWS)
    }

    /// Where a form of the list comes back to.
    pub(super) fn back(&self, path: &str) -> Markup {
        html! { input type="hidden" name="back" value=(self.here(path)); }
    }

    /// The address of this very list.
    pub(super) fn here(&self, path: &str) -> String {
        self.address(path, self.page)
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
        if page > 1 {
            query.append_pair("page", &page.to_string());
        }
        match query.finish() {
            query if query.is_empty() => path.to_owned(),
            query => format!("{path}?{query}"),
        }
    }

    /// The way to the other pages of the list.
    pub(super) fn pages(&self, path: &str, total: u64) -> Markup {
        let address = |page| self.address(path, page);
        layout::pages(self.page(total), last_page(total, ROWS), address)
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
const NUMBERS: [&str; 10] = [
    "請求額",
    "合計",
    "単価",
    "数量",
    "金額",
    "決済金額",
    "消費税",
    "差",
    "明細の合計",
    "表示される合計",
];

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
