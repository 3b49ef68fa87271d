//! Frozen sets: the requirements that count, listed one by one, so that additions to the catalogue do not change earlier verdicts.

use super::Level::{self, L1, L2, L3, L4};

/// The requirements that count in a named set.
#[derive(Clone, Copy, Debug)]
pub struct Set {
    /// `2026-12`: the month in which it was frozen.
    pub name: &'static str,
    levels: [(Level, &'static [&'static str]); Level::ALL.len()],
}

impl Set {
    /// All, from the oldest.
    pub const ALL: &[Self] = &[SET_2026_12];

    /// Finds a set by name.
    pub fn find(name: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|set| set.name == name)
    }

    /// The newest, which is the default.
    pub fn newest() -> &'static Self {
        &Self::ALL[Self::ALL.len() - 1]
    }

    /// The level of an id; `None` if it is not in the set.
    pub fn level_of(&self, id: &str) -> Option<Level> {
        let (level, _) = self.levels.iter().find(|(_, ids)| ids.contains(&id))?;
        Some(*level)
    }

    /// The ids of a level, in the order of the catalogue.
    pub fn of_level(&self, level: Level) -> impl Iterator<Item = &'static str> {
        let ids = self.levels.iter().filter(move |(of, _)| *of == level);
        ids.flat_map(|(_, ids)| ids.iter().copied())
    }
}

#[rustfmt::skip]
const SET_2026_12: Set = Set {
    name: "2026-12",
    levels: [
        (L1, &[
            "CON-01", "CON-02", "CON-03",
            "SEC-01", "SEC-02", "SEC-03",
            "REG-01",
            "ELG-01",
            "SET-01",
            "CAN-01",
            "SHP-01",
            "TST-01",
            "ERR-01",
        ]),
        (L2, &[
            "REG-02", "REG-03", "REG-04", "REG-06", "REG-08",
            "SCR-01", "SCR-02", "SCR-03",
            "ELG-03", "ELG-04",
            "TAX-01", "TAX-02", "TAX-03", "TAX-04", "TAX-05", "TAX-06", "TAX-07",
            "LIN-01", "LIN-02", "LIN-03", "LIN-04", "LIN-05", "LIN-06", "LIN-07",
            "COD-01", "COD-02", "COD-03", "COD-04", "COD-05",
            "SET-04",
            "SHP-02", "SHP-06",
            "SLP-01", "SLP-02", "SLP-03",
            "GRP-01", "GRP-02", "GRP-03",
            "TST-02",
        ]),
        (L3, &[
            "SEC-04",
            "REG-07",
            "SCR-05",
            "ELG-02",
            "SET-02", "SET-03", "SET-05", "SET-06", "SET-07", "SET-08",
            "LST-01", "LST-02", "LST-03", "LST-04", "LST-05", "LST-06",
            "LST-07", "LST-08", "LST-09", "LST-10", "LST-11", "LST-12",
            "CAN-02", "CAN-03", "CAN-04",
            "SHP-03", "SHP-04", "SHP-05",
            "ERR-03", "ERR-04",
            "ROB-05",
        ]),
        (L4, &[
            "CON-04", "CON-05",
            "SEC-05",
            "REG-05",
            "SCR-04", "SCR-06",
            "ELG-05",
            "LIN-08",
            "COD-06",
            "CAN-05",
            "ERR-02", "ERR-05",
            "ROB-01", "ROB-02", "ROB-03", "ROB-04", "ROB-06",
        ]),
    ],
};
