//! Judges the traffic of a scenario, and the output of its adapter and its shop.

use kakebarai_traffic::{Finding, Journal, Judged};

use crate::adapter::{LogLine, LogSource};

/// The requirement that is judged by output, not by traffic.
pub const BY_WHAT_WAS_WRITTEN: &str = "SEC-02";

/// All evidence of one session.
#[derive(Clone, Copy, Debug)]
pub struct SessionTraffic<'a> {
    /// The requests at the provider.
    pub journal: &'a Journal,
    /// The password of the session.
    pub password: &'a str,
    /// All answers of the adapter.
    pub said: &'a [String],
    /// The logs of the integration.
    pub log: Option<&'a str>,
    /// The output of the adapter besides its answers, passwords replaced.
    pub lines: &'a [LogLine],
    /// Whether the shop got an https address.
    pub is_told_https: bool,
}

impl SessionTraffic<'_> {
    /// Judges by every rule.
    pub fn judge(&self) -> Vec<Judged> {
        let mut judged = kakebarai_traffic::judge(&self.traffic());
        judged.extend(self.not_in_logs());
        judged
    }

    /// Judges by the rule of one requirement.
    pub fn judge_by(&self, requirement: &str) -> Option<Judged> {
        if requirement == BY_WHAT_WAS_WRITTEN {
            self.not_in_logs()
        } else {
            kakebarai_traffic::judge_by(requirement, &self.traffic())
        }
    }

    fn traffic(&self) -> kakebarai_traffic::Traffic<'_> {
        kakebarai_traffic::Traffic::of_scenario(self.journal, self.is_told_https)
    }

    /// SEC-02: no log and no output contains the password.
    fn not_in_logs(&self) -> Option<Judged> {
        if self.journal.entries.is_empty() {
            return None;
        }
        let in_lines = |source| {
            let mut lines = self.lines.iter();
            lines.any(|line| line.source == source && line.held_password)
        };
        let is_held = |text: &str| text.contains(self.password);
        let places = [
            (in_lines(LogSource::Stderr), "標準エラー出力の記録"),
            (in_lines(LogSource::Noise), "標準出力の余分な行"),
            (self.log.is_some_and(is_held), "お店の記録（log）"),
            (
                self.said.iter().any(|said| is_held(said)),
                "アダプターの応答（画面の文・エラー）",
            ),
        ];
        let held = places.into_iter().filter(|(is_held, _)| *is_held);
        let findings = held.map(|(_, place)| {
            let finding = Finding::new(
                "パスワードは、記録・画面・エラーのどこにもない",
                format!("{place}にある"),
            );
            finding.of(BY_WHAT_WAS_WRITTEN)
        });
        Some(Judged {
            requirement: BY_WHAT_WAS_WRITTEN,
            findings: findings.collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_password_shows_where_it_should_not_be() {
        let journal: Journal = serde_json::from_value(json!({"completeFrom": 1, "entries": [{
            "number": 1, "request": 1, "at": "2026-12-01T10:00:00+09:00", "api": "AN050",
            "received": [], "answered": {"returnCode": 0, "elements": []}, "brokenRules": [],
            "processed": true,
        }]}))
        .unwrap();
        let line = |held_password| LogLine {
            number: 1,
            source: LogSource::Stderr,
            sessions: Vec::new().into(),
            text: "passWord=●●●".to_owned(),
            held_password,
        };
        let (held, clean) = ([line(true)], [line(false)]);
        let said = ["{\"operator\":\"8f3a91c2\"}".to_owned()];
        let traffic = SessionTraffic {
            journal: &journal,
            password: "8f3a91c2",
            said: &[],
            log: Some("10:00 AN010"),
            lines: &clean,
            is_told_https: false,
        };
        let broken = |traffic: SessionTraffic<'_>| {
            let judged = traffic.judge_by(BY_WHAT_WAS_WRITTEN);
            judged.map(|judged| judged.findings.len())
        };
        assert_eq!(broken(traffic), Some(0));
        for wrong in [
            SessionTraffic {
                lines: &held,
                ..traffic
            },
            SessionTraffic {
                said: &said,
                ..traffic
            },
            SessionTraffic {
                log: Some("passWord=8f3a91c2"),
                ..traffic
            },
        ] {
            assert_eq!(broken(wrong), Some(1), "{wrong:?}");
        }
        let empty = Journal::default();
        let nothing = SessionTraffic {
            journal: &empty,
            ..traffic
        };
        assert_eq!(broken(nothing), None);
    }
}
