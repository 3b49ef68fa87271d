//! Sentences about 取引先登録: the form, and its arrival.

use super::{
    super::{
        halt::{Finding, Halt, mistake},
        table::{Matched, StepTable, step},
        world::World,
    },
    answers::{in_words, last},
    form_labels::{field, on_the_wire, value},
    last_answer::LastAnswer,
};
use crate::{
    adapter::message::{
        application_form::{ApplicationForm, FormValue},
        buyer::{Apply, Screened},
        order::Customer,
        outcome::Outcome,
    },
    provider::{Entry, Field},
};

/// The form of a corporation, with nothing to convert; a sole proprietor omits the legal form and adds the home.
const CORPORATION: &[(&str, &str)] = &[
    ("法人・個人事業主", "法人"),
    ("法人格", "株式会社"),
    ("法人格の位置", "前"),
    ("取引先名", "クロネコ商事"),
    ("取引先名（カナ）", "クロネコショウジ"),
    ("郵便番号", "171-0033"),
    ("住所", "東京都豊島区高田三丁目"),
    ("電話番号（代表）", "03-0000-0800"),
    ("代表者情報・代表者名（姓）", "黒猫"),
    ("代表者情報・代表者名（名）", "大和"),
    ("代表者情報・代表者名（カナ・姓）", "クロネコ"),
    ("代表者情報・代表者名（カナ・名）", "ヤマト"),
    ("運営会社情報・運営会社の有無", "無"),
    ("請求書送付先情報・送付先選択", "取引先情報と同じ"),
    ("支払方法・支払方法", "銀行振込"),
];
const OF_CORPORATIONS: &[&str] = &["法人格", "法人格の位置"];
const SOLE_PROPRIETOR: &[(&str, &str)] = &[
    ("法人・個人事業主", "個人事業主"),
    ("代表者情報・自宅郵便番号", "100-0001"),
    ("代表者情報・自宅住所", "東京都千代田区千代田一丁目"),
];

/// The application being filled in, and the shop's answers about it.
#[derive(Debug, Default)]
pub struct Application {
    form: ApplicationForm,
    /// The applicant; one in a scenario, so that every AN060 is theirs.
    applicant: Option<String>,
    /// The last answer to `screening`.
    pub(super) screened: Option<Screened>,
}

/// A customer of the shop who is not a buyer yet.
pub fn member(key: &str) -> Customer {
    Customer {
        key: key.to_owned(),
        email: Some(format!("{key}@example.jp")),
        buyer_id: None,
        groups: None,
    }
}

pub(super) fn add(table: &mut StepTable) {
    step!(table, "^法人の申込書がある$", corporation);
    step!(table, "^個人事業主の申込書がある$", sole_proprietor);
    step!(
        table,
        "^「([^」]+)」に「([^」]*)」と入力(?:している|し直す)$",
        fill
    );
    step!(table, "^次のように入力している:$", fill_all);
    step!(table, "^会員「([^」]+)」が取引先登録を申し込む$", applies);
    step!(
        table,
        "^ヤマトに、会員「([^」]+)」が「(法人|個人事業主)」として登録されている$",
        is_registered
    );
    step!(table, "^届いた申込みの欄は、次のとおりである:$", fields_are);
    step!(
        table,
        "^届いた申込みでは、次の欄が埋まっている:$",
        fields_are_filled
    );
    step!(
        table,
        "^「([^」]+)」は、「([^」]*)」と同じ文字数で受け付けられるか、その欄を示して送信されない$",
        is_converted
    );
    step!(
        table,
        "^届いた申込みの「([^」]+)」は、1文字も切られていない$",
        is_not_cut
    );
    step!(
        table,
        "^送信されずに、次の欄の誤りが一度に示される:$",
        problems_are
    );
}

impl Application {
    /// The customer who applied.
    pub(super) fn is_of(&self, member: &str) -> Result<(), Halt> {
        match self.applicant.as_deref() {
            Some(other) if other != member => Err(mistake(format!(
                "会員「{other}」が申し込んでいます。1つのシナリオで申し込む会員は1人です"
            ))),
            _ => Ok(()),
        }
    }

    fn fill(&mut self, label: &str, text: &str) -> Result<(), Halt> {
        let field = field(label)?;
        let filled = self.form.fill(field.name, value(field, text));
        filled.map_err(|error| mistake(error.to_string()))
    }

    /// The text typed into a field.
    fn typed(&self, name: &str) -> Option<&str> {
        let mut fields = self.form.fields();
        match fields.find(|(known, _)| *known == name)?.1 {
            FormValue::Text(text) => Some(text),
            FormValue::Switch(_) => None,
        }
    }
}

async fn corporation(world: &mut World, _: Matched) -> Result<(), Halt> {
    for (label, text) in CORPORATION {
        world.application.fill(label, text)?;
    }
    Ok(())
}

async fn sole_proprietor(world: &mut World, _: Matched) -> Result<(), Halt> {
    let shared = CORPORATION
        .iter()
        .filter(|(label, _)| !OF_CORPORATIONS.contains(label));
    for (label, text) in shared.chain(SOLE_PROPRIETOR) {
        world.application.fill(label, text)?;
    }
    Ok(())
}

async fn fill(world: &mut World, step: Matched) -> Result<(), Halt> {
    world.application.fill(step.text(0), step.text(1))
}

async fn fill_all(world: &mut World, step: Matched) -> Result<(), Halt> {
    for row in step.rows()? {
        let [label, text] = pair(row)?;
        world.application.fill(label, text)?;
    }
    Ok(())
}

fn pair(row: &[String]) -> Result<[&str; 2], Halt> {
    match row {
        [label, text] => Ok([label, text]),
        _ => Err(mistake("欄と値の2列で書いてください")),
    }
}

async fn applies(world: &mut World, step: Matched) -> Result<(), Halt> {
    apply(world, step.text(0)).await
}

/// Sends the form of a member.
pub(super) async fn apply(world: &mut World, member_key: &str) -> Result<(), Halt> {
    world.application.is_of(member_key)?;
    world.application.applicant = Some(member_key.to_owned());
    let message = Apply {
        session: world.session(),
        customer: member(member_key),
        form: world.application.form.clone(),
    };
    let applied = world.ask(&message).await?;
    world.shopping.last = Some(LastAnswer::of_applied(member_key, &applied));
    Ok(())
}

/// The applications that arrived, in order.
pub(super) async fn arrived(world: &World) -> Result<Vec<Entry>, Halt> {
    Ok(world.merchant.received("AN060").await?)
}

/// The last application that the provider accepted.
pub(super) async fn taken(world: &World) -> Result<Entry, Halt> {
    let mut arrived = arrived(world).await?;
    arrived.retain(Entry::is_carried_out);
    arrived.pop().ok_or_else(|| {
        let finding = Finding::new("取引先登録がヤマトに受け付けられている", "ありません");
        finding.into()
    })
}

async fn is_registered(world: &mut World, step: Matched) -> Result<(), Halt> {
    world.application.is_of(step.text(0))?;
    let entry = taken(world).await?;
    let kind = field("法人・個人事業主")?;
    let expected = on_the_wire(kind, step.text(1))?;
    let (sent, id) = (entry.value(kind.item), entry.buyer_id().unwrap_or_default());
    let answered = last(world)?.buyer_id.as_deref();
    let actual = if sent != Some(expected.as_str()) {
        format!("法人・個人事業主が「{}」です", sent.unwrap_or_default())
    } else if answered.is_some_and(|answered| answered != id) {
        format!(
            "お店は取引先ID「{}」と答えましたが、登録されたのは「{id}」です",
            answered.unwrap_or_default()
        )
    } else if world.merchant.buyer(id).await?.is_none() {
        format!("取引先「{id}」はありません")
    } else {
        return Ok(());
    };
    let expected = format!("「{}」として登録されている", step.text(1));
    Err(Finding::new(expected, actual)
        .requests([entry.number])
        .into())
}

async fn fields_are(world: &mut World, step: Matched) -> Result<(), Halt> {
    let entry = taken(world).await?;
    for row in step.rows()? {
        let [label, text] = pair(row)?;
        let field = field(label)?;
        let (expected, sent) = (on_the_wire(field, text)?, entry.value(field.item));
        if sent != Some(expected.as_str()) {
            let finding = Finding::new(
                format!("「{label}」が「{text}」（{}＝{expected}）", field.item),
                sent.map_or("ありません".to_owned(), |sent| format!("「{sent}」")),
            );
            return Err(finding.requests([entry.number]).into());
        }
    }
    Ok(())
}

async fn fields_are_filled(world: &mut World, step: Matched) -> Result<(), Halt> {
    let entry = taken(world).await?;
    let mut empty = Vec::new();
    for row in step.rows()? {
        let [label] = row.as_slice() else {
            return Err(mistake("欄の1列で書いてください"));
        };
        if entry
            .field(field(label)?.item)
            .is_none_or(|sent| characters(sent) == 0)
        {
            empty.push(label.as_str());
        }
    }
    if empty.is_empty() {
        return Ok(());
    }
    let finding = Finding::new(
        "運営会社と請求書送付先の欄が届いている",
        format!("届いていません：{}", empty.join("、")),
    );
    Err(finding.requests([entry.number]).into())
}

/// The number of received characters; nothing else of personal data is kept.
fn characters(sent: &Field) -> usize {
    let kept = sent.value.as_deref().map(|value| value.chars().count());
    kept.or(sent.characters).unwrap_or_default()
}

async fn is_converted(world: &mut World, step: Matched) -> Result<(), Halt> {
    let (label, expected) = (step.text(0), step.text(1));
    let field = field(label)?;
    let length = expected.chars().count();
    let wanted = format!("{length}文字で受け付けられるか、「{label}」を示して送信されない");
    let last = last(world)?;
    if last.result == Outcome::NotSent {
        let problems = &last.problems;
        if problems.iter().any(|problem| problem.field == field.name) {
            return Ok(());
        }
        let named: Vec<&str> = problems
            .iter()
            .map(|problem| problem.field.as_str())
            .collect();
        let actual = format!("送信されず、示されたのは {} です", named.join("、"));
        return Err(Finding::new(wanted, actual).into());
    }
    if last.result != Outcome::Done {
        return Err(Finding::new(wanted, in_words(world)).into());
    }
    let entry = taken(world).await?;
    let sent = entry.field(field.item);
    // Other data is kept in full.
    let is_same = sent.is_some_and(|sent| match &sent.value {
        Some(value) => value == expected,
        None => characters(sent) == length,
    });
    if is_same {
        return Ok(());
    }
    let actual = sent.map_or("届いていません".to_owned(), |sent| {
        format!("{}文字で受け付けられました", characters(sent))
    });
    Err(Finding::new(wanted, actual).requests([entry.number]).into())
}

async fn is_not_cut(world: &mut World, step: Matched) -> Result<(), Halt> {
    let label = step.text(0);
    let field = field(label)?;
    let typed = world.application.typed(field.name).unwrap_or_default();
    let length = typed.chars().count();
    for entry in arrived(world).await? {
        let sent = entry.field(field.item).map_or(0, characters);
        if sent < length {
            let finding = Finding::new(
                format!("「{label}」の{length}文字が、切られずに届くか、送信されない"),
                format!("{sent}文字になって届きました"),
            );
            return Err(finding.requests([entry.number]).into());
        }
    }
    Ok(())
}

async fn problems_are(world: &mut World, step: Matched) -> Result<(), Halt> {
    let mut labels = Vec::new();
    for row in step.rows()? {
        let [label] = row.as_slice() else {
            return Err(mistake("欄の1列で書いてください"));
        };
        labels.push((label.as_str(), field(label)?.name));
    }
    let last = last(world)?;
    let is_named = |name: &str| last.problems.iter().any(|problem| problem.field == name);
    let missing: Vec<&str> = labels
        .iter()
        .filter(|(_, name)| !is_named(name))
        .map(|(label, _)| *label)
        .collect();
    let actual = if last.result != Outcome::NotSent {
        in_words(world)
    } else if missing.is_empty() {
        return Ok(());
    } else {
        format!("示されない欄：{}", missing.join("、"))
    };
    let labels: Vec<&str> = labels.iter().map(|(label, _)| *label).collect();
    let expected = format!("送信されずに、{}の誤りが一度に示される", labels.join("、"));
    Err(Finding::new(expected, actual).into())
}
