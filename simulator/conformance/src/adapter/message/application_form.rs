//! The form of `apply`: our English names, each with the provider's item.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        RefOr, Schema,
        schema::{ObjectBuilder, Type},
    },
};

/// One field of the form.
#[derive(Clone, Copy, Debug)]
pub struct FormField {
    /// Its name in messages and in `problems.field`.
    pub name: &'static str,
    /// AN060's item.
    pub item: &'static str,
    /// The provider's name for it.
    pub label: &'static str,
    /// The values that it takes.
    pub value: FormFieldValue,
}

/// The values of a field.
#[derive(Clone, Copy, Debug)]
pub enum FormFieldValue {
    /// Text that the customer types.
    Text,
    /// `true` or `false`, and the provider's value for each.
    Switch {
        /// For `true`.
        on: &'static str,
        /// For `false`.
        off: &'static str,
    },
    /// One of these words, each with the provider's value for it.
    Words(&'static [(&'static str, &'static str)]),
}

use FormFieldValue::{Switch, Text, Words};

const KINDS: FormFieldValue = Words(&[("corporation", "1"), ("soleProprietor", "2")]);
const POSITIONS: FormFieldValue = Words(&[("before", "0"), ("after", "1")]);
const LEGAL_FORMS: FormFieldValue = Words(&[
    ("株式会社", "1"),
    ("有限会社", "2"),
    ("合同会社", "3"),
    ("合資会社", "4"),
    ("合名会社", "5"),
    ("医療法人", "6"),
    ("医療法人社団", "7"),
    ("医療法人財団", "8"),
    ("社会医療法人", "9"),
    ("一般社団法人", "10"),
    ("公益社団法人", "11"),
    ("一般財団法人", "12"),
    ("公益財団法人", "13"),
    ("協同組合", "14"),
    ("社会福祉法人", "15"),
    ("特定非営利活動法人", "16"),
    ("学校法人", "17"),
    ("国立大学法人", "18"),
    ("公立大学法人", "19"),
    ("宗教法人", "20"),
]);
const DESTINATIONS: FormFieldValue =
    Words(&[("buyer", "1"), ("operatingCompany", "2"), ("other", "9")]);
const PAYMENT_METHODS: FormFieldValue = Words(&[
    ("bankTransfer", "2"),
    ("directDebit", "8"),
    ("convenienceStore", "9"),
]);

const fn field(
    name: &'static str,
    item: &'static str,
    label: &'static str,
    value: FormFieldValue,
) -> FormField {
    FormField {
        name,
        item,
        label,
        value,
    }
}

/// Every field, in the provider's order. The shop chooses 取引先ID, and 加盟店コード and パスワード come by `connection`.
#[rustfmt::skip]
pub const FORM_FIELDS: &[FormField] = &[
    field("kind", "hjkjKbn", "法人・個人事業主", KINDS),
    field("legalForm", "houjinKaku", "法人格", LEGAL_FORMS),
    field("legalFormPosition", "houjinZengo", "法人格前後", POSITIONS),
    field("companyName", "sMei", "取引先名(漢字)", Text),
    field("branchName", "shitenMei", "支店名(漢字)", Text),
    field("companyNameKana", "sMeikana", "取引先名(カナ)", Text),
    field("branchNameKana", "shitenMeikana", "支店名(カナ)", Text),
    field("postalCode", "ybnNo", "郵便番号", Text),
    field("address", "Adress", "住所（漢字）", Text),
    field("telephone", "telNo", "電話番号(代表)", Text),
    field("mobile", "keitaiNo", "携帯電話番号", Text),
    field("industry", "gyscod1", "事業内容1", Text),
    field("industryDetail", "gyscod2", "事業内容2", Text),
    field("established", "setsurituNgt", "設立年月", Text),
    field("capital", "shk", "資本金", Text),
    field("annualSales", "nsyo", "年商", Text),
    field("employees", "kmssyainsu", "従業員", Text),
    field("representativeFamilyName", "daikjmeiSei", "代表者名(漢字・姓)", Text),
    field("representativeGivenName", "daikjmeiMei", "代表者名(漢字・名)", Text),
    field("representativeFamilyNameKana", "daiknameiSei", "代表者名(カナ・姓)", Text),
    field("representativeGivenNameKana", "daiknameiMei", "代表者名(カナ・名)", Text),
    field("homePostalCode", "daiYbnno", "自宅郵便番号", Text),
    field("homeAddress", "daiAddress", "自宅住所（漢字）", Text),
    field("hasOperatingCompany", "szUmu", "運営会社有無", Switch { on: "1", off: "0" }),
    field("operatingKind", "szHjkjKbn", "法人・個人事業主", KINDS),
    field("operatingLegalForm", "szHoujinKaku", "法人格", LEGAL_FORMS),
    field("operatingLegalFormPosition", "szHoujinZengo", "法人格前後", POSITIONS),
    field("operatingName", "szHonknjmei", "運営会社名(漢字)", Text),
    field("operatingNameKana", "szHonknamei", "運営会社名(カナ)", Text),
    field("operatingPostalCode", "szYbnno", "郵便番号", Text),
    field("operatingAddress", "szAddress", "住所（漢字）", Text),
    field("operatingTelephone", "szTelno", "電話番号(代表)", Text),
    field("operatingRepresentativeFamilyName", "szDaikjmei_sei", "代表者名（漢字・姓）", Text),
    field("operatingRepresentativeGivenName", "szDaikjmei_mei", "代表者名（漢字・名）", Text),
    field("operatingRepresentativeFamilyNameKana", "szDaiknamei_sei", "代表者（カナ・姓）", Text),
    field("operatingRepresentativeGivenNameKana", "szDaiknamei_mei", "代表者（カナ・名）", Text),
    field("invoiceDestination", "sqssfKbn", "送付先選択", DESTINATIONS),
    field("invoicePostalCode", "sqYbnno", "郵便番号", Text),
    field("invoiceAddress", "sqAddress", "住所（漢字）", Text),
    field("invoiceName", "sofuKnjnam", "送付先名称", Text),
    field("invoicePerson", "sofuTntnam", "担当者名", Text),
    field("invoiceDepartment", "syz", "部署・役職", Text),
    field("invoiceTelephone", "kmsTelno", "電話番号", Text),
    field("paymentMethod", "shrhohKbn", "支払方法", PAYMENT_METHODS),
];

/// The form as the customer fills it in: missing fields were left empty.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
#[serde(transparent)]
pub struct ApplicationForm(BTreeMap<String, FormValue>);

/// What a customer typed, or whether a box is ticked.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FormValue {
    /// A box.
    Switch(bool),
    /// A text, or one of a field's words.
    Text(String),
}

impl From<bool> for FormValue {
    fn from(switch: bool) -> Self {
        Self::Switch(switch)
    }
}

impl From<&str> for FormValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A value that does not fit the form.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum NotInTheForm {
    /// There is no field of that name.
    #[error("申込書に項目「{0}」はありません")]
    Field(String),
    /// The field takes other values.
    #[error("申込書の項目「{0}」に、この値は入りません（{1}）")]
    Value(&'static str, String),
}

impl FormFieldValue {
    /// The values of the field, in words.
    pub fn words(self) -> String {
        match self {
            Text => "文字列".to_owned(),
            Switch { on, off } => format!("true（{on}）・false（{off}）"),
            Words(words) => {
                let words: Vec<_> = words
                    .iter()
                    .map(|(word, value)| format!("{word}（{value}）"))
                    .collect();
                words.join("・")
            }
        }
    }

    fn takes(self, value: &FormValue) -> bool {
        match (self, value) {
            (Text, FormValue::Text(_)) | (Switch { .. }, FormValue::Switch(_)) => true,
            (Words(words), FormValue::Text(text)) => words.iter().any(|(word, _)| word == text),
            _ => false,
        }
    }
}

impl ApplicationForm {
    /// Fills in a field.
    ///
    /// # Errors
    /// There is no such field, or it takes other values.
    pub fn fill(&mut self, name: &str, value: impl Into<FormValue>) -> Result<(), NotInTheForm> {
        let known = FORM_FIELDS.iter().find(|field| field.name == name);
        let field = known.ok_or_else(|| NotInTheForm::Field(name.to_owned()))?;
        let value = value.into();
        if !field.value.takes(&value) {
            return Err(NotInTheForm::Value(field.name, field.value.words()));
        }
        self.0.insert(name.to_owned(), value);
        Ok(())
    }

    /// The filled-in fields.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &FormValue)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }
}

impl<'de> Deserialize<'de> for ApplicationForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut form = Self::default();
        for (name, value) in BTreeMap::<String, FormValue>::deserialize(deserializer)? {
            form.fill(&name, value).map_err(D::Error::custom)?;
        }
        Ok(form)
    }
}

/// Each field with the provider's item and label, from the table.
impl PartialSchema for ApplicationForm {
    fn schema() -> RefOr<Schema> {
        let mut form = ObjectBuilder::new()
            .schema_type(Type::Object)
            .description(Some("The form as the customer fills it in."));
        for field in FORM_FIELDS {
            let mut value = ObjectBuilder::new()
                .description(Some(format!("{}（{}）", field.label, field.item)));
            value = match field.value {
                Text => value.schema_type(Type::String),
                Switch { .. } => value.schema_type(Type::Boolean),
                Words(words) => value
                    .schema_type(Type::String)
                    .enum_values(Some(words.iter().map(|(word, _)| *word))),
            };
            form = form.property(field.name, value);
        }
        form.into()
    }
}

impl ToSchema for ApplicationForm {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_takes_known_fields_and_words_alone() {
        let mut form = ApplicationForm::default();
        assert_eq!(form.fill("kind", "corporation"), Ok(()));
        assert_eq!(form.fill("hasOperatingCompany", true), Ok(()));
        assert_eq!(form.fill("companyName", "クロネコ商事"), Ok(()));
        for (name, value) in [("kind", "1"), ("hasOperatingCompany", "1"), ("sMei", "a")] {
            assert!(form.fill(name, value).is_err(), "{name}");
        }
        assert_eq!(
            serde_json::to_string(&form).unwrap(),
            r#"{"companyName":"クロネコ商事","hasOperatingCompany":true,"kind":"corporation"}"#
        );
    }

    #[test]
    fn names_and_items_are_there_once() {
        for (at, field) in FORM_FIELDS.iter().enumerate() {
            let others = &FORM_FIELDS[at + 1..];
            assert!(!others.iter().any(|other| other.name == field.name));
            assert!(!others.iter().any(|other| other.item == field.item));
        }
    }
}
