//! Parses a feature file: with every Japanese word of Gherkin, and without ignoring anything silently.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use gherkin::{Background, Feature, GherkinEnv, Scenario};

/// A feature file that cannot be read.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{file}:{line}：{what}")]
pub struct UnreadableFeature {
    /// The file, by its name.
    pub file: String,
    /// The line; 0 for the whole.
    pub line: usize,
    /// The mistake and the remedy.
    pub what: String,
}

/// The words that begin a part of a file, longest first, each with the parser's word; `None` if the parser has none.
const PARTS: [(&str, Option<&str>); 19] = [
    ("シナリオアウトライン", Some("シナリオアウトライン")),
    ("シナリオテンプレート", Some("シナリオテンプレート")),
    ("シナリオテンプレ", Some("シナリオテンプレ")),
    ("シナリオ", Some("シナリオ")),
    ("テンプレ", Some("テンプレ")),
    ("例題", None),
    ("例", Some("例")),
    ("サンプル", Some("サンプル")),
    ("背景", Some("背景")),
    // Gherkin has had this word in Japanese since version 24.
    ("ルール", Some("Rule")),
    ("Rule", Some("Rule")),
    ("フィーチャ", Some("フィーチャ")),
    ("機能", Some("機能")),
    ("Scenario Outline", None),
    ("Scenario", None),
    ("Examples", None),
    ("Example", None),
    ("Background", None),
    ("Feature", None),
];

/// Words that begin a sentence, which the parser spells differently.
const SPELLINGS: [(&str, &str); 2] = [("且つ", "かつ"), ("然し", "しかし")];

/// The marks around a text below a sentence.
const FENCES: [&str; 2] = ["\"\"\"", "```"];

/// Parses a feature file. Ignores a byte order mark.
///
/// # Errors
/// The line. Refuses what the parser would ignore: white space other than blanks before a line, an unrecognized part, cells behind the last
/// column of a table.
pub fn parse(file: &str, text: &str) -> Result<Feature, UnreadableFeature> {
    let unreadable = |line: usize, what: String| UnreadableFeature {
        file: file.to_owned(),
        line,
        what,
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.lines().next().map(str::trim) != Some("# language: ja") {
        let what = "1行目を「# language: ja」にしてください";
        return Err(unreadable(1, what.to_owned()));
    }
    let lines = Lines::read(text).map_err(|(line, what)| unreadable(line, what))?;
    let env = GherkinEnv::new("ja").map_err(|error| unreadable(0, error.to_string()))?;
    let feature = Feature::parse(&lines.spelled, env)
        .map_err(|error| unreadable(0, format!("読めません（{error}）")))?;
    let mut seen = BTreeSet::from([feature.position.line]);
    let backgrounds = feature.rules.iter().map(|rule| rule.background.as_ref());
    for background in backgrounds.chain([feature.background.as_ref()]) {
        seen.extend(background.map(|part: &Background| part.position.line));
    }
    seen.extend(feature.rules.iter().map(|rule| rule.position.line));
    let of_rules = feature.rules.iter().flat_map(|rule| &rule.scenarios);
    for scenario in feature.scenarios.iter().chain(of_rules) {
        seen.extend(positions(scenario));
    }
    // A comment between its tags and a part counts as its beginning.
    let seen: BTreeSet<usize> = seen
        .into_iter()
        .filter_map(|line| lines.parts.range(line..).next())
        .map(|(line, _)| *line)
        .collect();
    match lines.parts.iter().find(|(line, _)| !seen.contains(line)) {
        Some((line, word)) => Err(unreadable(
            *line,
            format!("「{word}:」が読まれません。その前の行と、置く場所を確かめてください"),
        )),
        None => Ok(feature),
    }
}

fn positions(scenario: &Scenario) -> impl Iterator<Item = usize> {
    let examples = scenario.examples.iter().map(|part| part.position.line);
    examples.chain([scenario.position.line])
}

/// The lines of a file in the parser's words, and the beginnings of its parts.
#[derive(Default)]
struct Lines<'a> {
    spelled: String,
    parts: BTreeMap<usize, &'a str>,
    /// The end of the text that contains the line.
    fence: Option<&'static str>,
    /// The number of cells in the head of the table that contains the line.
    cells: Option<usize>,
}

impl<'a> Lines<'a> {
    fn read(text: &'a str) -> Result<Self, (usize, String)> {
        let mut lines = Self::default();
        for (index, line) in text.lines().enumerate() {
            let spelled = lines
                .line(index + 1, line)
                .map_err(|what| (index + 1, what))?;
            lines.spelled.push_str(&spelled);
            lines.spelled.push('\n');
        }
        Ok(lines)
    }

    fn line(&mut self, number: usize, line: &'a str) -> Result<Cow<'a, str>, String> {
        let indented = line.trim_start();
        if let Some(fence) = self.fence {
            if indented.contains(fence) {
                self.fence = None;
            }
            return Ok(line.into());
        }
        let opened = FENCES.into_iter().find(|fence| indented.starts_with(fence));
        if let Some(fence) = opened {
            let is_closed = indented[fence.len()..].contains(fence);
            self.fence = (!is_closed).then_some(fence);
            return Ok(line.into());
        }
        let (indentation, _) = line.split_at(line.len() - indented.len());
        if indentation.chars().any(|c| c != ' ') {
            return Err("字下げは半角の空白にしてください".to_owned());
        }
        self.table(indented)?;
        if let Some((word, known, rest)) = part(indented) {
            let Some(known) = known else {
                return Err(format!(
                    "「{word}」は使えません。「シナリオ:」「シナリオテンプレート:」「例:」「背景:」「ルール:」「機能:」のどれかにしてください"
                ));
            };
            if !rest.starts_with(':') {
                return Err(format!("「{word}」のすぐ後に半角の「:」を入れてください"));
            }
            self.parts.insert(number, word);
            return Ok(format!("{indentation}{known}{rest}").into());
        }
        for (word, known) in SPELLINGS {
            if let Some(rest) = indented.strip_prefix(word) {
                return Ok(format!("{indentation}{known}{rest}").into());
            }
        }
        Ok(line.into())
    }

    /// Checks the cells of a table's row; the parser would drop those beyond its head.
    fn table(&mut self, indented: &str) -> Result<(), String> {
        if indented.is_empty() || indented.starts_with('#') {
            return Ok(());
        }
        if !indented.starts_with('|') {
            self.cells = None;
            return Ok(());
        }
        let unescaped = indented.replace("\\\\", "").replace("\\|", "");
        let cells = unescaped.matches('|').count().saturating_sub(1);
        let expected = *self.cells.get_or_insert(cells);
        if cells == expected {
            return Ok(());
        }
        Err(format!(
            "表の列が{cells}個あります。1行目と同じ{expected}個にしてください"
        ))
    }
}

/// The word that begins a part, the parser's word for it, and the rest; `None` for a line that only begins with the same letters.
fn part(indented: &str) -> Option<(&'static str, Option<&'static str>, &str)> {
    let found = PARTS
        .iter()
        .find_map(|(word, known)| Some((*word, *known, indented.strip_prefix(word)?)))?;
    let (.., rest) = found;
    let is_part =
        rest.is_empty() || rest.starts_with([':', '：']) || rest.starts_with(char::is_whitespace);
    is_part.then_some(found)
}
