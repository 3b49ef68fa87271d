//! What is printed when the shop is open, in Japanese and English.

use std::fmt::Write as _;

use kakebarai_shop::OPERATOR;

/// What there is to say.
#[derive(Default)]
pub(crate) struct Printout {
    pub(crate) shop: String,
    pub(crate) data: String,
    pub(crate) simulator: Option<String>,
    /// Whether the shop knows of settlements that the simulator does not.
    pub(crate) simulator_has_forgotten: bool,
    /// Only when it has just been made.
    pub(crate) operator_password: Option<String>,
    /// Of the demonstration's customers.
    pub(crate) customers_password: Option<String>,
}

impl Printout {
    pub(crate) fn text(&self) -> String {
        let (shop, data) = (&self.shop, &self.data);
        let mut text = format!(
            "見本のお店が開きました / The reference shop is open\n\n\
             \x20 お店 shop             {shop}\n\
             \x20 管理画面 admin        {shop}/admin\n"
        );
        let mut line = |name: &str, value: &str| {
            let _ = writeln!(text, "  {name}{value}");
        };
        if let Some(password) = &self.operator_password {
            line("  ユーザー名 user     ", OPERATOR);
            line("  パスワード password ", password);
            line(
                "                      ",
                "（この1回だけ表示します / shown this once; --new-admin-password makes another）",
            );
        }
        if let Some(password) = &self.customers_password {
            line(
                "お客様 customers      ",
                "1111@cs-cart.jp 2222@cs-cart.jp 3333@cs-cart.jp 4444@cs-cart.jp",
            );
            line("  パスワード password ", password);
        }
        if let Some(simulator) = &self.simulator {
            line("シミュレーターの画面 dashboard ", simulator);
        }
        if self.simulator_has_forgotten {
            line(
                "                      ",
                "（新しく始まったため、これまでの取引先登録と決済を知りません / new: it does not know this shop's buyers and settlements; --fresh begins both anew）",
            );
        }
        line("データ data           ", data);
        let _ = writeln!(text, "\n終了するには Ctrl-C / Ctrl-C stops it");
        text
    }
}
