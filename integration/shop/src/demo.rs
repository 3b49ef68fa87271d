//! What a demonstration begins with: the add-on installed, and the four test users as customers.

use super::{
    OpenError, Shop,
    catalogue::BUYERS,
    store::{NewUser, Secret},
};
use crate::settings::{AddonSettings, PaymentMethod, Template};
use kakebarai::{
    buyers::application::Profile,
    user_groups::{GroupStatus, Membership},
};

/// The accounts and passwords of a demonstration.
#[derive(Clone)]
pub struct DemoSetup {
    /// 加盟店コード.
    pub merchant_code: String,
    /// パスワード of the merchant.
    pub merchant_password: String,
    /// The password of the four customers.
    pub customers_password: String,
}

impl std::fmt::Debug for DemoSetup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DemoSetup")
            .field("merchant_code", &self.merchant_code)
            .finish_non_exhaustive()
    }
}

/// E-mail address, company, name, kana, postal code, address, telephone.
#[rustfmt::skip]
const CUSTOMERS: &[[&str; 9]] = &[
    ["1111@cs-cart.jp", "株式会社青葉デザイン", "青木", "葉子", "アオキ", "ヨウコ", "1710033", "東京都豊島区高田3-15-10", "03-0000-1111"],
    ["2222@cs-cart.jp", "有限会社緑山工務店", "緑山", "修", "ミドリヤマ", "オサム", "5300001", "大阪府大阪市北区梅田1-2-3", "06-0000-2222"],
    ["3333@cs-cart.jp", "合同会社みなと珈琲", "湊", "春香", "ミナト", "ハルカ", "2310023", "神奈川県横浜市中区山下町4-5", "045-000-3333"],
    ["4444@cs-cart.jp", "北の文具店", "北川", "健", "キタガワ", "ケン", "0600001", "北海道札幌市中央区北一条西6-7", "011-000-4444"],
];

/// A fictitious bank account.
const ACCOUNT: &str = "見本銀行（架空）しらかば支店\n普通 0000000\nシラカバショウテン\n※見本のお店のため、実在しない口座です。お振り込みはなさらないでください。";

impl Shop {
    /// Sets up a new shop as a demonstration. Returns `false` if that was done before.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn set_up_demo(&self, demonstration: &DemoSetup) -> Result<bool, OpenError> {
        let inner = &self.0;
        let store = &inner.store;
        if !store.is_first("demonstration").await? {
            return Ok(false);
        }
        let addon = AddonSettings {
            merchant_code: demonstration.merchant_code.clone(),
            only_for_the_group: false,
            group: BUYERS,
        };
        store.save_installed(true).await?;
        store.save_addon(&addon).await?;
        store
            .save_password(&Secret(demonstration.merchant_password.clone()))
            .await?;
        let method = PaymentMethod {
            enabled: true,
            ..PaymentMethod::default()
        };
        store.save_method(&method, None).await?;
        let transfers = store.settings().await?.methods.into_iter();
        for mut transfer in transfers.filter(|method| method.template == Template::Transfer) {
            ACCOUNT.clone_into(&mut transfer.account);
            store.save_method(&transfer, None).await?;
        }
        for customer in CUSTOMERS {
            let [
                email,
                company,
                family,
                given,
                family_kana,
                given_kana,
                code,
                address,
                telephone,
            ] = customer.map(str::to_owned);
            let user = NewUser {
                email,
                password_hash: inner
                    .passwords
                    .hash(&demonstration.customers_password)
                    .await?,
                profile: Profile {
                    company,
                    family_name: family,
                    given_name: given,
                    family_name_kana: family_kana,
                    given_name_kana: given_kana,
                    postal_code: code,
                    address,
                    telephone,
                },
            };
            if let Some(id) = store.add_user(&user).await? {
                let membership = Membership {
                    group: BUYERS,
                    status: GroupStatus::Active,
                };
                store.save_membership(id, membership).await?;
            }
        }
        Ok(true)
    }
}
