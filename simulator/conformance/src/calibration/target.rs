//! The target of a calibration: the provider's test host, or a simulator on this machine. There is no third.

use std::{fmt, time::Duration};

use super::request::Api;

/// The only host of the provider that receives requests.
const TEST_HOST: &str = "demo.yamato-credit-finance.jp";

/// The target of a calibration.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Target(Host);

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Host {
    Test,
    Loopback(u16),
}

/// The transport.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Scheme {
    Http,
    Https,
}

impl Target {
    /// The provider's test host.
    pub const fn test_host() -> Self {
        Self(Host::Test)
    }

    /// A simulator at a port of this machine.
    pub const fn loopback(port: u16) -> Self {
        Self(Host::Loopback(port))
    }

    /// Whether it is the provider's.
    pub const fn is_test_host(self) -> bool {
        matches!(self.0, Host::Test)
    }

    /// The least time between two requests.
    pub const fn pause(self) -> Duration {
        match self.0 {
            Host::Test => Duration::from_secs(2),
            Host::Loopback(_) => Duration::ZERO,
        }
    }

    /// The address of an API. A simulator on loopback is called over http.
    pub(super) fn address(self, api: Api, scheme: Scheme) -> String {
        let path = format!("kuroneko-anshin/{}APIAction.action", api.number());
        match (self.0, scheme) {
            (Host::Loopback(port), _) => format!("http://127.0.0.1:{port}/{path}"),
            (Host::Test, Scheme::Https) => format!("https://{TEST_HOST}/{path}"),
            (Host::Test, Scheme::Http) => format!("http://{TEST_HOST}/{path}"),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Host::Test => f.write_str(TEST_HOST),
            Host::Loopback(port) => write!(f, "127.0.0.1:{port}"),
        }
    }
}
