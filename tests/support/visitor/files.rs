//! Files that a visitor chooses, and forms that carry them, as browsers send them.

use super::{Body, Control, Kind, Page, Visitor};

const BOUNDARY: &str = "----tests7MA4YWxkTrZu0gW";

/// A form with its files, in the order of the page.
pub(super) fn body(controls: &[Control]) -> Body {
    let mut bytes = Vec::new();
    for control in controls {
        let (file, content) = match control.kind {
            // Browsers send a file that was not chosen as an empty one without a name.
            Kind::File => {
                let (name, content) = control.file.clone().unwrap_or_default();
                let kind = "Content-Type: application/octet-stream";
                (format!("; filename=\"{name}\"\r\n{kind}"), content)
            }
            _ => (String::new(), control.value.clone().into_bytes()),
        };
        let name = &control.name;
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{file}");
        bytes.extend_from_slice(format!("{head}\r\n\r\n").as_bytes());
        bytes.extend_from_slice(&content);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    Body {
        kind: format!("multipart/form-data; boundary={BOUNDARY}"),
        bytes,
    }
}

impl Visitor {
    /// Chooses a file for a field by its label.
    pub(crate) fn attach(&mut self, label: &str, name: &str, content: impl Into<Vec<u8>>) {
        self.control(label, |control| control.kind == Kind::File)
            .file = Some((name.to_owned(), content.into()));
    }

    /// Sends bytes as a form with files that is on no page.
    pub(crate) async fn post_parts(&mut self, path: &str, parts: &str) -> &Page {
        let body = Body {
            kind: "multipart/form-data; boundary=b".to_owned(),
            bytes: parts.as_bytes().to_vec(),
        };
        self.go("POST", path, Some(body)).await
    }
}
