//! Settings: the add-on's, the payment method's, and the two secrets of the shop.

use std::fmt;

use serde::{Deserialize, Serialize};
use sqlx::Row as _;

use super::{Result, Store, StoreError};
use crate::settings::{AddonSettings, PaymentMethod};
use kakebarai::{
    billing::{BillingTerms, ProductCodes},
    client::{Address, Decimal2},
    order::{Rounding, TaxCalculation},
};

/// A secret. Nothing prints it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(pub(crate) String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// All settings that a page may need.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// Whether the add-on is installed.
    pub(crate) installed: bool,
    /// アドオンの設定.
    pub(crate) addon: AddonSettings,
    /// The provider's password; empty before one is set.
    pub(crate) password: Secret,
    /// 支払方法の設定. [`Environment::Test`] stands for whichever test environment the shop was started with.
    pub(crate) method: PaymentMethod,
    /// お振込先 of 銀行振込, in several lines; empty before one is set.
    pub(crate) account: String,
    /// 登録番号 of an issuer of 適格請求書; empty before one is set.
    pub(crate) registration_number: String,
}

const INSTALLED: &str = "addon-installed";
const ADDON: &str = "addon";
const PASSWORD: &str = "addon-password";
const METHOD: &str = "payment-method";
const ACCOUNT: &str = "transfer-account";
const REGISTRATION_NUMBER: &str = "registration-number";
const KEY: &str = "key";

/// 支払方法の設定 as it is kept.
#[derive(Serialize, Deserialize)]
struct StoredMethod {
    name: String,
    description: String,
    instructions: String,
    enabled: bool,
    groups: Vec<u32>,
    /// In yen.
    fee_fixed: i64,
    /// In hundredths of a per cent.
    fee_percent: i64,
    fee_name: String,
    fee_tax: Option<u32>,
    icon: String,
    production: bool,
    product_codes_sent: bool,
    cart_code: String,
    rounding: Rounding,
    calculation: TaxCalculation,
}

impl StoredMethod {
    fn of(method: &PaymentMethod) -> Self {
        Self {
            name: method.name.clone(),
            description: method.description.clone(),
            instructions: method.instructions.clone(),
            enabled: method.enabled,
            groups: method.groups.clone(),
            fee_fixed: method.terms.fee.fixed,
            fee_percent: method.terms.fee.percent.as_hundredths(),
            fee_name: method.terms.fee_name.clone(),
            fee_tax: method.terms.fee_tax,
            icon: method.icon.clone(),
            production: !method.environment.is_test(),
            product_codes_sent: method.terms.product_codes != ProductCodes::NotSent,
            cart_code: method.terms.cart_code.clone(),
            rounding: method.terms.rounding,
            calculation: method.terms.tax_calculation,
        }
    }

    fn method(self) -> PaymentMethod {
        let mut terms = BillingTerms::default();
        terms.fee.fixed = self.fee_fixed;
        terms.fee.percent = Decimal2::from_hundredths(self.fee_percent);
        terms.fee_name = self.fee_name;
        terms.fee_tax = self.fee_tax;
        if !self.product_codes_sent {
            terms.product_codes = ProductCodes::NotSent;
        }
        terms.cart_code = self.cart_code;
        terms.rounding = self.rounding;
        terms.tax_calculation = self.calculation;
        PaymentMethod {
            name: self.name,
            description: self.description,
            instructions: self.instructions,
            enabled: self.enabled,
            groups: self.groups,
            icon: self.icon,
            environment: if self.production {
                Address::Production
            } else {
                Address::Test
            },
            terms,
        }
    }
}

impl Store {
    /// All settings; those that were never saved are as at the beginning.
    pub(crate) async fn settings(&self) -> Result<Settings> {
        let rows = sqlx::query("SELECT name, value FROM shop_settings")
            .fetch_all(&self.pool)
            .await?;
        let mut settings = Settings {
            installed: false,
            addon: AddonSettings::default(),
            password: Secret(String::new()),
            method: PaymentMethod::default(),
            account: String::new(),
            registration_number: String::new(),
        };
        for row in rows {
            let (name, value): (String, String) = (row.try_get("name")?, row.try_get("value")?);
            let unreadable = |_| StoreError::Unreadable(format!("設定「{name}」"));
            match name.as_str() {
                INSTALLED => settings.installed = value == "1",
                PASSWORD => settings.password = Secret(value),
                ACCOUNT => settings.account = value,
                REGISTRATION_NUMBER => settings.registration_number = value,
                ADDON => settings.addon = serde_json::from_str(&value).map_err(unreadable)?,
                METHOD => {
                    let stored: StoredMethod = serde_json::from_str(&value).map_err(unreadable)?;
                    settings.method = stored.method();
                }
                _ => {}
            }
        }
        Ok(settings)
    }

    /// Installs the add-on, or takes it away. Its settings stay.
    pub(crate) async fn save_installed(&self, installed: bool) -> Result<()> {
        self.set(INSTALLED, if installed { "1" } else { "0" }).await
    }

    /// Saves アドオンの設定.
    pub(crate) async fn save_addon(&self, addon: &AddonSettings) -> Result<()> {
        self.set(ADDON, &json(addon)?).await
    }

    /// Saves the provider's password.
    pub(crate) async fn save_password(&self, password: &Secret) -> Result<()> {
        self.set(PASSWORD, &password.0).await
    }

    /// Saves お振込先.
    pub(crate) async fn save_account(&self, account: &str) -> Result<()> {
        self.set(ACCOUNT, account).await
    }

    /// Saves 支払方法の設定.
    pub(crate) async fn save_method(&self, method: &PaymentMethod) -> Result<()> {
        let (name, value) = method_row(method)?;
        self.set(name, &value).await
    }

    /// The key of this shop: the one that is kept, or else this one from now on.
    pub(crate) async fn key(&self, fresh: &str) -> Result<Secret> {
        sqlx::query(
            "INSERT INTO shop_settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
        )
        .bind(KEY)
        .bind(fresh)
        .execute(&self.pool)
        .await?;
        let row = sqlx::query("SELECT value FROM shop_settings WHERE name = $1")
            .bind(KEY)
            .fetch_one(&self.pool)
            .await?;
        Ok(Secret(row.try_get("value")?))
    }

    /// Whether something is done for the first time in this shop; it is not any more after the question.
    pub(crate) async fn is_first(&self, name: &str) -> Result<bool> {
        let written = sqlx::query(
            "INSERT INTO shop_settings (name, value) VALUES ($1, '1') ON CONFLICT (name) DO NOTHING",
        )
        .bind(name)
        .execute(&self.pool)
        .await?;
        Ok(written.rows_affected() == 1)
    }

    async fn set(&self, name: &str, value: &str) -> Result<()> {
        sqlx::query(SET)
            .bind(name)
            .bind(value)
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

/// Writes a setting.
pub(super) const SET: &str = "INSERT INTO shop_settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";

/// The row of 登録番号.
pub(super) const fn registration_number_row(number: &str) -> (&'static str, &str) {
    (REGISTRATION_NUMBER, number)
}

/// The row of 支払方法の設定.
pub(super) fn method_row(method: &PaymentMethod) -> Result<(&'static str, String)> {
    Ok((METHOD, json(&StoredMethod::of(method))?))
}

pub(super) fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| StoreError::Unreadable(error.to_string()))
}
