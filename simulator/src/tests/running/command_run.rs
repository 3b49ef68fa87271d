//! One run of a command: its environment, its output, its end, and several side by side.

use std::{
    ffi::OsString,
    fs::File,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use crate::{
    Merchant, Simulator,
    running::{CommandRun, Ended, exit_code},
    tests::support::asking::settings,
};

fn shell(script: &str) -> [OsString; 3] {
    ["sh", "-c", script].map(Into::into)
}

fn started() -> (Simulator, Merchant) {
    let simulator = Simulator::start(settings("")).unwrap();
    let merchant = simulator.merchant();
    (simulator, merchant)
}

/// Runs a script whose output goes to a file. Returns its end, and the output.
fn ran(
    script: &str,
    simulator: &Simulator,
    merchant: &Merchant,
    with: impl FnOnce(CommandRun) -> CommandRun,
) -> (Ended, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("output");
    let run = CommandRun::new(&shell(script), simulator, merchant);
    let run = with(run.output(File::create(&path).unwrap()));
    let ended = run.run().unwrap();
    (ended, std::fs::read_to_string(&path).unwrap())
}

#[test]
fn its_environment_has_the_merchant_and_what_is_added() {
    let (simulator, merchant) = started();
    let script =
        "echo $KAKEBARAI_URL $KAKEBARAI_TRADER_CODE $KAKEBARAI_PASSWORD; echo $MUTANT >&2; exit 7";
    let (ended, output) = ran(script, &simulator, &merchant, |run| {
        run.env("MUTANT", "bom")
    });
    assert_eq!(
        (ended.code(), ended.timed_out, ended.interrupted),
        (7, false, false)
    );
    assert_eq!(
        output,
        format!(
            "{} {} {}\nbom\n",
            simulator.url(),
            merchant.code(),
            merchant.password()
        )
    );
}

#[test]
fn it_ends_as_a_shell_says() {
    let (simulator, merchant) = started();
    let run = |words: &[OsString]| exit_code(&CommandRun::new(words, &simulator, &merchant).run());
    assert_eq!(run(&shell("exit 3")), 3);
    assert_eq!(run(&shell("kill -KILL $$")), 137);
    assert_eq!(run(&["no-such-command-anywhere".into()]), 127);
    assert_eq!(run(&[]), 127);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("no-program");
    File::create(&file).unwrap();
    assert_eq!(run(&[file.into()]), 126);
}

#[test]
fn one_whose_time_is_over_is_told_and_then_ended() {
    let (simulator, merchant) = started();
    let soon = |run: CommandRun| run.time_out(Duration::from_millis(300));
    // Suppresses the shell's own message about the ended sleep.
    let script =
        "exec 2>/dev/null; trap 'echo told; exit 5' TERM; echo begun; while :; do sleep 0.05; done";
    let (ended, output) = ran(script, &simulator, &merchant, soon);
    assert_eq!((ended.code(), ended.timed_out), (5, true));
    assert_eq!(output, "begun\ntold\n");
    let begun = Instant::now();
    let (ended, _) = ran(
        "trap '' TERM; while :; do sleep 0.05; done",
        &simulator,
        &merchant,
        soon,
    );
    // 128 and 9.
    assert_eq!((ended.code(), ended.timed_out), (137, true));
    assert!(
        begun.elapsed() >= Duration::from_secs(2),
        "it had its grace"
    );
}

/// A process that holds its output or a port open would disturb the next run.
#[test]
fn what_it_leaves_running_ends_with_it() {
    let (simulator, merchant) = started();
    let script = "sleep 60 & echo $!; exit 0";
    let (ended, output) = ran(script, &simulator, &merchant, |run| run);
    assert_eq!(ended.code(), 0);
    let left = Path::new("/proc").join(output.trim());
    // The operating system removes it later; a dead process has no command line.
    let begun = Instant::now();
    while std::fs::read(left.join("cmdline")).is_ok_and(|line| !line.is_empty()) {
        assert!(
            begun.elapsed() < Duration::from_secs(10),
            "{}",
            left.display()
        );
        thread::yield_now();
    }
}

#[test]
fn several_run_side_by_side() {
    let (simulator, _) = started();
    // Each waits for the file of the next: none ends before the last has begun.
    let folder = tempfile::tempdir().unwrap();
    thread::scope(|scope| {
        let runs: Vec<_> = (0..3)
            .map(|number| {
                let next = (number + 1) % 3;
                let (simulator, folder) = (&simulator, folder.path().display().to_string());
                scope.spawn(move || {
                    let merchant = simulator.merchant();
                    let script = format!(
                        "touch {folder}/{number}; until [ -e {folder}/{next} ]; do sleep 0.02; done; exit {number}"
                    );
                    let limit = |run: CommandRun| run.time_out(Duration::from_mins(1));
                    ran(&script, simulator, &merchant, limit).0.code()
                })
            })
            .collect();
        let codes: Vec<_> = runs.into_iter().map(|run| run.join().unwrap()).collect();
        assert_eq!(codes, [0, 1, 2]);
    });
}
