//! The common wording of all formats.

use crate::{
    judging::report::{Mode, Report, RequirementReport, RowReport, VerdictCounts},
    requirements::{Basis, Language, Level, Severity},
    scenario::table::in_groups,
};

/// The end of each report.
pub(super) const DISCLAIMER: &str =
    "この報告はヤマトクレジットファイナンスによる認定ではありません";

/// The author of the judgement.
pub(super) const SELF_ASSESSED: &str = "自己確認";

/// A level in words: 「L2 正しく送る」.
pub(super) fn level(number: u8) -> String {
    let found = Level::ALL.iter().find(|level| level.number() == number);
    found.map_or_else(
        || "L1 に届いていません".to_owned(),
        |level| format!("{level} {}", level.name()),
    )
}

/// The level that was reached. A partial run cannot tell that none was.
pub(super) fn level_reached(report: &Report) -> String {
    if report.run.mode == Mode::Passive {
        "通信だけの検査（レベルの判定なし）".to_owned()
    } else if report.level == 0 && !report.run.complete {
        "レベルの判定なし（一部だけの検査）".to_owned()
    } else {
        level(report.level)
    }
}

/// The weight of a requirement.
pub(super) fn severity(code: &str) -> &str {
    let found = Severity::ALL
        .iter()
        .find(|severity| severity.code() == code);
    found.map_or(code, |severity| severity.word())
}

/// The meaning of each letter of a basis.
pub(super) const BASIS: [Basis; 4] = [
    Basis::Documented,
    Basis::Seen,
    Basis::Inferred,
    Basis::NotKnown,
];

/// The sources of a requirement.
pub(super) fn basis(letters: &str) -> String {
    let words: Vec<_> = BASIS
        .iter()
        .filter(|basis| letters.contains(basis.letter()))
        .map(|basis| format!("{} {}", basis.letter(), basis.words()))
        .collect();
    if words.is_empty() {
        Basis::NONE.1.to_owned()
    } else {
        words.join("、")
    }
}

/// The exception that an entry of the baseline allows.
pub(super) fn known(kind: &str) -> &str {
    match kind {
        "fails" => "既知の不合格",
        "flaky" => "ときどき不合格",
        "disputed" => "異議あり",
        other => other,
    }
}

/// `1,100円`.
pub(super) fn yen(amount: u64) -> String {
    format!("{}円", in_groups(amount))
}

/// The cost of a mistake in a case.
pub(super) fn harm(row: &RowReport) -> Option<String> {
    let harm = row.harm.as_ref()?;
    Some(match harm.yen {
        0 => harm.text.clone(),
        amount => format!("{}（影響額 {}）", harm.text, yen(amount)),
    })
}

/// Formats `2026-12-01T10:00:00+09:00` as `2026年12月1日 10:00`; other text stays as it is.
pub(super) fn time(started: &str) -> String {
    let parts = || {
        let (date, time) = started.split_once('T')?;
        let mut numbers = date.splitn(3, '-');
        let mut next = || numbers.next()?.parse::<u16>().ok();
        let (year, month, day) = (next()?, next()?, next()?);
        Some(format!("{year}年{month}月{day}日 {}", time.get(..5)?))
    };
    parts().unwrap_or_else(|| started.to_owned())
}

/// `14.2秒`; less than a second more finely: `0.08秒`.
pub(super) fn seconds(milliseconds: u64) -> String {
    let (seconds, rest) = (milliseconds / 1_000, milliseconds % 1_000);
    if seconds == 0 {
        format!("0.{:02}秒", rest / 10)
    } else {
        format!("{seconds}.{}秒", rest / 100)
    }
}

/// `83/86`.
pub(super) fn passed_of(counts: &VerdictCounts) -> String {
    format!("{}/{}", counts.passed, counts.applicable())
}

/// The integration, with its version if known.
pub(super) fn subject(report: &Report) -> String {
    let subject = &report.subject;
    joined(&subject.name, &subject.version)
}

/// Its language, with its version; may be empty.
pub(super) fn language(report: &Report) -> String {
    let subject = &report.subject;
    let name =
        Language::find(&subject.language).map_or(subject.language.as_str(), |known| known.name());
    joined(name, &subject.language_version)
}

fn joined(name: &str, version: &str) -> String {
    format!("{name} {version}").trim().to_owned()
}

/// The place of a scenario: `taxes.feature:31`. Findings in traffic may have no line.
pub(super) fn place(row: &RowReport) -> String {
    match row.line {
        0 => row.file.clone(),
        line => format!("{}:{line}", row.file),
    }
}

/// The extent of the judgement: 「12シナリオ」.
pub(super) fn extent(report: &Report) -> String {
    match &report.passive {
        Some(passive) => format!("{}件の通信", passive.entries),
        None => format!("{}シナリオ", report.run.judged),
    }
}

/// The note about a run that did not judge everything.
pub(super) fn incomplete(report: &Report) -> Option<String> {
    let run = &report.run;
    let figures = format!("{}シナリオのうち{}", run.planned, run.judged);
    match &run.ended_early {
        Some(why) => Some(format!(
            "検査は途中で終わりました（{figures}を実施）。{why}"
        )),
        None if !run.complete && run.mode == Mode::Passive => {
            Some("一部の要件だけの検査です。選ばれなかった要件は未実施です。".to_owned())
        }
        None if !run.complete => Some(format!(
            "一部だけの検査です（選ばれた{figures}を実施）。選ばれなかった要件は未実施です。"
        )),
        None => None,
    }
}

/// The classification of a requirement: 「L2・必須」.
pub(super) fn standing(requirement: &RequirementReport) -> String {
    format!(
        "L{}・{}",
        requirement.level,
        severity(&requirement.severity)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yen_are_grouped_by_three_digits() {
        for (amount, text) in [
            (0, "0円"),
            (999, "999円"),
            (1_100, "1,100円"),
            (123_456, "123,456円"),
            (9_999_999_999, "9,999,999,999円"),
        ] {
            assert_eq!(yen(amount), text);
        }
    }

    #[test]
    fn what_is_no_time_stays_as_it_is() {
        assert_eq!(time("2026-12-01T09:05:07+09:00"), "2026年12月1日 09:05");
        for text in ["", "2026-12-01", "yesterdayT10:00", "2026-12-01T1", "あT2"] {
            assert_eq!(time(text), text);
        }
    }

    #[test]
    fn seconds_are_never_rounded_up() {
        assert_eq!(seconds(14_290), "14.2秒");
        assert_eq!(seconds(89), "0.08秒");
        assert_eq!(seconds(999), "0.99秒");
        assert_eq!(seconds(1_000), "1.0秒");
    }

    #[test]
    fn a_basis_is_spelt_out() {
        let both = basis("D S");
        assert!(both.starts_with("D 公開されている資料"), "{both}");
        assert!(both.contains("、S 実際に使われている"), "{both}");
        assert_eq!(basis("–"), Basis::NONE.1);
        assert_eq!(basis(""), Basis::NONE.1);
    }

    #[test]
    fn words_that_nobody_knows_stay_as_they_are() {
        assert_eq!(severity("must"), "必須");
        assert_eq!(severity("must-if-declared"), "宣言したら必須");
        assert_eq!(severity("<b>"), "<b>");
        assert_eq!(known("flaky"), "ときどき不合格");
        assert_eq!(known("new"), "new");
    }

    #[test]
    fn no_level_is_one_too() {
        assert_eq!(level(0), "L1 に届いていません");
        assert_eq!(level(4), "L4 変化に強い");
        assert_eq!(level(5), "L1 に届いていません");
    }
}
