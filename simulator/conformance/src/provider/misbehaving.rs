//! Lets the provider misbehave, and counts the requests that met it.

use std::collections::BTreeMap;

use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{APIS, Journal, Mark, Mutant, NoSimulator, Provider};

/// The requests of a run, by the simulator's own count, which no reset of a merchant shrinks.
#[derive(Clone, Debug, Deserialize)]
pub struct Met {
    apis: Section,
    faults: Section,
}

#[derive(Clone, Debug, Deserialize)]
struct Section {
    items: Vec<MisbehaviourItem>,
}

#[derive(Clone, Debug, Deserialize)]
struct MisbehaviourItem {
    name: String,
    times: u64,
}

impl Met {
    /// The number of requests.
    pub fn requests(&self) -> u64 {
        self.apis.items.iter().map(|item| item.times).sum()
    }

    /// The number of requests to each called API.
    pub fn by_api(&self) -> BTreeMap<String, u64> {
        let called = self.apis.items.iter().filter(|item| item.times > 0);
        called.map(|item| (item.name.clone(), item.times)).collect()
    }

    /// The called APIs.
    pub fn apis(&self) -> impl Iterator<Item = &str> {
        let called = APIS.iter().map(|(api, _)| *api);
        called.filter(|api| self.apis.times(api) > 0)
    }

    /// The number of requests that met a misbehaviour.
    pub fn struck(&self) -> u64 {
        self.faults.times("mutant")
    }
}

impl Section {
    fn times(&self, name: &str) -> u64 {
        let found = self.items.iter().find(|item| item.name == name);
        found.map_or(0, |item| item.times)
    }
}

impl Provider {
    /// The counts so far.
    ///
    /// # Errors
    /// The simulator does not answer as it must.
    pub async fn met(&self) -> Result<Met, NoSimulator> {
        self.read("/coverage").await
    }

    /// The misbehaviours that it knows.
    ///
    /// # Errors
    /// The simulator does not answer as it must.
    pub async fn mutants(&self) -> Result<Vec<Mutant>, NoSimulator> {
        #[derive(Deserialize)]
        struct All {
            mutants: Vec<Mutant>,
        }
        let all: All = self.read("/mutants").await?;
        Ok(all.mutants)
    }

    /// Misbehaves from now on, for every merchant: tests may create their own, and reset theirs.
    ///
    /// # Errors
    /// The simulator refuses it.
    pub async fn misbehave(&self, mutant: &Mutant) -> Result<(), NoSimulator> {
        let mut fault = json!({"kind": "mutant", "mutant": mutant.name});
        if mutant.needs_location {
            // No such page exists; requests for it get 404.
            fault["location"] = format!("{}/external-entity", self.url()).into();
        }
        self.call(Method::POST, "/faults", Some(&fault)).await?;
        Ok(())
    }

    /// Whether it still misbehaves so; the tests may have ended all faults.
    ///
    /// # Errors
    /// The simulator does not answer as it must.
    pub async fn misbehaves(&self, mutant: &Mutant) -> Result<bool, NoSimulator> {
        #[derive(Deserialize)]
        struct All {
            faults: Vec<Value>,
        }
        let all: All = self.read("/faults").await?;
        Ok(all
            .faults
            .iter()
            .any(|fault| fault["mutant"] == *mutant.name))
    }

    /// The requests, merchant by merchant, with the marks of the tests; at the end those that belong to no merchant.
    ///
    /// # Errors
    /// The simulator does not answer as it must.
    pub async fn traffic(&self) -> Result<Vec<(Journal, Vec<Mark>)>, NoSimulator> {
        #[derive(Deserialize)]
        struct Known {
            code: String,
        }
        #[derive(Deserialize)]
        struct All {
            merchants: Vec<Known>,
        }
        let all: All = self.read("/merchants").await?;
        let mut traffic = Vec::new();
        for known in all.merchants {
            traffic.push(self.traffic_of(&known.code).await?);
        }
        traffic.push((self.0.control.journal("/journal").await?, Vec::new()));
        Ok(traffic)
    }

    async fn traffic_of(&self, code: &str) -> Result<(Journal, Vec<Mark>), NoSimulator> {
        #[derive(Deserialize)]
        struct All {
            marks: Vec<Mark>,
        }
        let journal = self
            .0
            .control
            .journal(&format!("/merchants/{code}/journal"))
            .await?;
        let all: All = self.read(&format!("/merchants/{code}/marks")).await?;
        Ok((journal, all.marks))
    }
}
