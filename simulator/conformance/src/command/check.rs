//! `check`: checks an adapter alone.

use super::{
    BROKEN, FAILED,
    adapter::{AdapterFlags, blocking, status_of},
    print, warn,
};
use crate::adapter::check::{CheckLine, Checked, NotChecked, check as look_at};

#[derive(clap::Args)]
pub(super) struct Check {
    #[command(flatten)]
    adapter: AdapterFlags,
}

/// Checks, and returns the exit status.
pub(super) fn check(flags: Check) -> u8 {
    blocking(checked(flags))
}

async fn checked(flags: Check) -> u8 {
    let (place, patience) = (flags.adapter.place(), flags.adapter.patience());
    let mut lines = 0_u32;
    let mut tell = |line: &CheckLine| {
        lines += 1;
        print(&format!("{line}\n"));
    };
    match look_at(|| place(), patience, &mut tell).await {
        Ok(checked) => summed_up(checked, lines),
        Err(not_checked) => {
            warn(&format!("✗ {not_checked}\n"));
            match not_checked {
                NotChecked::NotConnected(error) => status_of(&error),
                _ => FAILED,
            }
        }
    }
}

fn summed_up(checked: Checked, lines: u32) -> u8 {
    let Checked {
        broken,
        hints,
        is_given_up,
    } = checked;
    print(&format!(
        "\n{lines}項目のうち、直すところ {broken}、お知らせ {hints}。{}\n",
        if broken == 0 {
            "アダプターの点検は終わりです"
        } else {
            "✗ の行を直して、もう一度動かしてください"
        }
    ));
    if is_given_up {
        FAILED
    } else if broken > 0 {
        BROKEN
    } else {
        0
    }
}
