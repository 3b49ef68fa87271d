//! A line before its amounts are known to fit.

use crate::{
    billing::{Line, Note, OrderProblem, Source, names::Fitted},
    client::Decimal2,
};

/// A line in the making, in amounts that may yet be too large.
pub(super) struct Draft {
    pub(super) source: Source,
    pub(super) name: String,
    pub(super) code: String,
    pub(super) quantity: Option<Decimal2>,
    pub(super) unit_price: Option<Decimal2>,
    pub(super) price: i64,
    pub(super) tax: i64,
    /// What was done to its name and code.
    pub(super) notes: Vec<Note>,
    /// Why its code cannot be sent.
    pub(super) problem: Option<OrderProblem>,
}

/// A line that is not counted by the piece.
pub(super) fn plain(source: Source, name: Fitted, code: &str, price: i64) -> Draft {
    let mut notes = Vec::new();
    if !name.cut.is_empty() {
        notes.push(Note::NameCut {
            name: name.text.clone(),
            cut: name.cut,
        });
    }
    if !name.replaced.is_empty() {
        notes.push(Note::NameRespelt {
            name: name.text.clone(),
            replaced: name.replaced,
        });
    }
    Draft {
        source,
        name: name.text,
        code: code.to_owned(),
        quantity: None,
        unit_price: None,
        price,
        tax: 0,
        notes,
        problem: None,
    }
}

impl Draft {
    /// The line.
    ///
    /// # Errors
    /// An amount that does not fit.
    pub(super) fn line(self) -> Result<Line, OrderProblem> {
        let fitting = |amount| {
            i32::try_from(amount).map_err(|_| OrderProblem::TooLarge {
                label: self.name.clone(),
                amount,
            })
        };
        let (price, tax) = (fitting(self.price)?, fitting(self.tax)?);
        Ok(Line {
            source: self.source,
            name: self.name,
            code: self.code,
            quantity: self.quantity,
            unit_price: self.unit_price,
            price,
            tax,
        })
    }
}
