//! The switches: each a way in which clients are wrong, and the requirements that it breaks.

use std::{fmt, str::FromStr};

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct FaultRow {
    /// The switch.
    pub fault: Fault,
    /// Its name: `F39`.
    pub id: &'static str,
    /// What a client with it does: "the client …".
    pub what: &'static str,
    /// The requirements that it breaks at least.
    pub caught_by: &'static [&'static str],
}

macro_rules! faults {
    ($($id:ident $what:literal: $($caught_by:literal)+;)*) => {
        /// A way in which a client is wrong.
        #[derive(Clone, Copy, Debug, Eq, PartialEq)]
        pub enum Fault {
            $(#[doc = concat!("The client … ", $what, ".")] $id,)*
        }

        /// Every switch.
        pub const FAULTS: &[FaultRow] = &[
            $(FaultRow {
                fault: Fault::$id,
                id: stringify!($id),
                what: $what,
                caught_by: &[$($caught_by),+],
            },)*
        ];
    };
}

#[rustfmt::skip]
faults! {
    F01 "sends GET with a query string": "CON-01" "SEC-01";
    F02 "sends JSON": "CON-01";
    F03 "sends the form in Shift_JIS": "CON-01";
    F04 "sends a field twice": "CON-01";
    F05 "leaves the password out of one API": "CON-02";
    F06 "orderDate as 2026/12/01": "CON-03";
    F07 "all seven over http": "CON-04";
    F08 "gives up after 5 seconds": "CON-05";
    F09 "password in the URL": "SEC-01";
    F10 "request logged with its body": "SEC-02";
    F11 "password in the operator's message": "SEC-02";
    F12 "certificate check off": "SEC-03";
    F13 "follows a 307 with the body": "SEC-04";
    F14 "XML reader resolves external entities": "SEC-05";
    F15 "sole proprietor without home address": "REG-01";
    F16 "forgets the operating company's fields": "REG-02";
    F17 "address in half-width": "REG-03";
    F18 "telephone without hyphens": "REG-03";
    F19 "names cut to 15 characters (the CS-Cart add-on)": "REG-04";
    F20 "shows the first mistake only": "REG-05";
    F21 "applies again under the same id": "REG-06";
    F22 "applies again while pending": "REG-07";
    F23 "lost application: a new id at once": "REG-07";
    F24 "ids with letters": "REG-08";
    F25 "審査中 counts as usable": "SCR-01";
    F26 "申込不備 is final": "SCR-02";
    F27 "later 取消 is not noticed": "SCR-02";
    F28 "限度額変更 counts as a refusal": "SCR-03";
    F29 "an unknown status counts as a refusal": "SCR-04";
    F30 "G080001 counts as a refusal": "SCR-05";
    F31 "asks twenty times in a row": "SCR-06";
    F32 "offers on any returnCode 0": "ELG-01";
    F33 "offers where the text contains 利用可": "ELG-01";
    F34 "offers when nobody answers": "ELG-02";
    F35 "checkout breaks when nobody answers": "ELG-02";
    F36 "status P of the group counts": "ELG-03";
    F37 "shows the limit less what is used as the limit": "ELG-04";
    F38 "eight inquiries a page (the add-on does two and more)": "ELG-05";
    F39 "tax added to settlePrice as well": "TAX-01" "LIN-01";
    F40 "tax in the price billed again (the add-on)": "TAX-02";
    F41 "8 % goods taxed at 10 %": "TAX-03";
    F42 "shipping not taxed": "TAX-04";
    F43 "discount does not touch the tax": "TAX-05";
    F44 "rounds up where 切り捨て is set": "TAX-06";
    F45 "tax of the whole cart on each line": "TAX-07" "LIN-02";
    F46 "gift certificate not in the lines (the add-on: A060005)": "LIN-01" "LIN-04";
    F47 "tax rounded a line, not in sum": "LIN-02";
    F48 "discount as a positive line": "LIN-03";
    F49 "points taken off the tax": "LIN-04";
    F50 "sends the first 99 lines only": "LIN-05";
    F51 "tax of seven digits cut to six": "LIN-06";
    F52 "order of 0 yen sent as a settlement of 0 + 0": "LIN-06";
    F53 "floating point: 33.33×7 is one yen off": "LIN-07";
    F54 "kessaiKingaku with a fraction": "LIN-07";
    F55 "both tax lines are called 消費税": "LIN-08";
    F56 "code cut at the tail": "COD-01";
    F57 "code cut by bytes (the add-on)": "COD-02";
    F58 "full-width code sent as it is": "COD-03";
    F59 "code sent in spite of 連携しない": "COD-04";
    F60 "name cut at 60 characters, not columns": "COD-05";
    F61 "① and 髙 sent as they are": "COD-05";
    F62 "cuts without a word": "COD-06";
    F63 "order stays `none` after an accepted settlement": "SET-01";
    F64 "reload of the last page sends again under a new number": "SET-02";
    F65 "two clicks, two settlements": "SET-03";
    F66 "order date in UTC plus a day": "SET-04";
    F67 "order paid before the answer is looked at": "SET-05";
    F68 "G55 is 「システムエラー」": "SET-06";
    F69 "number of a cancelled order used again": "SET-07";
    F70 "amount change: cancelled, new one refused, still shown as registered (the Laravel client)": "SET-08";
    F71 "lost answer = failed": "LST-01";
    F72 "lost answer = done": "LST-01";
    F73 "broken XML = failed": "LST-02";
    F74 "503 = failed": "LST-02";
    F75 "retries under a new order number": "LST-03";
    F76 "never asks again": "LST-04" "LST-12";
    F77 "retries the same number, reads A020004 as failure (the add-on)": "LST-05";
    F78 "reads every A020004 as success": "LST-06";
    F79 "writes nothing down before sending": "LST-07";
    F80 "lost cancellation = not cancelled, for good": "LST-08";
    F81 "lost shipment = not shipped, and ships again elsewhere": "LST-09";
    F82 "lost removal = removed": "LST-10";
    F83 "9900001 = surely not done": "LST-11";
    F84 "cancels in the shop only (the add-on's order page)": "CAN-01";
    F85 "refused cancellation shown as cancelled": "CAN-02";
    F86 "bulk stops at the first refusal": "CAN-03";
    F87 "cancels with the buyer of the session": "CAN-04";
    F88 "B020005 shown as a bare code": "CAN-05";
    F89 "wrong API for shipments": "SHP-01";
    F90 "box unticked, sent all the same": "SHP-02";
    F91 "refused shipment kept as registered": "SHP-03";
    F92 "second slip takes the first one's place in the shop": "SHP-04";
    F93 "removed in the shop though refused (the add-on)": "SHP-05";
    F94 "bundled orders all removed": "SHP-06";
    F95 "full-width slip converted for AN030, not for AN040 (the add-on)": "SLP-01";
    F96 "wrong check digit, refused, marked shipped": "SLP-02";
    F97 "slip kept as a number: zeros lost": "SLP-03";
    F98 "joins groups by a semicolon alone": "GRP-01";
    F99 "does not know Shift_JIS": "GRP-02";
    F100 "one bad status deletes all groups (the add-on)": "GRP-03";
    F101 "test mails not known": "TST-01";
    F102 "test buyers in production (the add-on)": "TST-02";
    F103 "HTTP 200 = success": "ERR-01";
    F104 "an unknown code is an exception": "ERR-02";
    F105 "shows 「与信により」 to the buyer": "ERR-03";
    F106 "wrong password tried ten times": "ERR-04";
    F107 "A090002 sent again unchanged five times": "ERR-05";
    F108 "reads values by their place": "ROB-01";
    F109 "an empty errorCode is a refusal": "ROB-02";
    F110 "wants the root to be `return`, and an XML declaration": "ROB-03";
    F111 "returnCode 0 with a code = success": "ROB-04";
    F112 "no returnCode = success": "ROB-05";
    F113 "reads the whole answer into memory": "ROB-06";
}

/// The switches that are on.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Faults(u128);

impl Faults {
    /// None: the client is right.
    pub const fn none() -> Self {
        Self(0)
    }

    /// One alone.
    pub const fn one(fault: Fault) -> Self {
        Self(1 << fault as u8)
    }

    /// Whether a switch is on.
    pub const fn has(self, fault: Fault) -> bool {
        self.0 >> fault as u8 & 1 == 1
    }
}

/// A name that no switch has.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UnknownFault(String);

impl fmt::Display for UnknownFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no switch {}", self.0)
    }
}

impl std::error::Error for UnknownFault {}

impl FromStr for Faults {
    type Err = UnknownFault;

    /// Reads `F79`, several parted by commas, or nothing.
    fn from_str(text: &str) -> Result<Self, UnknownFault> {
        let mut faults = Self::none();
        for name in text
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
        {
            let row = FAULTS.iter().find(|row| row.id == name);
            let row = row.ok_or_else(|| UnknownFault(name.to_owned()))?;
            faults.0 |= Self::one(row.fault).0;
        }
        Ok(faults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_switch_has_its_own_place() {
        assert_eq!(FAULTS.len(), 113);
        for (place, row) in FAULTS.iter().enumerate() {
            assert_eq!(row.id, format!("F{:02}", place + 1));
            assert_eq!(row.fault as usize, place);
            let alone: Faults = row.id.parse().unwrap();
            assert_eq!(alone, Faults::one(row.fault));
            let on = FAULTS.iter().filter(|other| alone.has(other.fault)).count();
            assert_eq!(on, 1, "{}", row.id);
            assert!(!row.caught_by.is_empty());
        }
    }

    #[test]
    fn several_are_parted_by_commas_and_strangers_are_refused() {
        let both: Faults = "F01, F113".parse().unwrap();
        assert!(both.has(Fault::F01) && both.has(Fault::F113) && !both.has(Fault::F02));
        assert_eq!("".parse(), Ok(Faults::none()));
        assert_eq!(
            "F114".parse::<Faults>(),
            Err(UnknownFault("F114".to_owned()))
        );
    }
}
