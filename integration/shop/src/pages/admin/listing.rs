//! Lists: what was asked for, the form that asks, and the way to the other pages.

use jiff::{Timestamp, civil::Date};
use maud::{Markup, Render, html};

use crate::{
    extract::Pairs,
    format,
    forms::{Choice, Field},
    pages::layout::{self, last_page, page_number},
    redirection::path_of_the_administration,
};

/// How many rows a page has.
pub(super) const ROWS: u32 = 50;

/// The longest text that is looked for, in characters.
const LONGEST: usize = 100;

/// What the address of a list asks for. Values that cannot be read are left out.
#[derive(Clone, Debug, Default)]
pub(super) struct ListQuery {
    q: String,
    pub(super) sort: String,
    pub(super) status: String,
    /// The first day and the last one, as they are entered.
    from: String,
    until: String,
    /// Whether all boxes are ticked.
    pub(super) all: bool,
    page: u32,
}

impl From<Pairs> for ListQuery {
    fn from(pairs: Pairs) -> Self {
        Self {
            q: pairs.get("q").chars().take(LONGEST).collect(),
            sort: pairs.get("sort").to_owned(),
            status: pairs.get("status").to_owned(),
            from: pairs.get("from").to_owned(),
            until: pairs.get("until").to_owned(),
            all: !pairs.get("all").is_empty(),
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

    /// When the first day begins, and when the day after the last one does; text that is not a day is left out.
    pub(super) fn period(&self) -> (Option<Timestamp>, Option<Timestamp>) {
        let day = |text: &str| text.parse::<Date>().ok();
        let next = |day: Date| day.tomorrow().ok();
        (
            day(&self.from).and_then(format::beginning),
            day(&self.until).and_then(next).and_then(format::beginning),
        )
    }

    /// Whether it is less than the whole list.
    pub(super) fn is_narrowed(&self) -> bool {
        [&self.q, &self.status, &self.from, &self.until]
            .iter()
            .any(|part| !part.is_empty())
    }

    /// The text instead of an empty list; `otherwise` if the list is not narrowed.
    pub(super) fn nothing(&self, otherwise: &str) -> Markup {
        html! {
            p { @if self.is_narrowed() { "条件に合うものは見つかりません。検索の文字や絞り込みを変えてください。" } @else { (otherwise) } }
        }
    }

    /// This very list with all boxes ticked, or with none.
    pub(super) fn ticked(&self, path: &str, all: bool) -> String {
        let ticked = Self {
            all,
            ..self.clone()
        };
        ticked.address(path, self.page)
    }

    /// The address of something in the list, which leads back to it.
    pub(super) fn to(&self, path: &str, list: &str) -> String {
        let here = self.here(list);
        if here == list {
            return path.to_owned();
        }
        let back: String = form_urlencoded::byte_serialize(here.as_bytes()).collect();
        format!("{path}?back={back}")
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
        self.form_with(path, hint, sorts, statuses, false)
    }

    /// The same, with a period if `has_period` is set.
    pub(super) fn form_with(
        &self,
        path: &str,
        hint: &str,
        sorts: &[(&str, &str)],
        statuses: Option<(&str, &[(&str, &str)])>,
        has_period: bool,
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
                @if has_period {
                    (Field::date("from", "送信日（から）").value(&self.from))
                    (Field::date("until", "送信日（まで）").value(&self.until))
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
            ("from", &self.from),
            ("until", &self.until),
            ("sort", &self.sort),
        ] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        if self.all {
            query.append_pair("all", "1");
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
        let unticked = Self {
            all: false,
            ..self.clone()
        };
        let address = |page| unticked.address(path, page);
        layout::pages(self.page(total), last_page(total, ROWS), address)
    }
}

/// Where a form comes back to: the page of the administration that it came from, or else its list.
pub(super) fn back_to<'a>(address: &'a str, list: &'a str) -> &'a str {
    match path_of_the_administration(address) {
        "/admin" => list,
        path => path,
    }
}

/// A column of a table: its title, and how its cells stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    title: &'static str,
    kind: ColumnKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ColumnKind {
    Text,
    /// At the right, as numbers stand.
    Number,
    /// In sight where the table is wider than the window.
    Menu,
}

impl Column {
    pub(super) const fn text(title: &'static str) -> Self {
        let kind = ColumnKind::Text;
        Self { title, kind }
    }

    /// One of numbers.
    pub(super) const fn number(title: &'static str) -> Self {
        let kind = ColumnKind::Number;
        Self { title, kind }
    }

    /// The one of the gears.
    pub(super) const fn menu(title: &'static str) -> Self {
        let kind = ColumnKind::Menu;
        Self { title, kind }
    }
}

impl From<&'static str> for Column {
    fn from(title: &'static str) -> Self {
        Self::text(title)
    }
}

/// A cell that says on a telephone, where it stands alone, what its column is.
pub(super) fn cell(column: impl Into<Column>, content: impl Render) -> Markup {
    let Column { title, kind } = column.into();
    let (number, menu) = (kind == ColumnKind::Number, kind == ColumnKind::Menu);
    html! { td.number[number].stays[menu] role="cell" data-label=(title) { div { (content) } } }
}

/// The cell that says what its row is about.
pub(super) fn title(column: impl Into<Column>, content: impl Render) -> Markup {
    let title = column.into().title;
    html! { th.title role="rowheader" scope="row" data-label=(title) { div { (content) } } }
}

/// The same with a name that somebody typed: it may be long.
pub(super) fn name_cell(column: impl Into<Column>, content: impl Render) -> Markup {
    let title = column.into().title;
    html! { th.wraps role="rowheader" scope="row" data-label=(title) { div { (content) } } }
}

/// A cell that stays on one line: a moment, a slip number.
pub(super) fn slim(column: impl Into<Column>, content: impl Render) -> Markup {
    let title = column.into().title;
    html! { td.slim role="cell" data-label=(title) { div { (content) } } }
}

/// The gear of a row and its menu. The menu lies over the page, closes with Esc and by a click elsewhere, and only one is open at a time:
/// browsers do all of that by themselves; one that cannot shows the menu in the row.
pub(super) fn gear(id: &str, of: &str, menu: &Markup) -> Markup {
    let menu_id = format!("menu-{id}");
    html! {
        div.gear {
            button type="button" popovertarget=(menu_id) { span aria-hidden="true" { "⚙" } span.unseen { (of) "の操作" } }
            div.menu id=(menu_id) popover="auto" { (menu) }
        }
    }
}

/// The head of a table.
fn head(columns: &[impl Copy + Into<Column>]) -> Markup {
    let columns = columns.iter().map(|column| (*column).into());
    html! {
        thead role="rowgroup" {
            tr role="row" {
                @for Column { title, kind } in columns {
                    th.number[kind == ColumnKind::Number].stays[kind == ColumnKind::Menu] role="columnheader" scope="col" { (title) }
                }
            }
        }
    }
}

/// A table whose rows become cards on a telephone. The roles say that they are rows nevertheless.
pub(super) fn table(caption: &str, columns: &[impl Copy + Into<Column>], rows: &Markup) -> Markup {
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
