//! Credentials that are refused are not tried over and over: a provider may lock the account.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use super::Error;
use crate::refusals::{Code, WhoActs};

/// How many refusals of the credentials within [`WINDOW`] are enough.
const MOST: usize = 3;
const WINDOW: Duration = Duration::from_mins(1);

/// The refusals of the credentials since they were accepted last.
#[derive(Debug, Default)]
pub(super) struct Attempts(Mutex<Vec<(Instant, Code)>>);

impl Attempts {
    /// The refusal that the provider would repeat; `None` if it may be asked.
    pub(super) fn refusal(&self, now: Instant) -> Option<Code> {
        let mut refused = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        refused.retain(|(at, _)| now.saturating_duration_since(*at) < WINDOW);
        let (_, last) = refused.last()?;
        (refused.len() >= MOST).then(|| last.clone())
    }

    /// Records the provider's answer.
    pub(super) fn note<T>(&self, now: Instant, answer: &Result<T, Error>) {
        let mut refused = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match answer {
            Ok(_) => refused.clear(),
            Err(Error::Refused(code)) if code.who_acts() == WhoActs::MerchantSettings => {
                refused.push((now, code.clone()));
            }
            // The password may not have been looked at.
            Err(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(code: &str) -> Result<(), Error> {
        Err(Error::Refused(Code::new(code)))
    }

    #[test]
    fn the_third_refusal_within_a_minute_is_the_last_that_is_asked_for() {
        let attempts = Attempts::default();
        let begin = Instant::now();
        let at = |seconds| begin + Duration::from_secs(seconds);
        for (seconds, code) in [(0, "A140001"), (20, "E050002"), (40, "B040001")] {
            assert_eq!(attempts.refusal(at(seconds)), None, "{code}");
            attempts.note(at(seconds), &refused(code));
        }
        for seconds in [40, 59] {
            assert_eq!(attempts.refusal(at(seconds)), Some(Code::new("B040001")));
        }
        // The first is a minute old: one more may be tried, and no second.
        assert_eq!(attempts.refusal(at(60)), None);
        attempts.note(at(60), &refused("A140001"));
        assert_eq!(attempts.refusal(at(79)), Some(Code::new("A140001")));
        assert_eq!(attempts.refusal(at(80)), None);
    }

    #[test]
    fn credentials_that_are_accepted_were_never_wrong() {
        let attempts = Attempts::default();
        let now = Instant::now();
        attempts.note(now, &refused("A140001"));
        attempts.note(now, &refused("A140001"));
        attempts.note(now, &Ok(()));
        attempts.note(now, &refused("A140001"));
        assert_eq!(attempts.refusal(now), None);
    }

    #[test]
    fn other_refusals_and_lost_answers_say_nothing_of_the_credentials() {
        let attempts = Attempts::default();
        let now = Instant::now();
        for answer in [
            refused("A060004"),
            refused("9900001"),
            refused("A069999"),
            Err(Error::UnexpectedStatus(503)),
        ] {
            for _ in 0..MOST {
                attempts.note(now, &answer);
            }
        }
        assert_eq!(attempts.refusal(now), None);
        // They do not make the credentials right either.
        for _ in 0..MOST {
            attempts.note(now, &refused("A010004"));
        }
        attempts.note(now, &refused("A060004"));
        assert_eq!(attempts.refusal(now), Some(Code::new("A010004")));
    }
}
