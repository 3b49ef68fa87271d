//! Class 1: settlements that are refused in any case; the question is which code comes first.

use super::{
    super::{
        answer::WireAnswer,
        prober::{Prober, Stopped},
        request::ProbeRequest,
    },
    BUYER, GUARD, GUARDED, settlement, stranger,
};

/// Possible wire names of a line's unit.
const UNIT_NAMES: [&str; 8] = [
    "tani",
    "tanni",
    "unit",
    "suryoTani",
    "suryotani",
    "shohinTani",
    "shohintani",
    "taniMei",
];

/// A settlement that ends at the guard at the latest.
pub(super) fn guarded(prober: &mut Prober, price: &str, fields: &[(&str, &str)]) -> ProbeRequest {
    settlement(prober, BUYER, price)
        .with(fields)
        .guarded(&[GUARD])
}

/// Whether AN010 answers at all, and whether the guard holds.
pub(super) async fn guard(prober: &mut Prober) -> Result<(), Stopped> {
    let request = guarded(prober, "1", &[]);
    let answer = match prober.send(request.clone()).await {
        Err(Stopped::Unreadable(why)) if prober.options.http_an010 => {
            prober.fact("決済登録の https", "答える", why);
            prober.use_http_for_an010();
            prober.send(request).await?
        }
        Err(Stopped::Unreadable(why)) => {
            return Err(Stopped::Class(format!(
                "決済登録（AN010）が https で答えません（{why}）。パスワードが暗号化されずに流れることを承知の上なら、--http-an010 で http を試せます"
            )));
        }
        answer => answer?,
    };
    if prober.is_planning() || answer.code() == Some(GUARDED) {
        return Ok(());
    }
    Err(Stopped::Class(format!(
        "21文字の cartCode が {GUARDED} になりません（{}）。安全に断られる要求を作れません",
        answer.words()
    )))
}

/// Without lines, but with one whose amount is not the total.
pub(super) async fn sums_without_lines(prober: &mut Prober) -> Result<(), Stopped> {
    let line = [("meisaiUmu", "2"), ("kessaiKingaku1", "1")];
    let request = guarded(prober, "2", &line);
    let answer = prober.send(request).await?;
    let values = [("A060005", "true"), (GUARDED, "false")];
    prober.decide_by("rules.sums_apply_without_lines", &answer, &values);
    Ok(())
}

/// A line of 1 yen and one without an amount, 2 yen in all.
pub(super) async fn blank_amounts(prober: &mut Prober) -> Result<(), Stopped> {
    let lines = [
        ("kessaiKingaku1", "1"),
        ("shohinMei2", "probe"),
        ("shohiZei2", "0"),
    ];
    let request = guarded(prober, "2", &lines);
    let answer = prober.send(request).await?;
    let values = [("A060005", "true"), (GUARDED, "false")];
    let key = "rules.blank_line_amounts_count_as_zero";
    prober.decide_by(key, &answer, &values);
    Ok(())
}

/// A negative line with a positive tax, with right sums. The buyer is unknown, which is checked last of all.
pub(super) async fn signs_without_lines(prober: &mut Prober) -> Result<(), Stopped> {
    let stranger = stranger(prober);
    let lines = [
        ("buyerId", &*stranger),
        ("shohiZei", "2"),
        ("meisaiUmu", "2"),
        ("kessaiKingaku1", "2"),
        ("shohiZei1", "1"),
        ("shohinMei2", "probe"),
        ("kessaiKingaku2", "-1"),
        ("shohiZei2", "1"),
    ];
    let request = settlement(prober, BUYER, "1").guarded(&lines);
    let answer = prober.send(request).await?;
    let values = [
        ("A130007", "true"),
        ("G65", "false"),
        ("G61", "false"),
        ("G97", "false"),
    ];
    prober.decide_by("rules.signs_apply_without_lines", &answer, &values);
    Ok(())
}

/// A wrong order number, a product code that is too long, and the guard.
pub(super) async fn three_mistakes(prober: &mut Prober) -> Result<(), Stopped> {
    // A number unlike all of ours.
    let mistakes = [("orderNo", "ＫＢＰ"), ("shohinCode1", "12345678901")];
    let request = guarded(prober, "1", &mistakes);
    let answer = prober.send(request).await?;
    count_codes(prober, &answer);
    Ok(())
}

fn count_codes(prober: &mut Prober, answer: &WireAnswer) {
    let key = "wire.all_codes";
    match answer.codes()[..] {
        ["A020003"] => prober.decide(key, "false"),
        ["A020003", "A100001", GUARDED] => {
            prober.decide_because(key, "true", "errorCode は3つ");
        }
        _ => {
            let seen = answer.codes().join("、");
            prober.unclear(key, format!("errorCode は {seen}（想定していない応答）"));
        }
    }
}

/// Six characters under each name: too long if it is the name.
pub(super) async fn unit_name(prober: &mut Prober) -> Result<(), Stopped> {
    let mut found = Vec::new();
    for name in UNIT_NAMES {
        let field = format!("{name}1");
        let request = guarded(prober, "1", &[(&field, "ああああああ")]);
        let answer = prober.send(request).await?;
        if answer.code() == Some("A120001") {
            found.push(name);
        }
    }
    let key = "wire.unit_name";
    match found[..] {
        [name] => prober.decide_because(key, name, format!("{name}1 に A120001")),
        [] => {
            let tried = UNIT_NAMES.join("、");
            prober.unclear(key, format!("試した名前（{tried}）のどれでもありません"));
        }
        _ => prober.unclear(key, format!("{} のどれにも A120001", found.join("、"))),
    }
    Ok(())
}
