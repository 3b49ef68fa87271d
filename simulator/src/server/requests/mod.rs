//! The one path of a request to the seven: read, judge the form, decide on the merchant's state, record, answer.

mod decision;
mod exchange;
mod misbehaving;
mod recording;

use std::marker::PhantomData;

use jiff::civil::DateTime;

pub(crate) use self::exchange::{Answer, AnswerBody, Handled, Received};
use self::{
    decision::{Decision, stopped},
    exchange::Remarks,
    misbehaving::Excused,
    recording::{PendingEntry, Trace, record, transport},
};
use super::transport::RequestHead;
use crate::{
    app::AppState,
    books::change::Cause,
    clock::Stopwatch,
    log::LogEvent,
    merchant::{
        faults::{Candidate, Injected, Owner},
        masked::MaskedFields,
        state::State,
    },
    mutants::bytes::ReplyDocument,
    storage::StorageError,
    vendor::{
        Endpoint, MALFORMED, NO_OUTCOME,
        rules::{
            facts::{Facts, FormFacts, MerchantFacts},
            judge::{Broken, check_form, check_merchant, merge},
        },
        wire::{
            fields::Fields,
            form::Malformed,
            hints::{Names, hints},
            reply::Reply,
        },
    },
};

/// A form, checked by the rules that need nothing else.
struct Judged<'a> {
    form: FormFacts<'a>,
    broken: Vec<Broken>,
}

/// Answers a request to one of the seven after the time for which a fault delays it.
///
/// # Errors
/// Its events could not be stored, or it was not processed.
pub(crate) async fn answer_late<E: Endpoint>(
    app: &AppState,
    received: Received<'_>,
    mut injected: Injected,
) -> Result<Answer, StorageError> {
    loop {
        tokio::time::sleep(injected.delay().unwrap_or_default()).await;
        match take::<E>(app, received, Some(injected)).await? {
            Handled::Answered(answer) => return Ok(answer),
            Handled::Delayed(again) => injected = again,
        }
    }
}

/// Answers a request to one of the seven, unless a fault delays it. `waited_for`: the faults drawn before the delay, if any.
///
/// # Errors
/// Its events could not be stored, or it was not processed.
pub(crate) async fn take<E: Endpoint>(
    app: &AppState,
    received: Received<'_>,
    waited_for: Option<Injected>,
) -> Result<Handled, StorageError> {
    let watch = Stopwatch::start();
    let assumptions = &app.settings.assumptions;
    let unit_name = &assumptions.wire.unit_name;
    let Received {
        form,
        circumstances,
        head,
    } = received;
    let read = form.as_ref().map_err(Clone::clone).and_then(|form| {
        if assumptions.wire.not_utf8_as_malformed && !form.not_utf8().is_empty() {
            return Err(Malformed::NotUtf8);
        }
        Fields::find(form, E::ITEMS, E::LINE_ITEMS, unit_name).map(|fields| (form, fields))
    });
    let (form, mut fields) = match read {
        Ok(read) => read,
        Err(malformed) => return Ok(Handled::Answered(unreadable::<E>(app, malformed, head))),
    };
    let names = Names {
        singles: E::ITEMS,
        per_line: E::LINE_ITEMS,
        unit_name,
    };
    let remarks = Remarks {
        malformed: None,
        not_utf8: form.not_utf8().into(),
        hints: hints(form, &fields, names, circumstances).into_boxed_slice(),
    };
    if !assumptions.rules.conditional_items_apply_without_switch {
        let ruled_out = E::ruled_out(&FormFacts {
            fields: &fields,
            assumptions,
        });
        fields.ignore(&ruled_out);
    }
    let facts = FormFacts {
        fields: &fields,
        assumptions,
    };
    let judged = Judged {
        form: facts,
        broken: check_form(E::RULES, &facts),
    };
    let has_waited = waited_for.is_some();
    let injected = waited_for.unwrap_or_else(|| app.draw_faults(E::API));
    if !has_waited && injected.delay().is_some() {
        return Ok(Handled::Delayed(injected));
    }
    let trader_code = fields.text(&E::TRADER_CODE[0]);
    let merchant = match trader_code {
        Some(code) => app.find(code).await?,
        None => None,
    };
    let mut pending = PendingEntry::<E> {
        app,
        form,
        fields: &fields,
        remarks: &remarks,
        head,
        merchant: merchant.as_deref(),
        watch,
        decided: None,
        api: PhantomData,
    };
    if let Some(merchant) = &merchant {
        let mut delayed = None;
        let act = |state: &mut State| {
            let mut injected = injected.clone();
            if !injected.includes_merchant {
                state.draw_faults(E::API, &mut injected);
                // Nothing is drawn beside a delay that is over but misbehaviours.
                if !has_waited && injected.delay().is_some() {
                    delayed = Some(injected);
                    return;
                }
            }
            let decision = decide::<E>(app, &judged, state, injected);
            pending.decided = Some((decision, Some(state.credentials().password().clone())));
        };
        if let Err(error) = app.transact_on(merchant.clone(), act).await {
            if !error.is_in_doubt() {
                pending.decided = None;
            }
            return Err(error);
        }
        if let Some(injected) = delayed {
            return Ok(Handled::Delayed(injected));
        }
    }
    if pending.decided.is_none() {
        // No merchant has the code, or it was deleted meanwhile.
        pending.merchant = None;
        pending.decided = Some((decide_without::<E>(app, &judged, injected), None));
    }
    let merchant = pending
        .merchant
        .map(|merchant| merchant.code().as_ref().into());
    let (request, decision) = pending.write();
    let answer = answered(app, decision, request, merchant, remarks);
    Ok(Handled::Answered(answer))
}

/// Decides on a request, and records the outcome. Runs under the merchant's lock, so it must be short.
fn decide<E: Endpoint>(
    app: &AppState,
    judged: &Judged<'_>,
    state: &mut State,
    injected: Injected,
) -> Decision {
    let now = state.now();
    let texts = &app.settings.assumptions.texts;
    if let Some(mut stopped) = stopped::<E>(now, &injected) {
        stopped.misspeak::<E>(texts, |candidate| {
            strikes::<E>(app, Some(&mut *state), candidate)
        });
        return stopped;
    }
    let password = judged.form.fields.text(&E::PASSWORD[0]);
    let merchant = MerchantFacts {
        books: state.books(),
        screening: state.screening(),
        password_is_right: state.credentials().accepts(password.unwrap_or("")),
    };
    let facts = facts::<E>(app, judged, now, Some(merchant));
    let (mut decision, mut outcome) = judge::<E>(judged, &facts, injected);
    let excused = Excused::of::<E>(&decision, &facts);
    decision.misconduct::<E>(&mut outcome, excused, |candidate| {
        strikes::<E>(app, Some(&mut *state), candidate)
    });
    if decision.codes.is_empty() {
        match outcome {
            Some(outcome) => {
                let change = outcome.change;
                decision.change = change.map(|change| state.change(now, Cause::Api, change));
                // A screening without delay has happened before the answer goes out.
                state.catch_up();
                decision.elements = outcome.elements;
                decision.judgement = outcome.judgement;
            }
            // The tables have a gap. Nothing was changed.
            None => no_outcome::<E>(app, &mut decision),
        }
    }
    decision.answer_otherwise::<E>();
    decision.misspeak::<E>(texts, |candidate| {
        strikes::<E>(app, Some(&mut *state), candidate)
    });
    decision
}

/// Whether a drawn misbehaviour may strike; counts it.
fn strikes<E: Endpoint>(app: &AppState, state: Option<&mut State>, candidate: &Candidate) -> bool {
    match (candidate.owner, state) {
        (Owner::All, _) => app.strike(candidate.id, E::API),
        (Owner::Merchant, Some(state)) => state.strike(candidate.id, E::API),
        (Owner::Merchant, None) => false,
    }
}

/// Decides on a request whose merchant does not exist.
fn decide_without<E: Endpoint>(
    app: &AppState,
    judged: &Judged<'_>,
    injected: Injected,
) -> Decision {
    let now = app.now();
    let texts = &app.settings.assumptions.texts;
    let may_strike = |candidate: &Candidate| strikes::<E>(app, None, candidate);
    if let Some(mut stopped) = stopped::<E>(now, &injected) {
        stopped.misspeak::<E>(texts, may_strike);
        return stopped;
    }
    let facts = facts::<E>(app, judged, now, None);
    let (mut decision, mut outcome) = judge::<E>(judged, &facts, injected);
    let excused = Excused::of::<E>(&decision, &facts);
    decision.misconduct::<E>(&mut outcome, excused, may_strike);
    if decision.codes.is_empty() {
        no_outcome::<E>(app, &mut decision);
    }
    decision.answer_otherwise::<E>();
    decision.misspeak::<E>(texts, may_strike);
    decision
}

fn no_outcome<E: Endpoint>(app: &AppState, decision: &mut Decision) {
    app.note(&LogEvent::NoOutcome { api: E::API });
    decision.codes.push(NO_OUTCOME.into());
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
    injected: Injected,
) -> (Decision, Option<crate::vendor::Outcome>) {
    let broken = merge(&judged.broken, &check_merchant(E::RULES, facts));
    let codes = broken
        .iter()
        .map(|broken| E::RULES[usize::from(broken.rule)].code.into());
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
        ..Decision::new(facts.now, injected)
    };
    (decision, outcome)
}

fn answered(
    app: &AppState,
    decision: Decision,
    request: u64,
    merchant: Option<Box<str>>,
    remarks: Remarks,
) -> Answer {
    let code = decision.codes.first().cloned();
    let reply = Reply {
        returned_at: decision.at,
        refused: decision.refused,
        codes: decision.codes,
        elements: decision.elements,
    };
    let wire = &app.settings.assumptions.wire;
    let mutant = decision.injected.mutant.as_ref();
    let writing = mutant.and_then(|injected| Some((injected.mutant.writing()?, injected)));
    let body = match writing {
        None => AnswerBody::Xml(reply.to_xml(wire)),
        Some((writing, injected)) => {
            let document = ReplyDocument {
                declaration: &wire.declaration,
                root: &wire.root,
                elements: reply.written(wire, wire.all_codes || writing.all_codes),
                accepted: !reply.refused,
                content_type: &wire.content_type,
            };
            AnswerBody::Written(writing.write(document, injected.location.as_deref()))
        }
    };
    Answer {
        request,
        merchant,
        code,
        body,
        malformed: remarks.malformed,
        not_utf8: remarks.not_utf8,
        hints: remarks.hints,
        injected: decision.injected,
    }
}

fn unreadable<E: Endpoint>(
    app: &AppState,
    malformed: Malformed,
    head: Option<RequestHead<'_>>,
) -> Answer {
    let decision = Decision {
        refused: true,
        codes: vec![MALFORMED.into()],
        ..Decision::new(app.now(), Injected::default())
    };
    let remarks = Remarks {
        malformed: Some(malformed),
        ..Remarks::default()
    };
    let trace = Trace {
        received: MaskedFields::default(),
        remarks: &remarks,
        transport: transport(app, head, None),
        watch: Stopwatch::start(),
    };
    let request = record::<E>(app, None, &decision, trace);
    answered(app, decision, request, None, remarks)
}
