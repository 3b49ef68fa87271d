//! The settings file: TOML, every mistake named with its line and its remedy.

use std::{collections::BTreeSet, ops::Range};

use toml::{
    Spanned,
    de::{DeArray, DeTable, DeValue},
};

use super::super::{MerchantSettings, Problem, ScreeningRule, Settings, TestBuyer};
use super::{
    LISTED,
    fields::{BUYER_FIELDS, Field, MERCHANT_FIELDS, SCREENING_RULE_FIELDS},
    nearest::nearest,
    table::TABLE,
};

/// The keys of lists of tables.
const LISTS: [&str; 3] = ["merchants", "buyers", "screening.rules"];

struct Reader<'a> {
    name: &'a str,
    text: &'a str,
    /// With their lines, by which they are sorted in the end.
    problems: Vec<(usize, Problem)>,
}

/// Reads a settings file over the settings. `name` is the file's name in the problems.
pub(crate) fn read(name: &str, text: &str, settings: &mut Settings, problems: &mut Vec<Problem>) {
    let mut reader = Reader {
        name,
        text,
        problems: Vec::new(),
    };
    let (document, mistakes) = DeTable::parse_recoverable(text);
    for mistake in &mistakes {
        let what = format!("TOML として読めません（{}）。", mistake.message());
        let remedy = "この行の書き方を直してください。例：rules.over_limit = \"limit\"";
        reader.problem(mistake.span().unwrap_or_default(), what, remedy.to_owned());
    }
    if mistakes.is_empty() {
        reader.table("", document.get_ref(), settings);
    }
    reader.problems.sort_by_key(|(line, _)| *line);
    problems.extend(reader.problems.into_iter().map(|(_, problem)| problem));
}

impl Reader<'_> {
    fn problem(&mut self, span: Range<usize>, what: String, remedy: String) {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let place = format!("{}:{line}", self.name);
        let problem = Problem {
            place,
            what,
            remedy,
        };
        self.problems.push((line, problem));
    }

    fn table(&mut self, prefix: &str, table: &DeTable<'_>, settings: &mut Settings) {
        for (name, value) in table {
            let key = if prefix.is_empty() {
                name.get_ref().to_string()
            } else {
                format!("{prefix}.{}", name.get_ref())
            };
            match (value.get_ref(), key.as_str()) {
                (DeValue::Array(list), "merchants") => {
                    settings.merchants = self.entries("merchants", list, MERCHANT_FIELDS, |_| {
                        MerchantSettings::default()
                    });
                    let codes = settings.merchants.iter().map(|merchant| &*merchant.code);
                    self.differ(value.span(), "加盟店コード", codes);
                }
                (DeValue::Array(list), "buyers") => {
                    // A known buyer keeps what its entry does not mention.
                    let known = settings.buyers.clone();
                    let base = |table: &DeTable<'_>| {
                        let id = table.get("id").and_then(|id| plain_text(id.get_ref()));
                        known
                            .iter()
                            .find(|known| Some(&known.id) == id.as_ref())
                            .cloned()
                    };
                    let base = |table: &DeTable<'_>| base(table).unwrap_or_default();
                    let buyers = self.entries::<TestBuyer>("buyers", list, BUYER_FIELDS, base);
                    self.differ(
                        value.span(),
                        "取引先ID",
                        buyers.iter().map(|buyer| &*buyer.id),
                    );
                    for buyer in buyers {
                        match settings
                            .buyers
                            .iter_mut()
                            .find(|known| known.id == buyer.id)
                        {
                            Some(known) => *known = buyer,
                            None => settings.buyers.push(buyer),
                        }
                    }
                }
                (DeValue::Array(list), "screening.rules") => {
                    settings.screening.rules =
                        self.entries("screening.rules", list, SCREENING_RULE_FIELDS, |_| {
                            ScreeningRule::default()
                        });
                }
                (_, list) if LISTS.contains(&list) => {
                    let what = format!("{list} は表の並びで書きます。");
                    self.problem(
                        value.span(),
                        what,
                        format!("[[{list}]] と書き、その下に項目を並べてください"),
                    );
                }
                (DeValue::Table(inner), section) if is_section(section) => {
                    self.table(section, inner, settings);
                }
                (other, key) => self.value(key, name.span(), value.span(), other, settings),
            }
        }
    }

    fn value(
        &mut self,
        key: &str,
        key_span: Range<usize>,
        span: Range<usize>,
        value: &DeValue<'_>,
        settings: &mut Settings,
    ) {
        let Some(setting) = TABLE.iter().find(|setting| setting.key == key) else {
            let names = TABLE.iter().map(|setting| setting.key).chain(LISTS);
            return self.unknown(key, names, key_span);
        };
        let accepted = match plain_text(value) {
            Some(text) => (setting.set)(settings, &text),
            None => Err("文字列・整数・true/false のいずれかを指定してください".to_owned()),
        };
        if let Err(remedy) = accepted {
            self.problem(span, format!("設定 {key} の値が正しくありません。"), remedy);
        }
    }

    fn entries<T>(
        &mut self,
        list: &str,
        entries: &DeArray<'_>,
        fields: &[Field<T>],
        base: impl Fn(&DeTable<'_>) -> T,
    ) -> Vec<T> {
        let mut read = Vec::new();
        for entry in entries {
            let DeValue::Table(table) = entry.get_ref() else {
                let remedy = format!("[[{list}]] と書き、その下に項目を並べてください");
                self.problem(
                    entry.span(),
                    format!("{list} の項目が表になっていません。"),
                    remedy,
                );
                continue;
            };
            read.push(self.entry(list, entry, table, fields, base(table)));
        }
        read
    }

    fn entry<T>(
        &mut self,
        list: &str,
        entry: &Spanned<DeValue<'_>>,
        table: &DeTable<'_>,
        fields: &[Field<T>],
        mut read: T,
    ) -> T {
        for (name, value) in table {
            let Some(field) = fields.iter().find(|field| field.key == name.get_ref()) else {
                let names = fields.iter().map(|field| field.key);
                self.unknown(name.get_ref(), names, name.span());
                continue;
            };
            let accepted = match plain_text(value.get_ref()) {
                Some(text) => (field.set)(&mut read, &text),
                None => Err("文字列・整数・true/false のいずれかを指定してください".to_owned()),
            };
            if let Err(remedy) = accepted {
                let what = format!("{list} の {} の値が正しくありません。", field.key);
                self.problem(value.span(), what, remedy);
            }
        }
        for field in fields.iter().filter(|field| field.required) {
            if !table.iter().any(|(name, _)| name.get_ref() == field.key) {
                let what = format!("{list} に {} がありません。", field.key);
                self.problem(
                    entry.span(),
                    what,
                    format!("{} を書き足してください", field.key),
                );
            }
        }
        read
    }

    fn unknown<'k>(&mut self, key: &str, known: impl Iterator<Item = &'k str>, span: Range<usize>) {
        let last = key.rsplit('.').next().unwrap_or(key);
        let same_last = |name: &&str| name.rsplit('.').next() == Some(last);
        let known: Vec<&str> = known.collect();
        let names = || known.iter().copied();
        let remedy = names()
            .find(same_last)
            .or_else(|| nearest(key, names()))
            .map_or_else(
                || LISTED.to_owned(),
                |name| format!("{name} の誤りではありませんか"),
            );
        self.problem(span, format!("{key} という設定はありません。"), remedy);
    }

    /// Reports names that occur twice.
    fn differ<'n>(&mut self, span: Range<usize>, kind: &str, names: impl Iterator<Item = &'n str>) {
        let mut seen = BTreeSet::new();
        for name in names.filter(|name| !name.is_empty()) {
            if !seen.insert(name) {
                let what = format!("{kind} {name} が2つあります。");
                self.problem(span.clone(), what, format!("別の{kind}にしてください"));
            }
        }
    }
}

/// Whether it is a prefix of keys of the table.
fn is_section(key: &str) -> bool {
    TABLE.iter().any(|setting| {
        setting
            .key
            .strip_prefix(key)
            .is_some_and(|rest| rest.starts_with('.'))
    })
}

/// A value as the text that the settings read; an array of such, separated by commas.
fn plain_text(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().replace('_', "")),
        DeValue::Boolean(switch) => Some(switch.to_string()),
        DeValue::Datetime(moment) => Some(moment.to_string()),
        DeValue::Array(values) => {
            let texts: Option<Vec<String>> = values
                .iter()
                .map(|value| plain_text(value.get_ref()))
                .collect();
            Some(texts?.join(","))
        }
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Table(_) => None,
    }
}
