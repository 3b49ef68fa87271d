//! 取引先登録: where the invoices go, how they are paid, and what must fit together, in the provider's order.

use super::super::{items::*, relations::*, standing::*};
use crate::{
    checking::{
        check::Check::*,
        condition::named,
        item::WHOLE,
        rule::{Rule, rule},
    },
    listed_values as listed,
};

#[rustfmt::skip]
pub(super) const RULES: &[Rule] = &[
    rule("F410001", INVOICE_RECIPIENT,             Required),
    rule("F410002", INVOICE_RECIPIENT,             ExactLength(1)),
    rule("F410003", INVOICE_RECIPIENT,             Digits),
    rule("F410004", INVOICE_RECIPIENT,             OneOf(&listed::INVOICE_RECIPIENTS)),
    rule("F420001", INVOICE_POSTAL_CODE,           RequiredWhen(named!(the_invoice_goes_elsewhere: INVOICE_RECIPIENT))),
    rule("F420002", INVOICE_POSTAL_CODE,           ExactLength(7)),
    rule("F420003", INVOICE_POSTAL_CODE,           Digits),
    rule("F420004", INVOICE_POSTAL_CODE,           ExistingPostalCode),
    rule("F430001", INVOICE_ADDRESS,               RequiredWhen(named!(the_invoice_goes_elsewhere: INVOICE_RECIPIENT))),
    rule("F430002", INVOICE_ADDRESS,               MaxLength(50)),
    rule("F430003", INVOICE_ADDRESS,               FullWidth),
    rule("F430004", INVOICE_ADDRESS,               InCharacterSet),
    rule("F440001", INVOICE_NAME,                  RequiredWhen(named!(the_invoice_goes_elsewhere: INVOICE_RECIPIENT))),
    rule("F440002", INVOICE_NAME,                  MaxLength(30)),
    rule("F440003", INVOICE_NAME,                  FullWidth),
    rule("F440004", INVOICE_NAME,                  InCharacterSet),
    rule("F450001", INVOICE_CONTACT,               MaxLength(25)),
    rule("F450002", INVOICE_CONTACT,               FullWidth),
    rule("F450003", INVOICE_CONTACT,               InCharacterSet),
    rule("F460001", INVOICE_DEPARTMENT,            MaxLength(10)),
    rule("F460002", INVOICE_DEPARTMENT,            FullWidth),
    rule("F460003", INVOICE_DEPARTMENT,            InCharacterSet),
    rule("F470001", INVOICE_TELEPHONE,             TelephoneLength),
    rule("F470002", INVOICE_TELEPHONE,             DigitsAndHyphen),
    rule("F470003", INVOICE_TELEPHONE,             TwoHyphens),
    rule("F480001", PAYMENT_METHOD,                Required),
    rule("F480002", PAYMENT_METHOD,                ExactLength(1)),
    rule("F480003", PAYMENT_METHOD,                Digits),
    rule("F480004", PAYMENT_METHOD,                OneOf(&listed::PAYMENT_METHODS)),
    rule("F500001", PASSWORD,                      Required),
    rule("F490001", PASSWORD,                      Standing(named!(the_password_is_right))),
    rule("F080001", WHOLE,                         Relation(named!(name_branch_and_legal_form_fit: NAME, BRANCH, ENTITY_KIND, LEGAL_FORM))),
    rule("F110001", WHOLE,                         Relation(named!(name_branch_and_legal_form_fit_in_kana: NAME_KANA, BRANCH_KANA, ENTITY_KIND, LEGAL_FORM))),
    rule("F510001", WHOLE,                         Relation(named!(company_name_and_legal_form_fit: COMPANY_NAME, COMPANY_ENTITY_KIND, COMPANY_LEGAL_FORM))),
    rule("F520001", WHOLE,                         Relation(named!(company_name_and_legal_form_fit_in_kana: COMPANY_NAME_KANA, COMPANY_ENTITY_KIND, COMPANY_LEGAL_FORM))),
    rule("F530001", WHOLE,                         Relation(named!(the_name_of_the_head_fits_in_kana: HEAD_FAMILY_NAME_KANA, HEAD_GIVEN_NAME_KANA))),
    rule("F540001", WHOLE,                         Relation(named!(the_name_of_the_companys_head_fits_in_kana: COMPANY_HEAD_FAMILY_NAME_KANA, COMPANY_HEAD_GIVEN_NAME_KANA))),
    rule("F410005", INVOICE_RECIPIENT,             Relation(named!(an_invoice_to_the_operating_company_needs_one: HAS_COMPANY))),
];
