//! Class 3: one application of a company that does not exist, right after it and until its decision.

use std::time::Duration;

use jiff::civil::DateTime;

use super::{
    super::{
        application,
        notebook::Notebook,
        prober::{Prober, Stopped},
        request::{Api, ProbeRequest},
    },
    cancellation,
    reading::{USABLE, not_usable},
    settlement,
};

/// The texts of a decided screening.
const DECIDED: [&str; 5] = ["ご利用可", "申込不備", "ご利用不可", "取消", "限度額変更"];
/// The time between inquiries at first.
const OFTEN: Duration = Duration::from_mins(5);
/// The time after two hours, so that two days need no more requests than a run may send.
const SELDOM: Duration = Duration::from_hours(1);

/// The time between two inquiries, after some waiting.
fn every(waited: Duration) -> Duration {
    if waited < Duration::from_hours(2) {
        OFTEN
    } else {
        SELDOM
    }
}

/// Applies, and sends all questions about a buyer before the decision.
pub(super) async fn fresh(prober: &mut Prober) -> Result<(), Stopped> {
    let Some((id, telephone)) = applied(prober).await? else {
        return Ok(());
    };
    let screening = prober.send(inquiry(Api::An070, &id)).await?;
    let status = screening.text("judgeStatus").unwrap_or_default();
    let is_pending = !status.is_empty() && !DECIDED.contains(&status);
    if is_pending {
        let seen = format!("judgeStatus は「{status}」");
        prober.decide_because("texts.pending", status, seen);
    } else {
        let why = format!("申込みの直後に、{}「{status}」でした", screening.words());
        prober.unclear("texts.pending", &why);
        prober.unclear("rules.not_accepted_code", why);
        note_decision(prober, screening.text("returnDate"), status);
    }
    let usage = prober.send(inquiry(Api::An050, &id)).await?;
    let usable = usage.text("useUsable").unwrap_or_default();
    if is_pending && usable != USABLE {
        not_usable(prober, usable);
    }
    buyer_name(prober, usage.text("buyerName").unwrap_or_default());
    telephones(prober, &id, &telephone).await?;
    if prober.follows(is_pending) {
        let request = settlement(prober, &id, "1");
        let order = request.field("orderNo").unwrap_or_default().to_owned();
        let answer = prober.send(request).await?;
        let codes = [
            ("G12", "G12"),
            ("G61", "G61"),
            ("G65", "G65"),
            ("G97", "G97"),
        ];
        prober.decide_by("rules.not_accepted_code", &answer, &codes);
        if prober.follows(answer.is_accepted()) {
            prober.send(cancellation(&order, &id)).await?;
        }
    }
    Ok(())
}

/// Applies, unless an earlier run did. One application is enough, even for a continued calibration.
async fn applied(prober: &mut Prober) -> Result<Option<(String, String)>, Stopped> {
    if let Some(known) = prober.notebook.applications.last().cloned() {
        let answer = prober.send(inquiry(Api::An070, &known.id)).await?;
        if known.is_certain || answer.is_accepted() {
            if let Some(applied) = prober.notebook.applications.last_mut() {
                applied.is_certain = true;
            }
            return Ok(Some((known.id, known.telephone)));
        }
        // Its request never arrived.
        prober.notebook.applications.pop();
    }
    let request = application::right(prober);
    let field = |name| request.field(name).unwrap_or_default().to_owned();
    let (id, telephone) = (field("cId"), field("telNo"));
    let answer = prober.send(request).await?;
    if prober.follows(answer.is_accepted()) {
        return Ok(Some((id, telephone)));
    }
    let why = format!("申込みが断られました（{}）", answer.words());
    for key in [
        "texts.pending",
        "texts.full_buyer_name",
        "rules.not_accepted_code",
    ] {
        prober.unclear(key, &why);
    }
    Ok(None)
}

fn inquiry(api: Api, id: &str) -> ProbeRequest {
    ProbeRequest::new(api, &[("buyerId", id)])
}

fn buyer_name(prober: &mut Prober, name: &str) {
    use application::{BRANCH, LEGAL_FORM, NAME};
    let key = "texts.full_buyer_name";
    let seen = format!("buyerName は「{name}」");
    if name == format!("{LEGAL_FORM}{NAME}\u{3000}{BRANCH}") {
        prober.decide_because(key, "true", seen);
    } else if name == NAME {
        prober.decide_because(key, "false", seen);
    } else {
        prober.unclear(key, format!("{seen}。表す設定がありません"));
    }
}

/// Whether a telephone number is found with hyphens and without.
async fn telephones(prober: &mut Prober, id: &str, telephone: &str) -> Result<(), Stopped> {
    let digits = telephone.replace('-', "");
    for (what, telephone) in [
        ("ハイフン付きの電話番号での照会", telephone),
        ("ハイフンなしの電話番号での照会", &digits),
    ] {
        let request = inquiry(Api::An050, id).with(&[("buyerTelNo", telephone)]);
        let answer = prober.send(request).await?;
        prober.fact(what, "受け付け", answer.words());
    }
    Ok(())
}

/// Records when a screening was first seen decided.
fn note_decision(prober: &mut Prober, at: Option<&str>, status: &str) {
    if DECIDED.contains(&status)
        && let Some(applied) = prober.notebook.applications.last_mut()
        && applied.decided_at.is_none()
    {
        applied.decided_at = at.map(Into::into);
    }
}

/// Asks repeatedly until the screening is decided, within the allowed time.
pub(super) async fn decided(prober: &mut Prober) -> Result<(), Stopped> {
    let keys = ["screening.delay", "screening.credit_limit"];
    let applied = prober.notebook.applications.last();
    let id = applied.filter(|applied| applied.is_certain);
    let id = id.map(|applied| applied.id.clone());
    let id = match id {
        Some(id) => id,
        None if prober.is_planning() => "（取引先ID）".to_owned(),
        None => {
            for key in keys {
                prober.unclear(key, "申込みが受け付けられていません");
            }
            return Ok(());
        }
    };
    let patience = prober.options.wait.unwrap_or_default();
    let mut waited = Duration::ZERO;
    loop {
        let answer = prober.send(inquiry(Api::An070, &id)).await?;
        let status = answer.text("judgeStatus").unwrap_or_default().to_owned();
        note_decision(prober, answer.text("returnDate"), &status);
        if prober.follows(DECIDED.contains(&status.as_str())) {
            return found(prober, &id, &status).await;
        }
        if waited >= patience {
            let seen = match waited.as_secs() / 60 {
                0 => "すぐに照会したところ、審査中でした".to_owned(),
                minutes => format!("{minutes}分待っても審査中でした"),
            };
            let why = format!(
                "{seen}。--wait 2d のように待つ時間を指定するか、後で --resume を付けてください"
            );
            for key in keys {
                prober.unclear(key, &why);
            }
            return Ok(());
        }
        let every = every(waited);
        prober.wait(every, "審査の結果").await;
        waited += every;
    }
}

/// Records how long it took, and the limit.
async fn found(prober: &mut Prober, id: &str, status: &str) -> Result<(), Stopped> {
    if let Some(minutes) = minutes(&prober.notebook) {
        prober.decide_because(
            "screening.delay",
            format!("{minutes} minutes"),
            format!("申込みから{minutes}分で「{status}」（2時間までは5分ごと、それからは1時間ごとに照会）"),
        );
    } else {
        prober.unclear("screening.delay", "応答の日時を読み取れません");
    }
    let usage = prober.send(inquiry(Api::An050, id)).await?;
    match usage
        .text("useOverLimit")
        .and_then(|limit| limit.parse::<u32>().ok())
    {
        Some(limit) if status == "ご利用可" => prober.decide_because(
            "screening.credit_limit",
            limit.to_string(),
            format!("useOverLimit は {limit}"),
        ),
        _ => prober.unclear(
            "screening.credit_limit",
            format!("審査の結果は「{status}」でした"),
        ),
    }
    Ok(())
}

/// The duration of the last application, in steps of the inquiries.
fn minutes(notebook: &Notebook) -> Option<i64> {
    let applied = notebook.applications.last()?;
    let read = |text: &Option<String>| {
        let digits: String = text
            .as_ref()?
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        DateTime::strptime("%Y%m%d%H%M%S", digits).ok()
    };
    let took = read(&applied.decided_at)?.duration_since(read(&applied.applied_at)?);
    Some(took.as_mins() / 5 * 5)
}
