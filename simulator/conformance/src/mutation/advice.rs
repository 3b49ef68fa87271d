//! The advice on a survivor, beside the report about the shop itself.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::verdict::MutantVerdict;
use crate::{
    judging::{report::Report, verdict::Verdict},
    provider::{Mutant, MutantClass},
    requirements,
};

/// What is known of the shop where its tests do not do what they ought to.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Client {
    /// The shop does it right; only the tests are to be mended.
    Right,
    /// The shop does it wrong, too.
    Wrong,
}

impl Client {
    /// The verdict on the requirement in the report of a `run`, if it is definite.
    pub fn of(requirement: &str, report: &Report) -> Option<Self> {
        let mut requirements = report.requirements.iter();
        let found = requirements.find(|one| one.id == requirement)?;
        match found.verdict {
            Verdict::Passed => Some(Self::Right),
            Verdict::Failed => Some(Self::Wrong),
            Verdict::Error | Verdict::CantTell | Verdict::Untested | Verdict::Inapplicable => None,
        }
    }

    /// Shop and tests, in a few words.
    pub const fn words(self, class: MutantClass) -> &'static str {
        match (self, class) {
            (Self::Right, MutantClass::Endure) => {
                "お店は正しい。テストが、応答の書き方に頼りすぎている"
            }
            (Self::Wrong, MutantClass::Endure) => "お店が誤っている。テストは、それを示している",
            (Self::Right, _) => "お店は正しい。確かめるテストがない",
            (Self::Wrong, _) => "お店が誤っている。確かめるテストもない",
        }
    }
}

/// The advice on a verdict; `None` for a good one.
pub fn advice(mutant: &Mutant, verdict: MutantVerdict) -> Option<String> {
    let requirement = mutant.requirement.as_deref().and_then(requirements::find);
    let goal = requirement.map_or_else(
        || "お客様や担当者に見せるものが正しいこと".to_owned(),
        |one| format!("{}「{}」", one.id, one.title),
    );
    let remedy = requirement.map_or("", |one| one.remedy);
    let text = match verdict {
        MutantVerdict::Missed => format!(
            "「{}」ときのお店の動きを確かめるテストがありません。{goal}を確かめるテストを加えてください。{remedy}",
            mutant.what
        ),
        MutantVerdict::Fragile => format!(
            "意味は同じなのに、テストが失敗しました。お店が応答を読めていないなら、お店を直してください。{remedy}\
             お店は読めていてテストだけが失敗したなら、応答の書き方（要素の順序、空白、文言、時間）に頼らないテストに直してください。"
        ),
        MutantVerdict::TimedOut => "制限時間のうちにテストが終わりませんでした。お店がヤマトの応答を待つ時間を、テストのときだけ短くするか、\
             --timeout-factor を大きくしてください。"
            .to_owned(),
        MutantVerdict::Unseen => format!(
            "お店が受け取る応答は普段と同じです。気づくには、テストの終わりにシミュレーターの帳簿（GET /_simulator/v1/merchants/加盟店コード/orders）を\
             確かめてください（{goal}）。"
        ),
        MutantVerdict::Unreached | MutantVerdict::Endured | MutantVerdict::Noticed => return None,
    };
    Some(text)
}
