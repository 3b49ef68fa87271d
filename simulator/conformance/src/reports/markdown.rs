//! Markdown for the summary of a CI job: money first, then requirements to mend.

use std::fmt::Write as _;

use super::{
    finding::{in_short, telling},
    reading::{money, of_verdict, yen_at_stake},
    wording::{
        DISCLAIMER, SELF_ASSESSED, incomplete, known, level, level_reached, passed_of, severity,
        subject, time, yen,
    },
};
use crate::judging::{
    compare::{ChangedVerdict, compare},
    report::{Report, RequirementReport},
    status::Status,
    verdict::Verdict,
};

/// Its most bytes. A summary of a step on GitHub may have 1 MiB, a comment 64 KiB.
pub const MARKDOWN_LIMIT: usize = 60_000;

/// The bytes reserved for the end of the page.
const RESERVE: usize = 2_000;
/// The most characters of a text in a cell.
const CELL: usize = 200;

/// The report in short. `since` is the last report, if given.
pub fn markdown(report: &Report, since: Option<&Report>) -> String {
    let mut page = LimitedText::new("conformance.html");
    page.add(&headline(report));
    page.table(
        &money_title(report),
        "| 要件 | 例 | 影響額 |\n|---|---|--:|\n",
        money(report).iter().map(|finding| {
            let example = finding.example.unwrap_or("金額に影響するおそれがあります");
            let amount = match finding.yen {
                0 => "–".to_owned(),
                amount => yen(amount),
            };
            let id = finding.id.map_or_else(|| cell(finding.title), cell);
            let sign = finding.verdict.sign();
            format!("| {sign} {id} | {} | {amount} |\n", cell(example))
        }),
    );
    let passive = report.passive.iter();
    page.table(
        "行方の分からない決済",
        "| 受注番号 | 請求額 | テスト |\n|---|--:|---|\n",
        passive
            .clone()
            .flat_map(|passive| &passive.orphans)
            .map(|orphan| {
                format!(
                    "| {} | {} | {} |\n",
                    cell(&orphan.order_number),
                    yen(orphan.yen),
                    cell(orphan.test.as_deref().unwrap_or_default())
                )
            }),
    );
    let wrong = [Verdict::Failed, Verdict::Error, Verdict::CantTell];
    let wrong: Vec<_> = wrong
        .iter()
        .flat_map(|verdict| of_verdict(report, *verdict))
        .collect();
    page.table(
        &format!("直すところ、確かめるところ（{}件）", wrong.len()),
        "| 判定 | 要件 | | 期待 | 実際 |\n|---|---|---|---|---|\n",
        wrong.into_iter().map(broken),
    );
    let own = report.own_scenarios.iter();
    page.table(
        "自社のシナリオ",
        "| 判定 | シナリオ | 実際 |\n|---|---|---|\n",
        own.filter(|row| row.verdict != Verdict::Passed).map(|row| {
            let what = in_short(row).unwrap_or_default();
            format!(
                "| {} | {} | {} |\n",
                verdict(row.verdict),
                cell(&row.scenario),
                cell(&what)
            )
        }),
    );
    page.table(
        "まだ試していないこと（影響の大きい順）",
        "| |\n|---|\n",
        passive
            .flat_map(|passive| &passive.advice)
            .map(|line| format!("| {} |\n", cell(line))),
    );
    let untested: Vec<_> = of_verdict(report, Verdict::Untested).collect();
    page.table(
        &format!("未実施（{}件）", untested.len()),
        "| 要件 | | 理由 |\n|---|---|---|\n",
        untested.into_iter().map(|requirement| {
            let reason = requirement.reason.as_deref().unwrap_or_default();
            format!(
                "| {} | {} | {} |\n",
                name(requirement),
                marks(requirement),
                cell(reason)
            )
        }),
    );
    page.table(
        "ベースライン",
        "| 要件 | 状態 |\n|---|---|\n",
        baseline(report),
    );
    let changed = since
        .map(|since| compare(since, report))
        .unwrap_or_default();
    page.table(
        "前回からの変化",
        "| 要件 | 前回 | 今回 |\n|---|---|---|\n",
        changed.iter().map(change),
    );
    page.close(&last_lines(report))
}

fn headline(report: &Report) -> String {
    let sign = match Status::of(report) {
        Status::Good => Verdict::Passed.sign(),
        Status::Failed => Verdict::Error.sign(),
        Status::Broken | Status::OnlyShould => Verdict::Failed.sign(),
    };
    let mut text = format!(
        "## {sign} 掛け払い適合 {}（{SELF_ASSESSED}）\n\n**{}** · {} · 必須 {} · 推奨 {}",
        level_reached(report),
        cell(&subject(report)),
        cell(&time(&report.run.started)),
        passed_of(&report.counts.must),
        passed_of(&report.counts.should),
    );
    if report.level_cant_tell > 0 {
        let _ = write!(text, " · 要確認 {}", report.level_cant_tell);
    }
    let _ = write!(
        text,
        "\n\nプロファイル {} · 要件 {}{}\n",
        cell(&report.run.profile),
        cell(&report.harness.catalogue),
        match report.run.asked_level {
            0 => String::new(),
            asked => format!(" · 求めたレベル {}", level(asked)),
        }
    );
    if let Some(incomplete) = incomplete(report) {
        let _ = write!(text, "\n> ⚠ {}\n", cell(&incomplete));
    }
    text
}

fn money_title(report: &Report) -> String {
    let count = money(report).len();
    match yen_at_stake(report) {
        0 => format!("お金に関わる指摘（{count}件）"),
        sum => format!(
            "お金に関わる指摘（{count}件、影響額は検査した注文で合わせて{}）",
            yen(sum)
        ),
    }
}

fn broken(requirement: &RequirementReport) -> String {
    let row = telling(requirement).next();
    let expected = row.and_then(|row| row.expected.as_deref());
    let actual = row.and_then(|row| row.actual.clone().or_else(|| in_short(row)));
    let actual = actual.or_else(|| requirement.reason.clone());
    format!(
        "| {} | {} | {} | {} | {} |\n",
        verdict(requirement.verdict),
        name(requirement),
        marks(requirement),
        cell(expected.unwrap_or_default()),
        cell(&actual.unwrap_or_default())
    )
}

fn baseline(report: &Report) -> impl Iterator<Item = String> {
    let stale = report.baseline.entries.iter().filter_map(|entry| {
        let stale = entry.stale.as_deref()?;
        Some(format!(
            "| {} | {}：{} |\n",
            cell(&entry.id),
            cell(stale),
            cell(&entry.reason)
        ))
    });
    let lost = report.baseline.regressions.iter();
    stale.chain(lost.map(|id| format!("| {} | 退行：前の報告では合格、いまは未実施 |\n", cell(id))))
}

fn change(changed: &ChangedVerdict) -> String {
    let word = |verdict: Option<Verdict>| verdict.map_or_else(|| "なし".to_owned(), self::verdict);
    let sign = if changed.is_worse() { "▼ " } else { "" };
    format!(
        "| {sign}{} {} | {} | {} |\n",
        cell(&changed.id),
        cell(&changed.title),
        word(changed.before),
        word(changed.after)
    )
}

fn verdict(verdict: Verdict) -> String {
    format!("{} {}", verdict.sign(), verdict.word())
}

fn name(requirement: &RequirementReport) -> String {
    format!("{} {}", cell(&requirement.id), cell(&requirement.title))
}

/// Level, weight, and the reason why it counts for less.
fn marks(requirement: &RequirementReport) -> String {
    let mut marks = vec![
        format!("L{}", requirement.level),
        severity(&requirement.severity).to_owned(),
    ];
    marks.extend(
        requirement
            .known
            .as_deref()
            .map(|kind| known(kind).to_owned()),
    );
    marks.extend(requirement.observed.then(|| "観察".to_owned()));
    cell(&marks.join("・"))
}

/// A text for a cell or a line, cut to what fits.
pub(super) fn cell(text: &str) -> String {
    let mut letters = text.chars();
    let beginning: String = letters.by_ref().take(CELL).collect();
    let more = if letters.next().is_some() { "…" } else { "" };
    line(&beginning) + more
}

/// A text with all Markdown escaped, in one line.
fn line(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        if word.is_empty() {
            continue;
        }
        if !escaped.is_empty() {
            escaped.push(' ');
        }
        for c in word.chars() {
            match c {
                '&' => escaped.push_str("&amp;"),
                '<' => escaped.push_str("&lt;"),
                '>' => escaped.push_str("&gt;"),
                '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '$' | '!' => {
                    escaped.push('\\');
                    escaped.push(c);
                }
                // Mentions nobody, wherever the summary is pasted.
                '@' => escaped.push_str("&#64;"),
                c => escaped.push(c),
            }
        }
    }
    escaped
}

/// A text that never grows beyond the limit.
pub(super) struct LimitedText {
    text: String,
    /// The page with the whole text.
    whole: &'static str,
}

impl LimitedText {
    pub(super) const fn new(whole: &'static str) -> Self {
        Self {
            text: String::new(),
            whole,
        }
    }

    const fn has_room_for(&self, more: usize) -> bool {
        self.text.len() + more + RESERVE <= MARKDOWN_LIMIT
    }

    pub(super) fn add(&mut self, text: &str) {
        if self.has_room_for(text.len()) {
            self.text.push_str(text);
        }
    }

    /// A table under its title, cut with a note if it would be too long; nothing without rows.
    pub(super) fn table(&mut self, title: &str, head: &str, rows: impl Iterator<Item = String>) {
        let mut rows = rows.peekable();
        let head = format!("\n### {title}\n\n{head}");
        if rows.peek().is_none() {
            return;
        }
        let begun = self.has_room_for(head.len());
        if begun {
            self.text.push_str(&head);
        }
        while begun && let Some(row) = rows.next_if(|row| self.has_room_for(row.len())) {
            self.text.push_str(&row);
        }
        let left = rows.count();
        if left > 0 {
            // Short enough for the reserve: there are eight tables.
            let what = title.split_once('（').map_or(title, |(name, _)| name);
            let _ = write!(
                self.text,
                "\n…{what}：ほか{left}件は {} にあります。\n",
                self.whole
            );
        }
    }

    /// The whole text with its last lines, which fit in the reserve.
    pub(super) fn close(mut self, last: &str) -> String {
        self.text.push_str(last);
        self.text
    }
}

fn last_lines(report: &Report) -> String {
    let passed = report
        .requirements
        .iter()
        .filter(|one| one.verdict == Verdict::Passed);
    format!(
        "\n合格 {}件 · くわしくは `conformance.html`（人が読む報告）と `conformance.json` にあります。\n\n{DISCLAIMER}\n",
        passed.count()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_nothing_but_text() {
        for (text, escaped) in [
            ("内税 1,100円", "内税 1,100円"),
            ("a|b\nc\r\n\td", r"a\|b c d"),
            ("<img src=x onerror=y>&", "&lt;img src=x onerror=y&gt;&amp;"),
            (
                "[x](https://example.jp) `y` *z*",
                r"\[x\](https://example.jp) \`y\` \*z\*",
            ),
            ("@team #12 \\| $x$", r"&#64;team \#12 \\\| \$x\$"),
            ("\u{0}\u{7}\u{2028}", ""),
        ] {
            assert_eq!(line(text), escaped);
        }
    }

    #[test]
    fn a_long_text_is_cut_between_letters() {
        let long = "掛".repeat(CELL + 1);
        assert_eq!(cell(&long), "掛".repeat(CELL) + "…");
        assert_eq!(cell(&"掛".repeat(CELL)), "掛".repeat(CELL));
    }
}
