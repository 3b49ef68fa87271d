//! The file of user groups: `9:A; 4:P` both ways, row by row, and a bad row changes nothing.

use std::collections::BTreeSet;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use encoding_rs::SHIFT_JIS;
use serde_json::{Value, json};

use crate::{
    faults::Fault,
    message::Groups,
    session::{Answer, Session, Trouble},
    store::{Memberships, Shop},
};

const EMAIL: &str = "E-mail";
const GROUPS: &str = "User group IDs";
/// The groups that the shop has besides those that it is told of.
const OWN: [u32; 3] = [4, 7, 9];

/// Reads `9:A; 4:P`; an empty text is no group.
pub(crate) fn read(text: &str) -> Result<Memberships, String> {
    let mut memberships = Memberships::new();
    if text.trim().is_empty() {
        return Ok(memberships);
    }
    for part in text.trim().split("; ") {
        let unreadable = || format!("「{part}」を読めません。「9:A; 4:P」のように書いてください");
        let (group, status) = part.split_once(':').ok_or_else(unreadable)?;
        let is_number = !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
        let group: u32 = group
            .parse()
            .ok()
            .filter(|_| is_number)
            .ok_or_else(unreadable)?;
        let letter = match status {
            "A" => 'A',
            "P" => 'P',
            "F" => 'F',
            "D" => 'D',
            "" => return Err(unreadable()),
            _ => {
                return Err(format!(
                    "状態「{status}」はありません（A・P・F・D のいずれか）"
                ));
            }
        };
        if memberships.iter().any(|(known, _)| *known == group) {
            return Err(format!("グループ{group}が2回書かれています"));
        }
        memberships.push((group, letter));
    }
    Ok(memberships)
}

/// What a file, or a row of it, comes to.
#[derive(Default)]
struct Imported {
    changed: u32,
    same: u32,
    errors: Vec<(u64, String)>,
}

impl Session {
    /// Exports, imports, tries an import, or shows.
    pub(crate) fn groups(&self, asked: &Groups) -> Answer {
        match asked.op.as_str() {
            "export" => {
                let file = self.export(asked)?;
                Ok(json!({"csv": STANDARD.encode(file)}))
            }
            "import" => self.import(asked, true),
            "dryRun" => self.import(asked, false),
            "show" => Ok(json!({"users": self.of_users(asked.users.as_deref())
                .into_iter()
                .map(|(email, groups)| json!({"email": email, "groups": groups}))
                .collect::<Vec<_>>()})),
            other => Err(Trouble::Unsupported(format!("groups.op={other}"))),
        }
    }

    /// The users of a list, or all, each with their groups as they are written.
    fn of_users(&self, wanted: Option<&[String]>) -> Vec<(String, String)> {
        let joint = if self.has(Fault::F98) { ";" } else { "; " };
        self.look(|shop| {
            let users: Vec<(String, String)> = shop
                .customers
                .values()
                .filter_map(|customer| {
                    let groups = customer
                        .groups
                        .iter()
                        .map(|(group, letter)| format!("{group}:{letter}"));
                    Some((
                        customer.email.clone()?,
                        groups.collect::<Vec<_>>().join(joint),
                    ))
                })
                .collect();
            let Some(wanted) = wanted else {
                return users;
            };
            let find = |email: &String| {
                users
                    .iter()
                    .find(|(known, _)| known.eq_ignore_ascii_case(email))
            };
            wanted.iter().filter_map(find).cloned().collect()
        })
    }

    fn export(&self, asked: &Groups) -> Result<Vec<u8>, Trouble> {
        let delimiter = char::from(delimiter(asked)?);
        let mut text = format!("{EMAIL}{delimiter}{GROUPS}\n");
        for (email, groups) in self.of_users(asked.users.as_deref()) {
            let quoted = |value: &str| format!("\"{}\"", value.replace('"', "\"\""));
            text.extend([
                &quoted(&email),
                &delimiter.to_string(),
                &quoted(&groups),
                "\n",
            ]);
        }
        Ok(match asked.encoding.as_deref() {
            Some("shiftJis") if !self.has(Fault::F99) => SHIFT_JIS.encode(&text).0.into_owned(),
            Some("utf8Bom") => format!("\u{feff}{text}").into_bytes(),
            Some("utf8" | "shiftJis") | None => text.into_bytes(),
            Some(other) => return Err(Trouble::Unsupported(format!("groups.encoding={other}"))),
        })
    }

    fn import(&self, asked: &Groups, is_earnest: bool) -> Answer {
        let file = STANDARD.decode(asked.csv.as_deref().unwrap_or_default());
        let file = file.map_err(|_| Trouble::Failed("csv を読めません".to_owned()))?;
        let delimiter = delimiter(asked)?;
        let imported = match self.decoded(&file, asked.encoding.as_deref()) {
            Some(text) if is_earnest => self.change(|shop| self.rows(shop, &text, delimiter))?,
            Some(text) => {
                let mut trial = self.look(Clone::clone);
                self.rows(&mut trial, &text, delimiter)
            }
            None => Imported {
                errors: vec![(1, "文字コードが違います".to_owned())],
                ..Imported::default()
            },
        };
        let errors: Vec<Value> = imported
            .errors
            .iter()
            .map(|(line, message)| json!({"line": line, "message": message}))
            .collect();
        Ok(json!({"rows": {"changed": imported.changed, "same": imported.same, "errors": errors}}))
    }

    fn decoded(&self, file: &[u8], encoding: Option<&str>) -> Option<String> {
        if encoding == Some("shiftJis") {
            let text = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(file);
            return text
                .filter(|_| !self.has(Fault::F99))
                .map(std::borrow::Cow::into_owned);
        }
        let text = std::str::from_utf8(file).ok()?;
        Some(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned())
    }

    /// Takes a file row by row.
    fn rows(&self, shop: &mut Shop, text: &str, delimiter: u8) -> Imported {
        let mut imported = Imported::default();
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader
            .delimiter(delimiter)
            .flexible(true)
            .from_reader(text.as_bytes());
        let head: Vec<String> = match reader.headers() {
            Ok(head) => head.iter().map(|name| name.trim().to_owned()).collect(),
            Err(_) => Vec::new(),
        };
        let place = |wanted: &str| head.iter().position(|name| name == wanted);
        let (Some(email), Some(groups)) = (place(EMAIL), place(GROUPS)) else {
            let message = format!("1行目に列「{EMAIL}」と「{GROUPS}」がありません");
            imported.errors.push((1, message));
            return imported;
        };
        let mut seen = BTreeSet::new();
        for row in reader.records() {
            let row = match row {
                Ok(row) => row,
                Err(error) => {
                    let line = error.position().map_or(1, csv::Position::line);
                    imported.errors.push((line, "行を読めません".to_owned()));
                    continue;
                }
            };
            let line = row.position().map_or(1, csv::Position::line);
            let of_row = if row.len() == head.len() {
                self.row(shop, &mut seen, row[email].trim(), &row[groups])
            } else {
                Err(format!(
                    "列の数が{}です。1行目と同じ{}にしてください",
                    row.len(),
                    head.len()
                ))
            };
            match of_row {
                Ok(true) => imported.changed += 1,
                Ok(false) => imported.same += 1,
                Err(message) => imported.errors.push((line, message)),
            }
        }
        imported
    }

    /// Takes a row, and says whether it changed anything.
    fn row(
        &self,
        shop: &mut Shop,
        seen: &mut BTreeSet<String>,
        email: &str,
        groups: &str,
    ) -> Result<bool, String> {
        if !seen.insert(email.to_ascii_lowercase()) {
            return Err("同じメールアドレスの行が前にあります".to_owned());
        }
        let known: BTreeSet<u32> = OWN.into_iter().chain([shop.settings.group]).collect();
        let mut customers = shop.customers.values_mut();
        let is_theirs = |address: &String| address.eq_ignore_ascii_case(email);
        let customer = customers.find(|customer| customer.email.as_ref().is_some_and(is_theirs));
        let customer = customer.ok_or_else(|| format!("{email} のお客様はいません"))?;
        let read = read(groups).and_then(|read| {
            match read.iter().find(|(group, _)| !known.contains(group)) {
                Some((group, _)) => Err(format!("ID {group} のグループはありません")),
                None => Ok(read),
            }
        });
        if read.is_err() && self.has(Fault::F100) {
            customer.groups.clear();
        }
        let wished = read?;
        let sorted = |groups: &Memberships| groups.iter().copied().collect::<BTreeSet<_>>();
        let is_changed = sorted(&customer.groups) != sorted(&wished);
        if is_changed {
            customer.groups = wished;
        }
        Ok(is_changed)
    }
}

fn delimiter(asked: &Groups) -> Result<u8, Trouble> {
    match asked.delimiter.as_deref() {
        None | Some("comma") => Ok(b','),
        Some("semicolon") => Ok(b';'),
        Some("tab") => Ok(b'\t'),
        Some(other) => Err(Trouble::Unsupported(format!("groups.delimiter={other}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_read_as_they_are_written() {
        assert_eq!(read("9:A; 4:P"), Ok(vec![(9, 'A'), (4, 'P')]));
        assert_eq!(read(" "), Ok(Vec::new()));
        for wrong in [
            "9", "9:", ":A", "9:X", "9:AP", "9:A;4:P", "9:A,4:P", "9:A 4:P", "9:A; 9:P", "9:a",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
