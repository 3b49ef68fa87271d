//! The reference shop, driven over HTTP as a browser would.

mod logins;
mod safety;
