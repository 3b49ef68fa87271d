//! A customer becomes a buyer: application, screening, and whether the payment method is offered.

use kakebarai::{
    Application, ScreeningStatus,
    buyers::{
        application::{Problem, lists::LEGAL_FORMS},
        eligibility::{Ineligible, Offer},
    },
    client::Judgement,
    gateway::{ApplicationOutcome, NotApplied},
};
use serde_json::{Value, json};

use super::{
    answer::{Carried, Ended, Failure, Mistake, Told},
    message,
    shop::Shop,
};

/// Whether クロネコ掛け払い can be chosen on a page, and what the page shows of it.
pub(super) async fn offer(shop: &Shop, message: message::Offer) -> Result<Value, Failure> {
    let visitor = shop.visitor(&message.customer).await?;
    shop.turn_page(&visitor, &message.view);
    let customer = Some(&visitor.customer);
    Ok(match shop.eligibility.offer(customer, &shop.rules).await {
        Offer::Offered(credit) => json!({
            "offered": true,
            "usability": credit.usability,
            "limit": credit.credit_limit.to_string(),
            "used": credit.used_amount.to_string(),
        }),
        Offer::NotOffered(why) => {
            let mut answer = json!({"offered": false, "reason": why.to_string()});
            if let Ineligible::NotUsable(usability) = why {
                answer["usability"] = usability.into();
            }
            answer
        }
        _ => json!({"offered": false}),
    })
}

/// 取引先登録.
pub(super) async fn apply(shop: &Shop, message: message::Apply) -> Result<Carried, Failure> {
    let user = shop.visitor(&message.customer).await?.user;
    let mut form = Application::default();
    for (name, value) in &message.form {
        let Some((_, field)) = FIELDS.iter().find(|(known, _)| known == name) else {
            return Err(Failure::Unsupported(format!("form.{name}")));
        };
        form.set(field, value_of(field, value));
    }
    let applied = shop.gateway.apply(user, &form, shop.clock.today()).await;
    let mut answer = match applied {
        Ok(outcome) => applied_as(outcome),
        Err(NotApplied::Ledger(error)) => return Err(error.into()),
        Err(NotApplied::Problems(problems)) => {
            Carried::mistaken(problems.iter().map(on_the_form).collect())
        }
        Err(why @ NotApplied::UnknownOutcome(_)) => Carried::unknown(why.to_string()),
        Err(why) => Carried::not_sent("customer", why.to_string()),
    };
    shop.log
        .add(&format!("会員{} 取引先登録：{:?}", user, answer.result))?;
    let known = shop.application(user).await?;
    answer.buyer_id = known.map(|one| one.buyer_id);
    Ok(answer)
}

fn applied_as(outcome: ApplicationOutcome) -> Carried {
    let said = |result: Ended, buyer: &str, operator: String| Carried {
        result,
        told: Told {
            buyer: buyer.to_owned(),
            operator,
        },
        ..Carried::default()
    };
    match outcome {
        ApplicationOutcome::Applied { buyer_id } => said(
            Ended::Done,
            "お申し込みを受け付けました。審査の結果をお待ちください。",
            format!("取引先ID {buyer_id} で申し込みました。"),
        ),
        ApplicationOutcome::Refused(code) => Carried {
            code: Some(code.to_string()),
            ..said(
                Ended::Refused,
                code.buyer_message(),
                code.shown_to_operator(),
            )
        },
        ApplicationOutcome::Unsent => {
            Carried::not_sent("connection", "クロネコ掛け払いに接続できません。")
        }
        _ => said(
            Ended::Unknown,
            "お申し込みを確認しています。もう一度お申し込みにならずに、お待ちください。",
            "取引先登録の応答がありませんでした。審査状況を確認してください。".to_owned(),
        ),
    }
}

/// 審査状況.
pub(super) async fn screening(shop: &Shop, message: message::Screening) -> Result<Value, Failure> {
    let visitor = shop.visitor(&message.customer).await?;
    let status = match shop.gateway.screening(visitor.user).await? {
        // A buyer who never applied here: a test buyer.
        ScreeningStatus::NotApplied if let Some(buyer_id) = &visitor.customer.buyer_id => {
            shop.gateway.screening_of(buyer_id).await
        }
        status => status,
    };
    Ok(json!({
        "state": state(&status),
        "mayApplyAgain": status.may_apply_again(),
        "told": {"buyer": status.shown_to_buyer(), "operator": status.shown_to_operator()},
    }))
}

/// 審査状況 in the words of the protocol.
fn state(status: &ScreeningStatus) -> &'static str {
    match status {
        ScreeningStatus::NotApplied | ScreeningStatus::NeverArrived => "none",
        ScreeningStatus::Judged(judgement) => judged(judgement),
        ScreeningStatus::NoLongerAsked {
            is_usable: true, ..
        } => "accepted",
        ScreeningStatus::NoLongerAsked {
            last_heard: Some(judgement),
            ..
        } if status.may_apply_again() => judged(judgement),
        ScreeningStatus::NoLongerAsked { .. } => "other",
        _ => "unavailable",
    }
}

fn judged(judgement: &Judgement) -> &'static str {
    match judgement {
        Judgement::Approved => "accepted",
        Judgement::Incomplete => "incomplete",
        Judgement::Rejected => "refused",
        Judgement::Cancelled => "cancelled",
        Judgement::LimitChanged => "limitChanged",
        Judgement::Pending => "pending",
        _ => "other",
    }
}

/// What became of an application that had no known outcome.
pub(super) fn found_out(status: &ScreeningStatus) -> Ended {
    match status {
        ScreeningStatus::Judged(_) | ScreeningStatus::NoLongerAsked { .. } => Ended::Done,
        ScreeningStatus::NeverArrived => Ended::NotSent,
        _ => Ended::Unknown,
    }
}

/// A mistake by the name that the form of the protocol has for its field.
fn on_the_form(problem: &Problem) -> Mistake {
    let name = FIELDS.iter().find(|(_, field)| *field == problem.field);
    Mistake::at(
        name.map_or(problem.field, |(name, _)| name),
        &problem.message,
    )
}

/// A value as the library takes it: words and switches are numbers there.
fn value_of(field: &str, value: &Value) -> String {
    let text = match value {
        Value::Bool(true) => return "1".to_owned(),
        Value::Bool(false) => return "0".to_owned(),
        value => value.as_str().unwrap_or_default(),
    };
    let known = match field {
        _ if field.ends_with("legal_form") => {
            let known = LEGAL_FORMS.iter().find(|(_, name, _)| *name == text);
            return known.map_or(text, |(number, ..)| number).to_owned();
        }
        _ if field.ends_with("entity_kind") => KINDS,
        _ if field.ends_with("legal_form_position") => POSITIONS,
        "invoice_destination" => DESTINATIONS,
        "payment_method" => PAYMENT_METHODS,
        _ => &[],
    };
    let known = known.iter().find(|(word, _)| *word == text);
    known.map_or(text, |(_, number)| number).to_owned()
}

/// Words of the protocol, each with its number.
type Words = &'static [(&'static str, &'static str)];

const KINDS: Words = &[("corporation", "1"), ("soleProprietor", "2")];
const POSITIONS: Words = &[("before", "0"), ("after", "1")];
const DESTINATIONS: Words = &[("buyer", "1"), ("operatingCompany", "2"), ("other", "9")];
const PAYMENT_METHODS: Words = &[
    ("bankTransfer", "2"),
    ("directDebit", "8"),
    ("convenienceStore", "9"),
];

/// The names of the fields, of the protocol and of the library.
#[rustfmt::skip]
const FIELDS: &[(&str, &str)] = &[
    ("kind", "entity_kind"),
    ("legalForm", "legal_form"),
    ("legalFormPosition", "legal_form_position"),
    ("companyName", "company_name"),
    ("branchName", "branch_name"),
    ("companyNameKana", "company_name_kana"),
    ("branchNameKana", "branch_name_kana"),
    ("postalCode", "postal_code"),
    ("address", "address"),
    ("telephone", "telephone"),
    ("mobile", "mobile_telephone"),
    ("industry", "industry"),
    ("industryDetail", "industry_detail"),
    ("established", "founded"),
    ("capital", "capital"),
    ("annualSales", "annual_sales"),
    ("employees", "employees"),
    ("representativeFamilyName", "representative_family_name"),
    ("representativeGivenName", "representative_given_name"),
    ("representativeFamilyNameKana", "representative_family_name_kana"),
    ("representativeGivenNameKana", "representative_given_name_kana"),
    ("homePostalCode", "home_postal_code"),
    ("homeAddress", "home_address"),
    ("hasOperatingCompany", "has_operating_company"),
    ("operatingKind", "operating_company_entity_kind"),
    ("operatingLegalForm", "operating_company_legal_form"),
    ("operatingLegalFormPosition", "operating_company_legal_form_position"),
    ("operatingName", "operating_company_name"),
    ("operatingNameKana", "operating_company_name_kana"),
    ("operatingPostalCode", "operating_company_postal_code"),
    ("operatingAddress", "operating_company_address"),
    ("operatingTelephone", "operating_company_telephone"),
    ("operatingRepresentativeFamilyName", "operating_company_representative_family_name"),
    ("operatingRepresentativeGivenName", "operating_company_representative_given_name"),
    ("operatingRepresentativeFamilyNameKana", "operating_company_representative_family_name_kana"),
    ("operatingRepresentativeGivenNameKana", "operating_company_representative_given_name_kana"),
    ("invoiceDestination", "invoice_destination"),
    ("invoicePostalCode", "invoice_postal_code"),
    ("invoiceAddress", "invoice_address"),
    ("invoiceName", "invoice_name"),
    ("invoicePerson", "invoice_contact"),
    ("invoiceDepartment", "invoice_department"),
    ("invoiceTelephone", "invoice_telephone"),
    ("paymentMethod", "payment_method"),
];
