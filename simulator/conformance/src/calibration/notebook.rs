//! The knowledge of a calibration so far, written before any request that may leave something behind.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    answer::WireAnswer,
    left_over::{LeftOver, LeftOverApplication},
    request::{Api, ProbeRequest},
    target::Target,
};
use crate::assessment::in_japan;

/// The version of the format.
const FORMAT: u32 = 1;

/// The result of a probe about a guess.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
    /// The value with which the simulator behaves as the provider did; `None`: unknown.
    pub value: Option<String>,
    /// The observation, or why it stayed unknown, in Japanese.
    pub evidence: String,
    /// The probe.
    pub probe: String,
    /// The day.
    pub on: String,
}

/// An observation on the wire that no setting covers.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Fact {
    /// Its description, in Japanese.
    pub what: String,
    /// The behaviour of the simulator.
    pub simulator: String,
    /// The behaviour of the provider.
    pub provider: String,
    /// The probe.
    pub probe: String,
}

impl Fact {
    /// Whether the simulator differs.
    pub fn differs(&self) -> bool {
        self.simulator != self.provider
    }
}

/// The result of a provoked code, or of a pair of mistakes.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CodeSeen {
    /// The expected code.
    pub expected: String,
    /// The answer: a code, 受け付け, or why nothing was sent.
    pub answered: String,
    /// Whether it was asked.
    pub asked: bool,
    /// The day.
    pub on: String,
}

impl CodeSeen {
    /// Whether the answer was the expected one.
    pub fn is_same(&self) -> bool {
        self.asked && self.expected == self.answered
    }
}

/// All knowledge of a calibration.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Notebook {
    format: u32,
    /// The host that was asked.
    pub host: String,
    /// The version of this tool.
    pub tool: String,
    /// When it began, in Japan.
    pub started: String,
    /// The prefix of the order numbers.
    prefix: String,
    /// The number of order numbers used.
    orders: u32,
    /// The number of requests sent.
    pub requests: u32,
    /// The finished probes.
    pub done: BTreeSet<String>,
    /// By the key of the setting.
    pub decisions: BTreeMap<String, Decision>,
    /// Observations that no setting covers.
    pub facts: Vec<Fact>,
    /// Whether AN010 answers only over http.
    pub an010_over_http: bool,
    /// The provider's date, yyyymmdd.
    pub date: Option<String>,
    /// The `returnDate` of the last answer.
    last_answer: Option<String>,
    /// Settlements that may still be there.
    pub left: Vec<LeftOver>,
    /// Applications that stay.
    pub applications: Vec<LeftOverApplication>,
    /// The questions of `--codes`: codes, and pairs such as `A020001<A030001`.
    pub codes: BTreeMap<String, CodeSeen>,
    /// Why classes ended early, in Japanese.
    pub stops: Vec<String>,
    #[serde(skip)]
    file: Option<PathBuf>,
}

/// Why there is no notebook to continue with.
#[derive(Debug, thiserror::Error)]
pub enum NoNotebook {
    /// It cannot be read or written.
    #[error("{} を読み書きできません（{why}）。", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        why: io::Error,
    },
    /// It is not a notebook.
    #[error("{} は、calibrate が書き出した calibration.json ではありません（{why}）。", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// The mistake.
        why: String,
    },
    /// It belongs to another host.
    #[error("{} は、{host} の記録です。同じ相手にだけ続けられます。", path.display())]
    OtherHost {
        /// The file.
        path: PathBuf,
        /// Its host.
        host: String,
    },
}

impl Notebook {
    /// Creates an empty one; with a file, every change is written there.
    pub fn new(target: Target, file: Option<PathBuf>) -> Self {
        let now = in_japan();
        Self {
            format: FORMAT,
            host: target.to_string(),
            tool: kakebarai_simulator::VERSION.to_owned(),
            started: format!("{}+09:00", now.strftime("%Y-%m-%dT%H:%M:%S")),
            prefix: format!(
                "KBP{}{:02}",
                now.strftime("%y%m%d%H%M%S"),
                now.subsec_nanosecond() / 10_000_000
            ),
            orders: 0,
            requests: 0,
            done: BTreeSet::new(),
            decisions: BTreeMap::new(),
            facts: Vec::new(),
            an010_over_http: false,
            date: None,
            last_answer: None,
            left: Vec::new(),
            applications: Vec::new(),
            codes: BTreeMap::new(),
            stops: Vec::new(),
            file,
        }
    }

    /// Reads one from an earlier run against the same host.
    ///
    /// # Errors
    /// [`NoNotebook`] if it cannot be read, or belongs to another host.
    pub fn open(path: &Path, target: Target) -> Result<Self, NoNotebook> {
        let text = fs::read_to_string(path).map_err(|why| NoNotebook::File {
            path: path.to_owned(),
            why,
        })?;
        let bad = |why: String| NoNotebook::Format {
            path: path.to_owned(),
            why,
        };
        let mut read: Self = serde_json::from_str(&text).map_err(|why| bad(why.to_string()))?;
        if read.format != FORMAT {
            return Err(bad(format!("format が {} です", read.format)));
        }
        // The port of a simulator may change.
        if target.is_test_host() != (read.host == Target::test_host().to_string()) {
            return Err(NoNotebook::OtherHost {
                path: path.to_owned(),
                host: read.host,
            });
        }
        read.file = Some(path.to_owned());
        Ok(read)
    }

    /// Writes it, whole or not at all.
    ///
    /// # Errors
    /// [`NoNotebook::File`].
    pub fn save(&self) -> Result<(), NoNotebook> {
        let Some(path) = &self.file else {
            return Ok(());
        };
        self.write(path).map_err(|why| NoNotebook::File {
            path: path.clone(),
            why,
        })
    }

    fn write(&self, path: &Path) -> io::Result<()> {
        let folder = path.parent().unwrap_or(Path::new("."));
        let mut file = tempfile::Builder::new()
            .prefix(".calibration-")
            .tempfile_in(folder)?;
        file.write_all(&serde_json::to_vec_pretty(self)?)?;
        file.as_file().sync_data()?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    }

    /// An order number that nobody else uses.
    pub(super) fn next_order(&mut self) -> String {
        self.orders += 1;
        format!("{}{:03}", self.prefix, self.orders % 1_000)
    }

    /// The id of a buyer: made up, and as unique as an order number.
    pub(super) fn next_buyer(&mut self) -> String {
        self.next_order()
    }

    /// The last four digits of a made-up telephone number; never those that choose an outcome in a simulator.
    pub(super) fn telephone(&self) -> String {
        let digits: u32 = self.prefix[3..].parse::<u64>().map_or(0, |number| {
            u32::try_from((number + u64::from(self.orders)) % 9_000).unwrap_or_default()
        });
        format!("03-0000-{digits:04}")
    }

    /// Records possible leftovers of a request, before it is sent.
    pub(super) fn before(&mut self, request: &ProbeRequest) -> Result<(), NoNotebook> {
        let field = |name| request.field(name).unwrap_or_default().to_owned();
        match request.api {
            Api::An010 => {
                let order = field("orderNo");
                if !self.left.iter().any(|one| one.order == order) {
                    self.left.push(LeftOver::perhaps(order, field("buyerId")));
                }
            }
            Api::An030 => {
                let (order, slip) = (field("orderNo"), field("slipNo"));
                if let Some(left) = self.left.iter_mut().find(|one| one.order == order) {
                    left.slips.push(slip);
                }
            }
            Api::An060 => {
                let last = self.last_answer.clone();
                let applied = LeftOverApplication::perhaps(field("cId"), field("telNo"), last);
                self.applications.push(applied);
            }
            _ => return Ok(()),
        }
        self.save()
    }

    /// Records the result of a request.
    pub(super) fn after(
        &mut self,
        request: &ProbeRequest,
        answer: &WireAnswer,
    ) -> Result<(), NoNotebook> {
        if let Some(at) = answer.text("returnDate") {
            self.last_answer = Some(at.to_owned());
        }
        let order = request.field("orderNo").unwrap_or_default();
        // An unreadable answer may belong to a request that was carried out.
        let is_refused = answer.document.is_some() && answer.code().is_some();
        match request.api {
            Api::An010 if answer.is_accepted() => {
                for left in self.left.iter_mut().filter(|one| one.order == order) {
                    left.is_certain = true;
                }
            }
            Api::An010 if is_refused => {
                self.left
                    .retain(|left| left.order != order || left.is_certain);
            }
            Api::An020 if answer.is_accepted() => self.left.retain(|left| left.order != order),
            // Its registration was uncertain; now it is certainly not registered.
            Api::An020 if answer.code() == Some("B020004") => {
                self.left
                    .retain(|left| left.order != order || left.is_certain);
            }
            Api::An030 if is_refused => {
                for left in self.left.iter_mut().filter(|one| one.order == order) {
                    left.slips.pop();
                }
            }
            Api::An040 if answer.is_accepted() => {
                for left in self.left.iter_mut().filter(|one| one.order == order) {
                    left.slips.clear();
                }
            }
            Api::An060 if answer.is_accepted() => {
                if let Some(applied) = self.applications.last_mut() {
                    applied.is_certain = true;
                    applied.applied_at = answer.text("returnDate").map(Into::into);
                }
            }
            Api::An060 if is_refused => {
                self.applications.pop();
            }
            _ => return Ok(()),
        }
        self.save()
    }
}
