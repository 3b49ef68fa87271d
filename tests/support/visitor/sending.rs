//! What a browser sends of a form.

use super::{Control, Form, Kind};

/// What is posted.
#[derive(Clone, Debug)]
pub(super) struct Body {
    pub(super) kind: String,
    pub(super) bytes: Vec<u8>,
}

/// What a browser sends of a form when a button is pressed.
pub(super) fn successful(form: &Form, button: usize) -> Vec<Control> {
    let sent = form.controls.iter().enumerate().filter(|(at, control)| {
        !control.name.is_empty()
            && match control.kind {
                Kind::Text | Kind::Hidden | Kind::List | Kind::File => true,
                Kind::Radio | Kind::Box => control.is_checked,
                Kind::Button => *at == button,
            }
    });
    sent.map(|(_, control)| control.clone()).collect()
}

pub(super) fn fields(controls: &[Control]) -> Vec<(String, String)> {
    let pairs = controls.iter();
    pairs
        .map(|control| (control.name.clone(), control.value.clone()))
        .collect()
}

pub(super) fn encoded_body(fields: &[(String, String)]) -> Body {
    Body {
        kind: "application/x-www-form-urlencoded".to_owned(),
        bytes: encoded(fields).into_bytes(),
    }
}

pub(super) fn encoded(fields: &[(String, String)]) -> String {
    let pairs = fields
        .iter()
        .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// A text as it stands in a query or a form.
pub(crate) fn escaped(text: &str) -> String {
    let bytes = text.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
            char::from(byte).to_string()
        }
        b' ' => "+".to_owned(),
        byte => format!("%{byte:02X}"),
    });
    bytes.collect()
}
