//! The journal: what was received, what was answered, and why.

use axum::{Json, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    App,
    merchant::OfMerchant,
    problem::{ControlProblem, Parameters, limit},
};
use crate::{
    clock::in_japan,
    merchant::{
        faults::FaultKind,
        journal::{Entry, Journal},
        masked::{MaskedFields, MaskedValue},
    },
    vendor::{APIS, messages, wire::form::Malformed},
};

/// A stretch of the journal.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct JournalView {
    /// From which number on every request is there; older ones were dropped.
    complete_from: u64,
    entries: Vec<EntryView>,
}

/// One request and its answer.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EntryView {
    /// Counts the requests of this journal.
    number: u64,
    /// Counts all requests of the simulator: what `X-Simulator-Request` says.
    pub(crate) request: u64,
    pub(crate) at: String,
    pub(crate) api: &'static str,
    /// The fields in the order in which they came.
    pub(crate) received: Vec<FieldView>,
    pub(crate) answered: AnswerView,
    /// All rules that the request breaks, in the vendor's order; the first is answered.
    pub(crate) broken_rules: Vec<BrokenView>,
    /// Why the bytes were no form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) malformed: Option<String>,
    #[serde(skip)]
    pub(crate) mistake: Option<Malformed>,
    /// The fault that met the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fault: Option<FaultKind>,
    /// Whether the request was looked at.
    pub(crate) processed: bool,
    /// The number of the change that it made, as on the time line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) change: Option<u64>,
}

/// A field of a request or an answer. Passwords are not kept, of personal data only the length.
#[derive(Serialize, ToSchema)]
pub(crate) struct FieldView {
    pub(crate) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) value: Option<String>,
    /// `secret` or `personal`, in place of a value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) masked: Option<&'static str>,
    /// How many characters the personal data had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) characters: Option<usize>,
}

/// What was answered.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AnswerView {
    pub(crate) return_code: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) error_code: Option<&'static str>,
    pub(crate) elements: Vec<FieldView>,
}

/// A rule that a request breaks.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BrokenView {
    pub(crate) code: &'static str,
    /// The wire name of the field.
    pub(crate) field: String,
    /// The number of the line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) line: Option<u8>,
    pub(crate) message: &'static str,
    pub(crate) remedy: &'static str,
}

impl JournalView {
    /// All of a journal.
    pub(super) fn whole(journal: &Journal) -> Self {
        Self {
            complete_from: journal.complete_from(),
            entries: journal.entries().map(EntryView::of).collect(),
        }
    }
}

impl EntryView {
    pub(crate) fn of(entry: &Entry) -> Self {
        let broken = entry.broken.iter().map(|broken| {
            let rule = &entry.rules[usize::from(broken.rule)];
            let message = messages::find(rule.code);
            BrokenView {
                code: rule.code,
                field: rule.fields(),
                line: (broken.line > 0).then_some(broken.line),
                message: message.map_or("", |message| message.text),
                remedy: message.map_or("", |message| message.remedy),
            }
        });
        Self {
            number: entry.number,
            request: entry.request,
            at: in_japan(entry.at),
            api: entry.api,
            received: fields(&entry.received),
            answered: AnswerView {
                return_code: u8::from(entry.code.is_some()),
                error_code: entry.code,
                elements: fields(&entry.answered),
            },
            broken_rules: broken.collect(),
            malformed: entry.malformed.as_ref().map(ToString::to_string),
            mistake: entry.malformed.as_deref().cloned(),
            fault: entry.fault.as_deref().cloned(),
            processed: entry.processed,
            change: entry.change,
        }
    }
}

fn fields(fields: &MaskedFields) -> Vec<FieldView> {
    let view = |(name, shown)| FieldView::of(name, &shown);
    fields.pairs().map(view).collect()
}

impl FieldView {
    pub(crate) fn of(name: &str, shown: &MaskedValue<'_>) -> Self {
        let (value, masked, characters) = match *shown {
            MaskedValue::Value(value) => (Some(value.to_owned()), None, None),
            MaskedValue::Personal(characters) => (None, Some("personal"), Some(characters)),
            MaskedValue::Secret => (None, Some("secret"), None),
        };
        Self {
            name: name.to_owned(),
            value,
            masked,
            characters,
        }
    }
}

/// Which entries to list.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct JournalQuery {
    /// `AN010` … `AN070`.
    api: Option<String>,
    /// The code that was answered; `0` for what was accepted.
    code: Option<String>,
    /// A value of orderNo.
    order: Option<String>,
    /// A value of buyerId or cId.
    buyer: Option<String>,
    /// The first number; left out: 1.
    from: Option<u64>,
    /// Left out: 100.
    #[param(minimum = 1, maximum = 1_000)]
    limit: Option<usize>,
}

impl JournalQuery {
    fn matches(&self, entry: &Entry) -> bool {
        let has = |names: &[&str], wanted: &Option<String>| {
            wanted.as_deref().is_none_or(|wanted| {
                let mut pairs = entry.received.pairs();
                pairs.any(|(name, value)| {
                    names.contains(&name) && value == MaskedValue::Value(wanted)
                })
            })
        };
        entry.number >= self.from.unwrap_or(1)
            && self.api.as_deref().is_none_or(|api| api == entry.api)
            && self
                .code
                .as_deref()
                .is_none_or(|code| code == entry.code.unwrap_or("0"))
            && has(&["orderNo"], &self.order)
            && has(&["buyerId", "cId"], &self.buyer)
    }

    /// How many to list.
    fn checked(&self) -> Result<usize, ControlProblem> {
        let is_known = |wanted: &String| APIS.iter().any(|api| api.number == wanted);
        if self.api.as_ref().is_some_and(|wanted| !is_known(wanted)) {
            return Err(ControlProblem::unacceptable(
                "api",
                "AN010～AN070 のいずれかを指定するか、省いてください",
            ));
        }
        limit(self.limit)
    }

    fn list(&self, limit: usize, journal: &Journal) -> Json<JournalView> {
        let entries = journal
            .entries()
            .filter(|entry| self.matches(entry))
            .take(limit);
        Json(JournalView {
            complete_from: journal.complete_from(),
            entries: entries.map(EntryView::of).collect(),
        })
    }
}

/// Lists a merchant's requests.
#[utoipa::path(get, path = "/merchants/{code}/journal", tag = "journal", params(JournalQuery), responses(
    (status = 200, body = JournalView),
    (status = 422, description = "A value is not acceptable", body = ControlProblem),
))]
pub(super) async fn list(
    merchant: OfMerchant,
    Parameters(wanted): Parameters<JournalQuery>,
) -> Result<Json<JournalView>, ControlProblem> {
    let limit = wanted.checked()?;
    Ok(wanted.list(limit, &merchant.merchant().await?.journal()))
}

/// Forgets a merchant's requests; the numbers go on.
#[utoipa::path(delete, path = "/merchants/{code}/journal", tag = "journal", responses((status = 204)))]
pub(super) async fn clear(merchant: OfMerchant) -> Result<StatusCode, ControlProblem> {
    merchant.merchant().await?.journal_mut().clear();
    Ok(StatusCode::NO_CONTENT)
}

/// Lists the requests that belong to no merchant: unknown merchant codes, and what is no form.
#[utoipa::path(get, path = "/journal", tag = "journal", params(JournalQuery), responses(
    (status = 200, body = JournalView),
    (status = 422, description = "A value is not acceptable", body = ControlProblem),
))]
pub(super) async fn list_strays(
    State(app): App,
    Parameters(wanted): Parameters<JournalQuery>,
) -> Result<Json<JournalView>, ControlProblem> {
    let limit = wanted.checked()?;
    Ok(wanted.list(limit, &app.unattributed.lock()))
}

/// Forgets the requests that belong to no merchant; the numbers go on.
#[utoipa::path(delete, path = "/journal", tag = "journal", responses((status = 204)))]
pub(super) async fn clear_strays(State(app): App) -> StatusCode {
    app.unattributed.lock().clear();
    StatusCode::NO_CONTENT
}
