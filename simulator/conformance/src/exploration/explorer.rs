//! Runs sequences through an adapter, and shrinks those that contradict the books.

use std::sync::Arc;

use kakebarai_simulator::Settings;

use super::{
    action::{Action, StepText},
    draw,
    feature::{Contradicted, Origin, requirement},
    model::{Abilities, Model},
    shrink,
};
use crate::{
    adapter::{
        Adapter, NotConnected, Patience, Place,
        message::{capabilities::Capability, words::Words},
    },
    provider::{NoSimulator, Provider},
    scenario::{
        self, Ended, RowResult, RunOutcome,
        halt::{Finding, LeftOut},
        plan::{self, Planned, UnreadableFeature},
    },
};

/// The most contradictions to shrink: those that break different sentences.
const MOST: usize = 5;
/// The simpler sequences tried at once.
const AT_ONCE: usize = 12;

/// The input of an exploration.
pub struct Exploration {
    /// The place of the adapter; called once for each process.
    pub place: Arc<dyn Fn() -> Place + Send + Sync>,
    /// The time-outs for it.
    pub patience: Patience,
    /// The simulator's settings.
    pub settings: Settings,
    /// The same seed gives the same sequences.
    pub seed: u64,
    /// The number of sequences.
    pub sequences: u64,
    /// The most steps of each.
    pub steps: usize,
    /// The most sequences at once; the adapter may declare less.
    pub concurrency: Option<usize>,
}

/// The results.
#[derive(Debug)]
pub struct Explored {
    /// The number of sequences that were run.
    pub sequences: usize,
    /// The number of their steps together.
    pub steps: usize,
    /// The contradictions, each shrunk; only the first of those that break the same sentence.
    pub contradictions: Vec<Contradiction>,
    /// The number of contradicting sequences in all.
    pub contradicting: usize,
    /// Failures of the adapter and what it could not express, in its own words.
    pub unclear: Vec<String>,
}

/// A shop that contradicts the provider's books.
#[derive(Debug)]
pub struct Contradiction {
    /// The name of its feature file.
    pub file: String,
    /// The text of its feature file.
    pub text: String,
    /// The number of remaining steps.
    pub steps: usize,
    /// The sentence that does not hold.
    pub at: String,
    /// Expected and observed.
    pub finding: Finding,
}

/// A report of the progress.
#[derive(Clone, Copy, Debug)]
pub enum ExplorationProgress {
    /// Sequences are finished.
    Sequences {
        /// Their number.
        done: usize,
        /// The number of all.
        of: usize,
    },
    /// A contradiction has been shrunk.
    Shrunk {
        /// The number of its steps.
        steps: usize,
    },
}

/// Why nothing was explored.
#[derive(Clone, Debug, thiserror::Error)]
pub enum NotExplored {
    /// The adapter cannot be reached.
    #[error(transparent)]
    NotConnected(#[from] NotConnected),
    /// A mistake of ours.
    #[error(transparent)]
    NoSimulator(#[from] NoSimulator),
    /// A mistake of ours, too.
    #[error("手順をシナリオにできません（{0}）。検査の道具の誤りです。お知らせください。")]
    NoScenario(#[from] UnreadableFeature),
    /// The adapter cannot order, or knows nothing of an order.
    #[error("探索には、アダプターの can に order と status が要ります。")]
    CannotOrder,
    /// The adapter is no longer reachable.
    #[error("{0}")]
    Lost(String),
}

/// A sequence with its sentences.
struct Sequence {
    number: u64,
    actions: Vec<Action>,
    lines: Vec<StepText>,
}

impl Exploration {
    /// Runs all sequences, and shrinks those that contradict the books.
    ///
    /// # Errors
    /// The adapter cannot be reached or cannot order, or the simulator fails.
    pub async fn explore(
        &self,
        tell: &mut (dyn FnMut(ExplorationProgress) + Send),
    ) -> Result<Explored, NotExplored> {
        let provider = Provider::start(self.settings.clone())?;
        let abilities = self.abilities().await?;
        let sequences: Vec<_> = (1..=self.sequences)
            .map(|number| {
                let drawn = draw::sequence(self.seed, number, self.steps, abilities);
                sequence(number, &drawn, abilities)
            })
            .collect();
        let rows = self.planned(&sequences)?;
        let outcome = self.carry_out(&provider, rows, tell).await?;
        let mut explored = Explored {
            sequences: outcome.rows.len(),
            steps: sequences.iter().map(|one| one.actions.len()).sum(),
            contradictions: Vec::new(),
            contradicting: 0,
            unclear: Vec::new(),
        };
        let mut shapes = Vec::new();
        for (sequence, row) in sequences.iter().zip(&outcome.rows) {
            let unclear = unclear(row).map(|what| outcome.adapter.log().masked(&what));
            explored.unclear.extend(unclear);
            let Some(shape) = broken(row).map(|(at, _)| shape(at)) else {
                continue;
            };
            explored.contradicting += 1;
            if shapes.contains(&shape) || shapes.len() == MOST {
                continue;
            }
            let shrunk = self
                .shrink(&provider, sequence, row, abilities, tell)
                .await?;
            shapes.push(shape);
            explored.contradictions.extend(shrunk);
        }
        Ok(explored)
    }

    async fn abilities(&self) -> Result<Abilities, NotExplored> {
        let adapter = Adapter::connect((self.place)(), self.patience.clone()).await?;
        let can = adapter.introduction().can.clone();
        // `check` judges its reaction to `stop`.
        let _ = adapter.stop().await;
        abilities(&can).ok_or(NotExplored::CannotOrder)
    }

    fn origin(&self, number: u64) -> Origin {
        Origin {
            seed: self.seed,
            number,
        }
    }

    fn planned(&self, sequences: &[Sequence]) -> Result<Vec<Planned>, UnreadableFeature> {
        let mut rows = Vec::new();
        for sequence in sequences {
            let origin = self.origin(sequence.number);
            rows.extend(plan::read(
                &origin.file(),
                &origin.text(&sequence.lines, None),
            )?);
        }
        Ok(rows)
    }

    async fn carry_out(
        &self,
        provider: &Provider,
        rows: Vec<Planned>,
        tell: &mut (dyn FnMut(ExplorationProgress) + Send),
    ) -> Result<RunOutcome, NotExplored> {
        let run = scenario::Run {
            place: self.place.clone(),
            patience: self.patience.clone(),
            provider: provider.clone(),
            rows,
            concurrency: self.concurrency,
            restart: None,
        };
        let outcome = scenario::run(run, &mut |progress| {
            if let scenario::Progress::Row { done, of, .. } = progress {
                tell(ExplorationProgress::Sequences { done, of });
            }
        })
        .await?;
        match &outcome.lost {
            Some(why) => Err(NotExplored::Lost(why.clone())),
            None => Ok(outcome),
        }
    }

    /// The simplest sequence that breaks the same sentence.
    async fn shrink(
        &self,
        provider: &Provider,
        found: &Sequence,
        row: &RowResult,
        abilities: Abilities,
        tell: &mut (dyn FnMut(ExplorationProgress) + Send),
    ) -> Result<Option<Contradiction>, NotExplored> {
        let Some((at, finding)) = broken(row) else {
            return Ok(None);
        };
        let wanted = shape(at);
        let mut best = (found.actions.clone(), at.to_owned(), finding.clone());
        'simpler: loop {
            tell(ExplorationProgress::Shrunk {
                steps: best.0.len(),
            });
            for candidates in shrink::simpler(&best.0, abilities).chunks(AT_ONCE) {
                let tried: Vec<_> = candidates
                    .iter()
                    .map(|actions| sequence(found.number, actions, abilities))
                    .collect();
                let rows = self.planned(&tried)?;
                let outcome = self.carry_out(provider, rows, &mut |_| ()).await?;
                let mut same = tried.into_iter().zip(&outcome.rows);
                let same = same.find_map(|(tried, row)| {
                    let (at, finding) = broken(row)?;
                    (shape(at) == wanted).then(|| (tried.actions, at.to_owned(), finding.clone()))
                });
                if let Some(same) = same {
                    best = same;
                    continue 'simpler;
                }
            }
            break;
        }
        let (actions, at, finding) = best;
        let (_, lines) = Model::play(abilities, &actions);
        let origin = self.origin(found.number);
        let contradicted = Contradicted {
            at: &at,
            finding: &finding,
            requirement: requirement(&actions, &finding),
        };
        Ok(Some(Contradiction {
            file: origin.file(),
            text: origin.text(&lines, Some(&contradicted)),
            steps: actions.len(),
            at,
            finding,
        }))
    }
}

fn sequence(number: u64, actions: &[Action], abilities: Abilities) -> Sequence {
    let (actions, lines) = Model::play(abilities, actions);
    Sequence {
        number,
        actions,
        lines,
    }
}

/// The possible actions of an adapter; `None` if it cannot order or report an order.
fn abilities(can: &Words<Capability>) -> Option<Abilities> {
    let has = |capability| can.has(&capability);
    (has(Capability::Order) && has(Capability::Status)).then(|| Abilities {
        cancel: has(Capability::Cancel),
        ship: has(Capability::Ship),
        unship: has(Capability::Ship) && has(Capability::Unship),
        recover: has(Capability::Recover),
    })
}

/// The sentence that does not hold, and the finding.
fn broken(row: &RowResult) -> Option<(&str, &Finding)> {
    match &row.ended {
        Ended::Broken(finding) => Some((row.at.as_deref().unwrap_or_default(), &**finding)),
        Ended::Passed | Ended::LeftOut(_) | Ended::Failed(_) => None,
    }
}

fn unclear(row: &RowResult) -> Option<String> {
    let title = row.planned.title();
    match &row.ended {
        Ended::Failed(what) => Some(format!("{title}：{what}")),
        Ended::LeftOut(LeftOut::Unsupported(what) | LeftOut::Declaration(what)) => {
            Some(format!("{title}：アダプターが「{what}」を扱えません"))
        }
        // Undeclared verbs are not drawn.
        Ended::LeftOut(LeftOut::Verb(_)) => Some(format!(
            "{title}：アダプターの can にない動詞が要ります。検査の道具の誤りです"
        )),
        Ended::Passed | Ended::Broken(_) => None,
    }
}

/// The content of a sentence, without order, sum and keyword.
fn shape(sentence: &str) -> String {
    let (_, text) = sentence.split_once(' ').unwrap_or(("", sentence));
    let mut is_quoted = false;
    let mut shape = String::new();
    for c in text.chars() {
        match c {
            '「' => is_quoted = true,
            '」' => is_quoted = false,
            _ if is_quoted || c.is_ascii_digit() || c == ',' => {}
            c => shape.push(c),
        }
    }
    shape
}
