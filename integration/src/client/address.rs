//! Where the requests go: the provider's test host, its production host, or a custom host.

use std::{fmt, str::FromStr};

use reqwest::Url;

use super::an050_inquire_usage::InquireUsage;
use super::an070_inquire_screening::InquireScreening;
use super::sending::Call;
use super::{CancelPayment, CancelShipment, RegisterBuyer, RegisterPayment, RegisterShipment};

const PRODUCTION_HOST: &str = "yamato-credit-finance.jp";
const TEST_HOST: &str = "demo.yamato-credit-finance.jp";

/// Where the requests go.
///
/// Real money moves under [`Address::Production`] alone, and nothing else leads there: not a default, and not a
/// custom address. These three are all that there will be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// The provider's test environment, `demo.yamato-credit-finance.jp`: AN010 over http, the other six over https (seen).
    Test,
    /// The provider's production, `https://yamato-credit-finance.jp`.
    Production,
    /// A custom host, such as the simulator: see [`Address::custom`].
    Custom(CustomAddress),
}

/// A base address; all seven calls go there. It is read as [`Address::custom`] reads one:
///
/// ```
/// use kakebarai::client::CustomAddress;
///
/// let address: CustomAddress = "http://127.0.0.1:8110/".parse()?;
/// assert_eq!(address.to_string(), "http://127.0.0.1:8110");
/// # Ok::<(), kakebarai::client::WrongAddress>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct CustomAddress {
    base: Url,
}

impl Address {
    /// A custom host, such as `http://127.0.0.1:8110`, to which the paths of the seven calls are added. Its own path is kept as a prefix.
    ///
    /// Plain `http` is allowed for every host, not for this machine alone: a simulator in another container is called
    /// `http://simulator:8110`. With real credentials, check [`Address::is_in_the_clear`] first.
    ///
    /// # Errors
    /// [`WrongAddress`]: in particular for the production host in every spelling, its other subdomains included.
    /// Production is chosen by [`Address::Production`] alone.
    pub fn custom(address: &str) -> Result<Self, WrongAddress> {
        address.parse().map(Self::Custom)
    }

    /// Whether no real money moves there.
    pub const fn is_test(&self) -> bool {
        !matches!(self, Self::Production)
    }

    /// Whether a request travels readable for everyone on its way: over plain http to another machine.
    ///
    /// True for [`Address::Test`], whose AN010 does.
    pub fn is_in_the_clear(&self) -> bool {
        match self {
            Self::Test => true,
            Self::Production => false,
            Self::Custom(custom) => custom.base.scheme() == "http" && !custom.is_this_machine(),
        }
    }

    /// Whether some call goes over https.
    pub(super) fn uses_tls(&self) -> bool {
        !matches!(self, Self::Custom(custom) if custom.base.scheme() == "http")
    }

    /// The whole addresses of the seven calls, from AN010 to AN070: to show where requests would go.
    pub fn of_every_call(&self) -> [String; 7] {
        [
            self.of::<RegisterPayment>(),
            self.of::<CancelPayment>(),
            self.of::<RegisterShipment>(),
            self.of::<CancelShipment>(),
            self.of::<InquireUsage<'_>>(),
            self.of::<RegisterBuyer>(),
            self.of::<InquireScreening<'_>>(),
        ]
    }

    /// The whole address of one call.
    pub(super) fn of<C: Call>(&self) -> String {
        match self {
            Self::Test => format!("{}://{TEST_HOST}{}", C::TEST_SCHEME, C::PATH),
            Self::Production => format!("https://{PRODUCTION_HOST}{}", C::PATH),
            Self::Custom(custom) => format!("{custom}{}", C::PATH),
        }
    }
}

impl CustomAddress {
    fn is_this_machine(&self) -> bool {
        let host = self.base.host_str().unwrap_or_default();
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        host == "localhost"
            || bare
                .parse::<std::net::IpAddr>()
                .is_ok_and(|ip| ip.is_loopback())
    }
}

impl FromStr for CustomAddress {
    type Err = WrongAddress;

    /// As [`Address::custom`].
    fn from_str(text: &str) -> Result<Self, WrongAddress> {
        let mut base = Url::parse(text).map_err(|_| WrongAddress::NotAnAddress)?;
        // Parsing has already brought a name into lower case and ASCII.
        let host = base
            .host_str()
            .ok_or(WrongAddress::NotAnAddress)?
            .trim_end_matches('.');
        let subdomain = host.strip_suffix(PRODUCTION_HOST);
        if host != TEST_HOST && subdomain.is_some_and(|name| name.is_empty() || name.ends_with('.'))
        {
            return Err(WrongAddress::Production);
        }
        if !matches!(base.scheme(), "http" | "https") {
            return Err(WrongAddress::Scheme);
        }
        if !base.username().is_empty() || base.password().is_some() {
            return Err(WrongAddress::UserInfo);
        }
        if base.query().is_some() || base.fragment().is_some() {
            return Err(WrongAddress::QueryOrFragment);
        }
        let prefix = base.path().trim_end_matches('/').to_owned();
        base.set_path(&prefix);
        Ok(Self { base })
    }
}

impl From<CustomAddress> for Address {
    fn from(address: CustomAddress) -> Self {
        Self::Custom(address)
    }
}

impl fmt::Display for CustomAddress {
    /// Without a slash at the end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.base.as_str().trim_end_matches('/'))
    }
}

impl fmt::Debug for CustomAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// Why [`Address::custom`] and [`CustomAddress`] refuse an address. The address itself is not repeated: it may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WrongAddress {
    /// Not an address with a host.
    #[error("not an address such as http://127.0.0.1:8110")]
    NotAnAddress,
    /// The production host, in any spelling.
    #[error("this is the production host; choose Address::Production if real payments are meant")]
    Production,
    /// Neither http nor https.
    #[error("the address must begin with http:// or https://")]
    Scheme,
    /// A user name or a password stands in the address.
    #[error("the address must not hold a user name or a password")]
    UserInfo,
    /// A query or a fragment stands at the end.
    #[error("the address must not hold a query or a fragment")]
    QueryOrFragment,
}
