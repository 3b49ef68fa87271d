//! The plan: every request that a calibration would send.

use std::fmt::Write as _;

use super::super::{
    options::{MAX_REQUESTS, Options},
    prober::{PlannedRequest, RESERVE},
    probes::{PROBES, ProbeClass},
    request::ProbeRequest,
    target::Target,
};

/// Forms with at most this many fields are always shown in full.
const FEW_FIELDS: usize = 6;

/// The text for people.
pub(in super::super) fn text(
    requests: &[PlannedRequest],
    options: &Options,
    target: Target,
) -> String {
    let mut text = head(requests.len(), target);
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
            let _ = writeln!(text, "    見ること：{}", probe.looks);
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
        let leaves = if options.allow_applications {
            "断られなければ申込みが残る要求も、--allow-applications により送ります"
        } else {
            "何も残りません"
        };
        let _ = write!(
            text,
            "\n■ コードと、確かめる順序：{leaves}\n\n\
             項目の誤りを1つずつ入れて送り、返るコードを見ます。次に、並んだ2つの誤りを入れて送り、先のコードが返ることを見ます。\n\
             AN010 と AN060 には、後で確かめられる項目にも誤りを仕掛けとして入れます。\n",
        );
        list_codes(&mut text, requests);
    }
    text
}

fn head(requests: usize, target: Target) -> String {
    let requests = u64::try_from(requests).unwrap_or(u64::MAX);
    let pause = target.pause().as_secs();
    let minutes = (requests * pause).div_ceil(60);
    let most = format!("1回の実行で{MAX_REQUESTS}件まで（片付けのための{RESERVE}件を含む）");
    let at_once = match requests.div_ceil((MAX_REQUESTS - RESERVE).into()) {
        0 | 1 => format!("{most}です。"),
        times => format!("{most}なので、{times}回に分け、2回目からは --resume を付けます。"),
    };
    let takes = if pause > 0 {
        format!(
            "{pause}秒以上の間隔で1件ずつ送り、{minutes}分ほど掛かります（審査を待つ時間を除く）。"
        )
    } else {
        "1件ずつ送ります。".to_owned()
    };
    format!(
        "送り先：{target}　要求は最大{requests}件\n\
         {at_once}{takes}\n\
         これは計画です。--run を付けるまで、何も送りません。加盟店コードとパスワードは ● で示しています。\n\
         応答によっては送らない要求も、すべて示しています。プローブごとに、残った決済は AN040・AN020 で消します。\n\
         同じ API の似た要求は、最初のものを全部、次からは違う項目だけを示します。\n"
    )
}

/// The requests of a probe: the first of an API in full, the differences of similar ones.
fn list(text: &mut String, requests: &[PlannedRequest], probe: &str) {
    let mut firsts: Vec<&ProbeRequest> = Vec::new();
    for planned in requests.iter().filter(|planned| planned.probe == probe) {
        let request = &planned.request;
        let first = firsts.iter().find(|first| first.api == request.api);
        let line =
            if let Some(differences) = first.and_then(|first| few_differences(first, request)) {
                format!("{}　違う項目：{differences}", request.head())
            } else {
                firsts.retain(|first| first.api != request.api);
                firsts.push(request);
                request.shown()
            };
        let _ = writeln!(text, "    {line}");
    }
}

/// The requests of `--codes`: the form for the mistakes, then the mistakes.
fn list_codes(text: &mut String, requests: &[PlannedRequest]) {
    let mut form = String::new();
    for planned in requests {
        let Some(asked) = &planned.asked_code else {
            continue;
        };
        let shown = asked.form.shown();
        if form != shown {
            let _ = writeln!(text, "\n    もとの形（このままでは送りません）　{shown}");
            form = shown;
        }
        let request = &planned.request;
        let what = match asked.name.split_once('<') {
            Some((first, second)) => format!("{first} が {second} より先"),
            None => asked.name.clone(),
        };
        let differences = differences(&asked.form, request).join("、");
        let _ = writeln!(text, "    {}　{what}：{differences}", request.head());
    }
}

/// The differences of a form from another.
fn differences(first: &ProbeRequest, request: &ProbeRequest) -> Vec<String> {
    let (first, fields) = (first.shown_fields(), request.shown_fields());
    let is_in = |all: &[(&str, &str)], name: &str| all.iter().any(|(known, _)| *known == name);
    let mut differences: Vec<_> = fields
        .iter()
        .filter(|field| !first.contains(field))
        .map(|(name, value)| match *value {
            "" => format!("{name} は空"),
            value => format!("{name}={value}"),
        })
        .collect();
    let missing = first.iter().filter(|(name, _)| !is_in(&fields, name));
    differences.extend(missing.map(|(name, _)| format!("{name} なし")));
    differences
}

/// The same, if they are less than half of a form that is not small.
fn few_differences(first: &ProbeRequest, request: &ProbeRequest) -> Option<String> {
    let differences = differences(first, request);
    let fields = request.shown_fields().len();
    let are_few = fields > FEW_FIELDS && (1..fields.div_ceil(2)).contains(&differences.len());
    are_few.then(|| differences.join("、"))
}

/// The plan of a calibration with these options.
pub async fn plan(options: Options, target: Target) -> String {
    let requests = super::super::planned(options.clone(), target).await;
    text(&requests, &options, target)
}
