//! Sentences about faults at the provider, and unusual forms of its answers.

use serde_json::{Value, json};

use super::{
    super::{
        halt::{Halt, mistake},
        table::{Matched, StepTable, step},
        world::World,
    },
    received::api,
};

/// Faults, by the words of the features.
const PLAIN: [(&str, &str); 9] = [
    ("処理された後に応答が失われる", "answerLost"),
    ("処理される前に失われる", "lostBeforeProcessing"),
    ("接続が切られる", "reset"),
    ("応答のXMLが途切れる", "brokenXml"),
    ("応答が空である", "emptyAnswer"),
    (
        "処理されずに、応答がreturnCode 1 なのに errorCode を伴わない",
        "refusalWithoutCode",
    ),
    ("4 GiB まで終わらない", "endless"),
    ("1秒に1バイトずつ届く", "drip"),
    ("実体が10億倍にふくらむ", "entityBomb"),
];

/// Unusual forms of answers, by the words of the features and the simulator's names.
const MUTANTS: [(&str, &str); 22] = [
    ("要素の順序が逆である", "order-reversed"),
    ("知らない要素が増えている", "extra-element"),
    ("要素に属性が付いている", "attributes"),
    ("成功のときにも空の errorCode がある", "empty-error-code"),
    ("返信日時（returnDate）がない", "no-return-date"),
    ("値の前後に改行と空白がある", "padded-values"),
    ("XML宣言がない", "no-declaration"),
    ("先頭にBOMがある", "bom"),
    ("改行がCRLFで、字下げされている", "crlf-indented"),
    ("値がCDATAで書かれている", "cdata"),
    ("日本語が文字参照で書かれている", "character-references"),
    ("コメントと処理命令がある", "comments"),
    ("ルート要素の名前が result である", "root-renamed"),
    ("既定の名前空間が付いている", "namespace"),
    ("Content-Type が text/xml である", "text-xml"),
    ("Content-Type に charset がない", "no-charset"),
    ("細切れ（chunked）で届く", "chunked"),
    ("Cookieと知らないヘッダーが付く", "cookie"),
    ("returnCode 0 なのに errorCode を伴う", "contradiction"),
    ("returnCode を欠く", "return-code-missing"),
    ("HTMLのメンテナンス画面（HTTP 200）に変わる", "html-200"),
    ("Shift_JISのままUTF-8と名乗る", "mojibake"),
];

/// More requests than a scenario has. Without a number, some misbehaviours meet only the first request to each API.
const EACH: u32 = 1_000_000;

pub(super) fn add(table: &mut StepTable) {
    let plain = PLAIN.iter().map(|(words, _)| regex::escape(words));
    let mutants = MUTANTS.iter().map(|(words, _)| regex::escape(words));
    let words: Vec<_> = plain.chain(mutants).collect();
    // The requests it meets; how often; the effect and its parameters.
    let met = "(次の(?:([0-9]+)回の)?|これからの)(決済登録|決済取消|出荷登録|出荷取消|利用金額照会|取引先登録|審査状況照会|応答)(?:の応答)?は、";
    step!(
        table,
        &format!("^{met}(?:処理された後、応答が)?({})$", words.join("|")),
        is_disturbed
    );
    step!(
        table,
        &format!("^{met}(?:(処理された後)、|処理されずに、)?エラー「([^」]*)」になる$"),
        is_refused
    );
    step!(
        table,
        &format!("^{met}HTTPステータス([0-9]+)になる$"),
        has_status
    );
    step!(
        table,
        &format!("^{met}HTMLのメンテナンス画面（HTTPステータス([0-9]+)）になる$"),
        is_page
    );
    step!(
        table,
        &format!("^{met}処理された後、応答が([0-9]+)秒遅れる$"),
        is_late
    );
    step!(
        table,
        &format!("^{met}(利用状況|審査状況)「([^」]*)」を返す$"),
        has_text
    );
    step!(
        table,
        &format!("^{met}おとりの場所への転送（([0-9]+)）になる$"),
        is_redirected
    );
    step!(
        table,
        "^これからの応答には、おとりの場所を指す外部実体がある$",
        has_external_entity
    );
    step!(table, "^障害はなくなる$", are_over);
}

/// Switches a fault on for the requests at the beginning of a sentence.
async fn switch_on(world: &mut World, step: &Matched, mut fault: Value) -> Result<(), Halt> {
    if step.text(2) != "応答" {
        fault["api"] = json!(api(step.text(2))?);
    }
    if step.has(1) {
        fault["times"] = json!(step.count(1)?);
    } else if step.text(0) == "次の" {
        fault["times"] = json!(1);
    } else if fault["kind"] == "mutant" {
        fault["times"] = json!(EACH);
    }
    world.merchant.fault(&fault).await?;
    Ok(())
}

async fn is_disturbed(world: &mut World, step: Matched) -> Result<(), Halt> {
    let named = |table: &[(&str, &'static str)]| {
        let found = table.iter().find(|(words, _)| *words == step.text(3));
        found.map(|(_, name)| *name)
    };
    let fault = match (named(&PLAIN), named(&MUTANTS)) {
        (Some(kind), _) => json!({"kind": kind}),
        (None, Some(mutant)) => json!({"kind": "mutant", "mutant": mutant}),
        (None, None) => {
            return Err(mistake(format!(
                "「{}」という障害はありません",
                step.text(3)
            )));
        }
    };
    switch_on(world, &step, fault).await
}

async fn is_refused(world: &mut World, step: Matched) -> Result<(), Halt> {
    let kind = if step.has(3) {
        "codeAfterProcessing"
    } else {
        "code"
    };
    let fault = json!({"kind": kind, "code": step.text(4)});
    switch_on(world, &step, fault).await
}

async fn has_status(world: &mut World, step: Matched) -> Result<(), Halt> {
    let fault = json!({"kind": "status", "status": step.count(3)?});
    switch_on(world, &step, fault).await
}

async fn is_page(world: &mut World, step: Matched) -> Result<(), Halt> {
    let fault = json!({"kind": "html", "status": step.count(3)?});
    switch_on(world, &step, fault).await
}

async fn is_late(world: &mut World, step: Matched) -> Result<(), Halt> {
    let milliseconds = step.count(3)? * 1_000;
    let fault = json!({"kind": "delayAfterProcessing", "milliseconds": milliseconds});
    switch_on(world, &step, fault).await
}

async fn has_text(world: &mut World, step: Matched) -> Result<(), Halt> {
    let element = if step.text(3) == "利用状況" {
        "useUsable"
    } else {
        "judgeStatus"
    };
    let fault = json!({"kind": "text", "element": element, "text": step.text(4)});
    switch_on(world, &step, fault).await
}

async fn is_redirected(world: &mut World, step: Matched) -> Result<(), Halt> {
    let location = world.listeners.decoy().await?.url("/elsewhere");
    let fault = json!({"kind": "redirect", "status": step.count(3)?, "location": location});
    switch_on(world, &step, fault).await
}

async fn has_external_entity(world: &mut World, _: Matched) -> Result<(), Halt> {
    let location = world.listeners.decoy().await?.url("/entity");
    let fault = json!({"kind": "mutant", "mutant": "entity", "location": location, "times": EACH});
    world.merchant.fault(&fault).await?;
    Ok(())
}

async fn are_over(world: &mut World, _: Matched) -> Result<(), Halt> {
    Ok(world.merchant.no_faults().await?)
}
