//! The durations of requests, for Prometheus.

use std::time::Duration;

use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{family::Family, histogram::Histogram},
};

/// The label of an API.
#[derive(Clone, Debug, EncodeLabelSet, Eq, Hash, PartialEq)]
pub(crate) struct OfApi {
    /// `AN010` … `AN070`.
    pub(crate) api: &'static str,
}

/// The durations of requests, by API, in seconds.
#[derive(Clone, Debug)]
pub(crate) struct Durations(pub(crate) Family<OfApi, Histogram, fn() -> Histogram>);

impl Durations {
    pub(crate) fn new() -> Self {
        Self(Family::new_with_constructor(histogram))
    }

    pub(crate) fn observe(&self, api: &'static str, took: Duration) {
        let histogram = self.0.get_or_create(&OfApi { api });
        histogram.observe(took.as_secs_f64());
    }
}

/// From 25 microseconds up to a second.
fn histogram() -> Histogram {
    Histogram::new([
        0.000_025, 0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.05, 0.1,
        1.0,
    ])
}
