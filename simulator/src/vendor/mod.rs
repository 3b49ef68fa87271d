//! The seven APIs, and the one path that a request takes.

pub(crate) mod an010_register_payment;
pub(crate) mod an020_cancel_payment;
pub(crate) mod an030_register_shipment;
pub(crate) mod an040_cancel_shipment;
pub(crate) mod an050_inquire_usage;
pub(crate) mod an060_register_buyer;
pub(crate) mod an070_inquire_screening;
pub(crate) mod assumptions;
mod inquiry;
pub(crate) mod listed_values;
pub mod messages;
pub(crate) mod rules;
mod standing;
pub(crate) mod wire;

use jiff::civil::DateTime;

pub(crate) use self::{
    an010_register_payment::RegisterPayment, an020_cancel_payment::CancelPayment,
    an030_register_shipment::RegisterShipment, an040_cancel_shipment::CancelShipment,
    an050_inquire_usage::InquireUsage, an060_register_buyer::RegisterBuyer,
    an070_inquire_screening::InquireScreening,
};
use crate::{
    app::World,
    books::{
        buyers::Judgement,
        change::{Cause, Change},
        seen::Seen,
    },
    log::Event,
    merchant::{
        Account,
        coverage::Coverage,
        faults::{Failure, Struck},
        journal::{Entry, Journal, Kept},
    },
    vendor::{
        rules::{facts::Facts, judge::broken_rules, rule::Rule},
        wire::{
            fields::{Fields, MAX_LINE_ITEMS},
            form::{Form, Malformed},
            item::Items,
            reply::{Element, Reply},
        },
    },
};

/// One of the seven: its items, its rules, and what a good request does.
pub(crate) trait Endpoint {
    const API: &'static str;
    const NAME: &'static str;
    /// The items, by position.
    const ITEMS: &'static [Items];
    /// The items of a line, by position.
    const LINE_ITEMS: &'static [Items];
    const TRADER_CODE: Items;
    /// パスワード.
    const PASSWORD: Items;
    const RULES: &'static [Rule];

    /// What the books say of the buyer and the order that a request names.
    fn seen(facts: &Facts<'_>) -> Seen;

    /// What a request that broke no rule changes and is answered.
    fn outcome(facts: &Facts<'_>, account: &Account) -> Option<Outcome>;
}

/// What a good request does.
pub(crate) struct Outcome {
    change: Option<Change>,
    elements: Vec<Element>,
    /// What the screening says, where that was asked.
    judgement: Option<Judgement>,
}

impl Outcome {
    pub(crate) fn change(change: Change) -> Self {
        Self {
            change: Some(change),
            elements: Vec::new(),
            judgement: None,
        }
    }

    pub(crate) fn answer(elements: Vec<Element>) -> Self {
        Self {
            change: None,
            elements,
            judgement: None,
        }
    }

    pub(crate) fn judged(self, judgement: Judgement) -> Self {
        Self {
            judgement: Some(judgement),
            ..self
        }
    }
}

/// An API as the tables know it.
pub(crate) struct Api {
    pub(crate) number: &'static str,
    pub(crate) name: &'static str,
    /// The items, by position.
    pub(crate) items: &'static [Items],
    /// The items of a line, by position.
    pub(crate) line_items: &'static [Items],
    pub(crate) rules: &'static [Rule],
}

const fn listed<E: Endpoint>() -> Api {
    assert!(
        E::LINE_ITEMS.len() <= MAX_LINE_ITEMS,
        "a line has no place for so many items"
    );
    Api {
        number: E::API,
        name: E::NAME,
        items: E::ITEMS,
        line_items: E::LINE_ITEMS,
        rules: E::RULES,
    }
}

/// The seven.
pub(crate) static APIS: [Api; 7] = [
    listed::<RegisterPayment>(),
    listed::<CancelPayment>(),
    listed::<RegisterShipment>(),
    listed::<CancelShipment>(),
    listed::<InquireUsage>(),
    listed::<RegisterBuyer>(),
    listed::<InquireScreening>(),
];

/// The one of a number.
pub(crate) fn numbered(number: &str) -> Option<&'static Api> {
    APIS.iter().find(|api| api.number == number)
}

/// The code for what cannot be read as a form.
const MALFORMED: &str = "Z020001";

/// An answer on its way out, and what is done to it.
pub(crate) struct Answer {
    /// The number under which the request can be looked up.
    pub(crate) request: u64,
    /// 加盟店コード of a merchant that exists, where there is a log to tell it.
    pub(crate) merchant: Option<Box<str>>,
    pub(crate) code: Option<&'static str>,
    pub(crate) xml: String,
    pub(crate) malformed: Option<Malformed>,
    pub(crate) fault: Option<Struck>,
}

/// What a request met that is for everybody. It meets the request once, however often that is looked at.
#[derive(Default)]
pub(crate) enum Met {
    /// Not looked at yet.
    #[default]
    Unknown,
    Nothing,
    Fault(Struck),
}

impl Met {
    fn fault(&mut self, world: &World, api: &str) -> Option<Struck> {
        if let Self::Unknown = self {
            *self = world.strike(api).map_or(Self::Nothing, Self::Fault);
        }
        match self {
            Self::Fault(struck) => Some(struck.clone()),
            Self::Unknown | Self::Nothing => None,
        }
    }
}

/// Reads a request, asks faults and rules, changes the books, answers, and writes it all down.
pub(crate) fn answer<E: Endpoint>(
    world: &World,
    form: &Result<Form, Malformed>,
    met: &mut Met,
) -> Answer {
    let answer = answer_and_write_down::<E>(world, form, met);
    world.make_room_in_journals();
    answer
}

fn answer_and_write_down<E: Endpoint>(
    world: &World,
    form: &Result<Form, Malformed>,
    met: &mut Met,
) -> Answer {
    let unit_name = &world.settings.assumptions.wire.unit_name;
    let read = form.as_ref().map_err(Clone::clone).and_then(|form| {
        Fields::find(form, E::ITEMS, E::LINE_ITEMS, unit_name).map(|fields| (form, fields))
    });
    let (form, fields) = match read {
        Ok(read) => read,
        Err(malformed) => return unreadable::<E>(world, malformed),
    };
    let trader_code = fields.text(&E::TRADER_CODE[0]);
    let Some(account) = trader_code.and_then(|code| world.account(code)) else {
        let fault = met.fault(world, E::API);
        let processed = process::<E>(world, &fields, None, world.now(), fault.as_ref());
        let received = Kept::fields(form, &fields, None);
        let mut coverage = world.stray_coverage.lock();
        return processed.done(
            world,
            received,
            fault,
            &mut world.strays.lock(),
            &mut coverage,
        );
    };
    let account = &mut *account.lock();
    let now = account.now();
    let fault = met
        .fault(world, E::API)
        .or_else(|| account.faults.strike(E::API));
    let processed = process::<E>(world, &fields, Some(account), now, fault.as_ref());
    let received = Kept::fields(form, &fields, Some(account.credentials.password()));
    account.write_controls();
    let merchant = &*account.credentials.code;
    let merchant = world.log.is_some().then(|| merchant.into());
    let answer = processed.done(
        world,
        received,
        fault,
        &mut account.journal,
        &mut account.coverage,
    );
    Answer { merchant, ..answer }
}

/// What became of a request: an entry without what was received, and an answer without its fault.
struct Processed {
    entry: Entry,
    reply: Reply,
    judgement: Option<Judgement>,
}

impl Processed {
    fn done(
        mut self,
        world: &World,
        received: Kept,
        fault: Option<Struck>,
        journal: &mut Journal,
        coverage: &mut Coverage,
    ) -> Answer {
        coverage.request(
            self.entry.api,
            self.entry.code,
            self.judgement,
            fault.as_ref(),
        );
        let (request, code) = (world.next_request(), self.entry.code);
        self.entry.request = request;
        self.entry.received = received;
        self.entry.answered = Kept::elements(&self.reply.elements);
        self.entry.fault = fault
            .as_ref()
            .map(|struck| Box::new(struck.failure.clone()));
        journal.write(self.entry);
        let xml = self.reply.to_xml(&world.settings.assumptions.wire);
        Answer {
            request,
            merchant: None,
            code,
            xml,
            malformed: None,
            fault,
        }
    }
}

/// Asks the rules and changes the books, unless a fault comes first.
fn process<E: Endpoint>(
    world: &World,
    fields: &Fields<'_>,
    account: Option<&mut Account>,
    now: DateTime,
    fault: Option<&Struck>,
) -> Processed {
    let mut reply = Reply {
        returned_at: now,
        codes: Vec::new(),
        elements: Vec::new(),
    };
    let mut entry = Entry::new(E::API, E::RULES, now);
    let mut judgement = None;
    match fault.map(|struck| &struck.failure) {
        Some(Failure::Code { code }) => {
            reply.codes.extend(fault_code(E::RULES, code));
            entry.code = reply.codes.first().copied();
            return Processed {
                entry,
                reply,
                judgement,
            };
        }
        Some(Failure::Status { .. } | Failure::Reset | Failure::LostBeforeProcessing) => {
            return Processed {
                entry,
                reply,
                judgement,
            };
        }
        Some(Failure::Delay | Failure::BrokenXml | Failure::AnswerLost) | None => {}
    }
    entry.processed = true;
    let facts = Facts {
        fields,
        trader_code: fields.text(&E::TRADER_CODE[0]),
        password: fields.text(&E::PASSWORD[0]),
        account: account
            .as_ref()
            .map(|account| (&account.credentials, &account.books)),
        now,
        assumptions: &world.settings.assumptions,
    };
    let broken = broken_rules(E::RULES, &facts);
    entry.seen = E::seen(&facts);
    if broken.is_empty() {
        let outcome = account
            .as_ref()
            .and_then(|account| E::outcome(&facts, account));
        if let (Some(outcome), Some(account)) = (outcome, account) {
            entry.change = outcome
                .change
                .map(|change| account.record(now, Cause::Api, change));
            // A screening without delay has happened before the answer goes out.
            account.catch_up();
            reply.elements = outcome.elements;
            judgement = outcome.judgement;
        } else {
            // A gap in the tables, and never a half-done change.
            world.note(&Event::NoOutcome { api: E::API });
            reply.codes.push("9900001");
        }
    } else {
        reply.codes.extend(
            broken
                .iter()
                .map(|broken| E::RULES[usize::from(broken.rule)].code),
        );
    }
    entry.code = reply.codes.first().copied();
    entry.broken = broken.into_boxed_slice();
    Processed {
        entry,
        reply,
        judgement,
    }
}

fn unreadable<E: Endpoint>(world: &World, malformed: Malformed) -> Answer {
    let now = world.now();
    let mut entry = Entry::new(E::API, E::RULES, now);
    entry.malformed = Some(Box::new(malformed.clone()));
    entry.code = Some(MALFORMED);
    let mut coverage = world.stray_coverage.lock();
    coverage.request(E::API, entry.code, None, None);
    drop(coverage);
    let request = {
        let mut strays = world.strays.lock();
        entry.request = world.next_request();
        let request = entry.request;
        strays.write(entry);
        request
    };
    let reply = Reply {
        returned_at: now,
        codes: vec![MALFORMED],
        elements: Vec::new(),
    };
    let xml = reply.to_xml(&world.settings.assumptions.wire);
    Answer {
        request,
        merchant: None,
        code: Some(MALFORMED),
        xml,
        malformed: Some(malformed),
        fault: None,
    }
}

/// The codes that every API may be made to answer: they speak of the system, not of the request.
const SYSTEM_CODES: [&str; 5] = ["0400001", "0500001", "0500002", "9900001", MALFORMED];

/// A code that an API can be made to answer: one of its own, or one that speaks of the system.
pub(crate) fn fault_code(rules: &[Rule], code: &str) -> Option<&'static str> {
    let own = rules.iter().map(|rule| rule.code).find(|own| *own == code);
    own.or_else(|| SYSTEM_CODES.into_iter().find(|system| *system == code))
}
