//! Settings: the add-on's, the payment methods', and the two secrets of the shop.

use std::{collections::BTreeSet, fmt};

use serde::{Deserialize, Serialize};
use sqlx::Row as _;

use super::{PlacedOrder, Result, Store, StoreError};
use crate::settings::{AddonSettings, Payment, PaymentMethod, Template};
use kakebarai::order::{Rounding, Tax, TaxCalculation};

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
    /// 支払方法, クロネコ掛け払い first. [`Address::Test`] stands for whichever test environment the shop was started with.
    pub(crate) methods: Vec<PaymentMethod>,
    /// The クロネコ掛け払い method whose environment and rules hold if none has been chosen: the first that is enabled, else the first;
    /// disabled if there is none.
    pub(crate) kakebarai: PaymentMethod,
    /// How the tax of all orders is rounded.
    pub(crate) rounding: TaxRounding,
    /// 登録番号 of an issuer of 適格請求書; empty before one is set.
    pub(crate) registration_number: String,
}

const INSTALLED: &str = "addon-installed";
const ADDON: &str = "addon";
const PASSWORD: &str = "addon-password";
/// The setting that held クロネコ掛け払い when it was the only one.
pub(super) const METHOD: &str = "payment-method";
const ROUNDING: &str = "tax-rounding";
const REGISTRATION_NUMBER: &str = "registration-number";
const KEY: &str = "key";
/// The setting for the prefix of order numbers.
pub(super) const ORDER_PREFIX: &str = "order-prefix";

/// How the tax of all orders is rounded, as it is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TaxRounding {
    pub(crate) rounding: Rounding,
    pub(crate) calculation: TaxCalculation,
    /// Whether the line of a tax names what it is taken of.
    #[serde(default)]
    pub(crate) base_in_names: bool,
}

impl Settings {
    /// A payment method by its id.
    pub(crate) fn method(&self, id: u32) -> Option<&PaymentMethod> {
        self.methods.iter().find(|method| method.id == id)
    }

    /// The method by which an order is paid, as long as it exists.
    pub(crate) fn method_of(&self, order: &PlacedOrder) -> Option<&PaymentMethod> {
        match order.contents.payment_method {
            // Before there were several, there was one of each kind.
            0 => self.methods.iter().find(|method| {
                method.processor == order.payment && method.template != Template::Plain
            }),
            id => self.method(id),
        }
    }

    /// Whether the money for an order comes before the goods.
    pub(crate) fn is_prepaid(&self, order: &PlacedOrder) -> bool {
        let method = self.method_of(order);
        order.payment == Payment::Transfer
            && method.is_none_or(|method| method.template == Template::Transfer)
    }

    /// The methods that customers may be offered: those that are enabled, and whose add-on is installed.
    pub(crate) fn offered(&self) -> impl Iterator<Item = &PaymentMethod> {
        let methods = self.methods.iter().filter(|method| method.enabled);
        methods.filter(|method| self.installed || method.processor != Payment::Kakebarai)
    }

    /// The settings with this クロネコ掛け払い method as the one that holds.
    pub(crate) fn by(&self, method: &PaymentMethod) -> Self {
        Self {
            kakebarai: method.clone(),
            ..self.clone()
        }
    }

    /// The warnings about the terms of the クロネコ掛け払い methods that are offered, each once.
    pub(crate) fn warnings(&self, taxes: &[Tax]) -> BTreeSet<String> {
        let methods = self.offered();
        let methods = methods.filter(|method| method.processor == Payment::Kakebarai);
        methods
            .flat_map(|method| method.terms.warnings(taxes))
            .collect()
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
            methods: Vec::new(),
            kakebarai: PaymentMethod::default(),
            rounding: TaxRounding::default(),
            registration_number: String::new(),
        };
        for row in rows {
            let (name, value): (String, String) = (row.try_get("name")?, row.try_get("value")?);
            let unreadable = |_| StoreError::Unreadable(format!("設定「{name}」"));
            match name.as_str() {
                INSTALLED => settings.installed = value == "1",
                PASSWORD => settings.password = Secret(value),
                REGISTRATION_NUMBER => settings.registration_number = value,
                ADDON => settings.addon = serde_json::from_str(&value).map_err(unreadable)?,
                ROUNDING => settings.rounding = serde_json::from_str(&value).map_err(unreadable)?,
                _ => {}
            }
        }
        settings.methods = self.payment_methods(settings.rounding).await?;
        let methods = settings.methods.iter();
        let methods = methods.filter(|method| method.processor == Payment::Kakebarai);
        if let Some(method) = methods
            .clone()
            .find(|method| method.enabled)
            .or(methods.clone().next())
        {
            settings.kakebarai = method.clone();
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

    /// Whether something is done for the first time in this shop; asking marks it as done.
    pub(crate) async fn is_first(&self, name: &str) -> Result<bool> {
        let written = sqlx::query(
            "INSERT INTO shop_settings (name, value) VALUES ($1, '1') ON CONFLICT (name) DO NOTHING",
        )
        .bind(name)
        .execute(&self.pool)
        .await?;
        Ok(written.rows_affected() == 1)
    }

    /// Whether something was done for the first time already.
    pub(crate) async fn is_done(&self, name: &str) -> Result<bool> {
        let row = sqlx::query("SELECT value FROM shop_settings WHERE name = $1")
            .bind(name)
            .fetch_optional(&self.pool)
            .await?;
        Ok(row.is_some())
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

/// The row of how taxes are rounded.
pub(super) fn rounding_row(rounding: TaxRounding) -> Result<(&'static str, String)> {
    Ok((ROUNDING, json(&rounding)?))
}

pub(super) fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| StoreError::Unreadable(error.to_string()))
}
