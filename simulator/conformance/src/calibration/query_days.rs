//! For how many days a screening can be asked for, and from when on, as far as the answers about known buyers tell.

/// The answer about one buyer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answered {
    /// Days since the application.
    pub(super) since_application: i64,
    /// Days since the decision.
    pub(super) since_decision: i64,
    /// Whether it can still be asked for, and is not refused by G080001.
    pub(super) is_open: bool,
}

/// The remaining possibilities.
#[derive(Debug, Eq, PartialEq)]
pub(super) enum Narrowed {
    /// Only one of the two beginnings explains the answers.
    Start {
        from_application: bool,
        /// The number of days, or what is known of it, in Japanese.
        days: Result<i64, String>,
    },
    /// Both do, or neither.
    Open(String),
}

/// The possible numbers of days: at least the first, less than the second.
#[derive(Clone, Copy)]
struct Range {
    from: i64,
    below: i64,
}

impl Range {
    fn of(answered: &[Answered], since: fn(&Answered) -> i64) -> Self {
        let asked = |is_open| {
            let those = answered.iter().filter(move |one| one.is_open == is_open);
            those.map(since)
        };
        // The time of the day is unknown, so each side gets a day.
        Self {
            from: asked(true).max().unwrap_or(0),
            below: asked(false).min().map_or(i64::MAX, |day| day + 1),
        }
    }

    const fn is_possible(self) -> bool {
        self.from < self.below
    }

    fn days(self) -> Result<i64, String> {
        if self.below - self.from == 1 {
            return Ok(self.from);
        }
        let most = if self.below == i64::MAX {
            "上は分かりません".to_owned()
        } else {
            format!("{}日以下", self.below - 1)
        };
        Err(format!("{}日以上、{most}", self.from))
    }
}

/// Narrows the possibilities by the answers.
pub(super) fn narrowed(answered: &[Answered]) -> Narrowed {
    if answered.is_empty() {
        return Narrowed::Open("どの取引先にも、想定した応答がありませんでした".to_owned());
    }
    let application = Range::of(answered, |one| one.since_application);
    let decision = Range::of(answered, |one| one.since_decision);
    let start = |from_application, range: Range| Narrowed::Start {
        from_application,
        days: range.days(),
    };
    match (application.is_possible(), decision.is_possible()) {
        (true, false) => start(true, application),
        (false, true) => start(false, decision),
        (false, false) => Narrowed::Open("どちらの起点でも、照会の結果を説明できません".to_owned()),
        (true, true) => {
            let words = |range: Range| match range.days() {
                Ok(days) => format!("{days}日"),
                Err(range) => range,
            };
            Narrowed::Open(format!(
                "申込みからなら{}、決定からなら{}です",
                words(application),
                words(decision)
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(since_application: i64, since_decision: i64, is_open: bool) -> Answered {
        Answered {
            since_application,
            since_decision,
            is_open,
        }
    }

    #[test]
    fn two_buyers_may_tell_where_the_days_begin() {
        // Answered long after the application, while another was refused sooner after it: the decision counts.
        let answers = [one(70, 55, true), one(66, 64, false)];
        let from_decision = Narrowed::Start {
            from_application: false,
            days: Err("55日以上、64日以下".to_owned()),
        };
        assert_eq!(narrowed(&answers), from_decision);
        let answers = [one(60, 59, true), one(60, 40, false), one(61, 59, false)];
        let from_application = Narrowed::Start {
            from_application: true,
            days: Ok(60),
        };
        assert_eq!(narrowed(&answers), from_application);
    }

    #[test]
    fn one_buyer_leaves_both_open() {
        let open = narrowed(&[one(30, 29, true)]);
        let words =
            "申込みからなら30日以上、上は分かりません、決定からなら29日以上、上は分かりませんです";
        assert_eq!(open, Narrowed::Open(words.to_owned()));
        assert!(matches!(narrowed(&[]), Narrowed::Open(_)));
    }
}
