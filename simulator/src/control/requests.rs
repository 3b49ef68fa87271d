//! One request, rule by rule: which passed, broke or was not reached, and with which values.

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    App,
    journal::{EntryView, FieldView},
    problem::{ControlProblem, Path},
};
use crate::{
    app::AppState,
    books::{buyers::Judgement, seen::BooksAtRequest},
    merchant::{journal::Entry, masked::MaskedValue},
    settings::Settings,
    vendor::{
        self, Api,
        rules::{check::Check, number, rule::Rule},
        wire::{fields, item::Item},
    },
};

/// A request with each rule of its API, in the vendor's order.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RequestView {
    /// 加盟店コード; left out for a request that belongs to no merchant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) merchant: Option<String>,
    #[serde(flatten)]
    pub(crate) entry: EntryView,
    /// The Japanese name of the API.
    pub(crate) api_name: &'static str,
    /// What the books said of buyer and order when the rules were asked; they may say otherwise now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) books: Option<SeenView>,
    /// Every rule of the API. What became of it was written down when the request came, and is not asked anew.
    pub(crate) rules: Vec<RuleView>,
}

/// What the books said. Amounts are yen.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SeenView {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) buyer: Option<SeenBuyerView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) order: Option<SeenOrderView>,
}

/// The buyer as it was then.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SeenBuyerView {
    pub(crate) judgement: Judgement,
    pub(crate) usable: bool,
    pub(crate) stopped: bool,
    pub(crate) temporarily_stopped: bool,
    pub(crate) credit_limit: u32,
    pub(crate) used_amount: u64,
}

/// The order as it was then.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SeenOrderView {
    /// 1 登録, 2 取消, 3 送り状番号登録済, 10 出荷確定.
    pub(crate) state: u8,
    pub(crate) state_name: &'static str,
    /// Price and tax, less what came back.
    pub(crate) owed: u64,
}

/// What became of a rule.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Outcome)]
pub(crate) enum RuleOutcome {
    /// It held. A blank optional item passes, and so does a comparison that cannot be made.
    Passed,
    /// It is the one that was answered.
    Broken,
    /// Something was answered before it: an earlier rule, a fault, or that the bytes are no form.
    NotReached,
}

/// A rule and what became of it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RuleView {
    pub(crate) code: &'static str,
    pub(crate) outcome: RuleOutcome,
    /// Whether a rule that was not reached would have been broken, too. Left out where nothing was looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) would_break: Option<bool>,
    /// The first line that breaks it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) line: Option<u8>,
    /// field, relation (compares items), standing (asks the books) or fault.
    pub(crate) kind: &'static str,
    /// The wire names of the items.
    pub(crate) field: String,
    /// Their Japanese names.
    pub(crate) label: String,
    /// The rule in words.
    pub(crate) rule: String,
    /// The values that it looks at.
    pub(crate) values: Vec<ValueView>,
    pub(crate) message: &'static str,
    pub(crate) remedy: &'static str,
    /// How sure we are: D documented, S seen in a client, I inferred, N a default of ours.
    pub(crate) provenance: char,
    /// The day on which a calibration confirmed it at the provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "2026-12-01")]
    pub(crate) confirmed_on: Option<String>,
}

/// A value that a rule looks at.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ValueView {
    #[serde(flatten)]
    pub(crate) field: FieldView,
    pub(crate) label: &'static str,
    /// Whether there was one; a blank field counts as not given.
    pub(crate) given: bool,
    /// Whether the value is the sum over all lines.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) sum: bool,
}

impl RequestView {
    /// Looks for a request in the journals.
    pub(crate) fn find(app: &AppState, request: u64) -> Option<Self> {
        let settings = &app.settings;
        for merchant in app.merchants() {
            if let Some(entry) = merchant.journal().request(request) {
                return Self::of(entry, Some(merchant.code()), settings);
            }
        }
        let unattributed = app.unattributed.lock();
        Self::of(unattributed.request(request)?, None, settings)
    }

    fn of(entry: &Entry, merchant: Option<&str>, settings: &Settings) -> Option<Self> {
        let api = vendor::numbered(entry.api)?;
        let unit_name = &settings.assumptions.wire.unit_name;
        let values = Values::of(entry, api, unit_name);
        let rules = (0u16..)
            .zip(api.rules)
            .map(|(place, rule)| RuleView::of(entry, place, rule, &values, settings));
        Some(Self {
            merchant: merchant.map(Into::into),
            entry: EntryView::of(entry, unit_name),
            api_name: api.name,
            books: SeenView::of(&entry.seen),
            rules: rules.collect(),
        })
    }
}

impl SeenView {
    fn of(seen: &BooksAtRequest) -> Option<Self> {
        if seen.buyer.is_none() && seen.payment.is_none() {
            return None;
        }
        Some(Self {
            buyer: seen.buyer.map(|buyer| SeenBuyerView {
                judgement: buyer.standing.judgement,
                usable: buyer.standing.usable,
                stopped: buyer.standing.stopped,
                temporarily_stopped: buyer.standing.temporarily_stopped,
                credit_limit: buyer.standing.credit_limit,
                used_amount: buyer.used_amount,
            }),
            order: seen.payment.map(|payment| SeenOrderView {
                state: payment.state.number(),
                state_name: payment.state.name(),
                owed: payment.owed,
            }),
        })
    }
}

impl RuleView {
    /// Whether the request breaks it, answered or not.
    pub(crate) fn is_broken(&self) -> bool {
        self.outcome == RuleOutcome::Broken || self.would_break == Some(true)
    }

    fn of(
        entry: &Entry,
        place: u16,
        rule: &Rule,
        values: &Values<'_>,
        settings: &Settings,
    ) -> Self {
        let broken = entry.broken.iter().find(|broken| broken.rule == place);
        let line = broken.map(|broken| broken.line).filter(|line| *line > 0);
        let (outcome, would_break) = outcome(entry, place, rule, broken.is_some());
        let message = rule.message();
        Self {
            code: rule.code,
            outcome,
            would_break,
            line,
            kind: rule.kind(),
            field: rule.fields(),
            label: rule.labels(),
            rule: rule.words(),
            values: values.looked_at_by(rule, line),
            message: message.text,
            remedy: message.remedy,
            provenance: message.provenance.letter(),
            confirmed_on: settings
                .confirmation(rule.code)
                .map(|confirmation| confirmation.on.to_owned()),
        }
    }
}

fn outcome(entry: &Entry, place: u16, rule: &Rule, breaks: bool) -> (RuleOutcome, Option<bool>) {
    if !entry.processed {
        // Only the code answered for a fault or for malformed bytes.
        let answered = entry.code.as_deref() == Some(rule.code);
        let outcome = if answered {
            RuleOutcome::Broken
        } else {
            RuleOutcome::NotReached
        };
        return (outcome, None);
    }
    match entry.broken.first() {
        Some(first) if first.rule == place => (RuleOutcome::Broken, None),
        Some(first) if first.rule < place => (RuleOutcome::NotReached, Some(breaks)),
        _ => (RuleOutcome::Passed, None),
    }
}

/// The values of a request as the journal kept them.
struct Values<'a> {
    pairs: Vec<(&'a str, MaskedValue<'a>)>,
    lines: Vec<u8>,
    unit_name: &'a str,
}

impl<'a> Values<'a> {
    fn of(entry: &'a Entry, api: &Api, unit_name: &'a str) -> Self {
        let pairs: Vec<_> = entry.received.pairs().collect();
        let numbered = pairs.iter().filter_map(|(name, value)| {
            let given = *value != MaskedValue::Value("");
            let (_, line) = fields::line_item_named(api.line_items, name, unit_name)?;
            given.then_some(line)
        });
        let mut lines: Vec<u8> = numbered.collect();
        lines.sort_unstable();
        lines.dedup();
        Self {
            pairs,
            lines,
            unit_name,
        }
    }

    /// Returns the values that a rule looks at. Of line items, those of the line that breaks it, or of all lines.
    fn looked_at_by(&self, rule: &Rule, line: Option<u8>) -> Vec<ValueView> {
        let compares_sums = matches!(rule.check, Check::Relation(_));
        let mut values = Vec::new();
        for items in std::iter::once(&rule.items).chain(rule.check.looks_at()) {
            for item in *items {
                if !item.per_line {
                    values.push(self.value(item, item.name.to_owned()));
                } else if compares_sums {
                    values.push(self.sum(item));
                } else {
                    let broken = line.as_ref().map(std::slice::from_ref);
                    let all = broken.unwrap_or(&self.lines);
                    let of_lines = all.iter().map(|line| self.of_line(item, *line));
                    values.extend(of_lines.filter(|value| line.is_some() || value.given));
                }
            }
        }
        values
    }

    fn of_line(&self, item: &Item, line: u8) -> ValueView {
        let stem = if item.is_unit {
            self.unit_name
        } else {
            item.name
        };
        self.value(item, format!("{stem}{line}"))
    }

    fn value(&self, item: &Item, name: String) -> ValueView {
        let found = self.pairs.iter().find(|(known, _)| *known == name);
        let found = found.filter(|(_, value)| *value != MaskedValue::Value(""));
        let field = match found {
            Some((name, value)) => FieldView::of(name, value),
            None => FieldView {
                name,
                value: None,
                masked: None,
                characters: None,
                fingerprint: None,
                unknown: false,
            },
        };
        ValueView {
            given: found.is_some(),
            sum: false,
            field,
            label: item.label,
        }
    }

    /// Returns the sum over the lines, if each given value is a whole number.
    fn sum(&self, item: &Item) -> ValueView {
        let given = self.lines.iter().filter_map(|line| {
            let value = self.of_line(item, *line).field.value?;
            Some(number::whole(&value))
        });
        let sum = number::sum(given);
        ValueView {
            given: sum.is_some(),
            sum: true,
            field: FieldView {
                name: format!("{}{{n}}", item.name),
                value: sum.map(|sum| sum.to_string()),
                masked: None,
                characters: None,
                fingerprint: None,
                unknown: false,
            },
            label: item.label,
        }
    }
}

/// Shows a request, rule by rule. Its number is what the answer carried as `X-Simulator-Request`.
#[utoipa::path(get, path = "/requests/{request}", tag = "journal", params(("request" = u64, Path, description = "応答の X-Simulator-Request")), responses(
    (status = 200, body = RequestView),
    (status = 404, description = "There is no such request, or the journal has dropped it", body = ControlProblem),
))]
pub(super) async fn show(
    State(app): App,
    Path(request): Path<u64>,
) -> Result<Json<RequestView>, ControlProblem> {
    RequestView::find(&app, request).map(Json).ok_or_else(|| {
        ControlProblem::missing(
            "その番号の要求は記録にありません。",
            "応答の X-Simulator-Request の番号を指定してください。古い記録は journal_bytes を超えると消え、加盟店の初期化や削除でも消えます。",
        )
    })
}
