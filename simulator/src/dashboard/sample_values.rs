//! Sample values for what the journal masks: of the same length, and with the same result under the rules.

use super::fragment::Page;
use crate::{
    control::{
        journal::FieldView,
        requests::{RequestView, RuleView},
    },
    vendor::{
        self, Api,
        rules::{facts::FormFacts, rule::Rule},
        wire::{
            fields::{Fields, item_named, line_item_named},
            form::Form,
            item::Item,
        },
    },
};

/// A value in place of a masked one.
pub(super) struct SampleValue {
    pub(super) value: String,
    /// Whether it passes and breaks the same rules, none of which asks the books.
    pub(super) is_judged_alike: bool,
}

/// Sample values for the fields of one request.
pub(super) struct SampleValues<'a> {
    page: &'a Page<'a>,
    request: &'a RequestView,
    api: Option<&'static Api>,
}

impl<'a> SampleValues<'a> {
    pub(super) fn new(page: &'a Page<'a>, request: &'a RequestView) -> Self {
        Self {
            page,
            request,
            api: vendor::numbered(request.entry.api),
        }
    }

    /// A value of the same length as that of a field.
    pub(super) fn of(&self, field: &FieldView) -> SampleValue {
        let length = field.characters.unwrap_or(0);
        let unit = &self.page.app.settings.assumptions.wire.unit_name;
        let item = self.api.and_then(|api| {
            let single = item_named(api.items, &field.name).map(|item| (item, None));
            let of_line = || line_item_named(api.line_items, &field.name, unit);
            single.or_else(|| of_line().map(|(item, line)| (item, Some(line))))
        });
        let Some((item, line)) = item else {
            // No rule looks at it.
            return SampleValue {
                value: "x".repeat(length),
                is_judged_alike: true,
            };
        };
        let rules = self.rules_of(&item, line);
        let mut values = candidates(length);
        let alike = values
            .iter()
            .position(|value| self.is_alike(&item, value, &rules));
        SampleValue {
            value: values.swap_remove(alike.unwrap_or(0)),
            is_judged_alike: alike.is_some()
                && rules.iter().all(|(rule, _)| rule.kind() == "field"),
        }
    }

    /// The rules that look at an item, and whether the request breaks them.
    fn rules_of(&self, item: &Item, line: Option<u8>) -> Vec<(&'static Rule, bool)> {
        let rules = self.api.map_or(&[][..], |api| api.rules);
        let looks = |rule: &Rule| {
            rule.items
                .iter()
                .any(|own| own.name == item.name && own.per_line == item.per_line)
        };
        let breaks = |view: &RuleView| view.is_broken() && (line.is_none() || view.line == line);
        rules
            .iter()
            .zip(&self.request.rules)
            .filter(|(rule, _)| looks(rule))
            .map(|(rule, view)| (rule, breaks(view)))
            .collect()
    }

    fn is_alike(&self, item: &Item, value: &str, rules: &[(&Rule, bool)]) -> bool {
        let assumptions = &self.page.app.settings.assumptions;
        let Ok(form) = Form::read(Some("application/x-www-form-urlencoded"), b"") else {
            return false;
        };
        let Ok(fields) = Fields::find(&form, &[], &[], &assumptions.wire.unit_name) else {
            return false;
        };
        let facts = FormFacts {
            fields: &fields,
            assumptions,
        };
        let now = self.page.app.now();
        rules
            .iter()
            .filter(|(rule, _)| rule.kind() == "field")
            .all(|(rule, breaks)| {
                let passes =
                    rule.check.passes(item, value, &facts) && rule.check.passes_at(value, now);
                passes != *breaks
            })
    }
}

/// Returns values of a length: the plainest first, then values that break various rules.
fn candidates(length: usize) -> Vec<String> {
    let begun = |beginning: &str, rest: &str| {
        let text: String = beginning
            .chars()
            .chain(rest.chars().cycle())
            .take(length)
            .collect();
        text
    };
    let mut candidates = Vec::new();
    // Postal codes, telephone numbers, dates and months, if the length fits.
    for whole in [
        "1710033",
        "03-0000-0000",
        "090-0000-0000",
        "0300000000",
        "03000000000",
        "20260101",
        "202601",
    ] {
        if whole.len() == length {
            candidates.push(whole.to_owned());
        }
    }
    for (beginning, rest) in [
        ("", "あ"),
        ("", "ア"),
        ("", "1"),
        ("", "2"),
        ("", "0"),
        ("", "9"),
        ("", "a"),
        ("", "ガ"),
        ("株式会社", "あ"),
        ("カブシキガイシャ", "ア"),
        ("", "-"),
        ("-", "1"),
        ("--", "1"),
        ("", "髙"),
        ("", "\u{1f600}"),
        ("a", "あ"),
        ("あ", "ア"),
        ("a", "\u{1f600}"),
        ("", " "),
    ] {
        candidates.push(begun(beginning, rest));
    }
    candidates
}
