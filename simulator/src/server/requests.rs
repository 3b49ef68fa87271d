//! The one path of a request to the seven: read, judge the form, decide on the merchant's state, write down, answer.

use std::{marker::PhantomData, sync::Arc};

use jiff::civil::DateTime;

use crate::{
    app::AppState,
    books::{buyers::Judgement, change::Cause, seen::BooksAtRequest},
    log::LogEvent,
    merchant::{
        Account,
        faults::{FaultKind, InjectedFault},
        journal::Entry,
        masked::MaskedFields,
        state::State,
    },
    storage::StorageError,
    vendor::{
        Endpoint, MALFORMED, NO_OUTCOME, fault_code,
        rules::{
            facts::{Facts, FormFacts, MerchantFacts},
            judge::{Broken, check_form, check_merchant, merge},
        },
        wire::{
            fields::Fields,
            form::{Form, Malformed},
            reply::{Element, Reply},
        },
    },
};

/// An answer on its way out, and the fault that meets it.
pub(crate) struct Answer {
    /// The number under which the request can be looked up.
    pub(crate) request: u64,
    /// 加盟店コード of a merchant that exists.
    pub(crate) merchant: Option<Box<str>>,
    pub(crate) code: Option<&'static str>,
    pub(crate) xml: String,
    pub(crate) malformed: Option<Malformed>,
    pub(crate) fault: Option<InjectedFault>,
}

/// The decision on a request, before it is stored and answered.
struct Decision {
    at: DateTime,
    fault: Option<InjectedFault>,
    /// Whether the rules were checked.
    processed: bool,
    broken: Vec<Broken>,
    seen: BooksAtRequest,
    /// Empty if the request is accepted.
    codes: Vec<&'static str>,
    elements: Vec<Element>,
    judgement: Option<Judgement>,
    /// The number of the change that was made.
    change: Option<u64>,
}

/// A form, checked by the rules that need nothing else.
struct Judged<'a> {
    form: FormFacts<'a>,
    broken: Vec<Broken>,
}

/// Answers a request to one of the seven.
///
/// # Errors
/// Its events could not be stored, or it was not processed.
pub(crate) async fn answer<E: Endpoint>(
    app: &AppState,
    form: &Result<Form, Malformed>,
) -> Result<Answer, StorageError> {
    let assumptions = &app.settings.assumptions;
    let unit_name = &assumptions.wire.unit_name;
    let read = form.as_ref().map_err(Clone::clone).and_then(|form| {
        Fields::find(form, E::ITEMS, E::LINE_ITEMS, unit_name).map(|fields| (form, fields))
    });
    let (form, fields) = match read {
        Ok(read) => read,
        Err(malformed) => return Ok(unreadable::<E>(app, malformed)),
    };
    let facts = FormFacts {
        fields: &fields,
        assumptions,
    };
    let judged = Judged {
        form: facts,
        broken: check_form(E::RULES, &facts),
    };
    let fault = app.take_fault(E::API);
    let trader_code = fields.text(&E::TRADER_CODE[0]);
    let merchant = match trader_code {
        Some(code) => app.find(code).await?,
        None => None,
    };
    let mut record = PendingEntry::<E> {
        app,
        form,
        fields: &fields,
        merchant: merchant.as_deref(),
        decided: None,
        api: PhantomData,
    };
    if let Some(merchant) = &merchant {
        let act = |state: &mut State| {
            let decision = decide::<E>(app, &judged, state, fault.clone());
            record.decided = Some((decision, Some(state.credentials().password().clone())));
        };
        if let Err(error) = app.transact_on(merchant.clone(), act).await {
            if !error.is_in_doubt() {
                record.decided = None;
            }
            return Err(error);
        }
    }
    if record.decided.is_none() {
        // No merchant has the code, or it was deleted meanwhile.
        record.merchant = None;
        record.decided = Some((decide_without::<E>(app, &judged, fault), None));
    }
    let merchant = record
        .merchant
        .map(|merchant| merchant.code().as_ref().into());
    let (request, decision) = record.write();
    Ok(answered(app, decision, request, merchant))
}

/// What a request leaves in the journal, even if the client hangs up before the answer.
struct PendingEntry<'a, E: Endpoint> {
    app: &'a AppState,
    form: &'a Form,
    fields: &'a Fields<'a>,
    merchant: Option<&'a Account>,
    /// The merchant's password is masked wherever it occurs.
    decided: Option<(Decision, Option<Arc<str>>)>,
    api: PhantomData<fn() -> E>,
}

impl<E: Endpoint> PendingEntry<'_, E> {
    /// Adds the entry to the journal, outside the lock of the merchant. Returns the number of the request.
    #[expect(clippy::expect_used, reason = "nobody writes before it is decided")]
    fn write(mut self) -> (u64, Decision) {
        self.write_once().expect("the request is decided")
    }

    fn write_once(&mut self) -> Option<(u64, Decision)> {
        let (decision, password) = self.decided.take()?;
        let received = MaskedFields::fields(self.form, self.fields, password.as_deref());
        let coverage = match self.merchant {
            Some(merchant) => merchant.coverage(),
            None => &self.app.unattributed_coverage,
        };
        let code = decision.codes.first().copied();
        coverage.count_request(E::API, code, decision.judgement, decision.fault.as_ref());
        let entry = entry::<E>(&decision, received);
        Some((self.app.push_entry(self.merchant, entry), decision))
    }
}

impl<E: Endpoint> Drop for PendingEntry<'_, E> {
    fn drop(&mut self) {
        self.write_once();
    }
}

/// Decides on a request, and records the outcome. Runs under the merchant's lock, so it must be short.
fn decide<E: Endpoint>(
    app: &AppState,
    judged: &Judged<'_>,
    state: &mut State,
    fault: Option<InjectedFault>,
) -> Decision {
    let now = state.now();
    let fault = fault.or_else(|| state.take_fault(E::API));
    if let Some(stopped) = stopped::<E>(now, fault.as_ref()) {
        return stopped;
    }
    let password = judged.form.fields.text(&E::PASSWORD[0]);
    let merchant = MerchantFacts {
        books: state.books(),
        screening: state.screening(),
        password_is_right: state.credentials().accepts(password.unwrap_or("")),
    };
    let facts = facts::<E>(app, judged, now, Some(merchant));
    let (mut decision, outcome) = judge::<E>(judged, &facts, fault);
    if decision.codes.is_empty() {
        match outcome {
            Some(outcome) => {
                decision.change = outcome
                    .change
                    .map(|change| state.change(now, Cause::Api, change));
                // A screening without delay has happened before the answer goes out.
                state.catch_up();
                decision.elements = outcome.elements;
                decision.judgement = outcome.judgement;
            }
            // The tables have a gap. Nothing was changed.
            None => no_outcome::<E>(app, &mut decision),
        }
    }
    decision
}

/// Decides on a request whose merchant does not exist.
fn decide_without<E: Endpoint>(
    app: &AppState,
    judged: &Judged<'_>,
    fault: Option<InjectedFault>,
) -> Decision {
    let now = app.now();
    if let Some(stopped) = stopped::<E>(now, fault.as_ref()) {
        return stopped;
    }
    let facts = facts::<E>(app, judged, now, None);
    let (mut decision, _) = judge::<E>(judged, &facts, fault);
    if decision.codes.is_empty() {
        no_outcome::<E>(app, &mut decision);
    }
    decision
}

fn no_outcome<E: Endpoint>(app: &AppState, decision: &mut Decision) {
    app.note(&LogEvent::NoOutcome { api: E::API });
    decision.codes.push(NO_OUTCOME);
}

fn facts<'a, E: Endpoint>(
    app: &'a AppState,
    judged: &Judged<'a>,
    now: DateTime,
    merchant: Option<MerchantFacts<'a>>,
) -> Facts<'a> {
    Facts {
        form: judged.form,
        trader_code: judged.form.text(E::TRADER_CODE),
        password: judged.form.text(E::PASSWORD),
        merchant,
        now,
        time: app.settings.time,
    }
}

/// Checks the remaining rules; determines the outcome if all pass.
fn judge<E: Endpoint>(
    judged: &Judged<'_>,
    facts: &Facts<'_>,
    fault: Option<InjectedFault>,
) -> (Decision, Option<crate::vendor::Outcome>) {
    let broken = merge(&judged.broken, &check_merchant(E::RULES, facts));
    let codes = broken
        .iter()
        .map(|broken| E::RULES[usize::from(broken.rule)].code);
    let outcome = if broken.is_empty() {
        E::outcome(facts)
    } else {
        None
    };
    let decision = Decision {
        processed: true,
        codes: codes.collect(),
        seen: E::seen(facts),
        broken,
        ..Decision::new(facts.now, fault)
    };
    (decision, outcome)
}

/// The decision on a request that a fault meets before processing.
fn stopped<E: Endpoint>(now: DateTime, fault: Option<&InjectedFault>) -> Option<Decision> {
    let fault = fault.filter(|fault| fault.kind.comes_first())?;
    let code = match &fault.kind {
        FaultKind::Code { code } => fault_code(E::RULES, code),
        _ => None,
    };
    Some(Decision {
        codes: code.into_iter().collect(),
        ..Decision::new(now, Some(fault.clone()))
    })
}

impl Decision {
    fn new(at: DateTime, fault: Option<InjectedFault>) -> Self {
        Self {
            at,
            fault,
            processed: false,
            broken: Vec::new(),
            seen: BooksAtRequest::default(),
            codes: Vec::new(),
            elements: Vec::new(),
            judgement: None,
            change: None,
        }
    }
}

fn entry<E: Endpoint>(decision: &Decision, received: MaskedFields) -> Entry {
    let fault = decision.fault.as_ref();
    Entry {
        number: 0,
        request: 0,
        at: decision.at,
        api: E::API,
        received,
        malformed: None,
        rules: E::RULES,
        broken: decision.broken.clone().into_boxed_slice(),
        seen: decision.seen,
        fault: fault.map(|fault| Box::new(fault.kind.clone())),
        processed: decision.processed,
        code: decision.codes.first().copied(),
        answered: MaskedFields::elements(&decision.elements),
        change: decision.change,
    }
}

fn answered(
    app: &AppState,
    decision: Decision,
    request: u64,
    merchant: Option<Box<str>>,
) -> Answer {
    let code = decision.codes.first().copied();
    let reply = Reply {
        returned_at: decision.at,
        codes: decision.codes,
        elements: decision.elements,
    };
    Answer {
        request,
        merchant,
        code,
        xml: reply.to_xml(&app.settings.assumptions.wire),
        malformed: None,
        fault: decision.fault,
    }
}

fn unreadable<E: Endpoint>(app: &AppState, malformed: Malformed) -> Answer {
    let decision = Decision {
        codes: vec![MALFORMED],
        ..Decision::new(app.now(), None)
    };
    let mut entry = entry::<E>(&decision, MaskedFields::default());
    entry.malformed = Some(Box::new(malformed.clone()));
    app.unattributed_coverage
        .count_request(E::API, entry.code, None, None);
    let request = app.push_entry(None, entry);
    Answer {
        malformed: Some(malformed),
        ..answered(app, decision, request, None)
    }
}
