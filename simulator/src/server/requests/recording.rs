//! Records a request in the journal and in the coverage.

use std::{borrow::Cow, marker::PhantomData, sync::Arc};

use super::{super::transport::RequestHead, decision::Decision, exchange::Remarks};
use crate::{
    app::AppState,
    clock::Stopwatch,
    merchant::{Account, journal::Entry, masked::MaskedFields, transport::Transport},
    vendor::{
        Endpoint,
        wire::{fields::Fields, form::Form},
    },
};

/// A request's entry in the journal, written even if the client hangs up before the answer.
pub(super) struct PendingEntry<'a, E: Endpoint> {
    pub(super) app: &'a AppState,
    pub(super) form: &'a Form,
    pub(super) fields: &'a Fields<'a>,
    pub(super) remarks: &'a Remarks,
    pub(super) head: Option<RequestHead<'a>>,
    pub(super) merchant: Option<&'a Account>,
    /// Runs since the arrival of the request.
    pub(super) watch: Stopwatch,
    /// The merchant's password is masked wherever it occurs.
    pub(super) decided: Option<(Decision, Option<Arc<str>>)>,
    pub(super) api: PhantomData<fn() -> E>,
}

impl<E: Endpoint> PendingEntry<'_, E> {
    /// Adds the entry to the journal, outside the lock of the merchant. Returns the number of the request.
    #[expect(clippy::expect_used, reason = "nobody writes before it is decided")]
    pub(super) fn write(mut self) -> (u64, Decision) {
        self.write_once().expect("the request is decided")
    }

    fn write_once(&mut self) -> Option<(u64, Decision)> {
        let (decision, password) = self.decided.take()?;
        let received = MaskedFields::fields(
            self.form,
            self.fields,
            password.as_deref(),
            self.app.fingerprints.as_ref(),
        );
        let trace = Trace {
            received,
            remarks: self.remarks,
            transport: transport(self.app, self.head, password.as_deref()),
            watch: self.watch,
        };
        let request = record::<E>(self.app, self.merchant, &decision, trace);
        Some((request, decision))
    }
}

impl<E: Endpoint> Drop for PendingEntry<'_, E> {
    fn drop(&mut self) {
        self.write_once();
    }
}

/// The transport of a request. Without a merchant, any merchant's password is looked for where it must not be.
pub(super) fn transport(
    app: &AppState,
    head: Option<RequestHead<'_>>,
    password: Option<&str>,
) -> Option<Box<Transport>> {
    let head = head?;
    let facts = if let Some(password) = password {
        head.facts(std::iter::once(password))
    } else {
        let merchants = app.merchants();
        let passwords: Vec<_> = merchants
            .iter()
            .map(|merchant| merchant.state().credentials().password().clone())
            .collect();
        head.facts(passwords.iter().map(|password| &**password))
    };
    Some(Box::new(facts))
}

/// What is recorded of a request besides what was decided.
pub(super) struct Trace<'a> {
    pub(super) received: MaskedFields,
    pub(super) remarks: &'a Remarks,
    pub(super) transport: Option<Box<Transport>>,
    /// Runs since the request was there.
    pub(super) watch: Stopwatch,
}

/// Counts a request in the coverage, and adds it to the journal: those of its merchant, or those of what belongs to none. Returns its
/// number.
pub(super) fn record<E: Endpoint>(
    app: &AppState,
    merchant: Option<&Account>,
    decision: &Decision,
    trace: Trace<'_>,
) -> u64 {
    let injected = &decision.injected;
    let coverage = match merchant {
        Some(merchant) => merchant.coverage(),
        None => &app.unattributed_coverage,
    };
    let code = decision.codes.first();
    coverage.count_request(E::API, code.map(Cow::as_ref), decision.judgement, injected);
    let remarks = trace.remarks;
    let entry = Entry {
        number: 0,
        request: 0,
        at: decision.at,
        api: E::API,
        received: trace.received,
        malformed: remarks.malformed.clone().map(Box::new),
        not_utf8: remarks.not_utf8.clone(),
        hints: remarks.hints.clone(),
        rules: E::RULES,
        broken: decision.broken.clone().into_boxed_slice(),
        seen: decision.seen,
        fault: injected.kind().map(Box::new),
        mutant: injected
            .mutant
            .as_ref()
            .map(|injected| injected.mutant.name),
        answers: injected.has_return_code(),
        refused: decision.refused,
        processed: decision.processed,
        code: code.cloned(),
        answered: MaskedFields::elements(&decision.elements),
        change: decision.change,
        microseconds: u32::try_from(trace.watch.elapsed().as_micros()).unwrap_or(u32::MAX),
        transport: trace.transport,
    };
    app.push_entry(merchant, entry)
}
