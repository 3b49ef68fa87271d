//! The schema of `conformance.json`.

use kakebarai_conformance::reports::schema;
use serde_json::Value;

use super::written;
use crate::support;

#[test]
fn the_schema_of_a_report() {
    support::snapshots()
        .bind(|| insta::assert_snapshot!("report-schema", format!("{:#}", schema())));
}

/// What a schema refers to, itself where it refers to nothing.
fn resolved<'a>(all: &'a Value, schema: &'a Value) -> &'a Value {
    let mut schemas = vec![schema];
    schemas.extend(schema["oneOf"].as_array().into_iter().flatten());
    let mut references = schemas.into_iter().filter_map(|one| one["$ref"].as_str());
    references.next().map_or(schema, |reference| {
        let name = reference.strip_prefix("#/$defs/").unwrap();
        let found = &all["$defs"][name];
        assert!(found.is_object(), "{reference}");
        found
    })
}

/// Compares as far as names, lists and words go, and counts the names.
fn compared(all: &Value, schema: &Value, value: &Value, path: &str) -> usize {
    let schema = resolved(all, schema);
    match value {
        Value::Object(object) => {
            let properties = schema["properties"].as_object();
            let Some(properties) = properties else {
                assert_eq!(schema["type"], "object", "{path}");
                return 0;
            };
            for name in schema["required"].as_array().into_iter().flatten() {
                assert!(
                    object.contains_key(name.as_str().unwrap()),
                    "{path}: {name} is required"
                );
            }
            let inner = object.iter().map(|(name, value)| {
                let path = format!("{path}.{name}");
                let schema = properties
                    .get(name)
                    .unwrap_or_else(|| panic!("{path} is in no schema"));
                1 + compared(all, schema, value, &path)
            });
            inner.sum()
        }
        Value::Array(list) => {
            assert!(
                schema["type"].to_string().contains("array"),
                "{path}: {schema}"
            );
            let each = |item| compared(all, &schema["items"], item, path);
            list.iter().map(each).sum()
        }
        Value::String(word) if schema["enum"].is_array() => {
            let words = schema["enum"].as_array().unwrap();
            assert!(words.contains(&word.as_str().into()), "{path}: {word}");
            0
        }
        _ => 0,
    }
}

#[test]
fn a_report_is_as_its_schema_says() {
    let schema = schema();
    assert_eq!(
        schema["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
    let names = compared(&schema, &schema, &written(), "report");
    assert!(names > 250, "{names}");
    let text = schema.to_string();
    assert!(!text.contains("#/components/"), "{text}");
    for reference in text.split("#/$defs/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(schema["$defs"][name].is_object(), "{name}");
    }
}
