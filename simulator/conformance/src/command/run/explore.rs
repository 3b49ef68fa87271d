//! `run --explore`: runs random business in place of the scenarios.

use std::{
    fmt::Write as _,
    io::{self, IsTerminal as _},
    path::Path,
};

use super::{flags::Run, inputs::settings};
use crate::{
    command::{
        BROKEN, FAILED, USAGE,
        adapter::{blocking, status_of},
        print, warn,
    },
    exploration::{Contradiction, Exploration, ExplorationProgress, Explored, NotExplored},
    scenario::table::in_groups,
};

/// The folder of the feature files, in that of the report.
const FOLDER: &str = "explored";

/// Explores, and returns the exit status.
pub(super) fn explore(flags: &Run, seed: u64) -> u8 {
    match settings(flags.settings.as_deref()) {
        Ok((settings, _)) => {
            let exploration = Exploration {
                place: flags.adapter.place(),
                patience: flags.adapter.patience(),
                settings,
                seed,
                sequences: flags.sequences,
                steps: usize::from(flags.steps),
                concurrency: flags.concurrency.map(usize::from),
            };
            blocking(explored(flags, exploration))
        }
        Err(what) => {
            warn(&format!("✗ {what}\n"));
            USAGE
        }
    }
}

async fn explored(flags: &Run, exploration: Exploration) -> u8 {
    let is_watched = io::stderr().is_terminal();
    let explored = exploration
        .explore(&mut |told| {
            if is_watched {
                warn(&match told {
                    ExplorationProgress::Sequences { done, of } => {
                        format!("\r\u{1b}[K{done}/{of}　")
                    }
                    ExplorationProgress::Shrunk { steps } => {
                        format!("\r\u{1b}[K短くしています：{steps}手　")
                    }
                });
            }
        })
        .await;
    if is_watched {
        warn("\r\u{1b}[K");
    }
    let explored = match explored {
        Ok(explored) => explored,
        Err(error) => {
            warn(&format!("✗ {error}\n"));
            return match &error {
                NotExplored::NotConnected(error) => status_of(error),
                NotExplored::CannotOrder => USAGE,
                NotExplored::NoSimulator(_) | NotExplored::NoScenario(_) | NotExplored::Lost(_) => {
                    FAILED
                }
            };
        }
    };
    let folder = flags.judging.report.join(FOLDER);
    if let Err(error) = written(&folder, &explored.contradictions) {
        warn(&format!(
            "✗ {} に書き出せません（{error}）。--report で、ほかのフォルダーを指定してください\n",
            folder.display()
        ));
        return FAILED;
    }
    print(&text(flags, exploration.seed, &explored, &folder));
    if !explored.contradictions.is_empty() {
        BROKEN
    } else if !explored.unclear.is_empty() {
        FAILED
    } else {
        0
    }
}

/// Writes a feature file for each, and removes those of earlier explorations.
fn written(folder: &Path, contradictions: &[Contradiction]) -> io::Result<()> {
    if folder.exists() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|end| end == "feature") {
                std::fs::remove_file(path)?;
            }
        }
    }
    if !contradictions.is_empty() {
        std::fs::create_dir_all(folder)?;
    }
    for one in contradictions {
        std::fs::write(folder.join(&one.file), &one.text)?;
    }
    Ok(())
}

fn text(flags: &Run, seed: u64, explored: &Explored, folder: &Path) -> String {
    let mut text = String::new();
    for one in &explored.contradictions {
        let finding = &one.finding;
        let _ = writeln!(
            text,
            "✗ {}（{}手）",
            folder.join(&one.file).display(),
            one.steps
        );
        let harm = finding.harm.as_ref();
        let harm = harm.map(|harm| match harm.yen {
            0 => harm.text.clone(),
            yen => format!("{}（影響額 {}円）", harm.text, in_groups(yen)),
        });
        for (name, value) in [
            ("文", Some(&one.at)),
            ("期待", Some(&finding.expected)),
            ("実際", Some(&finding.actual)),
            ("影響", harm.as_ref()),
        ] {
            if let Some(value) = value {
                let _ = writeln!(text, "    {name}：{}", value.replace('\n', "\n      "));
            }
        }
    }
    for what in &explored.unclear {
        let _ = writeln!(text, "！ {what}");
    }
    let _ = writeln!(
        text,
        "探索（種{seed}）：{}通り、{}手のうち、帳簿と合わないもの {}通り",
        explored.sequences, explored.steps, explored.contradicting
    );
    if !explored.contradictions.is_empty() {
        let _ = writeln!(
            text,
            "もう一度見るには：kakebarai-conformance run --features {} {}",
            crate::command::adapter::quoted(&folder.display().to_string()),
            flags.adapter.typed()
        );
    }
    text
}
