//! The fields of the form: section, name, what they hold, who must fill them.

use crate::buyers::application::lists::*;

/// A field of the form.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Field {
    /// Its name in [`RegisterBuyer`](crate::client::RegisterBuyer).
    pub name: &'static str,
    /// Its part of the form.
    pub section: Section,
    /// Its name on the screen.
    pub label: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// Who must fill it.
    pub required: Required,
}

/// A part of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Section {
    /// 取引先情報.
    Buyer,
    /// 代表者情報.
    Representative,
    /// 運営会社情報.
    OperatingCompany,
    /// 請求書送付先情報.
    Invoice,
    /// 支払方法.
    Payment,
}

impl Section {
    /// As the screen shows it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Buyer => "取引先情報",
            Self::Representative => "代表者情報",
            Self::OperatingCompany => "運営会社情報",
            Self::Invoice => "請求書送付先情報",
            Self::Payment => "支払方法",
        }
    }
}

/// What a field holds.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum FieldKind {
    /// Full-width characters, at most this many.
    Text(usize),
    /// A company's name: the same, and no legal form in it.
    Company(usize),
    /// At most this many full-width katakana, voiced marks counted.
    Kana(usize),
    /// The reading of a company's name: the same, and no legal form in it.
    CompanyKana(usize),
    /// An existing postal code.
    PostalCode,
    /// 10 or 11 digits and two hyphens.
    Telephone,
    /// At most this many digits.
    Digits(usize),
    /// yyyyMM, not in the future.
    Month,
    /// One of a list.
    Listed(&'static [Listed]),
    /// One of the legal forms.
    LegalForm,
    /// 事業内容1.
    Industry,
    /// 事業内容2.
    IndustryDetail,
}

/// Who must fill a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Required {
    /// Everybody.
    Always,
    /// Nobody.
    Never,
    /// 法人.
    Corporation,
    /// 個人事業主.
    SoleProprietor,
    /// A buyer with an operating company.
    Operated,
    /// A buyer whose operating company is 法人.
    OperatedByCorporation,
    /// A buyer who has invoices sent elsewhere: 送付先選択 その他.
    OtherDestination,
}

const fn field(
    name: &'static str,
    section: Section,
    label: &'static str,
    kind: FieldKind,
    required: Required,
) -> Field {
    Field {
        name,
        section,
        label,
        kind,
        required,
    }
}

use FieldKind::{
    Company, CompanyKana, Digits, Industry, IndustryDetail, Kana, LegalForm, Month, PostalCode,
    Telephone, Text,
};
use Required::{
    Always, Corporation, Never, Operated, OperatedByCorporation, OtherDestination, SoleProprietor,
};
use Section::{Buyer, Invoice, OperatingCompany, Payment, Representative};

/// All fields but the buyer id, in the order of the form. Limits as published (documented).
#[rustfmt::skip]
pub const FIELDS: &[Field] = &[
    field("entity_kind",                     Buyer, "法人・個人事業主", FieldKind::Listed(ENTITY_KINDS), Always),
    field("legal_form",                      Buyer, "法人格", LegalForm, Corporation),
    field("legal_form_position",             Buyer, "法人格の位置", FieldKind::Listed(LEGAL_FORM_POSITIONS), Corporation),
    field("company_name",                    Buyer, "取引先名", Company(30), Always),
    field("branch_name",                     Buyer, "支店名", Text(30), Never),
    field("company_name_kana",               Buyer, "取引先名（カナ）", CompanyKana(60), Always),
    field("branch_name_kana",                Buyer, "支店名（カナ）", Kana(60), Never),
    field("postal_code",                     Buyer, "郵便番号", PostalCode, Always),
    field("address",                         Buyer, "住所", Text(50), Always),
    field("telephone",                       Buyer, "電話番号（代表）", Telephone, Always),
    field("mobile_telephone",                Buyer, "携帯電話番号", Telephone, Never),
    field("industry",                        Buyer, "事業内容1", Industry, Never),
    field("industry_detail",                 Buyer, "事業内容2", IndustryDetail, Never),
    field("founded",                         Buyer, "設立年月", Month, Never),
    field("capital",                         Buyer, "資本金", Digits(5), Never),
    field("annual_sales",                    Buyer, "年商", Digits(5), Never),
    field("employees",                       Buyer, "従業員数", Digits(5), Never),
    field("representative_family_name",      Representative, "代表者名（姓）", Text(14), Always),
    field("representative_given_name",       Representative, "代表者名（名）", Text(14), Always),
    field("representative_family_name_kana", Representative, "代表者名（カナ・姓）", Kana(29), Always),
    field("representative_given_name_kana",  Representative, "代表者名（カナ・名）", Kana(29), Always),
    field("home_postal_code",                Representative, "自宅郵便番号", PostalCode, SoleProprietor),
    field("home_address",                    Representative, "自宅住所", Text(50), SoleProprietor),
    field("has_operating_company",           OperatingCompany, "運営会社の有無", FieldKind::Listed(OPERATING_COMPANIES), Always),
    field("operating_company_entity_kind",            OperatingCompany, "法人・個人事業主", FieldKind::Listed(ENTITY_KINDS), Operated),
    field("operating_company_legal_form",             OperatingCompany, "法人格", LegalForm, OperatedByCorporation),
    field("operating_company_legal_form_position",    OperatingCompany, "法人格の位置", FieldKind::Listed(LEGAL_FORM_POSITIONS), OperatedByCorporation),
    field("operating_company_name",                   OperatingCompany, "運営会社名", Company(30), Operated),
    field("operating_company_name_kana",              OperatingCompany, "運営会社名（カナ）", CompanyKana(60), Operated),
    field("operating_company_postal_code",            OperatingCompany, "郵便番号", PostalCode, Operated),
    field("operating_company_address",                OperatingCompany, "住所", Text(50), Operated),
    field("operating_company_telephone",              OperatingCompany, "電話番号（代表）", Telephone, Operated),
    field("operating_company_representative_family_name",            OperatingCompany, "代表者名（姓）", Text(14), Operated),
    field("operating_company_representative_given_name",             OperatingCompany, "代表者名（名）", Text(14), Operated),
    field("operating_company_representative_family_name_kana",       OperatingCompany, "代表者名（カナ・姓）", Kana(29), Operated),
    field("operating_company_representative_given_name_kana",        OperatingCompany, "代表者名（カナ・名）", Kana(29), Operated),
    field("invoice_destination",             Invoice, "送付先選択", FieldKind::Listed(INVOICE_DESTINATIONS), Always),
    field("invoice_postal_code",             Invoice, "郵便番号", PostalCode, OtherDestination),
    field("invoice_address",                 Invoice, "住所", Text(50), OtherDestination),
    field("invoice_name",                    Invoice, "送付先名称", Text(30), OtherDestination),
    field("invoice_contact",                  Invoice, "担当者名", Text(25), Never),
    field("invoice_department",              Invoice, "部署・役職", Text(10), Never),
    field("invoice_telephone",               Invoice, "電話番号", Telephone, Never),
    field("payment_method",                  Payment, "支払方法", FieldKind::Listed(PAYMENT_METHODS), Always),
];
