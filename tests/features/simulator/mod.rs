//! What the simulator does, told as a shop's dealings with it, through the typed client.

mod buyers;
mod faults;
mod payments;
mod world;

use super::running::features;

features! {
    world::Shop, "simulator",
    buyers_of_the_test = "buyers.feature",
    credit = "credit.feature",
    faults_on_the_way = "faults.feature",
    mistakes = "mistakes.feature",
    payments_and_their_end = "payments.feature",
    screening = "screening.feature",
    shipments = "shipments.feature",
    walk = "walk.feature",
}
