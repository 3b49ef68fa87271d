//! Fields without secrets: passwords are masked, personal data is reduced to its length.

use std::hash::{BuildHasher as _, RandomState};

use crate::{
    books::values::is_merchant_code,
    vendor::wire::{fields::Fields, form::Form, item::Privacy, reply::Element},
};

/// The most characters of a value that are kept.
pub(crate) const MAX_VALUE: usize = 200;

/// The memory of an allocation of a size, the allocator's overhead included.
pub(super) const fn allocated(bytes: usize) -> usize {
    if bytes == 0 { 0 } else { bytes + 16 }
}

/// Names and values in one piece of text; a mask in place of a value begins with a NUL.
#[derive(Debug, Default)]
pub(crate) struct MaskedFields {
    text: Box<str>,
    ends: Box<[u32]>,
}

/// A value as the journal has it.
#[derive(Debug, Eq, PartialEq)]
pub(crate) enum MaskedValue<'a> {
    Value(&'a str),
    /// Personal data: its length in characters, and a fingerprint that tells equal values.
    Personal {
        characters: usize,
        fingerprint: Option<&'a str>,
    },
    /// A password, or a value that may be one.
    Secret,
}

impl MaskedFields {
    /// Keeps the fields of a request. `password` is the merchant's: it is masked wherever it occurs. Without a merchant any field may
    /// contain a password, so only values that look like a merchant code are kept.
    pub(crate) fn fields(
        form: &Form,
        fields: &Fields<'_>,
        password: Option<&str>,
        fingerprints: Option<&Fingerprints>,
    ) -> Self {
        let pairs = form.pairs().zip(fields.privacy());
        let sent = pairs
            .clone()
            .find(|(_, privacy)| **privacy == Some(Privacy::Secret));
        let sent = sent
            .map(|((_, value), _)| value)
            .filter(|value| !value.is_empty());
        let is_password = |text: &str| Some(text) == password || Some(text) == sent;
        let mut builder = MaskedFieldsBuilder {
            fingerprints,
            ..MaskedFieldsBuilder::default()
        };
        for ((name, value), privacy) in pairs {
            match privacy {
                Some(_) if is_password(value) => builder.add(name, value, Privacy::Secret),
                Some(_) if password.is_none() && !is_merchant_code(value) => {
                    builder.add_length(name, value);
                }
                Some(privacy) => builder.add(name, value, *privacy),
                // An unknown field may hold anything, so its value is not kept, and its name only if it looks like one.
                None => {
                    let is_name = name.len() <= 40
                        && !value.is_empty()
                        && name
                            .bytes()
                            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
                        && !is_password(name);
                    builder.add_length(if is_name { name } else { "?" }, value);
                }
            }
        }
        builder.build()
    }

    /// Keeps the elements of an answer.
    pub(crate) fn elements(elements: &[Element]) -> Self {
        let mut builder = MaskedFieldsBuilder::default();
        for element in elements {
            builder.add(element.name, &element.value, element.privacy);
        }
        builder.build()
    }

    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, MaskedValue<'_>)> {
        let mut start = 0;
        self.ends
            .as_chunks::<2>()
            .0
            .iter()
            .map(move |[name_end, value_end]| {
                let (middle, end) = (*name_end as usize, *value_end as usize);
                let (name, value) = (&self.text[start..middle], &self.text[middle..end]);
                start = end;
                let shown = match value.strip_prefix('\0') {
                    None => MaskedValue::Value(value),
                    Some("") => MaskedValue::Secret,
                    Some(mask) => {
                        let (length, fingerprint) = match mask.split_once(' ') {
                            Some((length, fingerprint)) => (length, Some(fingerprint)),
                            None => (mask, None),
                        };
                        MaskedValue::Personal {
                            characters: length.parse().unwrap_or(0),
                            fingerprint,
                        }
                    }
                };
                (name, shown)
            })
    }

    pub(super) fn bytes(&self) -> usize {
        allocated(self.text.len()) + allocated(self.ends.len() * size_of::<u32>())
    }
}

/// Makes fingerprints of personal data: equal for equal values, and irreversible. The key is made at the start and never written.
#[derive(Debug, Default)]
pub(crate) struct Fingerprints(RandomState);

impl Fingerprints {
    fn of(&self, value: &str) -> String {
        format!("{:016x}", self.0.hash_one(value))
    }
}

#[derive(Default)]
struct MaskedFieldsBuilder<'a> {
    fingerprints: Option<&'a Fingerprints>,
    text: String,
    ends: Vec<u32>,
}

impl MaskedFieldsBuilder<'_> {
    /// Keeps only the length of a value that may be anything.
    fn add_length(&mut self, name: &str, value: &str) {
        self.text.push_str(name);
        self.end();
        if !value.is_empty() {
            self.push_length(value);
        }
        self.end();
    }

    fn push_length(&mut self, value: &str) {
        self.text.push('\0');
        self.text.push_str(&value.chars().count().to_string());
    }

    fn add(&mut self, name: &str, value: &str, privacy: Privacy) {
        self.text.push_str(name);
        self.end();
        match privacy {
            _ if value.is_empty() => {}
            Privacy::Secret => self.text.push('\0'),
            Privacy::Personal => {
                self.push_length(value);
                if let Some(fingerprints) = self.fingerprints {
                    self.text.push(' ');
                    self.text.push_str(&fingerprints.of(value));
                }
            }
            Privacy::Open if !is_too_long(value) && !value.starts_with('\0') => {
                self.text.push_str(value);
            }
            Privacy::Open => {
                let kept = value.chars().skip_while(|c| *c == '\0').take(MAX_VALUE);
                self.text.extend(kept);
                self.text.push('…');
            }
        }
        self.end();
    }

    fn end(&mut self) {
        self.ends
            .push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    fn build(self) -> MaskedFields {
        MaskedFields {
            text: self.text.into_boxed_str(),
            ends: self.ends.into_boxed_slice(),
        }
    }
}

fn is_too_long(value: &str) -> bool {
    value.len() > MAX_VALUE && value.chars().nth(MAX_VALUE).is_some()
}
