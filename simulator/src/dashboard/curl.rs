//! The command that repeats a request. The password stays a variable; what was not kept is left as a mark to fill in.

use std::{fmt::Write as _, net::SocketAddr};

use crate::control::requests::RequestView;

/// `curl` with every field that came, in its order.
pub(super) fn command(request: &RequestView, address: SocketAddr) -> String {
    let mut command = format!(
        "curl http://{address}/kuroneko-anshin/{}APIAction.action",
        request.entry.api
    );
    for field in &request.entry.received {
        let value = match (field.masked, &field.value) {
            (Some("secret"), _) => {
                let _ = write!(
                    command,
                    " \\\n  --data-urlencode \"{}=$KAKEBARAI_PASSWORD\"",
                    field.name
                );
                continue;
            }
            (Some(_), _) => format!("（{}文字）", field.characters.unwrap_or(0)),
            (None, value) => value.clone().unwrap_or_default(),
        };
        let _ = write!(
            command,
            " \\\n  --data-urlencode {}",
            quoted(&format!("{}={value}", field.name))
        );
    }
    command
}

/// A word that a shell takes as it is.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_shell_takes_any_text_as_it_is() {
        for text in ["a", "it's $HOME `x` \"y\"", "''", "改\n行"] {
            let printed = std::process::Command::new("sh")
                .args(["-c", &format!("printf %s {}", super::quoted(text))])
                .output()
                .unwrap();
            assert_eq!(String::from_utf8(printed.stdout).unwrap(), text);
        }
    }
}
