//! An accepted request as a journal has it, for tests and the bench.

use kakebarai_traffic::{Answered, Entry, Field};

/// An accepted request.
pub(crate) fn entry(number: u64, api: &str, fields: Vec<(String, String)>) -> Entry {
    let field = |(name, value): (String, String)| Field {
        name,
        value: Some(value),
        masked: None,
        characters: None,
        fingerprint: None,
        unknown: false,
    };
    Entry {
        number,
        request: number,
        at: "2026-12-01T10:00:00+09:00".to_owned(),
        api: api.to_owned(),
        received: fields.into_iter().map(field).collect(),
        answered: Answered {
            return_code: Some(0),
            error_code: None,
            elements: Vec::new(),
        },
        broken_rules: Vec::new(),
        malformed: None,
        fault: None,
        mutant: None,
        processed: true,
        transport: None,
        change: Some(number),
    }
}
