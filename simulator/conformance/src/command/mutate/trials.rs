//! Tries each misbehaviour that can be met once, several at the same time on request.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
        mpsc,
    },
    time::Duration,
};

use super::{
    Tried,
    flags::Mutate,
    inputs::MutationInputs,
    milliseconds,
    progress::Trying,
    suite::{Attempt, NotRun, Suite},
};
use crate::{
    mutation::{
        advice::Client,
        carried::{self, VerdictBasis},
        reach::Reach,
        report::MutantReport,
        verdict::{Ending, MutantVerdict},
    },
    provider::Mutant,
};

/// A shorter limit could not judge tests that start a process.
const LEAST: Duration = Duration::from_secs(10);

/// The time limit of the tests.
pub(super) fn limit(clean: &Attempt, factor: u32) -> Duration {
    clean.took.saturating_mul(factor).max(LEAST)
}

/// The parts of the trials.
pub(super) struct Trials<'a> {
    pub(super) flags: &'a Mutate,
    pub(super) inputs: &'a MutationInputs,
    pub(super) clean: &'a Attempt,
    pub(super) suite: &'a Suite<'a>,
    /// Whether a signal to end has arrived.
    pub(super) stop: &'a AtomicBool,
}

impl Trials<'_> {
    /// Judges all, in order. Misbehaviours that cannot be met or are already judged cost no run.
    pub(super) fn all(&self, mutants: &[Mutant], trying: &mut Trying) -> Result<Tried, NotRun> {
        let mut reports = BTreeMap::new();
        let mut waiting = Vec::new();
        for (place, mutant) in mutants.iter().enumerate() {
            match self.without_a_run(mutant) {
                Some(report) => drop(reports.insert(place, report)),
                None => waiting.push((place, mutant)),
            }
        }
        trying.begin(waiting.len(), self.clean.took.as_secs());
        let mut remarks = self.remarks(mutants);
        self.run(&waiting, |place, mutant, attempt| {
            let report = self.report(mutant, &attempt, trying);
            remarks.extend(doubtful(&report, &attempt));
            trying.tell(&report);
            reports.insert(place, report);
        })?;
        trying.over();
        let mut judged: Vec<_> = reports.into_values().collect();
        for report in &mut judged {
            self.compare(report);
        }
        Ok(Tried {
            mutants: judged,
            remarks,
        })
    }

    fn without_a_run(&self, mutant: &Mutant) -> Option<MutantReport> {
        if !self.reach().can_meet(mutant) {
            return Some(MutantReport::of(mutant, MutantVerdict::Unreached));
        }
        let fingerprint = self.fingerprint(mutant)?;
        let earlier = carried::carried(&self.inputs.since, &mutant.name, &fingerprint)?;
        Some(MutantReport {
            exit_code: earlier.exit_code,
            milliseconds: earlier.milliseconds,
            times_met: earlier.times_met,
            first_met: earlier.first_met.clone(),
            last_test: earlier.last_test.clone(),
            carried: true,
            fingerprint: Some(fingerprint),
            ..MutantReport::of(mutant, earlier.verdict)
        })
    }

    const fn reach(&self) -> Reach<'_> {
        Reach {
            met: &self.clean.met,
            traffic: &self.clean.traffic,
            texts: &self.inputs.settings.assumptions.texts,
        }
    }

    /// Tries the waiting ones, with one thread for each job, and passes each result to `done` in this thread.
    fn run(
        &self,
        waiting: &[(usize, &Mutant)],
        mut done: impl FnMut(usize, &Mutant, Attempt),
    ) -> Result<(), NotRun> {
        let next = AtomicUsize::new(0);
        let broken = Mutex::new(None);
        std::thread::scope(|scope| {
            let (tell, told) = mpsc::channel();
            for _ in 0..usize::from(self.flags.jobs).min(waiting.len()) {
                let (tell, next, broken) = (tell.clone(), &next, &broken);
                scope.spawn(move || {
                    while !self.stop.load(Relaxed)
                        && let Some((place, mutant)) = waiting.get(next.fetch_add(1, Relaxed))
                    {
                        match self.suite.attempt(Some(mutant), Some(self.limit(mutant))) {
                            Ok(attempt) if attempt.interrupted => {
                                self.stop.store(true, Relaxed);
                            }
                            Ok(attempt) => drop(tell.send((*place, *mutant, attempt))),
                            Err(error) => {
                                // No thread begins another one.
                                next.store(waiting.len(), Relaxed);
                                let mut broken =
                                    broken.lock().unwrap_or_else(PoisonError::into_inner);
                                *broken = Some(error);
                            }
                        }
                    }
                });
            }
            drop(tell);
            for (place, mutant, attempt) in told {
                done(place, mutant, attempt);
            }
        });
        let broken = broken.into_inner().unwrap_or_else(PoisonError::into_inner);
        broken.map_or(Ok(()), Err)
    }

    /// The time limit of the tests, with the delays of the misbehaviour.
    fn limit(&self, mutant: &Mutant) -> Duration {
        let requests = u32::try_from(self.clean.met.requests()).unwrap_or(u32::MAX);
        limit(self.clean, self.flags.timeout_factor)
            .saturating_add(mutant.lateness().saturating_mul(requests))
    }

    fn report(&self, mutant: &Mutant, attempt: &Attempt, trying: &Trying) -> MutantReport {
        // The tests may have cleared either count.
        let counted = attempt.met.struck().saturating_sub(self.clean.met.struck());
        let times_met = counted.max(attempt.traffic.times_met(&mutant.name));
        let verdict = MutantVerdict::of(mutant.class, times_met > 0, attempt.ending);
        let is_red = attempt.ending != Ending::Exited(0);
        MutantReport {
            exit_code: match attempt.ending {
                Ending::Exited(code) => Some(code),
                Ending::TimedOut => None,
            },
            milliseconds: Some(milliseconds(attempt.took)),
            times_met,
            first_met: attempt.traffic.first_met(&mutant.name),
            last_test: attempt.traffic.last_test().filter(|_| is_red),
            log: if is_red {
                trying.log(&mutant.name, &attempt.output)
            } else {
                None
            },
            fingerprint: self.fingerprint(mutant),
            ..MutantReport::of(mutant, verdict)
        }
    }

    fn fingerprint(&self, mutant: &Mutant) -> Option<String> {
        let basis = VerdictBasis {
            key: self.flags.key.as_deref()?,
            version: kakebarai_simulator::VERSION,
            command: &self.flags.words,
            settings: &self.inputs.settings_text,
        };
        Some(basis.fingerprint(mutant))
    }

    /// Adds the verdict of an earlier report, and the report about the shop.
    fn compare(&self, report: &mut MutantReport) {
        let before = carried::before(&self.inputs.since, &report.name);
        let before = before.map(|before| before.verdict);
        report.before = before.filter(|before| *before != report.verdict);
        if report.verdict.is_reached() && !report.verdict.is_good() {
            let judged = report
                .requirement
                .as_deref()
                .zip(self.inputs.run_report.as_ref());
            report.client = judged.and_then(|(id, of_shop)| Client::of(id, of_shop));
        }
    }

    fn remarks(&self, mutants: &[Mutant]) -> Vec<String> {
        let mut remarks = Vec::new();
        if !self.inputs.since.is_empty() && self.flags.key.is_none() {
            remarks.push("--key がないので、前の報告の判定は比べるだけで、使いません".to_owned());
        }
        if self.inputs.selection.is_complete() && !mutants.iter().any(Mutant::is_slow) {
            remarks
                .push("時間のかかる変異（slow-15s）は、--slow を付けたときだけ試します".to_owned());
        }
        remarks
    }
}

/// Why a run that met nothing may be misleading.
fn doubtful(report: &MutantReport, attempt: &Attempt) -> Option<String> {
    let name = &report.name;
    if report.verdict.is_reached() {
        None
    } else if attempt.was_ended {
        Some(format!(
            "{name}：テストが全体の障害を消した（POST /_simulator/v1/reset か DELETE /_simulator/v1/faults）ので、変異もなくなりました。\
             加盟店ごとの reset や faults を使ってください"
        ))
    } else if attempt.ending != Ending::Exited(0) {
        Some(format!(
            "{name}：変異に1度も会わないのに、テストが失敗しました。テストが不安定なようです"
        ))
    } else {
        None
    }
}
