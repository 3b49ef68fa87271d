//! `settings.toml`: settings with which the simulator behaves as the provider did.

use std::fmt::Write as _;

use super::super::parity::{Parity, ParitySetting, ParityVerdict, toml_value};

/// Sets only differences; confirmed defaults are comments.
pub fn settings(parity: &Parity) -> String {
    let date = parity.started.get(..10).unwrap_or_default();
    let mut text = format!(
        "# {} に合わせた、クロネコ掛け払いシミュレーターの設定です（{date}、{}）。\n\
         # kakebarai-simulator serve --settings settings.toml\n\
         # 次の行の # を外すと、確かめられたコードの根拠が「確認済み」になります。\n\
         # parity = \"parity.json\"\n",
        parity.host, parity.tool
    );
    let mut section = |heading: &str, verdict, comment: &str| {
        let mut settings = parity.with(verdict).peekable();
        if settings.peek().is_some() {
            let _ = write!(text, "\n# {heading}\n");
        }
        for (key, setting) in settings {
            text.push_str(&line(key, setting, comment));
        }
    };
    section("既定と違うもの", ParityVerdict::Differs, "");
    section("既定のとおりと確かめられたもの", ParityVerdict::Same, "# ");
    text
}

fn line(key: &str, setting: &ParitySetting, comment: &str) -> String {
    let value = setting.seen.as_deref().unwrap_or_default();
    let on = setting.on.as_deref().unwrap_or_default();
    // The evidence may contain anything that the provider writes.
    let evidence = setting.evidence.replace(char::is_control, " ");
    format!(
        "# 確認済み {on}：{evidence}\n{comment}{key} = {}\n",
        toml_value(key, value)
    )
}
