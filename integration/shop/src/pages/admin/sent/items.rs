//! The items of a settlement: what the settings make of an order now, beside what was sent.

use super::explanation::Explanation;
use kakebarai::{
    billing::{BillingTerms, Note, OrderProblem, ProductCodes, Statement},
    client::{RegisterPayment, SentField, SentItem},
    order::Order,
};

/// An item of the request.
#[derive(Debug)]
pub(super) struct Row {
    /// Which it is.
    pub(super) field: SentField,
    /// In Japanese.
    pub(super) label: String,
    /// On the wire.
    pub(super) name: String,
    /// What was sent, or else what would be.
    pub(super) value: String,
    /// Its value by the settings now, if that differs from what was sent.
    pub(super) now: Option<String>,
    /// Where it comes from.
    pub(super) why: String,
}

/// What was sent of an order, or would be.
#[derive(Debug, Default)]
pub(super) struct Diff {
    pub(super) rows: Vec<Row>,
    /// Whether it was sent.
    pub(super) is_sent: bool,
    /// Whether the settings make something else of it now.
    pub(super) differs: bool,
    /// In yen: what is billed.
    pub(super) total: Option<i64>,
    pub(super) notes: Vec<Note>,
    /// Why it cannot be sent as the settings are now.
    pub(super) problems: Vec<OrderProblem>,
}

impl Diff {
    pub(super) fn of(
        order: &Order,
        shipping: &str,
        buyer_id: Option<&str>,
        terms: &BillingTerms,
        sent: Option<&RegisterPayment>,
    ) -> Self {
        let (statement, problems) = match Statement::of(order, terms) {
            Ok(statement) => (Some(statement), Vec::new()),
            Err(problems) => (None, problems),
        };
        let request = statement
            .as_ref()
            .map(|statement| statement.request(order, buyer_id.unwrap_or(""), &terms.cart_code));
        let items = |request: Option<&RegisterPayment>| {
            let items = request.map(|request| request.items().unwrap_or_default());
            items.unwrap_or_default()
        };
        let (now, was) = (items(request.as_ref()), items(sent));
        let explanation = Explanation {
            order,
            shipping,
            terms,
            statement: statement.as_ref(),
        };
        let shown = if sent.is_some() { &was } else { &now };
        let rows = shown.iter().map(|item| {
            let other = now.iter().find(|other| other.field == item.field);
            let other = other.map_or("", |other| other.value.as_str());
            // If it cannot be billed now, there is nothing to compare with.
            let is_other = statement.is_some() && other != item.value;
            Row {
                field: item.field,
                label: item.label.clone(),
                name: item.name.clone(),
                now: is_other.then(|| other.to_owned()),
                why: explanation.of(item, is_other),
                value: item.value.clone(),
            }
        });
        let mut rows: Vec<Row> = rows.collect();
        // What would be sent now and was not.
        if sent.is_some() {
            let is_new = |item: &&SentItem| shown.iter().all(|known| known.field != item.field);
            rows.extend(now.iter().filter(is_new).map(|item| Row {
                field: item.field,
                label: item.label.clone(),
                name: item.name.clone(),
                value: String::new(),
                now: Some(item.value.clone()),
                why: explanation.of(item, false),
            }));
        }
        let billed = sent.or(request.as_ref());
        Self {
            differs: rows.iter().any(|row| row.now.is_some()),
            is_sent: sent.is_some(),
            total: billed.map(|request| i64::from(request.price) + i64::from(request.tax)),
            notes: sent
                .and_then(|sent| notes_of(order, terms, sent))
                .or_else(|| statement.map(|statement| statement.notes))
                .unwrap_or_default(),
            problems,
            rows,
        }
    }
}

/// The changes in sending, under the setting of the product codes that makes of the order what was sent. `None` if no setting does.
fn notes_of(order: &Order, terms: &BillingTerms, sent: &RegisterPayment) -> Option<Vec<Note>> {
    let mut settings = [
        terms.product_codes,
        ProductCodes::CutFromHead,
        ProductCodes::NotSent,
    ]
    .into_iter();
    settings.find_map(|codes| {
        let mut terms = terms.clone();
        terms.product_codes = codes;
        let statement = Statement::of(order, &terms).ok()?;
        let request = statement.request(order, &sent.buyer_id, &terms.cart_code);
        (request.lines == sent.lines).then_some(statement.notes)
    })
}
