//! `grade`: judges the traffic of any command, without an adapter.

mod evidence;
mod flags;

use std::{
    collections::BTreeMap,
    io::{self, Write as _},
    path::Path,
    time::Instant,
};

use jiff::civil::DateTime;
use kakebarai_simulator::{Settings, running::Ended};
use serde_json::{Value, json};
use tempfile::NamedTempFile;

use self::evidence::Evidence;
pub(super) use self::flags::Grade;
use super::{
    FAILED, NOTHING, USAGE,
    adapter::{blocking, quoted},
    criteria::Criteria,
    print,
    run::settings,
    warn,
};
use crate::{
    assessment::in_japan,
    judging::{
        passive::{MerchantTraffic, PassiveJudging},
        report::{Mode, Report, RunFacts},
        requests::shown,
        status::Status,
    },
    provider::ControlAddress,
    reports, requirements,
};

/// The memory of all merchants' journals together, enough to forget nothing.
const JOURNAL_BYTES: usize = 512 << 20;
/// The token of a simulator that requires one.
const TOKEN_VARIABLE: &str = "KAKEBARAI_CONTROL_TOKEN";

/// Judges, and returns the exit status: the command's own if it failed.
pub(super) fn grade(flags: &Grade) -> u8 {
    let criteria = flags.judging.read().and_then(|criteria| {
        let unknown = flags.only.iter().find(|word| !is_known(word));
        match unknown {
            Some(word) => Err(format!(
                "--only {word}：そのような要件・領域はありません。kakebarai-conformance list で確かめてください"
            )),
            None => Ok(criteria),
        }
    });
    let criteria = match criteria {
        Ok(criteria) => criteria,
        Err(what) => return failed(&what, USAGE),
    };
    let judging = Grading {
        flags,
        criteria,
        began: Instant::now(),
        started: in_japan(),
        // Mistakes in them are reported before the command is run.
        settings: (flags.journal.is_none())
            .then(|| settings(flags.command.settings_file()).ok())
            .flatten(),
    };
    match &flags.journal {
        Some(place) => judging.of_journal(place),
        None => judging.of_command(),
    }
}

/// Whether a word is the name of a requirement or of an area.
fn is_known(word: &str) -> bool {
    let area = format!("{word}-");
    requirements::all().any(|one| one.id == word || one.id.starts_with(&area))
}

fn failed(what: &str, status: u8) -> u8 {
    warn(&format!("✗ {what}\n"));
    status
}

/// The subject and the criteria of a judgement.
struct Grading<'a> {
    flags: &'a Grade,
    criteria: Criteria,
    began: Instant,
    started: DateTime,
    /// The settings of the command's own simulator; those of another are not known.
    settings: Option<(Settings, BTreeMap<String, Value>)>,
}

impl Grading<'_> {
    /// Runs the command, and judges its requests.
    fn of_command(self) -> u8 {
        let flags = self.flags;
        let prepared = flags.command.prepare(|settings| {
            settings.transport_facts = true;
            if settings.journal_bytes < JOURNAL_BYTES {
                settings.journal_bytes = JOURNAL_BYTES;
                warn("通信の記録（journal_bytes）を、512 MiB まで残します。\n");
            }
        });
        let prepared = match prepared {
            Ok(prepared) => prepared,
            Err(what) => return failed(what.trim_end(), USAGE),
        };
        let ran = prepared.command(&flags.words).run();
        let code = prepared.finish(&flags.words[0], &ran);
        if !matches!(
            ran,
            Ok(Ended {
                interrupted: false,
                ..
            })
        ) {
            return code;
        }
        let simulator = prepared.simulator();
        let status = blocking(async {
            let control = ControlAddress::new(simulator.url(), simulator.control_token());
            let evidence = match control {
                Ok(control) => Evidence::of_simulator(&control, None).await,
                Err(error) => Err(error),
            };
            match evidence {
                Ok(evidence) => self.judge(&evidence),
                Err(error) => failed(&error.to_string(), FAILED),
            }
        });
        if code == 0 { status } else { code }
    }

    /// Judges recorded traffic.
    fn of_journal(self, place: &str) -> u8 {
        let only = self.flags.merchant.as_deref();
        if !place.starts_with("http://") && !place.starts_with("https://") {
            return match Evidence::of_bundle(Path::new(place), only) {
                Ok(evidence) => self.judge(&evidence),
                Err(what) => failed(&what, USAGE),
            };
        }
        blocking(async {
            let token = std::env::var(TOKEN_VARIABLE).ok();
            let evidence = match ControlAddress::new(place, token.as_deref()) {
                Ok(control) => Evidence::of_simulator(&control, only).await,
                Err(error) => Err(error),
            };
            match evidence {
                Ok(evidence) => self.judge(&evidence),
                Err(error) => failed(
                    &format!("{error}--journal のアドレスと --merchant を確かめてください"),
                    FAILED,
                ),
            }
        })
    }

    fn judge(&self, evidence: &Evidence) -> u8 {
        if evidence.len() == 0 {
            return failed(
                "シミュレーターに何も届いていません。お店の接続先を、環境変数 KAKEBARAI_URL（加盟店コード KAKEBARAI_TRADER_CODE、パスワード KAKEBARAI_PASSWORD）にしてください",
                NOTHING,
            );
        }
        let flags = self.flags;
        let folder = &flags.judging.report;
        let report = self.report(evidence);
        let since = self.criteria.since.as_ref();
        let written = reports::write(&report, since, folder)
            .map_err(|error| error.to_string())
            .and_then(|_| {
                write_traffic(&evidence.merchants, folder)
                    .map_err(|error| format!("{} に書き出せません（{error}）", folder.display()))
            });
        if let Err(what) = written {
            return failed(&what, FAILED);
        }
        print(&reports::terminal(&report, folder));
        let baseline = self.criteria.baseline_file();
        if let Err(what) = flags.judging.update(baseline, &report) {
            return failed(&what, USAGE);
        }
        Status::of(&report).code()
    }

    fn report(&self, evidence: &Evidence) -> Report {
        let (flags, criteria) = (self.flags, &self.criteria);
        let reason = criteria.profile.reason.clone().into_owned();
        let milliseconds = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        let run = RunFacts {
            mode: Mode::Passive,
            started: format!("{}+09:00", self.started.strftime("%Y-%m-%dT%H:%M:%S")),
            milliseconds,
            profile: criteria.profile.name.clone().into_owned(),
            profile_reason: Some(reason).filter(|reason| !reason.is_empty()),
            asked_level: flags.judging.level.unwrap_or_default(),
            strict: flags.judging.strict,
            slow: false,
            planned: evidence.merchants.len(),
            judged: evidence.merchants.len(),
            complete: flags.only.is_empty() && flags.merchant.is_none(),
            ended_early: None,
            settings: self
                .settings
                .as_ref()
                .map(|(_, named)| named.clone())
                .unwrap_or_default(),
            command: format!("kakebarai-conformance grade {}", self.typed()),
        };
        let mut report = PassiveJudging {
            merchants: &evidence.merchants,
            strays: &evidence.strays,
            subject: self.subject(),
            run,
            only: &flags.only,
            profile: &criteria.profile,
            set: criteria.set,
            baseline: &criteria.baseline,
            since: criteria.since.as_ref(),
            is_of_one_merchant: flags.merchant.is_some(),
            counted: evidence.counted,
            coverage: evidence.coverage.clone(),
            today: &self.started.date().to_string(),
        }
        .report();
        if let Some(parity) = &criteria.parity {
            parity.note_in(
                &mut report,
                self.settings.as_ref().map(|(settings, _)| settings),
            );
        }
        report
    }

    /// The program without its arguments, which may contain passwords.
    fn subject(&self) -> String {
        match (&self.flags.journal, self.flags.words.first()) {
            (Some(place), _) => without_user(place),
            (None, Some(program)) => program.to_string_lossy().into_owned(),
            (None, None) => String::new(),
        }
    }

    fn typed(&self) -> String {
        let merchant = self.flags.merchant.as_ref();
        let merchant = merchant.map_or_else(String::new, |code| format!(" --merchant {code}"));
        match &self.flags.journal {
            Some(place) => format!("--journal {}{merchant}", quoted(&without_user(place))),
            None => format!("-- {} …", quoted(&self.subject())),
        }
    }
}

/// An address without its user name and password.
fn without_user(place: &str) -> String {
    let Some((scheme, rest)) = place.split_once("://") else {
        return place.to_owned();
    };
    let end = rest.find('/').unwrap_or(rest.len());
    let host = rest[..end].rfind('@').map_or(0, |at| at + 1);
    format!("{scheme}://{}", &rest[host..])
}

/// Writes the traffic, masked.
fn write_traffic(merchants: &[MerchantTraffic], folder: &Path) -> io::Result<()> {
    let mut file = NamedTempFile::new_in(folder)?;
    for merchant in merchants {
        for entry in &merchant.journal.entries {
            let shown = shown(entry, ToOwned::to_owned);
            writeln!(
                file,
                "{}",
                json!({"merchant": merchant.code, "request": shown})
            )?;
        }
    }
    file.persist(folder.join("traffic.ndjson"))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{is_known, without_user};

    #[test]
    fn addresses_are_told_without_passwords() {
        for (typed, told) in [
            ("http://127.0.0.1:8110", "http://127.0.0.1:8110"),
            ("http://a:secret@sim.test/x@y", "http://sim.test/x@y"),
            ("https://a:s@e@sim.test", "https://sim.test"),
            ("bundle/of@me", "bundle/of@me"),
        ] {
            assert_eq!(without_user(typed), told);
        }
    }

    #[test]
    fn requirements_and_areas_are_known() {
        assert!(is_known("TAX-02") && is_known("TAX"));
        assert!(!is_known("TA") && !is_known("walk") && !is_known("TAX-99"));
    }
}
