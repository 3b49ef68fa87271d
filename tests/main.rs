//! The test binary: one build, one link, every test in parallel. Beside it stand only `simulator/tests/processes` and
//! `simulator/conformance/tests/programs`, which need the programs of their packages.

#[cfg(test)]
mod addon;
#[cfg(test)]
mod architecture;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod conformance;
#[cfg(test)]
mod features;
#[cfg(test)]
mod kept;
#[cfg(test)]
mod ledger;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod shop;
#[cfg(test)]
mod support;
#[cfg(test)]
mod tables;
#[cfg(test)]
mod wire;
