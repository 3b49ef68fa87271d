//! Every setting in one table: its key, the reason for its default, what it sets and its limits.

use super::super::{ControlToken, Settings};
use super::{text::Text, values as v};

/// The most threads that answer.
pub(super) const MAX_THREADS: usize = 64;

/// A setting.
pub(crate) struct Setting {
    /// The key in the settings file, such as `rules.over_limit`.
    pub(crate) key: &'static str,
    /// The reason for the default, in Japanese.
    pub(crate) reason: &'static str,
    /// The value as text that `set` accepts if it is within the limits. May hold a password: only defaults may be shown.
    pub(crate) get: fn(&Settings) -> String,
    pub(crate) set: fn(&mut Settings, &str) -> Result<(), String>,
}

impl Setting {
    /// The environment variable: `KAKEBARAI_RULES_OVER_LIMIT`.
    pub(crate) fn variable(&self) -> String {
        format!("KAKEBARAI_{}", self.key.replace('.', "_").to_uppercase())
    }

    /// The line of a settings file: `rules.over_limit = "limit"`.
    pub(crate) fn line(&self, settings: &Settings) -> String {
        let value = (self.get)(settings);
        let is_bare = value.parse::<i64>().is_ok() || value.parse::<bool>().is_ok();
        let value = if is_bare {
            value
        } else {
            toml::Value::from(value).to_string()
        };
        format!("{} = {value}", self.key)
    }
}

macro_rules! settings {
    ($($key:literal, $reason:literal, |$settings:ident, $text:ident| $($place:ident).+ = $value:expr;)+) => {
        &[$(Setting {
            key: $key,
            reason: $reason,
            get: |settings| Text::text(&settings.$($place).+),
            set: |$settings, $text| { $settings.$($place).+ = $value?; Ok(()) },
        }),+]
    };
}

/// The settings, in the order in which they are shown.
#[rustfmt::skip]
pub(crate) const TABLE: &[Setting] = settings![
    "listen", "このコンピューターの中だけで使うため。serve では 127.0.0.1:8110、組み込みでは空いているポートです。",
        |s, t| listen = v::address(t);
    "tls.on", "https は認証局を1つ作ってフォルダーに残すため、求められたときだけです。",
        |s, t| tls.on = v::choice(t);
    "tls.listen", "このコンピューターの中だけで使うため。serve では 127.0.0.1:8443、組み込みでは空いているポートです。",
        |s, t| tls.listen = v::address(t);
    "tls.directory", "認証局（ca.pem、ca-key.pem）を置くフォルダー。空なら利用者のデータの置き場（~/.local/share/kakebarai-simulator など）です。",
        |s, t| tls.directory = Ok::<_, String>((!t.is_empty()).then(|| t.into()));
    "control_token", "ループバックでは不要。それ以外のアドレスで空なら起動時に作って表示します。",
        |s, t| control_token = if t.is_empty() { Ok(None) } else { ControlToken::new(t).map(Some) };
    "control_hosts", "ほかのサイトのページに操作されないよう、IPアドレス・localhost・ドットのない名前のほかは、ここに書いた名前でだけ制御アドレスを開けます。",
        |s, t| control_hosts = v::names(t);
    "shop_url", "お店の管理画面のアドレスは、お店ごとに違います。指定すると、最初の加盟店の注文と取引先から、見本のお店の管理画面を開けます。",
        |s, t| shop_url = v::page_address(t);
    "max_connections", "1プロセスのファイル数の上限は1024のことが多いためです。超えると、何も求めていない接続、本文が届ききらない接続の順に閉じます。",
        |s, t| max_connections = v::number(t, 1, 100_000);
    "request_timeout", "知られているクライアントの待ち時間は20～30秒です。本文がこの時間で、ヘッダーがその2倍までに届かなければ閉じます。",
        |s, t| request_timeout = v::timeout(t);
    "data", "既定では何もディスクに書きません。ファイル名を書くと、すべての変更を SQLite に残し、次の起動で続きから始めます。postgres://… と書くと、複数のシミュレーターで加盟店を共有します。",
        |s, t| data = v::data(t.as_ref());
    "parity", "calibrate が書き出した parity.json。書くと、確かめられたコードの根拠が「確認済み」になります。既定では何も確かめられていません。",
        |s, t| parity = v::parity(t);
    "max_merchants", "並列テストに足り、際限なく増えない数です。",
        |s, t| max_merchants = v::number(t, 1, 100_000);
    "threads", "0 はコアの数。組み込みでは1つで足ります。",
        |s, t| threads = v::number(t, 0, MAX_THREADS).map(|n: usize| (n > 0).then_some(n));
    "journal_bytes", "全加盟店の記録を合わせた上限（64 MiB）で、10万件ほどを残せます。超えた分は、記録の多い加盟店の古いものから消えます。",
        |s, t| journal_bytes = v::number(t, 0, 1 << 30);
    "transport_facts", "接続の番号、メソッド、HTTPの版、応答前に切られたかなど、要求の届き方も記録に残します。記録が大きくなるため、求められたときだけです。",
        |s, t| transport_facts = v::choice(t);
    "snapshot_bytes", "全加盟店のスナップショットを合わせたおよその上限（1 GiB）で、注文400万件ほどになります。超えるものは保存できません。",
        |s, t| snapshot_bytes = v::number(t, 0, 1 << 36);
    "kept_changes", "経過を追うのに足りる数です。超えた分は古いものから消えます。",
        |s, t| kept_changes = v::number(t, 0, 10_000_000);
    "unusable_slips", "対象外サービスの送り状番号の範囲は公表されていないため、既定では1つも指定しません（C030005）。",
        |s, t| unusable_slips = v::slip_prefixes(t);

    "clock.frozen_at", "既定では本当の時刻で動きます。",
        |s, t| clock.frozen_at = v::time_if_any(t);

    "time.confirm_after", "出荷確定の時期は配送状況によるため、既定では制御アドレスでだけ確定します。",
        |s, t| time.confirm_after = v::delay_or_never(t);
    "time.buyers_pay", "締めは月末、支払いは翌々月5日と公表されています。その日に利用金額が戻ります。",
        |s, t| time.buyers_pay = v::choice(t);
    "time.payments_wait_for_business_days", "支払日の5日が土日祝のとき、翌営業日になるかは知られていません。",
        |s, t| time.payments_wait_for_business_days = v::choice(t);
    "time.closed_at_new_year", "12月29日～1月3日を営業日に数えないのは一般の慣行による推定です。",
        |s, t| time.closed_at_new_year = v::choice(t);

    "screening.outcome", "申込みから利用までの流れをすぐに試せるようにするためです。",
        |s, t| screening.outcome = v::choice(t);
    "screening.delay", "審査は5分から2営業日と公表されています。その最短です。",
        |s, t| screening.delay = v::delay(t);
    "screening.credit_limit", "標準の与信限度額として公表されている額です。",
        |s, t| screening.credit_limit = v::credit_limit(t);
    "screening.magic_numbers", "電話番号の下4桁だけで審査結果を選べるようにするためです。",
        |s, t| screening.magic_numbers = v::choice(t);

    "wire.root", "ルート要素の名前は推定です。",
        |s, t| assumptions.wire.root = v::xml_name(t);
    "wire.content_type", "応答の Content-Type は推定です。",
        |s, t| assumptions.wire.content_type = v::header(t);
    "wire.unit_name", "明細の単位の項目名は公表されていません。当シミュレーターの既定です。",
        |s, t| assumptions.wire.unit_name = v::line_name(t);
    "wire.all_codes", "応答に載るエラーコードは、順序が最も先の1つと推定されます。",
        |s, t| assumptions.wire.all_codes = v::choice(t);
    "wire.malformed_as_status", "フォームとして読めない要求は Z020001 と推定されます。true なら HTTP ステータスで答えます。",
        |s, t| assumptions.wire.malformed_as_status = v::choice(t);
    "wire.not_utf8_as_malformed", "UTF-8でないバイトは U+FFFD に置き換えられ、その項目の規則で答えられると推定されます。true ならフォームとして読めない要求とみなします。",
        |s, t| assumptions.wire.not_utf8_as_malformed = v::choice(t);
    "wire.declaration", "応答の先頭の XML 宣言は推定です。空なら宣言を書きません。",
        |s, t| assumptions.wire.declaration = v::xml_declaration(t);
    "wire.element_order", "要素の順序は知られていません。先に来る要素を「,」で区切って書くと、その順に並べ、残りは既定の順で続けます。",
        |s, t| assumptions.wire.element_order = v::xml_names(t);
    "wire.empty_error_code", "受け付けた応答に errorCode はないと推定されます。true なら空の要素を付けます。",
        |s, t| assumptions.wire.empty_error_code = v::choice(t);
    "wire.return_date", "returnDate の形は、クライアントの挙動による推定です。yyyy・MM・dd・HH・mm・ss と区切りの記号で書きます。",
        |s, t| assumptions.wire.return_date = v::date_pattern(t);

    "texts.pending", "審査中の judgeStatus は知られていません。当シミュレーターの既定です。",
        |s, t| assumptions.texts.pending = v::some_text(t);
    "texts.not_usable", "利用可でないときの useUsable は知られていません。当シミュレーターの既定です。",
        |s, t| assumptions.texts.not_usable = v::some_text(t);
    "texts.full_buyer_name", "buyerName に法人格と支店名が付くかは知られていません。請求書の宛名と同じにしています。",
        |s, t| assumptions.texts.full_buyer_name = v::choice(t);

    "rules.character_set", "使える文字は JIS X 0201 と JIS X 0208（NEC・IBM拡張なし）と推定されます。",
        |s, t| assumptions.rules.character_set = v::choice(t);
    "rules.also_kana", "全角カナの範囲は知られていません。カタカナ、ー・ヽヾ、全角空白のほかに許す文字があれば指定します。",
        |s, t| assumptions.rules.also_kana = Ok::<_, String>(t.to_owned());
    "rules.blank_line_amounts_count_as_zero", "値がない比較は判定されないと推定されます。",
        |s, t| assumptions.rules.blank_line_amounts_count_as_zero = v::choice(t);
    "rules.sums_apply_without_lines", "明細無し（meisaiUmu=2）では合計の比較をしないと推定されます。",
        |s, t| assumptions.rules.sums_apply_without_lines = v::choice(t);
    "rules.signs_apply_without_lines", "明細無し（meisaiUmu=2）でも符号は判定されると推定されます。",
        |s, t| assumptions.rules.signs_apply_without_lines = v::choice(t);
    "rules.conditional_items_apply_without_switch", "代表者の自宅・運営会社・請求書送付先の項目は、それぞれの区分がそうであるときだけ「指定可能」とされていますが、区分に反して指定されたときの扱いは公表されていません。false では無視します。",
        |s, t| assumptions.rules.conditional_items_apply_without_switch = v::choice(t);
    "rules.over_limit", "限度額そのものの超過が A060004・A070004、利用済みと合わせた超過が G55 と推定されます。",
        |s, t| assumptions.rules.over_limit = v::choice(t);
    "rules.not_accepted_code", "審査が済んでいない、または通らなかった取引先はまだ会員でないため。コードは知られていません。",
        |s, t| assumptions.rules.not_accepted_code = v::choice(t);
    "rules.cancelled_code", "取消は契約の終了にあたるため。コードは知られていません。",
        |s, t| assumptions.rules.cancelled_code = v::choice(t);
    "rules.not_usable_code", "利用不可は一時的なものとみなすため。コードは知られていません。",
        |s, t| assumptions.rules.not_usable_code = v::choice(t);
    "rules.cancel_after_shipment", "送り状番号登録済の決済を取り消せるかは知られていません。既定では B020005 です。",
        |s, t| assumptions.rules.cancel_after_shipment = v::choice(t);
    "rules.cancel_after_confirmation", "出荷確定した決済は取り消せないと推定されます。",
        |s, t| assumptions.rules.cancel_after_confirmation = v::choice(t);
    "rules.cancel_after_return", "返品のあった決済の取消で、返品した額をどう数えるかは知られていません。既定では決済の全額を差し引いて、合計がマイナスになれば B050001 です。true なら残りの額だけを差し引きます。",
        |s, t| assumptions.rules.cancel_after_return = v::choice(t);
    "rules.cancel_needs_the_buyer", "他の取引先の受注番号は登録がないものとして B020004 にします。実際の動作は知られていません。",
        |s, t| assumptions.rules.cancel_needs_the_buyer = v::choice(t);
    "rules.reuse_cancelled_orders", "取消済みの受注番号を再び使えるかは知られていません。既定では A020004 です。",
        |s, t| assumptions.rules.reuse_cancelled_orders = v::choice(t);
    "rules.replace_shipments", "送り状番号登録済の注文への2度目の出荷登録は C020005 と推定されます。",
        |s, t| assumptions.rules.replace_shipments = v::choice(t);
    "rules.slip_over_limit", "1つの送り状番号の注文の合計（C030006）は、取引先ごとに限度額そのものと比べると推定されます。available なら、ほかの注文の利用金額を除いた残りと比べます。",
        |s, t| assumptions.rules.slip_over_limit = v::choice(t);
    "rules.slip_numbers_have_12_digits", "12桁より短い番号も、チェックデジットが正しければ通ると推定されます。",
        |s, t| assumptions.rules.slip_numbers_have_12_digits = v::choice(t);
    "rules.slip_must_be_of_the_order", "出荷取消で、別の注文の送り状番号を指定したときの動作は知られていません。既定では指定した注文の出荷を取り消します。true なら D030004 です。",
        |s, t| assumptions.rules.slip_must_be_of_the_order = v::choice(t);
    "rules.screening_query_days", "審査状況照会ができる期間は60日と公表されています。",
        |s, t| assumptions.rules.screening_query_days = v::number(t, 0, 3_650);
    "rules.screening_query_starts_with_application", "60日の起点は知られていません。既定では審査の決定からです。",
        |s, t| assumptions.rules.screening_query_starts_with_application = v::choice(t);
];
