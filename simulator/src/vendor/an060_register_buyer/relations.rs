//! 取引先登録: the relations between the items. A comparison whose values are missing is not judged.

use super::super::{
    listed_values::{business_kinds_go_together, legal_forms},
    rules::{characters::kana_length, facts::FormFacts},
    wire::item::Items,
};
use super::items::*;

pub(super) fn the_buyer_is_a_corporation(facts: &FormFacts<'_>) -> bool {
    facts.text(ENTITY_KIND) == Some("1")
}

pub(super) fn the_buyer_is_a_sole_proprietor(facts: &FormFacts<'_>) -> bool {
    facts.text(ENTITY_KIND) == Some("2")
}

pub(super) fn there_is_an_operating_company(facts: &FormFacts<'_>) -> bool {
    facts.text(HAS_COMPANY) == Some("1")
}

pub(super) fn the_operating_company_is_a_corporation(facts: &FormFacts<'_>) -> bool {
    there_is_an_operating_company(facts) && facts.text(COMPANY_ENTITY_KIND) == Some("1")
}

pub(super) fn the_invoice_goes_elsewhere(facts: &FormFacts<'_>) -> bool {
    facts.text(INVOICE_RECIPIENT) == Some("9")
}

/// The items that "may be given" only if their switch says so, which it does not.
// Unknown: how they are treated if given nevertheless; rules.conditional_items_apply_without_switch.
pub(super) fn ruled_out(facts: &FormFacts<'_>) -> Vec<Items> {
    let mut items = Vec::new();
    if !the_buyer_is_a_sole_proprietor(facts) {
        items.extend([HOME_POSTAL_CODE, HOME_ADDRESS]);
    }
    if !there_is_an_operating_company(facts) {
        items.extend([
            COMPANY_ENTITY_KIND,
            COMPANY_LEGAL_FORM,
            COMPANY_LEGAL_FORM_POSITION,
            COMPANY_NAME,
            COMPANY_NAME_KANA,
            COMPANY_POSTAL_CODE,
            COMPANY_ADDRESS,
            COMPANY_TELEPHONE,
            COMPANY_HEAD_FAMILY_NAME,
            COMPANY_HEAD_GIVEN_NAME,
            COMPANY_HEAD_FAMILY_NAME_KANA,
            COMPANY_HEAD_GIVEN_NAME_KANA,
        ]);
    }
    if !the_invoice_goes_elsewhere(facts) {
        items.extend([
            INVOICE_POSTAL_CODE,
            INVOICE_ADDRESS,
            INVOICE_NAME,
            INVOICE_CONTACT,
            INVOICE_DEPARTMENT,
            INVOICE_TELEPHONE,
        ]);
    }
    items
}

pub(super) fn the_kind_of_business_is_given(facts: &FormFacts<'_>) -> bool {
    facts.text(BUSINESS_KIND).is_some()
}

pub(super) fn the_kinds_of_business_go_together(facts: &FormFacts<'_>) -> bool {
    match (facts.text(BUSINESS_GROUP), facts.text(BUSINESS_KIND)) {
        (Some(group), Some(kind)) => business_kinds_go_together(group, kind).unwrap_or(true),
        _ => true,
    }
}

pub(super) fn name_branch_and_legal_form_fit(facts: &FormFacts<'_>) -> bool {
    let legal_form = legal_form(facts, ENTITY_KIND, LEGAL_FORM, legal_forms::length);
    let (Some(name), Some(legal_form)) = (facts.text(NAME), legal_form) else {
        return true;
    };
    let branch = facts.text(BRANCH).map(characters);
    // Name and branch are separated by a space, so one character less is left.
    let most = if branch.is_some() { 29 } else { 30 };
    characters(name) + branch.unwrap_or(0) + legal_form <= most
}

pub(super) fn name_branch_and_legal_form_fit_in_kana(facts: &FormFacts<'_>) -> bool {
    let legal_form = legal_form(facts, ENTITY_KIND, LEGAL_FORM, legal_forms::length_in_kana);
    let (Some(name), Some(legal_form)) = (facts.text(NAME_KANA), legal_form) else {
        return true;
    };
    let branch = facts.text(BRANCH_KANA).map(kana_length);
    let most = if branch.is_some() { 59 } else { 60 };
    kana_length(name) + branch.unwrap_or(0) + legal_form <= most
}

pub(super) fn company_name_and_legal_form_fit(facts: &FormFacts<'_>) -> bool {
    let legal_form = legal_form(
        facts,
        COMPANY_ENTITY_KIND,
        COMPANY_LEGAL_FORM,
        legal_forms::length,
    );
    match (facts.text(COMPANY_NAME), legal_form) {
        (Some(name), Some(legal_form)) => characters(name) + legal_form <= 30,
        _ => true,
    }
}

pub(super) fn company_name_and_legal_form_fit_in_kana(facts: &FormFacts<'_>) -> bool {
    let legal_form = legal_form(
        facts,
        COMPANY_ENTITY_KIND,
        COMPANY_LEGAL_FORM,
        legal_forms::length_in_kana,
    );
    match (facts.text(COMPANY_NAME_KANA), legal_form) {
        (Some(name), Some(legal_form)) => kana_length(name) + legal_form <= 60,
        _ => true,
    }
}

pub(super) fn the_name_of_the_head_fits_in_kana(facts: &FormFacts<'_>) -> bool {
    names_fit(facts, HEAD_FAMILY_NAME_KANA, HEAD_GIVEN_NAME_KANA)
}

pub(super) fn the_name_of_the_companys_head_fits_in_kana(facts: &FormFacts<'_>) -> bool {
    names_fit(
        facts,
        COMPANY_HEAD_FAMILY_NAME_KANA,
        COMPANY_HEAD_GIVEN_NAME_KANA,
    )
}

fn names_fit(facts: &FormFacts<'_>, family: Items, given: Items) -> bool {
    match (facts.text(family), facts.text(given)) {
        (Some(family), Some(given)) => kana_length(family) + kana_length(given) <= 29,
        _ => true,
    }
}

pub(super) fn an_invoice_to_the_operating_company_needs_one(facts: &FormFacts<'_>) -> bool {
    facts.text(INVOICE_RECIPIENT) != Some("2") || facts.text(HAS_COMPANY) == Some("1")
}

/// The length of the legal form: 0 for a buyer that is not a corporation, `None` if the number is missing or not listed.
fn legal_form(
    facts: &FormFacts<'_>,
    entity_kind: Items,
    legal_form: Items,
    length: fn(&str) -> Option<usize>,
) -> Option<usize> {
    if facts.text(entity_kind) == Some("1") {
        length(facts.text(legal_form)?)
    } else {
        Some(0)
    }
}

fn characters(text: &str) -> usize {
    text.chars().count()
}
