//! The schema of `conformance.json`, made from its types.

use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::{adapter::schema::sorted, judging::report::Report};

/// The place of referenced schemas in `utoipa`, and in a JSON Schema.
const PLACES: [&str; 2] = ["#/components/schemas/", "#/$defs/"];

/// The JSON Schema of a report.
pub fn schema() -> Value {
    schema_of::<Report>(
        "kakebarai-conformance report",
        "適合検査の報告（conformance.json）。format が 1 である間、項目は増えることはあっても、減らず、意味も変わりません。",
    )
}

/// The JSON Schema of a report of another type.
pub(super) fn schema_of<T: ToSchema>(title: &str, description: &str) -> Value {
    let mut parts = Vec::new();
    T::schemas(&mut parts);
    let mut parts: Map<String, Value> = parts
        .into_iter()
        .map(|(name, schema)| (name, json!(schema)))
        .collect();
    parts.insert(T::name().into_owned(), json!(T::schema()));
    sorted(in_place(json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "description": description,
        "$ref": format!("{}{}", PLACES[0], T::name()),
        "$defs": parts,
    })))
}

fn in_place(value: Value) -> Value {
    match value {
        Value::Object(object) => object
            .into_iter()
            .map(|(name, value)| (name, in_place(value)))
            .collect::<Map<_, _>>()
            .into(),
        Value::Array(list) => list.into_iter().map(in_place).collect::<Vec<_>>().into(),
        Value::String(text) if text.starts_with(PLACES[0]) => {
            text.replacen(PLACES[0], PLACES[1], 1).into()
        }
        other => other,
    }
}
