//! Carries sequences out through an adapter, and shrinks what contradicts the books.

use std::sync::Arc;

use kakebarai_simulator::Settings;

use super::{
    action::{Action, Sentence},
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
        self, Ended, Outcome, RowResult,
        plan::{self, Planned, Unreadable},
        stop::{Finding, LeftOut},
    },
};

/// The most contradictions that are shrunk: those that break different sentences.
const MOST: usize = 5;
/// How many simpler sequences are tried at once.
const AT_ONCE: usize = 12;

/// What is to be explored.
pub struct Exploration {
    /// Where the adapter is; asked once for each process.
    pub place: Arc<dyn Fn() -> Place + Send + Sync>,
    /// How long is waited for it.
    pub patience: Patience,
    /// What the simulator is set to.
    pub settings: Settings,
    /// The same seed, the same sequences.
    pub seed: u64,
    /// How many sequences.
    pub sequences: u64,
    /// How many steps each has at most.
    pub steps: usize,
    /// The most sequences that are carried out at once; the adapter may declare less.
    pub concurrency: Option<usize>,
}

/// What came out.
#[derive(Debug)]
pub struct Explored {
    /// How many sequences were carried out.
    pub sequences: usize,
    /// How many steps they had together.
    pub steps: usize,
    /// What contradicts the books, each shrunk; of those that break the same sentence the first alone.
    pub contradictions: Vec<Contradiction>,
    /// How many sequences contradict the books, in all.
    pub contradicting: usize,
    /// What the adapter broke at or could not express, with its own words.
    pub unclear: Vec<String>,
}

/// A shop that contradicts the provider's books.
#[derive(Debug)]
pub struct Contradiction {
    /// The name of its feature file.
    pub file: String,
    /// The text of its feature file.
    pub text: String,
    /// How many steps are left.
    pub steps: usize,
    /// The sentence that does not hold.
    pub at: String,
    /// What was expected, what was seen.
    pub finding: Finding,
}

/// What is told while it goes on.
#[derive(Clone, Copy, Debug)]
pub enum Told {
    /// So many sequences are over.
    Sequences {
        /// How many.
        done: usize,
        /// Of how many.
        of: usize,
    },
    /// A contradiction has so few steps by now.
    Shrunk {
        /// How many.
        steps: usize,
    },
}

/// Why nothing was explored.
#[derive(Clone, Debug, thiserror::Error)]
pub enum NotExplored {
    /// There is no adapter to talk to.
    #[error(transparent)]
    NotConnected(#[from] NotConnected),
    /// A mistake of ours.
    #[error(transparent)]
    NoSimulator(#[from] NoSimulator),
    /// A mistake of ours, too.
    #[error("手順をシナリオにできません（{0}）。検査の道具の誤りです。お知らせください。")]
    NoScenario(#[from] Unreadable),
    /// Nothing can be ordered, or nothing is known of an order.
    #[error("探索には、アダプターの can に order と status が要ります。")]
    CannotOrder,
    /// Nobody is there to talk to any more.
    #[error("{0}")]
    Lost(String),
}

/// A sequence with its sentences.
struct Sequence {
    number: u64,
    actions: Vec<Action>,
    lines: Vec<Sentence>,
}

impl Exploration {
    /// Carries all sequences out, and shrinks what contradicts the books.
    ///
    /// # Errors
    /// There is no adapter to talk to, it cannot order, or the simulator fails.
    pub async fn explore(
        &self,
        tell: &mut (dyn FnMut(Told) + Send),
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
        // What it makes of `stop` is judged by `check`.
        let _ = adapter.stop().await;
        abilities(&can).ok_or(NotExplored::CannotOrder)
    }

    fn origin(&self, number: u64) -> Origin {
        Origin {
            seed: self.seed,
            number,
        }
    }

    fn planned(&self, sequences: &[Sequence]) -> Result<Vec<Planned>, Unreadable> {
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
        tell: &mut (dyn FnMut(Told) + Send),
    ) -> Result<Outcome, NotExplored> {
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
                tell(Told::Sequences { done, of });
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
        tell: &mut (dyn FnMut(Told) + Send),
    ) -> Result<Option<Contradiction>, NotExplored> {
        let Some((at, finding)) = broken(row) else {
            return Ok(None);
        };
        let wanted = shape(at);
        let mut best = (found.actions.clone(), at.to_owned(), finding.clone());
        'simpler: loop {
            tell(Told::Shrunk {
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

/// What can be done through an adapter; nothing without orders of which something is known.
fn abilities(can: &Words<Capability>) -> Option<Abilities> {
    let has = |capability| can.has(&capability);
    (has(Capability::Order) && has(Capability::Status)).then(|| Abilities {
        cancel: has(Capability::Cancel),
        ship: has(Capability::Ship),
        unship: has(Capability::Ship) && has(Capability::Unship),
        recover: has(Capability::Recover),
    })
}

/// The sentence that does not hold, and what was found.
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
        // What is not declared is not drawn.
        Ended::LeftOut(LeftOut::Verb(_)) => Some(format!(
            "{title}：アダプターの can にない動詞が要ります。検査の道具の誤りです"
        )),
        Ended::Passed | Ended::Broken(_) => None,
    }
}

/// What a sentence says, whatever the order, the sum and the keyword.
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
