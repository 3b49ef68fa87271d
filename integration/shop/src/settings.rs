//! Settings of the add-on and of the payment method, each checked when it is saved.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use kakebarai::{
    billing::{BillingTerms, Term},
    buyers::eligibility::Rules,
    client::Address,
    order::{Rounding, Tax, TaxCalculation},
};

/// 端数: its word in forms, and its name on the screen.
pub(crate) const ROUNDINGS: [(Rounding, &str, &str); 3] = [
    (Rounding::Down, "down", "切り捨て"),
    (Rounding::Up, "up", "切り上げ"),
    (Rounding::HalfUp, "half-up", "四捨五入"),
];

/// 計算: its word in forms, its name on the screen, and what it does.
pub(crate) const CALCULATIONS: [(TaxCalculation, &str, &str, &str); 3] = [
    (
        TaxCalculation::OncePerRate,
        "once-per-rate",
        "税率ごとに1回",
        "注文（納品書）ごとに、税率ごとに1回、端数を処理します。",
    ),
    (
        TaxCalculation::Subtotal,
        "subtotal",
        "小計",
        "商品の小計、送料、手数料のそれぞれで端数を処理します。",
    ),
    (
        TaxCalculation::UnitPrice,
        "unit-price",
        "単価",
        "商品1個ごとに端数を処理し、数量を掛けます。",
    ),
];

/// アドオンの設定. It is kept as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AddonSettings {
    /// 加盟店コード: nine digits (documented).
    pub(crate) merchant_code: String,
    /// 「クロネコ掛け払い取引先ユーザーグループのお客様のみ使用可能」.
    pub(crate) only_for_the_group: bool,
    /// The id of the group クロネコ掛け払い取引先.
    pub(crate) group: u32,
}

/// 支払方法の設定: クロネコ掛け払い as a payment method.
#[derive(Clone, Debug)]
pub(crate) struct PaymentMethod {
    /// 支払方法名, as the buyer sees it.
    pub(crate) name: String,
    /// 説明.
    pub(crate) description: String,
    /// お支払いについて.
    pub(crate) instructions: String,
    /// ステータス: whether it is offered at all.
    pub(crate) enabled: bool,
    /// ユーザーグループ: the groups that may use it; empty for everybody.
    pub(crate) groups: Vec<u32>,
    /// アイコン: where the picture lies; empty for none.
    pub(crate) icon: String,
    /// テスト/本番環境.
    pub(crate) environment: Address,
    /// How its orders are billed.
    pub(crate) terms: BillingTerms,
}

impl Default for PaymentMethod {
    fn default() -> Self {
        Self {
            name: "クロネコ掛け払い".to_owned(),
            description: "企業間の後払い決済です。請求書でまとめてお支払いいただけます。"
                .to_owned(),
            instructions: String::new(),
            enabled: false,
            groups: Vec::new(),
            icon: String::new(),
            environment: Address::Test,
            terms: BillingTerms::default(),
        }
    }
}

/// A setting that may be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Setting {
    MerchantCode,
    Password,
    Group,
    Name,
    Groups,
    Term(Term),
}

impl Setting {
    /// Its name on the screen.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::MerchantCode => "加盟店コード",
            Self::Password => "パスワード",
            Self::Group => "クロネコ掛け払い取引先ユーザーグループのお客様のみ使用可能",
            Self::Name => "支払方法名",
            Self::Groups => "ユーザーグループ",
            Self::Term(term) => term.label(),
        }
    }

    /// Its field in a form.
    pub(crate) const fn field(self) -> &'static str {
        match self {
            Self::MerchantCode => "merchant_code",
            Self::Password => "password",
            Self::Group => "group",
            Self::Name => "name",
            Self::Groups => "groups",
            Self::Term(Term::FixedFee) => "fee_fixed",
            Self::Term(Term::PercentFee) => "fee_percent",
            Self::Term(Term::FeeName) => "fee_name",
            Self::Term(Term::FeeTax) => "fee_tax",
            Self::Term(_) => "cart_code",
        }
    }
}

/// What is wrong with a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SettingProblem {
    pub(crate) setting: Setting,
    /// What to do about it.
    pub(crate) message: String,
}

fn problem(setting: Setting, message: impl Into<String>) -> SettingProblem {
    SettingProblem {
        setting,
        message: message.into(),
    }
}

impl AddonSettings {
    /// Everything that is wrong with the settings; `password` is checked and not kept.
    pub(crate) fn problems(&self, password: &str) -> Vec<SettingProblem> {
        let mut problems = Vec::new();
        if self.merchant_code.is_empty() {
            problems.push(problem(Setting::MerchantCode, "入力してください。"));
        } else if self.merchant_code.len() != 9
            || !self.merchant_code.bytes().all(|byte| byte.is_ascii_digit())
        {
            problems.push(problem(
                Setting::MerchantCode,
                "9桁の半角数字で入力してください。",
            ));
        }
        if password.is_empty() {
            problems.push(problem(Setting::Password, "入力してください。"));
        } else if !password.bytes().all(|byte| byte.is_ascii_graphic()) {
            problems.push(problem(
                Setting::Password,
                "空白を含まない半角の英数字と記号で入力してください。",
            ));
        }
        if self.only_for_the_group && self.group == 0 {
            let message = "ユーザーグループ「クロネコ掛け払い取引先」を選んでください。";
            problems.push(problem(Setting::Group, message));
        }
        problems
    }
}

impl PaymentMethod {
    /// Who is offered it.
    pub(crate) fn rules(&self, addon: &AddonSettings) -> Rules {
        let mut rules = Rules::default();
        rules.enabled = self.enabled;
        rules.groups = self.groups.iter().copied().collect::<BTreeSet<u32>>();
        rules.required_group = addon.only_for_the_group.then_some(addon.group);
        rules
    }

    /// Everything that is wrong with the settings. `taxes` are the shop's, `groups` its user groups.
    pub(crate) fn problems(&self, taxes: &[Tax], groups: &[u32]) -> Vec<SettingProblem> {
        let mut problems = Vec::new();
        if self.name.trim().is_empty() {
            problems.push(problem(Setting::Name, "入力してください。"));
        }
        for group in self.groups.iter().filter(|group| !groups.contains(group)) {
            problems.push(problem(
                Setting::Groups,
                format!("ID {group} のグループはありません。選び直してください。"),
            ));
        }
        let terms = self.terms.problems(taxes).into_iter();
        problems.extend(terms.map(|wrong| problem(Setting::Term(wrong.term), wrong.message)));
        problems
    }
}
