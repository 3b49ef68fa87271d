//! `list`: lists the requirements to judge.

use std::fmt::Write as _;

use clap::ValueEnum;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr as _;

use super::{USAGE, print, warn};
use crate::requirements::{Area, JudgedBy, Level, Profile, Requirement, Set, Severity, all};

#[derive(clap::Args)]
pub(super) struct List {
    /// 出力の形
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// どこまでを検査するか：full、checkout、no-shipping、own-shop、library か、TOMLファイル
    #[arg(long, value_name = "PROFILE", default_value = "full")]
    profile: String,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// 端末で読む
    Text,
    /// Markdownの表
    Md,
    /// ほかのプログラムで読む
    Json,
}

/// Lists, and returns the exit status.
pub(super) fn list(flags: &List) -> u8 {
    match Profile::open(&flags.profile) {
        Ok(profile) => {
            print(&match flags.format {
                Format::Text => text(&profile),
                Format::Md => markdown(&profile),
                Format::Json => format!("{:#}\n", as_json(&profile)),
            });
            0
        }
        Err(unusable) => {
            warn(&format!("✗ {unusable}\n"));
            USAGE
        }
    }
}

/// The requirements that are judged, and those left out.
fn sorted(profile: &Profile) -> (Vec<&'static Requirement>, Vec<&'static Requirement>) {
    all().partition(|requirement| profile.leaves_out(requirement).is_none())
}

fn text(profile: &Profile) -> String {
    let (judged, left_out) = sorted(profile);
    let mut text = format!("{}\n", heading(profile, judged.len()));
    for area in Area::ALL {
        let of_area: Vec<_> = judged.iter().filter(|one| one.area == area).collect();
        if of_area.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n{} {}", area.code(), area.name());
        for requirement in of_area {
            let _ = writeln!(
                text,
                "  {}  {}  {}  {}  {}",
                requirement.id,
                requirement.level,
                padded(requirement.severity.word(), widest_severity()),
                padded(&sources(requirement), widest_sources()),
                requirement.title
            );
        }
    }
    if !left_out.is_empty() {
        let _ = writeln!(text, "\n{}", left_out_heading(profile, left_out.len()));
        for requirement in left_out {
            let _ = writeln!(text, "  {}  {}", requirement.id, requirement.title);
        }
    }
    let _ = writeln!(text, "\n{}\n{}", severities(&judged), levels(&judged));
    for (word, meaning) in JudgedBy::LEGEND {
        let _ = writeln!(text, "{word}：{meaning}");
    }
    text.push_str("（遅い）：--slow を付けたときだけ確かめます\n");
    text.push_str("1つの要件を詳しく見るには：kakebarai-conformance explain TAX-02\n");
    text
}

fn markdown(profile: &Profile) -> String {
    let (judged, left_out) = sorted(profile);
    let mut text = format!("# {}\n", heading(profile, judged.len()));
    for area in Area::ALL {
        let of_area: Vec<_> = judged.iter().filter(|one| one.area == area).collect();
        if of_area.is_empty() {
            continue;
        }
        let _ = write!(
            text,
            "\n## {} {}\n\n| ID | 段階 | 区分 | 方法 | 要件 |\n|---|---|---|---|---|\n",
            area.code(),
            area.name()
        );
        for requirement in of_area {
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} | {} |",
                requirement.id,
                requirement.level,
                requirement.severity.word(),
                sources(requirement),
                requirement.title
            );
        }
    }
    if !left_out.is_empty() {
        let _ = writeln!(text, "\n## {}\n", left_out_heading(profile, left_out.len()));
        for requirement in left_out {
            let _ = writeln!(text, "- {} {}", requirement.id, requirement.title);
        }
    }
    let _ = writeln!(text, "\n{}\n\n{}", severities(&judged), levels(&judged));
    text
}

fn as_json(profile: &Profile) -> Value {
    let requirements: Vec<_> = all()
        .map(|requirement| {
            let causes: Vec<_> = requirement
                .causes
                .iter()
                .map(|cause| {
                    let language = cause.language.map(crate::requirements::Language::code);
                    json!({ "language": language, "text": cause.text })
                })
                .collect();
            json!({
                "id": requirement.id,
                "area": requirement.area.code(),
                "areaName": requirement.area.name(),
                "level": requirement.level.number(),
                "severity": requirement.severity.code(),
                "judgedBy": requirement.judged.codes().collect::<Vec<_>>(),
                "slow": requirement.judged.slow,
                "title": requirement.title,
                "why": requirement.why,
                "check": requirement.check,
                "evidence": requirement.evidence,
                "basis": requirement.basis_letters(),
                "causes": causes,
                "remedy": requirement.remedy,
                "needs": requirement.needs,
                "concernsMoney": requirement.concerns_money,
                "leftOut": profile.leaves_out(requirement),
            })
        })
        .collect();
    json!({
        "format": 1,
        "catalogue": Set::newest().name,
        "profile": { "name": profile.name, "reason": profile.reason },
        "requirements": requirements,
    })
}

fn heading(profile: &Profile, judged: usize) -> String {
    format!(
        "要件 {}：{judged}件を検査します（プロファイル {}）",
        Set::newest().name,
        profile.name
    )
}

fn left_out_heading(profile: &Profile, left_out: usize) -> String {
    format!("対象外 {left_out}件（{}）", profile.reason)
}

fn severities(judged: &[&Requirement]) -> String {
    let counted = Severity::ALL.map(|severity| {
        let count = judged.iter().filter(|one| one.severity == severity).count();
        format!("{} {count}", severity.word())
    });
    counted.join("、")
}

fn levels(judged: &[&Requirement]) -> String {
    let counted = Level::ALL.map(|level| {
        let count = judged.iter().filter(|one| one.level == level).count();
        format!("{level} {} {count}", level.name())
    });
    counted.join("、")
}

/// The sources of its evidence, and whether they are slow.
fn sources(requirement: &Requirement) -> String {
    let words: Vec<_> = requirement.judged.words().collect();
    let slow = if requirement.judged.slow {
        "（遅い）"
    } else {
        ""
    };
    format!("{}{slow}", words.join("・"))
}

fn widest_severity() -> usize {
    widest(Severity::ALL.iter().map(|severity| severity.word().width()))
}

fn widest_sources() -> usize {
    widest(all().map(|requirement| sources(requirement).width()))
}

fn widest(widths: impl Iterator<Item = usize>) -> usize {
    widths.max().unwrap_or_default()
}

/// Pads a text with blanks: a full-width character takes two columns of a terminal.
fn padded(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_column_begins_below_the_one_above() {
        let text = text(Profile::full());
        let rows: Vec<_> = all()
            .map(|requirement| {
                let beginning = format!("  {}  ", requirement.id);
                let row = text.lines().find(|line| line.starts_with(&beginning));
                let row = row.unwrap_or_else(|| panic!("{} is missing", requirement.id));
                let title = row.find(requirement.title).unwrap();
                row[..title].width()
            })
            .collect();
        assert_eq!(rows.len(), 100);
        assert!(rows.iter().all(|column| *column == rows[0]), "{rows:?}");
    }

    #[test]
    fn text_counts_what_is_judged() {
        let text = text(Profile::full());
        assert!(text.starts_with("要件 2026-12：100件を検査します（プロファイル full）\n"));
        assert!(text.contains("\nTAX 消費税\n  TAX-01  L2  必須            能動          外税を"));
        assert!(
            text.contains("\n必須 86、推奨 12、宣言したら必須 2\n"),
            "{text}"
        );
        assert!(
            text.contains("\nL1 つながる 13、L2 正しく送る 39、L3 失わない 31、L4 変化に強い 17\n")
        );
        assert!(!text.contains("対象外"), "{text}");
    }

    #[test]
    fn what_a_profile_leaves_out_stands_apart_with_its_reason() {
        let profile = Profile::open("no-shipping").unwrap();
        let text = text(&profile);
        assert!(!text.contains("\nSHP 出荷\n"));
        let (_, left_out) = text
            .split_once("\n対象外 11件（送り状番号は、ヤマトの画面で登録するため）\n")
            .unwrap();
        assert!(left_out.contains("  SLP-03  先頭の0を落とさない\n"));
        assert!(text.contains("\n必須 75、"), "{text}");
    }

    #[test]
    fn markdown_has_a_row_for_each() {
        let profile = Profile::open("library").unwrap();
        let text = markdown(&profile);
        let rows = text.lines().filter(|line| {
            let cells: Vec<_> = line.split('|').map(str::trim).collect();
            cells
                .get(1)
                .is_some_and(|id| crate::requirements::find(id).is_some())
        });
        assert_eq!(rows.count(), 89);
        assert!(
            text.contains("| TAX-02 | L2 | 必須 | 能動・受動 | 内税の消費税を二重に請求しない |")
        );
        assert!(text.contains("\n## 対象外 11件（お店の画面を持たないライブラリーのため）\n"));
        assert!(text.contains("\n- ERR-03 与信のエラーで"));
    }

    #[test]
    fn json_says_all_that_is_known() {
        let profile = Profile::open("checkout").unwrap();
        let list = as_json(&profile);
        let requirements = list["requirements"].as_array().unwrap();
        assert_eq!(requirements.len(), 100);
        let of = |id: &str| requirements.iter().find(|one| one["id"] == id).unwrap();
        let taxes = of("TAX-02");
        assert_eq!(taxes["severity"], "must");
        assert_eq!(taxes["level"], 2);
        assert_eq!(taxes["judgedBy"], json!(["active", "passive"]));
        assert_eq!(taxes["basis"], "D");
        assert_eq!(taxes["needs"], json!(["order", "status"]));
        assert_eq!(taxes["concernsMoney"], true);
        assert_eq!(taxes["leftOut"], Value::Null);
        assert_eq!(taxes["causes"][1]["language"], "php");
        assert_eq!(of("REG-01")["leftOut"], json!(profile.reason));
        assert_eq!(of("CON-05")["slow"], true);
    }
}
