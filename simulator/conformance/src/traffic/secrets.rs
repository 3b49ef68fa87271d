//! Where the password is.

use super::Traffic;
use crate::{adapter::LogSource, scenario::stop::Finding};

/// SEC-01: in no address, and in no header.
pub(super) fn not_in_address_or_headers(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    Traffic::each(traffic.journal.entries.iter(), |entry| {
        let place = entry.transport.as_ref()?.password_in.as_deref()?;
        let place = match place {
            "target" => "URL".to_owned(),
            header => format!("ヘッダー {header}"),
        };
        Some(Finding::new(
            "パスワードは本文だけにある",
            format!("{}の{place}にある", entry.api),
        ))
    })
}

/// SEC-02: in nothing that was logged or shown.
pub(super) fn not_in_logs(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    if traffic.journal.entries.is_empty() {
        return None;
    }
    let mut places = Vec::new();
    let in_lines = |source| {
        let mut lines = traffic.lines.iter();
        lines.any(|line| line.source == source && line.held_password)
    };
    if in_lines(LogSource::Stderr) {
        places.push("標準エラー出力の記録");
    }
    if in_lines(LogSource::Noise) {
        places.push("標準出力の余分な行");
    }
    if traffic
        .log
        .is_some_and(|log| log.contains(traffic.password))
    {
        places.push("お店の記録（log）");
    }
    if traffic
        .said
        .iter()
        .any(|said| said.contains(traffic.password))
    {
        places.push("アダプターの応答（画面の文・エラー）");
    }
    let finding = |place: &&str| {
        Finding::new(
            "パスワードは、記録・画面・エラーのどこにもない",
            format!("{place}にある"),
        )
    };
    Some(places.iter().map(finding).collect())
}
