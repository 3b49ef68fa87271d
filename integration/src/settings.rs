//! Settings of the add-on and of the payment method, each checked when it is saved.

use std::ops::RangeInclusive;

use crate::client::{Address, CustomAddress, Decimal2};

use crate::{
    billing::{ProductCodes, names},
    order::{Rounding, Tax, TaxCalculation},
};

/// アドオンの設定.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddonSettings {
    /// 加盟店コード: nine digits (documented).
    pub merchant_code: String,
    /// 「クロネコ掛け払い取引先ユーザーグループのお客様のみ使用可能」.
    pub only_for_the_group: bool,
    /// The id of the group クロネコ掛け払い取引先.
    pub group: u32,
}

/// 支払方法の設定: クロネコ掛け払い as a payment method.
#[derive(Clone, Debug)]
pub struct PaymentMethod {
    /// 支払方法名, as the buyer sees it.
    pub name: String,
    /// 説明.
    pub description: String,
    /// お支払いについて.
    pub instructions: String,
    /// ステータス: whether it is offered at all.
    pub enabled: bool,
    /// ユーザーグループ: the groups that may use it; empty for everybody.
    pub groups: Vec<u32>,
    /// 手数料.
    pub fee: Fee,
    /// 手数料名; empty: 支払手数料.
    pub fee_name: String,
    /// The tax on the 手数料.
    pub fee_tax: Option<u32>,
    /// アイコン: where the picture lies; empty for none.
    pub icon: String,
    /// テスト/本番環境.
    pub environment: Environment,
    /// 商品コード.
    pub product_codes: ProductCodes,
    /// カート社識別コード: at most 20 ASCII characters without comma and space (documented).
    pub cart_code: String,
    /// How the tax is rounded.
    pub rounding: Rounding,
    /// How often the tax is rounded.
    pub tax_calculation: TaxCalculation,
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
            fee: Fee::default(),
            fee_name: String::new(),
            fee_tax: None,
            icon: String::new(),
            environment: Environment::Test,
            product_codes: ProductCodes::default(),
            cart_code: "cscart".to_owned(),
            rounding: Rounding::default(),
            tax_calculation: TaxCalculation::default(),
        }
    }
}

/// 手数料: what the buyer pays for paying so. Both parts add up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fee {
    /// In yen.
    pub fixed: i64,
    /// In per cent of goods, discount and shipping as they are priced.
    pub percent: Decimal2,
}

impl Fee {
    const FIXED: RangeInclusive<i64> = 0..=999_999;
    const PERCENT: RangeInclusive<i64> = 0..=10_000;

    /// Whether it can be charged: 0 to 999,999 yen and 0 to 100 %.
    pub fn is_within_bounds(self) -> bool {
        Self::FIXED.contains(&self.fixed) && Self::PERCENT.contains(&self.percent.as_hundredths())
    }

    /// The fee for an amount in yen; what is less than half a yen is dropped.
    pub fn of(self, amount: i64) -> i64 {
        let percent = i128::from(self.percent.as_hundredths());
        self.fixed + Rounding::HalfUp.divide(i128::from(amount.max(0)) * percent, 10_000)
    }
}

/// Where the requests go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Environment {
    /// テスト環境.
    Test,
    /// 本番環境.
    Production,
    /// Another address, such as a simulator's. It counts as a test environment.
    Custom(CustomAddress),
}

impl Environment {
    /// Whether test buyers are test buyers here.
    pub const fn is_test(&self) -> bool {
        !matches!(self, Self::Production)
    }

    /// The address for the client.
    pub fn address(&self) -> Address {
        match self {
            Self::Test => Address::Test,
            Self::Production => Address::Production,
            Self::Custom(address) => Address::Custom(address.clone()),
        }
    }
}

/// What is wrong with a setting.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{label}：{message}")]
pub struct SettingProblem {
    /// The setting's name on the screen.
    pub label: &'static str,
    /// What to do about it.
    pub message: String,
}

fn problem(label: &'static str, message: impl Into<String>) -> SettingProblem {
    SettingProblem {
        label,
        message: message.into(),
    }
}

impl AddonSettings {
    /// Everything that is wrong with the settings; `password` is checked and not kept.
    pub fn problems(&self, password: &str) -> Vec<SettingProblem> {
        let mut problems = Vec::new();
        if self.merchant_code.is_empty() {
            problems.push(problem("加盟店コード", "入力してください。"));
        } else if self.merchant_code.len() != 9
            || !self.merchant_code.bytes().all(|byte| byte.is_ascii_digit())
        {
            problems.push(problem("加盟店コード", "9桁の半角数字で入力してください。"));
        }
        if password.is_empty() {
            problems.push(problem("パスワード", "入力してください。"));
        } else if !password.bytes().all(|byte| byte.is_ascii_graphic()) {
            problems.push(problem(
                "パスワード",
                "空白を含まない半角の英数字と記号で入力してください。",
            ));
        }
        if self.only_for_the_group && self.group == 0 {
            let message = "ユーザーグループ「クロネコ掛け払い取引先」を選んでください。";
            problems.push(problem(
                "クロネコ掛け払い取引先ユーザーグループのお客様のみ使用可能",
                message,
            ));
        }
        problems
    }
}

impl PaymentMethod {
    /// 手数料名, as it is sent.
    pub fn fee_name(&self) -> &str {
        match self.fee_name.trim() {
            "" => "支払手数料",
            name => name,
        }
    }

    /// Everything that is wrong with the settings. `taxes` are the shop's, `groups` its user groups.
    pub fn problems(&self, taxes: &[Tax], groups: &[u32]) -> Vec<SettingProblem> {
        let mut problems = Vec::new();
        if self.name.trim().is_empty() {
            problems.push(problem("支払方法名", "入力してください。"));
        }
        for group in self.groups.iter().filter(|group| !groups.contains(group)) {
            problems.push(problem(
                "ユーザーグループ",
                format!("ID {group} のグループはありません。選び直してください。"),
            ));
        }
        if !Fee::FIXED.contains(&self.fee.fixed) {
            problems.push(problem(
                "手数料（円）",
                "0円から999,999円までの整数で入力してください。",
            ));
        }
        if !Fee::PERCENT.contains(&self.fee.percent.as_hundredths()) {
            problems.push(problem(
                "手数料（％）",
                "0％から100％まで、小数点以下2桁までで入力してください。",
            ));
        }
        let name = names::fit(&self.fee_name);
        if !name.cut.is_empty() {
            problems.push(problem(
                "手数料名",
                "全角30文字（半角60文字）以内で入力してください。",
            ));
        }
        if !name.replaced.is_empty() {
            problems.push(problem(
                "手数料名",
                format!(
                    "送信できない文字「{}」を使わずに入力してください。",
                    name.replaced
                ),
            ));
        }
        match self.fee_tax.map(|id| taxes.iter().find(|tax| tax.id == id)) {
            Some(None) => problems.push(problem(
                "手数料の税",
                "選んだ税がありません。選び直してください。",
            )),
            Some(Some(tax)) if !tax.enabled => {
                problems.push(problem(
                    "手数料の税",
                    format!(
                        "「{}」が有効になっていません。税のステータスを有効にしてください。",
                        tax.name
                    ),
                ));
            }
            _ => {}
        }
        let code = &self.cart_code;
        if code.len() > 20
            || !code
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && byte != b',')
        {
            problems.push(problem(
                "カート社識別コード",
                "カンマと空白を除く、20文字以内の半角英数字と記号で入力してください。",
            ));
        }
        problems
    }

    /// What is allowed and yet is the classic mistake: no tax is enabled, so that nothing is ever charged.
    pub fn warnings(&self, taxes: &[Tax]) -> Vec<String> {
        let mut warnings = Vec::new();
        if taxes.iter().all(|tax| !tax.enabled) {
            warnings.push(NO_TAX_ENABLED.to_owned());
        }
        if self.fee != Fee::default() && self.fee_tax.is_none() {
            warnings.push("手数料に税が設定されていません。課税の手数料なら、「手数料の税」を選んでください。".to_owned());
        }
        warnings
    }
}

const NO_TAX_ENABLED: &str = "有効な税がありません。このままでは消費税が0円で請求されます。「消費税」のステータスを有効にしてください。";
