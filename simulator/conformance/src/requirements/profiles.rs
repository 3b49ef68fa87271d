//! Profiles: capabilities that an integration may lack by design, and why.

use std::{borrow::Cow, fs, path::Path};

use serde::{
    Deserialize as _,
    de::{IntoDeserializer as _, value::Error},
};
use toml::{Table, Value};

use super::Requirement;
use crate::adapter::message::capabilities::Capability::{
    self, Apply, Groups, Screening, Ship, Unship,
};

/// Capabilities that an integration may lack without failing for it.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The name, or the file.
    pub name: Cow<'static, str>,
    /// Why something is left out, in Japanese; for `full`, that nothing is.
    pub reason: Cow<'static, str>,
    /// The capabilities that are not required.
    without: Cow<'static, [Capability]>,
    /// Requirements that are left out although their capabilities exist.
    requirements: &'static [&'static str],
}

/// Requirements judged without one of their needs, by the others: AN050 shows whether a screened buyer is offered the method, and a
/// customer's groups come with the customer.
const JUDGED_WITHOUT: [(Capability, &[&str]); 2] = [
    (Screening, &["SCR-01", "SCR-02", "SCR-03"]),
    (Groups, &["ELG-03"]),
];

static PROFILES: [Profile; 5] = [
    Profile {
        name: Cow::Borrowed("full"),
        reason: Cow::Borrowed("すべての要件"),
        without: Cow::Borrowed(&[]),
        requirements: &[],
    },
    Profile {
        name: Cow::Borrowed("checkout"),
        reason: Cow::Borrowed(
            "取引先登録は書面かヤマトの画面で行い、お店は利用金額照会だけで判断するため",
        ),
        without: Cow::Borrowed(&[Apply, Screening]),
        requirements: &[],
    },
    Profile {
        name: Cow::Borrowed("no-shipping"),
        reason: Cow::Borrowed("送り状番号は、ヤマトの画面で登録するため"),
        without: Cow::Borrowed(&[Ship, Unship]),
        requirements: &[],
    },
    Profile {
        name: Cow::Borrowed("own-shop"),
        reason: Cow::Borrowed(
            "CS-Cartのアドオンにならったお店ではなく、ユーザーグループのファイルがないため",
        ),
        without: Cow::Borrowed(&[Groups]),
        requirements: &[],
    },
    Profile {
        name: Cow::Borrowed("library"),
        reason: Cow::Borrowed("お店の画面を持たないライブラリーのため"),
        without: Cow::Borrowed(&[Groups]),
        requirements: &[
            "ELG-03", "ELG-04", "ELG-05", "COD-06", "CAN-05", "TST-01", "TST-02", "ERR-03",
        ],
    },
];

/// Why a profile cannot be used.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("プロファイル {place}：{what}。")]
pub struct UnusableProfile {
    /// The name, or the file.
    pub place: String,
    /// The mistake and the remedy.
    pub what: String,
}

impl Profile {
    /// The built-in profiles.
    pub fn all() -> &'static [Self] {
        &PROFILES
    }

    /// Everything is judged.
    pub fn full() -> &'static Self {
        &PROFILES[0]
    }

    /// The profile of a name, or of a file.
    ///
    /// # Errors
    /// The mistake and the remedy.
    pub fn open(words: &str) -> Result<Self, UnusableProfile> {
        if let Some(profile) = PROFILES.iter().find(|profile| profile.name == words) {
            return Ok(profile.clone());
        }
        let unusable = |what: String| UnusableProfile {
            place: words.to_owned(),
            what,
        };
        if !Path::new(words).exists() {
            let names = joined(PROFILES.iter().map(|profile| profile.name.as_ref()));
            return Err(unusable(format!(
                "{names} のどれでもなく、その場所にファイルもありません。名前か、TOMLファイルの場所を確かめてください"
            )));
        }
        let text = fs::read_to_string(words).map_err(|why| {
            unusable(format!(
                "ファイルを読めません（{why}）。UTF-8のファイルで、読む権限があることを確かめてください"
            ))
        })?;
        Self::read(words, &text)
    }

    /// A team's own profile, from the text of its file.
    ///
    /// # Errors
    /// The mistake and the remedy.
    pub fn read(place: &str, text: &str) -> Result<Self, UnusableProfile> {
        let unusable = |what: String| UnusableProfile {
            place: place.to_owned(),
            what,
        };
        let table: Table = text.parse().map_err(|error: toml::de::Error| {
            let begin = error.span().map_or(0, |span| span.start);
            let line = text
                .bytes()
                .take(begin)
                .filter(|byte| *byte == b'\n')
                .count()
                + 1;
            let message = error.message();
            unusable(format!(
                "{line}行目をTOMLとして読めません（{message}）。次のように書いてください：{EXAMPLE}"
            ))
        })?;
        let unknown = table
            .keys()
            .find(|key| !["without", "reason"].contains(&key.as_str()));
        if let Some(key) = unknown {
            return Err(unusable(format!(
                "「{key}」という項目はありません。書けるのは without と reason です：{EXAMPLE}"
            )));
        }
        let reason = match table.get("reason").and_then(Value::as_str).map(str::trim) {
            Some(reason) if !reason.is_empty() => reason.to_owned(),
            _ => {
                return Err(unusable(format!(
                    "reason に、外す理由を文で書いてください。報告に載ります：{EXAMPLE}"
                )));
            }
        };
        let without = table.get("without").and_then(Value::as_array);
        let Some(without) = without.filter(|without| !without.is_empty()) else {
            return Err(unusable(format!(
                "without に、お店にない機能を1つ以上並べてください：{EXAMPLE}。何も外さないなら、--profile full です"
            )));
        };
        let without: Result<Vec<_>, _> = without
            .iter()
            .map(|word| capability(word).map_err(&unusable))
            .collect();
        Ok(Self {
            name: Cow::Owned(place.to_owned()),
            reason: Cow::Owned(reason),
            without: Cow::Owned(without?),
            requirements: &[],
        })
    }

    /// Why a requirement is left out; `None` if it is judged.
    pub fn leaves_out(&self, requirement: &Requirement) -> Option<&str> {
        let is_judged_without = |needed: Capability| {
            let mut judged = JUDGED_WITHOUT.iter();
            judged.any(|(lacking, ids)| *lacking == needed && ids.contains(&requirement.id))
        };
        let lacks_a_need = requirement
            .needs
            .iter()
            .any(|needed| self.without.contains(needed) && !is_judged_without(*needed));
        let is_left_out = lacks_a_need || self.requirements.contains(&requirement.id);
        is_left_out.then_some(&*self.reason)
    }

    /// Why a capability is not required; `None` if it is. Parts of a requirement that need only other capabilities are judged.
    pub fn lacks(&self, capability: Capability) -> Option<&str> {
        self.without.contains(&capability).then_some(&*self.reason)
    }
}

const EXAMPLE: &str = r#"without = ["apply", "groups"] と reason = "取引先登録は書面で行うため""#;

/// The capability for a word of the file.
fn capability(word: &Value) -> Result<Capability, String> {
    let text = word.as_str().unwrap_or_default();
    let read: Result<_, Error> = Capability::deserialize(text.into_deserializer());
    read.map_err(|_| {
        let words = joined(CAPABILITIES.into_iter());
        format!("without の {word} は機能の名前ではありません。{words} から選んでください")
    })
}

/// The words of the protocol, in its order.
const CAPABILITIES: [&str; 16] = [
    "order",
    "status",
    "recover",
    "cancel",
    "bulkCancel",
    "amend",
    "ship",
    "unship",
    "offer",
    "preview",
    "apply",
    "screening",
    "groups",
    "log",
    "durable",
    "parallel",
];

fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join("、")
}
