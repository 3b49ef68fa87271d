//! Where the password is.

use crate::{finding::Finding, traffic::Traffic};

/// SEC-01: in no address, and in no header.
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
