//! The configured screening of new applications: rules, and the outcome if none matches.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::{
    buyers::Judgement,
    calendar::Delay,
    values::{STANDARD_CREDIT_LIMIT, Unacceptable, within_credit_limit},
};

/// The most rules.
const MAX_RULES: usize = 100;

/// What new applications get.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ScreeningSettings {
    /// The outcome; 審査中 leaves the application pending for ever.
    pub outcome: Judgement,
    /// How long the screening takes: `5 minutes`, `2 business days`.
    #[schema(value_type = String, example = "5 minutes")]
    pub delay: Delay,
    /// 与信限度額 of those accepted, in yen.
    #[schema(maximum = 20_000_000)]
    pub credit_limit: u32,
    /// Whether the last four digits of the telephone number may choose the outcome.
    pub magic_numbers: bool,
    /// Asked first; the first that matches decides. At most 100.
    #[serde(default)]
    pub rules: Vec<ScreeningRule>,
}

impl Default for ScreeningSettings {
    fn default() -> Self {
        Self {
            outcome: Judgement::Accepted,
            delay: Delay::Time(SignedDuration::from_mins(5)),
            credit_limit: STANDARD_CREDIT_LIMIT,
            magic_numbers: true,
            rules: Vec::new(),
        }
    }
}

impl ScreeningSettings {
    /// Whether they can be.
    pub(crate) fn check(&self) -> Result<(), Unacceptable> {
        let limited = |field, limit: Option<u32>| match limit.map(within_credit_limit) {
            Some(Err(remedy)) => Err(Unacceptable::new(field, remedy)),
            Some(Ok(_)) | None => Ok(()),
        };
        limited("creditLimit", Some(self.credit_limit))?;
        if self.rules.len() > MAX_RULES {
            let remedy = format!("規則は{MAX_RULES}件以内にしてください");
            return Err(Unacceptable::new("rules", remedy));
        }
        for rule in &self.rules {
            limited("rules の creditLimit", rule.credit_limit)?;
            limited("rules の laterCreditLimit", rule.later_credit_limit)?;
            let later = [
                ("rules の laterAfter", rule.later_after.is_some()),
                (
                    "rules の laterCreditLimit",
                    rule.later_credit_limit.is_some(),
                ),
            ];
            if let Some((field, _)) = later.into_iter().find(|(_, given)| *given)
                && rule.later_outcome.is_none()
            {
                let remedy = "laterOutcome と組で指定するか、省いてください";
                return Err(Unacceptable::new(field, remedy));
            }
        }
        Ok(())
    }
}

/// Chooses an outcome for the applications that match. Patterns may begin or end with `*`; what is left out
/// matches everything, or is as the defaults say.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ScreeningRule {
    /// The buyer id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub buyer_id: Option<String>,
    /// The telephone number, by its digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
    /// 取引先名(漢字).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The outcome.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Judgement>,
    /// How long the screening takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "0s")]
    pub delay: Option<Delay>,
    /// 与信限度額, in yen.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(maximum = 20_000_000)]
    pub credit_limit: Option<u32>,
    /// 利用可 or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usable: Option<bool>,
    /// Stopped (G61).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped: Option<bool>,
    /// Temporarily stopped (G12).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub temporarily_stopped: Option<bool>,
    /// A second outcome, later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub later_outcome: Option<Judgement>,
    /// How long after the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "24h")]
    pub later_after: Option<Delay>,
    /// 与信限度額 from then on, in yen.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(maximum = 20_000_000)]
    pub later_credit_limit: Option<u32>,
}
