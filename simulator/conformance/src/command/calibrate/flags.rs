//! The flags of `calibrate`.

use std::{path::PathBuf, time::Duration};

use kakebarai_simulator::Delay;

use crate::calibration::{KnownBuyer, Options, SlipNumber, Target, plain_id};

#[derive(clap::Args)]
#[command(group(clap::ArgGroup::new("mode").required(true).args(["plan", "run", "clean", "compare"])))]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(in crate::command) struct Calibrate {
    /// 送ることになるすべての要求を示すだけで、何も送りません
    #[arg(long)]
    pub(super) plan: bool,
    /// ヤマトのテスト環境に送り、シミュレーターの推定を確かめます
    #[arg(long)]
    pub(super) run: bool,
    /// 途中で切れた実行の calibration.json を読み、残った決済を AN040・AN020 で消します
    #[arg(long, value_name = "FILE")]
    pub(super) clean: Option<PathBuf>,
    /// 前の parity.json で決まった設定をもう一度確かめ、変わったところを示します（変わっていれば終了コード 1）
    #[arg(long, value_name = "FILE")]
    pub(super) compare: Option<PathBuf>,
    /// 報告のフォルダーにある calibration.json から続けます
    #[arg(long, requires = "run")]
    pub(super) resume: bool,
    /// 1円の決済を登録し、取り消すプローブも送ります
    #[arg(long)]
    allow_settlements: bool,
    /// 取引先の申込みを1件送ります。申込みはヤマト側に残ります
    #[arg(long)]
    allow_applications: bool,
    /// 項目の誤りのコードを1つずつ、確かめる順序を2つずつの誤りで確かめます。何回かに分けて --resume で続けられます
    #[arg(long)]
    codes: bool,
    /// https の AN010 が答えないとき、http で送ります。パスワードが暗号化されずに流れます
    #[arg(long)]
    http_an010: bool,
    /// 出荷登録に使ってよい、使っていない送り状番号（2つまで）
    #[arg(long, value_name = "NUMBER")]
    slip: Vec<SlipNumber>,
    /// 審査状況が「取消」の取引先のID
    #[arg(long, value_name = "ID", value_parser = plain_id)]
    buyer_cancelled: Option<String>,
    /// ご利用可の後で利用不可になった取引先のID
    #[arg(long, value_name = "ID", value_parser = plain_id)]
    buyer_not_usable: Option<String>,
    /// 出荷が確定した注文の受注番号。何も変えずに確かめます
    #[arg(long, value_name = "NUMBER", value_parser = plain_id)]
    confirmed_order: Option<String>,
    /// 申込みの日と決定の日が分かっている取引先（例：000000000800=2026-10-01,2026-10-02）
    #[arg(long, value_name = "ID=DAY,DAY")]
    known_buyer: Vec<KnownBuyer>,
    /// 審査の結果を待つ時間（例：2d、30 minutes）
    #[arg(long, value_name = "TIME", value_parser = waiting)]
    wait: Option<Duration>,
    /// テスト環境の代わりに、このコンピューターのこのポートのシミュレーターに送ります（練習用）
    #[arg(long, value_name = "PORT")]
    pub(super) loopback: Option<u16>,
    /// 加盟店コードとパスワードを書いたファイル。書かなければ、環境変数 `KAKEBARAI_TRADER_CODE` と `KAKEBARAI_PASSWORD` を使います
    #[arg(long, value_name = "FILE")]
    pub(super) credentials: Option<PathBuf>,
    /// 加盟店の契約が、テスト環境への自動の要求を認めていることを確かめました（CI用。端末では尋ねます）
    #[arg(long)]
    pub(super) contract_allows_it: bool,
    /// 報告を書き出すフォルダー
    #[arg(long, value_name = "DIR", default_value = "kakebarai-calibration")]
    pub(super) report: PathBuf,
}

fn waiting(text: &str) -> Result<Duration, String> {
    match text.parse() {
        Ok(Delay::Time(time)) => Duration::try_from(time).map_err(|error| error.to_string()),
        _ => Err("「2d」「30 minutes」のような時間を指定してください".to_owned()),
    }
}

impl Calibrate {
    pub(super) fn target(&self) -> Target {
        self.loopback
            .map_or_else(Target::test_host, Target::loopback)
    }

    pub(super) fn options(&self) -> Options {
        Options {
            allow_settlements: self.allow_settlements,
            allow_applications: self.allow_applications,
            codes: self.codes,
            http_an010: self.http_an010,
            slips: self.slip.clone(),
            buyer_cancelled: self.buyer_cancelled.clone(),
            buyer_not_usable: self.buyer_not_usable.clone(),
            confirmed_order: self.confirmed_order.clone(),
            known_buyers: self.known_buyer.clone(),
            wait: self.wait,
            only: None,
        }
    }
}
