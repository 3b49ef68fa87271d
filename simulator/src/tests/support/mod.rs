//! Shared parts of the tests: requests, random dealings and a model of their results.

pub(super) mod asking;
pub(super) mod model;
pub(super) mod over_http;
pub(super) mod postgres;
pub(super) mod raw;
pub(super) mod steps;
