//! Settings of the add-on and of the payment methods, each checked when it is saved.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use kakebarai::{
    billing::{BillingTerms, ProductCodes, Term},
    buyers::eligibility::Rules,
    client::Address,
    order::{Rounding, Tax, TaxCalculation},
    user_groups::{GroupStatus, Membership},
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

/// 決済代行業者: through whom an order is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Payment {
    /// クロネコ掛け払い.
    Kakebarai,
    /// オフライン: the customer pays the shop itself, such as by 銀行振込.
    Transfer,
}

impl Payment {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Kakebarai => "kakebarai",
            Self::Transfer => "transfer",
        }
    }

    pub(crate) fn of(word: &str) -> Option<Self> {
        [Self::Kakebarai, Self::Transfer]
            .into_iter()
            .find(|payment| payment.word() == word)
    }

    /// As the screens of the settings show it.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Kakebarai => "クロネコ掛け払い",
            Self::Transfer => "オフライン",
        }
    }
}

/// テンプレート: how a payment method is shown, and what its orders wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Template {
    /// With 利用状況 and the limit.
    Kakebarai,
    /// With お振込先; the money comes before the goods.
    Transfer,
    /// Its name and 説明 alone.
    Plain,
}

impl Template {
    /// Those of a method without a 決済代行業者.
    pub(crate) const OFFLINE: [Self; 2] = [Self::Transfer, Self::Plain];

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Kakebarai => "kakebarai",
            Self::Transfer => "transfer",
            Self::Plain => "plain",
        }
    }

    pub(crate) fn of(word: &str) -> Option<Self> {
        [Self::Kakebarai, Self::Transfer, Self::Plain]
            .into_iter()
            .find(|template| template.word() == word)
    }

    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Kakebarai => "クロネコ掛け払い（利用状況と利用限度額を表示）",
            Self::Transfer => "銀行振込（前払い。お振込先を表示）",
            Self::Plain => "標準（名前と説明だけを表示）",
        }
    }
}

/// 支払方法の設定.
#[derive(Clone, Debug)]
pub(crate) struct PaymentMethod {
    /// 0 before it is saved for the first time.
    pub(crate) id: u32,
    /// 決済代行業者.
    pub(crate) processor: Payment,
    /// テンプレート.
    pub(crate) template: Template,
    /// 名前, as the buyer sees it.
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
    /// How its orders are billed. How taxes are rounded is the same for all methods.
    pub(crate) terms: BillingTerms,
    /// お振込先, in several lines; empty if the shop tells it by itself.
    pub(crate) account: String,
}

impl Default for PaymentMethod {
    fn default() -> Self {
        Self {
            id: 0,
            processor: Payment::Kakebarai,
            template: Template::Kakebarai,
            name: "クロネコ掛け払い".to_owned(),
            description: "企業間の後払い決済です。請求書でまとめてお支払いいただけます。"
                .to_owned(),
            instructions: String::new(),
            enabled: false,
            groups: Vec::new(),
            icon: String::new(),
            environment: Address::Test,
            terms: BillingTerms::default(),
            account: String::new(),
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
            Self::Name => "名前",
            Self::Groups => "ユーザーグループ",
            Self::Term(Term::FeeTax) => "税金",
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
            Self::Term(Term::CartCode) => "cart_code",
            // A term that this version does not know has no field; the message is about the whole form.
            Self::Term(_) => "",
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
    /// A method without a 決済代行業者, as 「+」 begins one: saved as the manual says, it is offered.
    pub(crate) fn offline() -> Self {
        let mut method = Self {
            processor: Payment::Transfer,
            template: Template::Plain,
            name: String::new(),
            description: String::new(),
            enabled: true,
            ..Self::default()
        };
        method.terms.product_codes = ProductCodes::NotSent;
        method
    }

    /// Whether it is for a user of these groups.
    pub(crate) fn is_for(&self, memberships: &[Membership]) -> bool {
        self.groups.is_empty()
            || memberships.iter().any(|membership| {
                membership.status == GroupStatus::Active && self.groups.contains(&membership.group)
            })
    }

    /// The rules for who is offered クロネコ掛け払い by it.
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
