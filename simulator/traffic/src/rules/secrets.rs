//! The place of the password.

use crate::{finding::Finding, traffic::Traffic};

/// SEC-01: no address and no header contains it.
pub(super) fn not_in_address_or_headers(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    Traffic::each(traffic.entries().iter(), |entry| {
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
