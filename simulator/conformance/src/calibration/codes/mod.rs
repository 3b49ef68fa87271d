//! `--codes`: each refusal of a field by itself, then pairs of mistakes for the order of the checks.

mod an010;
mod an060;
mod inquiries;
mod mistake;

use self::mistake::{Mistake, value};
use super::{
    application,
    notebook::CodeSeen,
    prober::{AskedCode, Prober, Stopped, today},
    probes::{GUARD, ProbeClass, stranger},
    request::{Api, ProbeRequest},
};

/// The safeguard against effects of a form whose mistake is not refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Security {
    /// It only reads.
    Reads,
    /// A カート社識別コード that is too long.
    CartCode,
    /// An unknown buyer.
    Stranger,
    /// An unlisted 支払方法.
    PaymentMethod,
    /// An invoice to a missing operating company.
    Recipient,
    /// The mistake itself.
    Itself,
    /// Nothing: an application may stay.
    Nothing,
}

/// A list of mistakes of one API with the same security, in the provider's order.
struct MistakeList {
    api: Api,
    security: Security,
    mistakes: &'static [Mistake],
}

const ALL: [MistakeList; 8] = [
    of(Api::An010, Security::CartCode, an010::BEFORE),
    of(Api::An010, Security::Stranger, an010::BEHIND),
    of(Api::An050, Security::Reads, inquiries::AN050),
    of(Api::An060, Security::PaymentMethod, an060::BEFORE),
    of(Api::An060, Security::Itself, an060::OF_THE_GUARD),
    of(Api::An060, Security::Recipient, an060::BEFORE_THE_LAST),
    of(Api::An060, Security::Nothing, an060::UNGUARDED),
    of(Api::An070, Security::Reads, inquiries::AN070),
];

const fn of(api: Api, security: Security, mistakes: &'static [Mistake]) -> MistakeList {
    MistakeList {
        api,
        security,
        mistakes,
    }
}

/// A question: a code, or a pair `A010001<A040001` of which the first is expected.
struct Question {
    name: String,
    expected: &'static str,
    api: Api,
    security: Security,
    fields: Vec<(&'static str, &'static str)>,
}

/// Every question, codes first.
fn questions() -> Vec<Question> {
    let codes = ALL.iter().flat_map(|list| {
        list.mistakes.iter().map(|(code, fields)| Question {
            name: (*code).to_owned(),
            expected: code,
            api: list.api,
            security: list.security,
            fields: fields.to_vec(),
        })
    });
    let pairs = ALL.iter().flat_map(|list| {
        let next = list.mistakes.windows(2);
        next.filter_map(|pair| pair_of(list, &pair[0], &pair[1]))
    });
    codes.chain(pairs).collect()
}

/// Both mistakes in one form, if they concern different fields and can be distinguished.
fn pair_of(list: &MistakeList, first: &Mistake, second: &Mistake) -> Option<Question> {
    let both = || first.1.iter().chain(second.1);
    let mut names: Vec<_> = both().map(|(name, _)| name).collect();
    names.sort_unstable();
    names.dedup();
    let differ = names.len() == first.1.len() + second.1.len();
    // The sums of the lines are not compared without their switch.
    let has = |mistake: &Mistake, is_one: fn(&str) -> bool| {
        mistake.1.iter().any(|(name, _)| is_one(name))
    };
    let switches_off =
        has(first, |name| name.ends_with('1')) && has(second, |name| name == "meisaiUmu");
    let is_told = !switches_off
        && matches!(
            list.security,
            Security::CartCode | Security::PaymentMethod | Security::Reads
        );
    (differ && is_told).then(|| Question {
        name: format!("{}<{}", first.0, second.0),
        expected: first.0,
        api: list.api,
        security: list.security,
        fields: both().copied().collect(),
    })
}

/// Asks the open questions.
pub(super) async fn ask(prober: &mut Prober) -> Result<(), Stopped> {
    prober.begin("codes", ProbeClass::Refused, "コードと、確かめる順序");
    for question in questions() {
        let known = prober.notebook.codes.get(&question.name);
        if known.is_some_and(|known| known.asked) {
            continue;
        }
        let may_stay = matches!(question.security, Security::Recipient | Security::Nothing);
        let (answered, asked) = if may_stay && !prober.options.allow_applications {
            let why =
                "送っていません（断られなければ申込みが残るため、--allow-applications が要ります）";
            (why.to_owned(), false)
        } else {
            let form = form(prober, &question);
            let request = with_mistakes(prober, form.clone(), &question);
            prober.asked_code = Some(AskedCode {
                name: question.name.clone(),
                form,
            });
            let answer = prober.send(request).await?;
            let answered = answer.code().map_or_else(|| answer.words(), Into::into);
            (answered, true)
        };
        if prober.is_planning() {
            continue;
        }
        let seen = CodeSeen {
            expected: question.expected.to_owned(),
            answered,
            asked,
            on: today(),
        };
        prober.notebook.codes.insert(question.name, seen);
        prober.notebook.save()?;
    }
    Ok(())
}

/// The form for the mistakes: right except for the safeguard.
fn form(prober: &mut Prober, question: &Question) -> ProbeRequest {
    let stranger = stranger(prober);
    let base = match question.api {
        Api::An010 => super::probes::settlement(prober, "1111", "1"),
        Api::An060 => application::right(prober).with(an060::FULL),
        api => ProbeRequest::new(api, &[("buyerId", "1111")]),
    };
    let security: &[(&str, &str)] = match question.security {
        Security::CartCode => &[GUARD],
        Security::Stranger => &[("buyerId", &stranger)],
        Security::PaymentMethod => &[("shrhohKbn", "3")],
        Security::Recipient => an060::LAST,
        Security::Itself | Security::Nothing => &[],
        Security::Reads => return base,
    };
    base.guarded(security)
}

fn with_mistakes(prober: &Prober, form: ProbeRequest, question: &Question) -> ProbeRequest {
    let unit = prober.notebook.decisions.get("wire.unit_name");
    let unit = unit.and_then(|decision| decision.value.clone());
    let unit = unit.map_or_else(|| "tani1".to_owned(), |stem| format!("{stem}1"));
    let fields: Vec<(String, String)> = question
        .fields
        .iter()
        .map(|(name, text)| {
            let name = if *name == "tani1" { &*unit } else { name };
            (name.to_owned(), value(text))
        })
        .collect();
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, text)| (&**name, &**text))
        .collect();
    form.with(&fields)
}

/// The codes that are never asked, with the reason.
pub(super) const NEVER: [(&str, &[&str]); 4] = [
    (
        "誤ったパスワードは、接続を止められるおそれがあるため送りません",
        &["E050002", "F490001", "G060001"],
    ),
    (
        "ほかの加盟店のものかもしれないコードは送りません",
        &["A010004", "E010004", "F010004", "G010004"],
    ),
    (
        "プローブが、状態を作って確かめます",
        &["A020004", "A060004", "A070004", "F020004", "G080001"],
    ),
    (
        "外から起こせません",
        &[
            "0400001", "0500001", "0500002", "9900001", "Z020001", "G12", "G55", "G61", "G78",
            "G97", "E050005", "G070003",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use kakebarai_simulator::every_rule;

    use super::*;

    #[test]
    fn every_code_of_the_four_is_asked_for_or_has_a_reason() {
        let asked: Vec<String> = questions().into_iter().map(|one| one.name).collect();
        let distinct: BTreeSet<_> = asked.iter().collect();
        assert_eq!(distinct.len(), asked.len());
        let never: BTreeSet<_> = NEVER.iter().flat_map(|(_, codes)| *codes).collect();
        for rule in every_rule() {
            let is_of_them = ["AN010", "AN050", "AN060", "AN070"].contains(&rule.api);
            if is_of_them {
                let is_asked = asked.iter().any(|name| name == rule.code);
                assert!(is_asked != never.contains(&rule.code), "{}", rule.code);
            }
        }
        let pairs = asked.iter().filter(|name| name.contains('<')).count();
        assert!((50..120).contains(&pairs), "{pairs}");
        assert_eq!(value("あ×3"), "あああ");
    }
}
