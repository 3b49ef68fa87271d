//! Settings that a program made: the same limits as in a file.

use super::super::{Problem, Settings};
use super::values::{self as v, Accepted};

impl Settings {
    /// What could not be, were it in a file.
    ///
    /// # Errors
    /// The first mistake there is.
    pub(crate) fn check(&self) -> Result<(), Problem> {
        let wire = &self.assumptions.wire;
        let texts = &self.assumptions.texts;
        of("max_connections", number(self.max_connections, 1, 100_000))?;
        of("request_timeout", v::within_timeouts(self.request_timeout))?;
        of("max_merchants", number(self.max_merchants, 1, 100_000))?;
        of("threads", number(self.threads.unwrap_or(1), 1, 64))?;
        of("journal_bytes", number(self.journal_bytes, 0, 1 << 30))?;
        of("snapshot_bytes", number(self.snapshot_bytes, 0, 1 << 36))?;
        of("kept_changes", number(self.kept_changes, 0, 10_000_000))?;
        of("control_hosts", v::names(&self.control_hosts.join(",")))?;
        of(
            "unusable_slips",
            v::slip_prefixes(&self.unusable_slips.join(",")),
        )?;
        of("wire.root", v::xml_name(&wire.root))?;
        of("wire.content_type", v::header(&wire.content_type))?;
        of("wire.unit_name", v::line_name(&wire.unit_name))?;
        of("texts.pending", v::some_text(&texts.pending))?;
        of("texts.not_usable", v::some_text(&texts.not_usable))?;
        if let Err((field, remedy)) = self.screening.check() {
            return Err(problem(&format!("screening の {field}"), remedy.to_owned()));
        }
        self.check_merchants()?;
        self.check_buyers()
    }

    fn check_merchants(&self) -> Result<(), Problem> {
        for (at, merchant) in self.merchants.iter().enumerate() {
            of("merchants の code", v::merchant_code(&merchant.code))?;
            of("merchants の password", v::password(&merchant.password))?;
            if self.merchants[..at]
                .iter()
                .any(|other| other.code == merchant.code)
            {
                let remedy = format!("加盟店コード {} が2つあります", merchant.code);
                return Err(problem("merchants の code", remedy));
            }
        }
        Ok(())
    }

    fn check_buyers(&self) -> Result<(), Problem> {
        for (at, buyer) in self.buyers.iter().enumerate() {
            of("buyers の id", v::buyer_id(&buyer.id))?;
            of("buyers の name", v::some_text(&buyer.name))?;
            of("buyers の telephone", v::telephone(&buyer.telephone))?;
            of(
                "buyers の used_amount",
                number(buyer.used_amount, 0, v::MAX_CREDIT_LIMIT.into()),
            )?;
            if self.buyers[..at].iter().any(|other| other.id == buyer.id) {
                let remedy = format!("取引先ID {} が2つあります", buyer.id);
                return Err(problem("buyers の id", remedy));
            }
        }
        Ok(())
    }
}

fn of<T>(key: &str, accepted: Accepted<T>) -> Result<(), Problem> {
    match accepted {
        Ok(_) => Ok(()),
        Err(remedy) => Err(problem(key, remedy)),
    }
}

fn number<T>(number: T, from: T, to: T) -> Accepted<T>
where
    T: std::str::FromStr + PartialOrd + std::fmt::Display + Copy,
{
    v::number(&number.to_string(), from, to)
}

fn problem(key: &str, remedy: String) -> Problem {
    Problem {
        place: "Settings".to_owned(),
        what: format!("設定 {key} の値が正しくありません。"),
        remedy,
    }
}
