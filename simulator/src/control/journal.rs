//! The journal: requests, answers, and their reasons.

use std::{borrow::Cow, ops::Deref, pin::pin, sync::Arc, time::Duration};

use axum::{Json, http::StatusCode};
use serde::{Deserialize, Serialize};
use tokio::{
    sync::Notify,
    time::{Instant, timeout_at},
};
use utoipa::ToSchema;

use super::{
    merchant::{OfMerchant, no_merchant},
    problem::{ControlProblem, Parameters, limit, waiting_time},
    transport::TransportView,
};
use crate::{
    app::AppState,
    clock::in_japan,
    merchant::{
        Account,
        faults::FaultKind,
        journal::{Entry, Journal},
        masked::{MaskedFields, MaskedValue},
    },
    vendor::{APIS, numbered, wire::form::Malformed},
};

/// How often a waiting list is looked at again.
const LOOK: Duration = Duration::from_millis(300);

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
    pub(super) number: u64,
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
    /// The fields with bytes that are not UTF-8, which were decoded with U+FFFD; `?` for a name that no API has.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) not_utf8: Vec<Box<str>>,
    /// What may be meant where fields are not found: a name that is nearly an item's, fields in the query, a byte order mark.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) hints: Vec<Box<str>>,
    #[serde(skip)]
    pub(crate) mistake: Option<Malformed>,
    #[serde(skip)]
    pub(crate) microseconds: u32,
    /// The fault that met the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fault: Option<FaultKind>,
    /// The misbehaviour that met the request, alone or beside the fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) mutant: Option<&'static str>,
    /// Whether the request was looked at.
    pub(crate) processed: bool,
    /// How it came; there with the setting `transport_facts`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) transport: Option<TransportView>,
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
    /// The same for the same personal data, until the simulator ends; there with the setting `transport_facts`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fingerprint: Option<String>,
    /// Whether the API has no item of this name. Its value is not kept; it is passed over.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) unknown: bool,
}

/// What was answered.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AnswerView {
    /// 0 accepted, 1 refused; `null` where no answer was sent, or none that has a returnCode.
    pub(crate) return_code: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) error_code: Option<Cow<'static, str>>,
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
    /// Returns the whole journal. `unit_name` is the wire name of the lines' unit.
    pub(super) fn whole(journal: &Journal, unit_name: &str) -> Self {
        let entries = journal
            .entries()
            .map(|entry| EntryView::of(entry, unit_name));
        Self {
            complete_from: journal.complete_from(),
            entries: entries.collect(),
        }
    }
}

impl EntryView {
    pub(crate) fn of(entry: &Entry, unit_name: &str) -> Self {
        let broken = entry.broken.iter().map(|broken| {
            let rule = &entry.rules[usize::from(broken.rule)];
            let message = rule.message();
            BrokenView {
                code: rule.code,
                field: rule.fields(),
                line: (broken.line > 0).then_some(broken.line),
                message: message.text,
                remedy: message.remedy,
            }
        });
        Self {
            number: entry.number,
            request: entry.request,
            at: in_japan(entry.at),
            api: entry.api,
            received: received(entry, unit_name),
            answered: AnswerView {
                return_code: entry.answers.then_some(u8::from(entry.refused)),
                error_code: entry.code.clone(),
                elements: fields(&entry.answered),
            },
            broken_rules: broken.collect(),
            malformed: entry.malformed.as_ref().map(ToString::to_string),
            not_utf8: entry.not_utf8.to_vec(),
            hints: entry.hints.to_vec(),
            mistake: entry.malformed.as_deref().cloned(),
            microseconds: entry.microseconds,
            fault: entry.fault.as_deref().cloned(),
            mutant: entry.mutant,
            processed: entry.processed,
            transport: entry
                .transport
                .as_deref()
                .map(|transport| TransportView::of(transport, entry)),
            change: entry.change,
        }
    }
}

/// Returns the fields of a request; those that its API does not have are marked.
fn received(entry: &Entry, unit_name: &str) -> Vec<FieldView> {
    let (mut received, api) = (fields(&entry.received), numbered(entry.api));
    for field in &mut received {
        field.unknown = api.is_some_and(|api| !api.has_item(&field.name, unit_name));
    }
    received
}

fn fields(fields: &MaskedFields) -> Vec<FieldView> {
    let view = |(name, shown)| FieldView::of(name, &shown);
    fields.pairs().map(view).collect()
}

impl FieldView {
    pub(crate) fn of(name: &str, shown: &MaskedValue<'_>) -> Self {
        let (value, masked, characters) = match *shown {
            MaskedValue::Value(value) => (Some(value.to_owned()), None, None),
            MaskedValue::Personal { characters, .. } => (None, Some("personal"), Some(characters)),
            MaskedValue::Secret => (None, Some("secret"), None),
        };
        Self {
            name: name.to_owned(),
            value,
            masked,
            characters,
            fingerprint: match shown {
                MaskedValue::Personal { fingerprint, .. } => fingerprint.map(Into::into),
                _ => None,
            },
            unknown: false,
        }
    }
}

/// The notification of the next entry of a merchant's journal.
struct NextEntry(Arc<Account>);

impl Deref for NextEntry {
    type Target = Notify;

    fn deref(&self) -> &Notify {
        &self.0.next_entry
    }
}

/// Which entries to list.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct JournalQuery {
    /// `AN010` … `AN070`.
    api: Option<String>,
    /// The code that was answered; `0` for what was accepted, whether the answer arrived or not.
    code: Option<String>,
    /// A value of orderNo.
    order: Option<String>,
    /// A value of buyerId or cId.
    buyer: Option<String>,
    /// The first number; left out: 1.
    from: Option<u64>,
    /// Only what came after this number: another way to say `from`.
    after: Option<u64>,
    /// How long to wait until there is such a request, `30s` for example, at most a minute. If none comes, the list is empty.
    wait: Option<String>,
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
            && self.after.is_none_or(|after| entry.number > after)
            && self.api.as_deref().is_none_or(|api| api == entry.api)
            && self
                .code
                .as_deref()
                .is_none_or(|code| entry.outcome() == Some(code))
            && has(&["orderNo"], &self.order)
            && has(&["buyerId", "cId"], &self.buyer)
    }

    /// How many to list, and how long to wait for the first.
    pub(super) fn checked(&self) -> Result<(usize, Duration), ControlProblem> {
        let is_known = |wanted: &String| APIS.iter().any(|api| api.number == wanted);
        if self.api.as_ref().is_some_and(|wanted| !is_known(wanted)) {
            return Err(ControlProblem::unacceptable(
                "api",
                "AN010～AN070 のいずれかを指定するか、省いてください",
            ));
        }
        if self.from.is_some() && self.after.is_some() {
            return Err(ControlProblem::unacceptable(
                "after",
                "from と after は、どちらか1つだけを指定してください",
            ));
        }
        let wait = self
            .wait
            .as_deref()
            .map_or(Ok(Duration::ZERO), waiting_time);
        Ok((limit(self.limit)?, wait?))
    }

    pub(super) fn list(&self, limit: usize, journal: &Journal, unit_name: &str) -> JournalView {
        let entries = journal
            .entries()
            .filter(|entry| self.matches(entry))
            .take(limit);
        JournalView {
            complete_from: journal.complete_from(),
            entries: entries
                .map(|entry| EntryView::of(entry, unit_name))
                .collect(),
        }
    }
}

/// Lists until there are entries, the time is over or the simulator stops. Calls `next` for each list, since the merchant may have been
/// replaced.
pub(super) async fn wait_for<J: Deref<Target = Notify>>(
    app: &AppState,
    wait: Duration,
    next: impl Fn() -> Option<J>,
    list: impl Fn() -> Option<JournalView>,
) -> Option<JournalView> {
    let deadline = Instant::now() + wait;
    loop {
        let next = next()?;
        let mut next_entry = pin!(next.notified());
        // Entries from here on wake this task.
        next_entry.as_mut().enable();
        let listed = list()?;
        let now = Instant::now();
        if !listed.entries.is_empty() || now >= deadline || app.is_stopping() {
            return Some(listed);
        }
        let _ = timeout_at(deadline.min(now + LOOK), next_entry).await;
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
    let (limit, wait) = wanted.checked()?;
    // Fails if there is no such merchant, and reads what other simulators did to it.
    merchant.merchant().await?;
    let OfMerchant { app, code } = &merchant;
    let unit_name = &app.settings.assumptions.wire.unit_name;
    let next = || app.merchant(code).map(NextEntry);
    let list = || {
        let merchant = app.merchant(code)?;
        let journal = merchant.journal();
        Some(wanted.list(limit, &journal, unit_name))
    };
    let listed = wait_for(app, wait, next, list).await;
    listed.map(Json).ok_or_else(no_merchant)
}

/// Forgets a merchant's requests; the numbers go on.
#[utoipa::path(delete, path = "/merchants/{code}/journal", tag = "journal", responses((status = 204)))]
pub(super) async fn clear(merchant: OfMerchant) -> Result<StatusCode, ControlProblem> {
    merchant.merchant().await?.journal_mut().clear();
    Ok(StatusCode::NO_CONTENT)
}
