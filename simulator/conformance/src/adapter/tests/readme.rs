//! The examples of the README are messages and answers of the protocol.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::Verb;

const README: &str = include_str!("../../../README.md");

/// The lines of the README that are JSON.
fn examples() -> impl Iterator<Item = &'static str> {
    let blocks = README.split("```json\n").skip(1);
    blocks.flat_map(|block| block.split("```").next().unwrap().lines())
}

#[test]
fn every_example_is_of_the_protocol_and_every_verb_has_both() {
    let mut asked = BTreeMap::new();
    let (mut messages, mut answers) = (Vec::new(), Vec::new());
    for line in examples() {
        let Value::Object(mut object) =
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"))
        else {
            panic!("{line}");
        };
        let id = object.remove("id").unwrap().as_u64().unwrap();
        if let Some(word) = object.remove("do") {
            let verb: Verb = serde_json::from_value(word).unwrap();
            let read = verb.read_message(Value::Object(object));
            assert_eq!(read, Ok(Vec::new()), "{line}");
            messages.push(verb);
            asked.insert(id, verb);
        } else {
            let verb = asked[&id];
            let read = verb.read_answer(Value::Object(object));
            assert_eq!(read, Ok(Vec::new()), "{line}");
            answers.push(verb);
        }
    }
    for verb in Verb::ALL {
        assert!(messages.contains(verb), "{verb:?} has no example");
        assert!(
            answers.contains(verb),
            "{verb:?} has no example of an answer"
        );
    }
}

#[test]
fn every_skeleton_and_every_field_that_is_declared_stands_there() {
    for skeleton in super::super::skeletons::SKELETONS {
        assert!(
            README.contains(&skeleton.command.join(" ")),
            "{}",
            skeleton.language
        );
    }
    let introduction = &serde_json::json!(super::super::schema::schema());
    let schemas = &introduction["components"]["schemas"];
    for name in schemas["Accepts"]["properties"].as_object().unwrap().keys() {
        assert!(README.contains(&format!("`{name}`")), "{name}");
    }
    for word in schemas["Capability"]["enum"]
        .as_array()
        .unwrap_or(&Vec::new())
    {
        assert!(
            README.contains(&format!("`{}`", word.as_str().unwrap())),
            "{word}"
        );
    }
}
