//! The plan: every request that would be sent, before anything is.

use std::fmt::Write as _;

use super::super::{
    options::{MAX_REQUESTS, Options},
    prober::PlannedRequest,
    probes::{PROBES, ProbeClass},
    target::Target,
};

/// The text for people.
pub(in super::super) fn text(
    requests: &[PlannedRequest],
    options: &Options,
    target: Target,
) -> String {
    let mut text = format!(
        "送り先：{target}　要求は最大{}件（1回の実行で{MAX_REQUESTS}件まで、{}秒以上の間隔で1つずつ）\n\
         加盟店コードとパスワードは ● で示しています。--run を付けるまで、何も送りません。\n\
         応答によっては送らない要求も、すべて示しています。プローブごとに、残った決済は AN040・AN020 で消します。\n",
        requests.len(),
        target.pause().as_secs()
    );
    for class in ProbeClass::ALL {
        let _ = write!(
            text,
            "\n■ クラス{} {}：{}\n",
            class.number(),
            class.words(),
            class.leaves()
        );
        for probe in PROBES.iter().filter(|probe| probe.class == class) {
            let _ = writeln!(text, "\n{} {}", probe.id, probe.title);
            if !probe.decides.is_empty() {
                let _ = writeln!(text, "    決まる設定：{}", probe.decides.join("、"));
            }
            if let Some(missing) = probe.is_missing(options, target) {
                let _ = writeln!(text, "    送りません：{missing}");
            }
            list(&mut text, requests, probe.id);
        }
    }
    if options.codes {
        text.push_str("\n■ コードと、確かめる順序（必ず断られる要求）\n\n");
        list(&mut text, requests, "codes");
    }
    text
}

fn list(text: &mut String, requests: &[PlannedRequest], probe: &str) {
    for request in requests.iter().filter(|request| request.probe == probe) {
        let _ = writeln!(text, "    {}", request.shown);
    }
}

/// The plan of a calibration with these options.
pub async fn plan(options: Options, target: Target) -> String {
    let requests = super::super::planned(options.clone(), target).await;
    text(&requests, &options, target)
}
