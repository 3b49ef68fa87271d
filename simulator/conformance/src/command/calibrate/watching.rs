//! The view of a calibration at a terminal, and how to stop it there.

use std::{
    io::{self, BufRead as _, IsTerminal as _},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::Duration,
};

use tokio::time::{Instant, sleep};

use crate::{
    calibration::{CalibrationEvent, MAX_REQUESTS, Surroundings},
    command::warn,
};

/// How soon a signal ends a wait.
const TICK: Duration = Duration::from_secs(1);

/// A terminal, if any.
pub(super) struct Watching {
    is_watched: bool,
    probe: String,
    stop: Arc<AtomicBool>,
}

impl Watching {
    pub(super) fn new(stop: Arc<AtomicBool>) -> Self {
        Self {
            is_watched: io::stderr().is_terminal(),
            probe: String::new(),
            stop,
        }
    }

    fn show(&self, text: &str) {
        if self.is_watched {
            warn(&format!("\r\u{1b}[K{text}"));
        }
    }
}

impl Surroundings for Watching {
    fn tell(&mut self, event: &CalibrationEvent<'_>) {
        match event {
            CalibrationEvent::Probe { id, title } => {
                self.probe = format!("{id} {title}");
                self.show(&self.probe);
            }
            CalibrationEvent::Answered { answer, sent, .. } => {
                self.show(&format!("{sent}/{MAX_REQUESTS}　{}　{answer}", self.probe));
            }
            CalibrationEvent::Waits { time, what } => {
                let minutes = time.as_secs() / 60;
                self.show(&format!(
                    "{}　{what}を{minutes}分待ちます（Ctrl-C の後、--resume で続けられます）",
                    self.probe
                ));
            }
        }
    }

    fn is_told_to_end(&self) -> bool {
        self.stop.load(Relaxed)
    }

    fn wait<'w>(&'w mut self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + 'w>> {
        let until = Instant::now() + time;
        Box::pin(async move {
            while Instant::now() < until && !self.is_told_to_end() {
                sleep(TICK.min(until - Instant::now())).await;
            }
        })
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.show("");
    }
}

/// Asks a person whether the contract allows it. Returns `None` if nobody can answer.
pub(super) fn asked_whether_the_contract_allows_it(merchant: &str) -> Option<bool> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return None;
    }
    warn(&format!(
        "{merchant} に、自動の要求を送ります。送る要求は --plan で確かめられます。\n\
         加盟店の契約とヤマトクレジットファイナンスの案内は、テスト環境への自動の要求を認めていますか。\n\
         確かめた上で送るなら「はい」と入力してください：",
    ));
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).ok()?;
    Some(matches!(line.trim(), "はい" | "yes" | "y"))
}
