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

use super::{ENCODINGS, delimiter, delimiters, encoding};
use kakebarai::user_groups::{Encoding, Exporter, NotExported};

use crate::{
    Shop, StoreError,
    error::PageError,
    extract::{Pairs, Query},
    format,
    forms::{Choice, Field, Notice},
    pages::layout,
    store::Store,
    visit::Visit,
};

const HERE: &str = "/admin/export";

/// エクスポート.
pub(crate) async fn show(visit: Visit) -> Markup {
    let encodings = ENCODINGS.map(|(_, word, label)| Choice::new(word, label));
    let content = html! {
        section.card {
            h2 { "ユーザー" }
            p { "お客様のメールアドレスと、ユーザーグループのIDとステータスを書き出します。書き換えたファイルは、" a href="/admin/import" { "インポート" } "で取り込めます。" }
            form method="get" action="/admin/export/users.csv" {
                (Field::select("encoding", "文字コード", encodings.into()).settled().value("utf-8").width("middle"))
                (Field::select("delimiter", "区切り文字", delimiters().collect()).settled().value("comma").width("middle"))
                div.actions { button.button.primary type="submit" { "エクスポートする" } }
            }
        }
        (statuses())
    };
    layout::admin_page(&visit, "エクスポート", &content)
}

/// What the letters of a file mean.
pub(super) fn statuses() -> Markup {
    html! {
        section.card {
            h2 { "ユーザーグループの書き方" }
            p { "「" code { "9:A; 4:P" } "」のように、グループのIDとステータスをコロンでつなぎ、セミコロンと空白で区切ります。" }
            dl.facts.letters {
                dt { "A" } dd { "有効" }
                dt { "P" } dd { "保留" }
                dt { "F" } dd { "利用可能" }
                dt { "D" } dd { "拒否" }
            }
        }
    }
}

/// What is wanted of the file.
#[derive(Debug)]
pub(crate) struct ExportQuery {
    encoding: String,
    delimiter: String,
}

impl From<Pairs> for ExportQuery {
    fn from(pairs: Pairs) -> Self {
        let or = |name, otherwise: &str| match pairs.get(name) {
            "" => otherwise.to_owned(),
            given => given.to_owned(),
        };
        Self {
            encoding: or("encoding", "utf-8"),
            delimiter: or("delimiter", "comma"),
        }
    }
}

/// エクスポートする.
pub(crate) async fn file(
    State(shop): State<Shop>,
    visit: Visit,
    Query(wish): Query<ExportQuery>,
) -> Result<Response, PageError> {
    let (encoding, delimiter) = encoding(&wish.encoding)
        .zip(delimiter(&wish.delimiter))
        .ok_or(PageError::NotFound)?;
    if encoding == Encoding::ShiftJis
        && let Err(NotWritten::Export(why @ NotExported::Unmappable(_))) =
            whole(&shop.0.store, delimiter, encoding).await
    {
        // Once the file is on its way there is nobody left to tell.
        return Ok(visit.go_and_say(&shop, HERE, &Notice::warning(why.to_string())));
    }
    let export = Export::begin(shop.0.store.clone(), delimiter, encoding)?;
    let chunks = stream::try_unfold(export, |mut export| async move {
        let chunk = export.next().await?;
        Ok::<_, NotWritten>(chunk.map(|chunk| (chunk, export)))
    });
    let day = format::day(shop.0.config.clock.now()).strftime("%Y%m%d");
    let name = format!("attachment; filename=\"users-{day}.csv\"");
    let kind = match encoding {
        Encoding::ShiftJis => "text/csv; charset=Shift_JIS",
        _ => "text/csv; charset=utf-8",
    };
    let name = HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(kind)),
        (CONTENT_DISPOSITION, name),
    ];
    Ok((headers, Body::from_stream(chunks)).into_response())
}

/// Writes a file into nothing: whether it can be written.
async fn whole(store: &Store, delimiter: u8, encoding: Encoding) -> Result<(), NotWritten> {
    let mut export = Export::begin(store.clone(), delimiter, encoding)?;
    while export.next().await?.is_some() {}
    Ok(())
}

#[derive(Debug, thiserror::Error)]
enum NotWritten {
    #[error(transparent)]
    Store(#[from] StoreError),
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
    exporter: Exporter<Written>,
    written: Written,
    /// The last user that is in it; none once it has ended.
    last: Option<u64>,
}

impl Export {
    fn begin(store: Store, delimiter: u8, encoding: Encoding) -> Result<Self, NotWritten> {
        let written = Written::default();
        Ok(Self {
            store,
            exporter: Exporter::begin(written.clone(), delimiter, encoding)?,
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
        self.last = users.last().map(|(user, ..)| *user);
        for (_, email, groups) in &users {
            self.exporter.user(email, groups)?;
        }
        Ok(Some(self.written.taken()))
    }
}

/// What the exporter has written and nobody has taken yet.
#[derive(Clone, Debug, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    fn taken(&self) -> Vec<u8> {
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
