//! What the simulator does, told as a shop's dealings with it, through the typed client.

mod buyers;
mod faults;
mod payments;
mod world;

use std::collections::BTreeSet;

use super::running::run;
use world::Shop;

macro_rules! features {
    ($($test:ident = $file:literal),+ $(,)?) => {
        const FILES: &[&str] = &[$($file),+];

        $(
            #[tokio::test]
            async fn $test() {
                run::<Shop>(concat!("simulator/", $file)).await;
            }
        )+
    };
}

features! {
    buyers = "buyers.feature",
    credit = "credit.feature",
    faults = "faults.feature",
    mistakes = "mistakes.feature",
    payments = "payments.feature",
    screening = "screening.feature",
    shipments = "shipments.feature",
    walk = "walk.feature",
}

#[test]
fn every_file_is_run() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/features/simulator");
    let there: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let run: BTreeSet<String> = FILES.iter().map(|&file| file.to_owned()).collect();
    assert_eq!(run, there);
}
