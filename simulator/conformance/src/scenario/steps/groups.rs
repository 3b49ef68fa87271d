//! Sentences about user groups and their files.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use encoding_rs::SHIFT_JIS;

use super::{
    super::{
        halt::{Finding, Halt, LeftOut, mistake},
        table::{Matched, StepTable, step},
        world::World,
    },
    application::member,
};
use crate::adapter::message::{
    buyer::Screening,
    capabilities::Capability,
    groups::{Delimiter, FileEncoding, Groups, GroupsDone, GroupsOperation, ImportedRows},
    order::{Customer, Offer},
};

/// The files of user groups to export and to import.
#[derive(Debug, Default)]
pub struct GroupFiles {
    /// The users in the shop, by address.
    users: Vec<String>,
    /// The file to import.
    file: Option<File>,
    /// The exported file.
    exported: Option<String>,
    /// The effect of the last import.
    rows: Option<ImportedRows>,
}

/// A file to import.
#[derive(Clone, Debug)]
struct File {
    bytes: Vec<u8>,
    encoding: FileEncoding,
    delimiter: Delimiter,
}

pub(super) fn add(table: &mut StepTable) {
    step!(
        table,
        "^お店のユーザーグループは次のとおりである:$",
        users_are
    );
    step!(table, "^お店のユーザーグループを書き出す$", export);
    step!(table, "^ファイルは次のとおりである:$", file_is);
    step!(
        table,
        "^次の(UTF-8|BOM付きUTF-8|Shift_JIS|セミコロン区切り|タブ区切り)のファイルがある:$",
        there_is
    );
    step!(table, "^ファイルを(試しに)?取り込む$", import);
    step!(
        table,
        "^「([^」]+)」のユーザーグループは「([^」]*)」である$",
        groups_are
    );
    step!(
        table,
        "^取り込みの結果は「変更 ([0-9]+)件、変更なし ([0-9]+)件、エラー ([0-9]+)件」である$",
        result_is
    );
    step!(
        table,
        "^([0-9]+)行目の誤りが、理由とともに示される$",
        line_is_named
    );
}

/// The first message that names a customer creates it.
async fn users_are(world: &mut World, step: Matched) -> Result<(), Halt> {
    world.needs(Capability::Groups)?;
    for row in step.rows()?.iter().skip(1) {
        let [address, groups] = row.as_slice() else {
            return Err(mistake("メールアドレスとグループの2列で書いてください"));
        };
        let customer = Customer {
            email: Some(address.clone()),
            groups: Some(groups.clone()),
            ..member(address)
        };
        make(world, customer).await?;
        world.groups.users.push(address.clone());
    }
    Ok(())
}

async fn make(world: &mut World, customer: Customer) -> Result<(), Halt> {
    let session = world.session();
    if world.can(Capability::Offer) {
        let view = world.shopping.next_view();
        let offer = Offer {
            session,
            customer,
            order: None,
            view,
        };
        world.ask(&offer).await?;
    } else if world.can(Capability::Screening) {
        world.ask(&Screening { session, customer }).await?;
    } else {
        return Err(Halt::LeftOut(LeftOut::Verb(Capability::Offer)));
    }
    Ok(())
}

/// An operation without a file.
fn operation(world: &World, op: GroupsOperation) -> Groups {
    Groups {
        session: world.session(),
        op,
        csv: None,
        encoding: None,
        delimiter: None,
        users: None,
    }
}

async fn export(world: &mut World, _: Matched) -> Result<(), Halt> {
    let message = Groups {
        encoding: Some(FileEncoding::Utf8),
        delimiter: Some(Delimiter::Comma),
        users: Some(world.groups.users.clone()),
        ..operation(world, GroupsOperation::Export)
    };
    let csv = world.ask(&message).await?.csv;
    let bytes = csv.map(|csv| BASE64_STANDARD.decode(csv));
    let exported = match bytes {
        Some(Ok(bytes)) => String::from_utf8(bytes),
        Some(Err(error)) => return Err(unreadable(&format!("base64として読めません：{error}"))),
        None => return Err(unreadable("csv がありません")),
    };
    let exported = exported.map_err(|_| unreadable("UTF-8として読めません"))?;
    world.groups.exported = Some(exported);
    Ok(())
}

fn unreadable(what: &str) -> Halt {
    Finding::new("書き出したファイルが csv に入っている", what).into()
}

/// Compares files with the rows after the head in any order, and the groups of a row in any order.
async fn file_is(world: &mut World, step: Matched) -> Result<(), Halt> {
    let exported = world.groups.exported.as_deref();
    let exported = exported.ok_or_else(|| mistake("まだ書き出していません"))?;
    let expected = step.below()?;
    if sorted(exported) == sorted(expected) {
        return Ok(());
    }
    Err(Finding::new(expected.trim(), exported.trim()).into())
}

/// The head, then the sorted rows.
fn sorted(file: &str) -> Vec<String> {
    let mut rows: Vec<String> = file
        .trim()
        .lines()
        .map(|line| {
            let cells = line.split('"').map(same_groups);
            cells.collect::<Vec<_>>().join("\"")
        })
        .collect();
    if let Some((_, rows)) = rows.split_first_mut() {
        rows.sort_unstable();
    }
    rows
}

/// Sorts groups by their texts.
fn same_groups(groups: &str) -> String {
    let mut groups: Vec<&str> = groups.split("; ").collect();
    groups.sort_unstable();
    groups.join("; ")
}

async fn there_is(world: &mut World, step: Matched) -> Result<(), Halt> {
    let text = step.below()?.trim_matches('\n').replace("\\t", "\t") + "\n";
    let (encoding, delimiter) = match step.text(0) {
        "BOM付きUTF-8" => (FileEncoding::Utf8Bom, Delimiter::Comma),
        "Shift_JIS" => (FileEncoding::ShiftJis, Delimiter::Comma),
        "セミコロン区切り" => (FileEncoding::Utf8, Delimiter::Semicolon),
        "タブ区切り" => (FileEncoding::Utf8, Delimiter::Tab),
        _ => (FileEncoding::Utf8, Delimiter::Comma),
    };
    let bytes = match encoding {
        FileEncoding::Utf8 => text.into_bytes(),
        FileEncoding::Utf8Bom => format!("\u{feff}{text}").into_bytes(),
        FileEncoding::ShiftJis => {
            let (bytes, _, has_others) = SHIFT_JIS.encode(&text);
            if has_others {
                return Err(mistake("Shift_JISで書けない文字があります"));
            }
            bytes.into_owned()
        }
    };
    world.groups.file = Some(File {
        bytes,
        encoding,
        delimiter,
    });
    Ok(())
}

async fn import(world: &mut World, step: Matched) -> Result<(), Halt> {
    let file = world.groups.file.clone();
    let file = file.ok_or_else(|| mistake("取り込むファイルがありません"))?;
    let op = if step.has(0) {
        GroupsOperation::DryRun
    } else {
        GroupsOperation::Import
    };
    let message = Groups {
        csv: Some(BASE64_STANDARD.encode(file.bytes)),
        encoding: Some(file.encoding),
        delimiter: Some(file.delimiter),
        ..operation(world, op)
    };
    let GroupsDone { rows, .. } = world.ask(&message).await?;
    if rows.is_none() {
        let expected = "何が変わったか（rows）が答えられる";
        return Err(Finding::new(expected, "rows がありません").into());
    }
    world.groups.rows = rows;
    Ok(())
}

fn rows(world: &World) -> Result<&ImportedRows, Halt> {
    let rows = world.groups.rows.as_ref();
    rows.ok_or_else(|| mistake("まだ取り込んでいません"))
}

async fn groups_are(world: &mut World, step: Matched) -> Result<(), Halt> {
    let (address, expected) = (step.text(0), step.text(1));
    let message = Groups {
        users: Some(vec![address.to_owned()]),
        ..operation(world, GroupsOperation::Show)
    };
    let shown = world.ask(&message).await?.users.unwrap_or_default();
    let groups = shown.iter().find(|user| user.email == address);
    let groups = groups.map(|user| user.groups.as_str());
    // The separator only matters in the file.
    let joined = |groups: &str| {
        groups
            .split(';')
            .map(str::trim)
            .collect::<Vec<_>>()
            .join("; ")
    };
    if groups.is_some_and(|groups| same_groups(&joined(groups)) == same_groups(expected)) {
        return Ok(());
    }
    let finding = Finding::new(
        format!("「{address}」のユーザーグループが「{expected}」"),
        groups.map_or("示されません".to_owned(), |groups| {
            format!("「{groups}」")
        }),
    );
    Err(finding.into())
}

async fn result_is(world: &mut World, step: Matched) -> Result<(), Halt> {
    let rows = rows(world)?;
    let errors = rows.errors.len();
    let counted = [rows.changed as usize, rows.same as usize, errors];
    let expected = [step.count(0)?, step.count(1)?, step.count(2)?];
    if counted == expected {
        return Ok(());
    }
    let in_words = |[changed, same, errors]: [usize; 3]| {
        format!("変更 {changed}件、変更なし {same}件、エラー {errors}件")
    };
    Err(Finding::new(in_words(expected), in_words(counted)).into())
}

async fn line_is_named(world: &mut World, step: Matched) -> Result<(), Halt> {
    let (rows, line) = (rows(world)?, step.count(0)?);
    let is_named = rows
        .errors
        .iter()
        .any(|error| error.line as usize == line && !error.message.trim().is_empty());
    if is_named {
        return Ok(());
    }
    let told: Vec<String> = rows
        .errors
        .iter()
        .map(|error| format!("{}行目「{}」", error.line, error.message))
        .collect();
    let actual = match told.as_slice() {
        [] => "誤りは示されません".to_owned(),
        told => told.join("、"),
    };
    let expected = format!("{line}行目の誤りが、理由とともに示される");
    Err(Finding::new(expected, actual).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_rows_and_groups_does_not_matter() {
        let one = "E-mail,User group IDs\n\"a\",\"9:A; 4:P\"\n\"b\",\"\"\n";
        let other = "E-mail,User group IDs\r\n\"b\",\"\"\r\n\"a\",\"4:P; 9:A\"\r\n";
        assert_eq!(sorted(one), sorted(other));
        for wrong in [
            "E-mail,User group IDs\n\"a\",\"9:A;4:P\"\n\"b\",\"\"\n",
            "\"E-mail\",\"User group IDs\"\n\"a\",\"9:A; 4:P\"\n\"b\",\"\"\n",
            "E-mail,User group IDs\na,\"9:A; 4:P\"\n\"b\",\"\"\n",
        ] {
            assert_ne!(sorted(one), sorted(wrong));
        }
    }
}
