//! `exec -- COMMAND` in a terminal: each signal reaches the command, once.

use std::{fs, process::Command};

use crate::process::{Process, binary};

/// Counts a signal until there is a file `release`, and says how many there were. It never waits: a shell that does may miss a signal
/// that comes just before.
const COUNTS: &str = "n=0; trap 'n=$((n+1)); echo caught' INT QUIT; echo ready $PPID; \
    until [ -e release ]; do :; done; echo counted $n";

/// What stands before and behind `exec` and the command.
struct Case {
    name: &'static str,
    words: &'static str,
    redirected: &'static str,
}

const CASES: [Case; 4] = [
    Case {
        name: "the terminal is the standard input",
        words: "",
        redirected: "",
    },
    Case {
        name: "nothing is the standard input",
        words: "",
        redirected: "< /dev/null",
    },
    Case {
        name: "the command has a session of its own",
        words: "setsid",
        redirected: "",
    },
    Case {
        name: "both",
        words: "setsid",
        redirected: "< /dev/null",
    },
];

/// `exec` in a pseudo terminal, whose keys the standard input of the process presses, and the process that runs the command.
fn in_a_terminal(case: &Case, folder: &std::path::Path) -> (Process, String) {
    fs::write(folder.join("counts"), COUNTS).unwrap();
    let binary = binary();
    let exec = format!(
        "stty -echo; exec {} exec --bundle bundle -- {} sh counts {}",
        binary.get_program().to_str().unwrap(),
        case.words,
        case.redirected
    );
    let mut command = Command::new("script");
    for (name, _) in binary.get_envs() {
        command.env_remove(name);
    }
    command
        .args([
            "--quiet",
            "--flush",
            "--return",
            "--command",
            &exec,
            "/dev/null",
        ])
        .current_dir(folder);
    let mut process = Process::start(&mut command);
    let ready = process.line_with("ready");
    let parent = ready.rsplit(' ').next().unwrap().to_owned();
    (process, parent)
}

fn counted(mut process: Process, folder: &std::path::Path) -> String {
    process.line_with("caught");
    fs::write(folder.join("release"), "").unwrap();
    process.line_with("counted")
}

#[test]
fn what_is_typed_reaches_the_command_once() {
    for case in &CASES {
        for key in ["\u{3}", "\u{1c}"] {
            let folder = tempfile::tempdir().unwrap();
            let (mut process, _) = in_a_terminal(case, folder.path());
            process.types(key);
            let counted = counted(process, folder.path());
            assert_eq!(counted, "counted 1", "{}: {key:?}", case.name);
        }
    }
}

#[test]
fn what_is_sent_to_the_program_alone_reaches_the_command_once() {
    for case in &CASES {
        for signal in ["-INT", "-QUIT"] {
            let folder = tempfile::tempdir().unwrap();
            let (process, parent) = in_a_terminal(case, folder.path());
            let sent = Command::new("kill").args([signal, &parent]).status();
            assert!(sent.unwrap().success());
            let counted = counted(process, folder.path());
            assert_eq!(counted, "counted 1", "{}: {signal}", case.name);
        }
    }
}
