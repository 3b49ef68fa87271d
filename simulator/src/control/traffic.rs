//! A merchant's journal as the rules for traffic read it.

use std::sync::Arc;

use kakebarai_traffic::{
    Answered, Broken, Entry, Expectation, Fault, Field, Journal as Traffic, Mark, Transport,
};

use super::{
    journal::{BrokenView, EntryView, FieldView},
    transport::TransportView,
};
use crate::merchant::{
    Account,
    journal::{self, Journal},
    marks,
};

/// Entries copied per lock of a journal, which bounds how long requests wait.
const PIECE: usize = 250;

/// Returns a merchant's newest requests, at most `most`. They are shared with its journal piece by piece, and read without its lock.
pub(crate) fn newest(merchant: &Account, unit_name: &str, most: usize) -> Traffic {
    let mut entries: Vec<Arc<journal::Entry>> = Vec::new();
    let complete_from = merchant.journal().complete_from();
    let mut before = u64::MAX;
    while entries.len() < most {
        let wanted = PIECE.min(most - entries.len());
        let piece = merchant.journal().shared_before(before, wanted);
        let Some(last) = piece.last() else {
            break;
        };
        before = last.request;
        entries.extend(piece);
    }
    let first = entries.last().map(|entry| entry.number);
    let entries = entries.iter().rev();
    Traffic {
        complete_from: first.unwrap_or_default().max(complete_from),
        entries: entries
            .map(|entry| traffic_entry(EntryView::of(entry, unit_name)))
            .collect(),
    }
}

/// The marks of a journal.
pub(crate) fn marks(journal: &Journal) -> Vec<Mark> {
    let mark = |mark: &marks::Mark| Mark {
        after: mark.after,
        test: mark.test.to_string(),
        expects: mark.expects.iter().map(ToString::to_string).collect(),
    };
    journal.marks().map(mark).collect()
}

/// Returns the expectations of a journal.
pub(crate) fn expectations(journal: &Journal) -> Vec<Expectation> {
    let in_yen = |yen: u64| i64::try_from(yen).unwrap_or(i64::MAX);
    let all = journal.expectations();
    all.map(|(order, shown)| Expectation {
        order: order.to_owned(),
        after: shown.after,
        total: in_yen(shown.total),
        tax: shown.tax.map(in_yen),
    })
    .collect()
}

fn traffic_entry(view: EntryView) -> Entry {
    Entry {
        number: view.number,
        request: view.request,
        at: view.at,
        api: view.api.to_owned(),
        received: fields(view.received),
        answered: Answered {
            return_code: view.answered.return_code,
            error_code: view.answered.error_code.map(Into::into),
            elements: fields(view.answered.elements),
        },
        broken_rules: view.broken_rules.into_iter().map(broken).collect(),
        malformed: view.malformed,
        fault: view.fault.map(|fault| Fault {
            kind: fault.name().to_owned(),
        }),
        mutant: view.mutant.map(Into::into),
        processed: view.processed,
        transport: view.transport.map(transport),
        change: view.change,
    }
}

fn fields(views: Vec<FieldView>) -> Vec<Field> {
    let field = |view: FieldView| Field {
        name: view.name,
        value: view.value,
        masked: view.masked.map(Into::into),
        characters: view.characters,
        fingerprint: view.fingerprint,
        unknown: view.unknown,
    };
    views.into_iter().map(field).collect()
}

fn broken(view: BrokenView) -> Broken {
    Broken {
        code: view.code.to_owned(),
        field: view.field,
        line: view.line,
        message: view.message.to_owned(),
        remedy: view.remedy.to_owned(),
    }
}

fn transport(view: TransportView) -> Transport {
    Transport {
        arrived_milliseconds: view.arrived_milliseconds,
        connection: view.connection,
        method: view.method,
        scheme: view.scheme.to_owned(),
        query: view.query,
        media_type: view.media_type,
        charset: view.charset,
        utf8: view.utf8,
        password_in: view.password_in,
        hung_up: view.hung_up,
    }
}
