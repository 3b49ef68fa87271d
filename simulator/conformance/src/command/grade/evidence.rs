//! The evidence: the traffic of every merchant, from a simulator or from a bundle.

use std::path::Path;

use kakebarai_simulator::running::WrittenBundle;
use kakebarai_traffic::{Expectation, Journal, Mark};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{
    judging::{passive::MerchantTraffic, report::PaymentShown},
    provider::{ControlAddress, NoSimulator, OrderSeen},
};

/// The traffic of every merchant with any.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    pub(super) merchants: Vec<MerchantTraffic>,
    /// Requests that belonged to no merchant.
    pub(super) strays: Journal,
    /// How many requests were counted; `None` if it is not known for the merchant.
    pub(super) counted: Option<u64>,
    pub(super) coverage: Value,
}

/// The most settlements of a merchant that are shown beside findings.
const MOST_PAYMENTS: usize = 10_000;

#[derive(Deserialize)]
struct Merchants {
    merchants: Vec<Coded>,
}

#[derive(Deserialize)]
struct Coded {
    code: String,
}

#[derive(Default, Deserialize)]
struct Marks {
    marks: Vec<Mark>,
}

#[derive(Default, Deserialize)]
struct Expectations {
    expectations: Vec<Expectation>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Orders {
    orders: Vec<OrderSeen>,
    #[serde(default)]
    next: Option<usize>,
}

impl Evidence {
    /// Reads from a simulator; `only`: one merchant's traffic.
    pub(super) async fn of_simulator(
        control: &ControlAddress,
        only: Option<&str>,
    ) -> Result<Self, NoSimulator> {
        let codes = if let Some(code) = only {
            vec![code.to_owned()]
        } else {
            let all: Merchants = control.read("/merchants").await?;
            let merchants = all.merchants.into_iter();
            merchants.map(|merchant| merchant.code).collect()
        };
        let mut merchants = Vec::new();
        for code in codes {
            let of = |rest: &str| format!("/merchants/{code}{rest}");
            let journal = control.journal(&of("/journal")).await?;
            if only.is_none() && journal.entries.is_empty() {
                continue;
            }
            let marks: Marks = control.read_if_there(&of("/marks")).await?;
            let shown: Expectations = control.read_if_there(&of("/expectations")).await?;
            let clock: Value = control.read(&of("/clock")).await?;
            merchants.push(MerchantTraffic {
                journal,
                marks: marks.marks,
                expectations: shown.expectations,
                ended: text(&clock["now"]),
                payments: payments(control, &of("/orders")).await?,
                code,
            });
        }
        let strays = match only {
            Some(_) => Journal::default(),
            None => control.journal("/journal").await?,
        };
        let coverage: Value = control.read("/coverage").await?;
        let counted = match only {
            // A reset of the merchant leaves what was counted as it is.
            Some(code) => counted(&control.read(&format!("/merchants/{code}/coverage")).await?),
            None => counted(&coverage),
        };
        Ok(Self {
            merchants,
            strays,
            counted: Some(counted),
            coverage,
        })
    }

    /// Reads a bundle; `only`: one merchant's traffic.
    pub(super) fn of_bundle(folder: &Path, only: Option<&str>) -> Result<Self, String> {
        let mut bundle = WrittenBundle::read(folder).map_err(|error| error.to_string())?;
        let after = bundle.after["merchants"].take();
        let after: Vec<Value> = read(folder, after)?;
        let mut merchants = Vec::new();
        if let Some(journals) = bundle.journal["merchants"].as_object_mut() {
            for (code, journal) in journals.iter_mut() {
                if only.is_some_and(|only| only != code) {
                    continue;
                }
                let journal = journal.take();
                let state = after.iter().find(|state| state["code"] == code.as_str());
                let orders = state.map(|state| state["orders"].clone());
                let orders: Vec<OrderSeen> =
                    orders.map_or_else(|| Ok(Vec::new()), |orders| read(folder, orders))?;
                let marks: Marks = read(folder, journal.clone())?;
                let shown: Expectations = read(folder, journal.clone())?;
                let journal: Journal = read(folder, journal)?;
                if only.is_none() && journal.entries.is_empty() {
                    continue;
                }
                merchants.push(MerchantTraffic {
                    code: code.clone(),
                    journal,
                    marks: marks.marks,
                    expectations: shown.expectations,
                    ended: state.map_or_else(String::new, |state| text(&state["clock"]["now"])),
                    payments: orders.iter().map(PaymentShown::of).collect(),
                });
            }
        }
        if let Some(code) = only.filter(|_| merchants.is_empty()) {
            return Err(format!(
                "加盟店 {code} の記録がありません。--merchant を確かめてください"
            ));
        }
        let strays = match only {
            Some(_) => Journal::default(),
            None => read(folder, bundle.journal["ofNoMerchant"].take())?,
        };
        Ok(Self {
            merchants,
            strays,
            // A bundle counts all merchants together.
            counted: only.is_none().then(|| counted(&bundle.coverage)),
            coverage: bundle.coverage,
        })
    }

    /// The number of requests.
    pub(super) fn len(&self) -> usize {
        let merchants = self.merchants.iter();
        let journals = merchants.map(|merchant| &merchant.journal);
        journals
            .chain([&self.strays])
            .map(|journal| journal.entries.len())
            .sum()
    }
}

async fn payments(control: &ControlAddress, path: &str) -> Result<Vec<PaymentShown>, NoSimulator> {
    let mut payments = Vec::new();
    let mut after = None;
    while payments.len() < MOST_PAYMENTS {
        let from = after.map_or_else(String::new, |after: usize| format!("&after={after}"));
        let page: Orders = control.read(&format!("{path}?limit=1000{from}")).await?;
        payments.extend(page.orders.iter().map(PaymentShown::of));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    Ok(payments)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn read<T: DeserializeOwned>(folder: &Path, value: Value) -> Result<T, String> {
    serde_json::from_value(value).map_err(|error| {
        format!(
            "{} の記録を読めません（{error}）。同じ版で作り直してください",
            folder.display()
        )
    })
}

/// The requests that a coverage has counted.
fn counted(coverage: &Value) -> u64 {
    let items = coverage["apis"]["items"].as_array();
    let times = items.into_iter().flatten();
    times.filter_map(|item| item["times"].as_u64()).sum()
}
