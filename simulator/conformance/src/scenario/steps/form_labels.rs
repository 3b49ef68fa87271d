//! The fields of 取引先登録 by a shop's labels, and the words to choose from.

use super::super::halt::{Halt, mistake};
use crate::adapter::message::application_form::{
    FORM_FIELDS, FormField, FormFieldValue, FormValue,
};

/// A field's label with its part of the form, and its name in `apply`. The first part may be omitted.
#[rustfmt::skip]
const LABELS: &[(&str, &str, &str)] = &[
    (BUYER, "法人・個人事業主", "kind"),
    (BUYER, "法人格", "legalForm"),
    (BUYER, "法人格の位置", "legalFormPosition"),
    (BUYER, "取引先名", "companyName"),
    (BUYER, "支店名", "branchName"),
    (BUYER, "取引先名（カナ）", "companyNameKana"),
    (BUYER, "支店名（カナ）", "branchNameKana"),
    (BUYER, "郵便番号", "postalCode"),
    (BUYER, "住所", "address"),
    (BUYER, "電話番号（代表）", "telephone"),
    (BUYER, "携帯電話番号", "mobile"),
    (BUYER, "事業内容1", "industry"),
    (BUYER, "事業内容2", "industryDetail"),
    (BUYER, "設立年月", "established"),
    (BUYER, "資本金", "capital"),
    (BUYER, "年商", "annualSales"),
    (BUYER, "従業員数", "employees"),
    (REPRESENTATIVE, "代表者名（姓）", "representativeFamilyName"),
    (REPRESENTATIVE, "代表者名（名）", "representativeGivenName"),
    (REPRESENTATIVE, "代表者名（カナ・姓）", "representativeFamilyNameKana"),
    (REPRESENTATIVE, "代表者名（カナ・名）", "representativeGivenNameKana"),
    (REPRESENTATIVE, "自宅郵便番号", "homePostalCode"),
    (REPRESENTATIVE, "自宅住所", "homeAddress"),
    (OPERATOR, "運営会社の有無", "hasOperatingCompany"),
    (OPERATOR, "法人・個人事業主", "operatingKind"),
    (OPERATOR, "法人格", "operatingLegalForm"),
    (OPERATOR, "法人格の位置", "operatingLegalFormPosition"),
    (OPERATOR, "運営会社名", "operatingName"),
    (OPERATOR, "運営会社名（カナ）", "operatingNameKana"),
    (OPERATOR, "郵便番号", "operatingPostalCode"),
    (OPERATOR, "住所", "operatingAddress"),
    (OPERATOR, "電話番号（代表）", "operatingTelephone"),
    (OPERATOR, "代表者名（姓）", "operatingRepresentativeFamilyName"),
    (OPERATOR, "代表者名（名）", "operatingRepresentativeGivenName"),
    (OPERATOR, "代表者名（カナ・姓）", "operatingRepresentativeFamilyNameKana"),
    (OPERATOR, "代表者名（カナ・名）", "operatingRepresentativeGivenNameKana"),
    (INVOICE, "送付先選択", "invoiceDestination"),
    (INVOICE, "郵便番号", "invoicePostalCode"),
    (INVOICE, "住所", "invoiceAddress"),
    (INVOICE, "送付先名称", "invoiceName"),
    (INVOICE, "担当者名", "invoicePerson"),
    (INVOICE, "部署・役職", "invoiceDepartment"),
    (INVOICE, "電話番号", "invoiceTelephone"),
    (PAYMENT, "支払方法", "paymentMethod"),
];

const BUYER: &str = "取引先情報";
const REPRESENTATIVE: &str = "代表者情報";
const OPERATOR: &str = "運営会社情報";
const INVOICE: &str = "請求書送付先情報";
const PAYMENT: &str = "支払方法";

/// A shown choice, and the word of `apply` for it.
const CHOICES: &[(&str, &str)] = &[
    ("法人", "corporation"),
    ("個人事業主", "soleProprietor"),
    ("前", "before"),
    ("後", "after"),
    ("取引先情報と同じ", "buyer"),
    ("運営会社情報と同じ", "operatingCompany"),
    ("その他", "other"),
    ("銀行振込", "bankTransfer"),
    ("口座振替", "directDebit"),
    ("コンビニ送金", "convenienceStore"),
];

/// A field by its label: 「郵便番号」 or 「請求書送付先情報・郵便番号」.
///
/// # Errors
/// There is no such field.
pub(super) fn field(label: &str) -> Result<&'static FormField, Halt> {
    let mut labels = LABELS.iter().filter(|(section, own, _)| {
        let full = label
            .strip_prefix(section)
            .and_then(|rest| rest.strip_prefix('・'));
        full == Some(own) || *section == BUYER && label == *own
    });
    let name = labels.next().map(|(_, _, name)| *name);
    let field = FORM_FIELDS.iter().find(|field| Some(field.name) == name);
    field.ok_or_else(|| mistake(format!("申込書に「{label}」という欄はありません")))
}

/// The chosen or typed value, for `apply`.
pub(super) fn value(field: &FormField, text: &str) -> FormValue {
    match field.value {
        FormFieldValue::Switch { .. } => (text == "有").into(),
        FormFieldValue::Text => text.into(),
        FormFieldValue::Words(_) => word(text).into(),
    }
}

fn word(text: &str) -> &str {
    let choice = CHOICES.iter().find(|(shown, _)| *shown == text);
    choice.map_or(text, |(_, word)| *word)
}

/// The provider's value for the chosen or typed one.
///
/// # Errors
/// It is none of the field's words.
pub(super) fn on_the_wire(field: &FormField, text: &str) -> Result<String, Halt> {
    let value = match field.value {
        FormFieldValue::Switch { on, .. } if text == "有" => Some(on),
        FormFieldValue::Switch { off, .. } => Some(off),
        FormFieldValue::Text => Some(text),
        FormFieldValue::Words(words) => {
            let mut words = words.iter();
            let known = words.find(|(known, _)| *known == word(text));
            known.map(|(_, value)| *value)
        }
    };
    let value = value.map(ToOwned::to_owned);
    value.ok_or_else(|| mistake(format!("「{}」に「{text}」はありません", field.label)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_field_has_one_label() {
        let labelled: BTreeSet<&str> = LABELS.iter().map(|(_, _, name)| *name).collect();
        let fields: BTreeSet<&str> = FORM_FIELDS.iter().map(|field| field.name).collect();
        assert_eq!(labelled, fields);
        assert_eq!(LABELS.len(), FORM_FIELDS.len());
    }

    #[test]
    fn a_label_leads_to_its_own_part_of_the_form() {
        for (label, name) in [
            ("郵便番号", "postalCode"),
            ("取引先情報・郵便番号", "postalCode"),
            ("運営会社情報・郵便番号", "operatingPostalCode"),
            ("請求書送付先情報・郵便番号", "invoicePostalCode"),
            ("支払方法・支払方法", "paymentMethod"),
        ] {
            assert_eq!(field(label).map(|field| field.name).ok(), Some(name));
        }
        assert!(field("自宅住所").is_err());
    }

    #[test]
    fn what_is_chosen_has_its_number_on_the_wire() {
        for (label, chosen, number) in [
            ("法人・個人事業主", "個人事業主", "2"),
            ("法人格", "有限会社", "2"),
            ("運営会社情報・運営会社の有無", "有", "1"),
            ("請求書送付先情報・送付先選択", "その他", "9"),
            ("住所", "東京都", "東京都"),
        ] {
            let sent = field(label).and_then(|field| on_the_wire(field, chosen));
            assert_eq!(sent.ok().as_deref(), Some(number));
        }
        let kind = field("法人・個人事業主").and_then(|field| on_the_wire(field, "個人"));
        assert!(kind.is_err());
    }
}
