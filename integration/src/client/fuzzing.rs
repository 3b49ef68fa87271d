//! The door for libFuzzer, there under `cfg(fuzzing)` alone: see `tests/fuzz`.

use super::Error;
use super::an010_register_payment::RegisterPayment;
use super::an050_inquire_usage::InquireUsage;
use super::an070_inquire_screening::InquireScreening;
use super::reading::Elements;
use super::sending::Call;

/// An answer read as that of AN010 (as AN020 … AN040 and AN060 are), of AN050 and of AN070.
///
/// # Errors
/// [`Error::Refused`] and [`Error::UnreadableAnswer`].
pub fn read(answer: &[u8]) -> [Result<(), Error>; 3] {
    [
        read_as::<RegisterPayment>(answer),
        read_as::<InquireUsage<'_>>(answer),
        read_as::<InquireScreening<'_>>(answer),
    ]
}

fn read_as<C: Call>(answer: &[u8]) -> Result<(), Error> {
    Elements::of_answer(answer, C::read).map(drop)
}
