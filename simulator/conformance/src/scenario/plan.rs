//! Reads feature files: every scenario and every row of its examples, with the requirements in its tags.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use gherkin::{Examples, Feature, Rule, Scenario, Step, StepType};

use super::feature_file;
pub use super::feature_file::UnreadableFeature;

/// The text of each feature file of the harness, by its name.
macro_rules! texts {
    ($($name:literal),+) => {
        [$((
            concat!($name, ".feature"),
            include_str!(concat!("../../../../features/conformance/", $name, ".feature")),
        )),+]
    };
}

/// The features of the harness, in the order in which they run.
pub const FEATURES: &[(&str, &str)] = &texts!(
    "walk",
    "connection",
    "secrets",
    "application",
    "screening",
    "eligibility",
    "taxes",
    "lines",
    "product-codes",
    "settlement",
    "lost-answers",
    "cancellation",
    "shipments",
    "user-groups",
    "test-buyers",
    "changes"
);

/// A scenario, or one row of its examples.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The file, by its name.
    pub file: String,
    /// The line of the scenario, or of the row.
    pub line: usize,
    /// The name of the feature.
    pub feature: String,
    /// The name of the scenario.
    pub scenario: String,
    /// The name of the block of examples and the values of the row.
    pub row: Option<String>,
    /// The tags of feature, scenario and examples, without `@`.
    pub tags: BTreeSet<String>,
    /// The sentences, those of the background first.
    pub steps: Vec<PlannedStep>,
}

/// A sentence with its parts.
#[derive(Clone, Debug)]
pub struct PlannedStep {
    /// 前提, もし, ならば …
    pub keyword: String,
    /// Whether it is an action: もし, and かつ below it.
    pub acts: bool,
    /// The sentence.
    pub text: String,
    /// The rows of its table.
    pub table: Option<Vec<Vec<String>>>,
    /// The text below it.
    pub docstring: Option<String>,
    /// Its line.
    pub line: usize,
}

/// The tag of slow scenarios, which run only with `--slow`.
pub const SLOW: &str = "遅い";
/// The tag of scenarios that stop the shop: each has a process of its own.
pub const RESTARTS: &str = "再起動";
/// The prefix of tags that name a guess of the simulator.
pub const SETTING: &str = "設定:";

impl Planned {
    /// Feature, scenario and row, for people.
    pub fn title(&self) -> String {
        let mut title = format!("{} › {}", self.feature, self.scenario);
        if let Some(row) = &self.row {
            title.push_str(" › ");
            title.push_str(row);
        }
        title
    }

    /// Whether it has a tag.
    pub fn has(&self, tag: &str) -> bool {
        self.tags.contains(tag)
    }
}

/// Reads the features of the harness.
///
/// # Errors
/// File and line.
pub fn embedded() -> Result<Vec<Planned>, UnreadableFeature> {
    let mut planned = Vec::new();
    for (file, text) in FEATURES {
        planned.extend(read(file, text)?);
    }
    Ok(planned)
}

/// Reads the features of a folder, by their names.
///
/// # Errors
/// File and line.
pub fn of_folder(folder: &Path) -> Result<Vec<Planned>, UnreadableFeature> {
    let unreadable = |file: &Path, what: String| UnreadableFeature {
        file: file.display().to_string(),
        line: 0,
        what,
    };
    let there = std::fs::read_dir(folder).map_err(|error| unreadable(folder, error.to_string()))?;
    let mut files: Vec<_> = there
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "feature"))
        .collect();
    files.sort();
    if files.is_empty() {
        return Err(unreadable(
            folder,
            "拡張子が .feature のファイルがありません".to_owned(),
        ));
    }
    let mut planned = Vec::new();
    for file in files {
        let bytes = std::fs::read(&file).map_err(|error| unreadable(&file, error.to_string()))?;
        let text = String::from_utf8(bytes)
            .map_err(|_| unreadable(&file, "UTF-8 で保存してください".to_owned()))?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        planned.extend(read(&name, &text)?);
    }
    Ok(planned)
}

/// Reads one feature file.
///
/// # Errors
/// The line: [`feature_file::parse`] ignores nothing silently, and a scenario has sentences, its examples rows.
pub fn read(file: &str, text: &str) -> Result<Vec<Planned>, UnreadableFeature> {
    let feature = feature_file::parse(file, text)?;
    let mut planned = Vec::new();
    let whole = Part {
        file,
        text,
        feature: &feature,
        rule: None,
    };
    for scenario in &feature.scenarios {
        whole.plan_all(scenario, &mut planned)?;
    }
    for rule in &feature.rules {
        let part = Part {
            rule: Some(rule),
            ..whole
        };
        for scenario in &rule.scenarios {
            part.plan_all(scenario, &mut planned)?;
        }
    }
    Ok(planned)
}

/// The surroundings of a scenario.
#[derive(Clone, Copy)]
struct Part<'a> {
    file: &'a str,
    text: &'a str,
    feature: &'a Feature,
    rule: Option<&'a Rule>,
}

impl Part<'_> {
    /// The scenario, or each row of its examples.
    fn plan_all(
        &self,
        scenario: &Scenario,
        planned: &mut Vec<Planned>,
    ) -> Result<(), UnreadableFeature> {
        let refused = |line: usize, what: &str| {
            Err(UnreadableFeature {
                file: self.file.to_owned(),
                line,
                what: what.to_owned(),
            })
        };
        if scenario.steps.is_empty() {
            return refused(scenario.position.line, "シナリオに文がありません");
        }
        if scenario.examples.is_empty() {
            planned.push(self.plan(scenario, None));
        }
        for examples in &scenario.examples {
            let rows = examples.table.as_ref().map_or(&[][..], |table| &table.rows);
            let [head, rows @ ..] = rows else {
                return refused(examples.position.line, "例に行がありません");
            };
            if rows.is_empty() {
                return refused(examples.position.line, "例に行がありません");
            }
            let lines = lines_of_rows(self.text, examples.position.line);
            for (index, row) in rows.iter().enumerate() {
                let values: BTreeMap<&str, &str> = head
                    .iter()
                    .map(String::as_str)
                    .zip(row.iter().map(String::as_str))
                    .collect();
                let line = lines.get(index + 1).copied();
                let one = Row {
                    examples,
                    values: &values,
                    order: head,
                    line: line.unwrap_or(examples.position.line),
                };
                planned.push(self.plan(scenario, Some(&one)));
            }
        }
        Ok(())
    }

    fn plan(&self, scenario: &Scenario, row: Option<&Row<'_>>) -> Planned {
        let filled = |text: &str| {
            let mut text = text.to_owned();
            for (name, value) in row.into_iter().flat_map(|row| row.values) {
                text = text.replace(&format!("<{name}>"), value);
            }
            text
        };
        let of_rule = self.rule.and_then(|rule| rule.background.as_ref());
        let backgrounds = self.feature.background.iter().chain(of_rule);
        let steps = backgrounds
            .flat_map(|background| &background.steps)
            .chain(&scenario.steps)
            .map(|step: &Step| PlannedStep {
                keyword: step.keyword.trim().to_owned(),
                acts: step.ty == StepType::When,
                text: filled(&step.value),
                table: step.table.as_ref().map(|table| {
                    let filled_row =
                        |row: &Vec<String>| row.iter().map(|cell| filled(cell)).collect();
                    table.rows.iter().map(filled_row).collect()
                }),
                docstring: step.docstring.as_deref().map(filled),
                line: step.position.line,
            });
        let named = row.and_then(|row| row.examples.name.as_deref());
        let values = row.map(|row| {
            let values = row
                .order
                .iter()
                .filter_map(|name| row.values.get(name.as_str()));
            values.copied().collect::<Vec<_>>().join(" ")
        });
        let of_rule = self.rule.into_iter().flat_map(|rule| &rule.tags);
        let tags = self.feature.tags.iter().chain(of_rule);
        let tags = tags.chain(&scenario.tags);
        let tags = tags.chain(row.into_iter().flat_map(|row| &row.examples.tags));
        Planned {
            file: self.file.to_owned(),
            line: row.map_or(scenario.position.line, |row| row.line),
            feature: match self.rule {
                Some(rule) => format!("{} › {}", self.feature.name, rule.name),
                None => self.feature.name.clone(),
            },
            scenario: filled(&scenario.name),
            row: values.map(|values| match named {
                Some(named) if !named.is_empty() => format!("{named} › {values}"),
                _ => values,
            }),
            tags: tags.cloned().collect(),
            steps: steps.collect(),
        }
    }
}

/// The lines of a table's rows, the head's first.
fn lines_of_rows(text: &str, examples: usize) -> Vec<usize> {
    let below = text.lines().enumerate().skip(examples);
    let table = below
        .skip_while(|(_, line)| !line.trim_start().starts_with('|'))
        .take_while(|(_, line)| {
            let line = line.trim_start();
            line.starts_with('|') || line.starts_with('#')
        });
    table
        .filter(|(_, line)| line.trim_start().starts_with('|'))
        .map(|(index, _)| index + 1)
        .collect()
}

struct Row<'a> {
    examples: &'a Examples,
    values: &'a BTreeMap<&'a str, &'a str>,
    order: &'a [String],
    line: usize,
}
