//! Orders, transmissions and errors as files, written while they are sent.

use axum::{body::Body, extract::State, response::Response};
use futures_util::stream;
use maud::{Markup, html};

use super::{
    ENCODINGS, delimiters,
    export::{ExportQuery, NotWritten, Written, answer},
    rows::{ORDER_COLUMNS, TRANSMISSION_COLUMNS, is_error, order_row, transmission_row},
};
use kakebarai::{
    ledger::{OrderQuery, OrderSort},
    user_groups::{Encoding, Exporter, NotExported},
};

use crate::{
    Shop,
    error::PageError,
    extract::{Pairs, Query},
    forms::{Choice, Field, Notice},
    pages::{admin::spreadsheet, layout},
    store::Store,
    visit::Visit,
};

/// A kind of file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RecordKind {
    Orders,
    Transmissions,
    /// The transmissions that were refused or never left, or whose outcome is not known.
    Errors,
}

/// Its word in the address, and what it is called.
const KINDS: [(RecordKind, &str, &str); 3] = [
    (RecordKind::Orders, "orders", "注文（1件が1行）"),
    (
        RecordKind::Transmissions,
        "transmissions",
        "送信（1回が1行）",
    ),
    (
        RecordKind::Errors,
        "errors",
        "エラー（断られた送信と、結果の分からない送信）",
    ),
];

const HERE: &str = "/admin/export/records";

/// 注文と送信のエクスポート.
pub(crate) async fn show(visit: Visit) -> Markup {
    let encodings = ENCODINGS.map(|(_, word, label)| Choice::new(word, label));
    let kinds = KINDS.map(|(_, word, label)| Choice::new(word, label));
    let content = html! {
        section.card {
            p { "すべての注文か、クロネコ掛け払いへの送信を、古い注文から順に書き出します。送信は、注文ごとに古い順です。「=」などで始まる文字が式にならないように、先頭に「'」を付けます。" }
            form method="get" action={ (HERE) ".csv" } {
                (Field::select("kind", "書き出す内容", kinds.into()).settled().value("orders"))
                (Field::select("encoding", "文字コード", encodings.into()).settled().value("utf-8-bom").width("middle"))
                (Field::select("delimiter", "区切り文字", delimiters().collect()).settled().value("comma").width("middle"))
                (spreadsheet::advice())
                div.actions { button.button.primary type="submit" { "エクスポートする" } }
            }
        }
        p { a href="/admin/export" { "ユーザーのエクスポートへ" } }
    };
    layout::admin_page(&visit, "注文と送信のエクスポート", &content)
}

/// The kind and the format of the file.
#[derive(Debug)]
pub(crate) struct RecordsQuery {
    kind: String,
    format: ExportQuery,
}

impl From<Pairs> for RecordsQuery {
    fn from(pairs: Pairs) -> Self {
        Self {
            kind: pairs.get("kind").to_owned(),
            format: pairs.into(),
        }
    }
}

/// エクスポートする.
pub(crate) async fn file(
    State(shop): State<Shop>,
    visit: Visit,
    Query(page_query): Query<RecordsQuery>,
) -> Result<Response, PageError> {
    let mut kinds = KINDS.iter();
    let found = kinds.find(|(_, word, _)| page_query.kind == *word);
    let (kind, name, _) = *found.ok_or(PageError::NotFound)?;
    let (encoding, delimiter) = page_query.format.read().ok_or(PageError::NotFound)?;
    if encoding == Encoding::ShiftJis
        && let Err(NotWritten::Export(why @ NotExported::Unmappable(_))) =
            whole(&shop.0.store, kind, delimiter).await
    {
        // Once the file is on its way, no error can be shown.
        let notice = Notice::warning(why.to_string());
        return Ok(visit.redirect_with_notice(&shop, HERE, &notice));
    }
    let records = Records::begin(shop.0.store.clone(), kind, delimiter, encoding)?;
    let chunks = stream::try_unfold(records, |mut records| async move {
        let chunk = records.next().await?;
        Ok::<_, NotWritten>(chunk.map(|chunk| (chunk, records)))
    });
    Ok(answer(&shop, name, encoding, Body::from_stream(chunks)))
}

/// Writes a file into nothing: whether it can be written in `Shift_JIS`.
async fn whole(store: &Store, kind: RecordKind, delimiter: u8) -> Result<(), NotWritten> {
    let mut records = Records::begin(store.clone(), kind, delimiter, Encoding::ShiftJis)?;
    while records.next().await?.is_some() {}
    Ok(())
}

/// How many orders are read at once.
const STRETCH: u32 = 500;

/// A file in the making: never more of it in memory than one stretch of orders.
struct Records {
    store: Store,
    kind: RecordKind,
    file: Exporter<Written>,
    written: Written,
    /// How many orders are in it; `None` once it has ended.
    done: Option<u32>,
}

impl Records {
    fn begin(
        store: Store,
        kind: RecordKind,
        delimiter: u8,
        encoding: Encoding,
    ) -> Result<Self, NotWritten> {
        let written = Written::default();
        let columns = match kind {
            RecordKind::Orders => &ORDER_COLUMNS[..],
            RecordKind::Transmissions | RecordKind::Errors => &TRANSMISSION_COLUMNS[..],
        };
        Ok(Self {
            store,
            kind,
            file: Exporter::begin_with(written.clone(), delimiter, encoding, columns)?,
            written,
            done: Some(0),
        })
    }

    /// The next bytes; the first are the header's with the first rows.
    async fn next(&mut self) -> Result<Option<Vec<u8>>, NotWritten> {
        let Some(done) = self.done else {
            return Ok(None);
        };
        let count = match self.kind {
            RecordKind::Orders => self.orders(done).await?,
            RecordKind::Transmissions | RecordKind::Errors => self.transmissions(done).await?,
        };
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        self.done = (count == STRETCH).then(|| done.saturating_add(count));
        Ok(Some(self.written.taken()))
    }

    async fn orders(&mut self, skip: u32) -> Result<usize, NotWritten> {
        let orders = self.store.exported_orders(skip, STRETCH).await?;
        for (order, email) in &orders {
            let row = order_row(order, email);
            self.file.row(&row.each_ref().map(String::as_str))?;
        }
        Ok(orders.len())
    }

    async fn transmissions(&mut self, skip: u32) -> Result<usize, NotWritten> {
        let query = OrderQuery {
            sort: OrderSort::Oldest,
            skip,
            limit: STRETCH,
            ..OrderQuery::default()
        };
        let ledger = self.store.ledger();
        let orders = ledger.orders(&query).await?;
        let numbers = orders.iter().map(|order| order.order_number.as_str());
        let numbers: Vec<&str> = numbers.collect();
        for intent in ledger.intents_by_number(&numbers).await? {
            if self.kind == RecordKind::Transmissions || is_error(&intent) {
                let row = transmission_row(&intent);
                self.file.row(&row.each_ref().map(String::as_str))?;
            }
        }
        Ok(orders.len())
    }
}
