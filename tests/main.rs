//! The only test binary: one build, one link, every test in parallel.

#[cfg(test)]
mod wire;
