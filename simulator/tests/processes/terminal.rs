//! `exec -- COMMAND` in a terminal: each signal reaches the command, once.

use std::{fs, path::Path, process::Command};

use crate::process::{Process, binary};

/// Counts a signal until the file `release` exists, and prints the count. It never waits: a shell that does may miss a signal that arrives
/// just before.
const COUNTS: &str = "n=0; trap 'n=$((n+1)); echo caught' INT QUIT; echo ready $PPID; \
    until [ -e release ]; do :; done; echo counted $n";

/// The words before and after `exec` and the command.
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

/// The same for a terminal that hangs up, into a file: nothing can be printed any more.
const HANGS: &str = "n=0; trap 'n=$((n+1)); echo $n > hangs' HUP; echo ready $PPID; \
    until [ -e release ]; do :; done; echo $n > counted.new; mv counted.new counted";

/// `exec` in a pseudo terminal, whose keys the standard input of the process presses, and the process that runs the command.
fn in_a_terminal(case: &Case, counts: &str, folder: &Path) -> (Process, String) {
    fs::write(folder.join("counts"), counts).unwrap();
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

/// Looks for a file until it is there, and reads it.
fn written(file: &Path) -> String {
    loop {
        match fs::read_to_string(file) {
            Ok(text) if !text.is_empty() => return text,
            _ => std::thread::yield_now(),
        }
    }
}

#[test]
fn a_terminal_that_hangs_up_reaches_the_command_once() {
    for case in &CASES {
        let folder = tempfile::tempdir().unwrap();
        let (process, _) = in_a_terminal(case, HANGS, folder.path());
        process.signal("KILL");
        assert_eq!(
            written(&folder.path().join("hangs")),
            "1\n",
            "{}",
            case.name
        );
        fs::write(folder.path().join("release"), "").unwrap();
        assert_eq!(
            written(&folder.path().join("counted")),
            "1\n",
            "{}",
            case.name
        );
    }
}

fn counted(mut process: Process, folder: &Path) -> String {
    process.line_with("caught");
    fs::write(folder.join("release"), "").unwrap();
    process.line_with("counted")
}

#[test]
fn what_is_typed_reaches_the_command_once() {
    for case in &CASES {
        for key in ["\u{3}", "\u{1c}"] {
            let folder = tempfile::tempdir().unwrap();
            let (mut process, _) = in_a_terminal(case, COUNTS, folder.path());
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
            let (process, parent) = in_a_terminal(case, COUNTS, folder.path());
            let sent = Command::new("kill").args([signal, &parent]).status();
            assert!(sent.unwrap().success());
            let counted = counted(process, folder.path());
            assert_eq!(counted, "counted 1", "{}: {signal}", case.name);
        }
    }
}
