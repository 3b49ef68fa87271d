//! What the tests share: requests, random dealings and a model of what must come of them.

pub(super) mod asking;
pub(super) mod model;
pub(super) mod over_http;
pub(super) mod raw;
pub(super) mod steps;
