//! Reads messages and answers: an error names the field, and unknown fields are listed.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use utoipa::ToSchema;

use super::{
    after_sale::{Carried, CarriedEach, OrderKnown, Recovered, Unshipped},
    buyer::{Applied, Screened},
    capabilities::Introduction,
    groups::GroupsDone,
    order::Offered,
    outcome::{Changed, Outcome, Placed, Previewed},
    session::{Acknowledged, Logged},
};

/// The reply to a message.
#[derive(Clone, Debug)]
pub enum Reply<A> {
    /// It was carried out, successfully or not.
    Answered {
        /// The answer.
        answer: A,
        /// The paths of fields that an answer of this kind does not have.
        unknown_fields: Vec<String>,
    },
    /// The integration cannot express it: the part of the message, as a path.
    Unsupported(String),
    /// The adapter itself failed.
    Failed(Failed),
}

impl<A> Reply<A> {
    pub(super) fn into_unknown_fields(self) -> Vec<String> {
        match self {
            Self::Answered { unknown_fields, .. } => unknown_fields,
            Self::Unsupported(_) | Self::Failed(_) => Vec::new(),
        }
    }
}

/// What the adapter says of its own mistake.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Failed {
    /// The error.
    pub message: String,
    /// Where it happened.
    #[serde(default)]
    pub trace: Option<String>,
}

/// An answer that cannot be read.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("`{field}` を読めません（{detail}）")]
pub struct Unreadable {
    /// Its path.
    pub field: String,
    /// Why it cannot be read.
    pub detail: String,
}

/// Requirements on an answer beyond its form.
pub trait Answer: Serialize + DeserializeOwned {
    /// The path of a missing value, and why it is needed.
    fn missing(&self) -> Option<(String, &'static str)> {
        None
    }
}

impl Answer for Applied {}
impl Answer for Carried {}
impl Answer for CarriedEach {}
impl Answer for Changed {}
impl Answer for GroupsDone {}
impl Answer for Logged {}
impl Answer for Offered {}
impl Answer for OrderKnown {}
impl Answer for Screened {}
impl Answer for Unshipped {}

#[expect(clippy::unnecessary_wraps, reason = "each caller answers with it")]
fn needed(field: &str, why: &'static str) -> Option<(String, &'static str)> {
    Some((field.to_owned(), why))
}

impl Answer for Acknowledged {
    fn missing(&self) -> Option<(String, &'static str)> {
        if self.ok {
            return None;
        }
        needed(
            "ok",
            "できたときは true、できないときは unsupported か failed を返してください",
        )
    }
}

impl Answer for Introduction {
    fn missing(&self) -> Option<(String, &'static str)> {
        if self.protocol != 1 {
            return needed(
                "protocol",
                "protocols の中から選んでください。いまは 1 だけです",
            );
        }
        if self.integration.name.is_empty() {
            return needed("integration.name", "報告に載る名前を入れてください");
        }
        if self.sessions == 0 || self.sessions > 64 {
            return needed("sessions", "1～64 にしてください");
        }
        None
    }
}

impl Answer for Placed {
    fn missing(&self) -> Option<(String, &'static str)> {
        let done = self.result == Outcome::Done;
        if done && self.order_number.is_none() {
            return needed("orderNumber", "done のときは、お店の受注番号が要ります");
        }
        if done && self.shown.is_none() {
            return needed("shown", "done のときは、お客様に示した金額が要ります");
        }
        None
    }
}

impl Answer for Previewed {
    fn missing(&self) -> Option<(String, &'static str)> {
        match self.result {
            Some(Outcome::NotSent) => None,
            Some(_) => needed("result", "送れないときの notSent だけが入ります"),
            None if self.price.is_none() => needed("price", "決済金額が要ります"),
            None if self.tax.is_none() => needed("tax", "消費税が要ります"),
            None if self.total.is_none() => needed("total", "お客様に示す合計が要ります"),
            None => None,
        }
    }
}

impl Answer for Recovered {
    fn missing(&self) -> Option<(String, &'static str)> {
        let nameless = self
            .outcomes
            .iter()
            .position(|one| one.key.is_none() && one.customer.is_none())?;
        Some((
            format!("outcomes[{nameless}].key"),
            "どの注文かを示す key か、申込みなら customer が要ります",
        ))
    }
}

/// Reads an answer without its `id`.
pub(crate) fn read_reply<A: Answer>(mut answer: Value) -> Result<Reply<A>, Unreadable> {
    if let Some(unsupported) = answer.get_mut("unsupported").map(Value::take) {
        return match unsupported {
            Value::String(what) if !what.is_empty() => Ok(Reply::Unsupported(what)),
            other => Err(Unreadable {
                field: "unsupported".to_owned(),
                detail: format!("何を扱えないかを文字列で書いてください。いまの値は {other} です"),
            }),
        };
    }
    if let Some(failed) = answer.get_mut("failed").map(Value::take) {
        let (failed, _) = read::<Failed>(failed).map_err(|error| Unreadable {
            field: format!("failed.{}", error.field),
            ..error
        })?;
        return Ok(Reply::Failed(failed));
    }
    let (answer, unknown_fields) = read::<A>(answer)?;
    match answer.missing() {
        Some((field, why)) => Err(Unreadable {
            field,
            detail: why.to_owned(),
        }),
        None => Ok(Reply::Answered {
            answer,
            unknown_fields,
        }),
    }
}

pub(super) fn read_message<M: DeserializeOwned>(message: Value) -> Result<Vec<String>, Unreadable> {
    read::<M>(message).map(|(_, unknown)| unknown)
}

fn read<T: DeserializeOwned>(value: Value) -> Result<(T, Vec<String>), Unreadable> {
    let mut unknown = Vec::new();
    let mut note = |path: serde_ignored::Path<'_>| {
        unknown.push(path.to_string().replace("?.", ""));
    };
    let watched = serde_ignored::Deserializer::new(value, &mut note);
    match serde_path_to_error::deserialize(watched) {
        Ok(read) => {
            unknown.sort();
            Ok((read, unknown))
        }
        Err(error) => {
            let path = error.path().to_string();
            Err(Unreadable {
                field: named(&path, &error.inner().to_string()),
                detail: error.into_inner().to_string(),
            })
        }
    }
}

/// The path of a missing field ends with the field.
fn named(path: &str, error: &str) -> String {
    let missing = error
        .strip_prefix("missing field `")
        .and_then(|rest| rest.split('`').next());
    match (path, missing) {
        (".", Some(missing)) => missing.to_owned(),
        (path, Some(missing)) => format!("{path}.{missing}"),
        (path, None) => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn unreadable<A: Answer + std::fmt::Debug>(answer: Value) -> (String, String) {
        let error = read_reply::<A>(answer).unwrap_err();
        (error.field, error.detail)
    }

    #[test]
    fn an_error_names_the_field() {
        let number = json!({"result": "done", "orderNumber": "1", "shown": {"total": 1600}});
        assert_eq!(unreadable::<Placed>(number).0, "shown.total");
        let separators = json!({"result": "done", "orderNumber": "1", "shown": {"total": "1,600"}});
        let (field, detail) = unreadable::<Placed>(separators);
        assert_eq!(field, "shown.total");
        assert!(detail.contains("桁区切りや円は付けません"), "{detail}");
        let word = json!({"result": "ok"});
        assert_eq!(unreadable::<Placed>(word).0, "result");
        let in_a_list = json!({"results": [{"key": "A-1", "result": "done"}, {"key": "A-2"}]});
        assert_eq!(unreadable::<CarriedEach>(in_a_list).0, "results[1].result");
        assert_eq!(unreadable::<OrderKnown>(json!({"state": "none"})).0, "paid");
    }

    #[test]
    fn what_an_answer_must_hold_is_asked_for() {
        let (field, _) = unreadable::<Placed>(json!({"result": "done", "orderNumber": "1"}));
        assert_eq!(field, "shown");
        let (field, _) = unreadable::<Acknowledged>(json!({"ok": false}));
        assert_eq!(field, "ok");
        let nobody = json!({"outcomes": [{"verb": "ship", "result": "done"}]});
        assert_eq!(unreadable::<Recovered>(nobody).0, "outcomes[0].key");
        assert_eq!(
            unreadable::<Previewed>(json!({"price": "1", "tax": "0"})).0,
            "total"
        );
        let second = json!({"protocol": 2, "integration": {"name": "a"}});
        assert_eq!(unreadable::<Introduction>(second).0, "protocol");
        for sessions in [0, 65] {
            let start = json!({"protocol": 1, "integration": {"name": "a"}, "sessions": sessions});
            assert_eq!(unreadable::<Introduction>(start).0, "sessions");
        }
    }

    #[test]
    fn fields_and_words_that_nobody_knows_are_listed() {
        let start = json!({"protocol": 1, "integration": {"name": "a", "vendor": "b"},
            "can": ["order", "refund"], "accepts": {"rounding": ["down", "bankers"], "colour": 1}});
        let Ok(Reply::Answered {
            answer,
            unknown_fields,
        }) = read_reply::<Introduction>(start)
        else {
            panic!("it can be read");
        };
        assert_eq!(unknown_fields, ["accepts.colour", "integration.vendor"]);
        assert_eq!(answer.can.unknown(), ["refund"]);
        assert_eq!(answer.accepts.rounding.unknown(), ["bankers"]);
        assert_eq!(answer.sessions, 1);
    }

    #[test]
    fn null_and_the_empty_list_of_php_stand_for_nothing() {
        let start =
            json!({"protocol": 1, "integration": {"name": "a"}, "can": null, "accepts": []});
        assert!(matches!(
            read_reply::<Introduction>(start),
            Ok(Reply::Answered { .. })
        ));
        let placed = json!({"result": "unknown", "told": [], "warnings": null, "shown": null});
        assert!(matches!(
            read_reply::<Placed>(placed),
            Ok(Reply::Answered { .. })
        ));
    }

    #[test]
    fn what_the_integration_cannot_express_and_its_own_mistakes_are_told_apart() {
        let unsupported = read_reply::<Placed>(json!({"unsupported": "order.partPayments"}));
        assert!(
            matches!(unsupported, Ok(Reply::Unsupported(what)) if what == "order.partPayments")
        );
        let failed = read_reply::<Placed>(json!({"failed": {"message": "TypeError"}}));
        assert!(matches!(failed, Ok(Reply::Failed(failed)) if failed.message == "TypeError"));
        assert_eq!(
            unreadable::<Placed>(json!({"unsupported": true})).0,
            "unsupported"
        );
        assert_eq!(
            unreadable::<Placed>(json!({"failed": {}})).0,
            "failed.message"
        );
    }
}
