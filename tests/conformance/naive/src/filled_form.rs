//! A form that was filled in: converted, checked field by field and all at once, and written as the provider wants it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Map, Value};

use crate::{
    application_form::{FORM_FIELDS, FieldKind, FormField, INDUSTRIES, LEGAL_FORM_READINGS, When},
    faults::{Fault, Faults},
    message::Problem,
    text::{full_width, half_width, is_half_width, is_hyphen, is_sendable, kana_length},
};

/// The items of a form in the provider's order, or everything that is wrong with it.
pub(crate) fn read_form(
    form: &Map<String, Value>,
    today: Date,
    faults: Faults,
) -> Result<Vec<(&'static str, String)>, Vec<Problem>> {
    let filled = Filled {
        values: converted(form, faults),
        today,
        faults,
    };
    let mut problems = filled.problems();
    if faults.has(Fault::F20) {
        problems.truncate(1);
    }
    if problems.is_empty() {
        Ok(filled.items())
    } else {
        Err(problems)
    }
}

/// What was typed, in full width or half width as each field wants it. Nothing is cut.
fn converted(form: &Map<String, Value>, faults: Faults) -> BTreeMap<&'static str, String> {
    let mut values = BTreeMap::new();
    for field in FORM_FIELDS {
        let value = match (field.kind, form.get(field.name)) {
            (FieldKind::Switch, Some(Value::Bool(on))) => if *on { "1" } else { "0" }.to_owned(),
            (FieldKind::Words(words), Some(Value::String(typed))) => {
                let word = words.iter().find(|(word, _)| word == typed);
                word.map_or("", |(_, number)| number).to_owned()
            }
            (FieldKind::Switch | FieldKind::Words(_), _) => String::new(),
            (kind, Some(Value::String(typed))) => convert(field.name, kind, typed.trim(), faults),
            _ => String::new(),
        };
        values.insert(field.name, value);
    }
    values
}

fn convert(name: &str, kind: FieldKind, typed: &str, faults: Faults) -> String {
    let full = |typed: &str| {
        let full = full_width(typed);
        let is_cut = faults.has(Fault::F19) && name.contains("Name");
        full.chars()
            .take(if is_cut { 15 } else { usize::MAX })
            .collect::<String>()
    };
    match kind {
        FieldKind::Text(_) if faults.has(Fault::F17) && name == "address" => half_width(typed),
        FieldKind::Text(_) | FieldKind::Company(_) => full(typed),
        FieldKind::Kana(_) | FieldKind::CompanyKana(_) => {
            let long = |c: char| if is_hyphen(c) { 'ー' } else { c };
            full(typed).chars().map(long).collect()
        }
        FieldKind::PostalCode => half_width(typed).replace(['-', '〒'], ""),
        FieldKind::Telephone => {
            let parted = half_width(typed).replace(['(', ')'], "-");
            if faults.has(Fault::F18) {
                parted.replace('-', "")
            } else {
                parted
            }
        }
        _ => half_width(typed),
    }
}

struct Filled {
    values: BTreeMap<&'static str, String>,
    today: Date,
    faults: Faults,
}

impl Filled {
    fn value(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    fn applies(&self, when: When) -> bool {
        let is_operated = self.value("hasOperatingCompany") == "1";
        match when {
            When::Always => true,
            When::Corporation => self.value("kind") == "1",
            When::SoleProprietor => self.value("kind") == "2" && !self.faults.has(Fault::F15),
            When::Operated => is_operated && !self.faults.has(Fault::F16),
            When::OperatedByCorporation => {
                self.applies(When::Operated) && self.value("operatingKind") == "1"
            }
            When::Elsewhere => self.value("invoiceDestination") == "9",
        }
    }

    fn items(&self) -> Vec<(&'static str, String)> {
        let asked_for = FORM_FIELDS.iter().filter(|field| self.applies(field.when));
        let items = asked_for.map(|field| (field.item, self.value(field.name).to_owned()));
        items.filter(|(_, value)| !value.is_empty()).collect()
    }

    fn problems(&self) -> Vec<Problem> {
        let asked_for = FORM_FIELDS.iter().filter(|field| self.applies(field.when));
        let mut problems: Vec<Problem> = asked_for
            .filter_map(|field| Some(Problem::new(field.name, self.wrong(field)?)))
            .collect();
        for (name, message) in self.wrong_together() {
            if problems.iter().all(|problem| problem.field != name) {
                problems.push(Problem::new(name, message));
            }
        }
        problems
    }

    /// What is wrong with a field. What was typed is not repeated: it may be somebody's name.
    fn wrong(&self, field: &FormField) -> Option<String> {
        let value = self.value(field.name);
        if value.is_empty() {
            return field
                .is_required
                .then(|| "入力するか、選んでください".to_owned());
        }
        match field.kind {
            FieldKind::Text(most) => self.text(field.name, value, most),
            FieldKind::Company(most) => {
                let has_form = LEGAL_FORM_READINGS
                    .iter()
                    .any(|(form, _)| value.contains(form));
                let message = "法人格は法人格の欄で選び、ここには入れないでください";
                has_form
                    .then(|| message.to_owned())
                    .or_else(|| self.text(field.name, value, most))
            }
            FieldKind::Kana(most) => kana(value, most),
            FieldKind::CompanyKana(most) => {
                let has_form = LEGAL_FORM_READINGS
                    .iter()
                    .any(|(_, kana)| value.contains(kana));
                let message = "法人格の読みを除いて入力してください";
                has_form
                    .then(|| message.to_owned())
                    .or_else(|| kana(value, most))
            }
            FieldKind::PostalCode => {
                let is_right = value.len() == 7 && is_digits(value);
                (!is_right).then(|| "7桁の数字で入力してください".to_owned())
            }
            FieldKind::Telephone => self.telephone(value),
            FieldKind::Digits(most) => {
                let is_right = value.len() <= most && is_digits(value);
                (!is_right).then(|| format!("{most}桁以内の数字で入力してください"))
            }
            FieldKind::Month => self.month(value),
            FieldKind::Industry => {
                let is_listed = INDUSTRIES.iter().any(|(industry, _)| *industry == value);
                (!is_listed).then(|| "一覧から選んでください".to_owned())
            }
            FieldKind::IndustryDetail => {
                let industry = INDUSTRIES
                    .iter()
                    .find(|(of, _)| *of == self.value("industry"));
                let number = value
                    .parse()
                    .ok()
                    .filter(|_| is_digits(value) && value.len() <= 3);
                let is_listed = number
                    .zip(industry)
                    .is_some_and(|(number, (_, all))| all.contains(&number));
                (!is_listed).then(|| "事業内容1に合うものを選んでください".to_owned())
            }
            FieldKind::Switch | FieldKind::Words(_) => None,
        }
    }

    fn text(&self, name: &str, value: &str, most: usize) -> Option<String> {
        let is_left = self.faults.has(Fault::F17) && name == "address";
        if !value.chars().all(is_sendable) {
            return Some("使えない文字があります".to_owned());
        }
        if value.chars().any(is_half_width) && !is_left {
            return Some("全角で入力してください".to_owned());
        }
        let length = value.chars().count();
        (length > most).then(|| format!("{most}文字以内で入力してください（いまは{length}文字）"))
    }

    fn telephone(&self, value: &str) -> Option<String> {
        let digits = value.bytes().filter(u8::is_ascii_digit).count();
        let hyphens = value.bytes().filter(|byte| *byte == b'-').count();
        if digits + hyphens != value.len() || !(10..=11).contains(&digits) {
            return Some("10桁か11桁の数字とハイフンで入力してください".to_owned());
        }
        let is_parted = hyphens == 2 || self.faults.has(Fault::F18);
        (!is_parted).then(|| "ハイフンを2つ入れてください（例：03-1234-5678）".to_owned())
    }

    fn month(&self, value: &str) -> Option<String> {
        let month = (value.len() == 6 && is_digits(value)).then(|| value.split_at(4));
        let month = month.and_then(|(year, month)| Some((year.parse().ok()?, month.parse().ok()?)));
        let is_right = month.is_some_and(|(year, month): (i16, i8)| {
            (1..=12).contains(&month) && (year, month) <= (self.today.year(), self.today.month())
        });
        (!is_right)
            .then(|| "今月までの年月を、西暦4桁と月2桁で入力してください（例：201304）".to_owned())
    }

    /// Lengths that are limited together.
    fn wrong_together(&self) -> Vec<(&'static str, String)> {
        let mut wrong = Vec::new();
        let mut limit = |name: &'static str, length: usize, most: usize, what: &str| {
            if length > most {
                wrong.push((
                    name,
                    format!("{what}を合わせて{most}文字以内にしてください（いまは{length}文字）"),
                ));
            }
        };
        let characters = |name: &str| self.value(name).chars().count();
        let kana = |name: &str| kana_length(self.value(name));
        let (form, form_kana) = self.legal_form("kind", "legalForm");
        let branch = usize::from(characters("branchName") > 0);
        let length = characters("companyName") + characters("branchName") + form;
        limit(
            "companyName",
            length,
            30 - branch,
            "取引先名・支店名・法人格",
        );
        let branch = usize::from(characters("branchNameKana") > 0);
        let length = kana("companyNameKana") + kana("branchNameKana") + form_kana;
        limit(
            "companyNameKana",
            length,
            60 - branch,
            "取引先名・支店名・法人格のカナ",
        );
        let length = kana("representativeFamilyNameKana") + kana("representativeGivenNameKana");
        limit(
            "representativeFamilyNameKana",
            length,
            29,
            "代表者の姓と名のカナ",
        );
        if self.applies(When::Operated) {
            let (form, form_kana) = self.legal_form("operatingKind", "operatingLegalForm");
            limit(
                "operatingName",
                characters("operatingName") + form,
                30,
                "運営会社名と法人格",
            );
            let length = kana("operatingNameKana") + form_kana;
            limit("operatingNameKana", length, 60, "運営会社名と法人格のカナ");
            let name = "operatingRepresentativeFamilyNameKana";
            let length = kana(name) + kana("operatingRepresentativeGivenNameKana");
            limit(name, length, 29, "運営会社の代表者の姓と名のカナ");
        }
        if self.value("invoiceDestination") == "2" && self.value("hasOperatingCompany") != "1" {
            let message = "運営会社がないため、「運営会社と同じ」は選べません";
            wrong.push(("invoiceDestination", message.to_owned()));
        }
        wrong
    }

    /// The lengths of the legal form and of its reading; a sole proprietor has none.
    fn legal_form(&self, kind: &str, legal_form: &str) -> (usize, usize) {
        let number: usize = self.value(legal_form).parse().unwrap_or(0);
        let listed = number
            .checked_sub(1)
            .and_then(|place| LEGAL_FORM_READINGS.get(place));
        let listed = listed.filter(|_| self.value(kind) == "1");
        listed.map_or((0, 0), |(name, kana)| {
            (name.chars().count(), kana_length(kana))
        })
    }
}

fn kana(value: &str, most: usize) -> Option<String> {
    let is_kana = |c: char| matches!(c, 'ァ'..='ヶ' | 'ー' | '・' | 'ヽ' | 'ヾ' | '\u{3000}');
    if !value.chars().all(is_kana) {
        return Some("全角カタカナで入力してください".to_owned());
    }
    let length = kana_length(value);
    (length > most)
        .then(|| format!("濁点も数えて{most}文字以内で入力してください（いまは{length}文字）"))
}

fn is_digits(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(more: &Value, faults: Faults) -> Result<BTreeMap<&'static str, String>, Vec<String>> {
        let mut form = json!({"kind": "corporation", "legalForm": "株式会社", "legalFormPosition": "before",
            "companyName": "ｸﾛﾈｺ商事", "companyNameKana": "ｸﾛﾈｺｼｮｳｼﾞ", "postalCode": "〒171-0033",
            "address": "東京都豊島区高田3丁目", "telephone": "０３－００００－０８００", "representativeFamilyName": "黒猫",
            "representativeGivenName": "大和", "representativeFamilyNameKana": "クロネコ", "representativeGivenNameKana": "ヤマト",
            "hasOperatingCompany": false, "invoiceDestination": "buyer", "paymentMethod": "bankTransfer"});
        for (name, value) in more.as_object().unwrap() {
            form[name] = value.clone();
        }
        let today = jiff::civil::date(2026, 12, 1);
        let items = read_form(form.as_object().unwrap(), today, faults);
        items
            .map(|items| items.into_iter().collect())
            .map_err(|problems| problems.into_iter().map(|problem| problem.field).collect())
    }

    #[test]
    fn a_form_is_converted_and_not_cut() {
        let items = read(
            &json!({"companyNameKana": "グランドパーク"}),
            Faults::none(),
        )
        .unwrap();
        for (item, value) in [
            ("hjkjKbn", "1"),
            ("sMei", "クロネコ商事"),
            ("ybnNo", "1710033"),
            ("Adress", "東京都豊島区高田３丁目"),
            ("telNo", "03-0000-0800"),
            ("szUmu", "0"),
            ("shrhohKbn", "2"),
        ] {
            assert_eq!(items[item], value);
        }
        assert!(!items.contains_key("daiYbnno"));
        let long = json!({"companyName": "あ".repeat(31)});
        assert_eq!(
            read(&long, Faults::none()),
            Err(vec!["companyName".to_owned()])
        );
        let cut = read(&long, Faults::one(Fault::F19)).unwrap();
        assert_eq!(cut["sMei"].chars().count(), 15);
    }

    #[test]
    fn all_mistakes_are_shown_at_once() {
        let wrong = json!({"postalCode": "171-003", "telephone": "0300000800", "companyNameKana": "くろねこ",
            "established": "202613", "capital": "123456", "industryDetail": "31", "companyName": "髙島商事"});
        let fields = read(&wrong, Faults::none()).unwrap_err();
        assert_eq!(fields.len(), 7, "{fields:?}");
        assert_eq!(
            read(&wrong, Faults::one(Fault::F20)).unwrap_err(),
            ["companyName"]
        );
    }

    #[test]
    fn what_belongs_together_is_asked_for_together() {
        let alone = read(&json!({"kind": "soleProprietor"}), Faults::none());
        assert_eq!(
            alone,
            Err(vec!["homePostalCode".to_owned(), "homeAddress".to_owned()])
        );
        assert!(read(&json!({"kind": "soleProprietor"}), Faults::one(Fault::F15)).is_ok());
        let operated = json!({"hasOperatingCompany": true});
        assert_eq!(read(&operated, Faults::none()).unwrap_err().len(), 10);
        assert!(read(&operated, Faults::one(Fault::F16)).is_ok());
        let elsewhere = json!({"invoiceDestination": "other"});
        assert_eq!(read(&elsewhere, Faults::none()).unwrap_err().len(), 3);
    }
}
