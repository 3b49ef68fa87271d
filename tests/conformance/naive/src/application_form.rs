//! The form of 取引先登録: our names, the provider's items, what each holds, and when it is asked for.

use FieldKind::{
    Company, CompanyKana, Digits, Industry, IndustryDetail, Kana, Month, PostalCode, Switch,
    Telephone, Text, Words,
};
use When::{Always, Corporation, Elsewhere, Operated, OperatedByCorporation, SoleProprietor};

/// A field.
pub(crate) struct FormField {
    /// As messages call it.
    pub(crate) name: &'static str,
    /// As the provider calls it.
    pub(crate) item: &'static str,
    pub(crate) kind: FieldKind,
    /// Whose form has it.
    pub(crate) when: When,
    pub(crate) is_required: bool,
}

/// What a field holds. Lengths are in characters; those of kana count voiced marks.
#[derive(Clone, Copy)]
pub(crate) enum FieldKind {
    Text(usize),
    Kana(usize),
    /// A name without the legal form.
    Company(usize),
    /// Its reading.
    CompanyKana(usize),
    PostalCode,
    Telephone,
    Digits(usize),
    Month,
    Industry,
    IndustryDetail,
    Switch,
    /// Words, each with the provider's number.
    Words(&'static [(&'static str, &'static str)]),
}

/// Whose form has a field.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) enum When {
    Always,
    Corporation,
    SoleProprietor,
    Operated,
    OperatedByCorporation,
    /// Invoices go elsewhere.
    Elsewhere,
}

const KINDS: FieldKind = Words(&[("corporation", "1"), ("soleProprietor", "2")]);
const POSITIONS: FieldKind = Words(&[("before", "0"), ("after", "1")]);
const DESTINATIONS: FieldKind = Words(&[("buyer", "1"), ("operatingCompany", "2"), ("other", "9")]);
const METHODS: FieldKind = Words(&[
    ("bankTransfer", "2"),
    ("directDebit", "8"),
    ("convenienceStore", "9"),
]);
const LEGAL_FORMS: FieldKind = Words(&[
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

/// The legal forms and how they are read.
#[rustfmt::skip]
pub(crate) const LEGAL_FORM_READINGS: &[(&str, &str)] = &[
    ("株式会社", "カブシキガイシャ"), ("有限会社", "ユウゲンガイシャ"), ("合同会社", "ゴウドウガイシャ"), ("合資会社", "ゴウシガイシャ"),
    ("合名会社", "ゴウメイガイシャ"), ("医療法人", "イリョウホウジン"), ("医療法人社団", "イリョウホウジンシャダン"),
    ("医療法人財団", "イリョウホウジンザイダン"), ("社会医療法人", "シャカイイリョウホウジン"), ("一般社団法人", "イッパンシャダンホウジン"),
    ("公益社団法人", "コウエキシャダンホウジン"), ("一般財団法人", "イッパンザイダンホウジン"), ("公益財団法人", "コウエキザイダンホウジン"),
    ("協同組合", "キョウドウクミアイ"), ("社会福祉法人", "シャカイフクシホウジン"), ("特定非営利活動法人", "トクテイヒエイリカツドウホウジン"),
    ("学校法人", "ガッコウホウジン"), ("国立大学法人", "コクリツダイガクホウジン"), ("公立大学法人", "コウリツダイガクホウジン"),
    ("宗教法人", "シュウキョウホウジン"),
];

/// 事業内容1, and the numbers of 事業内容2 that go with it.
pub(crate) const INDUSTRIES: &[(&str, &[u16])] = &[
    ("07", &[82, 99]),
    ("15", &[91, 99]),
    ("50", &[11, 99]),
    ("57", &[99]),
    ("58", &[31, 63, 99]),
    ("59", &[31, 99]),
    ("60", &[31, 32, 33, 64, 71, 93, 96, 99]),
    ("76", &[11, 29, 31, 41, 51, 61, 71, 99]),
    ("83", &[11, 21, 31, 61, 99]),
    ("85", &[49, 99]),
    ("92", &[21, 99]),
];

const fn required(
    name: &'static str,
    item: &'static str,
    kind: FieldKind,
    when: When,
) -> FormField {
    FormField {
        name,
        item,
        kind,
        when,
        is_required: true,
    }
}

const fn optional(
    name: &'static str,
    item: &'static str,
    kind: FieldKind,
    when: When,
) -> FormField {
    FormField {
        name,
        item,
        kind,
        when,
        is_required: false,
    }
}

/// Every field, in the provider's order.
#[rustfmt::skip]
pub(crate) const FORM_FIELDS: &[FormField] = &[
    required("kind", "hjkjKbn", KINDS, Always),
    required("legalForm", "houjinKaku", LEGAL_FORMS, Corporation),
    required("legalFormPosition", "houjinZengo", POSITIONS, Corporation),
    required("companyName", "sMei", Company(30), Always),
    optional("branchName", "shitenMei", Text(30), Always),
    required("companyNameKana", "sMeikana", CompanyKana(60), Always),
    optional("branchNameKana", "shitenMeikana", Kana(60), Always),
    required("postalCode", "ybnNo", PostalCode, Always),
    required("address", "Adress", Text(50), Always),
    required("telephone", "telNo", Telephone, Always),
    optional("mobile", "keitaiNo", Telephone, Always),
    optional("industry", "gyscod1", Industry, Always),
    optional("industryDetail", "gyscod2", IndustryDetail, Always),
    optional("established", "setsurituNgt", Month, Always),
    optional("capital", "shk", Digits(5), Always),
    optional("annualSales", "nsyo", Digits(5), Always),
    optional("employees", "kmssyainsu", Digits(5), Always),
    required("representativeFamilyName", "daikjmeiSei", Text(14), Always),
    required("representativeGivenName", "daikjmeiMei", Text(14), Always),
    required("representativeFamilyNameKana", "daiknameiSei", Kana(29), Always),
    required("representativeGivenNameKana", "daiknameiMei", Kana(29), Always),
    required("homePostalCode", "daiYbnno", PostalCode, SoleProprietor),
    required("homeAddress", "daiAddress", Text(50), SoleProprietor),
    required("hasOperatingCompany", "szUmu", Switch, Always),
    required("operatingKind", "szHjkjKbn", KINDS, Operated),
    required("operatingLegalForm", "szHoujinKaku", LEGAL_FORMS, OperatedByCorporation),
    required("operatingLegalFormPosition", "szHoujinZengo", POSITIONS, OperatedByCorporation),
    required("operatingName", "szHonknjmei", Company(30), Operated),
    required("operatingNameKana", "szHonknamei", CompanyKana(60), Operated),
    required("operatingPostalCode", "szYbnno", PostalCode, Operated),
    required("operatingAddress", "szAddress", Text(50), Operated),
    required("operatingTelephone", "szTelno", Telephone, Operated),
    required("operatingRepresentativeFamilyName", "szDaikjmei_sei", Text(14), Operated),
    required("operatingRepresentativeGivenName", "szDaikjmei_mei", Text(14), Operated),
    required("operatingRepresentativeFamilyNameKana", "szDaiknamei_sei", Kana(29), Operated),
    required("operatingRepresentativeGivenNameKana", "szDaiknamei_mei", Kana(29), Operated),
    required("invoiceDestination", "sqssfKbn", DESTINATIONS, Always),
    required("invoicePostalCode", "sqYbnno", PostalCode, Elsewhere),
    required("invoiceAddress", "sqAddress", Text(50), Elsewhere),
    required("invoiceName", "sofuKnjnam", Text(30), Elsewhere),
    optional("invoicePerson", "sofuTntnam", Text(25), Elsewhere),
    optional("invoiceDepartment", "syz", Text(10), Elsewhere),
    optional("invoiceTelephone", "kmsTelno", Telephone, Elsewhere),
    required("paymentMethod", "shrhohKbn", METHODS, Always),
];
