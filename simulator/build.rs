//! Which commit is built: told by git, by `KAKEBARAI_COMMIT`, or not known, as from a source archive.

use std::{env, process::Command};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=KAKEBARAI_COMMIT");
    let told = env::var("KAKEBARAI_COMMIT")
        .ok()
        .filter(|commit| !commit.is_empty());
    let commit = told.unwrap_or_else(|| match env::var("PROFILE").as_deref() {
        Ok("release") => built_from().unwrap_or_else(|| "commit unknown".to_owned()),
        // Not built anew for each commit.
        _ => "debug build".to_owned(),
    });
    println!("cargo::rustc-env=KAKEBARAI_SIMULATOR_COMMIT={commit}");
}

/// The commit that is checked out, where this is a repository and git is there.
fn built_from() -> Option<String> {
    let commit = git(&["rev-parse", "--short=12", "HEAD"])?;
    let branch = git(&["symbolic-ref", "--quiet", "HEAD"]);
    for name in std::iter::once("HEAD").chain(branch.as_deref()) {
        if let Some(path) = git(&["rev-parse", "--path-format=absolute", "--git-path", name]) {
            println!("cargo::rerun-if-changed={path}");
        }
    }
    Some(commit)
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}
