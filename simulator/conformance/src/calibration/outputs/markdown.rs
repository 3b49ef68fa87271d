//! `parity.md`: simulator and provider side by side, for people.

use std::fmt::Write as _;

use super::super::{
    codes,
    parity::{Parity, ParityVerdict},
};

/// The page.
pub fn markdown(parity: &Parity) -> String {
    let mut text = format!(
        "# シミュレーターとヤマトの比較\n\n\
         相手 {}　開始 {}　要求 {}件　{}\n\n",
        parity.host, parity.started, parity.requests, parity.tool
    );
    text.push_str("| 結果 | 件数 |\n|---|--:|\n");
    for verdict in ParityVerdict::ALL {
        let _ = writeln!(
            text,
            "| {} | {} |",
            verdict.word(),
            parity.with(verdict).count()
        );
    }
    list(&mut text, "途中で止まったところ", &parity.stops);
    let left: Vec<_> = parity
        .left
        .iter()
        .map(super::super::LeftOver::words)
        .collect();
    list(&mut text, "元に戻せていない決済", &left);
    if !left.is_empty() {
        text.push_str(
            "\n`kakebarai-conformance calibrate --clean calibration.json` で、もう一度消せます。\n",
        );
    }
    let stays: Vec<_> = parity
        .applications
        .iter()
        .map(super::super::LeftOverApplication::words)
        .collect();
    list(&mut text, "ヤマト側に残る申込み", &stays);
    settings(&mut text, parity);
    facts(&mut text, parity);
    codes_asked(&mut text, parity);
    text
}

fn list(text: &mut String, heading: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = write!(text, "\n## {heading}\n\n");
    for line in lines {
        let _ = writeln!(text, "- {line}");
    }
}

fn settings(text: &mut String, parity: &Parity) {
    text.push_str(
        "\n## 設定ごと\n\n| 設定 | シミュレーター | ヤマト | 結果 | 見えたこと | プローブ | 日付 |\n|---|---|---|---|---|---|---|\n",
    );
    for verdict in ParityVerdict::ALL {
        for (key, setting) in parity.with(verdict) {
            let _ = writeln!(
                text,
                "| {key} | {} | {} | {} | {} | {} | {} |",
                cell(&setting.default),
                setting
                    .seen
                    .as_deref()
                    .map_or_else(|| "－".to_owned(), cell),
                verdict.word(),
                cell(&setting.evidence),
                setting.probe.as_deref().unwrap_or("－"),
                setting.on.as_deref().unwrap_or("－"),
            );
        }
    }
}

fn facts(text: &mut String, parity: &Parity) {
    if parity.facts.is_empty() {
        return;
    }
    text.push_str(
        "\n## 設定のないこと\n\n「違う」ものをシミュレーターに反映するには、新しい設定が要ります。\n\n| こと | シミュレーター | ヤマト | 結果 | プローブ |\n|---|---|---|---|---|\n",
    );
    for fact in &parity.facts {
        let verdict = if fact.differs() {
            ParityVerdict::Differs
        } else {
            ParityVerdict::Same
        };
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} |",
            cell(&fact.what),
            cell(&fact.simulator),
            cell(&fact.provider),
            verdict.word(),
            fact.probe
        );
    }
}

fn codes_asked(text: &mut String, parity: &Parity) {
    if parity.codes.is_empty() {
        return;
    }
    let (pairs, single): (Vec<_>, Vec<_>) = parity
        .codes
        .iter()
        .partition(|(name, _)| name.contains('<'));
    for (heading, first, asked) in [
        ("コードごと", "コード", single),
        ("確かめる順序（左の誤りが先）", "誤りの組", pairs),
    ] {
        let same = asked.iter().filter(|(_, seen)| seen.is_same()).count();
        let _ = write!(
            text,
            "\n## {heading}\n\n{}件のうち、同じ {same}件\n\n| {first} | 応答 | 結果 | 日付 |\n|---|---|---|---|\n",
            asked.len()
        );
        for (name, seen) in asked {
            let verdict = match (seen.asked, seen.is_same()) {
                (false, _) => ParityVerdict::CantTell,
                (true, true) => ParityVerdict::Same,
                (true, false) => ParityVerdict::Differs,
            };
            let _ = writeln!(
                text,
                "| {name} | {} | {} | {} |",
                cell(&seen.answered),
                verdict.word(),
                seen.on
            );
        }
    }
    text.push_str("\n送らないコード\n\n");
    for (why, codes) in codes::NEVER {
        let _ = writeln!(text, "- {why}：{}", codes.join("、"));
    }
}

/// A text that does not break the table.
fn cell(text: &str) -> String {
    let text = text.replace('|', "\\|").replace(char::is_control, " ");
    // Otherwise a declaration would count as markup.
    text.replace('<', "&lt;")
}
