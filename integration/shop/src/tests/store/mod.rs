//! What the shop keeps: carts, payment methods, users.

mod carts;
mod payment_methods;
mod users;
