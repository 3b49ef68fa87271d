//! The protocol as `OpenAPI`, made from its types.

use serde_json::{Map, Value, json};
use utoipa::{PartialSchema as _, ToSchema as _};

use super::{
    Verb,
    message::{
        application_form::{FORM_FIELDS, FormFieldValue},
        groups::{USER_GROUPS_ANSWER, USER_GROUPS_FILE},
        reading::Failed,
    },
};

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// The description of the protocol. Over stdin and stdout each of its objects is a line.
pub fn schema() -> Value {
    sorted(json!({
        "openapi": "3.1.0",
        "info": {
            "title": "kakebarai-conformance adapter protocol",
            "version": "1",
            "description": "アダプターとの約束。標準入出力では1つのオブジェクトが1行のJSON、HTTPでは1つのPOSTの本文です。どちらも同じ形です。",
            "license": {"name": "MIT OR Apache-2.0"},
        },
        "paths": {"/": {"post": post()}},
        "components": {"schemas": schemas()},
        "x-verbs": Verb::ALL.iter().map(|verb| json!({
            "do": verb.word(),
            "capability": verb.capability(),
            "message": format!("{}Message", verb.word()),
            "answer": format!("{}Answer", verb.word()),
        })).collect::<Vec<_>>(),
        "x-application-form": application_form(),
        "x-user-groups": {
            "file": USER_GROUPS_FILE,
            "answer": serde_json::from_str::<Value>(USER_GROUPS_ANSWER).unwrap_or_default(),
            "description": "The file byte for byte (in messages it is base64), and what its import answers where 1111@cs-cart.jp had no groups, 2222@cs-cart.jp has none, and nobody has the last address.",
        },
    }))
}

/// The one operation.
fn post() -> Value {
    let each = |kind: &str| {
        let names = Verb::ALL.iter();
        names
            .map(|verb| reference(&format!("{}{kind}", verb.word())))
            .collect::<Vec<_>>()
    };
    let target = |word: &str| format!("#/components/schemas/{word}Message");
    let mapping: Map<String, Value> = Verb::ALL
        .iter()
        .map(|verb| (verb.word().to_owned(), json!(target(verb.word()))))
        .collect();
    json!({
        "operationId": "message",
        "description": "One message. The schema of its answer has the same name, with Answer for Message.",
        "requestBody": {"required": true, "content": {"application/json": {"schema": {
            "oneOf": each("Message"),
            "discriminator": {"propertyName": "do", "mapping": mapping},
        }}}},
        "responses": {"200": {
            "description": "Always 200; what went wrong in the adapter is told by `failed`.",
            "content": {"application/json": {"schema": {"anyOf": each("Answer")}}},
        }},
    })
}

/// Every message and answer in its sent form, and their parts.
fn schemas() -> Map<String, Value> {
    let mut schemas = Map::new();
    for verb in Verb::ALL {
        for (name, schema) in verb.schemas() {
            schemas.insert(name, json!(schema));
        }
        let (message, answer) = verb.schema_names();
        let word = verb.word();
        schemas.insert(
            format!("{word}Message"),
            json!({"allOf": [
                {"type": "object", "required": ["id", "do"], "properties": {
                    "id": {"type": "integer", "minimum": 0, "description": "The answer repeats it."},
                    "do": {"type": "string", "enum": [word]},
                }},
                reference(message),
            ]}),
        );
        schemas.insert(
            format!("{word}Answer"),
            json!({"allOf": [
                reference("Numbered"),
                {"oneOf": [reference(answer), reference("Unsupported"), reference("Broken")]},
            ]}),
        );
    }
    schemas.insert(Failed::name().into_owned(), json!(Failed::schema()));
    for (name, members) in [
        (
            "Numbered",
            json!({"id": {"type": "integer", "minimum": 0, "description": "As in the message."}}),
        ),
        (
            "Unsupported",
            json!({"unsupported": {"type": "string", "example": "order.partPayments",
            "description": "What the integration cannot express: a path in the message, and its value where that matters."}}),
        ),
        (
            "Broken",
            json!({"failed": {"allOf": [reference("Failed")], "description": "The adapter itself broke."}}),
        ),
    ] {
        let required: Vec<_> = members
            .as_object()
            .into_iter()
            .flat_map(Map::keys)
            .collect();
        let schema = json!({"type": "object", "required": required, "properties": members});
        schemas.insert(name.to_owned(), schema);
    }
    schemas
}

/// The form of `apply`, each name with the provider's item.
fn application_form() -> Vec<Value> {
    let values = |value| match value {
        FormFieldValue::Text => json!("text"),
        FormFieldValue::Switch { on, off } => json!({"true": on, "false": off}),
        FormFieldValue::Words(words) => words
            .iter()
            .map(|(word, value)| ((*word).to_owned(), json!(value)))
            .collect::<Map<_, _>>()
            .into(),
    };
    let fields = FORM_FIELDS.iter();
    fields
        .map(|field| {
            json!({
                "name": field.name,
                "item": field.item,
                "label": field.label,
                "values": values(field.value),
            })
        })
        .collect()
}

/// The same with the names of every object in order, whatever features other packages of a build enable in the JSON library.
pub(crate) fn sorted(value: Value) -> Value {
    match value {
        Value::Object(object) => {
            let mut members: Vec<_> = object.into_iter().collect();
            members.sort_by(|one, other| one.0.cmp(&other.0));
            let members = members
                .into_iter()
                .map(|(name, value)| (name, sorted(value)));
            Value::Object(members.collect())
        }
        Value::Array(list) => Value::Array(list.into_iter().map(sorted).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_leads_somewhere() {
        let schema = schema();
        let text = schema.to_string();
        let mut references = 0;
        for name in text.split("#/components/schemas/").skip(1) {
            let name = name.split('"').next().unwrap();
            assert!(schema["components"]["schemas"][name].is_object(), "{name}");
            references += 1;
        }
        assert!(references > 100, "{references}");
    }

    #[test]
    fn the_literal_answer_is_one() {
        let answer = serde_json::from_str(USER_GROUPS_ANSWER).unwrap();
        assert_eq!(Verb::Groups.read_answer(answer), Ok(Vec::new()));
    }
}
