//! The file of user groups: written, read, and tried.

use std::{collections::BTreeSet, io::Read};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use kakebarai::user_groups::{
    Encoding, Exporter, Import, ImportOptions, Memberships, RowOutcome, Summary,
};
use serde_json::{Value, json};

use super::{answer::Failure, message::Groups, shop::Shop, store::Member};

/// The shop's user groups, beside クロネコ掛け払い取引先 and those that its customers are in.
const GROUPS: [u32; 3] = [4, 7, 9];

pub(super) async fn carry_out(shop: &Shop, message: Groups) -> Result<Value, Failure> {
    let members = shop.store.customers().await?;
    match message.op.as_str() {
        "show" => Ok(show(&members, &message)),
        "export" => export(&members, &message),
        "import" | "dryRun" => {
            let file = BASE64_STANDARD.decode(message.csv.as_deref().unwrap_or_default())?;
            let options = ImportOptions {
                encoding: encoding(&message)?,
                delimiter: delimiter(&message)?,
            };
            let (rows, changes) = read(shop, &members, file.as_slice(), options);
            if message.op == "import" {
                for (user, groups) in &changes {
                    shop.store.regroup(*user, groups).await?;
                }
            }
            Ok(json!({"rows": rows}))
        }
        op => Err(Failure::Unsupported(format!("op={op}"))),
    }
}

/// The members that the message names; all if it has no `users`.
fn asked_for<'a>(members: &'a [Member], message: &'a Groups) -> impl Iterator<Item = &'a Member> {
    members.iter().filter(|member| {
        let users = message.users.as_ref();
        users.is_none_or(|users| users.iter().any(|user| is_same(user, &member.email)))
    })
}

fn show(members: &[Member], message: &Groups) -> Value {
    let shown = asked_for(members, message);
    let shown = shown.map(|one| json!({"email": one.email, "groups": one.groups.to_string()}));
    json!({"users": shown.collect::<Vec<_>>()})
}

fn export(members: &[Member], message: &Groups) -> Result<Value, Failure> {
    let encoding = encoding(message)?.unwrap_or_default();
    let delimiter = delimiter(message)?.unwrap_or(b',');
    let mut file = Exporter::begin(Vec::new(), delimiter, encoding)?;
    for member in asked_for(members, message) {
        file.user(&member.email, &member.groups)?;
    }
    Ok(json!({"csv": BASE64_STANDARD.encode(file.end()?)}))
}

/// The changes that a file makes, and to whom. A row with a mistake changes nothing.
fn read(
    shop: &Shop,
    members: &[Member],
    file: impl Read,
    options: ImportOptions,
) -> (Value, Vec<(u64, Memberships)>) {
    let known = members.iter().flat_map(|member| member.groups.as_slice());
    let known: BTreeSet<u32> = known
        .map(|one| one.group)
        .chain(GROUPS)
        .chain(shop.group)
        .collect();
    let known = Vec::from_iter(known);
    let mut changes = Vec::new();
    let mut errors = Vec::new();
    let mut summary = Summary::default();
    match Import::open(file, options) {
        Err(problem) => errors.push(json!({"line": 1, "message": problem.to_string()})),
        Ok(mut import) => {
            while let Some(row) = import.next(&known) {
                let line = row.line();
                let email = row.email();
                let member =
                    email.and_then(|email| members.iter().find(|one| is_same(email, &one.email)));
                let outcome = row.judge(member.map(|one| one.groups.clone()));
                summary.count(&outcome);
                match (outcome, member) {
                    (RowOutcome::Change(change), Some(member)) => {
                        changes.push((member.user, change.after));
                    }
                    (RowOutcome::Problem(problem), _) => {
                        errors.push(json!({"line": line, "message": problem.to_string()}));
                    }
                    _ => {}
                }
            }
        }
    }
    let rows = json!({"changed": summary.changed, "same": summary.unchanged, "errors": errors});
    (rows, changes)
}

fn is_same(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other)
}

fn encoding(message: &Groups) -> Result<Option<Encoding>, Failure> {
    match message.encoding.as_deref() {
        None => Ok(None),
        Some("utf8") => Ok(Some(Encoding::Utf8)),
        Some("utf8Bom") => Ok(Some(Encoding::Utf8WithMark)),
        Some("shiftJis") => Ok(Some(Encoding::ShiftJis)),
        Some(word) => Err(Failure::Unsupported(format!("encoding={word}"))),
    }
}

fn delimiter(message: &Groups) -> Result<Option<u8>, Failure> {
    match message.delimiter.as_deref() {
        None => Ok(None),
        Some("comma") => Ok(Some(b',')),
        Some("semicolon") => Ok(Some(b';')),
        Some("tab") => Ok(Some(b'\t')),
        Some(word) => Err(Failure::Unsupported(format!("delimiter={word}"))),
    }
}
