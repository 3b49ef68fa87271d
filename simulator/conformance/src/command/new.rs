//! `new`: writes the skeleton of an adapter.

use std::{fmt::Write as _, path::PathBuf};

use clap::builder::PossibleValuesParser;

use super::{USAGE, print, warn};
use crate::adapter::skeletons::SKELETONS;

#[derive(clap::Args)]
pub(super) struct New {
    /// 言語
    #[arg(value_parser = PossibleValuesParser::new(SKELETONS.iter().map(|skeleton| skeleton.language)))]
    language: String,
    /// 書き出すフォルダー。すでにあるファイルは上書きしません
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Writes, and returns the exit status.
pub(super) fn new(flags: &New) -> u8 {
    let mut chosen = SKELETONS.iter();
    let Some(skeleton) = chosen.find(|skeleton| skeleton.language == flags.language) else {
        return USAGE;
    };
    let written = match skeleton.write(&flags.folder) {
        Ok(written) => written,
        Err(not_written) => {
            warn(&format!("{not_written}\n"));
            return USAGE;
        }
    };
    let mut text = String::new();
    for path in written {
        let _ = writeln!(text, "{} を書き出しました。", path.display());
    }
    if !skeleton.is_tested {
        text.push_str("この言語の雛形は、まだ実際に動かして確かめていません。\n");
    }
    text.push_str("\n次は：\n");
    let _ = writeln!(text, "  cd {}", flags.folder.display());
    if let Some(prepare) = skeleton.prepare {
        let _ = writeln!(text, "  {prepare}");
    }
    let command = skeleton.command.join(" ");
    let _ = writeln!(text, "  kakebarai-conformance check -- {command}");
    print(&text);
    0
}
