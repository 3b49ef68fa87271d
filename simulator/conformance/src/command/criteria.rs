//! The criteria: requirements, profile, level, baseline, the previous report. Flags that `run` and `grade` share.

use std::path::{Path, PathBuf};

use super::{
    baseline::{self, accepted},
    print,
};
use crate::{
    calibration::Parity,
    judging::{baseline::Baseline, report::Report},
    requirements::{self, Profile, Set},
};

#[derive(clap::Args)]
pub(super) struct JudgingFlags {
    /// 何を扱わないお店か：full checkout no-shipping own-shop library、または自分たちの設定ファイル（TOML）
    #[arg(long, value_name = "NAME|FILE", default_value = "full")]
    profile: String,
    /// 数える要件の組
    #[arg(long, value_name = "SET")]
    requirements: Option<String>,
    /// このレベルまでの必須要件が合格でなければ、終了コード 1 で終わります
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=4))]
    pub(super) level: Option<u8>,
    /// 推奨も、必須と同じに数えます
    #[arg(long)]
    pub(super) strict: bool,
    /// 報告を書き出すフォルダー
    #[arg(long, value_name = "DIR", default_value = "kakebarai-report")]
    pub(super) report: PathBuf,
    /// 分かっている不合格の一覧。書かなければ、あるときだけ conformance-baseline.toml を読みます
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// 古くなった記載を、一覧から取り除きます。期限だけが過ぎた記載は、--accept で加え直すまで残ります
    #[arg(long)]
    update_baseline: bool,
    /// この要件（またはその行）の不合格を、一覧に加えます。--update-baseline と --reason が要ります
    #[arg(long, value_name = "ID", requires_all = ["update_baseline", "reason"])]
    accept: Vec<String>,
    /// --accept の理由
    #[arg(long, value_name = "TEXT", requires = "accept")]
    reason: Option<String>,
    /// 前の報告（conformance.json）。合格から未実施になった要件は退行です
    #[arg(long, value_name = "REPORT")]
    since: Option<PathBuf>,
    /// calibrate が書き出した parity.json。推定によるものが確かめられていれば、報告の根拠に「確認済み」と示します
    #[arg(long, value_name = "FILE")]
    parity: Option<PathBuf>,
}

/// The criteria, read before anything is started.
pub(super) struct Criteria {
    pub(super) profile: Profile,
    pub(super) set: &'static Set,
    pub(super) baseline: Baseline,
    baseline_file: PathBuf,
    pub(super) since: Option<Report>,
    pub(super) parity: Option<Parity>,
}

impl JudgingFlags {
    pub(super) fn read(&self) -> Result<Criteria, String> {
        for id in &self.accept {
            let requirement = id.split('/').next().unwrap_or_default();
            if requirements::find(requirement).is_none() {
                return Err(format!(
                    "--accept の「{requirement}」という要件はありません。kakebarai-conformance list で確かめてください"
                ));
            }
        }
        let profile = Profile::open(&self.profile).map_err(|error| error.to_string())?;
        let (baseline, baseline_file) =
            baseline::open(self.baseline.as_deref(), self.update_baseline)?;
        let wanted = self
            .requirements
            .as_deref()
            .or(baseline.requirements.as_deref());
        let set = match wanted {
            Some(name) => Set::find(name).ok_or_else(|| {
                let names: Vec<_> = Set::ALL.iter().map(|set| set.name).collect();
                format!(
                    "「{name}」という要件の組はありません（{}）",
                    names.join("、")
                )
            })?,
            None => Set::newest(),
        };
        Ok(Criteria {
            profile,
            set,
            baseline,
            baseline_file,
            since: self.since.as_deref().map(report).transpose()?,
            parity: self.parity.as_deref().map(parity).transpose()?,
        })
    }

    /// Rewrites the baseline if requested.
    pub(super) fn update(&self, criteria_file: &Path, report: &Report) -> Result<(), String> {
        if !self.update_baseline {
            return Ok(());
        }
        let (news, others): (Vec<_>, Vec<_>) = self
            .accept
            .iter()
            .cloned()
            .partition(|id| report.is_new_failure(id));
        for id in others {
            print(&format!(
                "--accept {id}：不合格ではないか、すでに一覧にあるため、加えませんでした。\n"
            ));
        }
        let accepted = accepted(&news, self.reason.as_deref());
        let catalogue = &report.harness.catalogue;
        baseline::update(criteria_file, |text| {
            Baseline::updated(text, &report.baseline, &accepted, catalogue)
        })
    }
}

impl Criteria {
    /// The file of the baseline, whether it exists or not.
    pub(super) fn baseline_file(&self) -> &Path {
        &self.baseline_file
    }
}

/// Reads `conformance.json`.
pub(super) fn report(file: &Path) -> Result<Report, String> {
    let bad = |error: &dyn std::fmt::Display| {
        format!(
            "{}：{error}。run か grade が書き出した conformance.json を指定してください",
            file.display()
        )
    };
    let text = std::fs::read_to_string(file).map_err(|error| bad(&error))?;
    serde_json::from_str(&text).map_err(|error| bad(&error))
}

/// Reads `parity.json`.
pub(super) fn parity(file: &Path) -> Result<Parity, String> {
    let bad = |what: String| {
        let name = file.display();
        format!("{name}：{what}。calibrate が書き出した parity.json を指定してください")
    };
    let text = std::fs::read_to_string(file).map_err(|error| bad(error.to_string()))?;
    Parity::read(&text).map_err(bad)
}
