//! The command that repeats a request. The password stays a variable; sample values replace what was not kept, and differences are listed
//! beside it.

use std::fmt::Write as _;

use super::{
    format::encoded,
    fragment::Page,
    language::Language,
    sample_values::{SampleValue, SampleValues},
};
use crate::{
    control::{journal::FieldView, requests::RequestView},
    merchant::masked::MAX_VALUE,
    vendor::wire::form::{MAX_BODY_BYTES, MAX_FIELDS, Malformed},
};

/// A command, and its differences from the request.
#[derive(Default)]
pub(super) struct Repeated {
    pub(super) command: String,
    differs: Vec<Difference>,
}

/// A part of a request that the command does not repeat.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Difference {
    Body,
    BrokenOff,
    MadeUp,
    Unlike,
    Unnamed,
    Cut,
    WrongPassword,
    Fault,
}

impl Difference {
    pub(super) const fn text(self, lang: Language) -> &'static str {
        match self {
            Self::Body => lang.say(
                "フォームとして読めない要求の本文は記録していません。同じ誤りになる例を送ります。",
                "The body of what is no form is not kept: this sends an example with the same mistake.",
            ),
            Self::BrokenOff => lang.say(
                "本文の途中で切れた要求は curl では再現できません。",
                "A request that broke off cannot be repeated by curl.",
            ),
            Self::MadeUp => lang.say(
                "氏名・住所・電話番号などは記録していないため、同じ長さで判定が同じになる作り物です。",
                "Names, addresses, telephone numbers and the like are not kept: these are made up, as long and judged alike.",
            ),
            Self::Unlike => lang.say(
                "作り物では同じ判定にならない項目があります。応答が変わることがあります。",
                "Some made-up values are not judged alike, or mean somebody else: the answer may be another one.",
            ),
            Self::Unnamed => lang.say(
                "名前を記録していない項目は省いています（APIにない項目で、判定には関わりません）。",
                "Fields whose names are not kept are left out; no API asks for them.",
            ),
            Self::Cut => lang.say(
                "長い値は先頭の200文字だけを記録しているため、続きを「x」1つで補っています。",
                "Of long values only the first 200 characters are kept; one x stands for the rest.",
            ),
            Self::WrongPassword => lang.say(
                "パスワードが違った要求です。違うパスワードを送ります。",
                "The password was a wrong one, and so is this.",
            ),
            Self::Fault => lang.say(
                "このとき起きた障害は、もう一度設定しないと起きません。",
                "The fault does not meet it again unless it is switched on.",
            ),
        }
    }
}

impl Repeated {
    pub(super) fn of(page: &Page<'_>, request: &RequestView) -> Self {
        let mut repeated = Self::default();
        let address = format!(
            "http://{}/kuroneko-anshin/{}APIAction.action",
            page.host, request.entry.api
        );
        match &request.entry.mistake {
            Some(mistake) => repeated.broken(mistake, &address),
            None => repeated.form(page, request, &address),
        }
        if request.entry.fault.is_some() {
            repeated.differs(Difference::Fault);
        }
        repeated
    }

    /// The differences, each once.
    pub(super) fn differences(&self) -> &[Difference] {
        &self.differs
    }

    fn differs(&mut self, difference: Difference) {
        if !self.differs.contains(&difference) {
            self.differs.push(difference);
        }
    }

    /// Sends bytes that are malformed in the same way.
    fn broken(&mut self, mistake: &Malformed, address: &str) {
        let piped = |made: &str| format!("{made} | curl {address} \\\n  --data-binary @-");
        let sent = |data: &str| format!("curl {address} \\\n  --data {}", quoted(data));
        self.command = match mistake {
            Malformed::Method(method) if method == "HEAD" => format!("curl --head {address}"),
            Malformed::Method(method) => format!("curl -X {} {address}", quoted(method)),
            Malformed::ContentType => {
                format!("curl {address} \\\n  -H 'Content-Type: text/plain' \\\n  --data ''")
            }
            Malformed::Charset => format!(
                "curl {address} \\\n  -H 'Content-Type: application/x-www-form-urlencoded; charset=Shift_JIS' \\\n  --data ''"
            ),
            Malformed::Compressed => {
                format!("curl {address} \\\n  -H 'Content-Encoding: gzip' \\\n  --data ''")
            }
            Malformed::BrokenPercent => sent("x=%"),
            Malformed::NotUtf8 => sent("x=%FF"),
            Malformed::Doubled(name) => sent(&format!("{0}=1&{0}=1", encoded(name))),
            Malformed::TooLarge => piped(&format!("head -c {} /dev/zero", MAX_BODY_BYTES + 1)),
            Malformed::TooManyFields => piped(&format!(
                "yes 'x=1&' | head -n {} | tr -d '\\n'",
                MAX_FIELDS + 1
            )),
            Malformed::Incomplete => sent(""),
        };
        self.differs(match mistake {
            Malformed::Incomplete => Difference::BrokenOff,
            _ => Difference::Body,
        });
    }

    /// Sends every received field, in order.
    fn form(&mut self, page: &Page<'_>, request: &RequestView, address: &str) {
        self.command = format!("curl {address}");
        let samples = SampleValues::new(page, request);
        for field in &request.entry.received {
            self.field(field, &samples, request);
        }
        if !self.command.contains(" --data") {
            self.command.push_str(" \\\n  --data ''");
        }
    }

    fn field(&mut self, field: &FieldView, samples: &SampleValues<'_>, request: &RequestView) {
        let name = &field.name;
        let value = match (field.masked, &field.value) {
            (Some("secret"), _) if name == "passWord" && has_wrong_password(request) => {
                self.differs(Difference::WrongPassword);
                "wrong-password".to_owned()
            }
            (Some("secret"), _) => {
                let _ = write!(
                    self.command,
                    " \\\n  --data-urlencode \"{name}=$KAKEBARAI_PASSWORD\""
                );
                return;
            }
            (Some(_), _) if name == "?" => return self.differs(Difference::Unnamed),
            (Some(_), _) => {
                self.differs(Difference::MadeUp);
                let SampleValue {
                    value,
                    is_judged_alike,
                } = samples.of(field);
                if !is_judged_alike {
                    self.differs(Difference::Unlike);
                }
                value
            }
            (None, value) => {
                let value = value.clone().unwrap_or_default();
                match value.strip_suffix('…') {
                    Some(kept) if value.chars().count() > MAX_VALUE => {
                        self.differs(Difference::Cut);
                        format!("{kept}x")
                    }
                    _ => value,
                }
            }
        };
        // A command-line argument cannot contain a NUL.
        let word = if value.contains('\0') {
            format!(
                " \\\n  --data {}",
                quoted(&format!("{name}={}", encoded(&value)))
            )
        } else {
            format!(
                " \\\n  --data-urlencode {}",
                quoted(&format!("{name}={value}"))
            )
        };
        self.command.push_str(&word);
    }
}

/// Whether the merchant exists and the password is wrong.
fn has_wrong_password(request: &RequestView) -> bool {
    request.merchant.is_some()
        && request
            .rules
            .iter()
            .any(|rule| rule.is_broken() && rule.rule.contains("password"))
}

/// Quotes a word for a shell.
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
