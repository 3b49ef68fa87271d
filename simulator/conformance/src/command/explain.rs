//! `explain`: explains a requirement.

use std::{fmt::Write as _, path::PathBuf};

use super::{USAGE, criteria::parity, print, warn};
use crate::calibration::Parity;
use crate::requirements::{Basis, Language, Requirement, find, nearest, normalized};

#[derive(clap::Args)]
pub(super) struct Explain {
    /// 要件のID。例：TAX-02
    id: String,
    /// calibrate が書き出した parity.json。推定によるものが確かめられていれば、根拠に「確認済み」と示します
    #[arg(long, value_name = "FILE")]
    parity: Option<PathBuf>,
}

/// Explains, and returns the exit status.
pub(super) fn explain(flags: &Explain) -> u8 {
    let parity = flags.parity.as_deref().map(parity).transpose();
    let parity = parity.map_err(|what| format!("✗ {what}\n"));
    match parity.and_then(|parity| explained(&flags.id, parity.as_ref())) {
        Ok(text) => {
            print(&text);
            0
        }
        Err(text) => {
            warn(&text);
            USAGE
        }
    }
}

/// The explanation of an id, or a similar id.
fn explained(id: &str, parity: Option<&Parity>) -> Result<String, String> {
    match find(&normalized(id)) {
        Some(requirement) => Ok(text(requirement, parity)),
        None => Err(unknown(id)),
    }
}

fn unknown(id: &str) -> String {
    let mut text = format!("✗ 「{id}」という要件はありません。");
    let nearest = nearest(id);
    if nearest.is_empty() {
        text.push_str("一覧は kakebarai-conformance list で見られます。\n");
        return text;
    }
    text.push_str("近いもの：\n");
    for requirement in nearest.into_iter().filter_map(find) {
        let _ = writeln!(text, "  {}  {}", requirement.id, requirement.title);
    }
    text
}

fn text(requirement: &Requirement, parity: Option<&Parity>) -> String {
    let mut text = format!("{} {}\n", requirement.id, requirement.title);
    let level = requirement.level;
    let money = if requirement.concerns_money {
        "、お金に関わる要件"
    } else {
        ""
    };
    let _ = writeln!(
        text,
        "{} ・ {level} {} ・ {}{money}",
        requirement.area.name(),
        level.name(),
        requirement.severity.word()
    );
    section(&mut text, "なぜ必要か", [requirement.why]);
    let sources: Vec<_> = requirement.judged.words().collect();
    let heading = format!("確かめ方（{}）", sources.join("・"));
    section(&mut text, &heading, [requirement.check]);
    section(&mut text, "証拠", [requirement.evidence]);
    section(&mut text, "根拠", basis(requirement, parity));
    section(&mut text, "考えられる原因", causes(requirement));
    section(&mut text, "直し方", [requirement.remedy]);
    let needs: Vec<_> = requirement
        .needs
        .iter()
        .filter_map(|needed| serde_json::to_value(needed).ok())
        .filter_map(|word| Some(word.as_str()?.to_owned()))
        .collect();
    section(&mut text, "アダプターの can に要るもの", [needs.join("、")]);
    section(&mut text, "検査のしかた", how_to_run(requirement));
    text
}

fn section(text: &mut String, heading: &str, lines: impl IntoIterator<Item = impl AsRef<str>>) {
    let _ = writeln!(text, "\n{heading}");
    for line in lines {
        let _ = writeln!(text, "  {}", line.as_ref());
    }
}

fn basis(requirement: &Requirement, parity: Option<&Parity>) -> Vec<String> {
    let line = |(letter, words)| format!("{letter}  {words}");
    if requirement.basis.is_empty() {
        return vec![line(Basis::NONE)];
    }
    let letters = requirement.basis.iter();
    let mut lines: Vec<_> = letters
        .map(|basis| line((basis.letter(), basis.words())))
        .collect();
    lines.extend(parity.and_then(|parity| parity.confirmation_of(requirement)));
    lines
}

/// The causes in any language, then each language's own below its name.
fn causes(requirement: &Requirement) -> Vec<String> {
    let of = |language: Option<Language>| {
        let own = requirement.causes.iter();
        own.filter(move |cause| cause.language == language)
            .map(|cause| format!("・{}", cause.text))
    };
    let mut lines: Vec<_> = of(None).collect();
    for language in Language::ALL {
        let own: Vec<_> = of(Some(language)).collect();
        if !own.is_empty() {
            lines.push(language.name().to_owned());
            lines.extend(own.into_iter().map(|line| format!("  {line}")));
        }
    }
    lines
}

/// The traffic of all scenarios judges requirements that need only traffic.
fn how_to_run(requirement: &Requirement) -> Vec<String> {
    const ADAPTER: &str = "-- php tests/kakebarai-adapter.php";
    if !requirement.judged.active {
        return vec![
            format!("kakebarai-conformance run {ADAPTER}"),
            "すべてのシナリオの通信から判定します。".to_owned(),
        ];
    }
    let slow = if requirement.judged.slow {
        "--slow "
    } else {
        ""
    };
    vec![format!(
        "kakebarai-conformance run {slow}--only {} {ADAPTER}",
        requirement.id
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        calibration::{Decision, Notebook, Target},
        requirements::all,
    };

    #[test]
    fn a_requirement_is_told_from_the_harm_to_the_command() {
        let text = explained("TAX-02", None).unwrap();
        let order = [
            "TAX-02 内税の消費税を二重に請求しない\n消費税 ・ L2 正しく送る ・ 必須、お金に関わる要件\n",
            "\nなぜ必要か\n  税込1,100円のご注文に、1,200円を請求してしまいます。",
            "\n確かめ方（能動・受動）\n  内税の商品を買い、",
            "\n証拠\n  決済登録の明細\n",
            "\n根拠\n  D  公開されている資料に書かれていること\n",
            "\n考えられる原因\n  ・税込の金額を",
            "\n  PHP\n    ・WooCommerce の $order->get_total()",
            "\n直し方\n  決済金額には、",
            "\nアダプターの can に要るもの\n  order、status\n",
            "\n検査のしかた\n  kakebarai-conformance run --only TAX-02 -- php tests/kakebarai-adapter.php\n",
        ];
        let mut rest = text.as_str();
        for part in order {
            let (_, after) = rest
                .split_once(part)
                .unwrap_or_else(|| panic!("{part} is missing or out of order in:\n{text}"));
            rest = after;
        }
        assert_eq!(rest, "");
    }

    #[test]
    fn an_id_may_be_typed_carelessly() {
        for typed in ["tax-02", " TAX-02 ", "ｔａｘ－０２"] {
            assert_eq!(explained(typed, None), explained("TAX-02", None), "{typed}");
        }
    }

    #[test]
    fn an_unknown_id_names_the_nearest() {
        let told = explained("TAX-09", None).unwrap_err();
        assert!(told.starts_with("✗ 「TAX-09」という要件はありません。近いもの：\n"));
        assert!(told.contains("  TAX-02  内税の消費税を二重に請求しない\n"));
        assert!(!told.contains("LIN-"), "{told}");
        assert!(explained("TAX2", None).unwrap_err().contains("  TAX-02  "));
        let area = explained("lst", None).unwrap_err();
        assert_eq!(area.lines().count(), 13, "{area}");
        let told = explained("消費税とは", None).unwrap_err();
        assert!(told.contains("kakebarai-conformance list"), "{told}");
    }

    #[test]
    fn a_calibration_confirms_what_rests_on_its_guesses_alone() {
        let mut notebook = Notebook::new(Target::loopback(1), None);
        let decision = |value: Option<&str>| Decision {
            value: value.map(Into::into),
            evidence: "AN030 C020005".to_owned(),
            probe: "2.4".to_owned(),
            on: "2026-12-01".to_owned(),
        };
        let mut decide = |key: &str, value| {
            notebook.decisions.insert(key.to_owned(), decision(value));
            Parity::of(&notebook)
        };
        let told = |id, parity: &Parity| explained(id, Some(parity)).unwrap();
        let parity = decide("rules.replace_shipments", Some("false"));
        let line = "確認済み 2026-12-01（127.0.0.1:1）：rules.replace_shipments = false\n";
        assert!(
            told("SHP-04", &parity).contains(line),
            "{}",
            told("SHP-04", &parity)
        );
        assert!(!told("SHP-04", &decide("rules.replace_shipments", None)).contains("確認済み"));
        // One of two decided guesses is not enough.
        let parity = decide("rules.over_limit", Some("available"));
        assert!(!told("SET-06", &parity).contains("確認済み"));
        let parity = decide("wire.all_codes", Some("false"));
        assert!(
            told("SET-06", &parity)
                .contains("rules.over_limit = available、wire.all_codes = false")
        );
        assert!(!told("TAX-02", &parity).contains("確認済み"));
    }

    #[test]
    fn the_command_is_one_that_judges_it() {
        let command = |id: &str| how_to_run(find(id).unwrap()).remove(0);
        assert!(command("CON-05").contains("run --slow --only CON-05 -- "));
        assert!(command("LST-12").contains("run -- "));
        for requirement in all() {
            let text = text(requirement, None);
            assert!(text.contains("kakebarai-conformance run "), "{text}");
            assert!(!text.contains("\n  \n"), "{text}");
        }
    }
}
