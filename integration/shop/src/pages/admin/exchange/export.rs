//! エクスポート: the users and their groups as a file, written while it is sent.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    body::Body,
    extract::State,
    http::{
        HeaderValue,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse as _, Response},
};
use futures_util::stream;
use maud::{Markup, html};

use super::{ENCODINGS, delimiter, delimiters, encoding, user_fields::UserField};
use kakebarai::{
    ledger::LedgerError,
    user_groups::{Encoding, Exporter, NotExported},
};

use crate::{
    Shop, StoreError,
    error::PageError,
    extract::{Pairs, Query},
    format,
    forms::{Choice, Field, Notice},
    pages::{admin::spreadsheet, layout},
    store::{Store, UserGroup},
    visit::Visit,
};

const HERE: &str = "/admin/export";

/// エクスポート.
pub(crate) async fn show(
    State(shop): State<Shop>,
    visit: Visit,
    Query(query): Query<Layout>,
) -> Result<Markup, PageError> {
    let groups = shop.0.store.groups().await?;
    let encodings = ENCODINGS.map(|(_, word, label)| Choice::new(word, label));
    let chosen = query.fields();
    let held =
        html! { @for field in &chosen { input type="hidden" name="field" value=(field.name()); } };
    let content = html! {
        section.card {
            h2 { "フィールド" }
            p { "ファイルに書き出す列です。ユーザーグループを一括で変えるときは、「User group IDs」を追加します。" }
            form method="get" action=(HERE) {
                (held)
                div.two {
                    div {
                        h3 { "エクスポートするフィールド" }
                        ul.fields {
                            @for field in &chosen {
                                li {
                                    span { (field.name()) br; small { (field.meaning()) } }
                                    @if *field == UserField::Email {
                                        small { "かならず書き出します" }
                                    } @else {
                                        button.button type="submit" name="remove" value=(field.name()) { span.unseen { "「" (field.name()) "」を" } "外す" }
                                    }
                                }
                            }
                        }
                    }
                    div {
                        h3 { "利用可能フィールド" }
                        ul.fields {
                            @for field in UserField::ALL.iter().filter(|field| !chosen.contains(field)) {
                                li {
                                    span { (field.name()) br; small { (field.meaning()) } }
                                    button.button type="submit" name="add" value=(field.name()) { span.unseen { "「" (field.name()) "」を" } "追加" }
                                }
                            }
                        }
                    }
                }
            }
        }
        section.card {
            h2 { "ユーザー" }
            p { "お客様を1行ずつ書き出します。「User group IDs」を書き換えたファイルは、" a href="/admin/import" { "インポート" } "で取り込めます。" }
            form method="get" action="/admin/export/users.csv" {
                (held)
                (Field::select("encoding", "文字コード", encodings.into()).settled().value("utf-8").width("middle"))
                (Field::select("delimiter", "区切り文字", delimiters().collect()).settled().value("comma").width("middle"))
                (spreadsheet::advice())
                div.actions { button.button.primary type="submit" { "エクスポート" } }
            }
        }
        (how_groups_are_written(&groups))
        p { a href="/admin/export/records" { "注文と送信のエクスポートへ" } }
    };
    Ok(layout::admin_page(&visit, "エクスポート", &content))
}

/// The columns that are chosen, and what is to be added to them or taken away.
#[derive(Debug)]
pub(crate) struct Layout {
    chosen: Vec<UserField>,
    add: Option<UserField>,
    remove: Option<UserField>,
}

impl From<Pairs> for Layout {
    fn from(pairs: Pairs) -> Self {
        Self {
            chosen: pairs.all("field").filter_map(UserField::of).collect(),
            add: UserField::of(pairs.get("add")),
            remove: UserField::of(pairs.get("remove")),
        }
    }
}

impl Layout {
    /// Each once, in the order in which they were added; the e-mail address first, which says whose the row is.
    fn fields(&self) -> Vec<UserField> {
        let mut fields = vec![UserField::Email];
        for field in self.chosen.iter().chain(&self.add) {
            if !fields.contains(field) && Some(*field) != self.remove {
                fields.push(*field);
            }
        }
        fields
    }
}

/// What the numbers and letters of a file mean.
pub(super) fn how_groups_are_written(groups: &[UserGroup]) -> Markup {
    html! {
        section.card {
            h2 { "ユーザーグループの書き方" }
            p { "「" code { "9:A; 4:P" } "」のように、グループのIDとステータスをコロンでつなぎ、セミコロンと空白で区切ります。" }
            h3 { "グループのID" }
            dl.properties.letters { @for group in groups { dt { (group.id) } dd { (group.name) } } }
            h3 { "ステータス" }
            dl.properties.letters {
                dt { "A" } dd { "有効" }
                dt { "P" } dd { "保留" }
                dt { "F" } dd { "利用可能" }
                dt { "D" } dd { "拒否" }
            }
        }
    }
}

/// The fields, the encoding and the delimiter of the file.
#[derive(Debug)]
pub(crate) struct ExportQuery {
    fields: Vec<UserField>,
    encoding: String,
    delimiter: String,
}

impl From<Pairs> for ExportQuery {
    fn from(pairs: Pairs) -> Self {
        let or = |name, otherwise: &str| match pairs.get(name) {
            "" => otherwise.to_owned(),
            given => given.to_owned(),
        };
        let (encoding, delimiter) = (or("encoding", "utf-8"), or("delimiter", "comma"));
        Self {
            fields: if pairs.get("field").is_empty() {
                vec![UserField::Email, UserField::Groups]
            } else {
                Layout::from(pairs).fields()
            },
            encoding,
            delimiter,
        }
    }
}

impl ExportQuery {
    /// The encoding and the delimiter; `None` if one is unknown.
    pub(super) fn read(&self) -> Option<(Encoding, u8)> {
        encoding(&self.encoding).zip(delimiter(&self.delimiter))
    }
}

/// エクスポート of the file.
pub(crate) async fn file(
    State(shop): State<Shop>,
    visit: Visit,
    Query(query): Query<ExportQuery>,
) -> Result<Response, PageError> {
    let (encoding, delimiter) = query.read().ok_or(PageError::NotFound)?;
    if encoding == Encoding::ShiftJis
        && let Err(NotWritten::Export(why @ NotExported::Unmappable(_))) =
            whole(&shop.0.store, &query.fields, delimiter, encoding).await
    {
        // Once the file is on its way, no error can be shown.
        return Ok(visit.redirect_with_notice(&shop, HERE, &Notice::warning(why.to_string())));
    }
    let export = Export::begin(shop.0.store.clone(), query.fields, delimiter, encoding)?;
    let chunks = stream::try_unfold(export, |mut export| async move {
        let chunk = export.next().await?;
        Ok::<_, NotWritten>(chunk.map(|chunk| (chunk, export)))
    });
    Ok(answer(&shop, "users", encoding, Body::from_stream(chunks)))
}

/// A file of unknown length, under a name with the day in it.
pub(super) fn answer(shop: &Shop, name: &str, encoding: Encoding, body: Body) -> Response {
    let day = format::day(shop.0.config.clock.now()).strftime("%Y%m%d");
    let name = format!("attachment; filename=\"{name}-{day}.csv\"");
    let kind = match encoding {
        Encoding::ShiftJis => "text/csv; charset=Shift_JIS",
        _ => "text/csv; charset=utf-8",
    };
    let name = HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(kind)),
        (CONTENT_DISPOSITION, name),
    ];
    (headers, body).into_response()
}

/// Writes a file into nothing: whether it can be written.
async fn whole(
    store: &Store,
    fields: &[UserField],
    delimiter: u8,
    encoding: Encoding,
) -> Result<(), NotWritten> {
    let mut export = Export::begin(store.clone(), fields.to_vec(), delimiter, encoding)?;
    while export.next().await?.is_some() {}
    Ok(())
}

#[derive(Debug, thiserror::Error)]
pub(super) enum NotWritten {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    #[error(transparent)]
    Export(#[from] NotExported),
}

impl From<NotWritten> for PageError {
    fn from(error: NotWritten) -> Self {
        Self::Inside(Box::new(error))
    }
}

/// A file in the making: never more of it in memory than one stretch of users.
struct Export {
    store: Store,
    fields: Vec<UserField>,
    exporter: Exporter<Written>,
    written: Written,
    /// The last user that is in it; `None` once it has ended.
    last: Option<u64>,
}

impl Export {
    fn begin(
        store: Store,
        fields: Vec<UserField>,
        delimiter: u8,
        encoding: Encoding,
    ) -> Result<Self, NotWritten> {
        let written = Written::default();
        let columns: Vec<&str> = fields.iter().map(|field| field.name()).collect();
        Ok(Self {
            exporter: Exporter::begin_with(written.clone(), delimiter, encoding, &columns)?,
            store,
            fields,
            written,
            last: Some(0),
        })
    }

    /// The next bytes; the first are the header's with the first users.
    async fn next(&mut self) -> Result<Option<Vec<u8>>, NotWritten> {
        let Some(last) = self.last else {
            return Ok(None);
        };
        let users = self.store.users_with_groups(last).await?;
        self.last = users.last().map(|(user, _)| user.id);
        for (user, groups) in &users {
            let values = self.fields.iter().map(|field| field.value(user, groups));
            let values: Vec<String> = values.collect();
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            self.exporter.row(&values)?;
        }
        Ok(Some(self.written.taken()))
    }
}

/// The exporter's output that has not been taken yet.
#[derive(Clone, Debug, Default)]
pub(super) struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    pub(super) fn taken(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut written = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        written.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
