//! For monitoring: `/healthz`, `/readyz`, `/metrics`. Open to everybody who can connect, since they show only numbers.

use std::sync::Arc;

use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, info::Info},
    registry::{Registry, Unit},
};

use crate::{
    VERSION, app::AppState, control::App, merchant::faults::FAULT_KINDS, storage::Storage,
    vendor::APIS,
};

const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

pub(crate) fn router() -> Router<Arc<AppState>> {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
}

/// 503 once the simulator is stopping, or while nothing can be stored.
async fn ready(State(app): App) -> Response {
    if app.is_stopping() {
        (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response()
    } else if !app.storage().is_writable().await {
        (StatusCode::SERVICE_UNAVAILABLE, "data cannot be written\n").into_response()
    } else {
        "ready\n".into_response()
    }
}

#[derive(Clone, Debug, EncodeLabelSet, Eq, Hash, PartialEq)]
struct OutcomeLabel {
    api: &'static str,
    outcome: &'static str,
}

#[derive(Clone, Debug, EncodeLabelSet, Eq, Hash, PartialEq)]
struct CodeLabel {
    code: &'static str,
}

#[derive(Clone, Debug, EncodeLabelSet, Eq, Hash, PartialEq)]
struct FaultLabel {
    kind: &'static str,
}

/// The metrics for Prometheus. Their counters are those of the coverage, and are cleared with it.
async fn metrics(State(app): App) -> Response {
    let mut text = String::new();
    match encode(&mut text, &registry(&app)) {
        Ok(()) => ([(header::CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn registry(app: &AppState) -> Registry {
    let coverage = app.coverage();
    let requests = Family::<OutcomeLabel, Counter>::default();
    for api in &APIS {
        let answered = coverage.api(api.number);
        for (outcome, times) in [
            ("accepted", answered.accepted),
            ("refused", answered.refused),
            ("lost", answered.lost),
        ] {
            if answered.all() > 0 {
                let api = api.number;
                requests
                    .get_or_create(&OutcomeLabel { api, outcome })
                    .inc_by(times);
            }
        }
    }
    let refusals = Family::<CodeLabel, Counter>::default();
    for code in crate::every_rule().map(|rule| rule.code) {
        let times = coverage.code(code);
        if times > 0 && refusals.get(&CodeLabel { code }).is_none() {
            refusals.get_or_create(&CodeLabel { code }).inc_by(times);
        }
    }
    let faults = Family::<FaultLabel, Counter>::default();
    for ((kind, _), times) in FAULT_KINDS.iter().zip(coverage.faults()) {
        if times > 0 {
            faults.get_or_create(&FaultLabel { kind }).inc_by(times);
        }
    }
    let mut registry = Registry::with_prefix("kakebarai_simulator");
    registry.register(
        "requests",
        "Requests to the seven APIs, by what reached whoever asked",
        requests,
    );
    registry.register("refusals", "Refusals, by code", refusals);
    registry.register("faults", "Requests that met a fault, by its kind", faults);
    registry.register_with_unit(
        "duration",
        "From the whole request to the answer, without a fault's delay",
        Unit::Seconds,
        app.durations.0.clone(),
    );
    registry.register("merchants", "Merchants", gauge(app.merchant_count() as u64));
    registry.register_with_unit(
        "journal",
        "What the journals take",
        Unit::Bytes,
        gauge(app.journal_bytes() as u64),
    );
    match app.storage() {
        Storage::Memory => {}
        Storage::Sqlite(writer) => {
            let (written, waiting) = writer.figures();
            registry.register(
                "records_written",
                "What was written to the file since the start: changes, clocks, faults, snapshots",
                counter(written),
            );
            registry.register(
                "records_waiting",
                "What waits to be written to the file",
                gauge(waiting),
            );
            registry.register(
                "write_failures",
                "How often the file could not be written",
                counter(writer.failures()),
            );
        }
        Storage::Postgres(postgres) => registry.register(
            "synchronizations",
            "How often a request found that another simulator had written",
            counter(postgres.synced()),
        ),
    }
    registry.register(
        "build",
        "The version that runs",
        Info::new([("version", VERSION)]),
    );
    registry
}

fn gauge(value: u64) -> Gauge {
    let gauge = Gauge::default();
    gauge.set(i64::try_from(value).unwrap_or(i64::MAX));
    gauge
}

fn counter(value: u64) -> Counter {
    let counter = Counter::default();
    counter.inc_by(value);
    counter
}
