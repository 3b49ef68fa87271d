//! Selects misbehaviours: by name, by shard, without slow ones.

use std::str::FromStr;

use crate::provider::Mutant;

/// One of several parts of the work, for machines that share it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Shard {
    /// From 1 on.
    pub number: usize,
    /// The number of all parts.
    pub of: usize,
}

/// A text that is not a shard.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("「2/4」（4つに分けた2つめ）のように指定してください")]
pub struct NoShard;

impl FromStr for Shard {
    type Err = NoShard;

    fn from_str(text: &str) -> Result<Self, NoShard> {
        let (number, of) = text.split_once('/').ok_or(NoShard)?;
        let read = |part: &str| part.parse().map_err(|_| NoShard);
        let (number, of) = (read(number)?, read(of)?);
        if (1..=of).contains(&number) {
            Ok(Self { number, of })
        } else {
            Err(NoShard)
        }
    }
}

impl std::fmt::Display for Shard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

/// The selection.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// By name; all if empty.
    pub only: Vec<String>,
    /// Whether slow ones are tried, too. Named ones always are.
    pub slow: bool,
    /// A part of them.
    pub shard: Option<Shard>,
}

/// An unknown name, and similar names.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("「{name}」という変異はありません{}。kakebarai-conformance mutate --list で確かめてください", meant(.nearest))]
pub struct NoSuchMutant {
    /// The name as typed.
    pub name: String,
    /// The nearest names.
    pub nearest: Vec<String>,
}

/// The greatest distance of a similar name.
const FARTHEST: usize = 3;

fn meant(nearest: &[String]) -> String {
    if nearest.is_empty() {
        String::new()
    } else {
        format!("（もしかして：{}）", nearest.join("、"))
    }
}

/// Refuses names that no misbehaviour has.
///
/// # Errors
/// The first one.
pub fn check_names<'a>(
    names: impl IntoIterator<Item = &'a str>,
    mutants: &[Mutant],
) -> Result<(), NoSuchMutant> {
    for name in names {
        if mutants.iter().any(|mutant| mutant.name == name) {
            continue;
        }
        let nearest = mutants
            .iter()
            .filter(|mutant| strsim::damerau_levenshtein(name, &mutant.name) <= FARTHEST)
            .map(|mutant| mutant.name.clone());
        return Err(NoSuchMutant {
            name: name.to_owned(),
            nearest: nearest.collect(),
        });
    }
    Ok(())
}

impl Selection {
    /// The selected misbehaviours, in order. A shard takes every n-th, so that slow ones are spread; all shards together are all
    /// misbehaviours, each once.
    pub fn of(&self, mutants: &[Mutant]) -> Vec<Mutant> {
        let wanted = mutants.iter().filter(|mutant| {
            if self.only.is_empty() {
                self.slow || !mutant.is_slow()
            } else {
                self.only.contains(&mutant.name)
            }
        });
        let mine = wanted.enumerate().filter(|(place, _)| {
            let shard = self.shard;
            shard.is_none_or(|shard| place % shard.of == shard.number - 1)
        });
        mine.map(|(_, mutant)| mutant.clone()).collect()
    }

    /// Whether at most slow ones are left out.
    pub const fn is_complete(&self) -> bool {
        self.only.is_empty() && self.shard.is_none()
    }
}
