//! The client alone, against a stub that notes what comes and answers with literal bytes.

mod addresses;
mod answers;
mod credentials;
mod decimal;
mod failures;
mod refusals;
mod requests;
mod secrecy;
pub(crate) mod stub;

use kakebarai::client::{Address, BuyerQuery, CancelPayment, Client, Credentials, TimeOuts};

/// Made to be found wherever it is printed.
const PASSWORD: &str = "kakebarai-test";

fn client(url: &str) -> Client {
    client_waiting(url, TimeOuts::default())
}

fn client_waiting(url: &str, time_outs: TimeOuts) -> Client {
    let credentials = Credentials::new("900000001", PASSWORD);
    Client::with_time_outs(Address::custom(url).unwrap(), credentials, time_outs).unwrap()
}

fn cancellation() -> CancelPayment {
    CancelPayment::new("1001", "1111")
}

fn buyer_1111() -> BuyerQuery {
    BuyerQuery::by_id("1111")
}
