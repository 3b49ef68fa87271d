//! `compare`: compares two reports.

use std::path::PathBuf;

use super::{BROKEN, USAGE, criteria::report, print, warn};
use crate::judging::{compare::compare as compared, verdict::Verdict};

#[derive(clap::Args)]
pub(super) struct Compare {
    /// 前の conformance.json
    old: PathBuf,
    /// 後の conformance.json
    new: PathBuf,
}

/// Compares, and returns the exit status: 1 if something got worse.
pub(super) fn compare(flags: &Compare) -> u8 {
    let read = |file| report(file).map_err(|what| warn(&format!("✗ {what}\n")));
    let (Ok(old), Ok(new)) = (read(&flags.old), read(&flags.new)) else {
        return USAGE;
    };
    let changed = compared(&old, &new);
    let word = |verdict: Option<Verdict>| verdict.map_or("（なし）", Verdict::word);
    for one in &changed {
        let sign = if one.is_worse() { "▼" } else { "△" };
        print(&format!(
            "{sign} {} {} → {}　{}\n",
            one.id,
            word(one.before),
            word(one.after),
            one.title
        ));
    }
    print(&format!(
        "L{} → L{}、変わった要件 {}\n",
        old.level,
        new.level,
        changed.len()
    ));
    if new.level < old.level
        || changed
            .iter()
            .any(crate::judging::compare::ChangedVerdict::is_worse)
    {
        BROKEN
    } else {
        0
    }
}
