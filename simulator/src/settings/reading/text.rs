//! Writes values as the text of a settings file.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use jiff::{
    SignedDuration,
    civil::DateTime,
    fmt::friendly::{Designator, Spacing, SpanPrinter},
};

use super::{
    super::{ControlToken, Data, Parity},
    choices::{Choice, word},
};
use crate::books::calendar::Delay;

/// Writes a value as text that reads as the same value.
pub(super) trait Text {
    fn text(&self) -> String;
}

macro_rules! as_displayed {
    ($($kind:ty),+) => {
        $(impl Text for $kind {
            fn text(&self) -> String {
                self.to_string()
            }
        })+
    };
}

as_displayed!(u16, u32, u64, usize, SocketAddr, String, DateTime);

impl<T: Choice> Text for T {
    fn text(&self) -> String {
        word(*self).to_owned()
    }
}

impl Text for Delay {
    fn text(&self) -> String {
        match self {
            Self::Time(time) => in_words(time),
            Self::Months { .. } | Self::BusinessDays(_) => self.to_string(),
        }
    }
}

impl Text for Duration {
    fn text(&self) -> String {
        // A number too long for the other type is too long for every setting.
        in_words(&SignedDuration::try_from(*self).unwrap_or(SignedDuration::MAX))
    }
}

/// `5 minutes`.
fn in_words(time: &SignedDuration) -> String {
    SpanPrinter::new()
        .designator(Designator::Verbose)
        .spacing(Spacing::BetweenUnitsAndDesignators)
        .duration_to_string(time)
}

impl Text for Option<Delay> {
    fn text(&self) -> String {
        self.as_ref().map_or_else(|| "never".to_owned(), Text::text)
    }
}

impl Text for Option<usize> {
    fn text(&self) -> String {
        self.unwrap_or(0).to_string()
    }
}

impl Text for Option<DateTime> {
    fn text(&self) -> String {
        self.as_ref().map_or_else(String::new, Text::text)
    }
}

impl Text for Option<String> {
    fn text(&self) -> String {
        self.clone().unwrap_or_default()
    }
}

impl Text for Option<PathBuf> {
    fn text(&self) -> String {
        self.as_ref()
            .map_or_else(String::new, |path| path.display().to_string())
    }
}

impl Text for Option<ControlToken> {
    fn text(&self) -> String {
        self.as_ref()
            .map_or_else(String::new, |token| token.0.clone())
    }
}

impl Text for Option<Data> {
    fn text(&self) -> String {
        match self {
            None => String::new(),
            Some(Data::File(path)) => path.display().to_string(),
            Some(Data::Postgres(url)) => url.clone(),
        }
    }
}

impl Text for Option<Parity> {
    fn text(&self) -> String {
        self.as_ref()
            .map_or_else(String::new, |parity| parity.path().display().to_string())
    }
}

impl Text for Vec<String> {
    fn text(&self) -> String {
        self.join(",")
    }
}
